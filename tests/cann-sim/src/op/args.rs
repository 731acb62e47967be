//! The kinds of arguments that an operator has: their C types, and what the body gets.

use std::ffi::{CStr, c_char};
use std::sync::Arc;

use super::prepare::Op;
use crate::abi::{ConstHandle, DType, NN_NULLPTR};
use crate::fail::{Fail, Result, fatal, param};
use crate::handle::Table;
use crate::meta;

/// A kind of argument.
pub trait Arg {
    /// What C passes.
    type C;
    /// What the body gets.
    type Value;
    /// Checks and copies it.
    fn take(op: &mut Op, name: &'static str, given: Self::C) -> Result<Self::Value>;
}

/// The live object of a handle that must not be null.
fn object<T>(table: &Table<T>, op: &Op, name: &str, handle: ConstHandle) -> Result<Arc<T>> {
    optional(table, op, name, handle)?
        .ok_or_else(|| Fail::new(NN_NULLPTR, format!("{name} is null")))
}

fn optional<T>(
    table: &Table<T>,
    op: &Op,
    name: &str,
    handle: ConstHandle,
) -> Result<Option<Arc<T>>> {
    if handle.is_null() {
        return Ok(None);
    }
    match table.get(handle) {
        Some(object) => Ok(Some(object)),
        None => fatal(
            "handle",
            format!("{}: {name}: {}", op.name(), table.reproach(handle)),
        ),
    }
}

fn tensor(op: &Op, name: &'static str, handle: ConstHandle) -> Result<Option<Arc<meta::Tensor>>> {
    let tensor = optional(&meta::TENSORS, op, name, handle)?;
    tensor.iter().try_for_each(|tensor| check(name, tensor))?;
    Ok(tensor)
}

/// What holds for the tensors of all operators.
fn check(name: &'static str, tensor: &meta::Tensor) -> Result<()> {
    if tensor.rank() > 8 {
        return Err(param(format!(
            "{name} has {} axes, more than 8",
            tensor.rank()
        )));
    }
    if tensor.dims.iter().any(|size| *size < 0) {
        return Err(param(format!(
            "{name} has a negative size: {:?}",
            tensor.dims
        )));
    }
    if tensor.dtype.size() == 0 {
        return Err(param(format!(
            "{name} has the element type {}, which nothing here computes with",
            tensor.dtype.number()
        )));
    }
    let (low, high) = tensor.reach();
    if low < 0 || high > tensor.storage_numel() {
        let storage = &tensor.storage;
        return Err(param(format!(
            "{name} = {} reaches from {low} to {high} in memory of {storage:?} elements",
            tensor.describe()
        )));
    }
    Ok(())
}

fn required<T>(name: &str, value: Option<T>) -> Result<T> {
    value.ok_or_else(|| Fail::new(NN_NULLPTR, format!("{name} is null")))
}

macro_rules! tensors {
    ($($(#[$doc:meta])* $kind:ident gives $value:ty: |$op:ident, $name:ident, $tensor:ident| $body:expr;)*) => {$(
        $(#[$doc])*
        pub struct $kind;
        impl Arg for $kind {
            type C = ConstHandle;
            type Value = $value;
            fn take($op: &mut Op, $name: &'static str, given: ConstHandle) -> Result<$value> {
                let $tensor = tensor($op, $name, given)?;
                $body
            }
        }
    )*};
}
tensors! {
    /// A tensor that is read.
    In gives Arc<meta::Tensor>: |op, name, tensor| { let t = required(name, tensor)?; op.input(&t); Ok(t) };
    /// One that may be null.
    OptIn gives Option<Arc<meta::Tensor>>: |op, _name, tensor| { tensor.iter().for_each(|t| op.input(t)); Ok(tensor) };
    /// A tensor that is written.
    Out gives Arc<meta::Tensor>: |op, name, tensor| { let t = required(name, tensor)?; op.output(&t); Ok(t) };
    /// One that may be null.
    OptOut gives Option<Arc<meta::Tensor>>: |op, _name, tensor| { tensor.iter().for_each(|t| op.output(t)); Ok(tensor) };
    /// A tensor that is read and written.
    InOut gives Arc<meta::Tensor>: |op, name, tensor| { let t = required(name, tensor)?; op.input(&t); op.output(&t); Ok(t) };
}

macro_rules! lists {
    ($($(#[$doc:meta])* $kind:ident registers $method:ident;)*) => {$(
        $(#[$doc])*
        pub struct $kind;
        impl Arg for $kind {
            type C = ConstHandle;
            type Value = Vec<Arc<meta::Tensor>>;
            fn take(op: &mut Op, name: &'static str, given: ConstHandle) -> Result<Self::Value> {
                let list = object(&meta::TENSOR_LISTS, op, name, given)?;
                for member in &list.members {
                    let tensor = required(name, tensor(op, name, member.handle as ConstHandle)?)?;
                    op.$method(&tensor);
                }
                Ok(list.members.clone())
            }
        }
    )*};
}
lists! {
    /// Tensors that are read.
    InList registers input;
    /// Tensors that are written.
    OutList registers output;
}

/// Tensors that are read; the list may be null, which gives none.
pub struct OptInList;
impl Arg for OptInList {
    type C = ConstHandle;
    type Value = Option<Vec<Arc<meta::Tensor>>>;
    fn take(op: &mut Op, name: &'static str, given: ConstHandle) -> Result<Self::Value> {
        (!given.is_null())
            .then(|| InList::take(op, name, given))
            .transpose()
    }
}

macro_rules! copies {
    ($($(#[$doc:meta])* $kind:ident, $opt:ident give $value:ty, kept in $table:ident;)*) => {$(
        $(#[$doc])*
        pub struct $kind;
        impl Arg for $kind {
            type C = ConstHandle;
            type Value = $value;
            fn take(op: &mut Op, name: &'static str, given: ConstHandle) -> Result<$value> {
                object(&meta::$table, op, name, given).map(|object| (*object).clone())
            }
        }
        $(#[$doc])*
        /// May be null.
        pub struct $opt;
        impl Arg for $opt {
            type C = ConstHandle;
            type Value = Option<$value>;
            fn take(op: &mut Op, name: &'static str, given: ConstHandle) -> Result<Option<$value>> {
                optional(&meta::$table, op, name, given).map(|object| object.map(|object| (*object).clone()))
            }
        }
    )*};
}
copies! {
    /// `aclScalar`.
    Number, OptNumber give meta::Scalar, kept in SCALARS;
    /// `aclIntArray`.
    Ints, OptInts give Vec<i64>, kept in INT_ARRAYS;
    /// `aclFloatArray`.
    Floats, OptFloats give Vec<f32>, kept in FLOAT_ARRAYS;
    /// `aclBoolArray`.
    Bools, OptBools give Vec<bool>, kept in BOOL_ARRAYS;
    /// `aclScalarList`.
    Numbers, OptNumbers give Vec<meta::Scalar>, kept in SCALAR_LISTS;
}

macro_rules! plain {
    ($($(#[$doc:meta])* $kind:ident is $value:ty;)*) => {$(
        $(#[$doc])*
        pub struct $kind;
        impl Arg for $kind {
            type C = $value;
            type Value = $value;
            fn take(_op: &mut Op, _name: &'static str, given: $value) -> Result<$value> {
                Ok(given)
            }
        }
    )*};
}
plain! {
    /// `int64_t`.
    I64 is i64;
    /// `uint64_t`.
    U64 is u64;
    /// `int32_t` or `int`.
    I32 is i32;
    /// `int8_t`.
    I8 is i8;
    /// `double`.
    F64 is f64;
    /// `float`.
    F32 is f32;
    /// `bool`.
    Bool is bool;
}

/// `aclDataType`.
pub struct DataType;
impl Arg for DataType {
    type C = i32;
    type Value = DType;
    fn take(_op: &mut Op, _name: &'static str, given: i32) -> Result<DType> {
        Ok(DType::of(given))
    }
}

/// `char *`: text that ends with nul; null gives the empty text.
pub struct Text;
impl Arg for Text {
    type C = *const c_char;
    type Value = String;
    fn take(_op: &mut Op, _name: &'static str, given: *const c_char) -> Result<String> {
        if given.is_null() {
            return Ok(String::new());
        }
        // SAFETY: not null; the caller passes text that ends with nul.
        Ok(unsafe { CStr::from_ptr(given) }
            .to_string_lossy()
            .into_owned())
    }
}
