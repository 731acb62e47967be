//! Entry points: copying and filling.

use super::rows::{Rows, Side, bounds, copy, row, rows, snapshot};
use super::stream::{Job, Work, stream};
use super::{capture, context};
use crate::abi::{self, ConstHandle, Handle};
use crate::api::api;
use crate::counters;
use crate::fail::{Fail, Result, fault, violation};
use crate::install;
use crate::memory::{self, host};

api! {
    Context fn aclrtMemset(pointer: Handle, max: usize, value: i32, count: usize) {
        capture::forbid(abi::CAPTURE_SYNC_OP)?;
        check_fill(pointer, max, count)?;
        fill(pointer as usize, value, count)
    }
    Context fn aclrtMemsetAsync(pointer: Handle, max: usize, value: i32, count: usize, handle: Handle) {
        check_fill(pointer, max, count)?;
        let address = pointer as usize;
        let work = Work::Run(Box::new(move || fill(address, value, count)));
        stream(handle)?.push(Job { name: "aclrtMemsetAsync", ranges: vec![(address, count)], host: None, work }).map(drop)
    }
    Context fn aclrtMemcpy(to: Handle, max: usize, from: ConstHandle, count: usize, kind: i32) {
        capture::forbid(abi::CAPTURE_SYNC_OP)?;
        check_max(max, count)?;
        let (to, from) = (row(to, count), row(from, count));
        let sides = check(to, from, kind)?;
        count_copy("", sides, count);
        copy(to, from)
    }
    Context fn aclrtMemcpyAsync(to: Handle, max: usize, from: ConstHandle, count: usize, kind: i32, handle: Handle) {
        check_max(max, count)?;
        copy_async("aclrtMemcpyAsync", row(to, count), row(from, count), kind, handle)
    }
    Context fn aclrtMemcpy2d(to: Handle, to_pitch: usize, from: ConstHandle, from_pitch: usize, width: usize, height: usize, kind: i32) {
        capture::forbid(abi::CAPTURE_SYNC_OP)?;
        let (to, from) = rows(to, to_pitch, from, from_pitch, width, height)?;
        let sides = check(to, from, kind)?;
        count_copy("", sides, width * height);
        copy(to, from)
    }
    Context fn aclrtMemcpy2dAsync(
        to: Handle, to_pitch: usize, from: ConstHandle, from_pitch: usize, width: usize, height: usize, kind: i32, handle: Handle,
    ) {
        let (to, from) = rows(to, to_pitch, from, from_pitch, width, height)?;
        copy_async("aclrtMemcpy2dAsync", to, from, kind, handle)
    }
}

fn check_max(max: usize, count: usize) -> Result<()> {
    if count == 0 || count > max {
        return Err(Fail::new(
            abi::RT_PARAM,
            format!("{count} bytes into room for {max}"),
        ));
    }
    Ok(())
}

fn check_fill(pointer: Handle, max: usize, count: usize) -> Result<()> {
    check_max(max, count)?;
    if !memory::is_device(pointer as usize) {
        return Err(Fail::new(
            abi::INVALID_HANDLE,
            format!("{pointer:p} is host memory"),
        ));
    }
    memory::resolve(pointer as usize, count)
        .map(drop)
        .map_err(bounds)
}

/// The sides of both ends, which must be what the kind says and within their blocks.
fn check(to: Rows, from: Rows, kind: i32) -> Result<[Side; 2]> {
    let sides = [from.side()?, to.side()?];
    let device = sides.map(|side| side == Side::Device);
    let wanted = match kind {
        abi::HOST_TO_HOST => [false, false],
        abi::HOST_TO_DEVICE => [false, true],
        abi::DEVICE_TO_HOST => [true, false],
        abi::DEVICE_TO_DEVICE => [true, true],
        abi::MEMCPY_DEFAULT => device,
        _ => {
            return Err(Fail::new(
                abi::RT_PARAM,
                format!("no kind of copy has the number {kind}"),
            ));
        }
    };
    if wanted != device {
        let [from_side, to_side] = sides;
        let message = format!(
            "a copy of kind {kind} from {:#x} ({from_side:?}) to {:#x} ({to_side:?})",
            from.address, to.address
        );
        let code = if wanted
            .iter()
            .zip(device)
            .any(|(wanted, device)| *wanted && !device)
        {
            abi::INVALID_HANDLE
        } else {
            abi::RT_PARAM
        };
        return Err(Fail::new(code, message));
    }
    to.pointer()?;
    from.pointer()?;
    Ok(sides)
}

