//! Moving elements without looking at them.

use std::borrow::Cow;
use std::ptr;

use super::elements::rows;
use crate::meta::Tensor;

/// What elements of some size are moved as.
pub trait Bits: Copy + Default + Send + Sync + 'static {}
impl Bits for u8 {}
impl Bits for u16 {}
impl Bits for u32 {}
impl Bits for u64 {}

/// Calls a function whose first type parameter is the [`Bits`] of a type's size.
macro_rules! by_size {
    ($dtype:expr, $function:ident($($arg:expr),* $(,)?)) => {
        match $dtype.size() {
            1 => $function::<u8>($($arg),*),
            2 => $function::<u16>($($arg),*),
            4 => $function::<u32>($($arg),*),
            8 => $function::<u64>($($arg),*),
            size => unreachable!("no operator moves elements of {size} bytes"),
        }
    };
}
pub(crate) use by_size;

/// See [`super::elements::read`].
///
/// # Safety
/// As there.
pub unsafe fn read<'a, B: Bits>(pointer: *const u8, low: i64, tensor: &Tensor) -> Cow<'a, [B]> {
    let start = pointer.cast::<B>();
    if tensor.is_contiguous() {
        // SAFETY: the caller's promise; the lowest element is the first.
        return Cow::Borrowed(unsafe { std::slice::from_raw_parts(start, tensor.numel()) });
    }
    let mut values = Vec::with_capacity(tensor.numel());
    rows(tensor, low, |first, count, stride| {
        // SAFETY: `first + i * stride` is an element of the tensor.
        let load = |i: i64| unsafe { start.offset((first + i * stride) as isize).read() };
        values.extend((0..count).map(load));
    });
    Cow::Owned(values)
}

/// See [`super::elements::write`].
///
/// # Safety
/// As there.
pub unsafe fn write<B: Bits>(pointer: *mut u8, low: i64, tensor: &Tensor, values: &[B]) {
    let start = pointer.cast::<B>();
    let mut values = values.iter();
    rows(tensor, low, |first, count, stride| {
        for (i, value) in (0..count).zip(values.by_ref()) {
            // SAFETY: as in `read`.
            unsafe { start.offset((first + i * stride) as isize).write(*value) };
        }
    });
}

/// Copies one view to another of the same sizes: each is the pointer to its lowest element, that element's number and the view.
///
/// # Safety
/// All that the views reach is readable, and writable, from there on.
pub unsafe fn copy(from: (*mut u8, i64, &Tensor), to: (*mut u8, i64, &Tensor)) {
    let ((source, source_low, from), (target, target_low, to)) = (from, to);
    let axes = merged(from, to);
    if from.numel() == 0 {
        return;
    }
    let (from_first, to_first) = (from.offset - source_low, to.offset - target_low);
    // SAFETY: the caller's promise; both have elements of this size, and the offsets are those of the first elements.
    unsafe {
        by_size!(
            from.dtype,
            walk(source, from_first, target, to_first, &axes)
        );
    }
}

/// Axes as size, step in the source and step in the target: those of one element left out, those that continue one another joined.
fn merged(from: &Tensor, to: &Tensor) -> Vec<(i64, i64, i64)> {
    let mut axes: Vec<(i64, i64, i64)> = Vec::new();
    let steps = from.strides.iter().zip(&to.strides);
    for (&size, (&source, &target)) in from.dims.iter().zip(steps).filter(|(size, _)| **size != 1) {
        match axes.last_mut() {
            Some(outer) if outer.1 == source * size && outer.2 == target * size => {
                *outer = (outer.0 * size, source, target);
            }
            _ => axes.push((size, source, target)),
        }
    }
    axes
}

unsafe fn walk<B: Bits>(
    source: *const u8,
    from: i64,
    target: *mut u8,
    to: i64,
    axes: &[(i64, i64, i64)],
) {
    // SAFETY: as the caller promises, for `from` and `to` and whatever the axes reach from there.
    let (source, target) = unsafe {
        (
            source.cast::<B>().offset(from as isize),
            target.cast::<B>().offset(to as isize),
        )
    };
    // SAFETY: as above.
    unsafe { step(source, target, axes) };
}

unsafe fn step<B: Bits>(source: *const B, target: *mut B, axes: &[(i64, i64, i64)]) {
    // SAFETY: all offsets are of elements of the views.
    unsafe {
        match *axes {
            [] => target.write(source.read()),
            [(count, 1, 1)] => ptr::copy(source, target, count as usize),
            [(count, from, to)] => {
                for i in 0..count {
                    let value = source.offset((i * from) as isize).read();
                    target.offset((i * to) as isize).write(value);
                }
            }
            [(count, from, to), ref inner @ ..] => {
                for i in 0..count {
                    step(
                        source.offset((i * from) as isize),
                        target.offset((i * to) as isize),
                        inner,
                    );
                }
            }
        }
    }
}
