/*
 * acl_meta: the arguments of aclnn operators and their executors. Exported by libnnopbase.so.
 * Above each function: the CANN versions whose headers have it, with the same C types.
 */

/* ---- Making and freeing the arguments of operators ---- */
/* 8.1.RC1, 9.0.0 */
aclTensor *aclCreateTensor(const int64_t *viewDims, uint64_t viewDimsNum, aclDataType dataType, const int64_t *stride,
    int64_t offset, aclFormat format, const int64_t *storageDims, uint64_t storageDimsNum, void *tensorData);
/* 8.1.RC1, 9.0.0 */
aclScalar *aclCreateScalar(void *value, aclDataType dataType);
/* 8.1.RC1, 9.0.0 */
aclIntArray *aclCreateIntArray(const int64_t *value, uint64_t size);
/* 8.1.RC1, 9.0.0 */
aclFloatArray *aclCreateFloatArray(const float *value, uint64_t size);
/* 8.1.RC1, 9.0.0 */
aclBoolArray *aclCreateBoolArray(const bool *value, uint64_t size);
/* 8.1.RC1, 9.0.0 */
aclTensorList *aclCreateTensorList(const aclTensor *const *value, uint64_t size);
/* 8.1.RC1, 9.0.0 */
aclScalarList *aclCreateScalarList(const aclScalar *const *value, uint64_t size);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclDestroyTensor(const aclTensor *tensor);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclDestroyScalar(const aclScalar *scalar);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclDestroyIntArray(const aclIntArray *array);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclDestroyFloatArray(const aclFloatArray *array);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclDestroyBoolArray(const aclBoolArray *array);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclDestroyTensorList(const aclTensorList *array);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclDestroyScalarList(const aclScalarList *array);

/* ---- What a tensor says of itself ---- */
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclGetViewShape(const aclTensor *tensor, int64_t **viewDims, uint64_t *viewDimsNum);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclGetStorageShape(const aclTensor *tensor, int64_t **storageDims, uint64_t *storageDimsNum);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclGetViewStrides(const aclTensor *tensor, int64_t **stridesValue, uint64_t *stridesNum);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclGetViewOffset(const aclTensor *tensor, int64_t *offset);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclGetFormat(const aclTensor *tensor, aclFormat *format);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclGetDataType(const aclTensor *tensor, aclDataType *dataType);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclGetRawTensorAddr(const aclTensor *tensor, void **addr);

/* ---- Changing a tensor, and executors that are used more than once ---- */
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclSetRawTensorAddr(aclTensor *tensor, void *addr);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclInitTensor(aclTensor *tensor, const int64_t *viewDims, uint64_t viewDimsNum, aclDataType dataType,
    const int64_t *stride, int64_t offset, aclFormat format, const int64_t *storageDims, uint64_t storageDimsNum,
    void *tensorDataAddr);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclSetAclOpExecutorRepeatable(aclOpExecutor *executor);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclDestroyAclOpExecutor(aclOpExecutor *executor);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclSetInputTensorAddr(aclOpExecutor *executor, size_t index, aclTensor *tensor, void *addr);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclSetOutputTensorAddr(aclOpExecutor *executor, size_t index, aclTensor *tensor, void *addr);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclSetTensorAddr(aclOpExecutor *executor, size_t index, aclTensor *tensor, void *addr);

/* ---- Starting and ending the operator library ---- */
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclnnInit(const char *configPath);
/* 8.1.RC1, 9.0.0 */
aclnnStatus aclnnFinalize(void);
