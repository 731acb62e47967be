//! Zeroed memory for weights, caches and scratch: aligned to cache lines, in huge pages where the system has them.
//!
//! A weight matrix of 20 MB spans 5 000 small pages, more than any translation buffer holds.

use std::cell::RefCell;
use std::ptr::NonNull;

const LINE: usize = 64;
const HUGE_PAGE: usize = 2 << 20;

/// A fixed number of zeroed bytes that begin on a cache line.
#[derive(Debug)]
pub(crate) struct Buffer {
    start: NonNull<u8>,
    len: usize,
    mapped: bool,
}

// SAFETY: the buffer owns its memory and gives it out by the usual rules of references.
unsafe impl Send for Buffer {}
// SAFETY: as above.
unsafe impl Sync for Buffer {}

impl Buffer {
    pub(crate) fn zeroed(len: usize) -> Buffer {
        #[cfg(unix)]
        if len >= HUGE_PAGE
            && let Some(start) = map_huge(len)
        {
            return Buffer {
                start,
                len,
                mapped: true,
            };
        }
        if len == 0 {
            return Buffer::default();
        }
        let layout = Self::layout(len);
        // SAFETY: the layout has a size above zero.
        let start = unsafe { std::alloc::alloc_zeroed(layout) };
        let start = NonNull::new(start).unwrap_or_else(|| std::alloc::handle_alloc_error(layout));
        Buffer {
            start,
            len,
            mapped: false,
        }
    }

    pub(crate) fn floats(count: usize) -> Buffer {
        Buffer::zeroed(count * size_of::<f32>())
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The whole buffer as elements of `T`; it must hold a whole number of them.
    pub(crate) fn as_slice<T: bytemuck::Pod>(&self) -> &[T] {
        // SAFETY: `start` is valid for `len` initialised bytes as long as `self` lives.
        let bytes = unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.len) };
        bytemuck::cast_slice(bytes)
    }

    /// As [`Buffer::as_slice`], to write to.
    pub(crate) fn as_mut_slice<T: bytemuck::Pod>(&mut self) -> &mut [T] {
        // SAFETY: as above, and `self` is borrowed exclusively.
        let bytes = unsafe { std::slice::from_raw_parts_mut(self.start.as_ptr(), self.len) };
        bytemuck::cast_slice_mut(bytes)
    }

    fn layout(len: usize) -> std::alloc::Layout {
        std::alloc::Layout::from_size_align(len, LINE).expect("a buffer fits the address space")
    }
}

impl Default for Buffer {
    fn default() -> Self {
        Buffer {
            start: NonNull::<AlignedLine>::dangling().cast(),
            len: 0,
            mapped: false,
        }
    }
}

#[repr(align(64))]
struct AlignedLine;

impl Drop for Buffer {
    fn drop(&mut self) {
        if self.len == 0 {
            return;
        }
        if self.mapped {
            #[cfg(unix)]
            // SAFETY: `map_huge` left exactly this range mapped, and nothing refers to it any more.
            unsafe {
                libc::munmap(self.start.as_ptr().cast(), page_round(self.len));
            }
        } else {
            // SAFETY: allocated in `zeroed` with this very layout.
            unsafe { std::alloc::dealloc(self.start.as_ptr(), Self::layout(self.len)) };
        }
    }
}

/// Rounds up to small pages of any size in use.
#[cfg(unix)]
fn page_round(len: usize) -> usize {
    len.next_multiple_of(64 << 10)
}

/// Maps `len` bytes at a multiple of the huge page's size and asks for huge pages; the system's zeroed pages need no writing.
#[cfg(unix)]
fn map_huge(len: usize) -> Option<NonNull<u8>> {
    let len = page_round(len);
    let whole = len.checked_add(HUGE_PAGE)?;
    // SAFETY: a new private mapping at an address of the system's choice.
    let base = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            whole,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
            -1,
            0,
        )
    };
    if base == libc::MAP_FAILED {
        return None;
    }
    let before = base.addr().next_multiple_of(HUGE_PAGE) - base.addr();
    let after = HUGE_PAGE - before;
    // SAFETY: both ends lie inside the new mapping, outside the part that is kept; every length is a multiple of the page size
    // because the mapping's start, `HUGE_PAGE` and `len` are.
    unsafe {
        let start = base.byte_add(before);
        if before > 0 {
            libc::munmap(base, before);
        }
        if after > 0 {
            libc::munmap(start.byte_add(len), after);
        }
        #[cfg(target_os = "linux")]
        libc::madvise(start, len, libc::MADV_HUGEPAGE);
        NonNull::new(start.cast())
    }
}

thread_local! {
    static SCRATCH: RefCell<Buffer> = RefCell::new(Buffer::default());
}

/// This thread's scratch memory, which is kept for its next use: floats of any content, from the start of a cache line.
///
/// While one is in use, a second has memory of its own.
pub(crate) struct Scratch(Buffer);

impl Scratch {
    pub(crate) fn with_room_for(count: usize) -> Scratch {
        let mut buffer = SCRATCH.take();
        if buffer.len() < count * size_of::<f32>() {
            drop(std::mem::take(&mut buffer));
            buffer = Buffer::floats(count.next_multiple_of(1 << 14));
        }
        Scratch(buffer)
    }

    pub(crate) fn floats(&mut self) -> &mut [f32] {
        self.0.as_mut_slice()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        SCRATCH.set(std::mem::take(&mut self.0));
    }
}
