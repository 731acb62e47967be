//! Device memory: which blocks there are, who may touch them, and where the workers see them.

pub mod host;
pub mod space;
pub mod virt;

use std::collections::BTreeMap;
use std::sync::Mutex;

use crate::abi;
use crate::config::config;
use crate::counters::{self, lock};
use crate::fail::{Fail, Result, violation};
use space::{PAGE, space};

/// Alignment of the start of an allocation: what is promised, no more, so that relying on more shows.
const ALIGNMENT: usize = 64;
/// What a fresh and a freed byte holds: NaN in every float format, -1 in every integer.
pub const POISON: u8 = 0xFF;
const HUGE_PAGE: usize = 2 << 20;

/// A piece of device memory, live or freed.
struct Block {
    /// Bytes asked for.
    size: usize,
    /// First byte and length of the pages that hold it; empty for mapped physical memory.
    pages: (usize, usize),
    device: i32,
    /// Tasks that are queued and touch it.
    pending: u32,
    state: BlockState,
}

#[derive(Clone, Copy, PartialEq)]
enum BlockState {
    Allocated,
    /// Physical memory mapped into a reserved range: neighbours form one piece.
    Mapped,
    Freed,
}

struct State {
    /// By the address that the host has.
    blocks: BTreeMap<usize, Block>,
    /// Bytes in use, by device.
    used: BTreeMap<i32, u64>,
}

static STATE: Mutex<State> = Mutex::new(State {
    blocks: BTreeMap::new(),
    used: BTreeMap::new(),
});

/// What a page-wise allocator takes for `size` bytes: 4 KiB pages up to 1 MiB, then 2 MiB.
fn charge(size: usize) -> u64 {
    let page = if size <= 1 << 20 { PAGE } else { HUGE_PAGE };
    size.next_multiple_of(page) as u64
}

/// Takes `bytes` from what the device has.
fn take(state: &mut State, device: i32, bytes: u64) -> Result<()> {
    let used = state.used.entry(device).or_default();
    let total = config().memory;
    if *used + bytes > total {
        let free = total - *used;
        return Err(Fail::new(
            abi::OUT_OF_MEMORY,
            format!("device {device} has {free} of {total} bytes left, {bytes} were asked for"),
        ));
    }
    *used += bytes;
    counters::peak("device_bytes_peak", *used);
    Ok(())
}

fn give(state: &mut State, device: i32, bytes: u64) {
    let used = state.used.entry(device).or_default();
    *used = used.saturating_sub(bytes);
}

/// Allocates `size` bytes, filled with poison.
pub fn allocate(device: i32, size: usize) -> Result<usize> {
    if size == 0 {
        return Err(Fail::new(abi::INVALID_PARAM, "the size is 0"));
    }
    let too_large = || {
        Fail::new(
            abi::OUT_OF_MEMORY,
            format!("{size} bytes are more than any device has"),
        )
    };
    // A kernel may fetch 32 bytes past the end.
    let padded = size
        .checked_next_multiple_of(32)
        .and_then(|size| size.checked_add(32))
        .ok_or_else(too_large)?;
    if padded as u64 > config().memory {
        return Err(too_large());
    }
    let mut state = lock(&STATE);
    take(&mut state, device, charge(padded))?;
    let length = (ALIGNMENT + padded).next_multiple_of(PAGE);
    let Some(start) = space().reserve(length, PAGE) else {
        give(&mut state, device, charge(padded));
        return Err(Fail::new(
            abi::OUT_OF_MEMORY,
            "the simulator's address range is used up: addresses are never given twice",
        ));
    };
    let address = start + ALIGNMENT;
    let block = Block {
        size,
        pages: (start, length),
        device,
        pending: 0,
        state: BlockState::Allocated,
    };
    state.blocks.insert(address, block);
    drop(state);
    counters::add("device_allocations", 1);
    // SAFETY: the pages were just reserved, are mapped for the workers and known to nobody else.
    unsafe { space().alias(start).write_bytes(POISON, length) };
    Ok(address)
}

