/*
 * Types and constants. A value behind which no version stands is the same in CANN 8.1.RC1 and 9.1.0. What CANN declares as an enum is
 * one here too, so that a caller passes the same C type; bindgen makes integer constants of them, as a library may return others.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Result of a runtime function: 0 or an error number, see `status`. */
typedef int aclError;
/** Result of an aclnn or acl_meta function: 0 or an error number, see `status`. */
typedef int32_t aclnnStatus;

/** A context: one device as one or more threads see it. */
typedef void *aclrtContext;
/** A queue of work on a device, executed in order. */
typedef void *aclrtStream;
/** A mark in a stream. */
typedef void *aclrtEvent;
/** A handle of physical device memory. */
typedef void *aclrtDrvMemHandle;
/** A group of tasks in a capture whose arguments can be changed. */
typedef void *aclrtTaskGrp;
/** A captured graph that can be replayed. */
typedef void *aclmdlRI;

/** A view (sizes, strides, offset) of a piece of device memory. */
typedef struct aclTensor aclTensor;
/** A number on the host with its element type. */
typedef struct aclScalar aclScalar;
/** Integers on the host. */
typedef struct aclIntArray aclIntArray;
/** 32-bit floats on the host. */
typedef struct aclFloatArray aclFloatArray;
/** Booleans on the host. */
typedef struct aclBoolArray aclBoolArray;
/** Tensors; destroying the list destroys them too. */
typedef struct aclTensorList aclTensorList;
/** Scalars. */
typedef struct aclScalarList aclScalarList;
/** What the first phase of an operator prepared. */
typedef struct aclOpExecutor aclOpExecutor;

/** Element type of a tensor or scalar. */
typedef enum {
    ACL_DT_UNDEFINED = -1,
    ACL_FLOAT = 0,
    ACL_FLOAT16 = 1,
    ACL_INT8 = 2,
    ACL_INT32 = 3,
    ACL_UINT8 = 4,
    ACL_INT16 = 6,
    ACL_UINT16 = 7,
    ACL_UINT32 = 8,
    ACL_INT64 = 9,
    ACL_UINT64 = 10,
    ACL_DOUBLE = 11,
    ACL_BOOL = 12,
    ACL_BF16 = 27
} aclDataType;

/** How the elements of a tensor are arranged; `ND` is row-major. */
typedef enum {
    ACL_FORMAT_UNDEFINED = -1,
    ACL_FORMAT_NCHW = 0,
    ACL_FORMAT_NHWC = 1,
    ACL_FORMAT_ND = 2,
    ACL_FORMAT_FRACTAL_NZ = 29,
    ACL_FORMAT_NCDHW = 30,
    ACL_FORMAT_NCL = 47
} aclFormat;

/** Where the program runs: on the device itself, or on a host that drives it. */
typedef enum { ACL_DEVICE = 0, ACL_HOST = 1 } aclrtRunMode;

/** Health of a device. */
typedef enum {
    ACL_RT_DEVICE_STATUS_NORMAL = 0,
    ACL_RT_DEVICE_STATUS_ABNORMAL = 1,
    ACL_RT_DEVICE_STATUS_END = 0xFFFF
} aclrtDeviceStatus;

/** State of a stream. Beware: 0 is complete here, 0 is not ready in `aclrtEventRecordedStatus`. */
typedef enum { ACL_STREAM_STATUS_COMPLETE = 0, ACL_STREAM_STATUS_NOT_READY = 1 } aclrtStreamStatus;

/** State of an event. */
typedef enum { ACL_EVENT_RECORDED_STATUS_NOT_READY = 0, ACL_EVENT_RECORDED_STATUS_COMPLETE = 1 } aclrtEventRecordedStatus;

/** Direction of a copy. */
typedef enum {
    ACL_MEMCPY_HOST_TO_HOST = 0,
    ACL_MEMCPY_HOST_TO_DEVICE = 1,
    ACL_MEMCPY_DEVICE_TO_HOST = 2,
    ACL_MEMCPY_DEVICE_TO_DEVICE = 3
} aclrtMemcpyKind;

/** Page size that an allocation asks for. */
typedef enum {
    ACL_MEM_MALLOC_HUGE_FIRST = 0,
    ACL_MEM_MALLOC_HUGE_ONLY = 1,
    ACL_MEM_MALLOC_NORMAL_ONLY = 2
} aclrtMemMallocPolicy;

/** Kind of device memory. */
typedef enum {
    ACL_DDR_MEM = 0,
    ACL_HBM_MEM = 1,
    ACL_DDR_MEM_HUGE = 2,
    ACL_DDR_MEM_NORMAL = 3,
    ACL_HBM_MEM_HUGE = 4,
    ACL_HBM_MEM_NORMAL = 5
} aclrtMemAttr;

