//! C types and numbers of the interface, transcribed.

use std::ffi::c_void;

/// Any handle or pointer that CANN hands out.
pub type Handle = *mut c_void;
/// A pointer that is only read.
pub type ConstHandle = *const c_void;

// aclError
pub const INVALID_PARAM: i32 = 100_000;
pub const UNINITIALIZED: i32 = 100_001;
pub const REPEAT_INIT: i32 = 100_002;
pub const RT_PARAM: i32 = 107_000;
pub const BAD_DEVICE: i32 = 107_001;
pub const NO_CONTEXT: i32 = 107_002;
pub const STREAM_CONTEXT: i32 = 107_003;
pub const INVALID_HANDLE: i32 = 107_017;
pub const WAIT_TIMEOUT: i32 = 107_019;
pub const CAPTURE_DEPENDENCY: i32 = 107_024;
pub const CAPTURE_UNJOINED: i32 = 107_025;
pub const CAPTURE_SYNC: i32 = 107_027;
pub const EVENT_CAPTURED: i32 = 107_028;
pub const NOT_CAPTURED: i32 = 107_029;
pub const CAPTURE_FORBIDDEN: i32 = 107_030;
pub const CAPTURE_IMPLICIT: i32 = 107_031;
pub const CAPTURE_CONFLICT: i32 = 107_032;
pub const TASK_GROUP_STATUS: i32 = 107_033;
pub const CAPTURE_UNMATCHED: i32 = 107_036;
pub const CAPTURE_THREAD: i32 = 107_038;
pub const CAPTURE_SYNC_OP: i32 = 107_041;
pub const FEATURE: i32 = 207_000;
pub const OUT_OF_MEMORY: i32 = 207_001;
pub const TASK_NOT_SUPPORTED: i32 = 507_009;
pub const AICORE_EXCEPTION: i32 = 507_015;
pub const STREAM_TIMEOUT: i32 = 507_046;
pub const CAPTURE_INVALIDATED: i32 = 507_903;

// aclnnStatus
pub const NN_NULLPTR: i32 = 161_001;
pub const NN_PARAM: i32 = 161_002;
pub const NN_RUNTIME: i32 = 361_001;
pub const NN_INNER: i32 = 561_000;
pub const NN_TILING: i32 = 561_002;
pub const NN_KERNEL: i32 = 561_003;

/// `aclFormat`.
#[allow(dead_code, reason = "for operators to come")]
pub mod format {
    pub const NCHW: i32 = 0;
    pub const ND: i32 = 2;
    pub const FRACTAL_NZ: i32 = 29;
    pub const NCDHW: i32 = 30;
    pub const NCL: i32 = 47;
}

// aclrtMemcpyKind
pub const HOST_TO_HOST: i32 = 0;
pub const HOST_TO_DEVICE: i32 = 1;
pub const DEVICE_TO_HOST: i32 = 2;
pub const DEVICE_TO_DEVICE: i32 = 3;
pub const MEMCPY_DEFAULT: i32 = 4;

/// Flag of an event whose time can be taken.
pub const EVENT_TIME_LINE: u32 = 8;
/// Flag of an event that crosses the border of a graph.
pub const EVENT_EXTERNAL: u32 = 32;

/// `aclrtPhysicalMemProp`.
#[repr(C)]
pub struct PhysicalMemProp {
    pub handle_type: i32,
    pub allocation_type: i32,
    pub mem_attr: i32,
    pub location_id: u32,
    pub location_type: i32,
    pub reserve: u64,
}

/// `aclrtUtilizationInfo`.
#[repr(C)]
pub struct UtilizationInfo {
    pub cube: i32,
    pub vector: i32,
    pub aicpu: i32,
    pub memory: i32,
    pub extend: Handle,
}

/// `aclCANNPackageVersion`.
#[repr(C)]
pub struct PackageVersion {
    pub version: [u8; 128],
    pub major: [u8; 64],
    pub minor: [u8; 64],
    pub release: [u8; 64],
    pub patch: [u8; 64],
    pub reserved: [u8; 128],
}

/// Element type of a tensor or scalar (`aclDataType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DType {
    F32,
    F16,
    I8,
    I32,
    U8,
    I16,
    U16,
    U32,
    I64,
    U64,
    F64,
    Bool,
    Bf16,
    /// One that nothing here computes with.
    Other(i32),
}

impl DType {
    /// From its number in C.
    pub fn of(number: i32) -> Self {
        match number {
            0 => Self::F32,
            1 => Self::F16,
            2 => Self::I8,
            3 => Self::I32,
            4 => Self::U8,
            6 => Self::I16,
            7 => Self::U16,
            8 => Self::U32,
            9 => Self::I64,
            10 => Self::U64,
            11 => Self::F64,
            12 => Self::Bool,
            27 => Self::Bf16,
            other => Self::Other(other),
        }
    }

    /// Its number in C.
    pub fn number(self) -> i32 {
        match self {
            Self::F32 => 0,
            Self::F16 => 1,
            Self::I8 => 2,
            Self::I32 => 3,
            Self::U8 => 4,
            Self::I16 => 6,
            Self::U16 => 7,
            Self::U32 => 8,
            Self::I64 => 9,
            Self::U64 => 10,
            Self::F64 => 11,
            Self::Bool => 12,
            Self::Bf16 => 27,
            Self::Other(number) => number,
        }
    }

    /// Bytes of one element; 0 where nothing here computes with it.
    pub fn size(self) -> usize {
        match self {
            Self::I8 | Self::U8 | Self::Bool => 1,
            Self::F16 | Self::Bf16 | Self::I16 | Self::U16 => 2,
            Self::F32 | Self::I32 | Self::U32 => 4,
            Self::F64 | Self::I64 | Self::U64 => 8,
            Self::Other(16) => 8,
            Self::Other(17) => 16,
            Self::Other(_) => 0,
        }
    }

    /// Whether it has a fraction.
    pub fn is_float(self) -> bool {
        matches!(self, Self::F32 | Self::F16 | Self::Bf16 | Self::F64)
    }
}
