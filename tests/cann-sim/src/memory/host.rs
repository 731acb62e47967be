//! Pinned host memory: its addresses are known, so that a copy from or to it can run late.

use std::collections::{BTreeMap, VecDeque};
use std::ptr;
use std::sync::Mutex;

use super::POISON;
use super::space::{PAGE, map};
use crate::abi;
use crate::counters::lock;
use crate::fail::{Fail, Result, violation};

/// How many freed pieces stay unreadable, so that a late use of them faults.
const QUARANTINE: usize = 256;

struct Pinned {
    size: usize,
    pending: u32,
}

struct State {
    live: BTreeMap<usize, Pinned>,
    freed: VecDeque<(usize, usize)>,
}

static STATE: Mutex<State> = Mutex::new(State {
    live: BTreeMap::new(),
    freed: VecDeque::new(),
});

/// Allocates `size` bytes, filled with poison.
pub fn allocate(size: usize) -> Result<usize> {
    if size == 0 {
        return Err(Fail::new(abi::INVALID_PARAM, "the size is 0"));
    }
    let refused = || Fail::new(abi::OUT_OF_MEMORY, format!("the host has no {size} bytes"));
    let length = size.checked_next_multiple_of(PAGE).ok_or_else(refused)?;
    let protection = libc::PROT_READ | libc::PROT_WRITE;
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
    let address = map(ptr::null_mut(), length, protection, flags, -1).ok_or_else(refused)?;
    // SAFETY: just mapped, writable, and known to nobody else.
    unsafe { (address as *mut u8).write_bytes(POISON, length) };
    lock(&STATE)
        .live
        .insert(address, Pinned { size, pending: 0 });
    Ok(address)
}

/// Frees it. Its pages can no longer be touched for a while.
pub fn free(address: usize) -> Result<()> {
    let mut state = lock(&STATE);
    let Some(pinned) = state.live.remove(&address) else {
        violation(
            "host_free",
            format!("aclrtFreeHost({address:#x}), which is no live host memory of aclrtMallocHost"),
        );
        return Err(Fail::new(
            abi::RT_PARAM,
            format!("{address:#x} was not returned by aclrtMallocHost"),
        ));
    };
    if pinned.pending > 0 {
        let message = format!(
            "aclrtFreeHost({address:#x}) of memory that {} queued copies touch",
            pinned.pending
        );
        violation("free_in_use", message);
    }
    let length = pinned.size.next_multiple_of(PAGE);
    // SAFETY: our own mapping, which the caller gives up with this call.
    unsafe {
        libc::madvise(address as *mut _, length, libc::MADV_DONTNEED);
        libc::mprotect(address as *mut _, length, libc::PROT_NONE);
    }
    state.freed.push_back((address, length));
    if state.freed.len() > QUARANTINE
        && let Some((address, length)) = state.freed.pop_front()
    {
        // SAFETY: freed long ago.
        unsafe { libc::munmap(address as *mut _, length) };
    }
    Ok(())
}

/// Whether the range is within pinned memory; where it begins in one and leaves it, that is an error in words.
pub fn is_pinned(address: usize, length: usize) -> Result<bool, String> {
    let state = lock(&STATE);
    match state.live.range(..=address).next_back() {
        Some((start, pinned)) if address < start + pinned.size => {
            let end = start + pinned.size;
            match address.checked_add(length) {
                Some(last) if last <= end => Ok(true),
                _ => Err(format!(
                    "{length} bytes at {address:#x} leave their host memory of {} bytes",
                    pinned.size
                )),
            }
        }
        _ => Ok(false),
    }
}

/// Counts a queued copy that touches the memory; gives what [`unpin`] needs.
pub fn pin(address: usize) -> Option<usize> {
    let mut state = lock(&STATE);
    let (start, pinned) = state.live.range_mut(..=address).next_back()?;
    pinned.pending += 1;
    Some(*start)
}

/// Undoes [`pin`].
pub fn unpin(start: usize) {
    if let Some(pinned) = lock(&STATE).live.get_mut(&start) {
        pinned.pending = pinned.pending.saturating_sub(1);
    }
}

/// The pieces that are not freed.
pub fn live() -> usize {
    lock(&STATE).live.len()
}