/** How a physical piece of memory can be exported. */
typedef enum { ACL_MEM_HANDLE_TYPE_NONE = 0 } aclrtMemHandleType;
/** How a physical piece of memory is held. */
typedef enum { ACL_MEM_ALLOCATION_TYPE_PINNED = 0 } aclrtMemAllocationType;
/** Where a physical piece of memory is. */
typedef enum { ACL_MEM_LOCATION_TYPE_HOST = 0, ACL_MEM_LOCATION_TYPE_DEVICE = 1 } aclrtMemLocationType;
/** Which granularity is asked for. */
typedef enum {
    ACL_RT_MEM_ALLOC_GRANULARITY_MINIMUM = 0,
    ACL_RT_MEM_ALLOC_GRANULARITY_RECOMMENDED = 1
} aclrtMemGranularityOptions;

/** A place of physical memory. */
typedef struct aclrtMemLocation {
    uint32_t id;
    aclrtMemLocationType type;
} aclrtMemLocation;

/** What a physical piece of memory shall be. */
typedef struct aclrtPhysicalMemProp {
    aclrtMemHandleType handleType;
    aclrtMemAllocationType allocationType;
    aclrtMemAttr memAttr;
    aclrtMemLocation location;
    uint64_t reserve;
} aclrtPhysicalMemProp;

/** Options of the process or the context. 9.x gives `DETERMINISTIC` the values 2 (strong) and 3 (whatever the batch) beside 0 and 1. */
typedef enum { ACL_OPT_DETERMINISTIC = 0, ACL_OPT_ENABLE_DEBUG_KERNEL = 1 } aclSysParamOpt;

/** What `aclGetCannAttribute` tells. */
typedef enum { ACL_CANN_ATTR_INF_NAN = 0, ACL_CANN_ATTR_BF16 = 1, ACL_CANN_ATTR_JIT_COMPILE = 2 } aclCannAttr;

/** What `aclGetDeviceCapability` tells. */
typedef enum {
    ACL_DEVICE_INFO_AI_CORE_NUM = 0,
    ACL_DEVICE_INFO_VECTOR_CORE_NUM = 1,
    ACL_DEVICE_INFO_L2_SIZE = 2
} aclDeviceInfo;

/** What `aclrtGetDeviceInfo` tells (9.1.0, not in 8.1). Sizes in bytes. */
typedef enum {
    ACL_DEV_ATTR_AICORE_CORE_NUM = 101,
    ACL_DEV_ATTR_CUBE_CORE_NUM = 102,
    ACL_DEV_ATTR_VECTOR_CORE_NUM = 201,
    ACL_DEV_ATTR_TOTAL_GLOBAL_MEM_SIZE = 301,
    ACL_DEV_ATTR_L2_CACHE_SIZE = 302,
    ACL_DEV_ATTR_NPU_ARCH = 601
} aclrtDevAttr;

/** Whose last error is asked for. */
typedef enum { ACL_RT_THREAD_LEVEL = 0 } aclrtLastErrLevel;

/** How strictly a capture forbids calls of other threads. */
typedef enum {
    ACL_MODEL_RI_CAPTURE_MODE_GLOBAL = 0,
    ACL_MODEL_RI_CAPTURE_MODE_THREAD_LOCAL = 1,
    ACL_MODEL_RI_CAPTURE_MODE_RELAXED = 2
} aclmdlRICaptureMode;

/** State of a capture. */
typedef enum {
    ACL_MODEL_RI_CAPTURE_STATUS_NONE = 0,
    ACL_MODEL_RI_CAPTURE_STATUS_ACTIVE = 1,
    ACL_MODEL_RI_CAPTURE_STATUS_INVALIDATED = 2
} aclmdlRICaptureStatus;

/** Flags of `aclrtCreateEventExWithFlag`. */
#define ACL_EVENT_SYNC 0x1u
#define ACL_EVENT_CAPTURE_STREAM_PROGRESS 0x2u
#define ACL_EVENT_TIME_LINE 0x8u
#define ACL_EVENT_EXTERNAL 0x20u

/** Flags of `aclrtCreateStreamWithConfig`. */
#define ACL_STREAM_FAST_LAUNCH 0x1u
#define ACL_STREAM_FAST_SYNC 0x2u

/** Reserved: pass null. */
typedef struct aclrtUtilizationExtendInfo aclrtUtilizationExtendInfo;

/** Load of a device, in percent. */
typedef struct aclrtUtilizationInfo {
    int32_t cubeUtilization;
    int32_t vectorUtilization;
    int32_t aicpuUtilization;
    int32_t memoryUtilization;
    aclrtUtilizationExtendInfo *utilizationExtend;
} aclrtUtilizationInfo;

/** Packages that `aclsysGetCANNVersion` knows. */
typedef enum {
    ACL_PKG_NAME_CANN = 0,
    ACL_PKG_NAME_RUNTIME = 1,
    ACL_PKG_NAME_COMPILER = 2,
    ACL_PKG_NAME_HCCL = 3,
    ACL_PKG_NAME_TOOLKIT = 4,
    ACL_PKG_NAME_OPP = 5,
    ACL_PKG_NAME_OPP_KERNEL = 6,
    ACL_PKG_NAME_DRIVER = 7
} aclCANNPackageName;

/** Version of a package, as nul-terminated text. */
typedef struct aclCANNPackageVersion {
    char version[128];
    char majorVersion[64];
    char minorVersion[64];
    char releaseVersion[64];
    char patchVersion[64];
    char reserved[128];
} aclCANNPackageVersion;
