/* Reductions, scans and sorting. Above each operator: the CANN versions that have it with these C types, and its header. */

/* 8.1.RC1, 9.1.0: aclnn_reduce_sum.h */
ACLNN(ReduceSum, const aclTensor *self, const aclIntArray *dims, bool keepDims, aclDataType dtype, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_mean.h */
ACLNN(Mean, const aclTensor *self, const aclIntArray *dim, bool keepDim, aclDataType dtype, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_prod.h */
ACLNN(Prod, const aclTensor *self, aclDataType dtype, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_prod.h */
ACLNN(ProdDim, const aclTensor *self, int64_t dim, bool keepDim, aclDataType dtype, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_amax.h */
ACLNN(Amax, const aclTensor *self, const aclIntArray *dim, bool keepDim, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_amin.h */
ACLNN(Amin, const aclTensor *self, const aclIntArray *dim, bool keepDim, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_max.h */
ACLNN(Max, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_min.h */
ACLNN(Min, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_max_dim.h */
ACLNN(MaxDim, const aclTensor *self, int64_t dim, bool keepdim, aclTensor *out, aclTensor *indices);
/* 8.1.RC1, 9.1.0: aclnn_min_dim.h */
ACLNN(MinDim, const aclTensor *self, int64_t dim, bool keepdim, aclTensor *out, aclTensor *indices);
/* 8.1.RC1, 9.1.0: aclnn_argmax.h */
ACLNN(ArgMax, const aclTensor *self, int64_t dim, bool keepdim, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_argmin.h */
ACLNN(ArgMin, const aclTensor *self, int64_t dim, bool keepdim, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_all.h */
ACLNN(All, const aclTensor *self, const aclIntArray *dim, bool keepdim, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_any.h */
ACLNN(Any, const aclTensor *self, const aclIntArray *dim, bool keepdim, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_var.h */
ACLNN(Var, const aclTensor *self, const aclIntArray *dim, bool unbiased, bool keepdim, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_var.h */
ACLNN(VarCorrection, const aclTensor *self, const aclIntArray *dim, int64_t correction, bool keepdim, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_std.h */
ACLNN(Std, const aclTensor *self, const aclIntArray *dim, int64_t correction, bool keepdim, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_linalg_vector_norm.h */
ACLNN(LinalgVectorNorm, const aclTensor *self, const aclScalar *ord, const aclIntArray *dims, bool keepDims,
    aclDataType dtype, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_topk.h */
ACLNN(Topk, const aclTensor *self, int64_t k, int64_t dim, bool largest, bool sorted, aclTensor *valuesOut,
    aclTensor *indicesOut);
/* 8.1.RC1, 9.1.0: aclnn_sort.h */
ACLNN(Sort, const aclTensor *self, bool stable, int64_t dim, bool descending, aclTensor *valuesOut,
    aclTensor *indicesOut);
/* 8.1.RC1, 9.1.0: aclnn_argsort.h */
ACLNN(Argsort, const aclTensor *self, int64_t dim, bool descending, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_cumsum.h */
ACLNN(Cumsum, const aclTensor *self, int64_t dim, aclDataType dtype, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_cumsum.h */
ACLNN(CumsumV2, const aclTensor *self, int64_t dim, bool exclusive, bool reverse, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_cumprod.h */
ACLNN(Cumprod, const aclTensor *input, const aclScalar *dim, aclDataType dtype, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_cummax.h */
ACLNN(Cummax, const aclTensor *self, int64_t dim, aclTensor *valuesOut, aclTensor *indicesOut);
/* 8.1.RC1, 9.1.0: aclnn_cummin.h */
ACLNN(Cummin, const aclTensor *self, int64_t dim, aclTensor *valuesOut, aclTensor *indicesOut);
/* 8.1.RC1, 9.1.0: aclnn_logsumexp.h */
ACLNN(LogSumExp, const aclTensor *self, const aclIntArray *dim, bool keepDim, aclTensor *out);
