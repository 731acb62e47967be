//! Both ends of a copy: where they are, and moving the bytes.

use std::ffi::c_void;

use crate::abi::{self, ConstHandle, Handle};
use crate::fail::{Fail, Result, violation};
use crate::memory::{self, host};

/// Rows of bytes, each `pitch` from the next; one row where it is no 2-D copy.
#[derive(Clone, Copy)]
pub struct Rows {
    /// Of the first byte.
    pub address: usize,
    /// Bytes from one row to the next.
    pub pitch: usize,
    /// Bytes of a row that are copied.
    pub width: usize,
    /// How many rows.
    pub height: usize,
}

/// Whose memory an end is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Side {
    /// A device's.
    Device,
    /// The host's, of `aclrtMallocHost`.
    Pinned,
    /// The host's, of anybody.
    Pageable,
}

/// One row.
pub fn row(pointer: *const c_void, count: usize) -> Rows {
    Rows {
        address: pointer as usize,
        pitch: count,
        width: count,
        height: 1,
    }
}

/// Both ends of a 2-D copy.
pub fn rows(
    to: Handle,
    to_pitch: usize,
    from: ConstHandle,
    from_pitch: usize,
    width: usize,
    height: usize,
) -> Result<(Rows, Rows)> {
    if width > to_pitch || width > from_pitch || height == 0 {
        return Err(Fail::new(
            abi::RT_PARAM,
            format!("{height} rows of {width} bytes with pitches {to_pitch} and {from_pitch}"),
        ));
    }
    let of = |address: usize, pitch| Rows {
        address,
        pitch,
        width,
        height,
    };
    Ok((of(to as usize, to_pitch), of(from as usize, from_pitch)))
}

impl Rows {
    /// Bytes from the first to behind the last.
    pub fn span(&self) -> usize {
        self.pitch * (self.height - 1) + self.width
    }

    /// Whose memory it is.
    pub fn side(&self) -> Result<Side> {
        if self.address == 0 {
            return Err(Fail::new(abi::RT_PARAM, "a pointer is null"));
        }
        if memory::is_device(self.address) {
            return Ok(Side::Device);
        }
        match host::is_pinned(self.address, self.span()) {
            Ok(pinned) => Ok(if pinned { Side::Pinned } else { Side::Pageable }),
            Err(message) => Err(bounds(message)),
        }
    }

    /// Where this process sees the rows: the workers' mapping for device memory.
    pub fn pointer(&self) -> Result<*mut u8> {
        if memory::is_device(self.address) {
            return memory::resolve(self.address, self.span()).map_err(bounds);
        }
        Ok(self.address as *mut u8)
    }
}

/// Reports and refuses an end that leaves its block.
pub fn bounds(message: String) -> Fail {
    violation("copy", &message);
    Fail::new(abi::RT_PARAM, message)
}

/// The bytes of rows of the host's, packed.
pub fn snapshot(rows: Rows) -> Vec<u8> {
    let row = |index| {
        // SAFETY: memory of the caller's, which it says is that long.
        unsafe {
            std::slice::from_raw_parts((rows.address + index * rows.pitch) as *const u8, rows.width)
        }
    };
    (0..rows.height)
        .flat_map(|index| row(index).iter().copied())
        .collect()
}

/// Copies now.
pub fn copy(to: Rows, from: Rows) -> Result<()> {
    let (target, source) = (to.pointer()?, from.pointer()?);
    for index in 0..to.height {
        // SAFETY: both ends were checked to be within live blocks, or are memory that the caller says is that long; they may overlap.
        unsafe {
            std::ptr::copy(
                source.add(index * from.pitch),
                target.add(index * to.pitch),
                to.width,
            )
        };
    }
    Ok(())
}
