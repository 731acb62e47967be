/* Copies, casts, layouts and fills. Above each operator: the CANN versions that have it with these C types, and its header. */

/* 8.1.RC1, 9.1.0: aclnn_cat.h */
ACLNN(Cat, const aclTensorList *tensors, int64_t dim, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_slice.h */
ACLNN(Slice, const aclTensor *self, int64_t dim, int64_t start, int64_t end, int64_t step, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_slice_v2.h */
ACLNN(SliceV2, const aclTensor *self, const aclIntArray *starts, const aclIntArray *ends, const aclIntArray *axes,
    const aclIntArray *steps, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_permute.h */
ACLNN(Permute, const aclTensor *self, const aclIntArray *dims, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_repeat.h */
ACLNN(Repeat, const aclTensor *self, const aclIntArray *repeats, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_expand.h */
ACLNN(Expand, const aclTensor *self, const aclIntArray *size, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_flip.h */
ACLNN(Flip, const aclTensor *self, const aclIntArray *dims, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_cast.h */
ACLNN(Cast, const aclTensor *self, aclDataType dtype, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_copy.h */
ACLNN(InplaceCopy, aclTensor *selfRef, const aclTensor *src);
/* 8.1.RC1, 9.1.0: aclnn_fill_scalar.h */
ACLNN(InplaceFillScalar, aclTensor *selfRef, const aclScalar *value);
/* 8.1.RC1, 9.1.0: aclnn_fill_tensor.h */
ACLNN(InplaceFillTensor, aclTensor *selfRef, const aclTensor *value);
/* 8.1.RC1, 9.1.0: aclnn_zero.h */
ACLNN(InplaceZero, aclTensor *selfRef);
/* 8.1.RC1, 9.1.0: aclnn_ones.h */
ACLNN(InplaceOne, const aclTensor *selfRef);
/* 8.1.RC1, 9.1.0: aclnn_repeat_interleave.h */
ACLNN(RepeatInterleaveIntWithDim, const aclTensor *self, int64_t repeats, int64_t dim, int64_t outputSize,
    aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_tril.h */
ACLNN(Tril, const aclTensor *self, int64_t diagonal, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_triu.h */
ACLNN(Triu, const aclTensor *self, int64_t diagonal, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_eye.h */
ACLNN(Eye, int64_t n, int64_t m, aclTensor *out);
/* 9.1.0, not in 8.1: aclnn_unfold_grad.h */
ACLNN(UnfoldGrad, const aclTensor *gradOut, const aclIntArray *inputSizes, int64_t dim, int64_t size, int64_t step,
    const aclTensor *gradIn);
/* 8.1.RC1, 9.1.0: aclnn_constant_pad_nd.h */
ACLNN(ConstantPadNd, const aclTensor *self, const aclIntArray *pad, const aclScalar *value, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_reflection_pad2d.h */
ACLNN(ReflectionPad2d, const aclTensor *self, const aclIntArray *padding, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_replication_pad2d.h */
ACLNN(ReplicationPad2d, const aclTensor *self, const aclIntArray *padding, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_arange.h */
ACLNN(Arange, const aclScalar *start, const aclScalar *end, const aclScalar *step, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_linspace.h */
ACLNN(Linspace, const aclScalar *start, const aclScalar *end, int64_t steps, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_normal.h */
ACLNN(InplaceNormal, const aclTensor *selfRef, float mean, float std, int64_t seed, int64_t offset);
/* 8.1.RC1, 9.1.0: aclnn_normal_out.h */
ACLNN(NormalFloatFloat, float mean, float std, int64_t seed, int64_t offset, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_uniform.h */
ACLNN(InplaceUniform, const aclTensor *selfRef, double from, double to, uint64_t seed, uint64_t offset);
/* 8.1.RC1, 9.1.0: aclnn_bernoulli.h */
ACLNN(InplaceBernoulli, const aclTensor *selfRef, const aclScalar *prob, int64_t seed, int64_t offset);
/* 8.1.RC1, 9.1.0: aclnn_random.h */
ACLNN(InplaceRandom, const aclTensor *selfRef, int64_t from, int64_t to, int64_t seed, int64_t offset);
