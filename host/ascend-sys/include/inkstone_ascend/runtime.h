/*
 * AscendCL: devices, streams, events, memory, graphs. Exported by libascendcl.so (8.5 and later: a front of libacl_rt.so).
 * Above each function: the CANN versions whose headers have it. Where two are named, the C types are the same in both.
 */

/* ---- Start, versions, last errors and devices ---- */
/* 8.1.RC1, 9.1.0 */
aclError aclInit(const char *configPath);
/* 8.1.RC1, 9.1.0 */
aclError aclFinalize(void);
/* 8.1.RC1, 9.1.0 */
aclError aclrtGetVersion(int32_t *majorVersion, int32_t *minorVersion, int32_t *patchVersion);
/* 9.1.0, not in 8.1 */
aclError aclsysGetVersionStr(char *pkgName, char *versionStr);
/* 9.1.0, not in 8.1 */
aclError aclsysGetVersionNum(char *pkgName, int32_t *versionNum);
/* 8.1.RC1, 9.1.0 */
aclError aclsysGetCANNVersion(aclCANNPackageName name, aclCANNPackageVersion *version);
/* 8.1.RC1, 9.1.0 */
const char *aclGetRecentErrMsg(void);
/* 8.1.RC1, 9.1.0 */
aclError aclrtPeekAtLastError(aclrtLastErrLevel level);
/* 8.1.RC1, 9.1.0 */
aclError aclrtGetLastError(aclrtLastErrLevel level);
/* 8.1.RC1, 9.1.0 */
aclError aclGetCannAttribute(aclCannAttr cannAttr, int32_t *value);
/* 8.1.RC1, 9.1.0 */
aclError aclrtSetSysParamOpt(aclSysParamOpt opt, int64_t value);
/* 8.1.RC1, 9.1.0 */
aclError aclrtGetSysParamOpt(aclSysParamOpt opt, int64_t *value);
/* 8.1.RC1, 9.1.0 */
aclError aclrtCtxSetSysParamOpt(aclSysParamOpt opt, int64_t value);
/* 8.1.RC1, 9.1.0 */
aclError aclrtCtxGetSysParamOpt(aclSysParamOpt opt, int64_t *value);
/* 8.1.RC1, 9.1.0 */
const char *aclrtGetSocName(void);
/* 8.1.RC1, 9.1.0 */
aclError aclrtGetDeviceCount(uint32_t *count);
/* 8.1.RC1, 9.1.0 */
aclError aclrtSetDevice(int32_t deviceId);
/* 8.1.RC1, 9.1.0 */
aclError aclrtResetDevice(int32_t deviceId);
/* 8.1.RC1, 9.1.0 */
aclError aclrtResetDeviceForce(int32_t deviceId);
/* 8.1.RC1, 9.1.0 */
aclError aclrtGetDevice(int32_t *deviceId);
/* 8.1.RC1, 9.1.0 */
aclError aclrtGetRunMode(aclrtRunMode *runMode);
/* 8.1.RC1, 9.1.0 */
aclError aclrtSynchronizeDevice(void);
/* 8.1.RC1, 9.1.0 */
aclError aclrtSynchronizeDeviceWithTimeout(int32_t timeout);
/* 9.1.0, not in 8.1 */
aclError aclrtGetDeviceInfo(uint32_t deviceId, aclrtDevAttr attr, int64_t *value);
/* 8.1.RC1, 9.1.0 */
aclError aclGetDeviceCapability(uint32_t deviceId, aclDeviceInfo deviceInfo, int64_t *value);
/* 8.1.RC1, 9.1.0 */
aclError aclrtGetDeviceUtilizationRate(int32_t deviceId, aclrtUtilizationInfo *utilizationInfo);
/* 8.1.RC1, 9.1.0 */
aclError aclrtQueryDeviceStatus(int32_t deviceId, aclrtDeviceStatus *deviceStatus);

