//! Made by bindgen from `include/inkstone_ascend.h`; `tests/bindings.rs` compares it and writes it anew. Do not edit.
//!
//! Of what bindgen makes, the methods that call a function are left out, as they panic where the library has no such function: what remains
//! is one field per function, `Ok` where it was found. `FUNCTIONS` and `found` are added, to list what is missing.

pub const ACL_EVENT_SYNC: u32 = 1;
pub const ACL_EVENT_CAPTURE_STREAM_PROGRESS: u32 = 2;
pub const ACL_EVENT_TIME_LINE: u32 = 8;
pub const ACL_EVENT_EXTERNAL: u32 = 32;
pub const ACL_STREAM_FAST_LAUNCH: u32 = 1;
pub const ACL_STREAM_FAST_SYNC: u32 = 2;
/// Result of a runtime function: 0 or an error number, see `status`.
pub type aclError = ::std::os::raw::c_int;
/// Result of an aclnn or acl_meta function: 0 or an error number, see `status`.
pub type aclnnStatus = i32;
/// A context: one device as one or more threads see it.
pub type aclrtContext = *mut ::std::os::raw::c_void;
/// A queue of work on a device, executed in order.
pub type aclrtStream = *mut ::std::os::raw::c_void;
/// A mark in a stream.
pub type aclrtEvent = *mut ::std::os::raw::c_void;
/// A handle of physical device memory.
pub type aclrtDrvMemHandle = *mut ::std::os::raw::c_void;
/// A group of tasks in a capture whose arguments can be changed.
pub type aclrtTaskGrp = *mut ::std::os::raw::c_void;
/// A captured graph that can be replayed.
pub type aclmdlRI = *mut ::std::os::raw::c_void;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct aclTensor {
    _unused: [u8; 0],
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct aclScalar {
    _unused: [u8; 0],
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct aclIntArray {
    _unused: [u8; 0],
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct aclFloatArray {
    _unused: [u8; 0],
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct aclBoolArray {
    _unused: [u8; 0],
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct aclTensorList {
    _unused: [u8; 0],
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct aclScalarList {
    _unused: [u8; 0],
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct aclOpExecutor {
    _unused: [u8; 0],
}
pub const ACL_DT_UNDEFINED: aclDataType = -1;
pub const ACL_FLOAT: aclDataType = 0;
pub const ACL_FLOAT16: aclDataType = 1;
pub const ACL_INT8: aclDataType = 2;
pub const ACL_INT32: aclDataType = 3;
pub const ACL_UINT8: aclDataType = 4;
pub const ACL_INT16: aclDataType = 6;
pub const ACL_UINT16: aclDataType = 7;
pub const ACL_UINT32: aclDataType = 8;
pub const ACL_INT64: aclDataType = 9;
pub const ACL_UINT64: aclDataType = 10;
pub const ACL_DOUBLE: aclDataType = 11;
pub const ACL_BOOL: aclDataType = 12;
pub const ACL_BF16: aclDataType = 27;
/// Element type of a tensor or scalar.
pub type aclDataType = ::std::os::raw::c_int;
pub const ACL_FORMAT_UNDEFINED: aclFormat = -1;
pub const ACL_FORMAT_NCHW: aclFormat = 0;
pub const ACL_FORMAT_NHWC: aclFormat = 1;
pub const ACL_FORMAT_ND: aclFormat = 2;
pub const ACL_FORMAT_FRACTAL_NZ: aclFormat = 29;
pub const ACL_FORMAT_NCDHW: aclFormat = 30;
pub const ACL_FORMAT_NCL: aclFormat = 47;
/// How the elements of a tensor are arranged; `ND` is row-major.
pub type aclFormat = ::std::os::raw::c_int;
pub const ACL_DEVICE: aclrtRunMode = 0;
pub const ACL_HOST: aclrtRunMode = 1;
/// Where the program runs: on the device itself, or on a host that drives it.
pub type aclrtRunMode = ::std::os::raw::c_uint;
pub const ACL_RT_DEVICE_STATUS_NORMAL: aclrtDeviceStatus = 0;
pub const ACL_RT_DEVICE_STATUS_ABNORMAL: aclrtDeviceStatus = 1;
pub const ACL_RT_DEVICE_STATUS_END: aclrtDeviceStatus = 65535;
/// Health of a device.
pub type aclrtDeviceStatus = ::std::os::raw::c_uint;
pub const ACL_STREAM_STATUS_COMPLETE: aclrtStreamStatus = 0;
pub const ACL_STREAM_STATUS_NOT_READY: aclrtStreamStatus = 1;
/// State of a stream. Beware: 0 is complete here, 0 is not ready in `aclrtEventRecordedStatus`.
pub type aclrtStreamStatus = ::std::os::raw::c_uint;
pub const ACL_EVENT_RECORDED_STATUS_NOT_READY: aclrtEventRecordedStatus = 0;
pub const ACL_EVENT_RECORDED_STATUS_COMPLETE: aclrtEventRecordedStatus = 1;
/// State of an event.
pub type aclrtEventRecordedStatus = ::std::os::raw::c_uint;
pub const ACL_MEMCPY_HOST_TO_HOST: aclrtMemcpyKind = 0;
pub const ACL_MEMCPY_HOST_TO_DEVICE: aclrtMemcpyKind = 1;
pub const ACL_MEMCPY_DEVICE_TO_HOST: aclrtMemcpyKind = 2;
pub const ACL_MEMCPY_DEVICE_TO_DEVICE: aclrtMemcpyKind = 3;
/// Direction of a copy.
pub type aclrtMemcpyKind = ::std::os::raw::c_uint;
pub const ACL_MEM_MALLOC_HUGE_FIRST: aclrtMemMallocPolicy = 0;
pub const ACL_MEM_MALLOC_HUGE_ONLY: aclrtMemMallocPolicy = 1;
pub const ACL_MEM_MALLOC_NORMAL_ONLY: aclrtMemMallocPolicy = 2;
/// Page size that an allocation asks for.
pub type aclrtMemMallocPolicy = ::std::os::raw::c_uint;
pub const ACL_DDR_MEM: aclrtMemAttr = 0;
pub const ACL_HBM_MEM: aclrtMemAttr = 1;
pub const ACL_DDR_MEM_HUGE: aclrtMemAttr = 2;
pub const ACL_DDR_MEM_NORMAL: aclrtMemAttr = 3;
pub const ACL_HBM_MEM_HUGE: aclrtMemAttr = 4;
pub const ACL_HBM_MEM_NORMAL: aclrtMemAttr = 5;
/// Kind of device memory.
pub type aclrtMemAttr = ::std::os::raw::c_uint;
pub const ACL_MEM_HANDLE_TYPE_NONE: aclrtMemHandleType = 0;
/// How a physical piece of memory can be exported.
pub type aclrtMemHandleType = ::std::os::raw::c_uint;
pub const ACL_MEM_ALLOCATION_TYPE_PINNED: aclrtMemAllocationType = 0;
/// How a physical piece of memory is held.
pub type aclrtMemAllocationType = ::std::os::raw::c_uint;
pub const ACL_MEM_LOCATION_TYPE_HOST: aclrtMemLocationType = 0;
pub const ACL_MEM_LOCATION_TYPE_DEVICE: aclrtMemLocationType = 1;
/// Where a physical piece of memory is.
pub type aclrtMemLocationType = ::std::os::raw::c_uint;
pub const ACL_RT_MEM_ALLOC_GRANULARITY_MINIMUM: aclrtMemGranularityOptions = 0;
pub const ACL_RT_MEM_ALLOC_GRANULARITY_RECOMMENDED: aclrtMemGranularityOptions = 1;
/// Which granularity is asked for.
pub type aclrtMemGranularityOptions = ::std::os::raw::c_uint;
/// A place of physical memory.
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct aclrtMemLocation {
    pub id: u32,
    pub type_: aclrtMemLocationType,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of aclrtMemLocation"][::std::mem::size_of::<aclrtMemLocation>() - 8usize];
    [
        "Alignment of aclrtMemLocation",
    ][::std::mem::align_of::<aclrtMemLocation>() - 4usize];
    [
        "Offset of field: aclrtMemLocation::id",
    ][::std::mem::offset_of!(aclrtMemLocation, id) - 0usize];
    [
        "Offset of field: aclrtMemLocation::type_",
    ][::std::mem::offset_of!(aclrtMemLocation, type_) - 4usize];
};
/// What a physical piece of memory shall be.
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct aclrtPhysicalMemProp {
    pub handleType: aclrtMemHandleType,
    pub allocationType: aclrtMemAllocationType,
    pub memAttr: aclrtMemAttr,
    pub location: aclrtMemLocation,
    pub reserve: u64,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of aclrtPhysicalMemProp",
    ][::std::mem::size_of::<aclrtPhysicalMemProp>() - 32usize];
    [
        "Alignment of aclrtPhysicalMemProp",
    ][::std::mem::align_of::<aclrtPhysicalMemProp>() - 8usize];
    [
        "Offset of field: aclrtPhysicalMemProp::handleType",
    ][::std::mem::offset_of!(aclrtPhysicalMemProp, handleType) - 0usize];
    [
        "Offset of field: aclrtPhysicalMemProp::allocationType",
    ][::std::mem::offset_of!(aclrtPhysicalMemProp, allocationType) - 4usize];
    [
        "Offset of field: aclrtPhysicalMemProp::memAttr",
    ][::std::mem::offset_of!(aclrtPhysicalMemProp, memAttr) - 8usize];
    [
        "Offset of field: aclrtPhysicalMemProp::location",
    ][::std::mem::offset_of!(aclrtPhysicalMemProp, location) - 12usize];
    [
        "Offset of field: aclrtPhysicalMemProp::reserve",
    ][::std::mem::offset_of!(aclrtPhysicalMemProp, reserve) - 24usize];
};
pub const ACL_OPT_DETERMINISTIC: aclSysParamOpt = 0;
pub const ACL_OPT_ENABLE_DEBUG_KERNEL: aclSysParamOpt = 1;
/// Options of the process or the context. 9.x gives `DETERMINISTIC` the values 2 (strong) and 3 (whatever the batch) beside 0 and 1.
pub type aclSysParamOpt = ::std::os::raw::c_uint;
pub const ACL_CANN_ATTR_INF_NAN: aclCannAttr = 0;
pub const ACL_CANN_ATTR_BF16: aclCannAttr = 1;
pub const ACL_CANN_ATTR_JIT_COMPILE: aclCannAttr = 2;
/// What `aclGetCannAttribute` tells.
pub type aclCannAttr = ::std::os::raw::c_uint;
pub const ACL_DEVICE_INFO_AI_CORE_NUM: aclDeviceInfo = 0;
pub const ACL_DEVICE_INFO_VECTOR_CORE_NUM: aclDeviceInfo = 1;
pub const ACL_DEVICE_INFO_L2_SIZE: aclDeviceInfo = 2;
/// What `aclGetDeviceCapability` tells.
pub type aclDeviceInfo = ::std::os::raw::c_uint;
pub const ACL_DEV_ATTR_AICORE_CORE_NUM: aclrtDevAttr = 101;
pub const ACL_DEV_ATTR_CUBE_CORE_NUM: aclrtDevAttr = 102;
pub const ACL_DEV_ATTR_VECTOR_CORE_NUM: aclrtDevAttr = 201;
pub const ACL_DEV_ATTR_TOTAL_GLOBAL_MEM_SIZE: aclrtDevAttr = 301;
pub const ACL_DEV_ATTR_L2_CACHE_SIZE: aclrtDevAttr = 302;
pub const ACL_DEV_ATTR_NPU_ARCH: aclrtDevAttr = 601;
/// What `aclrtGetDeviceInfo` tells (9.1.0, not in 8.1). Sizes in bytes.
pub type aclrtDevAttr = ::std::os::raw::c_uint;
pub const ACL_RT_THREAD_LEVEL: aclrtLastErrLevel = 0;
/// Whose last error is asked for.
pub type aclrtLastErrLevel = ::std::os::raw::c_uint;
pub const ACL_MODEL_RI_CAPTURE_MODE_GLOBAL: aclmdlRICaptureMode = 0;
pub const ACL_MODEL_RI_CAPTURE_MODE_THREAD_LOCAL: aclmdlRICaptureMode = 1;
pub const ACL_MODEL_RI_CAPTURE_MODE_RELAXED: aclmdlRICaptureMode = 2;
/// How strictly a capture forbids calls of other threads.
pub type aclmdlRICaptureMode = ::std::os::raw::c_uint;
pub const ACL_MODEL_RI_CAPTURE_STATUS_NONE: aclmdlRICaptureStatus = 0;
pub const ACL_MODEL_RI_CAPTURE_STATUS_ACTIVE: aclmdlRICaptureStatus = 1;
pub const ACL_MODEL_RI_CAPTURE_STATUS_INVALIDATED: aclmdlRICaptureStatus = 2;
/// State of a capture.
pub type aclmdlRICaptureStatus = ::std::os::raw::c_uint;
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct aclrtUtilizationExtendInfo {
    _unused: [u8; 0],
}
/// Load of a device, in percent.
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct aclrtUtilizationInfo {
    pub cubeUtilization: i32,
    pub vectorUtilization: i32,
    pub aicpuUtilization: i32,
    pub memoryUtilization: i32,
    pub utilizationExtend: *mut aclrtUtilizationExtendInfo,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of aclrtUtilizationInfo",
    ][::std::mem::size_of::<aclrtUtilizationInfo>() - 24usize];
    [
        "Alignment of aclrtUtilizationInfo",
    ][::std::mem::align_of::<aclrtUtilizationInfo>() - 8usize];
    [
        "Offset of field: aclrtUtilizationInfo::cubeUtilization",
    ][::std::mem::offset_of!(aclrtUtilizationInfo, cubeUtilization) - 0usize];
    [
        "Offset of field: aclrtUtilizationInfo::vectorUtilization",
    ][::std::mem::offset_of!(aclrtUtilizationInfo, vectorUtilization) - 4usize];
    [
        "Offset of field: aclrtUtilizationInfo::aicpuUtilization",
    ][::std::mem::offset_of!(aclrtUtilizationInfo, aicpuUtilization) - 8usize];
    [
        "Offset of field: aclrtUtilizationInfo::memoryUtilization",
    ][::std::mem::offset_of!(aclrtUtilizationInfo, memoryUtilization) - 12usize];
    [
        "Offset of field: aclrtUtilizationInfo::utilizationExtend",
    ][::std::mem::offset_of!(aclrtUtilizationInfo, utilizationExtend) - 16usize];
};
pub const ACL_PKG_NAME_CANN: aclCANNPackageName = 0;
pub const ACL_PKG_NAME_RUNTIME: aclCANNPackageName = 1;
pub const ACL_PKG_NAME_COMPILER: aclCANNPackageName = 2;
pub const ACL_PKG_NAME_HCCL: aclCANNPackageName = 3;
pub const ACL_PKG_NAME_TOOLKIT: aclCANNPackageName = 4;
pub const ACL_PKG_NAME_OPP: aclCANNPackageName = 5;
pub const ACL_PKG_NAME_OPP_KERNEL: aclCANNPackageName = 6;
pub const ACL_PKG_NAME_DRIVER: aclCANNPackageName = 7;
/// Packages that `aclsysGetCANNVersion` knows.
pub type aclCANNPackageName = ::std::os::raw::c_uint;
/// Version of a package, as nul-terminated text.
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct aclCANNPackageVersion {
    pub version: [::std::os::raw::c_char; 128usize],
    pub majorVersion: [::std::os::raw::c_char; 64usize],
    pub minorVersion: [::std::os::raw::c_char; 64usize],
    pub releaseVersion: [::std::os::raw::c_char; 64usize],
    pub patchVersion: [::std::os::raw::c_char; 64usize],
    pub reserved: [::std::os::raw::c_char; 128usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    [
        "Size of aclCANNPackageVersion",
    ][::std::mem::size_of::<aclCANNPackageVersion>() - 512usize];
    [
        "Alignment of aclCANNPackageVersion",
    ][::std::mem::align_of::<aclCANNPackageVersion>() - 1usize];
    [
        "Offset of field: aclCANNPackageVersion::version",
    ][::std::mem::offset_of!(aclCANNPackageVersion, version) - 0usize];
    [
        "Offset of field: aclCANNPackageVersion::majorVersion",
    ][::std::mem::offset_of!(aclCANNPackageVersion, majorVersion) - 128usize];
    [
        "Offset of field: aclCANNPackageVersion::minorVersion",
    ][::std::mem::offset_of!(aclCANNPackageVersion, minorVersion) - 192usize];
    [
        "Offset of field: aclCANNPackageVersion::releaseVersion",
    ][::std::mem::offset_of!(aclCANNPackageVersion, releaseVersion) - 256usize];
    [
        "Offset of field: aclCANNPackageVersion::patchVersion",
    ][::std::mem::offset_of!(aclCANNPackageVersion, patchVersion) - 320usize];
    [
        "Offset of field: aclCANNPackageVersion::reserved",
    ][::std::mem::offset_of!(aclCANNPackageVersion, reserved) - 384usize];
};

/// AscendCL: devices, streams, memory, graphs.
pub struct Runtime {
    __library: ::libloading::Library,
    pub aclInit: Result<
        unsafe extern "C" fn(configPath: *const ::std::os::raw::c_char) -> aclError,
        ::libloading::Error,
    >,
    pub aclFinalize: Result<unsafe extern "C" fn() -> aclError, ::libloading::Error>,
    pub aclrtGetVersion: Result<
        unsafe extern "C" fn(
            majorVersion: *mut i32,
            minorVersion: *mut i32,
            patchVersion: *mut i32,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclsysGetVersionStr: Result<
        unsafe extern "C" fn(
            pkgName: *mut ::std::os::raw::c_char,
            versionStr: *mut ::std::os::raw::c_char,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclsysGetVersionNum: Result<
        unsafe extern "C" fn(
            pkgName: *mut ::std::os::raw::c_char,
            versionNum: *mut i32,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclsysGetCANNVersion: Result<
        unsafe extern "C" fn(
            name: aclCANNPackageName,
            version: *mut aclCANNPackageVersion,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclGetRecentErrMsg: Result<
        unsafe extern "C" fn() -> *const ::std::os::raw::c_char,
        ::libloading::Error,
    >,
    pub aclrtPeekAtLastError: Result<
        unsafe extern "C" fn(level: aclrtLastErrLevel) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtGetLastError: Result<
        unsafe extern "C" fn(level: aclrtLastErrLevel) -> aclError,
        ::libloading::Error,
    >,
    pub aclGetCannAttribute: Result<
        unsafe extern "C" fn(cannAttr: aclCannAttr, value: *mut i32) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtSetSysParamOpt: Result<
        unsafe extern "C" fn(opt: aclSysParamOpt, value: i64) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtGetSysParamOpt: Result<
        unsafe extern "C" fn(opt: aclSysParamOpt, value: *mut i64) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtCtxSetSysParamOpt: Result<
        unsafe extern "C" fn(opt: aclSysParamOpt, value: i64) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtCtxGetSysParamOpt: Result<
        unsafe extern "C" fn(opt: aclSysParamOpt, value: *mut i64) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtGetSocName: Result<
        unsafe extern "C" fn() -> *const ::std::os::raw::c_char,
        ::libloading::Error,
    >,
    pub aclrtGetDeviceCount: Result<
        unsafe extern "C" fn(count: *mut u32) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtSetDevice: Result<
        unsafe extern "C" fn(deviceId: i32) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtResetDevice: Result<
        unsafe extern "C" fn(deviceId: i32) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtResetDeviceForce: Result<
        unsafe extern "C" fn(deviceId: i32) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtGetDevice: Result<
        unsafe extern "C" fn(deviceId: *mut i32) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtGetRunMode: Result<
        unsafe extern "C" fn(runMode: *mut aclrtRunMode) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtSynchronizeDevice: Result<
        unsafe extern "C" fn() -> aclError,
        ::libloading::Error,
    >,
    pub aclrtSynchronizeDeviceWithTimeout: Result<
        unsafe extern "C" fn(timeout: i32) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtGetDeviceInfo: Result<
        unsafe extern "C" fn(
            deviceId: u32,
            attr: aclrtDevAttr,
            value: *mut i64,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclGetDeviceCapability: Result<
        unsafe extern "C" fn(
            deviceId: u32,
            deviceInfo: aclDeviceInfo,
            value: *mut i64,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtGetDeviceUtilizationRate: Result<
        unsafe extern "C" fn(
            deviceId: i32,
            utilizationInfo: *mut aclrtUtilizationInfo,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtQueryDeviceStatus: Result<
        unsafe extern "C" fn(
            deviceId: i32,
            deviceStatus: *mut aclrtDeviceStatus,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtCreateContext: Result<
        unsafe extern "C" fn(context: *mut aclrtContext, deviceId: i32) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtDestroyContext: Result<
        unsafe extern "C" fn(context: aclrtContext) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtSetCurrentContext: Result<
        unsafe extern "C" fn(context: aclrtContext) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtGetCurrentContext: Result<
        unsafe extern "C" fn(context: *mut aclrtContext) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtCreateStream: Result<
        unsafe extern "C" fn(stream: *mut aclrtStream) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtCreateStreamWithConfig: Result<
        unsafe extern "C" fn(
            stream: *mut aclrtStream,
            priority: u32,
            flag: u32,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtDestroyStream: Result<
        unsafe extern "C" fn(stream: aclrtStream) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtDestroyStreamForce: Result<
        unsafe extern "C" fn(stream: aclrtStream) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtSynchronizeStream: Result<
        unsafe extern "C" fn(stream: aclrtStream) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtSynchronizeStreamWithTimeout: Result<
        unsafe extern "C" fn(stream: aclrtStream, timeout: i32) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtStreamQuery: Result<
        unsafe extern "C" fn(
            stream: aclrtStream,
            status: *mut aclrtStreamStatus,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtStreamWaitEvent: Result<
        unsafe extern "C" fn(stream: aclrtStream, event: aclrtEvent) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtSetStreamFailureMode: Result<
        unsafe extern "C" fn(stream: aclrtStream, mode: u64) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtStreamAbort: Result<
        unsafe extern "C" fn(stream: aclrtStream) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtSetOpWaitTimeout: Result<
        unsafe extern "C" fn(timeout: u32) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtSetOpExecuteTimeOut: Result<
        unsafe extern "C" fn(timeout: u32) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtCreateEvent: Result<
        unsafe extern "C" fn(event: *mut aclrtEvent) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtCreateEventExWithFlag: Result<
        unsafe extern "C" fn(event: *mut aclrtEvent, flag: u32) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtDestroyEvent: Result<
        unsafe extern "C" fn(event: aclrtEvent) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtRecordEvent: Result<
        unsafe extern "C" fn(event: aclrtEvent, stream: aclrtStream) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtQueryEventStatus: Result<
        unsafe extern "C" fn(
            event: aclrtEvent,
            status: *mut aclrtEventRecordedStatus,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtSynchronizeEvent: Result<
        unsafe extern "C" fn(event: aclrtEvent) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtSynchronizeEventWithTimeout: Result<
        unsafe extern "C" fn(event: aclrtEvent, timeout: i32) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtEventElapsedTime: Result<
        unsafe extern "C" fn(
            ms: *mut f32,
            startEvent: aclrtEvent,
            endEvent: aclrtEvent,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtMalloc: Result<
        unsafe extern "C" fn(
            devPtr: *mut *mut ::std::os::raw::c_void,
            size: usize,
            policy: aclrtMemMallocPolicy,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtFree: Result<
        unsafe extern "C" fn(devPtr: *mut ::std::os::raw::c_void) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtMallocHost: Result<
        unsafe extern "C" fn(
            hostPtr: *mut *mut ::std::os::raw::c_void,
            size: usize,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtFreeHost: Result<
        unsafe extern "C" fn(hostPtr: *mut ::std::os::raw::c_void) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtMemset: Result<
        unsafe extern "C" fn(
            devPtr: *mut ::std::os::raw::c_void,
            maxCount: usize,
            value: i32,
            count: usize,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtMemsetAsync: Result<
        unsafe extern "C" fn(
            devPtr: *mut ::std::os::raw::c_void,
            maxCount: usize,
            value: i32,
            count: usize,
            stream: aclrtStream,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtMemcpy: Result<
        unsafe extern "C" fn(
            dst: *mut ::std::os::raw::c_void,
            destMax: usize,
            src: *const ::std::os::raw::c_void,
            count: usize,
            kind: aclrtMemcpyKind,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtMemcpyAsync: Result<
        unsafe extern "C" fn(
            dst: *mut ::std::os::raw::c_void,
            destMax: usize,
            src: *const ::std::os::raw::c_void,
            count: usize,
            kind: aclrtMemcpyKind,
            stream: aclrtStream,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtMemcpy2d: Result<
        unsafe extern "C" fn(
            dst: *mut ::std::os::raw::c_void,
            dpitch: usize,
            src: *const ::std::os::raw::c_void,
            spitch: usize,
            width: usize,
            height: usize,
            kind: aclrtMemcpyKind,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtMemcpy2dAsync: Result<
        unsafe extern "C" fn(
            dst: *mut ::std::os::raw::c_void,
            dpitch: usize,
            src: *const ::std::os::raw::c_void,
            spitch: usize,
            width: usize,
            height: usize,
            kind: aclrtMemcpyKind,
            stream: aclrtStream,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtGetMemInfo: Result<
        unsafe extern "C" fn(
            attr: aclrtMemAttr,
            free: *mut usize,
            total: *mut usize,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtReserveMemAddress: Result<
        unsafe extern "C" fn(
            virPtr: *mut *mut ::std::os::raw::c_void,
            size: usize,
            alignment: usize,
            expectPtr: *mut ::std::os::raw::c_void,
            flags: u64,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtReleaseMemAddress: Result<
        unsafe extern "C" fn(virPtr: *mut ::std::os::raw::c_void) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtMallocPhysical: Result<
        unsafe extern "C" fn(
            handle: *mut aclrtDrvMemHandle,
            size: usize,
            prop: *const aclrtPhysicalMemProp,
            flags: u64,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtFreePhysical: Result<
        unsafe extern "C" fn(handle: aclrtDrvMemHandle) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtMapMem: Result<
        unsafe extern "C" fn(
            virPtr: *mut ::std::os::raw::c_void,
            size: usize,
            offset: usize,
            handle: aclrtDrvMemHandle,
            flags: u64,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtUnmapMem: Result<
        unsafe extern "C" fn(virPtr: *mut ::std::os::raw::c_void) -> aclError,
        ::libloading::Error,
    >,
    pub aclrtMemGetAllocationGranularity: Result<
        unsafe extern "C" fn(
            prop: *mut aclrtPhysicalMemProp,
            option: aclrtMemGranularityOptions,
            granularity: *mut usize,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclDataTypeSize: Result<
        unsafe extern "C" fn(dataType: aclDataType) -> usize,
        ::libloading::Error,
    >,
    pub aclmdlRICaptureBegin: Result<
        unsafe extern "C" fn(stream: aclrtStream, mode: aclmdlRICaptureMode) -> aclError,
        ::libloading::Error,
    >,
    pub aclmdlRICaptureEnd: Result<
        unsafe extern "C" fn(stream: aclrtStream, modelRI: *mut aclmdlRI) -> aclError,
        ::libloading::Error,
    >,
    pub aclmdlRICaptureGetInfo: Result<
        unsafe extern "C" fn(
            stream: aclrtStream,
            status: *mut aclmdlRICaptureStatus,
            modelRI: *mut aclmdlRI,
        ) -> aclError,
        ::libloading::Error,
    >,
    pub aclmdlRICaptureThreadExchangeMode: Result<
        unsafe extern "C" fn(mode: *mut aclmdlRICaptureMode) -> aclError,
        ::libloading::Error,
    >,
    pub aclmdlRICaptureTaskGrpBegin: Result<
        unsafe extern "C" fn(stream: aclrtStream) -> aclError,
        ::libloading::Error,
    >,
    pub aclmdlRICaptureTaskGrpEnd: Result<
        unsafe extern "C" fn(stream: aclrtStream, handle: *mut aclrtTaskGrp) -> aclError,
        ::libloading::Error,
    >,
    pub aclmdlRICaptureTaskUpdateBegin: Result<
        unsafe extern "C" fn(stream: aclrtStream, handle: aclrtTaskGrp) -> aclError,
        ::libloading::Error,
    >,
    pub aclmdlRICaptureTaskUpdateEnd: Result<
        unsafe extern "C" fn(stream: aclrtStream) -> aclError,
        ::libloading::Error,
    >,
    pub aclmdlRIExecute: Result<
        unsafe extern "C" fn(modelRI: aclmdlRI, timeout: i32) -> aclError,
        ::libloading::Error,
    >,
    pub aclmdlRIExecuteAsync: Result<
        unsafe extern "C" fn(modelRI: aclmdlRI, stream: aclrtStream) -> aclError,
        ::libloading::Error,
    >,
    pub aclmdlRIDestroy: Result<
        unsafe extern "C" fn(modelRI: aclmdlRI) -> aclError,
        ::libloading::Error,
    >,
}
impl Runtime {
    pub unsafe fn from_library<L>(library: L) -> Result<Self, ::libloading::Error>
    where
        L: Into<::libloading::Library>,
    {
        let __library = library.into();
        let aclInit = __library.get(b"aclInit\0").map(|sym| *sym);
        let aclFinalize = __library.get(b"aclFinalize\0").map(|sym| *sym);
        let aclrtGetVersion = __library.get(b"aclrtGetVersion\0").map(|sym| *sym);
        let aclsysGetVersionStr = __library
            .get(b"aclsysGetVersionStr\0")
            .map(|sym| *sym);
        let aclsysGetVersionNum = __library
            .get(b"aclsysGetVersionNum\0")
            .map(|sym| *sym);
        let aclsysGetCANNVersion = __library
            .get(b"aclsysGetCANNVersion\0")
            .map(|sym| *sym);
        let aclGetRecentErrMsg = __library.get(b"aclGetRecentErrMsg\0").map(|sym| *sym);
        let aclrtPeekAtLastError = __library
            .get(b"aclrtPeekAtLastError\0")
            .map(|sym| *sym);
        let aclrtGetLastError = __library.get(b"aclrtGetLastError\0").map(|sym| *sym);
        let aclGetCannAttribute = __library
            .get(b"aclGetCannAttribute\0")
            .map(|sym| *sym);
        let aclrtSetSysParamOpt = __library
            .get(b"aclrtSetSysParamOpt\0")
            .map(|sym| *sym);
        let aclrtGetSysParamOpt = __library
            .get(b"aclrtGetSysParamOpt\0")
            .map(|sym| *sym);
        let aclrtCtxSetSysParamOpt = __library
            .get(b"aclrtCtxSetSysParamOpt\0")
            .map(|sym| *sym);
        let aclrtCtxGetSysParamOpt = __library
            .get(b"aclrtCtxGetSysParamOpt\0")
            .map(|sym| *sym);
        let aclrtGetSocName = __library.get(b"aclrtGetSocName\0").map(|sym| *sym);
        let aclrtGetDeviceCount = __library
            .get(b"aclrtGetDeviceCount\0")
            .map(|sym| *sym);
        let aclrtSetDevice = __library.get(b"aclrtSetDevice\0").map(|sym| *sym);
        let aclrtResetDevice = __library.get(b"aclrtResetDevice\0").map(|sym| *sym);
        let aclrtResetDeviceForce = __library
            .get(b"aclrtResetDeviceForce\0")
            .map(|sym| *sym);
        let aclrtGetDevice = __library.get(b"aclrtGetDevice\0").map(|sym| *sym);
        let aclrtGetRunMode = __library.get(b"aclrtGetRunMode\0").map(|sym| *sym);
        let aclrtSynchronizeDevice = __library
            .get(b"aclrtSynchronizeDevice\0")
            .map(|sym| *sym);
        let aclrtSynchronizeDeviceWithTimeout = __library
            .get(b"aclrtSynchronizeDeviceWithTimeout\0")
            .map(|sym| *sym);
        let aclrtGetDeviceInfo = __library.get(b"aclrtGetDeviceInfo\0").map(|sym| *sym);
        let aclGetDeviceCapability = __library
            .get(b"aclGetDeviceCapability\0")
            .map(|sym| *sym);
        let aclrtGetDeviceUtilizationRate = __library
            .get(b"aclrtGetDeviceUtilizationRate\0")
            .map(|sym| *sym);
        let aclrtQueryDeviceStatus = __library
            .get(b"aclrtQueryDeviceStatus\0")
            .map(|sym| *sym);
        let aclrtCreateContext = __library.get(b"aclrtCreateContext\0").map(|sym| *sym);
        let aclrtDestroyContext = __library
            .get(b"aclrtDestroyContext\0")
            .map(|sym| *sym);
        let aclrtSetCurrentContext = __library
            .get(b"aclrtSetCurrentContext\0")
            .map(|sym| *sym);
        let aclrtGetCurrentContext = __library
            .get(b"aclrtGetCurrentContext\0")
            .map(|sym| *sym);
        let aclrtCreateStream = __library.get(b"aclrtCreateStream\0").map(|sym| *sym);
        let aclrtCreateStreamWithConfig = __library
            .get(b"aclrtCreateStreamWithConfig\0")
            .map(|sym| *sym);
        let aclrtDestroyStream = __library.get(b"aclrtDestroyStream\0").map(|sym| *sym);
        let aclrtDestroyStreamForce = __library
            .get(b"aclrtDestroyStreamForce\0")
            .map(|sym| *sym);
        let aclrtSynchronizeStream = __library
            .get(b"aclrtSynchronizeStream\0")
            .map(|sym| *sym);
        let aclrtSynchronizeStreamWithTimeout = __library
            .get(b"aclrtSynchronizeStreamWithTimeout\0")
            .map(|sym| *sym);
        let aclrtStreamQuery = __library.get(b"aclrtStreamQuery\0").map(|sym| *sym);
        let aclrtStreamWaitEvent = __library
            .get(b"aclrtStreamWaitEvent\0")
            .map(|sym| *sym);
        let aclrtSetStreamFailureMode = __library
            .get(b"aclrtSetStreamFailureMode\0")
            .map(|sym| *sym);
        let aclrtStreamAbort = __library.get(b"aclrtStreamAbort\0").map(|sym| *sym);
        let aclrtSetOpWaitTimeout = __library
            .get(b"aclrtSetOpWaitTimeout\0")
            .map(|sym| *sym);
        let aclrtSetOpExecuteTimeOut = __library
            .get(b"aclrtSetOpExecuteTimeOut\0")
            .map(|sym| *sym);
        let aclrtCreateEvent = __library.get(b"aclrtCreateEvent\0").map(|sym| *sym);
        let aclrtCreateEventExWithFlag = __library
            .get(b"aclrtCreateEventExWithFlag\0")
            .map(|sym| *sym);
        let aclrtDestroyEvent = __library.get(b"aclrtDestroyEvent\0").map(|sym| *sym);
        let aclrtRecordEvent = __library.get(b"aclrtRecordEvent\0").map(|sym| *sym);
        let aclrtQueryEventStatus = __library
            .get(b"aclrtQueryEventStatus\0")
            .map(|sym| *sym);
        let aclrtSynchronizeEvent = __library
            .get(b"aclrtSynchronizeEvent\0")
            .map(|sym| *sym);
        let aclrtSynchronizeEventWithTimeout = __library
            .get(b"aclrtSynchronizeEventWithTimeout\0")
            .map(|sym| *sym);
        let aclrtEventElapsedTime = __library
            .get(b"aclrtEventElapsedTime\0")
            .map(|sym| *sym);
        let aclrtMalloc = __library.get(b"aclrtMalloc\0").map(|sym| *sym);
        let aclrtFree = __library.get(b"aclrtFree\0").map(|sym| *sym);
        let aclrtMallocHost = __library.get(b"aclrtMallocHost\0").map(|sym| *sym);
        let aclrtFreeHost = __library.get(b"aclrtFreeHost\0").map(|sym| *sym);
        let aclrtMemset = __library.get(b"aclrtMemset\0").map(|sym| *sym);
        let aclrtMemsetAsync = __library.get(b"aclrtMemsetAsync\0").map(|sym| *sym);
        let aclrtMemcpy = __library.get(b"aclrtMemcpy\0").map(|sym| *sym);
        let aclrtMemcpyAsync = __library.get(b"aclrtMemcpyAsync\0").map(|sym| *sym);
        let aclrtMemcpy2d = __library.get(b"aclrtMemcpy2d\0").map(|sym| *sym);
        let aclrtMemcpy2dAsync = __library.get(b"aclrtMemcpy2dAsync\0").map(|sym| *sym);
        let aclrtGetMemInfo = __library.get(b"aclrtGetMemInfo\0").map(|sym| *sym);
        let aclrtReserveMemAddress = __library
            .get(b"aclrtReserveMemAddress\0")
            .map(|sym| *sym);
        let aclrtReleaseMemAddress = __library
            .get(b"aclrtReleaseMemAddress\0")
            .map(|sym| *sym);
        let aclrtMallocPhysical = __library
            .get(b"aclrtMallocPhysical\0")
            .map(|sym| *sym);
        let aclrtFreePhysical = __library.get(b"aclrtFreePhysical\0").map(|sym| *sym);
        let aclrtMapMem = __library.get(b"aclrtMapMem\0").map(|sym| *sym);
        let aclrtUnmapMem = __library.get(b"aclrtUnmapMem\0").map(|sym| *sym);
        let aclrtMemGetAllocationGranularity = __library
            .get(b"aclrtMemGetAllocationGranularity\0")
            .map(|sym| *sym);
        let aclDataTypeSize = __library.get(b"aclDataTypeSize\0").map(|sym| *sym);
        let aclmdlRICaptureBegin = __library
            .get(b"aclmdlRICaptureBegin\0")
            .map(|sym| *sym);
        let aclmdlRICaptureEnd = __library.get(b"aclmdlRICaptureEnd\0").map(|sym| *sym);
        let aclmdlRICaptureGetInfo = __library
            .get(b"aclmdlRICaptureGetInfo\0")
            .map(|sym| *sym);
        let aclmdlRICaptureThreadExchangeMode = __library
            .get(b"aclmdlRICaptureThreadExchangeMode\0")
            .map(|sym| *sym);
        let aclmdlRICaptureTaskGrpBegin = __library
            .get(b"aclmdlRICaptureTaskGrpBegin\0")
            .map(|sym| *sym);
        let aclmdlRICaptureTaskGrpEnd = __library
            .get(b"aclmdlRICaptureTaskGrpEnd\0")
            .map(|sym| *sym);
        let aclmdlRICaptureTaskUpdateBegin = __library
            .get(b"aclmdlRICaptureTaskUpdateBegin\0")
            .map(|sym| *sym);
        let aclmdlRICaptureTaskUpdateEnd = __library
            .get(b"aclmdlRICaptureTaskUpdateEnd\0")
            .map(|sym| *sym);
        let aclmdlRIExecute = __library.get(b"aclmdlRIExecute\0").map(|sym| *sym);
        let aclmdlRIExecuteAsync = __library
            .get(b"aclmdlRIExecuteAsync\0")
            .map(|sym| *sym);
        let aclmdlRIDestroy = __library.get(b"aclmdlRIDestroy\0").map(|sym| *sym);
        Ok(Runtime {
            __library,
            aclInit,
            aclFinalize,
            aclrtGetVersion,
            aclsysGetVersionStr,
            aclsysGetVersionNum,
            aclsysGetCANNVersion,
            aclGetRecentErrMsg,
            aclrtPeekAtLastError,
            aclrtGetLastError,
            aclGetCannAttribute,
            aclrtSetSysParamOpt,
            aclrtGetSysParamOpt,
            aclrtCtxSetSysParamOpt,
            aclrtCtxGetSysParamOpt,
            aclrtGetSocName,
            aclrtGetDeviceCount,
            aclrtSetDevice,
            aclrtResetDevice,
            aclrtResetDeviceForce,
            aclrtGetDevice,
            aclrtGetRunMode,
            aclrtSynchronizeDevice,
            aclrtSynchronizeDeviceWithTimeout,
            aclrtGetDeviceInfo,
            aclGetDeviceCapability,
            aclrtGetDeviceUtilizationRate,
            aclrtQueryDeviceStatus,
            aclrtCreateContext,
            aclrtDestroyContext,
            aclrtSetCurrentContext,
            aclrtGetCurrentContext,
            aclrtCreateStream,
            aclrtCreateStreamWithConfig,
            aclrtDestroyStream,
            aclrtDestroyStreamForce,
            aclrtSynchronizeStream,
            aclrtSynchronizeStreamWithTimeout,
            aclrtStreamQuery,
            aclrtStreamWaitEvent,
            aclrtSetStreamFailureMode,
            aclrtStreamAbort,
            aclrtSetOpWaitTimeout,
            aclrtSetOpExecuteTimeOut,
            aclrtCreateEvent,
            aclrtCreateEventExWithFlag,
            aclrtDestroyEvent,
            aclrtRecordEvent,
            aclrtQueryEventStatus,
            aclrtSynchronizeEvent,
            aclrtSynchronizeEventWithTimeout,
            aclrtEventElapsedTime,
            aclrtMalloc,
            aclrtFree,
            aclrtMallocHost,
            aclrtFreeHost,
            aclrtMemset,
            aclrtMemsetAsync,
            aclrtMemcpy,
            aclrtMemcpyAsync,
            aclrtMemcpy2d,
            aclrtMemcpy2dAsync,
            aclrtGetMemInfo,
            aclrtReserveMemAddress,
            aclrtReleaseMemAddress,
            aclrtMallocPhysical,
            aclrtFreePhysical,
            aclrtMapMem,
            aclrtUnmapMem,
            aclrtMemGetAllocationGranularity,
            aclDataTypeSize,
            aclmdlRICaptureBegin,
            aclmdlRICaptureEnd,
            aclmdlRICaptureGetInfo,
            aclmdlRICaptureThreadExchangeMode,
            aclmdlRICaptureTaskGrpBegin,
            aclmdlRICaptureTaskGrpEnd,
            aclmdlRICaptureTaskUpdateBegin,
            aclmdlRICaptureTaskUpdateEnd,
            aclmdlRIExecute,
            aclmdlRIExecuteAsync,
            aclmdlRIDestroy,
        })
    }
}
impl Runtime {
    /// The names of its functions.
    pub const FUNCTIONS: [&'static str; 81] = [
        "aclInit",
        "aclFinalize",
        "aclrtGetVersion",
        "aclsysGetVersionStr",
        "aclsysGetVersionNum",
        "aclsysGetCANNVersion",
        "aclGetRecentErrMsg",
        "aclrtPeekAtLastError",
        "aclrtGetLastError",
        "aclGetCannAttribute",
        "aclrtSetSysParamOpt",
        "aclrtGetSysParamOpt",
        "aclrtCtxSetSysParamOpt",
        "aclrtCtxGetSysParamOpt",
        "aclrtGetSocName",
        "aclrtGetDeviceCount",
        "aclrtSetDevice",
        "aclrtResetDevice",
        "aclrtResetDeviceForce",
        "aclrtGetDevice",
        "aclrtGetRunMode",
        "aclrtSynchronizeDevice",
        "aclrtSynchronizeDeviceWithTimeout",
        "aclrtGetDeviceInfo",
        "aclGetDeviceCapability",
        "aclrtGetDeviceUtilizationRate",
        "aclrtQueryDeviceStatus",
        "aclrtCreateContext",
        "aclrtDestroyContext",
        "aclrtSetCurrentContext",
        "aclrtGetCurrentContext",
        "aclrtCreateStream",
        "aclrtCreateStreamWithConfig",
        "aclrtDestroyStream",
        "aclrtDestroyStreamForce",
        "aclrtSynchronizeStream",
        "aclrtSynchronizeStreamWithTimeout",
        "aclrtStreamQuery",
        "aclrtStreamWaitEvent",
        "aclrtSetStreamFailureMode",
        "aclrtStreamAbort",
        "aclrtSetOpWaitTimeout",
        "aclrtSetOpExecuteTimeOut",
        "aclrtCreateEvent",
        "aclrtCreateEventExWithFlag",
        "aclrtDestroyEvent",
        "aclrtRecordEvent",
        "aclrtQueryEventStatus",
        "aclrtSynchronizeEvent",
        "aclrtSynchronizeEventWithTimeout",
        "aclrtEventElapsedTime",
        "aclrtMalloc",
        "aclrtFree",
        "aclrtMallocHost",
        "aclrtFreeHost",
        "aclrtMemset",
        "aclrtMemsetAsync",
        "aclrtMemcpy",
        "aclrtMemcpyAsync",
        "aclrtMemcpy2d",
        "aclrtMemcpy2dAsync",
        "aclrtGetMemInfo",
        "aclrtReserveMemAddress",
        "aclrtReleaseMemAddress",
        "aclrtMallocPhysical",
        "aclrtFreePhysical",
        "aclrtMapMem",
        "aclrtUnmapMem",
        "aclrtMemGetAllocationGranularity",
        "aclDataTypeSize",
        "aclmdlRICaptureBegin",
        "aclmdlRICaptureEnd",
        "aclmdlRICaptureGetInfo",
        "aclmdlRICaptureThreadExchangeMode",
        "aclmdlRICaptureTaskGrpBegin",
        "aclmdlRICaptureTaskGrpEnd",
        "aclmdlRICaptureTaskUpdateBegin",
        "aclmdlRICaptureTaskUpdateEnd",
        "aclmdlRIExecute",
        "aclmdlRIExecuteAsync",
        "aclmdlRIDestroy",
    ];
    /// Which of `FUNCTIONS` the library has, in their order.
    pub fn found(&self) -> [bool; 81] {
        [
            self.aclInit.is_ok(),
            self.aclFinalize.is_ok(),
            self.aclrtGetVersion.is_ok(),
            self.aclsysGetVersionStr.is_ok(),
            self.aclsysGetVersionNum.is_ok(),
            self.aclsysGetCANNVersion.is_ok(),
            self.aclGetRecentErrMsg.is_ok(),
            self.aclrtPeekAtLastError.is_ok(),
            self.aclrtGetLastError.is_ok(),
            self.aclGetCannAttribute.is_ok(),
            self.aclrtSetSysParamOpt.is_ok(),
            self.aclrtGetSysParamOpt.is_ok(),
            self.aclrtCtxSetSysParamOpt.is_ok(),
            self.aclrtCtxGetSysParamOpt.is_ok(),
            self.aclrtGetSocName.is_ok(),
            self.aclrtGetDeviceCount.is_ok(),
            self.aclrtSetDevice.is_ok(),
            self.aclrtResetDevice.is_ok(),
            self.aclrtResetDeviceForce.is_ok(),
            self.aclrtGetDevice.is_ok(),
            self.aclrtGetRunMode.is_ok(),
            self.aclrtSynchronizeDevice.is_ok(),
            self.aclrtSynchronizeDeviceWithTimeout.is_ok(),
            self.aclrtGetDeviceInfo.is_ok(),
            self.aclGetDeviceCapability.is_ok(),
            self.aclrtGetDeviceUtilizationRate.is_ok(),
            self.aclrtQueryDeviceStatus.is_ok(),
            self.aclrtCreateContext.is_ok(),
            self.aclrtDestroyContext.is_ok(),
            self.aclrtSetCurrentContext.is_ok(),
            self.aclrtGetCurrentContext.is_ok(),
            self.aclrtCreateStream.is_ok(),
            self.aclrtCreateStreamWithConfig.is_ok(),
            self.aclrtDestroyStream.is_ok(),
            self.aclrtDestroyStreamForce.is_ok(),
            self.aclrtSynchronizeStream.is_ok(),
            self.aclrtSynchronizeStreamWithTimeout.is_ok(),
            self.aclrtStreamQuery.is_ok(),
            self.aclrtStreamWaitEvent.is_ok(),
            self.aclrtSetStreamFailureMode.is_ok(),
            self.aclrtStreamAbort.is_ok(),
            self.aclrtSetOpWaitTimeout.is_ok(),
            self.aclrtSetOpExecuteTimeOut.is_ok(),
            self.aclrtCreateEvent.is_ok(),
            self.aclrtCreateEventExWithFlag.is_ok(),
            self.aclrtDestroyEvent.is_ok(),
            self.aclrtRecordEvent.is_ok(),
            self.aclrtQueryEventStatus.is_ok(),
            self.aclrtSynchronizeEvent.is_ok(),
            self.aclrtSynchronizeEventWithTimeout.is_ok(),
            self.aclrtEventElapsedTime.is_ok(),
            self.aclrtMalloc.is_ok(),
            self.aclrtFree.is_ok(),
            self.aclrtMallocHost.is_ok(),
            self.aclrtFreeHost.is_ok(),
            self.aclrtMemset.is_ok(),
            self.aclrtMemsetAsync.is_ok(),
            self.aclrtMemcpy.is_ok(),
            self.aclrtMemcpyAsync.is_ok(),
            self.aclrtMemcpy2d.is_ok(),
            self.aclrtMemcpy2dAsync.is_ok(),
            self.aclrtGetMemInfo.is_ok(),
            self.aclrtReserveMemAddress.is_ok(),
            self.aclrtReleaseMemAddress.is_ok(),
            self.aclrtMallocPhysical.is_ok(),
            self.aclrtFreePhysical.is_ok(),
            self.aclrtMapMem.is_ok(),
            self.aclrtUnmapMem.is_ok(),
            self.aclrtMemGetAllocationGranularity.is_ok(),
            self.aclDataTypeSize.is_ok(),
            self.aclmdlRICaptureBegin.is_ok(),
            self.aclmdlRICaptureEnd.is_ok(),
            self.aclmdlRICaptureGetInfo.is_ok(),
            self.aclmdlRICaptureThreadExchangeMode.is_ok(),
            self.aclmdlRICaptureTaskGrpBegin.is_ok(),
            self.aclmdlRICaptureTaskGrpEnd.is_ok(),
            self.aclmdlRICaptureTaskUpdateBegin.is_ok(),
            self.aclmdlRICaptureTaskUpdateEnd.is_ok(),
            self.aclmdlRIExecute.is_ok(),
            self.aclmdlRIExecuteAsync.is_ok(),
            self.aclmdlRIDestroy.is_ok(),
        ]
    }
}

/// acl_meta: arguments and executors of operators.
pub struct NnOpBase {
    __library: ::libloading::Library,
    pub aclCreateTensor: Result<
        unsafe extern "C" fn(
            viewDims: *const i64,
            viewDimsNum: u64,
            dataType: aclDataType,
            stride: *const i64,
            offset: i64,
            format: aclFormat,
            storageDims: *const i64,
            storageDimsNum: u64,
            tensorData: *mut ::std::os::raw::c_void,
        ) -> *mut aclTensor,
        ::libloading::Error,
    >,
    pub aclCreateScalar: Result<
        unsafe extern "C" fn(
            value: *mut ::std::os::raw::c_void,
            dataType: aclDataType,
        ) -> *mut aclScalar,
        ::libloading::Error,
    >,
    pub aclCreateIntArray: Result<
        unsafe extern "C" fn(value: *const i64, size: u64) -> *mut aclIntArray,
        ::libloading::Error,
    >,
    pub aclCreateFloatArray: Result<
        unsafe extern "C" fn(value: *const f32, size: u64) -> *mut aclFloatArray,
        ::libloading::Error,
    >,
    pub aclCreateBoolArray: Result<
        unsafe extern "C" fn(value: *const bool, size: u64) -> *mut aclBoolArray,
        ::libloading::Error,
    >,
    pub aclCreateTensorList: Result<
        unsafe extern "C" fn(
            value: *const *const aclTensor,
            size: u64,
        ) -> *mut aclTensorList,
        ::libloading::Error,
    >,
    pub aclCreateScalarList: Result<
        unsafe extern "C" fn(
            value: *const *const aclScalar,
            size: u64,
        ) -> *mut aclScalarList,
        ::libloading::Error,
    >,
    pub aclDestroyTensor: Result<
        unsafe extern "C" fn(tensor: *const aclTensor) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclDestroyScalar: Result<
        unsafe extern "C" fn(scalar: *const aclScalar) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclDestroyIntArray: Result<
        unsafe extern "C" fn(array: *const aclIntArray) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclDestroyFloatArray: Result<
        unsafe extern "C" fn(array: *const aclFloatArray) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclDestroyBoolArray: Result<
        unsafe extern "C" fn(array: *const aclBoolArray) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclDestroyTensorList: Result<
        unsafe extern "C" fn(array: *const aclTensorList) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclDestroyScalarList: Result<
        unsafe extern "C" fn(array: *const aclScalarList) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclGetViewShape: Result<
        unsafe extern "C" fn(
            tensor: *const aclTensor,
            viewDims: *mut *mut i64,
            viewDimsNum: *mut u64,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclGetStorageShape: Result<
        unsafe extern "C" fn(
            tensor: *const aclTensor,
            storageDims: *mut *mut i64,
            storageDimsNum: *mut u64,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclGetViewStrides: Result<
        unsafe extern "C" fn(
            tensor: *const aclTensor,
            stridesValue: *mut *mut i64,
            stridesNum: *mut u64,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclGetViewOffset: Result<
        unsafe extern "C" fn(tensor: *const aclTensor, offset: *mut i64) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclGetFormat: Result<
        unsafe extern "C" fn(
            tensor: *const aclTensor,
            format: *mut aclFormat,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclGetDataType: Result<
        unsafe extern "C" fn(
            tensor: *const aclTensor,
            dataType: *mut aclDataType,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclGetRawTensorAddr: Result<
        unsafe extern "C" fn(
            tensor: *const aclTensor,
            addr: *mut *mut ::std::os::raw::c_void,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclSetRawTensorAddr: Result<
        unsafe extern "C" fn(
            tensor: *mut aclTensor,
            addr: *mut ::std::os::raw::c_void,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclInitTensor: Result<
        unsafe extern "C" fn(
            tensor: *mut aclTensor,
            viewDims: *const i64,
            viewDimsNum: u64,
            dataType: aclDataType,
            stride: *const i64,
            offset: i64,
            format: aclFormat,
            storageDims: *const i64,
            storageDimsNum: u64,
            tensorDataAddr: *mut ::std::os::raw::c_void,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclSetAclOpExecutorRepeatable: Result<
        unsafe extern "C" fn(executor: *mut aclOpExecutor) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclDestroyAclOpExecutor: Result<
        unsafe extern "C" fn(executor: *mut aclOpExecutor) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclSetInputTensorAddr: Result<
        unsafe extern "C" fn(
            executor: *mut aclOpExecutor,
            index: usize,
            tensor: *mut aclTensor,
            addr: *mut ::std::os::raw::c_void,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclSetOutputTensorAddr: Result<
        unsafe extern "C" fn(
            executor: *mut aclOpExecutor,
            index: usize,
            tensor: *mut aclTensor,
            addr: *mut ::std::os::raw::c_void,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclSetTensorAddr: Result<
        unsafe extern "C" fn(
            executor: *mut aclOpExecutor,
            index: usize,
            tensor: *mut aclTensor,
            addr: *mut ::std::os::raw::c_void,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInit: Result<
        unsafe extern "C" fn(configPath: *const ::std::os::raw::c_char) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFinalize: Result<
        unsafe extern "C" fn() -> aclnnStatus,
        ::libloading::Error,
    >,
}
impl NnOpBase {
    pub unsafe fn from_library<L>(library: L) -> Result<Self, ::libloading::Error>
    where
        L: Into<::libloading::Library>,
    {
        let __library = library.into();
        let aclCreateTensor = __library.get(b"aclCreateTensor\0").map(|sym| *sym);
        let aclCreateScalar = __library.get(b"aclCreateScalar\0").map(|sym| *sym);
        let aclCreateIntArray = __library.get(b"aclCreateIntArray\0").map(|sym| *sym);
        let aclCreateFloatArray = __library
            .get(b"aclCreateFloatArray\0")
            .map(|sym| *sym);
        let aclCreateBoolArray = __library.get(b"aclCreateBoolArray\0").map(|sym| *sym);
        let aclCreateTensorList = __library
            .get(b"aclCreateTensorList\0")
            .map(|sym| *sym);
        let aclCreateScalarList = __library
            .get(b"aclCreateScalarList\0")
            .map(|sym| *sym);
        let aclDestroyTensor = __library.get(b"aclDestroyTensor\0").map(|sym| *sym);
        let aclDestroyScalar = __library.get(b"aclDestroyScalar\0").map(|sym| *sym);
        let aclDestroyIntArray = __library.get(b"aclDestroyIntArray\0").map(|sym| *sym);
        let aclDestroyFloatArray = __library
            .get(b"aclDestroyFloatArray\0")
            .map(|sym| *sym);
        let aclDestroyBoolArray = __library
            .get(b"aclDestroyBoolArray\0")
            .map(|sym| *sym);
        let aclDestroyTensorList = __library
            .get(b"aclDestroyTensorList\0")
            .map(|sym| *sym);
        let aclDestroyScalarList = __library
            .get(b"aclDestroyScalarList\0")
            .map(|sym| *sym);
        let aclGetViewShape = __library.get(b"aclGetViewShape\0").map(|sym| *sym);
        let aclGetStorageShape = __library.get(b"aclGetStorageShape\0").map(|sym| *sym);
        let aclGetViewStrides = __library.get(b"aclGetViewStrides\0").map(|sym| *sym);
        let aclGetViewOffset = __library.get(b"aclGetViewOffset\0").map(|sym| *sym);
        let aclGetFormat = __library.get(b"aclGetFormat\0").map(|sym| *sym);
        let aclGetDataType = __library.get(b"aclGetDataType\0").map(|sym| *sym);
        let aclGetRawTensorAddr = __library
            .get(b"aclGetRawTensorAddr\0")
            .map(|sym| *sym);
        let aclSetRawTensorAddr = __library
            .get(b"aclSetRawTensorAddr\0")
            .map(|sym| *sym);
        let aclInitTensor = __library.get(b"aclInitTensor\0").map(|sym| *sym);
        let aclSetAclOpExecutorRepeatable = __library
            .get(b"aclSetAclOpExecutorRepeatable\0")
            .map(|sym| *sym);
        let aclDestroyAclOpExecutor = __library
            .get(b"aclDestroyAclOpExecutor\0")
            .map(|sym| *sym);
        let aclSetInputTensorAddr = __library
            .get(b"aclSetInputTensorAddr\0")
            .map(|sym| *sym);
        let aclSetOutputTensorAddr = __library
            .get(b"aclSetOutputTensorAddr\0")
            .map(|sym| *sym);
        let aclSetTensorAddr = __library.get(b"aclSetTensorAddr\0").map(|sym| *sym);
        let aclnnInit = __library.get(b"aclnnInit\0").map(|sym| *sym);
        let aclnnFinalize = __library.get(b"aclnnFinalize\0").map(|sym| *sym);
        Ok(NnOpBase {
            __library,
            aclCreateTensor,
            aclCreateScalar,
            aclCreateIntArray,
            aclCreateFloatArray,
            aclCreateBoolArray,
            aclCreateTensorList,
            aclCreateScalarList,
            aclDestroyTensor,
            aclDestroyScalar,
            aclDestroyIntArray,
            aclDestroyFloatArray,
            aclDestroyBoolArray,
            aclDestroyTensorList,
            aclDestroyScalarList,
            aclGetViewShape,
            aclGetStorageShape,
            aclGetViewStrides,
            aclGetViewOffset,
            aclGetFormat,
            aclGetDataType,
            aclGetRawTensorAddr,
            aclSetRawTensorAddr,
            aclInitTensor,
            aclSetAclOpExecutorRepeatable,
            aclDestroyAclOpExecutor,
            aclSetInputTensorAddr,
            aclSetOutputTensorAddr,
            aclSetTensorAddr,
            aclnnInit,
            aclnnFinalize,
        })
    }
}
impl NnOpBase {
    /// The names of its functions.
    pub const FUNCTIONS: [&'static str; 30] = [
        "aclCreateTensor",
        "aclCreateScalar",
        "aclCreateIntArray",
        "aclCreateFloatArray",
        "aclCreateBoolArray",
        "aclCreateTensorList",
        "aclCreateScalarList",
        "aclDestroyTensor",
        "aclDestroyScalar",
        "aclDestroyIntArray",
        "aclDestroyFloatArray",
        "aclDestroyBoolArray",
        "aclDestroyTensorList",
        "aclDestroyScalarList",
        "aclGetViewShape",
        "aclGetStorageShape",
        "aclGetViewStrides",
        "aclGetViewOffset",
        "aclGetFormat",
        "aclGetDataType",
        "aclGetRawTensorAddr",
        "aclSetRawTensorAddr",
        "aclInitTensor",
        "aclSetAclOpExecutorRepeatable",
        "aclDestroyAclOpExecutor",
        "aclSetInputTensorAddr",
        "aclSetOutputTensorAddr",
        "aclSetTensorAddr",
        "aclnnInit",
        "aclnnFinalize",
    ];
    /// Which of `FUNCTIONS` the library has, in their order.
    pub fn found(&self) -> [bool; 30] {
        [
            self.aclCreateTensor.is_ok(),
            self.aclCreateScalar.is_ok(),
            self.aclCreateIntArray.is_ok(),
            self.aclCreateFloatArray.is_ok(),
            self.aclCreateBoolArray.is_ok(),
            self.aclCreateTensorList.is_ok(),
            self.aclCreateScalarList.is_ok(),
            self.aclDestroyTensor.is_ok(),
            self.aclDestroyScalar.is_ok(),
            self.aclDestroyIntArray.is_ok(),
            self.aclDestroyFloatArray.is_ok(),
            self.aclDestroyBoolArray.is_ok(),
            self.aclDestroyTensorList.is_ok(),
            self.aclDestroyScalarList.is_ok(),
            self.aclGetViewShape.is_ok(),
            self.aclGetStorageShape.is_ok(),
            self.aclGetViewStrides.is_ok(),
            self.aclGetViewOffset.is_ok(),
            self.aclGetFormat.is_ok(),
            self.aclGetDataType.is_ok(),
            self.aclGetRawTensorAddr.is_ok(),
            self.aclSetRawTensorAddr.is_ok(),
            self.aclInitTensor.is_ok(),
            self.aclSetAclOpExecutorRepeatable.is_ok(),
            self.aclDestroyAclOpExecutor.is_ok(),
            self.aclSetInputTensorAddr.is_ok(),
            self.aclSetOutputTensorAddr.is_ok(),
            self.aclSetTensorAddr.is_ok(),
            self.aclnnInit.is_ok(),
            self.aclnnFinalize.is_ok(),
        ]
    }
}

/// aclnn: the operators.
pub struct OpApi {
    __library: ::libloading::Library,
    pub aclnnMatmulGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            mat2: *const aclTensor,
            out: *mut aclTensor,
            cubeMathType: i8,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMatmul: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMmGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            mat2: *const aclTensor,
            out: *mut aclTensor,
            cubeMathType: i8,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMm: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBatchMatMulGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            mat2: *const aclTensor,
            out: *mut aclTensor,
            cubeMathType: i8,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBatchMatMul: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAddmmGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            mat1: *const aclTensor,
            mat2: *const aclTensor,
            beta: *const aclScalar,
            alpha: *const aclScalar,
            out: *mut aclTensor,
            cubeMathType: i8,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAddmm: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBaddbmmGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            batch1: *const aclTensor,
            batch2: *const aclTensor,
            beta: *const aclScalar,
            alpha: *const aclScalar,
            out: *mut aclTensor,
            cubeMathType: i8,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBaddbmm: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMatmulWeightNzGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            mat2: *const aclTensor,
            out: *mut aclTensor,
            cubeMathType: i8,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMatmulWeightNz: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBatchMatMulWeightNzGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            mat2: *const aclTensor,
            out: *mut aclTensor,
            cubeMathType: i8,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBatchMatMulWeightNz: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnTransMatmulWeightGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            mmWeightRef: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnTransMatmulWeight: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCalculateMatmulWeightSize: Result<
        unsafe extern "C" fn(
            tensorShape: *const aclIntArray,
            weightTensorSize: *mut u64,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCalculateMatmulWeightSizeV2: Result<
        unsafe extern "C" fn(
            tensorShape: *const aclIntArray,
            dataType: aclDataType,
            weightTensorSize: *mut u64,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnNpuFormatCastGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            srcTensor: *const aclTensor,
            dstTensor: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnNpuFormatCast: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnNpuFormatCastCalculateSizeAndFormat: Result<
        unsafe extern "C" fn(
            srcTensor: *const aclTensor,
            dstFormat: ::std::os::raw::c_int,
            additionalDtype: ::std::os::raw::c_int,
            dstShape: *mut *mut i64,
            dstShapeSize: *mut u64,
            actualFormat: *mut ::std::os::raw::c_int,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMvGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            vec: *const aclTensor,
            out: *mut aclTensor,
            cubeMathType: i8,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMv: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAddmvGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            mat: *const aclTensor,
            vec: *const aclTensor,
            alpha: *const aclScalar,
            beta: *const aclScalar,
            out: *mut aclTensor,
            cubeMathType: i8,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAddmv: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnDotGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            tensor: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnDot: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLinalgCrossGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            dim: i64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLinalgCross: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAddGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            alpha: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAdd: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAddsGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclScalar,
            alpha: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAdds: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSubGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            alpha: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSub: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSubsGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclScalar,
            alpha: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSubs: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRsubGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            alpha: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRsub: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRsubsGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclScalar,
            alpha: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRsubs: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMulGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMul: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMulsGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMuls: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnDivGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnDiv: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnDivsGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnDivs: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnDivModGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            mode: ::std::os::raw::c_int,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnDivMod: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnDivModsGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclScalar,
            mode: ::std::os::raw::c_int,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnDivMods: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFloorDivideGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFloorDivide: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFloorDividesGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFloorDivides: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRemainderTensorTensorGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRemainderTensorTensor: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRemainderTensorScalarGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRemainderTensorScalar: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFmodTensorGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFmodTensor: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFmodScalarGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFmodScalar: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnPowTensorTensorGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            exponent: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnPowTensorTensor: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnPowTensorScalarGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            exponent: *const aclScalar,
            out: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnPowTensorScalar: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnPowScalarTensorGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclScalar,
            exponent: *const aclTensor,
            out: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnPowScalarTensor: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMaximumGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMaximum: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMinimumGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMinimum: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnClampGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            clipValueMin: *const aclScalar,
            clipValueMax: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnClamp: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnClampMinGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            clipValueMin: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnClampMin: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnClampMaxGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            clipValueMax: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnClampMax: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAddcmulGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            tensor1: *const aclTensor,
            tensor2: *const aclTensor,
            value: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAddcmul: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAtan2GetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAtan2: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLerpGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            end: *const aclTensor,
            weight: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLerp: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnNanToNumGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            nan: f32,
            posinf: f32,
            neginf: f32,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnNanToNum: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceAddGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *const aclTensor,
            other: *const aclTensor,
            alpha: *const aclScalar,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceAdd: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceAddsGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *const aclTensor,
            other: *const aclScalar,
            alpha: *const aclScalar,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceAdds: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceMulGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *mut aclTensor,
            other: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceMul: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceMulsGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *mut aclTensor,
            other: *const aclScalar,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceMuls: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceSubGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *mut aclTensor,
            other: *const aclTensor,
            alpha: *const aclScalar,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceSub: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceDivGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *mut aclTensor,
            other: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceDiv: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnExpGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnExp: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLogGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLog: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLog1pGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLog1p: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnExpm1GetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnExpm1: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSqrtGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSqrt: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRsqrtGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRsqrt: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnReciprocalGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnReciprocal: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnTanhGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnTanh: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnErfGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnErf: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSinGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSin: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCosGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            input: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCos: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnTanGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnTan: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSinhGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSinh: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCoshGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCosh: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAsinGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAsin: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAcosGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            input: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAcos: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAtanGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            input: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAtan: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAsinhGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            input: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAsinh: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAcoshGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAcosh: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAtanhGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            input: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAtanh: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAbsGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAbs: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnNegGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnNeg: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFloorGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFloor: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCeilGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCeil: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRoundGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRound: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnTruncGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnTrunc: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSignGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            result: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSign: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSquareGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSquare: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIsFiniteGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIsFinite: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIsPosInfGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIsPosInf: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIsNegInfGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIsNegInf: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIsInfGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            x: *const aclTensor,
            out: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIsInf: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSWhereGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            condition: *const aclTensor,
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSWhere: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceMaskedFillScalarGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *mut aclTensor,
            mask: *const aclTensor,
            value: *const aclScalar,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceMaskedFillScalar: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceMaskedFillTensorGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *mut aclTensor,
            mask: *const aclTensor,
            value: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceMaskedFillTensor: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGtTensorGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGtTensor: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGtScalarGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGtScalar: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLtTensorGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLtTensor: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLtScalarGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLtScalar: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGeTensorGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGeTensor: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGeScalarGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGeScalar: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLeTensorGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLeTensor: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLeScalarGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLeScalar: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnEqTensorGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnEqTensor: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnEqScalarGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnEqScalar: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnNeTensorGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnNeTensor: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnNeScalarGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnNeScalar: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLogicalAndGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLogicalAnd: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLogicalOrGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLogicalOr: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLogicalNotGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLogicalNot: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLogicalXorGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLogicalXor: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBitwiseAndTensorGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBitwiseAndTensor: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBitwiseAndScalarGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBitwiseAndScalar: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBitwiseOrTensorGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBitwiseOrTensor: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBitwiseOrScalarGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBitwiseOrScalar: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBitwiseXorTensorGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBitwiseXorTensor: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBitwiseXorScalarGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            other: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBitwiseXorScalar: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBitwiseNotGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBitwiseNot: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLeftShiftGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            shiftBits: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLeftShift: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLeftShiftsGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            shiftBits: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLeftShifts: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRightShiftGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            input: *const aclTensor,
            shiftBits: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRightShift: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSigmoidGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSigmoid: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnReluGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRelu: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLeakyReluGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            negativeSlope: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLeakyRelu: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnHardsigmoidGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnHardsigmoid: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLogSigmoidGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLogSigmoid: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSoftplusGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            beta: *const aclScalar,
            threshold: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSoftplus: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGeluGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGelu: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGeluV2GetWorkspaceSize: Result<
        unsafe extern "C" fn(
            x: *const aclTensor,
            approximate: i64,
            y: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGeluV2: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGeluBackwardGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            gradOutput: *const aclTensor,
            self_: *const aclTensor,
            gradInput: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGeluBackward: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSiluGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSilu: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSwiGluGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            x: *const aclTensor,
            dim: i64,
            out: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSwiGlu: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnPreluGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            weight: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnPrelu: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSoftmaxGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSoftmax: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLogSoftmaxGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLogSoftmax: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLayerNormGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            input: *const aclTensor,
            normalizedShape: *const aclIntArray,
            weightOptional: *const aclTensor,
            biasOptional: *const aclTensor,
            eps: f64,
            out: *mut aclTensor,
            meanOutOptional: *mut aclTensor,
            rstdOutOptional: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLayerNorm: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLayerNormBackwardGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            gradOut: *const aclTensor,
            input: *const aclTensor,
            normalizedShape: *const aclIntArray,
            mean: *const aclTensor,
            rstd: *const aclTensor,
            weightOptional: *const aclTensor,
            biasOptional: *const aclTensor,
            outputMask: *const aclBoolArray,
            gradInputOut: *mut aclTensor,
            gradWeightOut: *mut aclTensor,
            gradBiasOut: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLayerNormBackward: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRmsNormGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            x: *const aclTensor,
            gamma: *const aclTensor,
            epsilon: f64,
            yOut: *const aclTensor,
            rstdOut: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRmsNorm: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAddRmsNormGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            x1: *const aclTensor,
            x2: *const aclTensor,
            gamma: *const aclTensor,
            epsilon: f64,
            yOut: *mut aclTensor,
            rstdOut: *mut aclTensor,
            xOut: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAddRmsNorm: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAddLayerNormGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            x1: *const aclTensor,
            x2: *const aclTensor,
            gamma: *const aclTensor,
            beta: *const aclTensor,
            biasOptional: *const aclTensor,
            epsilon: f64,
            additionalOutput: bool,
            yOut: *const aclTensor,
            meanOut: *const aclTensor,
            rstdOut: *const aclTensor,
            xOut: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAddLayerNorm: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGroupNormGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            gamma: *const aclTensor,
            beta: *const aclTensor,
            N: i64,
            C: i64,
            HxW: i64,
            group: i64,
            eps: f64,
            out: *mut aclTensor,
            meanOut: *mut aclTensor,
            rstdOut: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGroupNorm: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBatchNormGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            input: *const aclTensor,
            weight: *const aclTensor,
            bias: *const aclTensor,
            runningMean: *mut aclTensor,
            runningVar: *mut aclTensor,
            training: bool,
            momentum: f64,
            eps: f64,
            output: *mut aclTensor,
            saveMean: *mut aclTensor,
            saveInvstd: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnBatchNorm: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRotaryPositionEmbeddingGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            x: *const aclTensor,
            cos: *const aclTensor,
            sin: *const aclTensor,
            mode: i64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRotaryPositionEmbedding: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnApplyRotaryPosEmbGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            queryRef: *mut aclTensor,
            keyRef: *mut aclTensor,
            cos: *const aclTensor,
            sin: *const aclTensor,
            layout: i64,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnApplyRotaryPosEmb: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnApplyRotaryPosEmbV2GetWorkspaceSize: Result<
        unsafe extern "C" fn(
            queryRef: *mut aclTensor,
            keyRef: *mut aclTensor,
            cos: *const aclTensor,
            sin: *const aclTensor,
            layout: i64,
            rotaryMode: *mut ::std::os::raw::c_char,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnApplyRotaryPosEmbV2: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRopeWithSinCosCacheGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            positions: *const aclTensor,
            queryIn: *const aclTensor,
            keyIn: *const aclTensor,
            cosSinCache: *const aclTensor,
            mropeSection: *const aclIntArray,
            headSize: i64,
            isNeoxStyle: bool,
            queryOut: *mut aclTensor,
            keyOut: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRopeWithSinCosCache: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFlashAttentionScoreGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            query: *const aclTensor,
            key: *const aclTensor,
            value: *const aclTensor,
            realShiftOptional: *const aclTensor,
            dropMaskOptional: *const aclTensor,
            paddingMaskOptional: *const aclTensor,
            attenMaskOptional: *const aclTensor,
            prefixOptional: *const aclIntArray,
            scaleValue: f64,
            keepProb: f64,
            preTokens: i64,
            nextTokens: i64,
            headNum: i64,
            inputLayout: *mut ::std::os::raw::c_char,
            innerPrecise: i64,
            sparseMode: i64,
            softmaxMaxOut: *const aclTensor,
            softmaxSumOut: *const aclTensor,
            softmaxOutOut: *const aclTensor,
            attentionOutOut: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFlashAttentionScore: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnPromptFlashAttentionV3GetWorkspaceSize: Result<
        unsafe extern "C" fn(
            query: *const aclTensor,
            key: *const aclTensor,
            value: *const aclTensor,
            pseShift: *const aclTensor,
            attenMask: *const aclTensor,
            actualSeqLengths: *const aclIntArray,
            actualSeqLengthsKv: *const aclIntArray,
            deqScale1: *const aclTensor,
            quantScale1: *const aclTensor,
            deqScale2: *const aclTensor,
            quantScale2: *const aclTensor,
            quantOffset2: *const aclTensor,
            numHeads: i64,
            scaleValue: f64,
            preTokens: i64,
            nextTokens: i64,
            inputLayout: *mut ::std::os::raw::c_char,
            numKeyValueHeads: i64,
            sparseMode: i64,
            innerPrecise: i64,
            attentionOut: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnPromptFlashAttentionV3: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIncreFlashAttentionV4GetWorkspaceSize: Result<
        unsafe extern "C" fn(
            query: *const aclTensor,
            key: *const aclTensorList,
            value: *const aclTensorList,
            pseShift: *const aclTensor,
            attenMask: *const aclTensor,
            actualSeqLengths: *const aclIntArray,
            dequantScale1: *const aclTensor,
            quantScale1: *const aclTensor,
            dequantScale2: *const aclTensor,
            quantScale2: *const aclTensor,
            quantOffset2: *const aclTensor,
            antiquantScale: *const aclTensor,
            antiquantOffset: *const aclTensor,
            blocktable: *const aclTensor,
            kvPaddingSize: *const aclTensor,
            numHeads: i64,
            scaleValue: f64,
            inputLayout: *mut ::std::os::raw::c_char,
            numKeyValueHeads: i64,
            blockSize: i64,
            innerPrecise: i64,
            attentionOut: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIncreFlashAttentionV4: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFusedInferAttentionScoreV2GetWorkspaceSize: Result<
        unsafe extern "C" fn(
            query: *const aclTensor,
            key: *const aclTensorList,
            value: *const aclTensorList,
            pseShiftOptional: *const aclTensor,
            attenMaskOptional: *const aclTensor,
            actualSeqLengthsOptional: *const aclIntArray,
            actualSeqLengthsKvOptional: *const aclIntArray,
            deqScale1Optional: *const aclTensor,
            quantScale1Optional: *const aclTensor,
            deqScale2Optional: *const aclTensor,
            quantScale2Optional: *const aclTensor,
            quantOffset2Optional: *const aclTensor,
            antiquantScaleOptional: *const aclTensor,
            antiquantOffsetOptional: *const aclTensor,
            blockTableOptional: *const aclTensor,
            queryPaddingSizeOptional: *const aclTensor,
            kvPaddingSizeOptional: *const aclTensor,
            keyAntiquantScaleOptional: *const aclTensor,
            keyAntiquantOffsetOptional: *const aclTensor,
            valueAntiquantScaleOptional: *const aclTensor,
            valueAntiquantOffsetOptional: *const aclTensor,
            keySharedPrefixOptional: *const aclTensor,
            valueSharedPrefixOptional: *const aclTensor,
            actualSharedPrefixLenOptional: *const aclIntArray,
            numHeads: i64,
            scaleValue: f64,
            preTokens: i64,
            nextTokens: i64,
            inputLayout: *mut ::std::os::raw::c_char,
            numKeyValueHeads: i64,
            sparseMode: i64,
            innerPrecise: i64,
            blockSize: i64,
            antiquantMode: i64,
            softmaxLseFlag: bool,
            keyAntiquantMode: i64,
            valueAntiquantMode: i64,
            attentionOut: *const aclTensor,
            softmaxLse: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFusedInferAttentionScoreV2: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFusedInferAttentionScoreV3GetWorkspaceSize: Result<
        unsafe extern "C" fn(
            query: *const aclTensor,
            key: *const aclTensorList,
            value: *const aclTensorList,
            pseShiftOptional: *const aclTensor,
            attenMaskOptional: *const aclTensor,
            actualSeqLengthsOptional: *const aclIntArray,
            actualSeqLengthsKvOptional: *const aclIntArray,
            deqScale1Optional: *const aclTensor,
            quantScale1Optional: *const aclTensor,
            deqScale2Optional: *const aclTensor,
            quantScale2Optional: *const aclTensor,
            quantOffset2Optional: *const aclTensor,
            antiquantScaleOptional: *const aclTensor,
            antiquantOffsetOptional: *const aclTensor,
            blockTableOptional: *const aclTensor,
            queryPaddingSizeOptional: *const aclTensor,
            kvPaddingSizeOptional: *const aclTensor,
            keyAntiquantScaleOptional: *const aclTensor,
            keyAntiquantOffsetOptional: *const aclTensor,
            valueAntiquantScaleOptional: *const aclTensor,
            valueAntiquantOffsetOptional: *const aclTensor,
            keySharedPrefixOptional: *const aclTensor,
            valueSharedPrefixOptional: *const aclTensor,
            actualSharedPrefixLenOptional: *const aclIntArray,
            queryRopeOptional: *const aclTensor,
            keyRopeOptional: *const aclTensor,
            keyRopeAntiquantScaleOptional: *const aclTensor,
            numHeads: i64,
            scaleValue: f64,
            preTokens: i64,
            nextTokens: i64,
            inputLayout: *mut ::std::os::raw::c_char,
            numKeyValueHeads: i64,
            sparseMode: i64,
            innerPrecise: i64,
            blockSize: i64,
            antiquantMode: i64,
            softmaxLseFlag: bool,
            keyAntiquantMode: i64,
            valueAntiquantMode: i64,
            attentionOut: *const aclTensor,
            softmaxLse: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFusedInferAttentionScoreV3: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFusedInferAttentionScoreV4GetWorkspaceSize: Result<
        unsafe extern "C" fn(
            query: *const aclTensor,
            key: *const aclTensorList,
            value: *const aclTensorList,
            pseShiftOptional: *const aclTensor,
            attenMaskOptional: *const aclTensor,
            actualSeqLengthsOptional: *const aclIntArray,
            actualSeqLengthsKvOptional: *const aclIntArray,
            deqScale1Optional: *const aclTensor,
            quantScale1Optional: *const aclTensor,
            deqScale2Optional: *const aclTensor,
            quantScale2Optional: *const aclTensor,
            quantOffset2Optional: *const aclTensor,
            antiquantScaleOptional: *const aclTensor,
            antiquantOffsetOptional: *const aclTensor,
            blockTableOptional: *const aclTensor,
            queryPaddingSizeOptional: *const aclTensor,
            kvPaddingSizeOptional: *const aclTensor,
            keyAntiquantScaleOptional: *const aclTensor,
            keyAntiquantOffsetOptional: *const aclTensor,
            valueAntiquantScaleOptional: *const aclTensor,
            valueAntiquantOffsetOptional: *const aclTensor,
            keySharedPrefixOptional: *const aclTensor,
            valueSharedPrefixOptional: *const aclTensor,
            actualSharedPrefixLenOptional: *const aclIntArray,
            queryRopeOptional: *const aclTensor,
            keyRopeOptional: *const aclTensor,
            keyRopeAntiquantScaleOptional: *const aclTensor,
            dequantScaleQueryOptional: *const aclTensor,
            learnableSinkOptional: *const aclTensor,
            numHeads: i64,
            scaleValue: f64,
            preTokens: i64,
            nextTokens: i64,
            inputLayout: *mut ::std::os::raw::c_char,
            numKeyValueHeads: i64,
            sparseMode: i64,
            innerPrecise: i64,
            blockSize: i64,
            antiquantMode: i64,
            softmaxLseFlag: bool,
            keyAntiquantMode: i64,
            valueAntiquantMode: i64,
            queryQuantMode: i64,
            attentionOut: *const aclTensor,
            softmaxLse: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFusedInferAttentionScoreV4: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnEmbeddingGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            weight: *const aclTensor,
            indices: *const aclTensor,
            out: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnEmbedding: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnEmbeddingDenseBackwardGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            grad: *const aclTensor,
            indices: *const aclTensor,
            numWeights: u64,
            paddingIdx: u64,
            scaleGradByFreq: bool,
            out: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnEmbeddingDenseBackward: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIndexSelectGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            index: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIndexSelect: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGatherGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            index: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGather: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGatherV2GetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            index: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGatherV2: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGatherV3GetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            index: *const aclTensor,
            batchDims: i64,
            mode: i64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGatherV3: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGatherNdGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            indices: *const aclTensor,
            negativeIndexSupport: bool,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGatherNd: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIndexGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            indices: *const aclTensorList,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIndex: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIndexPutImplGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *mut aclTensor,
            indices: *const aclTensorList,
            values: *const aclTensor,
            accumulate: bool,
            unsafe_: bool,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIndexPutImpl: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnScatterGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            index: *const aclTensor,
            src: *const aclTensor,
            reduce: i64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnScatter: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnScatterAddGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            index: *const aclTensor,
            src: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnScatterAdd: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnScatterValueGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            index: *const aclTensor,
            value: *const aclScalar,
            reduce: i64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnScatterValue: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceScatterGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *mut aclTensor,
            dim: i64,
            index: *const aclTensor,
            src: *const aclTensor,
            reduce: i64,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceScatter: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceScatterUpdateGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            data: *mut aclTensor,
            indices: *const aclTensor,
            updates: *const aclTensor,
            axis: i64,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceScatterUpdate: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIndexAddGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            index: *const aclTensor,
            source: *const aclTensor,
            alpha: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIndexAdd: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIndexAddV2GetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            index: *const aclTensor,
            source: *const aclTensor,
            alpha: *const aclScalar,
            mode: i64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIndexAddV2: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnScatterNdGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            data: *const aclTensor,
            indices: *const aclTensor,
            updates: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnScatterNd: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnScatterNdUpdateGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            varRef: *mut aclTensor,
            indices: *const aclTensor,
            updates: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnScatterNdUpdate: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIndexCopyGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *mut aclTensor,
            dim: i64,
            index: *const aclTensor,
            source: *const aclTensor,
            outRef: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIndexCopy: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceIndexCopyGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *mut aclTensor,
            dim: i64,
            index: *const aclTensor,
            source: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceIndexCopy: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnTakeGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            index: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnTake: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMaskedSelectGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            mask: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMaskedSelect: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnNonzeroGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnNonzero: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCatGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            tensors: *const aclTensorList,
            dim: i64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCat: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSliceGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            start: i64,
            end: i64,
            step: i64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSlice: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSliceV2GetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            starts: *const aclIntArray,
            ends: *const aclIntArray,
            axes: *const aclIntArray,
            steps: *const aclIntArray,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSliceV2: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnPermuteGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dims: *const aclIntArray,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnPermute: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRepeatGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            repeats: *const aclIntArray,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRepeat: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnExpandGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            size: *const aclIntArray,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnExpand: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFlipGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dims: *const aclIntArray,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnFlip: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCastGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dtype: aclDataType,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCast: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceCopyGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *mut aclTensor,
            src: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceCopy: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceFillScalarGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *mut aclTensor,
            value: *const aclScalar,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceFillScalar: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceFillTensorGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *mut aclTensor,
            value: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceFillTensor: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceZeroGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceZero: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceOneGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceOne: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRepeatInterleaveIntWithDimGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            repeats: i64,
            dim: i64,
            outputSize: i64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnRepeatInterleaveIntWithDim: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnTrilGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            diagonal: i64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnTril: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnTriuGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            diagonal: i64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnTriu: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnEyeGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            n: i64,
            m: i64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnEye: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUnfoldGradGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            gradOut: *const aclTensor,
            inputSizes: *const aclIntArray,
            dim: i64,
            size: i64,
            step: i64,
            gradIn: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUnfoldGrad: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnConstantPadNdGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            pad: *const aclIntArray,
            value: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnConstantPadNd: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnReflectionPad2dGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            padding: *const aclIntArray,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnReflectionPad2d: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnReplicationPad2dGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            padding: *const aclIntArray,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnReplicationPad2d: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnArangeGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            start: *const aclScalar,
            end: *const aclScalar,
            step: *const aclScalar,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnArange: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLinspaceGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            start: *const aclScalar,
            end: *const aclScalar,
            steps: i64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLinspace: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceNormalGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *const aclTensor,
            mean: f32,
            std: f32,
            seed: i64,
            offset: i64,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceNormal: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnNormalFloatFloatGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            mean: f32,
            std: f32,
            seed: i64,
            offset: i64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnNormalFloatFloat: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceUniformGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *const aclTensor,
            from: f64,
            to: f64,
            seed: u64,
            offset: u64,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceUniform: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceBernoulliGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *const aclTensor,
            prob: *const aclScalar,
            seed: i64,
            offset: i64,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceBernoulli: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceRandomGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            selfRef: *const aclTensor,
            from: i64,
            to: i64,
            seed: i64,
            offset: i64,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnInplaceRandom: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnReduceSumGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dims: *const aclIntArray,
            keepDims: bool,
            dtype: aclDataType,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnReduceSum: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMeanGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: *const aclIntArray,
            keepDim: bool,
            dtype: aclDataType,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMean: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnProdGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dtype: aclDataType,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnProd: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnProdDimGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            keepDim: bool,
            dtype: aclDataType,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnProdDim: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAmaxGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: *const aclIntArray,
            keepDim: bool,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAmax: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAminGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: *const aclIntArray,
            keepDim: bool,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAmin: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMaxGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMax: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMinGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMin: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMaxDimGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            keepdim: bool,
            out: *mut aclTensor,
            indices: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMaxDim: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMinDimGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            keepdim: bool,
            out: *mut aclTensor,
            indices: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMinDim: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnArgMaxGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            keepdim: bool,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnArgMax: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnArgMinGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            keepdim: bool,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnArgMin: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAllGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: *const aclIntArray,
            keepdim: bool,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAll: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAnyGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: *const aclIntArray,
            keepdim: bool,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAny: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnVarGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: *const aclIntArray,
            unbiased: bool,
            keepdim: bool,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnVar: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnVarCorrectionGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: *const aclIntArray,
            correction: i64,
            keepdim: bool,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnVarCorrection: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnStdGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: *const aclIntArray,
            correction: i64,
            keepdim: bool,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnStd: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLinalgVectorNormGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            ord: *const aclScalar,
            dims: *const aclIntArray,
            keepDims: bool,
            dtype: aclDataType,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLinalgVectorNorm: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnTopkGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            k: i64,
            dim: i64,
            largest: bool,
            sorted: bool,
            valuesOut: *mut aclTensor,
            indicesOut: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnTopk: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSortGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            stable: bool,
            dim: i64,
            descending: bool,
            valuesOut: *mut aclTensor,
            indicesOut: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnSort: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnArgsortGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            descending: bool,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnArgsort: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCumsumGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            dtype: aclDataType,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCumsum: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCumsumV2GetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            exclusive: bool,
            reverse: bool,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCumsumV2: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCumprodGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            input: *const aclTensor,
            dim: *const aclScalar,
            dtype: aclDataType,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCumprod: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCummaxGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            valuesOut: *mut aclTensor,
            indicesOut: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCummax: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCumminGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: i64,
            valuesOut: *mut aclTensor,
            indicesOut: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnCummin: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLogSumExpGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            dim: *const aclIntArray,
            keepDim: bool,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnLogSumExp: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnConvolutionGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            input: *const aclTensor,
            weight: *const aclTensor,
            bias: *const aclTensor,
            stride: *const aclIntArray,
            padding: *const aclIntArray,
            dilation: *const aclIntArray,
            transposed: bool,
            outputPadding: *const aclIntArray,
            groups: i64,
            output: *mut aclTensor,
            cubeMathType: i8,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnConvolution: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnConvolutionBackwardGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            gradOutput: *const aclTensor,
            input: *const aclTensor,
            weight: *const aclTensor,
            biasSizes: *const aclIntArray,
            stride: *const aclIntArray,
            padding: *const aclIntArray,
            dilation: *const aclIntArray,
            transposed: bool,
            outputPadding: *const aclIntArray,
            groups: ::std::os::raw::c_int,
            outputMask: *const aclBoolArray,
            cubeMathType: i8,
            gradInput: *mut aclTensor,
            gradWeight: *mut aclTensor,
            gradBias: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnConvolutionBackward: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnConvDepthwise2dGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            weight: *const aclTensor,
            kernelSize: *const aclIntArray,
            bias: *const aclTensor,
            stride: *const aclIntArray,
            padding: *const aclIntArray,
            dilation: *const aclIntArray,
            out: *mut aclTensor,
            cubeMathType: i8,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnConvDepthwise2d: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnDeformableConv2dGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            x: *const aclTensor,
            weight: *const aclTensor,
            offset: *const aclTensor,
            biasOptional: *const aclTensor,
            kernelSize: *const aclIntArray,
            stride: *const aclIntArray,
            padding: *const aclIntArray,
            dilation: *const aclIntArray,
            groups: i64,
            deformableGroups: i64,
            modulated: bool,
            out: *mut aclTensor,
            deformOutOptional: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnDeformableConv2d: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIm2colGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            kernelSize: *const aclIntArray,
            dilation: *const aclIntArray,
            padding: *const aclIntArray,
            stride: *const aclIntArray,
            out: *const aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIm2col: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIm2colBackwardGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            gradOutput: *const aclTensor,
            inputSize: *const aclIntArray,
            kernelSize: *const aclIntArray,
            dilation: *const aclIntArray,
            padding: *const aclIntArray,
            stride: *const aclIntArray,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnIm2colBackward: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMaxPoolGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            kernelShape: *const aclIntArray,
            strides: *const aclIntArray,
            autoPad: i64,
            pads: *const aclIntArray,
            dilations: *const aclIntArray,
            ceilMode: i64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMaxPool: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMaxPool2dWithIndicesGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            kernelSize: *const aclIntArray,
            stride: *const aclIntArray,
            padding: *const aclIntArray,
            dilation: *const aclIntArray,
            ceilMode: bool,
            out: *mut aclTensor,
            indices: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMaxPool2dWithIndices: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMaxPool2dWithIndicesBackwardGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            gradOutput: *const aclTensor,
            self_: *const aclTensor,
            indices: *const aclTensor,
            kernelSize: *const aclIntArray,
            stride: *const aclIntArray,
            padding: *const aclIntArray,
            dilation: *const aclIntArray,
            ceilMode: bool,
            gradInput: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnMaxPool2dWithIndicesBackward: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAvgPool2dGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            kernelSize: *const aclIntArray,
            strides: *const aclIntArray,
            paddings: *const aclIntArray,
            ceilMode: bool,
            countIncludePad: bool,
            divisorOverride: i64,
            cubeMathType: i8,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAvgPool2d: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAvgPool2dBackwardGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            gradOutput: *const aclTensor,
            self_: *const aclTensor,
            kernelSize: *const aclIntArray,
            stride: *const aclIntArray,
            padding: *const aclIntArray,
            ceilMode: bool,
            countIncludePad: bool,
            divisorOverride: i64,
            cubeMathType: i8,
            gradInput: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAvgPool2dBackward: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAvgPool3dGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            kernelSize: *const aclIntArray,
            stride: *const aclIntArray,
            padding: *const aclIntArray,
            ceilMode: bool,
            countIncludePad: bool,
            divisorOverride: i64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAvgPool3d: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAdaptiveAvgPool2dGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            outputSize: *const aclIntArray,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAdaptiveAvgPool2d: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAdaptiveAvgPool3dGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            outputSize: *const aclIntArray,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnAdaptiveAvgPool3d: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleBilinear2dGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            outputSize: *const aclIntArray,
            alignCorners: bool,
            scalesH: f64,
            scalesW: f64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleBilinear2d: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleBilinear2dBackwardGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            gradOut: *const aclTensor,
            outputSize: *const aclIntArray,
            inputSize: *const aclIntArray,
            alignCorners: bool,
            scalesH: f64,
            scalesW: f64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleBilinear2dBackward: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleBicubic2dGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            outputSize: *const aclIntArray,
            alignCorners: bool,
            scalesH: f64,
            scalesW: f64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleBicubic2d: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleBilinear2dAAGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            input: *const aclTensor,
            outputSize: *const aclIntArray,
            alignCorners: bool,
            scalesH: f64,
            scalesW: f64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleBilinear2dAA: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleBicubic2dAAGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            x: *const aclTensor,
            outputSize: *const aclIntArray,
            alignCorners: bool,
            scalesH: f64,
            scalesW: f64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleBicubic2dAA: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleNearest2dGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            outputSize: *const aclIntArray,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleNearest2d: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleNearest2dV2GetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            outputSize: *const aclIntArray,
            scalesH: f32,
            scalesW: f32,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleNearest2dV2: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleNearest1dV2GetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            outputSize: *const aclIntArray,
            scaleL: f32,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleNearest1dV2: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleLinear1dGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            outputSize: *const aclIntArray,
            alignCorners: bool,
            scale: f64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleLinear1d: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleTrilinear3dGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            self_: *const aclTensor,
            outputSize: *const aclIntArray,
            alignCorners: bool,
            scalesD: f64,
            scalesH: f64,
            scalesW: f64,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnUpsampleTrilinear3d: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGridSampler2DGetWorkspaceSize: Result<
        unsafe extern "C" fn(
            input: *const aclTensor,
            grid: *const aclTensor,
            interpolationMode: i64,
            paddingMode: i64,
            alignCorners: bool,
            out: *mut aclTensor,
            workspaceSize: *mut u64,
            executor: *mut *mut aclOpExecutor,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
    pub aclnnGridSampler2D: Result<
        unsafe extern "C" fn(
            workspace: *mut ::std::os::raw::c_void,
            workspaceSize: u64,
            executor: *mut aclOpExecutor,
            stream: aclrtStream,
        ) -> aclnnStatus,
        ::libloading::Error,
    >,
}
impl OpApi {
    pub unsafe fn from_library<L>(library: L) -> Result<Self, ::libloading::Error>
    where
        L: Into<::libloading::Library>,
    {
        let __library = library.into();
        let aclnnMatmulGetWorkspaceSize = __library
            .get(b"aclnnMatmulGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnMatmul = __library.get(b"aclnnMatmul\0").map(|sym| *sym);
        let aclnnMmGetWorkspaceSize = __library
            .get(b"aclnnMmGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnMm = __library.get(b"aclnnMm\0").map(|sym| *sym);
        let aclnnBatchMatMulGetWorkspaceSize = __library
            .get(b"aclnnBatchMatMulGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnBatchMatMul = __library.get(b"aclnnBatchMatMul\0").map(|sym| *sym);
        let aclnnAddmmGetWorkspaceSize = __library
            .get(b"aclnnAddmmGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAddmm = __library.get(b"aclnnAddmm\0").map(|sym| *sym);
        let aclnnBaddbmmGetWorkspaceSize = __library
            .get(b"aclnnBaddbmmGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnBaddbmm = __library.get(b"aclnnBaddbmm\0").map(|sym| *sym);
        let aclnnMatmulWeightNzGetWorkspaceSize = __library
            .get(b"aclnnMatmulWeightNzGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnMatmulWeightNz = __library
            .get(b"aclnnMatmulWeightNz\0")
            .map(|sym| *sym);
        let aclnnBatchMatMulWeightNzGetWorkspaceSize = __library
            .get(b"aclnnBatchMatMulWeightNzGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnBatchMatMulWeightNz = __library
            .get(b"aclnnBatchMatMulWeightNz\0")
            .map(|sym| *sym);
        let aclnnTransMatmulWeightGetWorkspaceSize = __library
            .get(b"aclnnTransMatmulWeightGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnTransMatmulWeight = __library
            .get(b"aclnnTransMatmulWeight\0")
            .map(|sym| *sym);
        let aclnnCalculateMatmulWeightSize = __library
            .get(b"aclnnCalculateMatmulWeightSize\0")
            .map(|sym| *sym);
        let aclnnCalculateMatmulWeightSizeV2 = __library
            .get(b"aclnnCalculateMatmulWeightSizeV2\0")
            .map(|sym| *sym);
        let aclnnNpuFormatCastGetWorkspaceSize = __library
            .get(b"aclnnNpuFormatCastGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnNpuFormatCast = __library.get(b"aclnnNpuFormatCast\0").map(|sym| *sym);
        let aclnnNpuFormatCastCalculateSizeAndFormat = __library
            .get(b"aclnnNpuFormatCastCalculateSizeAndFormat\0")
            .map(|sym| *sym);
        let aclnnMvGetWorkspaceSize = __library
            .get(b"aclnnMvGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnMv = __library.get(b"aclnnMv\0").map(|sym| *sym);
        let aclnnAddmvGetWorkspaceSize = __library
            .get(b"aclnnAddmvGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAddmv = __library.get(b"aclnnAddmv\0").map(|sym| *sym);
        let aclnnDotGetWorkspaceSize = __library
            .get(b"aclnnDotGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnDot = __library.get(b"aclnnDot\0").map(|sym| *sym);
        let aclnnLinalgCrossGetWorkspaceSize = __library
            .get(b"aclnnLinalgCrossGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLinalgCross = __library.get(b"aclnnLinalgCross\0").map(|sym| *sym);
        let aclnnAddGetWorkspaceSize = __library
            .get(b"aclnnAddGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAdd = __library.get(b"aclnnAdd\0").map(|sym| *sym);
        let aclnnAddsGetWorkspaceSize = __library
            .get(b"aclnnAddsGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAdds = __library.get(b"aclnnAdds\0").map(|sym| *sym);
        let aclnnSubGetWorkspaceSize = __library
            .get(b"aclnnSubGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnSub = __library.get(b"aclnnSub\0").map(|sym| *sym);
        let aclnnSubsGetWorkspaceSize = __library
            .get(b"aclnnSubsGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnSubs = __library.get(b"aclnnSubs\0").map(|sym| *sym);
        let aclnnRsubGetWorkspaceSize = __library
            .get(b"aclnnRsubGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnRsub = __library.get(b"aclnnRsub\0").map(|sym| *sym);
        let aclnnRsubsGetWorkspaceSize = __library
            .get(b"aclnnRsubsGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnRsubs = __library.get(b"aclnnRsubs\0").map(|sym| *sym);
        let aclnnMulGetWorkspaceSize = __library
            .get(b"aclnnMulGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnMul = __library.get(b"aclnnMul\0").map(|sym| *sym);
        let aclnnMulsGetWorkspaceSize = __library
            .get(b"aclnnMulsGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnMuls = __library.get(b"aclnnMuls\0").map(|sym| *sym);
        let aclnnDivGetWorkspaceSize = __library
            .get(b"aclnnDivGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnDiv = __library.get(b"aclnnDiv\0").map(|sym| *sym);
        let aclnnDivsGetWorkspaceSize = __library
            .get(b"aclnnDivsGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnDivs = __library.get(b"aclnnDivs\0").map(|sym| *sym);
        let aclnnDivModGetWorkspaceSize = __library
            .get(b"aclnnDivModGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnDivMod = __library.get(b"aclnnDivMod\0").map(|sym| *sym);
        let aclnnDivModsGetWorkspaceSize = __library
            .get(b"aclnnDivModsGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnDivMods = __library.get(b"aclnnDivMods\0").map(|sym| *sym);
        let aclnnFloorDivideGetWorkspaceSize = __library
            .get(b"aclnnFloorDivideGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnFloorDivide = __library.get(b"aclnnFloorDivide\0").map(|sym| *sym);
        let aclnnFloorDividesGetWorkspaceSize = __library
            .get(b"aclnnFloorDividesGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnFloorDivides = __library.get(b"aclnnFloorDivides\0").map(|sym| *sym);
        let aclnnRemainderTensorTensorGetWorkspaceSize = __library
            .get(b"aclnnRemainderTensorTensorGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnRemainderTensorTensor = __library
            .get(b"aclnnRemainderTensorTensor\0")
            .map(|sym| *sym);
        let aclnnRemainderTensorScalarGetWorkspaceSize = __library
            .get(b"aclnnRemainderTensorScalarGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnRemainderTensorScalar = __library
            .get(b"aclnnRemainderTensorScalar\0")
            .map(|sym| *sym);
        let aclnnFmodTensorGetWorkspaceSize = __library
            .get(b"aclnnFmodTensorGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnFmodTensor = __library.get(b"aclnnFmodTensor\0").map(|sym| *sym);
        let aclnnFmodScalarGetWorkspaceSize = __library
            .get(b"aclnnFmodScalarGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnFmodScalar = __library.get(b"aclnnFmodScalar\0").map(|sym| *sym);
        let aclnnPowTensorTensorGetWorkspaceSize = __library
            .get(b"aclnnPowTensorTensorGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnPowTensorTensor = __library
            .get(b"aclnnPowTensorTensor\0")
            .map(|sym| *sym);
        let aclnnPowTensorScalarGetWorkspaceSize = __library
            .get(b"aclnnPowTensorScalarGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnPowTensorScalar = __library
            .get(b"aclnnPowTensorScalar\0")
            .map(|sym| *sym);
        let aclnnPowScalarTensorGetWorkspaceSize = __library
            .get(b"aclnnPowScalarTensorGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnPowScalarTensor = __library
            .get(b"aclnnPowScalarTensor\0")
            .map(|sym| *sym);
        let aclnnMaximumGetWorkspaceSize = __library
            .get(b"aclnnMaximumGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnMaximum = __library.get(b"aclnnMaximum\0").map(|sym| *sym);
        let aclnnMinimumGetWorkspaceSize = __library
            .get(b"aclnnMinimumGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnMinimum = __library.get(b"aclnnMinimum\0").map(|sym| *sym);
        let aclnnClampGetWorkspaceSize = __library
            .get(b"aclnnClampGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnClamp = __library.get(b"aclnnClamp\0").map(|sym| *sym);
        let aclnnClampMinGetWorkspaceSize = __library
            .get(b"aclnnClampMinGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnClampMin = __library.get(b"aclnnClampMin\0").map(|sym| *sym);
        let aclnnClampMaxGetWorkspaceSize = __library
            .get(b"aclnnClampMaxGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnClampMax = __library.get(b"aclnnClampMax\0").map(|sym| *sym);
        let aclnnAddcmulGetWorkspaceSize = __library
            .get(b"aclnnAddcmulGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAddcmul = __library.get(b"aclnnAddcmul\0").map(|sym| *sym);
        let aclnnAtan2GetWorkspaceSize = __library
            .get(b"aclnnAtan2GetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAtan2 = __library.get(b"aclnnAtan2\0").map(|sym| *sym);
        let aclnnLerpGetWorkspaceSize = __library
            .get(b"aclnnLerpGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLerp = __library.get(b"aclnnLerp\0").map(|sym| *sym);
        let aclnnNanToNumGetWorkspaceSize = __library
            .get(b"aclnnNanToNumGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnNanToNum = __library.get(b"aclnnNanToNum\0").map(|sym| *sym);
        let aclnnInplaceAddGetWorkspaceSize = __library
            .get(b"aclnnInplaceAddGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceAdd = __library.get(b"aclnnInplaceAdd\0").map(|sym| *sym);
        let aclnnInplaceAddsGetWorkspaceSize = __library
            .get(b"aclnnInplaceAddsGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceAdds = __library.get(b"aclnnInplaceAdds\0").map(|sym| *sym);
        let aclnnInplaceMulGetWorkspaceSize = __library
            .get(b"aclnnInplaceMulGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceMul = __library.get(b"aclnnInplaceMul\0").map(|sym| *sym);
        let aclnnInplaceMulsGetWorkspaceSize = __library
            .get(b"aclnnInplaceMulsGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceMuls = __library.get(b"aclnnInplaceMuls\0").map(|sym| *sym);
        let aclnnInplaceSubGetWorkspaceSize = __library
            .get(b"aclnnInplaceSubGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceSub = __library.get(b"aclnnInplaceSub\0").map(|sym| *sym);
        let aclnnInplaceDivGetWorkspaceSize = __library
            .get(b"aclnnInplaceDivGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceDiv = __library.get(b"aclnnInplaceDiv\0").map(|sym| *sym);
        let aclnnExpGetWorkspaceSize = __library
            .get(b"aclnnExpGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnExp = __library.get(b"aclnnExp\0").map(|sym| *sym);
        let aclnnLogGetWorkspaceSize = __library
            .get(b"aclnnLogGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLog = __library.get(b"aclnnLog\0").map(|sym| *sym);
        let aclnnLog1pGetWorkspaceSize = __library
            .get(b"aclnnLog1pGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLog1p = __library.get(b"aclnnLog1p\0").map(|sym| *sym);
        let aclnnExpm1GetWorkspaceSize = __library
            .get(b"aclnnExpm1GetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnExpm1 = __library.get(b"aclnnExpm1\0").map(|sym| *sym);
        let aclnnSqrtGetWorkspaceSize = __library
            .get(b"aclnnSqrtGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnSqrt = __library.get(b"aclnnSqrt\0").map(|sym| *sym);
        let aclnnRsqrtGetWorkspaceSize = __library
            .get(b"aclnnRsqrtGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnRsqrt = __library.get(b"aclnnRsqrt\0").map(|sym| *sym);
        let aclnnReciprocalGetWorkspaceSize = __library
            .get(b"aclnnReciprocalGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnReciprocal = __library.get(b"aclnnReciprocal\0").map(|sym| *sym);
        let aclnnTanhGetWorkspaceSize = __library
            .get(b"aclnnTanhGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnTanh = __library.get(b"aclnnTanh\0").map(|sym| *sym);
        let aclnnErfGetWorkspaceSize = __library
            .get(b"aclnnErfGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnErf = __library.get(b"aclnnErf\0").map(|sym| *sym);
        let aclnnSinGetWorkspaceSize = __library
            .get(b"aclnnSinGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnSin = __library.get(b"aclnnSin\0").map(|sym| *sym);
        let aclnnCosGetWorkspaceSize = __library
            .get(b"aclnnCosGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnCos = __library.get(b"aclnnCos\0").map(|sym| *sym);
        let aclnnTanGetWorkspaceSize = __library
            .get(b"aclnnTanGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnTan = __library.get(b"aclnnTan\0").map(|sym| *sym);
        let aclnnSinhGetWorkspaceSize = __library
            .get(b"aclnnSinhGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnSinh = __library.get(b"aclnnSinh\0").map(|sym| *sym);
        let aclnnCoshGetWorkspaceSize = __library
            .get(b"aclnnCoshGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnCosh = __library.get(b"aclnnCosh\0").map(|sym| *sym);
        let aclnnAsinGetWorkspaceSize = __library
            .get(b"aclnnAsinGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAsin = __library.get(b"aclnnAsin\0").map(|sym| *sym);
        let aclnnAcosGetWorkspaceSize = __library
            .get(b"aclnnAcosGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAcos = __library.get(b"aclnnAcos\0").map(|sym| *sym);
        let aclnnAtanGetWorkspaceSize = __library
            .get(b"aclnnAtanGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAtan = __library.get(b"aclnnAtan\0").map(|sym| *sym);
        let aclnnAsinhGetWorkspaceSize = __library
            .get(b"aclnnAsinhGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAsinh = __library.get(b"aclnnAsinh\0").map(|sym| *sym);
        let aclnnAcoshGetWorkspaceSize = __library
            .get(b"aclnnAcoshGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAcosh = __library.get(b"aclnnAcosh\0").map(|sym| *sym);
        let aclnnAtanhGetWorkspaceSize = __library
            .get(b"aclnnAtanhGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAtanh = __library.get(b"aclnnAtanh\0").map(|sym| *sym);
        let aclnnAbsGetWorkspaceSize = __library
            .get(b"aclnnAbsGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAbs = __library.get(b"aclnnAbs\0").map(|sym| *sym);
        let aclnnNegGetWorkspaceSize = __library
            .get(b"aclnnNegGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnNeg = __library.get(b"aclnnNeg\0").map(|sym| *sym);
        let aclnnFloorGetWorkspaceSize = __library
            .get(b"aclnnFloorGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnFloor = __library.get(b"aclnnFloor\0").map(|sym| *sym);
        let aclnnCeilGetWorkspaceSize = __library
            .get(b"aclnnCeilGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnCeil = __library.get(b"aclnnCeil\0").map(|sym| *sym);
        let aclnnRoundGetWorkspaceSize = __library
            .get(b"aclnnRoundGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnRound = __library.get(b"aclnnRound\0").map(|sym| *sym);
        let aclnnTruncGetWorkspaceSize = __library
            .get(b"aclnnTruncGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnTrunc = __library.get(b"aclnnTrunc\0").map(|sym| *sym);
        let aclnnSignGetWorkspaceSize = __library
            .get(b"aclnnSignGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnSign = __library.get(b"aclnnSign\0").map(|sym| *sym);
        let aclnnSquareGetWorkspaceSize = __library
            .get(b"aclnnSquareGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnSquare = __library.get(b"aclnnSquare\0").map(|sym| *sym);
        let aclnnIsFiniteGetWorkspaceSize = __library
            .get(b"aclnnIsFiniteGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnIsFinite = __library.get(b"aclnnIsFinite\0").map(|sym| *sym);
        let aclnnIsPosInfGetWorkspaceSize = __library
            .get(b"aclnnIsPosInfGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnIsPosInf = __library.get(b"aclnnIsPosInf\0").map(|sym| *sym);
        let aclnnIsNegInfGetWorkspaceSize = __library
            .get(b"aclnnIsNegInfGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnIsNegInf = __library.get(b"aclnnIsNegInf\0").map(|sym| *sym);
        let aclnnIsInfGetWorkspaceSize = __library
            .get(b"aclnnIsInfGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnIsInf = __library.get(b"aclnnIsInf\0").map(|sym| *sym);
        let aclnnSWhereGetWorkspaceSize = __library
            .get(b"aclnnSWhereGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnSWhere = __library.get(b"aclnnSWhere\0").map(|sym| *sym);
        let aclnnInplaceMaskedFillScalarGetWorkspaceSize = __library
            .get(b"aclnnInplaceMaskedFillScalarGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceMaskedFillScalar = __library
            .get(b"aclnnInplaceMaskedFillScalar\0")
            .map(|sym| *sym);
        let aclnnInplaceMaskedFillTensorGetWorkspaceSize = __library
            .get(b"aclnnInplaceMaskedFillTensorGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceMaskedFillTensor = __library
            .get(b"aclnnInplaceMaskedFillTensor\0")
            .map(|sym| *sym);
        let aclnnGtTensorGetWorkspaceSize = __library
            .get(b"aclnnGtTensorGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnGtTensor = __library.get(b"aclnnGtTensor\0").map(|sym| *sym);
        let aclnnGtScalarGetWorkspaceSize = __library
            .get(b"aclnnGtScalarGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnGtScalar = __library.get(b"aclnnGtScalar\0").map(|sym| *sym);
        let aclnnLtTensorGetWorkspaceSize = __library
            .get(b"aclnnLtTensorGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLtTensor = __library.get(b"aclnnLtTensor\0").map(|sym| *sym);
        let aclnnLtScalarGetWorkspaceSize = __library
            .get(b"aclnnLtScalarGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLtScalar = __library.get(b"aclnnLtScalar\0").map(|sym| *sym);
        let aclnnGeTensorGetWorkspaceSize = __library
            .get(b"aclnnGeTensorGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnGeTensor = __library.get(b"aclnnGeTensor\0").map(|sym| *sym);
        let aclnnGeScalarGetWorkspaceSize = __library
            .get(b"aclnnGeScalarGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnGeScalar = __library.get(b"aclnnGeScalar\0").map(|sym| *sym);
        let aclnnLeTensorGetWorkspaceSize = __library
            .get(b"aclnnLeTensorGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLeTensor = __library.get(b"aclnnLeTensor\0").map(|sym| *sym);
        let aclnnLeScalarGetWorkspaceSize = __library
            .get(b"aclnnLeScalarGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLeScalar = __library.get(b"aclnnLeScalar\0").map(|sym| *sym);
        let aclnnEqTensorGetWorkspaceSize = __library
            .get(b"aclnnEqTensorGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnEqTensor = __library.get(b"aclnnEqTensor\0").map(|sym| *sym);
        let aclnnEqScalarGetWorkspaceSize = __library
            .get(b"aclnnEqScalarGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnEqScalar = __library.get(b"aclnnEqScalar\0").map(|sym| *sym);
        let aclnnNeTensorGetWorkspaceSize = __library
            .get(b"aclnnNeTensorGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnNeTensor = __library.get(b"aclnnNeTensor\0").map(|sym| *sym);
        let aclnnNeScalarGetWorkspaceSize = __library
            .get(b"aclnnNeScalarGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnNeScalar = __library.get(b"aclnnNeScalar\0").map(|sym| *sym);
        let aclnnLogicalAndGetWorkspaceSize = __library
            .get(b"aclnnLogicalAndGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLogicalAnd = __library.get(b"aclnnLogicalAnd\0").map(|sym| *sym);
        let aclnnLogicalOrGetWorkspaceSize = __library
            .get(b"aclnnLogicalOrGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLogicalOr = __library.get(b"aclnnLogicalOr\0").map(|sym| *sym);
        let aclnnLogicalNotGetWorkspaceSize = __library
            .get(b"aclnnLogicalNotGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLogicalNot = __library.get(b"aclnnLogicalNot\0").map(|sym| *sym);
        let aclnnLogicalXorGetWorkspaceSize = __library
            .get(b"aclnnLogicalXorGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLogicalXor = __library.get(b"aclnnLogicalXor\0").map(|sym| *sym);
        let aclnnBitwiseAndTensorGetWorkspaceSize = __library
            .get(b"aclnnBitwiseAndTensorGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnBitwiseAndTensor = __library
            .get(b"aclnnBitwiseAndTensor\0")
            .map(|sym| *sym);
        let aclnnBitwiseAndScalarGetWorkspaceSize = __library
            .get(b"aclnnBitwiseAndScalarGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnBitwiseAndScalar = __library
            .get(b"aclnnBitwiseAndScalar\0")
            .map(|sym| *sym);
        let aclnnBitwiseOrTensorGetWorkspaceSize = __library
            .get(b"aclnnBitwiseOrTensorGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnBitwiseOrTensor = __library
            .get(b"aclnnBitwiseOrTensor\0")
            .map(|sym| *sym);
        let aclnnBitwiseOrScalarGetWorkspaceSize = __library
            .get(b"aclnnBitwiseOrScalarGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnBitwiseOrScalar = __library
            .get(b"aclnnBitwiseOrScalar\0")
            .map(|sym| *sym);
        let aclnnBitwiseXorTensorGetWorkspaceSize = __library
            .get(b"aclnnBitwiseXorTensorGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnBitwiseXorTensor = __library
            .get(b"aclnnBitwiseXorTensor\0")
            .map(|sym| *sym);
        let aclnnBitwiseXorScalarGetWorkspaceSize = __library
            .get(b"aclnnBitwiseXorScalarGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnBitwiseXorScalar = __library
            .get(b"aclnnBitwiseXorScalar\0")
            .map(|sym| *sym);
        let aclnnBitwiseNotGetWorkspaceSize = __library
            .get(b"aclnnBitwiseNotGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnBitwiseNot = __library.get(b"aclnnBitwiseNot\0").map(|sym| *sym);
        let aclnnLeftShiftGetWorkspaceSize = __library
            .get(b"aclnnLeftShiftGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLeftShift = __library.get(b"aclnnLeftShift\0").map(|sym| *sym);
        let aclnnLeftShiftsGetWorkspaceSize = __library
            .get(b"aclnnLeftShiftsGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLeftShifts = __library.get(b"aclnnLeftShifts\0").map(|sym| *sym);
        let aclnnRightShiftGetWorkspaceSize = __library
            .get(b"aclnnRightShiftGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnRightShift = __library.get(b"aclnnRightShift\0").map(|sym| *sym);
        let aclnnSigmoidGetWorkspaceSize = __library
            .get(b"aclnnSigmoidGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnSigmoid = __library.get(b"aclnnSigmoid\0").map(|sym| *sym);
        let aclnnReluGetWorkspaceSize = __library
            .get(b"aclnnReluGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnRelu = __library.get(b"aclnnRelu\0").map(|sym| *sym);
        let aclnnLeakyReluGetWorkspaceSize = __library
            .get(b"aclnnLeakyReluGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLeakyRelu = __library.get(b"aclnnLeakyRelu\0").map(|sym| *sym);
        let aclnnHardsigmoidGetWorkspaceSize = __library
            .get(b"aclnnHardsigmoidGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnHardsigmoid = __library.get(b"aclnnHardsigmoid\0").map(|sym| *sym);
        let aclnnLogSigmoidGetWorkspaceSize = __library
            .get(b"aclnnLogSigmoidGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLogSigmoid = __library.get(b"aclnnLogSigmoid\0").map(|sym| *sym);
        let aclnnSoftplusGetWorkspaceSize = __library
            .get(b"aclnnSoftplusGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnSoftplus = __library.get(b"aclnnSoftplus\0").map(|sym| *sym);
        let aclnnGeluGetWorkspaceSize = __library
            .get(b"aclnnGeluGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnGelu = __library.get(b"aclnnGelu\0").map(|sym| *sym);
        let aclnnGeluV2GetWorkspaceSize = __library
            .get(b"aclnnGeluV2GetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnGeluV2 = __library.get(b"aclnnGeluV2\0").map(|sym| *sym);
        let aclnnGeluBackwardGetWorkspaceSize = __library
            .get(b"aclnnGeluBackwardGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnGeluBackward = __library.get(b"aclnnGeluBackward\0").map(|sym| *sym);
        let aclnnSiluGetWorkspaceSize = __library
            .get(b"aclnnSiluGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnSilu = __library.get(b"aclnnSilu\0").map(|sym| *sym);
        let aclnnSwiGluGetWorkspaceSize = __library
            .get(b"aclnnSwiGluGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnSwiGlu = __library.get(b"aclnnSwiGlu\0").map(|sym| *sym);
        let aclnnPreluGetWorkspaceSize = __library
            .get(b"aclnnPreluGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnPrelu = __library.get(b"aclnnPrelu\0").map(|sym| *sym);
        let aclnnSoftmaxGetWorkspaceSize = __library
            .get(b"aclnnSoftmaxGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnSoftmax = __library.get(b"aclnnSoftmax\0").map(|sym| *sym);
        let aclnnLogSoftmaxGetWorkspaceSize = __library
            .get(b"aclnnLogSoftmaxGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLogSoftmax = __library.get(b"aclnnLogSoftmax\0").map(|sym| *sym);
        let aclnnLayerNormGetWorkspaceSize = __library
            .get(b"aclnnLayerNormGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLayerNorm = __library.get(b"aclnnLayerNorm\0").map(|sym| *sym);
        let aclnnLayerNormBackwardGetWorkspaceSize = __library
            .get(b"aclnnLayerNormBackwardGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLayerNormBackward = __library
            .get(b"aclnnLayerNormBackward\0")
            .map(|sym| *sym);
        let aclnnRmsNormGetWorkspaceSize = __library
            .get(b"aclnnRmsNormGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnRmsNorm = __library.get(b"aclnnRmsNorm\0").map(|sym| *sym);
        let aclnnAddRmsNormGetWorkspaceSize = __library
            .get(b"aclnnAddRmsNormGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAddRmsNorm = __library.get(b"aclnnAddRmsNorm\0").map(|sym| *sym);
        let aclnnAddLayerNormGetWorkspaceSize = __library
            .get(b"aclnnAddLayerNormGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAddLayerNorm = __library.get(b"aclnnAddLayerNorm\0").map(|sym| *sym);
        let aclnnGroupNormGetWorkspaceSize = __library
            .get(b"aclnnGroupNormGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnGroupNorm = __library.get(b"aclnnGroupNorm\0").map(|sym| *sym);
        let aclnnBatchNormGetWorkspaceSize = __library
            .get(b"aclnnBatchNormGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnBatchNorm = __library.get(b"aclnnBatchNorm\0").map(|sym| *sym);
        let aclnnRotaryPositionEmbeddingGetWorkspaceSize = __library
            .get(b"aclnnRotaryPositionEmbeddingGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnRotaryPositionEmbedding = __library
            .get(b"aclnnRotaryPositionEmbedding\0")
            .map(|sym| *sym);
        let aclnnApplyRotaryPosEmbGetWorkspaceSize = __library
            .get(b"aclnnApplyRotaryPosEmbGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnApplyRotaryPosEmb = __library
            .get(b"aclnnApplyRotaryPosEmb\0")
            .map(|sym| *sym);
        let aclnnApplyRotaryPosEmbV2GetWorkspaceSize = __library
            .get(b"aclnnApplyRotaryPosEmbV2GetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnApplyRotaryPosEmbV2 = __library
            .get(b"aclnnApplyRotaryPosEmbV2\0")
            .map(|sym| *sym);
        let aclnnRopeWithSinCosCacheGetWorkspaceSize = __library
            .get(b"aclnnRopeWithSinCosCacheGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnRopeWithSinCosCache = __library
            .get(b"aclnnRopeWithSinCosCache\0")
            .map(|sym| *sym);
        let aclnnFlashAttentionScoreGetWorkspaceSize = __library
            .get(b"aclnnFlashAttentionScoreGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnFlashAttentionScore = __library
            .get(b"aclnnFlashAttentionScore\0")
            .map(|sym| *sym);
        let aclnnPromptFlashAttentionV3GetWorkspaceSize = __library
            .get(b"aclnnPromptFlashAttentionV3GetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnPromptFlashAttentionV3 = __library
            .get(b"aclnnPromptFlashAttentionV3\0")
            .map(|sym| *sym);
        let aclnnIncreFlashAttentionV4GetWorkspaceSize = __library
            .get(b"aclnnIncreFlashAttentionV4GetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnIncreFlashAttentionV4 = __library
            .get(b"aclnnIncreFlashAttentionV4\0")
            .map(|sym| *sym);
        let aclnnFusedInferAttentionScoreV2GetWorkspaceSize = __library
            .get(b"aclnnFusedInferAttentionScoreV2GetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnFusedInferAttentionScoreV2 = __library
            .get(b"aclnnFusedInferAttentionScoreV2\0")
            .map(|sym| *sym);
        let aclnnFusedInferAttentionScoreV3GetWorkspaceSize = __library
            .get(b"aclnnFusedInferAttentionScoreV3GetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnFusedInferAttentionScoreV3 = __library
            .get(b"aclnnFusedInferAttentionScoreV3\0")
            .map(|sym| *sym);
        let aclnnFusedInferAttentionScoreV4GetWorkspaceSize = __library
            .get(b"aclnnFusedInferAttentionScoreV4GetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnFusedInferAttentionScoreV4 = __library
            .get(b"aclnnFusedInferAttentionScoreV4\0")
            .map(|sym| *sym);
        let aclnnEmbeddingGetWorkspaceSize = __library
            .get(b"aclnnEmbeddingGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnEmbedding = __library.get(b"aclnnEmbedding\0").map(|sym| *sym);
        let aclnnEmbeddingDenseBackwardGetWorkspaceSize = __library
            .get(b"aclnnEmbeddingDenseBackwardGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnEmbeddingDenseBackward = __library
            .get(b"aclnnEmbeddingDenseBackward\0")
            .map(|sym| *sym);
        let aclnnIndexSelectGetWorkspaceSize = __library
            .get(b"aclnnIndexSelectGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnIndexSelect = __library.get(b"aclnnIndexSelect\0").map(|sym| *sym);
        let aclnnGatherGetWorkspaceSize = __library
            .get(b"aclnnGatherGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnGather = __library.get(b"aclnnGather\0").map(|sym| *sym);
        let aclnnGatherV2GetWorkspaceSize = __library
            .get(b"aclnnGatherV2GetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnGatherV2 = __library.get(b"aclnnGatherV2\0").map(|sym| *sym);
        let aclnnGatherV3GetWorkspaceSize = __library
            .get(b"aclnnGatherV3GetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnGatherV3 = __library.get(b"aclnnGatherV3\0").map(|sym| *sym);
        let aclnnGatherNdGetWorkspaceSize = __library
            .get(b"aclnnGatherNdGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnGatherNd = __library.get(b"aclnnGatherNd\0").map(|sym| *sym);
        let aclnnIndexGetWorkspaceSize = __library
            .get(b"aclnnIndexGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnIndex = __library.get(b"aclnnIndex\0").map(|sym| *sym);
        let aclnnIndexPutImplGetWorkspaceSize = __library
            .get(b"aclnnIndexPutImplGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnIndexPutImpl = __library.get(b"aclnnIndexPutImpl\0").map(|sym| *sym);
        let aclnnScatterGetWorkspaceSize = __library
            .get(b"aclnnScatterGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnScatter = __library.get(b"aclnnScatter\0").map(|sym| *sym);
        let aclnnScatterAddGetWorkspaceSize = __library
            .get(b"aclnnScatterAddGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnScatterAdd = __library.get(b"aclnnScatterAdd\0").map(|sym| *sym);
        let aclnnScatterValueGetWorkspaceSize = __library
            .get(b"aclnnScatterValueGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnScatterValue = __library.get(b"aclnnScatterValue\0").map(|sym| *sym);
        let aclnnInplaceScatterGetWorkspaceSize = __library
            .get(b"aclnnInplaceScatterGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceScatter = __library
            .get(b"aclnnInplaceScatter\0")
            .map(|sym| *sym);
        let aclnnInplaceScatterUpdateGetWorkspaceSize = __library
            .get(b"aclnnInplaceScatterUpdateGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceScatterUpdate = __library
            .get(b"aclnnInplaceScatterUpdate\0")
            .map(|sym| *sym);
        let aclnnIndexAddGetWorkspaceSize = __library
            .get(b"aclnnIndexAddGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnIndexAdd = __library.get(b"aclnnIndexAdd\0").map(|sym| *sym);
        let aclnnIndexAddV2GetWorkspaceSize = __library
            .get(b"aclnnIndexAddV2GetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnIndexAddV2 = __library.get(b"aclnnIndexAddV2\0").map(|sym| *sym);
        let aclnnScatterNdGetWorkspaceSize = __library
            .get(b"aclnnScatterNdGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnScatterNd = __library.get(b"aclnnScatterNd\0").map(|sym| *sym);
        let aclnnScatterNdUpdateGetWorkspaceSize = __library
            .get(b"aclnnScatterNdUpdateGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnScatterNdUpdate = __library
            .get(b"aclnnScatterNdUpdate\0")
            .map(|sym| *sym);
        let aclnnIndexCopyGetWorkspaceSize = __library
            .get(b"aclnnIndexCopyGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnIndexCopy = __library.get(b"aclnnIndexCopy\0").map(|sym| *sym);
        let aclnnInplaceIndexCopyGetWorkspaceSize = __library
            .get(b"aclnnInplaceIndexCopyGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceIndexCopy = __library
            .get(b"aclnnInplaceIndexCopy\0")
            .map(|sym| *sym);
        let aclnnTakeGetWorkspaceSize = __library
            .get(b"aclnnTakeGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnTake = __library.get(b"aclnnTake\0").map(|sym| *sym);
        let aclnnMaskedSelectGetWorkspaceSize = __library
            .get(b"aclnnMaskedSelectGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnMaskedSelect = __library.get(b"aclnnMaskedSelect\0").map(|sym| *sym);
        let aclnnNonzeroGetWorkspaceSize = __library
            .get(b"aclnnNonzeroGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnNonzero = __library.get(b"aclnnNonzero\0").map(|sym| *sym);
        let aclnnCatGetWorkspaceSize = __library
            .get(b"aclnnCatGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnCat = __library.get(b"aclnnCat\0").map(|sym| *sym);
        let aclnnSliceGetWorkspaceSize = __library
            .get(b"aclnnSliceGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnSlice = __library.get(b"aclnnSlice\0").map(|sym| *sym);
        let aclnnSliceV2GetWorkspaceSize = __library
            .get(b"aclnnSliceV2GetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnSliceV2 = __library.get(b"aclnnSliceV2\0").map(|sym| *sym);
        let aclnnPermuteGetWorkspaceSize = __library
            .get(b"aclnnPermuteGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnPermute = __library.get(b"aclnnPermute\0").map(|sym| *sym);
        let aclnnRepeatGetWorkspaceSize = __library
            .get(b"aclnnRepeatGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnRepeat = __library.get(b"aclnnRepeat\0").map(|sym| *sym);
        let aclnnExpandGetWorkspaceSize = __library
            .get(b"aclnnExpandGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnExpand = __library.get(b"aclnnExpand\0").map(|sym| *sym);
        let aclnnFlipGetWorkspaceSize = __library
            .get(b"aclnnFlipGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnFlip = __library.get(b"aclnnFlip\0").map(|sym| *sym);
        let aclnnCastGetWorkspaceSize = __library
            .get(b"aclnnCastGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnCast = __library.get(b"aclnnCast\0").map(|sym| *sym);
        let aclnnInplaceCopyGetWorkspaceSize = __library
            .get(b"aclnnInplaceCopyGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceCopy = __library.get(b"aclnnInplaceCopy\0").map(|sym| *sym);
        let aclnnInplaceFillScalarGetWorkspaceSize = __library
            .get(b"aclnnInplaceFillScalarGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceFillScalar = __library
            .get(b"aclnnInplaceFillScalar\0")
            .map(|sym| *sym);
        let aclnnInplaceFillTensorGetWorkspaceSize = __library
            .get(b"aclnnInplaceFillTensorGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceFillTensor = __library
            .get(b"aclnnInplaceFillTensor\0")
            .map(|sym| *sym);
        let aclnnInplaceZeroGetWorkspaceSize = __library
            .get(b"aclnnInplaceZeroGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceZero = __library.get(b"aclnnInplaceZero\0").map(|sym| *sym);
        let aclnnInplaceOneGetWorkspaceSize = __library
            .get(b"aclnnInplaceOneGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceOne = __library.get(b"aclnnInplaceOne\0").map(|sym| *sym);
        let aclnnRepeatInterleaveIntWithDimGetWorkspaceSize = __library
            .get(b"aclnnRepeatInterleaveIntWithDimGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnRepeatInterleaveIntWithDim = __library
            .get(b"aclnnRepeatInterleaveIntWithDim\0")
            .map(|sym| *sym);
        let aclnnTrilGetWorkspaceSize = __library
            .get(b"aclnnTrilGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnTril = __library.get(b"aclnnTril\0").map(|sym| *sym);
        let aclnnTriuGetWorkspaceSize = __library
            .get(b"aclnnTriuGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnTriu = __library.get(b"aclnnTriu\0").map(|sym| *sym);
        let aclnnEyeGetWorkspaceSize = __library
            .get(b"aclnnEyeGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnEye = __library.get(b"aclnnEye\0").map(|sym| *sym);
        let aclnnUnfoldGradGetWorkspaceSize = __library
            .get(b"aclnnUnfoldGradGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnUnfoldGrad = __library.get(b"aclnnUnfoldGrad\0").map(|sym| *sym);
        let aclnnConstantPadNdGetWorkspaceSize = __library
            .get(b"aclnnConstantPadNdGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnConstantPadNd = __library.get(b"aclnnConstantPadNd\0").map(|sym| *sym);
        let aclnnReflectionPad2dGetWorkspaceSize = __library
            .get(b"aclnnReflectionPad2dGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnReflectionPad2d = __library
            .get(b"aclnnReflectionPad2d\0")
            .map(|sym| *sym);
        let aclnnReplicationPad2dGetWorkspaceSize = __library
            .get(b"aclnnReplicationPad2dGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnReplicationPad2d = __library
            .get(b"aclnnReplicationPad2d\0")
            .map(|sym| *sym);
        let aclnnArangeGetWorkspaceSize = __library
            .get(b"aclnnArangeGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnArange = __library.get(b"aclnnArange\0").map(|sym| *sym);
        let aclnnLinspaceGetWorkspaceSize = __library
            .get(b"aclnnLinspaceGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLinspace = __library.get(b"aclnnLinspace\0").map(|sym| *sym);
        let aclnnInplaceNormalGetWorkspaceSize = __library
            .get(b"aclnnInplaceNormalGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceNormal = __library.get(b"aclnnInplaceNormal\0").map(|sym| *sym);
        let aclnnNormalFloatFloatGetWorkspaceSize = __library
            .get(b"aclnnNormalFloatFloatGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnNormalFloatFloat = __library
            .get(b"aclnnNormalFloatFloat\0")
            .map(|sym| *sym);
        let aclnnInplaceUniformGetWorkspaceSize = __library
            .get(b"aclnnInplaceUniformGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceUniform = __library
            .get(b"aclnnInplaceUniform\0")
            .map(|sym| *sym);
        let aclnnInplaceBernoulliGetWorkspaceSize = __library
            .get(b"aclnnInplaceBernoulliGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceBernoulli = __library
            .get(b"aclnnInplaceBernoulli\0")
            .map(|sym| *sym);
        let aclnnInplaceRandomGetWorkspaceSize = __library
            .get(b"aclnnInplaceRandomGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnInplaceRandom = __library.get(b"aclnnInplaceRandom\0").map(|sym| *sym);
        let aclnnReduceSumGetWorkspaceSize = __library
            .get(b"aclnnReduceSumGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnReduceSum = __library.get(b"aclnnReduceSum\0").map(|sym| *sym);
        let aclnnMeanGetWorkspaceSize = __library
            .get(b"aclnnMeanGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnMean = __library.get(b"aclnnMean\0").map(|sym| *sym);
        let aclnnProdGetWorkspaceSize = __library
            .get(b"aclnnProdGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnProd = __library.get(b"aclnnProd\0").map(|sym| *sym);
        let aclnnProdDimGetWorkspaceSize = __library
            .get(b"aclnnProdDimGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnProdDim = __library.get(b"aclnnProdDim\0").map(|sym| *sym);
        let aclnnAmaxGetWorkspaceSize = __library
            .get(b"aclnnAmaxGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAmax = __library.get(b"aclnnAmax\0").map(|sym| *sym);
        let aclnnAminGetWorkspaceSize = __library
            .get(b"aclnnAminGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAmin = __library.get(b"aclnnAmin\0").map(|sym| *sym);
        let aclnnMaxGetWorkspaceSize = __library
            .get(b"aclnnMaxGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnMax = __library.get(b"aclnnMax\0").map(|sym| *sym);
        let aclnnMinGetWorkspaceSize = __library
            .get(b"aclnnMinGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnMin = __library.get(b"aclnnMin\0").map(|sym| *sym);
        let aclnnMaxDimGetWorkspaceSize = __library
            .get(b"aclnnMaxDimGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnMaxDim = __library.get(b"aclnnMaxDim\0").map(|sym| *sym);
        let aclnnMinDimGetWorkspaceSize = __library
            .get(b"aclnnMinDimGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnMinDim = __library.get(b"aclnnMinDim\0").map(|sym| *sym);
        let aclnnArgMaxGetWorkspaceSize = __library
            .get(b"aclnnArgMaxGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnArgMax = __library.get(b"aclnnArgMax\0").map(|sym| *sym);
        let aclnnArgMinGetWorkspaceSize = __library
            .get(b"aclnnArgMinGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnArgMin = __library.get(b"aclnnArgMin\0").map(|sym| *sym);
        let aclnnAllGetWorkspaceSize = __library
            .get(b"aclnnAllGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAll = __library.get(b"aclnnAll\0").map(|sym| *sym);
        let aclnnAnyGetWorkspaceSize = __library
            .get(b"aclnnAnyGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAny = __library.get(b"aclnnAny\0").map(|sym| *sym);
        let aclnnVarGetWorkspaceSize = __library
            .get(b"aclnnVarGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnVar = __library.get(b"aclnnVar\0").map(|sym| *sym);
        let aclnnVarCorrectionGetWorkspaceSize = __library
            .get(b"aclnnVarCorrectionGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnVarCorrection = __library.get(b"aclnnVarCorrection\0").map(|sym| *sym);
        let aclnnStdGetWorkspaceSize = __library
            .get(b"aclnnStdGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnStd = __library.get(b"aclnnStd\0").map(|sym| *sym);
        let aclnnLinalgVectorNormGetWorkspaceSize = __library
            .get(b"aclnnLinalgVectorNormGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLinalgVectorNorm = __library
            .get(b"aclnnLinalgVectorNorm\0")
            .map(|sym| *sym);
        let aclnnTopkGetWorkspaceSize = __library
            .get(b"aclnnTopkGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnTopk = __library.get(b"aclnnTopk\0").map(|sym| *sym);
        let aclnnSortGetWorkspaceSize = __library
            .get(b"aclnnSortGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnSort = __library.get(b"aclnnSort\0").map(|sym| *sym);
        let aclnnArgsortGetWorkspaceSize = __library
            .get(b"aclnnArgsortGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnArgsort = __library.get(b"aclnnArgsort\0").map(|sym| *sym);
        let aclnnCumsumGetWorkspaceSize = __library
            .get(b"aclnnCumsumGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnCumsum = __library.get(b"aclnnCumsum\0").map(|sym| *sym);
        let aclnnCumsumV2GetWorkspaceSize = __library
            .get(b"aclnnCumsumV2GetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnCumsumV2 = __library.get(b"aclnnCumsumV2\0").map(|sym| *sym);
        let aclnnCumprodGetWorkspaceSize = __library
            .get(b"aclnnCumprodGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnCumprod = __library.get(b"aclnnCumprod\0").map(|sym| *sym);
        let aclnnCummaxGetWorkspaceSize = __library
            .get(b"aclnnCummaxGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnCummax = __library.get(b"aclnnCummax\0").map(|sym| *sym);
        let aclnnCumminGetWorkspaceSize = __library
            .get(b"aclnnCumminGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnCummin = __library.get(b"aclnnCummin\0").map(|sym| *sym);
        let aclnnLogSumExpGetWorkspaceSize = __library
            .get(b"aclnnLogSumExpGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnLogSumExp = __library.get(b"aclnnLogSumExp\0").map(|sym| *sym);
        let aclnnConvolutionGetWorkspaceSize = __library
            .get(b"aclnnConvolutionGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnConvolution = __library.get(b"aclnnConvolution\0").map(|sym| *sym);
        let aclnnConvolutionBackwardGetWorkspaceSize = __library
            .get(b"aclnnConvolutionBackwardGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnConvolutionBackward = __library
            .get(b"aclnnConvolutionBackward\0")
            .map(|sym| *sym);
        let aclnnConvDepthwise2dGetWorkspaceSize = __library
            .get(b"aclnnConvDepthwise2dGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnConvDepthwise2d = __library
            .get(b"aclnnConvDepthwise2d\0")
            .map(|sym| *sym);
        let aclnnDeformableConv2dGetWorkspaceSize = __library
            .get(b"aclnnDeformableConv2dGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnDeformableConv2d = __library
            .get(b"aclnnDeformableConv2d\0")
            .map(|sym| *sym);
        let aclnnIm2colGetWorkspaceSize = __library
            .get(b"aclnnIm2colGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnIm2col = __library.get(b"aclnnIm2col\0").map(|sym| *sym);
        let aclnnIm2colBackwardGetWorkspaceSize = __library
            .get(b"aclnnIm2colBackwardGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnIm2colBackward = __library
            .get(b"aclnnIm2colBackward\0")
            .map(|sym| *sym);
        let aclnnMaxPoolGetWorkspaceSize = __library
            .get(b"aclnnMaxPoolGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnMaxPool = __library.get(b"aclnnMaxPool\0").map(|sym| *sym);
        let aclnnMaxPool2dWithIndicesGetWorkspaceSize = __library
            .get(b"aclnnMaxPool2dWithIndicesGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnMaxPool2dWithIndices = __library
            .get(b"aclnnMaxPool2dWithIndices\0")
            .map(|sym| *sym);
        let aclnnMaxPool2dWithIndicesBackwardGetWorkspaceSize = __library
            .get(b"aclnnMaxPool2dWithIndicesBackwardGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnMaxPool2dWithIndicesBackward = __library
            .get(b"aclnnMaxPool2dWithIndicesBackward\0")
            .map(|sym| *sym);
        let aclnnAvgPool2dGetWorkspaceSize = __library
            .get(b"aclnnAvgPool2dGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAvgPool2d = __library.get(b"aclnnAvgPool2d\0").map(|sym| *sym);
        let aclnnAvgPool2dBackwardGetWorkspaceSize = __library
            .get(b"aclnnAvgPool2dBackwardGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAvgPool2dBackward = __library
            .get(b"aclnnAvgPool2dBackward\0")
            .map(|sym| *sym);
        let aclnnAvgPool3dGetWorkspaceSize = __library
            .get(b"aclnnAvgPool3dGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAvgPool3d = __library.get(b"aclnnAvgPool3d\0").map(|sym| *sym);
        let aclnnAdaptiveAvgPool2dGetWorkspaceSize = __library
            .get(b"aclnnAdaptiveAvgPool2dGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAdaptiveAvgPool2d = __library
            .get(b"aclnnAdaptiveAvgPool2d\0")
            .map(|sym| *sym);
        let aclnnAdaptiveAvgPool3dGetWorkspaceSize = __library
            .get(b"aclnnAdaptiveAvgPool3dGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnAdaptiveAvgPool3d = __library
            .get(b"aclnnAdaptiveAvgPool3d\0")
            .map(|sym| *sym);
        let aclnnUpsampleBilinear2dGetWorkspaceSize = __library
            .get(b"aclnnUpsampleBilinear2dGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnUpsampleBilinear2d = __library
            .get(b"aclnnUpsampleBilinear2d\0")
            .map(|sym| *sym);
        let aclnnUpsampleBilinear2dBackwardGetWorkspaceSize = __library
            .get(b"aclnnUpsampleBilinear2dBackwardGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnUpsampleBilinear2dBackward = __library
            .get(b"aclnnUpsampleBilinear2dBackward\0")
            .map(|sym| *sym);
        let aclnnUpsampleBicubic2dGetWorkspaceSize = __library
            .get(b"aclnnUpsampleBicubic2dGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnUpsampleBicubic2d = __library
            .get(b"aclnnUpsampleBicubic2d\0")
            .map(|sym| *sym);
        let aclnnUpsampleBilinear2dAAGetWorkspaceSize = __library
            .get(b"aclnnUpsampleBilinear2dAAGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnUpsampleBilinear2dAA = __library
            .get(b"aclnnUpsampleBilinear2dAA\0")
            .map(|sym| *sym);
        let aclnnUpsampleBicubic2dAAGetWorkspaceSize = __library
            .get(b"aclnnUpsampleBicubic2dAAGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnUpsampleBicubic2dAA = __library
            .get(b"aclnnUpsampleBicubic2dAA\0")
            .map(|sym| *sym);
        let aclnnUpsampleNearest2dGetWorkspaceSize = __library
            .get(b"aclnnUpsampleNearest2dGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnUpsampleNearest2d = __library
            .get(b"aclnnUpsampleNearest2d\0")
            .map(|sym| *sym);
        let aclnnUpsampleNearest2dV2GetWorkspaceSize = __library
            .get(b"aclnnUpsampleNearest2dV2GetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnUpsampleNearest2dV2 = __library
            .get(b"aclnnUpsampleNearest2dV2\0")
            .map(|sym| *sym);
        let aclnnUpsampleNearest1dV2GetWorkspaceSize = __library
            .get(b"aclnnUpsampleNearest1dV2GetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnUpsampleNearest1dV2 = __library
            .get(b"aclnnUpsampleNearest1dV2\0")
            .map(|sym| *sym);
        let aclnnUpsampleLinear1dGetWorkspaceSize = __library
            .get(b"aclnnUpsampleLinear1dGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnUpsampleLinear1d = __library
            .get(b"aclnnUpsampleLinear1d\0")
            .map(|sym| *sym);
        let aclnnUpsampleTrilinear3dGetWorkspaceSize = __library
            .get(b"aclnnUpsampleTrilinear3dGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnUpsampleTrilinear3d = __library
            .get(b"aclnnUpsampleTrilinear3d\0")
            .map(|sym| *sym);
        let aclnnGridSampler2DGetWorkspaceSize = __library
            .get(b"aclnnGridSampler2DGetWorkspaceSize\0")
            .map(|sym| *sym);
        let aclnnGridSampler2D = __library.get(b"aclnnGridSampler2D\0").map(|sym| *sym);
        Ok(OpApi {
            __library,
            aclnnMatmulGetWorkspaceSize,
            aclnnMatmul,
            aclnnMmGetWorkspaceSize,
            aclnnMm,
            aclnnBatchMatMulGetWorkspaceSize,
            aclnnBatchMatMul,
            aclnnAddmmGetWorkspaceSize,
            aclnnAddmm,
            aclnnBaddbmmGetWorkspaceSize,
            aclnnBaddbmm,
            aclnnMatmulWeightNzGetWorkspaceSize,
            aclnnMatmulWeightNz,
            aclnnBatchMatMulWeightNzGetWorkspaceSize,
            aclnnBatchMatMulWeightNz,
            aclnnTransMatmulWeightGetWorkspaceSize,
            aclnnTransMatmulWeight,
            aclnnCalculateMatmulWeightSize,
            aclnnCalculateMatmulWeightSizeV2,
            aclnnNpuFormatCastGetWorkspaceSize,
            aclnnNpuFormatCast,
            aclnnNpuFormatCastCalculateSizeAndFormat,
            aclnnMvGetWorkspaceSize,
            aclnnMv,
            aclnnAddmvGetWorkspaceSize,
            aclnnAddmv,
            aclnnDotGetWorkspaceSize,
            aclnnDot,
            aclnnLinalgCrossGetWorkspaceSize,
            aclnnLinalgCross,
            aclnnAddGetWorkspaceSize,
            aclnnAdd,
            aclnnAddsGetWorkspaceSize,
            aclnnAdds,
            aclnnSubGetWorkspaceSize,
            aclnnSub,
            aclnnSubsGetWorkspaceSize,
            aclnnSubs,
            aclnnRsubGetWorkspaceSize,
            aclnnRsub,
            aclnnRsubsGetWorkspaceSize,
            aclnnRsubs,
            aclnnMulGetWorkspaceSize,
            aclnnMul,
            aclnnMulsGetWorkspaceSize,
            aclnnMuls,
            aclnnDivGetWorkspaceSize,
            aclnnDiv,
            aclnnDivsGetWorkspaceSize,
            aclnnDivs,
            aclnnDivModGetWorkspaceSize,
            aclnnDivMod,
            aclnnDivModsGetWorkspaceSize,
            aclnnDivMods,
            aclnnFloorDivideGetWorkspaceSize,
            aclnnFloorDivide,
            aclnnFloorDividesGetWorkspaceSize,
            aclnnFloorDivides,
            aclnnRemainderTensorTensorGetWorkspaceSize,
            aclnnRemainderTensorTensor,
            aclnnRemainderTensorScalarGetWorkspaceSize,
            aclnnRemainderTensorScalar,
            aclnnFmodTensorGetWorkspaceSize,
            aclnnFmodTensor,
            aclnnFmodScalarGetWorkspaceSize,
            aclnnFmodScalar,
            aclnnPowTensorTensorGetWorkspaceSize,
            aclnnPowTensorTensor,
            aclnnPowTensorScalarGetWorkspaceSize,
            aclnnPowTensorScalar,
            aclnnPowScalarTensorGetWorkspaceSize,
            aclnnPowScalarTensor,
            aclnnMaximumGetWorkspaceSize,
            aclnnMaximum,
            aclnnMinimumGetWorkspaceSize,
            aclnnMinimum,
            aclnnClampGetWorkspaceSize,
            aclnnClamp,
            aclnnClampMinGetWorkspaceSize,
            aclnnClampMin,
            aclnnClampMaxGetWorkspaceSize,
            aclnnClampMax,
            aclnnAddcmulGetWorkspaceSize,
            aclnnAddcmul,
            aclnnAtan2GetWorkspaceSize,
            aclnnAtan2,
            aclnnLerpGetWorkspaceSize,
            aclnnLerp,
            aclnnNanToNumGetWorkspaceSize,
            aclnnNanToNum,
            aclnnInplaceAddGetWorkspaceSize,
            aclnnInplaceAdd,
            aclnnInplaceAddsGetWorkspaceSize,
            aclnnInplaceAdds,
            aclnnInplaceMulGetWorkspaceSize,
            aclnnInplaceMul,
            aclnnInplaceMulsGetWorkspaceSize,
            aclnnInplaceMuls,
            aclnnInplaceSubGetWorkspaceSize,
            aclnnInplaceSub,
            aclnnInplaceDivGetWorkspaceSize,
            aclnnInplaceDiv,
            aclnnExpGetWorkspaceSize,
            aclnnExp,
            aclnnLogGetWorkspaceSize,
            aclnnLog,
            aclnnLog1pGetWorkspaceSize,
            aclnnLog1p,
            aclnnExpm1GetWorkspaceSize,
            aclnnExpm1,
            aclnnSqrtGetWorkspaceSize,
            aclnnSqrt,
            aclnnRsqrtGetWorkspaceSize,
            aclnnRsqrt,
            aclnnReciprocalGetWorkspaceSize,
            aclnnReciprocal,
            aclnnTanhGetWorkspaceSize,
            aclnnTanh,
            aclnnErfGetWorkspaceSize,
            aclnnErf,
            aclnnSinGetWorkspaceSize,
            aclnnSin,
            aclnnCosGetWorkspaceSize,
            aclnnCos,
            aclnnTanGetWorkspaceSize,
            aclnnTan,
            aclnnSinhGetWorkspaceSize,
            aclnnSinh,
            aclnnCoshGetWorkspaceSize,
            aclnnCosh,
            aclnnAsinGetWorkspaceSize,
            aclnnAsin,
            aclnnAcosGetWorkspaceSize,
            aclnnAcos,
            aclnnAtanGetWorkspaceSize,
            aclnnAtan,
            aclnnAsinhGetWorkspaceSize,
            aclnnAsinh,
            aclnnAcoshGetWorkspaceSize,
            aclnnAcosh,
            aclnnAtanhGetWorkspaceSize,
            aclnnAtanh,
            aclnnAbsGetWorkspaceSize,
            aclnnAbs,
            aclnnNegGetWorkspaceSize,
            aclnnNeg,
            aclnnFloorGetWorkspaceSize,
            aclnnFloor,
            aclnnCeilGetWorkspaceSize,
            aclnnCeil,
            aclnnRoundGetWorkspaceSize,
            aclnnRound,
            aclnnTruncGetWorkspaceSize,
            aclnnTrunc,
            aclnnSignGetWorkspaceSize,
            aclnnSign,
            aclnnSquareGetWorkspaceSize,
            aclnnSquare,
            aclnnIsFiniteGetWorkspaceSize,
            aclnnIsFinite,
            aclnnIsPosInfGetWorkspaceSize,
            aclnnIsPosInf,
            aclnnIsNegInfGetWorkspaceSize,
            aclnnIsNegInf,
            aclnnIsInfGetWorkspaceSize,
            aclnnIsInf,
            aclnnSWhereGetWorkspaceSize,
            aclnnSWhere,
            aclnnInplaceMaskedFillScalarGetWorkspaceSize,
            aclnnInplaceMaskedFillScalar,
            aclnnInplaceMaskedFillTensorGetWorkspaceSize,
            aclnnInplaceMaskedFillTensor,
            aclnnGtTensorGetWorkspaceSize,
            aclnnGtTensor,
            aclnnGtScalarGetWorkspaceSize,
            aclnnGtScalar,
            aclnnLtTensorGetWorkspaceSize,
            aclnnLtTensor,
            aclnnLtScalarGetWorkspaceSize,
            aclnnLtScalar,
            aclnnGeTensorGetWorkspaceSize,
            aclnnGeTensor,
            aclnnGeScalarGetWorkspaceSize,
            aclnnGeScalar,
            aclnnLeTensorGetWorkspaceSize,
            aclnnLeTensor,
            aclnnLeScalarGetWorkspaceSize,
            aclnnLeScalar,
            aclnnEqTensorGetWorkspaceSize,
            aclnnEqTensor,
            aclnnEqScalarGetWorkspaceSize,
            aclnnEqScalar,
            aclnnNeTensorGetWorkspaceSize,
            aclnnNeTensor,
            aclnnNeScalarGetWorkspaceSize,
            aclnnNeScalar,
            aclnnLogicalAndGetWorkspaceSize,
            aclnnLogicalAnd,
            aclnnLogicalOrGetWorkspaceSize,
            aclnnLogicalOr,
            aclnnLogicalNotGetWorkspaceSize,
            aclnnLogicalNot,
            aclnnLogicalXorGetWorkspaceSize,
            aclnnLogicalXor,
            aclnnBitwiseAndTensorGetWorkspaceSize,
            aclnnBitwiseAndTensor,
            aclnnBitwiseAndScalarGetWorkspaceSize,
            aclnnBitwiseAndScalar,
            aclnnBitwiseOrTensorGetWorkspaceSize,
            aclnnBitwiseOrTensor,
            aclnnBitwiseOrScalarGetWorkspaceSize,
            aclnnBitwiseOrScalar,
            aclnnBitwiseXorTensorGetWorkspaceSize,
            aclnnBitwiseXorTensor,
            aclnnBitwiseXorScalarGetWorkspaceSize,
            aclnnBitwiseXorScalar,
            aclnnBitwiseNotGetWorkspaceSize,
            aclnnBitwiseNot,
            aclnnLeftShiftGetWorkspaceSize,
            aclnnLeftShift,
            aclnnLeftShiftsGetWorkspaceSize,
            aclnnLeftShifts,
            aclnnRightShiftGetWorkspaceSize,
            aclnnRightShift,
            aclnnSigmoidGetWorkspaceSize,
            aclnnSigmoid,
            aclnnReluGetWorkspaceSize,
            aclnnRelu,
            aclnnLeakyReluGetWorkspaceSize,
            aclnnLeakyRelu,
            aclnnHardsigmoidGetWorkspaceSize,
            aclnnHardsigmoid,
            aclnnLogSigmoidGetWorkspaceSize,
            aclnnLogSigmoid,
            aclnnSoftplusGetWorkspaceSize,
            aclnnSoftplus,
            aclnnGeluGetWorkspaceSize,
            aclnnGelu,
            aclnnGeluV2GetWorkspaceSize,
            aclnnGeluV2,
            aclnnGeluBackwardGetWorkspaceSize,
            aclnnGeluBackward,
            aclnnSiluGetWorkspaceSize,
            aclnnSilu,
            aclnnSwiGluGetWorkspaceSize,
            aclnnSwiGlu,
            aclnnPreluGetWorkspaceSize,
            aclnnPrelu,
            aclnnSoftmaxGetWorkspaceSize,
            aclnnSoftmax,
            aclnnLogSoftmaxGetWorkspaceSize,
            aclnnLogSoftmax,
            aclnnLayerNormGetWorkspaceSize,
            aclnnLayerNorm,
            aclnnLayerNormBackwardGetWorkspaceSize,
            aclnnLayerNormBackward,
            aclnnRmsNormGetWorkspaceSize,
            aclnnRmsNorm,
            aclnnAddRmsNormGetWorkspaceSize,
            aclnnAddRmsNorm,
            aclnnAddLayerNormGetWorkspaceSize,
            aclnnAddLayerNorm,
            aclnnGroupNormGetWorkspaceSize,
            aclnnGroupNorm,
            aclnnBatchNormGetWorkspaceSize,
            aclnnBatchNorm,
            aclnnRotaryPositionEmbeddingGetWorkspaceSize,
            aclnnRotaryPositionEmbedding,
            aclnnApplyRotaryPosEmbGetWorkspaceSize,
            aclnnApplyRotaryPosEmb,
            aclnnApplyRotaryPosEmbV2GetWorkspaceSize,
            aclnnApplyRotaryPosEmbV2,
            aclnnRopeWithSinCosCacheGetWorkspaceSize,
            aclnnRopeWithSinCosCache,
            aclnnFlashAttentionScoreGetWorkspaceSize,
            aclnnFlashAttentionScore,
            aclnnPromptFlashAttentionV3GetWorkspaceSize,
            aclnnPromptFlashAttentionV3,
            aclnnIncreFlashAttentionV4GetWorkspaceSize,
            aclnnIncreFlashAttentionV4,
            aclnnFusedInferAttentionScoreV2GetWorkspaceSize,
            aclnnFusedInferAttentionScoreV2,
            aclnnFusedInferAttentionScoreV3GetWorkspaceSize,
            aclnnFusedInferAttentionScoreV3,
            aclnnFusedInferAttentionScoreV4GetWorkspaceSize,
            aclnnFusedInferAttentionScoreV4,
            aclnnEmbeddingGetWorkspaceSize,
            aclnnEmbedding,
            aclnnEmbeddingDenseBackwardGetWorkspaceSize,
            aclnnEmbeddingDenseBackward,
            aclnnIndexSelectGetWorkspaceSize,
            aclnnIndexSelect,
            aclnnGatherGetWorkspaceSize,
            aclnnGather,
            aclnnGatherV2GetWorkspaceSize,
            aclnnGatherV2,
            aclnnGatherV3GetWorkspaceSize,
            aclnnGatherV3,
            aclnnGatherNdGetWorkspaceSize,
            aclnnGatherNd,
            aclnnIndexGetWorkspaceSize,
            aclnnIndex,
            aclnnIndexPutImplGetWorkspaceSize,
            aclnnIndexPutImpl,
            aclnnScatterGetWorkspaceSize,
            aclnnScatter,
            aclnnScatterAddGetWorkspaceSize,
            aclnnScatterAdd,
            aclnnScatterValueGetWorkspaceSize,
            aclnnScatterValue,
            aclnnInplaceScatterGetWorkspaceSize,
            aclnnInplaceScatter,
            aclnnInplaceScatterUpdateGetWorkspaceSize,
            aclnnInplaceScatterUpdate,
            aclnnIndexAddGetWorkspaceSize,
            aclnnIndexAdd,
            aclnnIndexAddV2GetWorkspaceSize,
            aclnnIndexAddV2,
            aclnnScatterNdGetWorkspaceSize,
            aclnnScatterNd,
            aclnnScatterNdUpdateGetWorkspaceSize,
            aclnnScatterNdUpdate,
            aclnnIndexCopyGetWorkspaceSize,
            aclnnIndexCopy,
            aclnnInplaceIndexCopyGetWorkspaceSize,
            aclnnInplaceIndexCopy,
            aclnnTakeGetWorkspaceSize,
            aclnnTake,
            aclnnMaskedSelectGetWorkspaceSize,
            aclnnMaskedSelect,
            aclnnNonzeroGetWorkspaceSize,
            aclnnNonzero,
            aclnnCatGetWorkspaceSize,
            aclnnCat,
            aclnnSliceGetWorkspaceSize,
            aclnnSlice,
            aclnnSliceV2GetWorkspaceSize,
            aclnnSliceV2,
            aclnnPermuteGetWorkspaceSize,
            aclnnPermute,
            aclnnRepeatGetWorkspaceSize,
            aclnnRepeat,
            aclnnExpandGetWorkspaceSize,
            aclnnExpand,
            aclnnFlipGetWorkspaceSize,
            aclnnFlip,
            aclnnCastGetWorkspaceSize,
            aclnnCast,
            aclnnInplaceCopyGetWorkspaceSize,
            aclnnInplaceCopy,
            aclnnInplaceFillScalarGetWorkspaceSize,
            aclnnInplaceFillScalar,
            aclnnInplaceFillTensorGetWorkspaceSize,
            aclnnInplaceFillTensor,
            aclnnInplaceZeroGetWorkspaceSize,
            aclnnInplaceZero,
            aclnnInplaceOneGetWorkspaceSize,
            aclnnInplaceOne,
            aclnnRepeatInterleaveIntWithDimGetWorkspaceSize,
            aclnnRepeatInterleaveIntWithDim,
            aclnnTrilGetWorkspaceSize,
            aclnnTril,
            aclnnTriuGetWorkspaceSize,
            aclnnTriu,
            aclnnEyeGetWorkspaceSize,
            aclnnEye,
            aclnnUnfoldGradGetWorkspaceSize,
            aclnnUnfoldGrad,
            aclnnConstantPadNdGetWorkspaceSize,
            aclnnConstantPadNd,
            aclnnReflectionPad2dGetWorkspaceSize,
            aclnnReflectionPad2d,
            aclnnReplicationPad2dGetWorkspaceSize,
            aclnnReplicationPad2d,
            aclnnArangeGetWorkspaceSize,
            aclnnArange,
            aclnnLinspaceGetWorkspaceSize,
            aclnnLinspace,
            aclnnInplaceNormalGetWorkspaceSize,
            aclnnInplaceNormal,
            aclnnNormalFloatFloatGetWorkspaceSize,
            aclnnNormalFloatFloat,
            aclnnInplaceUniformGetWorkspaceSize,
            aclnnInplaceUniform,
            aclnnInplaceBernoulliGetWorkspaceSize,
            aclnnInplaceBernoulli,
            aclnnInplaceRandomGetWorkspaceSize,
            aclnnInplaceRandom,
            aclnnReduceSumGetWorkspaceSize,
            aclnnReduceSum,
            aclnnMeanGetWorkspaceSize,
            aclnnMean,
            aclnnProdGetWorkspaceSize,
            aclnnProd,
            aclnnProdDimGetWorkspaceSize,
            aclnnProdDim,
            aclnnAmaxGetWorkspaceSize,
            aclnnAmax,
            aclnnAminGetWorkspaceSize,
            aclnnAmin,
            aclnnMaxGetWorkspaceSize,
            aclnnMax,
            aclnnMinGetWorkspaceSize,
            aclnnMin,
            aclnnMaxDimGetWorkspaceSize,
            aclnnMaxDim,
            aclnnMinDimGetWorkspaceSize,
            aclnnMinDim,
            aclnnArgMaxGetWorkspaceSize,
            aclnnArgMax,
            aclnnArgMinGetWorkspaceSize,
            aclnnArgMin,
            aclnnAllGetWorkspaceSize,
            aclnnAll,
            aclnnAnyGetWorkspaceSize,
            aclnnAny,
            aclnnVarGetWorkspaceSize,
            aclnnVar,
            aclnnVarCorrectionGetWorkspaceSize,
            aclnnVarCorrection,
            aclnnStdGetWorkspaceSize,
            aclnnStd,
            aclnnLinalgVectorNormGetWorkspaceSize,
            aclnnLinalgVectorNorm,
            aclnnTopkGetWorkspaceSize,
            aclnnTopk,
            aclnnSortGetWorkspaceSize,
            aclnnSort,
            aclnnArgsortGetWorkspaceSize,
            aclnnArgsort,
            aclnnCumsumGetWorkspaceSize,
            aclnnCumsum,
            aclnnCumsumV2GetWorkspaceSize,
            aclnnCumsumV2,
            aclnnCumprodGetWorkspaceSize,
            aclnnCumprod,
            aclnnCummaxGetWorkspaceSize,
            aclnnCummax,
            aclnnCumminGetWorkspaceSize,
            aclnnCummin,
            aclnnLogSumExpGetWorkspaceSize,
            aclnnLogSumExp,
            aclnnConvolutionGetWorkspaceSize,
            aclnnConvolution,
            aclnnConvolutionBackwardGetWorkspaceSize,
            aclnnConvolutionBackward,
            aclnnConvDepthwise2dGetWorkspaceSize,
            aclnnConvDepthwise2d,
            aclnnDeformableConv2dGetWorkspaceSize,
            aclnnDeformableConv2d,
            aclnnIm2colGetWorkspaceSize,
            aclnnIm2col,
            aclnnIm2colBackwardGetWorkspaceSize,
            aclnnIm2colBackward,
            aclnnMaxPoolGetWorkspaceSize,
            aclnnMaxPool,
            aclnnMaxPool2dWithIndicesGetWorkspaceSize,
            aclnnMaxPool2dWithIndices,
            aclnnMaxPool2dWithIndicesBackwardGetWorkspaceSize,
            aclnnMaxPool2dWithIndicesBackward,
            aclnnAvgPool2dGetWorkspaceSize,
            aclnnAvgPool2d,
            aclnnAvgPool2dBackwardGetWorkspaceSize,
            aclnnAvgPool2dBackward,
            aclnnAvgPool3dGetWorkspaceSize,
            aclnnAvgPool3d,
            aclnnAdaptiveAvgPool2dGetWorkspaceSize,
            aclnnAdaptiveAvgPool2d,
            aclnnAdaptiveAvgPool3dGetWorkspaceSize,
            aclnnAdaptiveAvgPool3d,
            aclnnUpsampleBilinear2dGetWorkspaceSize,
            aclnnUpsampleBilinear2d,
            aclnnUpsampleBilinear2dBackwardGetWorkspaceSize,
            aclnnUpsampleBilinear2dBackward,
            aclnnUpsampleBicubic2dGetWorkspaceSize,
            aclnnUpsampleBicubic2d,
            aclnnUpsampleBilinear2dAAGetWorkspaceSize,
            aclnnUpsampleBilinear2dAA,
            aclnnUpsampleBicubic2dAAGetWorkspaceSize,
            aclnnUpsampleBicubic2dAA,
            aclnnUpsampleNearest2dGetWorkspaceSize,
            aclnnUpsampleNearest2d,
            aclnnUpsampleNearest2dV2GetWorkspaceSize,
            aclnnUpsampleNearest2dV2,
            aclnnUpsampleNearest1dV2GetWorkspaceSize,
            aclnnUpsampleNearest1dV2,
            aclnnUpsampleLinear1dGetWorkspaceSize,
            aclnnUpsampleLinear1d,
            aclnnUpsampleTrilinear3dGetWorkspaceSize,
            aclnnUpsampleTrilinear3d,
            aclnnGridSampler2DGetWorkspaceSize,
            aclnnGridSampler2D,
        })
    }
}
impl OpApi {
    /// The names of its functions.
    pub const FUNCTIONS: [&'static str; 491] = [
        "aclnnMatmulGetWorkspaceSize",
        "aclnnMatmul",
        "aclnnMmGetWorkspaceSize",
        "aclnnMm",
        "aclnnBatchMatMulGetWorkspaceSize",
        "aclnnBatchMatMul",
        "aclnnAddmmGetWorkspaceSize",
        "aclnnAddmm",
        "aclnnBaddbmmGetWorkspaceSize",
        "aclnnBaddbmm",
        "aclnnMatmulWeightNzGetWorkspaceSize",
        "aclnnMatmulWeightNz",
        "aclnnBatchMatMulWeightNzGetWorkspaceSize",
        "aclnnBatchMatMulWeightNz",
        "aclnnTransMatmulWeightGetWorkspaceSize",
        "aclnnTransMatmulWeight",
        "aclnnCalculateMatmulWeightSize",
        "aclnnCalculateMatmulWeightSizeV2",
        "aclnnNpuFormatCastGetWorkspaceSize",
        "aclnnNpuFormatCast",
        "aclnnNpuFormatCastCalculateSizeAndFormat",
        "aclnnMvGetWorkspaceSize",
        "aclnnMv",
        "aclnnAddmvGetWorkspaceSize",
        "aclnnAddmv",
        "aclnnDotGetWorkspaceSize",
        "aclnnDot",
        "aclnnLinalgCrossGetWorkspaceSize",
        "aclnnLinalgCross",
        "aclnnAddGetWorkspaceSize",
        "aclnnAdd",
        "aclnnAddsGetWorkspaceSize",
        "aclnnAdds",
        "aclnnSubGetWorkspaceSize",
        "aclnnSub",
        "aclnnSubsGetWorkspaceSize",
        "aclnnSubs",
        "aclnnRsubGetWorkspaceSize",
        "aclnnRsub",
        "aclnnRsubsGetWorkspaceSize",
        "aclnnRsubs",
        "aclnnMulGetWorkspaceSize",
        "aclnnMul",
        "aclnnMulsGetWorkspaceSize",
        "aclnnMuls",
        "aclnnDivGetWorkspaceSize",
        "aclnnDiv",
        "aclnnDivsGetWorkspaceSize",
        "aclnnDivs",
        "aclnnDivModGetWorkspaceSize",
        "aclnnDivMod",
        "aclnnDivModsGetWorkspaceSize",
        "aclnnDivMods",
        "aclnnFloorDivideGetWorkspaceSize",
        "aclnnFloorDivide",
        "aclnnFloorDividesGetWorkspaceSize",
        "aclnnFloorDivides",
        "aclnnRemainderTensorTensorGetWorkspaceSize",
        "aclnnRemainderTensorTensor",
        "aclnnRemainderTensorScalarGetWorkspaceSize",
        "aclnnRemainderTensorScalar",
        "aclnnFmodTensorGetWorkspaceSize",
        "aclnnFmodTensor",
        "aclnnFmodScalarGetWorkspaceSize",
        "aclnnFmodScalar",
        "aclnnPowTensorTensorGetWorkspaceSize",
        "aclnnPowTensorTensor",
        "aclnnPowTensorScalarGetWorkspaceSize",
        "aclnnPowTensorScalar",
        "aclnnPowScalarTensorGetWorkspaceSize",
        "aclnnPowScalarTensor",
        "aclnnMaximumGetWorkspaceSize",
        "aclnnMaximum",
        "aclnnMinimumGetWorkspaceSize",
        "aclnnMinimum",
        "aclnnClampGetWorkspaceSize",
        "aclnnClamp",
        "aclnnClampMinGetWorkspaceSize",
        "aclnnClampMin",
        "aclnnClampMaxGetWorkspaceSize",
        "aclnnClampMax",
        "aclnnAddcmulGetWorkspaceSize",
        "aclnnAddcmul",
        "aclnnAtan2GetWorkspaceSize",
        "aclnnAtan2",
        "aclnnLerpGetWorkspaceSize",
        "aclnnLerp",
        "aclnnNanToNumGetWorkspaceSize",
        "aclnnNanToNum",
        "aclnnInplaceAddGetWorkspaceSize",
        "aclnnInplaceAdd",
        "aclnnInplaceAddsGetWorkspaceSize",
        "aclnnInplaceAdds",
        "aclnnInplaceMulGetWorkspaceSize",
        "aclnnInplaceMul",
        "aclnnInplaceMulsGetWorkspaceSize",
        "aclnnInplaceMuls",
        "aclnnInplaceSubGetWorkspaceSize",
        "aclnnInplaceSub",
        "aclnnInplaceDivGetWorkspaceSize",
        "aclnnInplaceDiv",
        "aclnnExpGetWorkspaceSize",
        "aclnnExp",
        "aclnnLogGetWorkspaceSize",
        "aclnnLog",
        "aclnnLog1pGetWorkspaceSize",
        "aclnnLog1p",
        "aclnnExpm1GetWorkspaceSize",
        "aclnnExpm1",
        "aclnnSqrtGetWorkspaceSize",
        "aclnnSqrt",
        "aclnnRsqrtGetWorkspaceSize",
        "aclnnRsqrt",
        "aclnnReciprocalGetWorkspaceSize",
        "aclnnReciprocal",
        "aclnnTanhGetWorkspaceSize",
        "aclnnTanh",
        "aclnnErfGetWorkspaceSize",
        "aclnnErf",
        "aclnnSinGetWorkspaceSize",
        "aclnnSin",
        "aclnnCosGetWorkspaceSize",
        "aclnnCos",
        "aclnnTanGetWorkspaceSize",
        "aclnnTan",
        "aclnnSinhGetWorkspaceSize",
        "aclnnSinh",
        "aclnnCoshGetWorkspaceSize",
        "aclnnCosh",
        "aclnnAsinGetWorkspaceSize",
        "aclnnAsin",
        "aclnnAcosGetWorkspaceSize",
        "aclnnAcos",
        "aclnnAtanGetWorkspaceSize",
        "aclnnAtan",
        "aclnnAsinhGetWorkspaceSize",
        "aclnnAsinh",
        "aclnnAcoshGetWorkspaceSize",
        "aclnnAcosh",
        "aclnnAtanhGetWorkspaceSize",
        "aclnnAtanh",
        "aclnnAbsGetWorkspaceSize",
        "aclnnAbs",
        "aclnnNegGetWorkspaceSize",
        "aclnnNeg",
        "aclnnFloorGetWorkspaceSize",
        "aclnnFloor",
        "aclnnCeilGetWorkspaceSize",
        "aclnnCeil",
        "aclnnRoundGetWorkspaceSize",
        "aclnnRound",
        "aclnnTruncGetWorkspaceSize",
        "aclnnTrunc",
        "aclnnSignGetWorkspaceSize",
        "aclnnSign",
        "aclnnSquareGetWorkspaceSize",
        "aclnnSquare",
        "aclnnIsFiniteGetWorkspaceSize",
        "aclnnIsFinite",
        "aclnnIsPosInfGetWorkspaceSize",
        "aclnnIsPosInf",
        "aclnnIsNegInfGetWorkspaceSize",
        "aclnnIsNegInf",
        "aclnnIsInfGetWorkspaceSize",
        "aclnnIsInf",
        "aclnnSWhereGetWorkspaceSize",
        "aclnnSWhere",
        "aclnnInplaceMaskedFillScalarGetWorkspaceSize",
        "aclnnInplaceMaskedFillScalar",
        "aclnnInplaceMaskedFillTensorGetWorkspaceSize",
        "aclnnInplaceMaskedFillTensor",
        "aclnnGtTensorGetWorkspaceSize",
        "aclnnGtTensor",
        "aclnnGtScalarGetWorkspaceSize",
        "aclnnGtScalar",
        "aclnnLtTensorGetWorkspaceSize",
        "aclnnLtTensor",
        "aclnnLtScalarGetWorkspaceSize",
        "aclnnLtScalar",
        "aclnnGeTensorGetWorkspaceSize",
        "aclnnGeTensor",
        "aclnnGeScalarGetWorkspaceSize",
        "aclnnGeScalar",
        "aclnnLeTensorGetWorkspaceSize",
        "aclnnLeTensor",
        "aclnnLeScalarGetWorkspaceSize",
        "aclnnLeScalar",
        "aclnnEqTensorGetWorkspaceSize",
        "aclnnEqTensor",
        "aclnnEqScalarGetWorkspaceSize",
        "aclnnEqScalar",
        "aclnnNeTensorGetWorkspaceSize",
        "aclnnNeTensor",
        "aclnnNeScalarGetWorkspaceSize",
        "aclnnNeScalar",
        "aclnnLogicalAndGetWorkspaceSize",
        "aclnnLogicalAnd",
        "aclnnLogicalOrGetWorkspaceSize",
        "aclnnLogicalOr",
        "aclnnLogicalNotGetWorkspaceSize",
        "aclnnLogicalNot",
        "aclnnLogicalXorGetWorkspaceSize",
        "aclnnLogicalXor",
        "aclnnBitwiseAndTensorGetWorkspaceSize",
        "aclnnBitwiseAndTensor",
        "aclnnBitwiseAndScalarGetWorkspaceSize",
        "aclnnBitwiseAndScalar",
        "aclnnBitwiseOrTensorGetWorkspaceSize",
        "aclnnBitwiseOrTensor",
        "aclnnBitwiseOrScalarGetWorkspaceSize",
        "aclnnBitwiseOrScalar",
        "aclnnBitwiseXorTensorGetWorkspaceSize",
        "aclnnBitwiseXorTensor",
        "aclnnBitwiseXorScalarGetWorkspaceSize",
        "aclnnBitwiseXorScalar",
        "aclnnBitwiseNotGetWorkspaceSize",
        "aclnnBitwiseNot",
        "aclnnLeftShiftGetWorkspaceSize",
        "aclnnLeftShift",
        "aclnnLeftShiftsGetWorkspaceSize",
        "aclnnLeftShifts",
        "aclnnRightShiftGetWorkspaceSize",
        "aclnnRightShift",
        "aclnnSigmoidGetWorkspaceSize",
        "aclnnSigmoid",
        "aclnnReluGetWorkspaceSize",
        "aclnnRelu",
        "aclnnLeakyReluGetWorkspaceSize",
        "aclnnLeakyRelu",
        "aclnnHardsigmoidGetWorkspaceSize",
        "aclnnHardsigmoid",
        "aclnnLogSigmoidGetWorkspaceSize",
        "aclnnLogSigmoid",
        "aclnnSoftplusGetWorkspaceSize",
        "aclnnSoftplus",
        "aclnnGeluGetWorkspaceSize",
        "aclnnGelu",
        "aclnnGeluV2GetWorkspaceSize",
        "aclnnGeluV2",
        "aclnnGeluBackwardGetWorkspaceSize",
        "aclnnGeluBackward",
        "aclnnSiluGetWorkspaceSize",
        "aclnnSilu",
        "aclnnSwiGluGetWorkspaceSize",
        "aclnnSwiGlu",
        "aclnnPreluGetWorkspaceSize",
        "aclnnPrelu",
        "aclnnSoftmaxGetWorkspaceSize",
        "aclnnSoftmax",
        "aclnnLogSoftmaxGetWorkspaceSize",
        "aclnnLogSoftmax",
        "aclnnLayerNormGetWorkspaceSize",
        "aclnnLayerNorm",
        "aclnnLayerNormBackwardGetWorkspaceSize",
        "aclnnLayerNormBackward",
        "aclnnRmsNormGetWorkspaceSize",
        "aclnnRmsNorm",
        "aclnnAddRmsNormGetWorkspaceSize",
        "aclnnAddRmsNorm",
        "aclnnAddLayerNormGetWorkspaceSize",
        "aclnnAddLayerNorm",
        "aclnnGroupNormGetWorkspaceSize",
        "aclnnGroupNorm",
        "aclnnBatchNormGetWorkspaceSize",
        "aclnnBatchNorm",
        "aclnnRotaryPositionEmbeddingGetWorkspaceSize",
        "aclnnRotaryPositionEmbedding",
        "aclnnApplyRotaryPosEmbGetWorkspaceSize",
        "aclnnApplyRotaryPosEmb",
        "aclnnApplyRotaryPosEmbV2GetWorkspaceSize",
        "aclnnApplyRotaryPosEmbV2",
        "aclnnRopeWithSinCosCacheGetWorkspaceSize",
        "aclnnRopeWithSinCosCache",
        "aclnnFlashAttentionScoreGetWorkspaceSize",
        "aclnnFlashAttentionScore",
        "aclnnPromptFlashAttentionV3GetWorkspaceSize",
        "aclnnPromptFlashAttentionV3",
        "aclnnIncreFlashAttentionV4GetWorkspaceSize",
        "aclnnIncreFlashAttentionV4",
        "aclnnFusedInferAttentionScoreV2GetWorkspaceSize",
        "aclnnFusedInferAttentionScoreV2",
        "aclnnFusedInferAttentionScoreV3GetWorkspaceSize",
        "aclnnFusedInferAttentionScoreV3",
        "aclnnFusedInferAttentionScoreV4GetWorkspaceSize",
        "aclnnFusedInferAttentionScoreV4",
        "aclnnEmbeddingGetWorkspaceSize",
        "aclnnEmbedding",
        "aclnnEmbeddingDenseBackwardGetWorkspaceSize",
        "aclnnEmbeddingDenseBackward",
        "aclnnIndexSelectGetWorkspaceSize",
        "aclnnIndexSelect",
        "aclnnGatherGetWorkspaceSize",
        "aclnnGather",
        "aclnnGatherV2GetWorkspaceSize",
        "aclnnGatherV2",
        "aclnnGatherV3GetWorkspaceSize",
        "aclnnGatherV3",
        "aclnnGatherNdGetWorkspaceSize",
        "aclnnGatherNd",
        "aclnnIndexGetWorkspaceSize",
        "aclnnIndex",
        "aclnnIndexPutImplGetWorkspaceSize",
        "aclnnIndexPutImpl",
        "aclnnScatterGetWorkspaceSize",
        "aclnnScatter",
        "aclnnScatterAddGetWorkspaceSize",
        "aclnnScatterAdd",
        "aclnnScatterValueGetWorkspaceSize",
        "aclnnScatterValue",
        "aclnnInplaceScatterGetWorkspaceSize",
        "aclnnInplaceScatter",
        "aclnnInplaceScatterUpdateGetWorkspaceSize",
        "aclnnInplaceScatterUpdate",
        "aclnnIndexAddGetWorkspaceSize",
        "aclnnIndexAdd",
        "aclnnIndexAddV2GetWorkspaceSize",
        "aclnnIndexAddV2",
        "aclnnScatterNdGetWorkspaceSize",
        "aclnnScatterNd",
        "aclnnScatterNdUpdateGetWorkspaceSize",
        "aclnnScatterNdUpdate",
        "aclnnIndexCopyGetWorkspaceSize",
        "aclnnIndexCopy",
        "aclnnInplaceIndexCopyGetWorkspaceSize",
        "aclnnInplaceIndexCopy",
        "aclnnTakeGetWorkspaceSize",
        "aclnnTake",
        "aclnnMaskedSelectGetWorkspaceSize",
        "aclnnMaskedSelect",
        "aclnnNonzeroGetWorkspaceSize",
        "aclnnNonzero",
        "aclnnCatGetWorkspaceSize",
        "aclnnCat",
        "aclnnSliceGetWorkspaceSize",
        "aclnnSlice",
        "aclnnSliceV2GetWorkspaceSize",
        "aclnnSliceV2",
        "aclnnPermuteGetWorkspaceSize",
        "aclnnPermute",
        "aclnnRepeatGetWorkspaceSize",
        "aclnnRepeat",
        "aclnnExpandGetWorkspaceSize",
        "aclnnExpand",
        "aclnnFlipGetWorkspaceSize",
        "aclnnFlip",
        "aclnnCastGetWorkspaceSize",
        "aclnnCast",
        "aclnnInplaceCopyGetWorkspaceSize",
        "aclnnInplaceCopy",
        "aclnnInplaceFillScalarGetWorkspaceSize",
        "aclnnInplaceFillScalar",
        "aclnnInplaceFillTensorGetWorkspaceSize",
        "aclnnInplaceFillTensor",
        "aclnnInplaceZeroGetWorkspaceSize",
        "aclnnInplaceZero",
        "aclnnInplaceOneGetWorkspaceSize",
        "aclnnInplaceOne",
        "aclnnRepeatInterleaveIntWithDimGetWorkspaceSize",
        "aclnnRepeatInterleaveIntWithDim",
        "aclnnTrilGetWorkspaceSize",
        "aclnnTril",
        "aclnnTriuGetWorkspaceSize",
        "aclnnTriu",
        "aclnnEyeGetWorkspaceSize",
        "aclnnEye",
        "aclnnUnfoldGradGetWorkspaceSize",
        "aclnnUnfoldGrad",
        "aclnnConstantPadNdGetWorkspaceSize",
        "aclnnConstantPadNd",
        "aclnnReflectionPad2dGetWorkspaceSize",
        "aclnnReflectionPad2d",
        "aclnnReplicationPad2dGetWorkspaceSize",
        "aclnnReplicationPad2d",
        "aclnnArangeGetWorkspaceSize",
        "aclnnArange",
        "aclnnLinspaceGetWorkspaceSize",
        "aclnnLinspace",
        "aclnnInplaceNormalGetWorkspaceSize",
        "aclnnInplaceNormal",
        "aclnnNormalFloatFloatGetWorkspaceSize",
        "aclnnNormalFloatFloat",
        "aclnnInplaceUniformGetWorkspaceSize",
        "aclnnInplaceUniform",
        "aclnnInplaceBernoulliGetWorkspaceSize",
        "aclnnInplaceBernoulli",
        "aclnnInplaceRandomGetWorkspaceSize",
        "aclnnInplaceRandom",
        "aclnnReduceSumGetWorkspaceSize",
        "aclnnReduceSum",
        "aclnnMeanGetWorkspaceSize",
        "aclnnMean",
        "aclnnProdGetWorkspaceSize",
        "aclnnProd",
        "aclnnProdDimGetWorkspaceSize",
        "aclnnProdDim",
        "aclnnAmaxGetWorkspaceSize",
        "aclnnAmax",
        "aclnnAminGetWorkspaceSize",
        "aclnnAmin",
        "aclnnMaxGetWorkspaceSize",
        "aclnnMax",
        "aclnnMinGetWorkspaceSize",
        "aclnnMin",
        "aclnnMaxDimGetWorkspaceSize",
        "aclnnMaxDim",
        "aclnnMinDimGetWorkspaceSize",
        "aclnnMinDim",
        "aclnnArgMaxGetWorkspaceSize",
        "aclnnArgMax",
        "aclnnArgMinGetWorkspaceSize",
        "aclnnArgMin",
        "aclnnAllGetWorkspaceSize",
        "aclnnAll",
        "aclnnAnyGetWorkspaceSize",
        "aclnnAny",
        "aclnnVarGetWorkspaceSize",
        "aclnnVar",
        "aclnnVarCorrectionGetWorkspaceSize",
        "aclnnVarCorrection",
        "aclnnStdGetWorkspaceSize",
        "aclnnStd",
        "aclnnLinalgVectorNormGetWorkspaceSize",
        "aclnnLinalgVectorNorm",
        "aclnnTopkGetWorkspaceSize",
        "aclnnTopk",
        "aclnnSortGetWorkspaceSize",
        "aclnnSort",
        "aclnnArgsortGetWorkspaceSize",
        "aclnnArgsort",
        "aclnnCumsumGetWorkspaceSize",
        "aclnnCumsum",
        "aclnnCumsumV2GetWorkspaceSize",
        "aclnnCumsumV2",
        "aclnnCumprodGetWorkspaceSize",
        "aclnnCumprod",
        "aclnnCummaxGetWorkspaceSize",
        "aclnnCummax",
        "aclnnCumminGetWorkspaceSize",
        "aclnnCummin",
        "aclnnLogSumExpGetWorkspaceSize",
        "aclnnLogSumExp",
        "aclnnConvolutionGetWorkspaceSize",
        "aclnnConvolution",
        "aclnnConvolutionBackwardGetWorkspaceSize",
        "aclnnConvolutionBackward",
        "aclnnConvDepthwise2dGetWorkspaceSize",
        "aclnnConvDepthwise2d",
        "aclnnDeformableConv2dGetWorkspaceSize",
        "aclnnDeformableConv2d",
        "aclnnIm2colGetWorkspaceSize",
        "aclnnIm2col",
        "aclnnIm2colBackwardGetWorkspaceSize",
        "aclnnIm2colBackward",
        "aclnnMaxPoolGetWorkspaceSize",
        "aclnnMaxPool",
        "aclnnMaxPool2dWithIndicesGetWorkspaceSize",
        "aclnnMaxPool2dWithIndices",
        "aclnnMaxPool2dWithIndicesBackwardGetWorkspaceSize",
        "aclnnMaxPool2dWithIndicesBackward",
        "aclnnAvgPool2dGetWorkspaceSize",
        "aclnnAvgPool2d",
        "aclnnAvgPool2dBackwardGetWorkspaceSize",
        "aclnnAvgPool2dBackward",
        "aclnnAvgPool3dGetWorkspaceSize",
        "aclnnAvgPool3d",
        "aclnnAdaptiveAvgPool2dGetWorkspaceSize",
        "aclnnAdaptiveAvgPool2d",
        "aclnnAdaptiveAvgPool3dGetWorkspaceSize",
        "aclnnAdaptiveAvgPool3d",
        "aclnnUpsampleBilinear2dGetWorkspaceSize",
        "aclnnUpsampleBilinear2d",
        "aclnnUpsampleBilinear2dBackwardGetWorkspaceSize",
        "aclnnUpsampleBilinear2dBackward",
        "aclnnUpsampleBicubic2dGetWorkspaceSize",
        "aclnnUpsampleBicubic2d",
        "aclnnUpsampleBilinear2dAAGetWorkspaceSize",
        "aclnnUpsampleBilinear2dAA",
        "aclnnUpsampleBicubic2dAAGetWorkspaceSize",
        "aclnnUpsampleBicubic2dAA",
        "aclnnUpsampleNearest2dGetWorkspaceSize",
        "aclnnUpsampleNearest2d",
        "aclnnUpsampleNearest2dV2GetWorkspaceSize",
        "aclnnUpsampleNearest2dV2",
        "aclnnUpsampleNearest1dV2GetWorkspaceSize",
        "aclnnUpsampleNearest1dV2",
        "aclnnUpsampleLinear1dGetWorkspaceSize",
        "aclnnUpsampleLinear1d",
        "aclnnUpsampleTrilinear3dGetWorkspaceSize",
        "aclnnUpsampleTrilinear3d",
        "aclnnGridSampler2DGetWorkspaceSize",
        "aclnnGridSampler2D",
    ];
    /// Which of `FUNCTIONS` the library has, in their order.
    pub fn found(&self) -> [bool; 491] {
        [
            self.aclnnMatmulGetWorkspaceSize.is_ok(),
            self.aclnnMatmul.is_ok(),
            self.aclnnMmGetWorkspaceSize.is_ok(),
            self.aclnnMm.is_ok(),
            self.aclnnBatchMatMulGetWorkspaceSize.is_ok(),
            self.aclnnBatchMatMul.is_ok(),
            self.aclnnAddmmGetWorkspaceSize.is_ok(),
            self.aclnnAddmm.is_ok(),
            self.aclnnBaddbmmGetWorkspaceSize.is_ok(),
            self.aclnnBaddbmm.is_ok(),
            self.aclnnMatmulWeightNzGetWorkspaceSize.is_ok(),
            self.aclnnMatmulWeightNz.is_ok(),
            self.aclnnBatchMatMulWeightNzGetWorkspaceSize.is_ok(),
            self.aclnnBatchMatMulWeightNz.is_ok(),
            self.aclnnTransMatmulWeightGetWorkspaceSize.is_ok(),
            self.aclnnTransMatmulWeight.is_ok(),
            self.aclnnCalculateMatmulWeightSize.is_ok(),
            self.aclnnCalculateMatmulWeightSizeV2.is_ok(),
            self.aclnnNpuFormatCastGetWorkspaceSize.is_ok(),
            self.aclnnNpuFormatCast.is_ok(),
            self.aclnnNpuFormatCastCalculateSizeAndFormat.is_ok(),
            self.aclnnMvGetWorkspaceSize.is_ok(),
            self.aclnnMv.is_ok(),
            self.aclnnAddmvGetWorkspaceSize.is_ok(),
            self.aclnnAddmv.is_ok(),
            self.aclnnDotGetWorkspaceSize.is_ok(),
            self.aclnnDot.is_ok(),
            self.aclnnLinalgCrossGetWorkspaceSize.is_ok(),
            self.aclnnLinalgCross.is_ok(),
            self.aclnnAddGetWorkspaceSize.is_ok(),
            self.aclnnAdd.is_ok(),
            self.aclnnAddsGetWorkspaceSize.is_ok(),
            self.aclnnAdds.is_ok(),
            self.aclnnSubGetWorkspaceSize.is_ok(),
            self.aclnnSub.is_ok(),
            self.aclnnSubsGetWorkspaceSize.is_ok(),
            self.aclnnSubs.is_ok(),
            self.aclnnRsubGetWorkspaceSize.is_ok(),
            self.aclnnRsub.is_ok(),
            self.aclnnRsubsGetWorkspaceSize.is_ok(),
            self.aclnnRsubs.is_ok(),
            self.aclnnMulGetWorkspaceSize.is_ok(),
            self.aclnnMul.is_ok(),
            self.aclnnMulsGetWorkspaceSize.is_ok(),
            self.aclnnMuls.is_ok(),
            self.aclnnDivGetWorkspaceSize.is_ok(),
            self.aclnnDiv.is_ok(),
            self.aclnnDivsGetWorkspaceSize.is_ok(),
            self.aclnnDivs.is_ok(),
            self.aclnnDivModGetWorkspaceSize.is_ok(),
            self.aclnnDivMod.is_ok(),
            self.aclnnDivModsGetWorkspaceSize.is_ok(),
            self.aclnnDivMods.is_ok(),
            self.aclnnFloorDivideGetWorkspaceSize.is_ok(),
            self.aclnnFloorDivide.is_ok(),
            self.aclnnFloorDividesGetWorkspaceSize.is_ok(),
            self.aclnnFloorDivides.is_ok(),
            self.aclnnRemainderTensorTensorGetWorkspaceSize.is_ok(),
            self.aclnnRemainderTensorTensor.is_ok(),
            self.aclnnRemainderTensorScalarGetWorkspaceSize.is_ok(),
            self.aclnnRemainderTensorScalar.is_ok(),
            self.aclnnFmodTensorGetWorkspaceSize.is_ok(),
            self.aclnnFmodTensor.is_ok(),
            self.aclnnFmodScalarGetWorkspaceSize.is_ok(),
            self.aclnnFmodScalar.is_ok(),
            self.aclnnPowTensorTensorGetWorkspaceSize.is_ok(),
            self.aclnnPowTensorTensor.is_ok(),
            self.aclnnPowTensorScalarGetWorkspaceSize.is_ok(),
            self.aclnnPowTensorScalar.is_ok(),
            self.aclnnPowScalarTensorGetWorkspaceSize.is_ok(),
            self.aclnnPowScalarTensor.is_ok(),
            self.aclnnMaximumGetWorkspaceSize.is_ok(),
            self.aclnnMaximum.is_ok(),
            self.aclnnMinimumGetWorkspaceSize.is_ok(),
            self.aclnnMinimum.is_ok(),
            self.aclnnClampGetWorkspaceSize.is_ok(),
            self.aclnnClamp.is_ok(),
            self.aclnnClampMinGetWorkspaceSize.is_ok(),
            self.aclnnClampMin.is_ok(),
            self.aclnnClampMaxGetWorkspaceSize.is_ok(),
            self.aclnnClampMax.is_ok(),
            self.aclnnAddcmulGetWorkspaceSize.is_ok(),
            self.aclnnAddcmul.is_ok(),
            self.aclnnAtan2GetWorkspaceSize.is_ok(),
            self.aclnnAtan2.is_ok(),
            self.aclnnLerpGetWorkspaceSize.is_ok(),
            self.aclnnLerp.is_ok(),
            self.aclnnNanToNumGetWorkspaceSize.is_ok(),
            self.aclnnNanToNum.is_ok(),
            self.aclnnInplaceAddGetWorkspaceSize.is_ok(),
            self.aclnnInplaceAdd.is_ok(),
            self.aclnnInplaceAddsGetWorkspaceSize.is_ok(),
            self.aclnnInplaceAdds.is_ok(),
            self.aclnnInplaceMulGetWorkspaceSize.is_ok(),
            self.aclnnInplaceMul.is_ok(),
            self.aclnnInplaceMulsGetWorkspaceSize.is_ok(),
            self.aclnnInplaceMuls.is_ok(),
            self.aclnnInplaceSubGetWorkspaceSize.is_ok(),
            self.aclnnInplaceSub.is_ok(),
            self.aclnnInplaceDivGetWorkspaceSize.is_ok(),
            self.aclnnInplaceDiv.is_ok(),
            self.aclnnExpGetWorkspaceSize.is_ok(),
            self.aclnnExp.is_ok(),
            self.aclnnLogGetWorkspaceSize.is_ok(),
            self.aclnnLog.is_ok(),
            self.aclnnLog1pGetWorkspaceSize.is_ok(),
            self.aclnnLog1p.is_ok(),
            self.aclnnExpm1GetWorkspaceSize.is_ok(),
            self.aclnnExpm1.is_ok(),
            self.aclnnSqrtGetWorkspaceSize.is_ok(),
            self.aclnnSqrt.is_ok(),
            self.aclnnRsqrtGetWorkspaceSize.is_ok(),
            self.aclnnRsqrt.is_ok(),
            self.aclnnReciprocalGetWorkspaceSize.is_ok(),
            self.aclnnReciprocal.is_ok(),
            self.aclnnTanhGetWorkspaceSize.is_ok(),
            self.aclnnTanh.is_ok(),
            self.aclnnErfGetWorkspaceSize.is_ok(),
            self.aclnnErf.is_ok(),
            self.aclnnSinGetWorkspaceSize.is_ok(),
            self.aclnnSin.is_ok(),
            self.aclnnCosGetWorkspaceSize.is_ok(),
            self.aclnnCos.is_ok(),
            self.aclnnTanGetWorkspaceSize.is_ok(),
            self.aclnnTan.is_ok(),
            self.aclnnSinhGetWorkspaceSize.is_ok(),
            self.aclnnSinh.is_ok(),
            self.aclnnCoshGetWorkspaceSize.is_ok(),
            self.aclnnCosh.is_ok(),
            self.aclnnAsinGetWorkspaceSize.is_ok(),
            self.aclnnAsin.is_ok(),
            self.aclnnAcosGetWorkspaceSize.is_ok(),
            self.aclnnAcos.is_ok(),
            self.aclnnAtanGetWorkspaceSize.is_ok(),
            self.aclnnAtan.is_ok(),
            self.aclnnAsinhGetWorkspaceSize.is_ok(),
            self.aclnnAsinh.is_ok(),
            self.aclnnAcoshGetWorkspaceSize.is_ok(),
            self.aclnnAcosh.is_ok(),
            self.aclnnAtanhGetWorkspaceSize.is_ok(),
            self.aclnnAtanh.is_ok(),
            self.aclnnAbsGetWorkspaceSize.is_ok(),
            self.aclnnAbs.is_ok(),
            self.aclnnNegGetWorkspaceSize.is_ok(),
            self.aclnnNeg.is_ok(),
            self.aclnnFloorGetWorkspaceSize.is_ok(),
            self.aclnnFloor.is_ok(),
            self.aclnnCeilGetWorkspaceSize.is_ok(),
            self.aclnnCeil.is_ok(),
            self.aclnnRoundGetWorkspaceSize.is_ok(),
            self.aclnnRound.is_ok(),
            self.aclnnTruncGetWorkspaceSize.is_ok(),
            self.aclnnTrunc.is_ok(),
            self.aclnnSignGetWorkspaceSize.is_ok(),
            self.aclnnSign.is_ok(),
            self.aclnnSquareGetWorkspaceSize.is_ok(),
            self.aclnnSquare.is_ok(),
            self.aclnnIsFiniteGetWorkspaceSize.is_ok(),
            self.aclnnIsFinite.is_ok(),
            self.aclnnIsPosInfGetWorkspaceSize.is_ok(),
            self.aclnnIsPosInf.is_ok(),
            self.aclnnIsNegInfGetWorkspaceSize.is_ok(),
            self.aclnnIsNegInf.is_ok(),
            self.aclnnIsInfGetWorkspaceSize.is_ok(),
            self.aclnnIsInf.is_ok(),
            self.aclnnSWhereGetWorkspaceSize.is_ok(),
            self.aclnnSWhere.is_ok(),
            self.aclnnInplaceMaskedFillScalarGetWorkspaceSize.is_ok(),
            self.aclnnInplaceMaskedFillScalar.is_ok(),
            self.aclnnInplaceMaskedFillTensorGetWorkspaceSize.is_ok(),
            self.aclnnInplaceMaskedFillTensor.is_ok(),
            self.aclnnGtTensorGetWorkspaceSize.is_ok(),
            self.aclnnGtTensor.is_ok(),
            self.aclnnGtScalarGetWorkspaceSize.is_ok(),
            self.aclnnGtScalar.is_ok(),
            self.aclnnLtTensorGetWorkspaceSize.is_ok(),
            self.aclnnLtTensor.is_ok(),
            self.aclnnLtScalarGetWorkspaceSize.is_ok(),
            self.aclnnLtScalar.is_ok(),
            self.aclnnGeTensorGetWorkspaceSize.is_ok(),
            self.aclnnGeTensor.is_ok(),
            self.aclnnGeScalarGetWorkspaceSize.is_ok(),
            self.aclnnGeScalar.is_ok(),
            self.aclnnLeTensorGetWorkspaceSize.is_ok(),
            self.aclnnLeTensor.is_ok(),
            self.aclnnLeScalarGetWorkspaceSize.is_ok(),
            self.aclnnLeScalar.is_ok(),
            self.aclnnEqTensorGetWorkspaceSize.is_ok(),
            self.aclnnEqTensor.is_ok(),
            self.aclnnEqScalarGetWorkspaceSize.is_ok(),
            self.aclnnEqScalar.is_ok(),
            self.aclnnNeTensorGetWorkspaceSize.is_ok(),
            self.aclnnNeTensor.is_ok(),
            self.aclnnNeScalarGetWorkspaceSize.is_ok(),
            self.aclnnNeScalar.is_ok(),
            self.aclnnLogicalAndGetWorkspaceSize.is_ok(),
            self.aclnnLogicalAnd.is_ok(),
            self.aclnnLogicalOrGetWorkspaceSize.is_ok(),
            self.aclnnLogicalOr.is_ok(),
            self.aclnnLogicalNotGetWorkspaceSize.is_ok(),
            self.aclnnLogicalNot.is_ok(),
            self.aclnnLogicalXorGetWorkspaceSize.is_ok(),
            self.aclnnLogicalXor.is_ok(),
            self.aclnnBitwiseAndTensorGetWorkspaceSize.is_ok(),
            self.aclnnBitwiseAndTensor.is_ok(),
            self.aclnnBitwiseAndScalarGetWorkspaceSize.is_ok(),
            self.aclnnBitwiseAndScalar.is_ok(),
            self.aclnnBitwiseOrTensorGetWorkspaceSize.is_ok(),
            self.aclnnBitwiseOrTensor.is_ok(),
            self.aclnnBitwiseOrScalarGetWorkspaceSize.is_ok(),
            self.aclnnBitwiseOrScalar.is_ok(),
            self.aclnnBitwiseXorTensorGetWorkspaceSize.is_ok(),
            self.aclnnBitwiseXorTensor.is_ok(),
            self.aclnnBitwiseXorScalarGetWorkspaceSize.is_ok(),
            self.aclnnBitwiseXorScalar.is_ok(),
            self.aclnnBitwiseNotGetWorkspaceSize.is_ok(),
            self.aclnnBitwiseNot.is_ok(),
            self.aclnnLeftShiftGetWorkspaceSize.is_ok(),
            self.aclnnLeftShift.is_ok(),
            self.aclnnLeftShiftsGetWorkspaceSize.is_ok(),
            self.aclnnLeftShifts.is_ok(),
            self.aclnnRightShiftGetWorkspaceSize.is_ok(),
            self.aclnnRightShift.is_ok(),
            self.aclnnSigmoidGetWorkspaceSize.is_ok(),
            self.aclnnSigmoid.is_ok(),
            self.aclnnReluGetWorkspaceSize.is_ok(),
            self.aclnnRelu.is_ok(),
            self.aclnnLeakyReluGetWorkspaceSize.is_ok(),
            self.aclnnLeakyRelu.is_ok(),
            self.aclnnHardsigmoidGetWorkspaceSize.is_ok(),
            self.aclnnHardsigmoid.is_ok(),
            self.aclnnLogSigmoidGetWorkspaceSize.is_ok(),
            self.aclnnLogSigmoid.is_ok(),
            self.aclnnSoftplusGetWorkspaceSize.is_ok(),
            self.aclnnSoftplus.is_ok(),
            self.aclnnGeluGetWorkspaceSize.is_ok(),
            self.aclnnGelu.is_ok(),
            self.aclnnGeluV2GetWorkspaceSize.is_ok(),
            self.aclnnGeluV2.is_ok(),
            self.aclnnGeluBackwardGetWorkspaceSize.is_ok(),
            self.aclnnGeluBackward.is_ok(),
            self.aclnnSiluGetWorkspaceSize.is_ok(),
            self.aclnnSilu.is_ok(),
            self.aclnnSwiGluGetWorkspaceSize.is_ok(),
            self.aclnnSwiGlu.is_ok(),
            self.aclnnPreluGetWorkspaceSize.is_ok(),
            self.aclnnPrelu.is_ok(),
            self.aclnnSoftmaxGetWorkspaceSize.is_ok(),
            self.aclnnSoftmax.is_ok(),
            self.aclnnLogSoftmaxGetWorkspaceSize.is_ok(),
            self.aclnnLogSoftmax.is_ok(),
            self.aclnnLayerNormGetWorkspaceSize.is_ok(),
            self.aclnnLayerNorm.is_ok(),
            self.aclnnLayerNormBackwardGetWorkspaceSize.is_ok(),
            self.aclnnLayerNormBackward.is_ok(),
            self.aclnnRmsNormGetWorkspaceSize.is_ok(),
            self.aclnnRmsNorm.is_ok(),
            self.aclnnAddRmsNormGetWorkspaceSize.is_ok(),
            self.aclnnAddRmsNorm.is_ok(),
            self.aclnnAddLayerNormGetWorkspaceSize.is_ok(),
            self.aclnnAddLayerNorm.is_ok(),
            self.aclnnGroupNormGetWorkspaceSize.is_ok(),
            self.aclnnGroupNorm.is_ok(),
            self.aclnnBatchNormGetWorkspaceSize.is_ok(),
            self.aclnnBatchNorm.is_ok(),
            self.aclnnRotaryPositionEmbeddingGetWorkspaceSize.is_ok(),
            self.aclnnRotaryPositionEmbedding.is_ok(),
            self.aclnnApplyRotaryPosEmbGetWorkspaceSize.is_ok(),
            self.aclnnApplyRotaryPosEmb.is_ok(),
            self.aclnnApplyRotaryPosEmbV2GetWorkspaceSize.is_ok(),
            self.aclnnApplyRotaryPosEmbV2.is_ok(),
            self.aclnnRopeWithSinCosCacheGetWorkspaceSize.is_ok(),
            self.aclnnRopeWithSinCosCache.is_ok(),
            self.aclnnFlashAttentionScoreGetWorkspaceSize.is_ok(),
            self.aclnnFlashAttentionScore.is_ok(),
            self.aclnnPromptFlashAttentionV3GetWorkspaceSize.is_ok(),
            self.aclnnPromptFlashAttentionV3.is_ok(),
            self.aclnnIncreFlashAttentionV4GetWorkspaceSize.is_ok(),
            self.aclnnIncreFlashAttentionV4.is_ok(),
            self.aclnnFusedInferAttentionScoreV2GetWorkspaceSize.is_ok(),
            self.aclnnFusedInferAttentionScoreV2.is_ok(),
            self.aclnnFusedInferAttentionScoreV3GetWorkspaceSize.is_ok(),
            self.aclnnFusedInferAttentionScoreV3.is_ok(),
            self.aclnnFusedInferAttentionScoreV4GetWorkspaceSize.is_ok(),
            self.aclnnFusedInferAttentionScoreV4.is_ok(),
            self.aclnnEmbeddingGetWorkspaceSize.is_ok(),
            self.aclnnEmbedding.is_ok(),
            self.aclnnEmbeddingDenseBackwardGetWorkspaceSize.is_ok(),
            self.aclnnEmbeddingDenseBackward.is_ok(),
            self.aclnnIndexSelectGetWorkspaceSize.is_ok(),
            self.aclnnIndexSelect.is_ok(),
            self.aclnnGatherGetWorkspaceSize.is_ok(),
            self.aclnnGather.is_ok(),
            self.aclnnGatherV2GetWorkspaceSize.is_ok(),
            self.aclnnGatherV2.is_ok(),
            self.aclnnGatherV3GetWorkspaceSize.is_ok(),
            self.aclnnGatherV3.is_ok(),
            self.aclnnGatherNdGetWorkspaceSize.is_ok(),
            self.aclnnGatherNd.is_ok(),
            self.aclnnIndexGetWorkspaceSize.is_ok(),
            self.aclnnIndex.is_ok(),
            self.aclnnIndexPutImplGetWorkspaceSize.is_ok(),
            self.aclnnIndexPutImpl.is_ok(),
            self.aclnnScatterGetWorkspaceSize.is_ok(),
            self.aclnnScatter.is_ok(),
            self.aclnnScatterAddGetWorkspaceSize.is_ok(),
            self.aclnnScatterAdd.is_ok(),
            self.aclnnScatterValueGetWorkspaceSize.is_ok(),
            self.aclnnScatterValue.is_ok(),
            self.aclnnInplaceScatterGetWorkspaceSize.is_ok(),
            self.aclnnInplaceScatter.is_ok(),
            self.aclnnInplaceScatterUpdateGetWorkspaceSize.is_ok(),
            self.aclnnInplaceScatterUpdate.is_ok(),
            self.aclnnIndexAddGetWorkspaceSize.is_ok(),
            self.aclnnIndexAdd.is_ok(),
            self.aclnnIndexAddV2GetWorkspaceSize.is_ok(),
            self.aclnnIndexAddV2.is_ok(),
            self.aclnnScatterNdGetWorkspaceSize.is_ok(),
            self.aclnnScatterNd.is_ok(),
            self.aclnnScatterNdUpdateGetWorkspaceSize.is_ok(),
            self.aclnnScatterNdUpdate.is_ok(),
            self.aclnnIndexCopyGetWorkspaceSize.is_ok(),
            self.aclnnIndexCopy.is_ok(),
            self.aclnnInplaceIndexCopyGetWorkspaceSize.is_ok(),
            self.aclnnInplaceIndexCopy.is_ok(),
            self.aclnnTakeGetWorkspaceSize.is_ok(),
            self.aclnnTake.is_ok(),
            self.aclnnMaskedSelectGetWorkspaceSize.is_ok(),
            self.aclnnMaskedSelect.is_ok(),
            self.aclnnNonzeroGetWorkspaceSize.is_ok(),
            self.aclnnNonzero.is_ok(),
            self.aclnnCatGetWorkspaceSize.is_ok(),
            self.aclnnCat.is_ok(),
            self.aclnnSliceGetWorkspaceSize.is_ok(),
            self.aclnnSlice.is_ok(),
            self.aclnnSliceV2GetWorkspaceSize.is_ok(),
            self.aclnnSliceV2.is_ok(),
            self.aclnnPermuteGetWorkspaceSize.is_ok(),
            self.aclnnPermute.is_ok(),
            self.aclnnRepeatGetWorkspaceSize.is_ok(),
            self.aclnnRepeat.is_ok(),
            self.aclnnExpandGetWorkspaceSize.is_ok(),
            self.aclnnExpand.is_ok(),
            self.aclnnFlipGetWorkspaceSize.is_ok(),
            self.aclnnFlip.is_ok(),
            self.aclnnCastGetWorkspaceSize.is_ok(),
            self.aclnnCast.is_ok(),
            self.aclnnInplaceCopyGetWorkspaceSize.is_ok(),
            self.aclnnInplaceCopy.is_ok(),
            self.aclnnInplaceFillScalarGetWorkspaceSize.is_ok(),
            self.aclnnInplaceFillScalar.is_ok(),
            self.aclnnInplaceFillTensorGetWorkspaceSize.is_ok(),
            self.aclnnInplaceFillTensor.is_ok(),
            self.aclnnInplaceZeroGetWorkspaceSize.is_ok(),
            self.aclnnInplaceZero.is_ok(),
            self.aclnnInplaceOneGetWorkspaceSize.is_ok(),
            self.aclnnInplaceOne.is_ok(),
            self.aclnnRepeatInterleaveIntWithDimGetWorkspaceSize.is_ok(),
            self.aclnnRepeatInterleaveIntWithDim.is_ok(),
            self.aclnnTrilGetWorkspaceSize.is_ok(),
            self.aclnnTril.is_ok(),
            self.aclnnTriuGetWorkspaceSize.is_ok(),
            self.aclnnTriu.is_ok(),
            self.aclnnEyeGetWorkspaceSize.is_ok(),
            self.aclnnEye.is_ok(),
            self.aclnnUnfoldGradGetWorkspaceSize.is_ok(),
            self.aclnnUnfoldGrad.is_ok(),
            self.aclnnConstantPadNdGetWorkspaceSize.is_ok(),
            self.aclnnConstantPadNd.is_ok(),
            self.aclnnReflectionPad2dGetWorkspaceSize.is_ok(),
            self.aclnnReflectionPad2d.is_ok(),
            self.aclnnReplicationPad2dGetWorkspaceSize.is_ok(),
            self.aclnnReplicationPad2d.is_ok(),
            self.aclnnArangeGetWorkspaceSize.is_ok(),
            self.aclnnArange.is_ok(),
            self.aclnnLinspaceGetWorkspaceSize.is_ok(),
            self.aclnnLinspace.is_ok(),
            self.aclnnInplaceNormalGetWorkspaceSize.is_ok(),
            self.aclnnInplaceNormal.is_ok(),
            self.aclnnNormalFloatFloatGetWorkspaceSize.is_ok(),
            self.aclnnNormalFloatFloat.is_ok(),
            self.aclnnInplaceUniformGetWorkspaceSize.is_ok(),
            self.aclnnInplaceUniform.is_ok(),
            self.aclnnInplaceBernoulliGetWorkspaceSize.is_ok(),
            self.aclnnInplaceBernoulli.is_ok(),
            self.aclnnInplaceRandomGetWorkspaceSize.is_ok(),
            self.aclnnInplaceRandom.is_ok(),
            self.aclnnReduceSumGetWorkspaceSize.is_ok(),
            self.aclnnReduceSum.is_ok(),
            self.aclnnMeanGetWorkspaceSize.is_ok(),
            self.aclnnMean.is_ok(),
            self.aclnnProdGetWorkspaceSize.is_ok(),
            self.aclnnProd.is_ok(),
            self.aclnnProdDimGetWorkspaceSize.is_ok(),
            self.aclnnProdDim.is_ok(),
            self.aclnnAmaxGetWorkspaceSize.is_ok(),
            self.aclnnAmax.is_ok(),
            self.aclnnAminGetWorkspaceSize.is_ok(),
            self.aclnnAmin.is_ok(),
            self.aclnnMaxGetWorkspaceSize.is_ok(),
            self.aclnnMax.is_ok(),
            self.aclnnMinGetWorkspaceSize.is_ok(),
            self.aclnnMin.is_ok(),
            self.aclnnMaxDimGetWorkspaceSize.is_ok(),
            self.aclnnMaxDim.is_ok(),
            self.aclnnMinDimGetWorkspaceSize.is_ok(),
            self.aclnnMinDim.is_ok(),
            self.aclnnArgMaxGetWorkspaceSize.is_ok(),
            self.aclnnArgMax.is_ok(),
            self.aclnnArgMinGetWorkspaceSize.is_ok(),
            self.aclnnArgMin.is_ok(),
            self.aclnnAllGetWorkspaceSize.is_ok(),
            self.aclnnAll.is_ok(),
            self.aclnnAnyGetWorkspaceSize.is_ok(),
            self.aclnnAny.is_ok(),
            self.aclnnVarGetWorkspaceSize.is_ok(),
            self.aclnnVar.is_ok(),
            self.aclnnVarCorrectionGetWorkspaceSize.is_ok(),
            self.aclnnVarCorrection.is_ok(),
            self.aclnnStdGetWorkspaceSize.is_ok(),
            self.aclnnStd.is_ok(),
            self.aclnnLinalgVectorNormGetWorkspaceSize.is_ok(),
            self.aclnnLinalgVectorNorm.is_ok(),
            self.aclnnTopkGetWorkspaceSize.is_ok(),
            self.aclnnTopk.is_ok(),
            self.aclnnSortGetWorkspaceSize.is_ok(),
            self.aclnnSort.is_ok(),
            self.aclnnArgsortGetWorkspaceSize.is_ok(),
            self.aclnnArgsort.is_ok(),
            self.aclnnCumsumGetWorkspaceSize.is_ok(),
            self.aclnnCumsum.is_ok(),
            self.aclnnCumsumV2GetWorkspaceSize.is_ok(),
            self.aclnnCumsumV2.is_ok(),
            self.aclnnCumprodGetWorkspaceSize.is_ok(),
            self.aclnnCumprod.is_ok(),
            self.aclnnCummaxGetWorkspaceSize.is_ok(),
            self.aclnnCummax.is_ok(),
            self.aclnnCumminGetWorkspaceSize.is_ok(),
            self.aclnnCummin.is_ok(),
            self.aclnnLogSumExpGetWorkspaceSize.is_ok(),
            self.aclnnLogSumExp.is_ok(),
            self.aclnnConvolutionGetWorkspaceSize.is_ok(),
            self.aclnnConvolution.is_ok(),
            self.aclnnConvolutionBackwardGetWorkspaceSize.is_ok(),
            self.aclnnConvolutionBackward.is_ok(),
            self.aclnnConvDepthwise2dGetWorkspaceSize.is_ok(),
            self.aclnnConvDepthwise2d.is_ok(),
            self.aclnnDeformableConv2dGetWorkspaceSize.is_ok(),
            self.aclnnDeformableConv2d.is_ok(),
            self.aclnnIm2colGetWorkspaceSize.is_ok(),
            self.aclnnIm2col.is_ok(),
            self.aclnnIm2colBackwardGetWorkspaceSize.is_ok(),
            self.aclnnIm2colBackward.is_ok(),
            self.aclnnMaxPoolGetWorkspaceSize.is_ok(),
            self.aclnnMaxPool.is_ok(),
            self.aclnnMaxPool2dWithIndicesGetWorkspaceSize.is_ok(),
            self.aclnnMaxPool2dWithIndices.is_ok(),
            self.aclnnMaxPool2dWithIndicesBackwardGetWorkspaceSize.is_ok(),
            self.aclnnMaxPool2dWithIndicesBackward.is_ok(),
            self.aclnnAvgPool2dGetWorkspaceSize.is_ok(),
            self.aclnnAvgPool2d.is_ok(),
            self.aclnnAvgPool2dBackwardGetWorkspaceSize.is_ok(),
            self.aclnnAvgPool2dBackward.is_ok(),
            self.aclnnAvgPool3dGetWorkspaceSize.is_ok(),
            self.aclnnAvgPool3d.is_ok(),
            self.aclnnAdaptiveAvgPool2dGetWorkspaceSize.is_ok(),
            self.aclnnAdaptiveAvgPool2d.is_ok(),
            self.aclnnAdaptiveAvgPool3dGetWorkspaceSize.is_ok(),
            self.aclnnAdaptiveAvgPool3d.is_ok(),
            self.aclnnUpsampleBilinear2dGetWorkspaceSize.is_ok(),
            self.aclnnUpsampleBilinear2d.is_ok(),
            self.aclnnUpsampleBilinear2dBackwardGetWorkspaceSize.is_ok(),
            self.aclnnUpsampleBilinear2dBackward.is_ok(),
            self.aclnnUpsampleBicubic2dGetWorkspaceSize.is_ok(),
            self.aclnnUpsampleBicubic2d.is_ok(),
            self.aclnnUpsampleBilinear2dAAGetWorkspaceSize.is_ok(),
            self.aclnnUpsampleBilinear2dAA.is_ok(),
            self.aclnnUpsampleBicubic2dAAGetWorkspaceSize.is_ok(),
            self.aclnnUpsampleBicubic2dAA.is_ok(),
            self.aclnnUpsampleNearest2dGetWorkspaceSize.is_ok(),
            self.aclnnUpsampleNearest2d.is_ok(),
            self.aclnnUpsampleNearest2dV2GetWorkspaceSize.is_ok(),
            self.aclnnUpsampleNearest2dV2.is_ok(),
            self.aclnnUpsampleNearest1dV2GetWorkspaceSize.is_ok(),
            self.aclnnUpsampleNearest1dV2.is_ok(),
            self.aclnnUpsampleLinear1dGetWorkspaceSize.is_ok(),
            self.aclnnUpsampleLinear1d.is_ok(),
            self.aclnnUpsampleTrilinear3dGetWorkspaceSize.is_ok(),
            self.aclnnUpsampleTrilinear3d.is_ok(),
            self.aclnnGridSampler2DGetWorkspaceSize.is_ok(),
            self.aclnnGridSampler2D.is_ok(),
        ]
    }
}
