//! Reserved address ranges and physical memory that is mapped into them.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};

use super::space::{memory_file, space};
use super::{Block, BlockState, STATE, give, take};
use crate::abi;
use crate::counters::lock;
use crate::fail::{Fail, Result, violation};
use crate::handle::Table;

/// Physical memory comes in pieces of this many bytes.
pub const GRANULARITY: usize = 2 << 20;

/// A piece of physical memory.
pub struct Physical {
    device: i32,
    size: usize,
    file: i32,
}

static PHYSICAL: Table<Physical> = Table::new("piece of physical memory", 0x20);
/// Start and length of the reserved ranges.
static RESERVED: Mutex<BTreeMap<usize, usize>> = Mutex::new(BTreeMap::new());
/// Handles by the address where they are mapped.
static MAPPED: Mutex<BTreeMap<usize, usize>> = Mutex::new(BTreeMap::new());

fn whole(size: usize) -> Result<()> {
    if size == 0 || !size.is_multiple_of(GRANULARITY) {
        return Err(Fail::new(
            abi::RT_PARAM,
            format!("{size} is not a multiple of {GRANULARITY}"),
        ));
    }
    Ok(())
}

/// Reserves addresses.
pub fn reserve(size: usize) -> Result<usize> {
    whole(size)?;
    let refused = || Fail::new(abi::OUT_OF_MEMORY, "no such range of addresses is left");
    let start = space().reserve(size, GRANULARITY).ok_or_else(refused)?;
    lock(&RESERVED).insert(start, size);
    Ok(start)
}

/// Gives a range up.
pub fn release(address: usize) -> Result<()> {
    let mut reserved = lock(&RESERVED);
    let size = *reserved
        .get(&address)
        .ok_or_else(|| Fail::new(abi::RT_PARAM, format!("{address:#x} is no reserved range")))?;
    if lock(&MAPPED)
        .range(address..address + size)
        .next()
        .is_some()
    {
        return Err(Fail::new(
            abi::RT_PARAM,
            format!("memory is mapped into the range at {address:#x}"),
        ));
    }
    reserved.remove(&address);
    Ok(())
}

/// Takes physical memory.
pub fn physical(device: i32, size: usize) -> Result<abi::Handle> {
    whole(size)?;
    take(&mut lock(&STATE), device, size as u64)?;
    let Some(file) = memory_file(size) else {
        give(&mut lock(&STATE), device, size as u64);
        return Err(Fail::new(
            abi::OUT_OF_MEMORY,
            "the host has no memory file left",
        ));
    };
    Ok(PHYSICAL.insert(Physical { device, size, file }))
}

/// Gives physical memory back.
pub fn free_physical(handle: abi::Handle) -> Result<()> {
    if lock(&MAPPED)
        .values()
        .any(|mapped| *mapped == handle as usize)
    {
        return Err(Fail::new(
            abi::RT_PARAM,
            format!("{handle:p} is still mapped"),
        ));
    }
    let physical = PHYSICAL
        .remove(handle)
        .ok_or_else(|| Fail::new(abi::RT_PARAM, PHYSICAL.reproach(handle)))?;
    give(&mut lock(&STATE), physical.device, physical.size as u64);
    // SAFETY: our own file, which nothing maps any more.
    unsafe { libc::close(physical.file) };
    Ok(())
}

/// Maps physical memory into a reserved range.
pub fn map(address: usize, size: usize, offset: usize, handle: abi::Handle) -> Result<()> {
    let refused = |message: String| Err(Fail::new(abi::RT_PARAM, message));
    whole(size)?;
    let Some(physical) = PHYSICAL.get(handle) else {
        return refused(PHYSICAL.reproach(handle));
    };
    if offset != 0 || size != physical.size {
        return refused(format!(
            "{size} bytes from {offset} on are not all of the {} of {handle:p}",
            physical.size
        ));
    }
    let range = lock(&RESERVED)
        .range(..=address)
        .next_back()
        .map(|(start, length)| (*start, *length));
    let within = range.is_some_and(|(start, length)| address + size <= start + length);
    if !within || !address.is_multiple_of(GRANULARITY) {
        return refused(format!(
            "{size} bytes at {address:#x} are not within a reserved range, or not aligned"
        ));
    }
    let mut mapped: MutexGuard<'_, _> = lock(&MAPPED);
    let mut state = lock(&STATE);
    let before = state.blocks.range(..address + size).next_back();
    if before.is_some_and(|(start, block)| {
        block.state != BlockState::Freed && start + block.size > address
    }) {
        return refused(format!("something is mapped at {address:#x} already"));
    }
    if !space().show(address, size, physical.file, 0) {
        return Err(Fail::new(
            abi::OUT_OF_MEMORY,
            "the system refuses the mapping",
        ));
    }
    mapped.insert(address, handle as usize);
    let block = Block {
        size,
        pages: (address, 0),
        device: physical.device,
        pending: 0,
        state: BlockState::Mapped,
    };
    state.blocks.insert(address, block);
    Ok(())
}

/// Undoes [`map`].
pub fn unmap(address: usize) -> Result<()> {
    let mut mapped = lock(&MAPPED);
    if mapped.remove(&address).is_none() {
        return Err(Fail::new(
            abi::RT_PARAM,
            format!("nothing is mapped at {address:#x}"),
        ));
    }
    let mut state = lock(&STATE);
    if let Some(block) = state.blocks.get_mut(&address) {
        if block.pending > 0 {
            violation(
                "free_in_use",
                format!(
                    "aclrtUnmapMem({address:#x}) of memory that {} queued tasks touch",
                    block.pending
                ),
            );
        }
        block.state = BlockState::Freed;
        space().hide(address, block.size);
    }
    Ok(())
}