/* ---- Contexts and streams ---- */
/* 8.1.RC1, 9.1.0 */
aclError aclrtCreateContext(aclrtContext *context, int32_t deviceId);
/* 8.1.RC1, 9.1.0 */
aclError aclrtDestroyContext(aclrtContext context);
/* 8.1.RC1, 9.1.0 */
aclError aclrtSetCurrentContext(aclrtContext context);
/* 8.1.RC1, 9.1.0 */
aclError aclrtGetCurrentContext(aclrtContext *context);
/* 8.1.RC1, 9.1.0 */
aclError aclrtCreateStream(aclrtStream *stream);
/* 8.1.RC1, 9.1.0 */
aclError aclrtCreateStreamWithConfig(aclrtStream *stream, uint32_t priority, uint32_t flag);
/* 8.1.RC1, 9.1.0 */
aclError aclrtDestroyStream(aclrtStream stream);
/* 8.1.RC1, 9.1.0 */
aclError aclrtDestroyStreamForce(aclrtStream stream);
/* 8.1.RC1, 9.1.0 */
aclError aclrtSynchronizeStream(aclrtStream stream);
/* 8.1.RC1, 9.1.0 */
aclError aclrtSynchronizeStreamWithTimeout(aclrtStream stream, int32_t timeout);
/* 8.1.RC1, 9.1.0 */
aclError aclrtStreamQuery(aclrtStream stream, aclrtStreamStatus *status);
/* 8.1.RC1, 9.1.0 */
aclError aclrtStreamWaitEvent(aclrtStream stream, aclrtEvent event);
/* 8.1.RC1, 9.1.0 */
aclError aclrtSetStreamFailureMode(aclrtStream stream, uint64_t mode);
/* 8.1.RC1, 9.1.0 */
aclError aclrtStreamAbort(aclrtStream stream);
/* 8.1.RC1, 9.1.0 */
aclError aclrtSetOpWaitTimeout(uint32_t timeout);
/* 8.1.RC1, 9.1.0 */
aclError aclrtSetOpExecuteTimeOut(uint32_t timeout);

/* ---- Events ---- */
/* 8.1.RC1, 9.1.0 */
aclError aclrtCreateEvent(aclrtEvent *event);
/* 8.1.RC1, 9.1.0 */
aclError aclrtCreateEventExWithFlag(aclrtEvent *event, uint32_t flag);
/* 8.1.RC1, 9.1.0 */
aclError aclrtDestroyEvent(aclrtEvent event);
/* 8.1.RC1, 9.1.0 */
aclError aclrtRecordEvent(aclrtEvent event, aclrtStream stream);
/* 8.1.RC1, 9.1.0 */
aclError aclrtQueryEventStatus(aclrtEvent event, aclrtEventRecordedStatus *status);
/* 8.1.RC1, 9.1.0 */
aclError aclrtSynchronizeEvent(aclrtEvent event);
/* 8.1.RC1, 9.1.0 */
aclError aclrtSynchronizeEventWithTimeout(aclrtEvent event, int32_t timeout);
/* 8.1.RC1, 9.1.0 */
aclError aclrtEventElapsedTime(float *ms, aclrtEvent startEvent, aclrtEvent endEvent);

/* ---- Memory and copies ---- */
/* 8.1.RC1, 9.1.0 */
aclError aclrtMalloc(void **devPtr, size_t size, aclrtMemMallocPolicy policy);
/* 8.1.RC1, 9.1.0 */
aclError aclrtFree(void *devPtr);
/* 8.1.RC1, 9.1.0 */
aclError aclrtMallocHost(void **hostPtr, size_t size);
/* 8.1.RC1, 9.1.0 */
aclError aclrtFreeHost(void *hostPtr);
/* 8.1.RC1, 9.1.0 */
aclError aclrtMemset(void *devPtr, size_t maxCount, int32_t value, size_t count);
/* 8.1.RC1, 9.1.0 */
aclError aclrtMemsetAsync(void *devPtr, size_t maxCount, int32_t value, size_t count, aclrtStream stream);
/* 8.1.RC1, 9.1.0 */
aclError aclrtMemcpy(void *dst, size_t destMax, const void *src, size_t count, aclrtMemcpyKind kind);
/* 8.1.RC1, 9.1.0 */
aclError aclrtMemcpyAsync(void *dst, size_t destMax, const void *src, size_t count, aclrtMemcpyKind kind,
    aclrtStream stream);
