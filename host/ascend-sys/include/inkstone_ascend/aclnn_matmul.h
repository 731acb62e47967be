/* Matrix products and the private weight format. Above each operator: the CANN versions that have it with these C types, and its header. */

/* 8.1.RC1, 9.1.0: aclnn_matmul.h */
ACLNN(Matmul, const aclTensor *self, const aclTensor *mat2, aclTensor *out, int8_t cubeMathType);
/* 8.1.RC1, 9.1.0: aclnn_mm.h */
ACLNN(Mm, const aclTensor *self, const aclTensor *mat2, aclTensor *out, int8_t cubeMathType);
/* 8.1.RC1, 9.1.0: aclnn_batch_matmul.h */
ACLNN(BatchMatMul, const aclTensor *self, const aclTensor *mat2, aclTensor *out, int8_t cubeMathType);
/* 8.1.RC1, 9.1.0: aclnn_addmm.h */
ACLNN(Addmm, const aclTensor *self, const aclTensor *mat1, const aclTensor *mat2, const aclScalar *beta,
    const aclScalar *alpha, aclTensor *out, int8_t cubeMathType);
/* 8.1.RC1, 9.1.0: aclnn_baddbmm.h */
ACLNN(Baddbmm, const aclTensor *self, const aclTensor *batch1, const aclTensor *batch2, const aclScalar *beta,
    const aclScalar *alpha, aclTensor *out, int8_t cubeMathType);
/* 9.1.0, not in 8.1: aclnn_matmul.h */
ACLNN(MatmulWeightNz, const aclTensor *self, const aclTensor *mat2, aclTensor *out, int8_t cubeMathType);
/* 9.1.0, not in 8.1: aclnn_batch_matmul.h */
ACLNN(BatchMatMulWeightNz, const aclTensor *self, const aclTensor *mat2, aclTensor *out, int8_t cubeMathType);
/* 8.1.RC1, 9.1.0: aclnn_trans_matmul_weight.h */
ACLNN(TransMatmulWeight, aclTensor *mmWeightRef);
/* 8.1.RC1, 9.1.0: aclnn_trans_matmul_weight.h */
aclnnStatus aclnnCalculateMatmulWeightSize(const aclIntArray *tensorShape, uint64_t *weightTensorSize);
/* 8.1.RC1, 9.1.0: aclnn_trans_matmul_weight.h */
aclnnStatus aclnnCalculateMatmulWeightSizeV2(const aclIntArray *tensorShape, aclDataType dataType,
    uint64_t *weightTensorSize);
/* 9.1.0, not in 8.1: aclnn_npu_format_cast.h */
ACLNN(NpuFormatCast, const aclTensor *srcTensor, aclTensor *dstTensor);
/* 9.1.0, not in 8.1: aclnn_npu_format_cast.h */
aclnnStatus aclnnNpuFormatCastCalculateSizeAndFormat(const aclTensor *srcTensor, int dstFormat, int additionalDtype,
    int64_t **dstShape, uint64_t *dstShapeSize, int *actualFormat);
/* 8.1.RC1, 9.1.0: aclnn_mv.h */
ACLNN(Mv, const aclTensor *self, const aclTensor *vec, aclTensor *out, int8_t cubeMathType);
/* 8.1.RC1, 9.1.0: aclnn_addmv.h */
ACLNN(Addmv, const aclTensor *self, const aclTensor *mat, const aclTensor *vec, const aclScalar *alpha,
    const aclScalar *beta, aclTensor *out, int8_t cubeMathType);
/* 8.1.RC1, 9.1.0: aclnn_dot.h */
ACLNN(Dot, const aclTensor *self, const aclTensor *tensor, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_linalg_cross.h */
ACLNN(LinalgCross, const aclTensor *self, const aclTensor *other, int64_t dim, aclTensor *out);
