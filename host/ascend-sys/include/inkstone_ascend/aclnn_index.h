/* Gather, scatter and lookups. Above each operator: the CANN versions that have it with these C types, and its header. */

/* 8.1.RC1, 9.1.0: aclnn_embedding.h */
ACLNN(Embedding, const aclTensor *weight, const aclTensor *indices, const aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_embedding_dense_backward.h */
ACLNN(EmbeddingDenseBackward, const aclTensor *grad, const aclTensor *indices, uint64_t numWeights,
    uint64_t paddingIdx, bool scaleGradByFreq, const aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_index_select.h */
ACLNN(IndexSelect, const aclTensor *self, int64_t dim, const aclTensor *index, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_gather.h */
ACLNN(Gather, const aclTensor *self, int64_t dim, const aclTensor *index, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_gather_v2.h */
ACLNN(GatherV2, const aclTensor *self, int64_t dim, const aclTensor *index, aclTensor *out);
/* 9.1.0, not in 8.1: aclnn_gather_v3.h */
ACLNN(GatherV3, const aclTensor *self, int64_t dim, const aclTensor *index, int64_t batchDims, int64_t mode,
    aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_gather_nd.h */
ACLNN(GatherNd, const aclTensor *self, const aclTensor *indices, bool negativeIndexSupport, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_index.h */
ACLNN(Index, const aclTensor *self, const aclTensorList *indices, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_index_put_impl.h */
ACLNN(IndexPutImpl, aclTensor *selfRef, const aclTensorList *indices, const aclTensor *values, bool accumulate,
    bool unsafe);
/* 8.1.RC1, 9.1.0: aclnn_scatter.h */
ACLNN(Scatter, const aclTensor *self, int64_t dim, const aclTensor *index, const aclTensor *src, int64_t reduce,
    aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_scatter_add.h */
ACLNN(ScatterAdd, const aclTensor *self, int64_t dim, const aclTensor *index, const aclTensor *src, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_scatter.h */
ACLNN(ScatterValue, const aclTensor *self, int64_t dim, const aclTensor *index, const aclScalar *value,
    int64_t reduce, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_scatter.h */
ACLNN(InplaceScatter, aclTensor *selfRef, int64_t dim, const aclTensor *index, const aclTensor *src, int64_t reduce);
/* 8.1.RC1, 9.1.0: aclnn_scatter_update.h */
ACLNN(InplaceScatterUpdate, aclTensor *data, const aclTensor *indices, const aclTensor *updates, int64_t axis);
/* 8.1.RC1, 9.1.0: aclnn_index_add.h */
ACLNN(IndexAdd, const aclTensor *self, int64_t dim, const aclTensor *index, const aclTensor *source,
    const aclScalar *alpha, aclTensor *out);
/* 9.1.0, not in 8.1: aclnn_index_add_v2.h */
ACLNN(IndexAddV2, const aclTensor *self, int64_t dim, const aclTensor *index, const aclTensor *source,
    const aclScalar *alpha, int64_t mode, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_scatter_nd.h */
ACLNN(ScatterNd, const aclTensor *data, const aclTensor *indices, const aclTensor *updates, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_scatter_nd_update.h */
ACLNN(ScatterNdUpdate, aclTensor *varRef, const aclTensor *indices, const aclTensor *updates);
/* 8.1.RC1, 9.1.0: aclnn_index_copy.h */
ACLNN(IndexCopy, aclTensor *selfRef, int64_t dim, const aclTensor *index, const aclTensor *source, aclTensor *outRef);
/* 8.1.RC1, 9.1.0: aclnn_index_copy.h */
ACLNN(InplaceIndexCopy, aclTensor *selfRef, int64_t dim, const aclTensor *index, const aclTensor *source);
/* 8.1.RC1, 9.1.0: aclnn_take.h */
ACLNN(Take, const aclTensor *self, const aclTensor *index, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_masked_select.h */
ACLNN(MaskedSelect, const aclTensor *self, const aclTensor *mask, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_nonzero.h */
ACLNN(Nonzero, const aclTensor *self, aclTensor *out);
