//! Converting between what memory holds and what operators compute with.

use std::borrow::Cow;

use half::slice::HalfFloatSliceExt;
use half::{bf16, f16};

use crate::abi::DType;
use crate::meta::Tensor;

/// What operators compute with.
pub trait Value: Copy + Send + Sync + 'static {
    /// The type in memory that is the same, bit for bit.
    const SAME: DType;
    fn from_f32(value: f32) -> Self;
    fn from_f64(value: f64) -> Self;
    fn from_i64(value: i64) -> Self;
    fn f32(self) -> f32;
    fn f64(self) -> f64;
    fn i64(self) -> i64;
    fn f16(self) -> f16;
    fn bf16(self) -> bf16;
    fn bool(self) -> bool;
}

macro_rules! value {
    ($kind:ty, same as $same:ident, halves $half:ident, number |$v:ident| $number:expr, true where $truth:expr;
        $from_f32:expr, $from_f64:expr, $from_i64:expr) => {
        impl Value for $kind {
            const SAME: DType = DType::$same;
            fn from_f32(value: f32) -> Self {
                $from_f32(value)
            }
            fn from_f64(value: f64) -> Self {
                $from_f64(value)
            }
            fn from_i64(value: i64) -> Self {
                $from_i64(value)
            }
            fn f32(self) -> f32 {
                let $v = self;
                $number as f32
            }
            fn f64(self) -> f64 {
                let $v = self;
                $number as f64
            }
            fn i64(self) -> i64 {
                let $v = self;
                $number as i64
            }
            fn f16(self) -> f16 {
                let $v = self;
                f16::$half($number as _)
            }
            fn bf16(self) -> bf16 {
                let $v = self;
                bf16::$half($number as _)
            }
            fn bool(self) -> bool {
                let $v = self;
                $truth
            }
        }
    };
}
value!(f32, same as F32, halves from_f32, number |v| v, true where v != 0.0; |v| v, |v| v as f32, |v| v as f32);
value!(f64, same as F64, halves from_f64, number |v| v, true where v != 0.0; f64::from, |v| v, |v| v as f64);
value!(i64, same as I64, halves from_f64, number |v| v, true where v != 0; |v| v as i64, |v| v as i64, |v| v);
value!(bool, same as Bool, halves from_f32, number |v| u8::from(v), true where v; |v| v != 0.0, |v| v != 0.0, |v| v != 0);

/// What memory holds.
trait Stored: Copy {
    fn load<T: Value>(self) -> T;
    fn store<T: Value>(value: T) -> Self;
    /// Loads elements that follow one another.
    fn load_run<T: Value>(run: &[Self], values: &mut Vec<T>) {
        values.extend(run.iter().map(|stored| stored.load::<T>()));
    }
}

macro_rules! stored {
    ($($kind:ty: |$value:ident| $load:expr, $given:ident => $store:expr;)*) => {$(
        impl Stored for $kind {
            fn load<T: Value>(self) -> T {
                let $value = self;
                $load
            }
            fn store<T: Value>($given: T) -> Self {
                $store
            }
        }
    )*};
}
stored! {
    f32: |v| T::from_f32(v), given => given.f32();
    f64: |v| T::from_f64(v), given => given.f64();
    bf16: |v| T::from_f32(v.to_f32()), given => given.bf16();
    i8: |v| T::from_i64(v.into()), given => given.i64() as i8;
    u8: |v| T::from_i64(v.into()), given => given.i64() as u8;
    i16: |v| T::from_i64(v.into()), given => given.i64() as i16;
    u16: |v| T::from_i64(v.into()), given => given.i64() as u16;
    i32: |v| T::from_i64(v.into()), given => given.i64() as i32;
    u32: |v| T::from_i64(v.into()), given => given.i64() as u32;
    i64: |v| T::from_i64(v), given => given.i64();
    u64: |v| T::from_i64(v as i64), given => given.i64() as u64;
}

impl Stored for f16 {
    fn load<T: Value>(self) -> T {
        T::from_f32(self.to_f32())
    }
    fn store<T: Value>(value: T) -> Self {
        value.f16()
    }
    // Whole slices are converted by the CPU's instructions, which are looked for once.
    fn load_run<T: Value>(run: &[Self], values: &mut Vec<T>) {
        let mut singles = [0.0; 256];
        for part in run.chunks(singles.len()) {
            let singles = &mut singles[..part.len()];
            part.convert_to_f32_slice(singles);
            values.extend(singles.iter().map(|value| T::from_f32(*value)));
        }
    }
}

/// A boolean of memory: one byte, 0 or 1.
#[derive(Clone, Copy)]
#[repr(transparent)]
struct Flag(u8);