/* 8.1.RC1, 9.1.0 */
aclError aclrtMemcpy2d(void *dst, size_t dpitch, const void *src, size_t spitch, size_t width, size_t height,
    aclrtMemcpyKind kind);
/* 8.1.RC1, 9.1.0 */
aclError aclrtMemcpy2dAsync(void *dst, size_t dpitch, const void *src, size_t spitch, size_t width, size_t height,
    aclrtMemcpyKind kind, aclrtStream stream);
/* 8.1.RC1, 9.1.0 */
aclError aclrtGetMemInfo(aclrtMemAttr attr, size_t *free, size_t *total);
/* 8.1.RC1, 9.1.0 */
aclError aclrtReserveMemAddress(void **virPtr, size_t size, size_t alignment, void *expectPtr, uint64_t flags);
/* 8.1.RC1, 9.1.0 */
aclError aclrtReleaseMemAddress(void *virPtr);
/* 8.1.RC1, 9.1.0 */
aclError aclrtMallocPhysical(aclrtDrvMemHandle *handle, size_t size, const aclrtPhysicalMemProp *prop, uint64_t flags);
/* 8.1.RC1, 9.1.0 */
aclError aclrtFreePhysical(aclrtDrvMemHandle handle);
/* 8.1.RC1, 9.1.0 */
aclError aclrtMapMem(void *virPtr, size_t size, size_t offset, aclrtDrvMemHandle handle, uint64_t flags);
/* 8.1.RC1, 9.1.0 */
aclError aclrtUnmapMem(void *virPtr);
/* 8.1.RC1, 9.1.0 */
aclError aclrtMemGetAllocationGranularity(aclrtPhysicalMemProp *prop, aclrtMemGranularityOptions option,
    size_t *granularity);
/* 8.1.RC1, 9.1.0 */
size_t aclDataTypeSize(aclDataType dataType);

/* ---- Capture of a stream into a graph (`aclmdlRI`) and its replay ---- */
/* 8.1.RC1, 9.1.0 */
aclError aclmdlRICaptureBegin(aclrtStream stream, aclmdlRICaptureMode mode);
/* 8.1.RC1, 9.1.0 */
aclError aclmdlRICaptureEnd(aclrtStream stream, aclmdlRI *modelRI);
/* 8.1.RC1, 9.1.0 */
aclError aclmdlRICaptureGetInfo(aclrtStream stream, aclmdlRICaptureStatus *status, aclmdlRI *modelRI);
/* 8.1.RC1, 9.1.0 */
aclError aclmdlRICaptureThreadExchangeMode(aclmdlRICaptureMode *mode);
/* 8.1.RC1, 9.1.0 */
aclError aclmdlRICaptureTaskGrpBegin(aclrtStream stream);
/* 8.1.RC1, 9.1.0 */
aclError aclmdlRICaptureTaskGrpEnd(aclrtStream stream, aclrtTaskGrp *handle);
/* 8.1.RC1, 9.1.0 */
aclError aclmdlRICaptureTaskUpdateBegin(aclrtStream stream, aclrtTaskGrp handle);
/* 8.1.RC1, 9.1.0 */
aclError aclmdlRICaptureTaskUpdateEnd(aclrtStream stream);
/* 9.1.0, not in 8.1 */
aclError aclmdlRIExecute(aclmdlRI modelRI, int32_t timeout);
/* 8.1.RC1, 9.1.0 */
aclError aclmdlRIExecuteAsync(aclmdlRI modelRI, aclrtStream stream);
/* 8.1.RC1, 9.1.0 */
aclError aclmdlRIDestroy(aclmdlRI modelRI);