/// Frees at once, as a device does, whatever is queued.
pub fn free(address: usize) -> Result<()> {
    let mut state = lock(&STATE);
    let state = &mut *state;
    let block = match state.blocks.get_mut(&address) {
        Some(block) if block.state == BlockState::Allocated => block,
        Some(block) if block.state == BlockState::Freed => {
            violation(
                "double_free",
                format!("aclrtFree({address:#x}), which is freed already"),
            );
            return Err(Fail::new(
                abi::RT_PARAM,
                format!("{address:#x} is freed already"),
            ));
        }
        _ => {
            return Err(Fail::new(
                abi::RT_PARAM,
                format!("{address:#x} was not returned by aclrtMalloc"),
            ));
        }
    };
    if block.pending > 0 {
        violation(
            "free_in_use",
            format!(
                "aclrtFree({address:#x}) of {} bytes that {} queued tasks touch",
                block.size, block.pending
            ),
        );
    }
    block.state = BlockState::Freed;
    let (pages, device) = (block.pages, block.device);
    let padded = block.size.next_multiple_of(32) + 32;
    give(state, device, charge(padded));
    space().discard(pages.0, pages.1);
    Ok(())
}

/// Free and total bytes of a device.
pub fn info(device: i32) -> (u64, u64) {
    let used = lock(&STATE).used.get(&device).copied().unwrap_or_default();
    (config().memory - used, config().memory)
}

/// The addresses of all blocks that are not freed, with their sizes.
pub fn live() -> Vec<(usize, usize)> {
    let state = lock(&STATE);
    let blocks = state.blocks.iter();
    blocks
        .filter(|(_, block)| block.state == BlockState::Allocated)
        .map(|(address, block)| (*address, block.size))
        .collect()
}

/// Whether the address is in the range of the devices.
pub fn is_device(address: usize) -> bool {
    space().contains(address)
}

fn find(state: &State, address: usize) -> Option<(usize, &Block)> {
    let (start, block) = state.blocks.range(..=address).next_back()?;
    Some((*start, block))
}

/// Where a worker sees `length` bytes at `address`.
///
/// # Errors
/// In words, where they are not all within one live block.
pub fn resolve(address: usize, length: usize) -> Result<*mut u8, String> {
    if !is_device(address) {
        return Err(format!("{address:#x} is host memory, not device memory"));
    }
    let state = lock(&STATE);
    let mut at = address;
    let end = address.checked_add(length).ok_or("the length overflows")?;
    loop {
        let (start, block) =
            find(&state, at).ok_or_else(|| format!("{at:#x} belongs to no block"))?;
        let block_end = start + block.size;
        if at >= block_end && !(length == 0 && at == block_end) {
            return Err(format!(
                "{at:#x} belongs to no block: it is {} bytes behind one of {} bytes",
                at - block_end,
                block.size
            ));
        }
        if block.state == BlockState::Freed {
            return Err(format!(
                "{at:#x} is in a block of {} bytes that is freed",
                block.size
            ));
        }
        if end <= block_end {
            return Ok(space().alias(address));
        }
        if block.state != BlockState::Mapped {
            return Err(format!(
                "{length} bytes at {address:#x} end {} bytes behind their block",
                end - block_end
            ));
        }
        at = block_end;
    }
}

/// The device whose memory it is.
pub fn device_of(address: usize) -> Option<i32> {
    find(&lock(&STATE), address).map(|(_, block)| block.device)
}

/// Marks the blocks of these ranges as touched by a queued task. Gives what [`unpin`] needs.
pub fn pin(ranges: &[(usize, usize)]) -> Vec<usize> {
    let mut state = lock(&STATE);
    let mut pins = Vec::with_capacity(ranges.len());
    for &(address, length) in ranges {
        let touched = state.blocks.range_mut(..address.saturating_add(length));
        let touched = touched
            .rev()
            .take_while(|(start, block)| *start + block.size > address);
        for (start, block) in touched {
            block.pending += 1;
            pins.push(*start);
        }
    }
    pins
}

/// Undoes [`pin`].
pub fn unpin(pins: &[usize]) {
    let mut state = lock(&STATE);
    for start in pins {
        if let Some(block) = state.blocks.get_mut(start) {
            block.pending = block.pending.saturating_sub(1);
        }
    }
}