impl Stored for Flag {
    fn load<T: Value>(self) -> T {
        T::from_i64((self.0 != 0).into())
    }
    fn store<T: Value>(value: T) -> Self {
        Self(value.bool().into())
    }
}

macro_rules! by_dtype {
    ($dtype:expr, $function:ident($($arg:expr),*)) => {
        match $dtype {
            DType::F32 => $function::<f32, _>($($arg),*),
            DType::F64 => $function::<f64, _>($($arg),*),
            DType::F16 => $function::<f16, _>($($arg),*),
            DType::Bf16 => $function::<bf16, _>($($arg),*),
            DType::I8 => $function::<i8, _>($($arg),*),
            DType::U8 => $function::<u8, _>($($arg),*),
            DType::I16 => $function::<i16, _>($($arg),*),
            DType::U16 => $function::<u16, _>($($arg),*),
            DType::I32 => $function::<i32, _>($($arg),*),
            DType::U32 => $function::<u32, _>($($arg),*),
            DType::I64 => $function::<i64, _>($($arg),*),
            DType::U64 => $function::<u64, _>($($arg),*),
            DType::Bool => $function::<Flag, _>($($arg),*),
            DType::Other(number) => unreachable!("no operator takes the element type {number}"),
        }
    };
}

/// Reads a tensor whose lowest element, `low` from the base, is at `pointer`.
///
/// # Safety
/// All that the tensor reaches is readable from there on, for as long as the result lives.
pub unsafe fn read<'a, T: Value>(pointer: *const u8, low: i64, tensor: &Tensor) -> Cow<'a, [T]> {
    // A boolean is not borrowed: a byte that is neither 0 nor 1 would be none.
    if tensor.dtype == T::SAME && T::SAME != DType::Bool && tensor.is_contiguous() {
        let start = pointer.cast::<T>();
        // SAFETY: the caller's promise; the offset is the lowest element where the tensor is contiguous, and the base is aligned.
        return Cow::Borrowed(unsafe { std::slice::from_raw_parts(start, tensor.numel()) });
    }
    // SAFETY: as the caller promises.
    Cow::Owned(unsafe { by_dtype!(tensor.dtype, gather(pointer, low, tensor)) })
}

/// Writes a tensor; see [`read`].
///
/// # Safety
/// All that the tensor reaches is writable from there on.
pub unsafe fn write<T: Value>(pointer: *mut u8, low: i64, tensor: &Tensor, values: &[T]) {
    // SAFETY: as the caller promises.
    unsafe { by_dtype!(tensor.dtype, spread(pointer, low, tensor, values)) };
}

unsafe fn gather<S: Stored, T: Value>(pointer: *const u8, low: i64, tensor: &Tensor) -> Vec<T> {
    let mut values = Vec::with_capacity(tensor.numel());
    let start = pointer.cast::<S>();
    rows(tensor, low, |first, count, stride| {
        if stride == 1 {
            // SAFETY: the `count` elements from `first` on are elements of the tensor, so that the caller's promise covers them.
            let run =
                unsafe { std::slice::from_raw_parts(start.offset(first as isize), count as usize) };
            return S::load_run(run, &mut values);
        }
        // SAFETY: `first + i * stride` is an element of the tensor, so that the caller's promise covers it.
        let load =
            |i: i64| unsafe { start.offset((first + i * stride) as isize).read() }.load::<T>();
        values.extend((0..count).map(load));
    });
    values
}

unsafe fn spread<S: Stored, T: Value>(pointer: *mut u8, low: i64, tensor: &Tensor, values: &[T]) {
    let start = pointer.cast::<S>();
    let mut values = values.iter();
    rows(tensor, low, |first, count, stride| {
        for (i, value) in (0..count).zip(values.by_ref()) {
            // SAFETY: as in `gather`.
            unsafe {
                start
                    .offset((first + i * stride) as isize)
                    .write(S::store(*value))
            };
        }
    });
}

/// Calls `row` with the first element (from `low`), the count and the stride of each run along the last axis, in row-major order.
pub(super) fn rows(tensor: &Tensor, low: i64, mut row: impl FnMut(i64, i64, i64)) {
    let total = tensor.numel() as i64;
    if total == 0 {
        return;
    }
    let first = tensor.offset - low;
    if tensor.is_contiguous() {
        return row(first, total, 1);
    }
    let (Some((&count, outer)), Some((&stride, steps))) =
        (tensor.dims.split_last(), tensor.strides.split_last())
    else {
        return row(first, 1, 1);
    };
    let mut position = vec![0; outer.len()];
    let mut at = first;
    for _ in 0..total / count {
        row(at, count, stride);
        for axis in (0..outer.len()).rev() {
            position[axis] += 1;
            at += steps[axis];
            if position[axis] < outer[axis] {
                break;
            }
            at -= steps[axis] * outer[axis];
            position[axis] = 0;
        }
    }
}