fn count_copy(suffix: &str, [from, to]: [Side; 2], bytes: usize) {
    let way = match (from == Side::Device, to == Side::Device) {
        (false, true) => "h2d",
        (true, false) => "d2h",
        (true, true) => "d2d",
        (false, false) => "h2h",
    };
    counters::add(&format!("copies.{way}{suffix}"), 1);
    counters::add(&format!("bytes.{way}"), bytes as u64);
}

fn copy_async(name: &'static str, to: Rows, from: Rows, kind: i32, handle: Handle) -> Result<()> {
    let stream = stream(handle)?;
    let sides = check(to, from, kind)?;
    let [from_side, to_side] = sides;
    if from_side != Side::Device && to_side != Side::Device {
        return Err(Fail::new(
            abi::FEATURE,
            "a copy between host memory cannot be queued",
        ));
    }
    if sides.contains(&Side::Pageable) {
        // Staged through a buffer of the runtime's, which no capture can hold.
        capture::forbid(abi::CAPTURE_FORBIDDEN)?;
        capture::refuse(
            &stream,
            abi::CAPTURE_FORBIDDEN,
            "host memory that is not of aclrtMallocHost",
        )?;
    }
    if sides == [Side::Device; 2] && install::toolkit_version().starts_with("8.1") {
        capture::refuse(
            &stream,
            abi::TASK_NOT_SUPPORTED,
            "a copy on the device is not captured before CANN 8.5",
        )?;
    }
    count_copy(".async", sides, to.width * to.height);
    let ranges = [to, from]
        .iter()
        .filter(|rows| memory::is_device(rows.address))
        .map(|rows| (rows.address, rows.span()))
        .collect();
    let pinned = [to, from]
        .iter()
        .zip([to_side, from_side])
        .find(|(_, side)| *side == Side::Pinned)
        .map(|(rows, _)| rows.address);
    let work: Box<dyn Fn() -> Result<()> + Send + Sync> = if from_side == Side::Pageable {
        let bytes = snapshot(from);
        let packed = Rows {
            address: 0,
            pitch: from.width,
            ..from
        };
        Box::new(move || {
            let source = Rows {
                address: bytes.as_ptr() as usize,
                ..packed
            };
            late(to, source, pinned)
        })
    } else {
        Box::new(move || late(to, from, pinned))
    };
    let number = stream.push(Job {
        name,
        ranges,
        host: pinned,
        work: Work::Run(work),
    })?;
    if to_side == Side::Pageable {
        stream.wait(number, None);
        context::surface()?;
    }
    Ok(())
}

/// A copy on a worker: what is gone by then is a fault of the device.
fn late(to: Rows, from: Rows, pinned: Option<usize>) -> Result<()> {
    let unpinned = pinned.filter(|address| !matches!(host::is_pinned(*address, 1), Ok(true)));
    if let Some(address) = unpinned {
        violation(
            "use_after_free",
            format!("a queued copy touches {address:#x}, host memory that is freed"),
        );
        return Err(fault(format!("{address:#x} is freed")));
    }
    for rows in [to, from] {
        let gone =
            memory::is_device(rows.address) && memory::resolve(rows.address, rows.span()).is_err();
        if gone {
            violation(
                "use_after_free",
                format!("a queued copy touches {:#x}, which is freed", rows.address),
            );
            return Err(fault(format!("{:#x} is freed", rows.address)));
        }
    }
    copy(to, from)
}

fn fill(address: usize, value: i32, count: usize) -> Result<()> {
    let pointer = memory::resolve(address, count).map_err(|message| {
        violation("use_after_free", &message);
        fault(message)
    })?;
    // SAFETY: resolved for this length.
    unsafe { pointer.write_bytes(value as u8, count) };
    Ok(())
}
