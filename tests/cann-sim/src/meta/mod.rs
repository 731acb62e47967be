//! acl_meta: the arguments of operators.

mod arrays;
mod executor_api;
mod tensor;

pub use arrays::{
    BOOL_ARRAYS, FLOAT_ARRAYS, INT_ARRAYS, SCALAR_LISTS, SCALARS, Scalar, TENSOR_LISTS,
};
pub use tensor::{TENSORS, Tensor, give};

use crate::op::executor::EXECUTORS;

/// What is not destroyed, by kind.
pub fn leaks() -> [(&'static str, usize); 8] {
    [
        ("tensor", TENSORS.all().len()),
        ("scalar", SCALARS.all().len()),
        ("int_array", INT_ARRAYS.all().len()),
        ("float_array", FLOAT_ARRAYS.all().len()),
        ("bool_array", BOOL_ARRAYS.all().len()),
        ("tensor_list", TENSOR_LISTS.all().len()),
        ("scalar_list", SCALAR_LISTS.all().len()),
        ("executor", EXECUTORS.all().len()),
    ]
}

/// Copies `count` values of the caller's; none where the pointer is null or the count is not plausible.
pub fn copied<T: Copy>(values: *const T, count: u64) -> Option<Vec<T>> {
    if count == 0 {
        return Some(Vec::new());
    }
    if values.is_null() || count > 1 << 20 {
        return None;
    }
    // SAFETY: not null; the caller passes that many values.
    Some(unsafe { std::slice::from_raw_parts(values, count as usize) }.to_vec())
}
