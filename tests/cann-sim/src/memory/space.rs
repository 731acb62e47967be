//! The address range of the devices. The host has its addresses, behind which nothing can be read or written; the workers have a second
//! mapping at a fixed distance, on the pages of an anonymous file.

use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes of a page.
pub const PAGE: usize = 4096;
/// Tried in turn until the system allows one; addresses are never given twice, so that the first should last for any test.
const SIZES: [usize; 4] = [8 << 40, 1 << 40, 256 << 30, 32 << 30];

/// The range and its second mapping.
pub struct Space {
    base: usize,
    alias: usize,
    size: usize,
    file: i32,
    next: AtomicUsize,
}

/// The range, made at the first use.
pub fn space() -> &'static Space {
    static SPACE: OnceLock<Space> = OnceLock::new();
    SPACE.get_or_init(|| {
        SIZES
            .iter()
            .find_map(|size| Space::new(*size))
            .unwrap_or_else(|| {
                eprintln!(
                    "cann-sim: the system refuses an address range of 32 GiB\nhint: see `ulimit -v`"
                );
                std::process::abort();
            })
    })
}

impl Space {
    fn new(size: usize) -> Option<Self> {
        let file = memory_file(size)?;
        let alias = map(
            ptr::null_mut(),
            size,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_SHARED,
            file,
        )?;
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        let base = map(ptr::null_mut(), size, libc::PROT_NONE, flags, -1)?;
        Some(Self {
            base,
            alias,
            size,
            file,
            next: AtomicUsize::new(0),
        })
    }

    /// Whether an address is in the range.
    pub fn contains(&self, address: usize) -> bool {
        (self.base..self.base + self.size).contains(&address)
    }

    /// Takes `length` bytes of addresses; none where the range is used up.
    pub fn reserve(&self, length: usize, alignment: usize) -> Option<usize> {
        let take = |next: usize| {
            let start = (self.base + next).checked_next_multiple_of(alignment)? - self.base;
            // A page between blocks, so that no two touch.
            let end = start.checked_add(length)?.checked_add(PAGE)?;
            (end <= self.size).then_some((start, end))
        };
        let mut reserved = None;
        let update = self
            .next
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |next| {
                let (start, end) = take(next)?;
                reserved = Some(self.base + start);
                Some(end)
            });
        update.ok().and(reserved)
    }

    /// Where a worker sees `address`.
    pub fn alias(&self, address: usize) -> *mut u8 {
        (address - self.base + self.alias) as *mut u8
    }

    /// Gives the pages of a range back to the system. They stay mapped for the workers, so that a late write hits nobody.
    pub fn discard(&self, address: usize, length: usize) {
        let mode = libc::FALLOC_FL_PUNCH_HOLE | libc::FALLOC_FL_KEEP_SIZE;
        // SAFETY: acts on our own file; the pages read as zeros afterwards and stay valid. Where it fails, memory is only kept longer.
        unsafe { libc::fallocate(self.file, mode, (address - self.base) as i64, length as i64) };
    }

    /// Shows the pages of `file` from `offset` on to the workers at `address`.
    pub fn show(&self, address: usize, length: usize, file: i32, offset: usize) -> bool {
        self.map_over(address, length, file, offset)
    }

    /// Undoes [`Space::show`].
    pub fn hide(&self, address: usize, length: usize) -> bool {
        self.map_over(address, length, self.file, address - self.base)
    }

    fn map_over(&self, address: usize, length: usize, file: i32, offset: usize) -> bool {
        let protection = libc::PROT_READ | libc::PROT_WRITE;
        let flags = libc::MAP_SHARED | libc::MAP_FIXED | libc::MAP_NORESERVE;
        let at = self.alias(address).cast();
        // SAFETY: replaces pages of our own second mapping by other shared pages; callers pass ranges within it.
        let mapped = unsafe { libc::mmap(at, length, protection, flags, file, offset as i64) };
        mapped != libc::MAP_FAILED
    }
}

/// An anonymous file of `size` bytes, none of which take memory before they are written.
pub fn memory_file(size: usize) -> Option<i32> {
    // SAFETY: makes a new file of our own.
    let file = unsafe { libc::memfd_create(c"cann-sim".as_ptr(), libc::MFD_CLOEXEC) };
    // SAFETY: sets the size of that file.
    (file >= 0 && unsafe { libc::ftruncate(file, size as i64) } == 0).then_some(file)
}

/// A new mapping.
pub fn map(
    at: *mut libc::c_void,
    size: usize,
    protection: i32,
    flags: i32,
    file: i32,
) -> Option<usize> {
    // SAFETY: without MAP_FIXED, nothing that exists is replaced.
    let mapped = unsafe { libc::mmap(at, size, protection, flags | libc::MAP_NORESERVE, file, 0) };
    (mapped != libc::MAP_FAILED).then_some(mapped as usize)
}
