//! Slices that the tasks of one job write to, each its own part.

use std::marker::PhantomData;

/// A mutable slice that several tasks may take disjoint parts of.
#[derive(Clone, Copy)]
pub(crate) struct Shared<'a, T> {
    start: *mut T,
    len: usize,
    lifetime: PhantomData<&'a mut [T]>,
}

// SAFETY: it is a mutable slice split up; `T: Send` makes each part fit to be written by another thread.
unsafe impl<T: Send> Send for Shared<'_, T> {}
// SAFETY: parts are taken through an unsafe function whose contract keeps them disjoint.
unsafe impl<T: Send> Sync for Shared<'_, T> {}

impl<'a, T> Shared<'a, T> {
    pub(crate) fn new(slice: &'a mut [T]) -> Self {
        Shared {
            start: slice.as_mut_ptr(),
            len: slice.len(),
            lifetime: PhantomData,
        }
    }

    /// The part from `start`, `len` long. Panics if it reaches beyond the slice.
    ///
    /// # Safety
    /// No other part in use at the same time may overlap it.
    #[allow(clippy::mut_from_ref)]
    #[inline(always)]
    pub(crate) unsafe fn part(&self, start: usize, len: usize) -> &'a mut [T] {
        assert!(start <= self.len && len <= self.len - start);
        // SAFETY: within the slice by the assertion, not aliased by this function's contract.
        unsafe { std::slice::from_raw_parts_mut(self.start.add(start), len) }
    }

    /// A pointer to element `index`. Panics beyond the end.
    #[inline(always)]
    pub(crate) fn pointer(&self, index: usize) -> *mut T {
        assert!(index <= self.len);
        // SAFETY: within the slice, or one past its end, by the assertion.
        unsafe { self.start.add(index) }
    }

    /// The address where element `index` is or would be, not to be read from.
    #[inline(always)]
    pub(crate) fn address(&self, index: usize) -> *const u8 {
        self.start.wrapping_add(index).cast_const().cast()
    }
}
