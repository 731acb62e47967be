//! Reading and writing tensors on a stream's worker.

use std::borrow::Cow;
use std::collections::HashMap;

use super::elements::{self, Value};
use super::moves::{self, Bits};
use crate::abi::DType;
use crate::fail::{Result, fault, violation};
use crate::memory;
use crate::meta::{Scalar, Tensor};

/// One run of an operator on the device.
pub struct Task {
    /// Base addresses by the tensors' handles.
    addresses: HashMap<usize, usize>,
    /// The stream's.
    device: i32,
}

impl Task {
    pub(super) fn new(addresses: HashMap<usize, usize>, device: i32) -> Self {
        Self { addresses, device }
    }

    /// The elements in row-major order, each as a `T`: `f32`, `f64`, `i64` or `bool`. Borrowed where nothing is to be converted, so that
    /// a result is written last.
    pub fn read<T: Value>(&self, tensor: &Tensor) -> Result<Cow<'_, [T]>> {
        let (pointer, low) = self.pointer(tensor)?;
        // SAFETY: `pointer` is where the workers see the tensor's elements from `low` on, all of them within live memory.
        Ok(unsafe { elements::read(pointer, low, tensor) })
    }

    /// The same, repeated to `dims` by NumPy's rules.
    pub fn read_as<T: Value>(&self, tensor: &Tensor, dims: &[i64]) -> Result<Cow<'_, [T]>> {
        if tensor.dims == dims {
            return self.read(tensor);
        }
        self.read(&tensor.expanded(dims))
    }

    /// Writes all elements, given in row-major order, each rounded once to the tensor's type: to nearest, ties to even, for floats; a
    /// float becomes an integer by cutting its fraction off, NaN becoming 0; anything but 0 becomes true.
    pub fn write<T: Value>(&self, tensor: &Tensor, values: &[T]) -> Result<()> {
        assert_eq!(
            values.len(),
            tensor.numel(),
            "as many values as {} has",
            tensor.describe()
        );
        let (pointer, low) = self.pointer(tensor)?;
        // SAFETY: as in `read`.
        unsafe { elements::write(pointer, low, tensor, values) };
        Ok(())
    }

    /// The elements in row-major order, not looked at: `B` has as many bytes as the tensor's type (see [`by_size!`](super::moves::by_size)).
    pub fn bits<B: Bits>(&self, tensor: &Tensor) -> Result<Cow<'_, [B]>> {
        let (pointer, low) = self.pointer(tensor)?;
        // SAFETY: as in `read`.
        Ok(unsafe { moves::read(pointer, low, tensor) })
    }

    /// Writes what [`Task::bits`] read.
    pub fn write_bits<B: Bits>(&self, tensor: &Tensor, values: &[B]) -> Result<()> {
        assert_eq!(
            values.len(),
            tensor.numel(),
            "as many values as {} has",
            tensor.describe()
        );
        let (pointer, low) = self.pointer(tensor)?;
        // SAFETY: as in `read`.
        unsafe { moves::write(pointer, low, tensor, values) };
        Ok(())
    }

    /// Copies the elements of a view to another of the same sizes, whose type has as many bytes.
    pub fn copy(&self, from: &Tensor, to: &Tensor) -> Result<()> {
        assert_eq!(from.dims, to.dims, "the sizes of a copy");
        let (source, target) = (self.pointer(from)?, self.pointer(to)?);
        // SAFETY: as in `read`, for both.
        unsafe { moves::copy((source.0, source.1, from), (target.0, target.1, to)) };
        Ok(())
    }

    /// Converts the elements of a view, repeated where needed, into another.
    pub fn convert(&self, from: &Tensor, to: &Tensor) -> Result<()> {
        if from.dtype == to.dtype {
            return self.copy(&from.expanded(&to.dims), to);
        }
        match (from.dtype, to.dtype) {
            (DType::F64, _) | (_, DType::F64) => {
                self.write(to, &self.read_as::<f64>(from, &to.dims)?)
            }
            (from_type, to_type) if from_type.is_float() || to_type.is_float() => {
                self.write(to, &self.read_as::<f32>(from, &to.dims)?)
            }
            _ => self.write(to, &self.read_as::<i64>(from, &to.dims)?),
        }
    }

    /// Sets all elements to a number.
    pub fn fill(&self, tensor: &Tensor, value: &Scalar) -> Result<()> {
        match tensor.dtype.is_float() || tensor.dtype == DType::Bool {
            true => self.write(tensor, &vec![value.f64(); tensor.numel()]),
            false => self.write(tensor, &vec![value.i64(); tensor.numel()]),
        }
    }

    /// An index read from a tensor, which must be in `0..count`; below 0 it counts from the end where `negative`.
    pub fn index(&self, value: i64, count: i64, negative: bool) -> Result<usize> {
        let wrapped = if negative && value < 0 {
            value + count
        } else {
            value
        };
        if (0..count).contains(&wrapped) {
            return Ok(wrapped as usize);
        }
        violation("index", format!("the index {value} of {count}"));
        Err(fault(format!("the index {value} is outside of {count}")))
    }

    /// Whether the tensor's memory is as it must be.
    pub(super) fn check(&self, tensor: &Tensor) -> Result<()> {
        self.pointer(tensor).map(drop)
    }

    /// Where the tensor's lowest element is, and its number counted from the base.
    fn pointer(&self, tensor: &Tensor) -> Result<(*mut u8, i64)> {
        let (low, high) = tensor.reach();
        let base = self.addresses[&tensor.handle];
        if tensor.numel() == 0 {
            return Ok((std::ptr::NonNull::<u64>::dangling().as_ptr().cast(), low));
        }
        if !base.is_multiple_of(32) {
            violation(
                "alignment",
                format!("the base address {base:#x} of a tensor is not a multiple of 32"),
            );
            return Err(fault(format!("the base address {base:#x} is not aligned")));
        }
        let size = tensor.dtype.size() as i64;
        let address = base.wrapping_add_signed((low * size) as isize);
        let pointer =
            memory::resolve(address, ((high - low) * size) as usize).map_err(|message| {
                violation("tensor_memory", format!("{}: {message}", tensor.describe()));
                fault(message)
            })?;
        let owner = memory::device_of(address);
        if owner != Some(self.device) {
            let message = format!(
                "{address:#x} is not memory of the stream's device, {}",
                self.device
            );
            violation("other_device", &message);
            return Err(fault(message));
        }
        Ok((pointer, low))
    }
}

/// Rounds each value to a float type, as a device does between steps that keep their result in it. Other types change nothing.
pub fn round_to<T: Value>(dtype: DType, values: &mut [T]) {
    let round: fn(T) -> T = match dtype {
        DType::F16 => |value| T::from_f32(value.f16().to_f32()),
        DType::Bf16 => |value| T::from_f32(value.bf16().to_f32()),
        DType::F32 => |value| T::from_f32(value.f32()),
        _ => return,
    };
    values.iter_mut().for_each(|value| *value = round(*value));
}
