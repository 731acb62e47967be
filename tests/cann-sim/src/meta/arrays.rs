//! Scalars, arrays and lists: copied when they are made.

use std::ffi::c_void;
use std::ptr;
use std::sync::Arc;

use half::{bf16, f16};

use super::{TENSORS, Tensor, copied};
use crate::abi::{ConstHandle, DType, Handle};
use crate::api::{Need, api, enter};
use crate::fail::fatal;
use crate::handle::Table;

/// A number with its type.
#[derive(Clone, Copy, Debug)]
pub struct Scalar {
    /// Its type.
    pub dtype: DType,
    bytes: [u8; 8],
}

/// Tensors; destroying the list destroys them.
pub struct TensorList {
    /// Its members.
    pub members: Vec<Arc<Tensor>>,
}

pub static SCALARS: Table<Scalar> = Table::new("scalar", 0x11);
pub static INT_ARRAYS: Table<Vec<i64>> = Table::new("int array", 0x12);
pub static FLOAT_ARRAYS: Table<Vec<f32>> = Table::new("float array", 0x13);
pub static BOOL_ARRAYS: Table<Vec<bool>> = Table::new("bool array", 0x14);
pub static TENSOR_LISTS: Table<TensorList> = Table::new("tensor list", 0x15);
pub static SCALAR_LISTS: Table<Vec<Scalar>> = Table::new("scalar list", 0x16);

impl Scalar {
    fn first<const N: usize>(&self) -> [u8; N] {
        std::array::from_fn(|index| self.bytes[index])
    }

    /// As a float.
    pub fn f64(&self) -> f64 {
        match self.dtype {
            DType::F32 => f32::from_ne_bytes(self.first()).into(),
            DType::F16 => f16::from_ne_bytes(self.first()).into(),
            DType::Bf16 => bf16::from_ne_bytes(self.first()).into(),
            DType::F64 => f64::from_ne_bytes(self.bytes),
            _ => self.i64() as f64,
        }
    }

    /// As an integer; a fraction is cut off.
    pub fn i64(&self) -> i64 {
        match self.dtype {
            DType::I8 => i8::from_ne_bytes(self.first()).into(),
            DType::I16 => i16::from_ne_bytes(self.first()).into(),
            DType::I32 => i32::from_ne_bytes(self.first()).into(),
            DType::U8 | DType::Bool => self.bytes[0].into(),
            DType::U16 => u16::from_ne_bytes(self.first()).into(),
            DType::U32 => u32::from_ne_bytes(self.first()).into(),
            DType::I64 | DType::U64 => i64::from_ne_bytes(self.bytes),
            DType::Other(_) => 0,
            _ => self.f64() as i64,
        }
    }
}

/// Copies a number; null where the pointer is, or where the type is none that a scalar has here.
#[unsafe(no_mangle)]
pub extern "C" fn aclCreateScalar(value: *mut c_void, data_type: i32) -> Handle {
    let dtype = DType::of(data_type);
    let size = dtype.size();
    if enter("aclCreateScalar", Need::Nothing).is_err() || size == 0 || size > 8 {
        return ptr::null_mut();
    }
    match copied(value.cast::<u8>().cast_const(), size as u64) {
        Some(given) => {
            let mut bytes = [0; 8];
            bytes[..size].copy_from_slice(&given);
            SCALARS.insert(Scalar { dtype, bytes })
        }
        None => ptr::null_mut(),
    }
}

fn array<T: Copy>(name: &str, table: &Table<Vec<T>>, values: *const T, count: u64) -> Handle {
    if enter(name, Need::Nothing).is_err() {
        return ptr::null_mut();
    }
    copied(values, count).map_or(ptr::null_mut(), |values| table.insert(values))
}

/// Copies integers.
#[unsafe(no_mangle)]
pub extern "C" fn aclCreateIntArray(values: *const i64, count: u64) -> Handle {
    array("aclCreateIntArray", &INT_ARRAYS, values, count)
}

/// Copies floats.
#[unsafe(no_mangle)]
pub extern "C" fn aclCreateFloatArray(values: *const f32, count: u64) -> Handle {
    array("aclCreateFloatArray", &FLOAT_ARRAYS, values, count)
}

/// Copies booleans.
#[unsafe(no_mangle)]
pub extern "C" fn aclCreateBoolArray(values: *const bool, count: u64) -> Handle {
    array("aclCreateBoolArray", &BOOL_ARRAYS, values, count)
}

/// Makes a list, which has its members from now on.
#[unsafe(no_mangle)]
pub extern "C" fn aclCreateTensorList(tensors: *const ConstHandle, count: u64) -> Handle {
    if enter("aclCreateTensorList", Need::Nothing).is_err() {
        return ptr::null_mut();
    }
    let Some(handles) = copied(tensors, count) else {
        return ptr::null_mut();
    };
    let member = |handle: &ConstHandle| match TENSORS.get(*handle) {
        Some(tensor) => tensor,
        None => fatal(
            "handle",
            format!("aclCreateTensorList: {}", TENSORS.reproach(*handle)),
        ),
    };
    TENSOR_LISTS.insert(TensorList {
        members: handles.iter().map(member).collect(),
    })
}

/// Makes a list of copies.
#[unsafe(no_mangle)]
pub extern "C" fn aclCreateScalarList(scalars: *const ConstHandle, count: u64) -> Handle {
    if enter("aclCreateScalarList", Need::Nothing).is_err() {
        return ptr::null_mut();
    }
    let Some(handles) = copied(scalars, count) else {
        return ptr::null_mut();
    };
    let member = |handle: &ConstHandle| match SCALARS.get(*handle) {
        Some(scalar) => *scalar,
        None => fatal(
            "handle",
            format!("aclCreateScalarList: {}", SCALARS.reproach(*handle)),
        ),
    };
    SCALAR_LISTS.insert(handles.iter().map(member).collect())
}

fn destroy<T>(table: &Table<T>, handle: ConstHandle) -> Option<Arc<T>> {
    if handle.is_null() {
        return None;
    }
    match table.remove(handle) {
        Some(object) => Some(object),
        None => fatal("handle", format!("destroying: {}", table.reproach(handle))),
    }
}

api! {
    Nothing fn aclDestroyScalar(scalar: ConstHandle) { destroy(&SCALARS, scalar); Ok(()) }
    Nothing fn aclDestroyIntArray(array: ConstHandle) { destroy(&INT_ARRAYS, array); Ok(()) }
    Nothing fn aclDestroyFloatArray(array: ConstHandle) { destroy(&FLOAT_ARRAYS, array); Ok(()) }
    Nothing fn aclDestroyBoolArray(array: ConstHandle) { destroy(&BOOL_ARRAYS, array); Ok(()) }
    Nothing fn aclDestroyScalarList(list: ConstHandle) { destroy(&SCALAR_LISTS, list); Ok(()) }
    Nothing fn aclDestroyTensorList(list: ConstHandle) {
        for member in destroy(&TENSOR_LISTS, list).iter().flat_map(|list| &list.members) {
            if TENSORS.remove(member.handle as ConstHandle).is_none() {
                fatal("handle", format!("aclDestroyTensorList destroys its tensors: {}", TENSORS.reproach(member.handle as ConstHandle)));
            }
        }
        Ok(())
    }
}
