//! Entry points: memory of devices and of the host.

use super::{capture, context};
use crate::abi::{self, DType, Handle, PhysicalMemProp};
use crate::api::{api, put};
use crate::fail::{Fail, Result};
use crate::memory::{self, host, virt};

api! {
    Context fn aclrtMalloc(out: *mut Handle, size: usize, policy: i32) {
        if !(0..=7).contains(&(policy & 0xFF)) {
            return Err(Fail::new(abi::RT_PARAM, format!("no policy has the number {policy}")));
        }
        capture::forbid(abi::CAPTURE_FORBIDDEN)?;
        put(out, memory::allocate(context::current()?.device, size)? as Handle)
    }
    Release fn aclrtFree(pointer: Handle) {
        capture::forbid(abi::CAPTURE_FORBIDDEN)?;
        context::current()?;
        memory::free(pointer as usize)
    }
    Context fn aclrtMallocHost(out: *mut Handle, size: usize) {
        capture::forbid(abi::CAPTURE_FORBIDDEN)?;
        put(out, host::allocate(size)? as Handle)
    }
    Release fn aclrtFreeHost(pointer: Handle) {
        capture::forbid(abi::CAPTURE_FORBIDDEN)?;
        host::free(pointer as usize)
    }
    Context fn aclrtGetMemInfo(kind: i32, free: *mut usize, total: *mut usize) {
        if !(0..=5).contains(&kind) {
            return Err(Fail::new(abi::RT_PARAM, format!("no kind of memory has the number {kind}")));
        }
        let (left, all) = memory::info(context::current()?.device);
        put(free, left as usize)?;
        put(total, all as usize)
    }

    Context fn aclrtReserveMemAddress(out: *mut Handle, size: usize, _alignment: usize, _expected: Handle, _flags: u64) {
        put(out, virt::reserve(size)? as Handle)
    }
    Release fn aclrtReleaseMemAddress(pointer: Handle) { virt::release(pointer as usize) }
    Context fn aclrtMallocPhysical(out: *mut Handle, size: usize, property: *const PhysicalMemProp, _flags: u64) {
        capture::forbid(abi::CAPTURE_FORBIDDEN)?;
        let device = device_of(property)?;
        put(out, virt::physical(device, size)?)
    }
    Release fn aclrtFreePhysical(handle: Handle) { virt::free_physical(handle) }
    Context fn aclrtMapMem(pointer: Handle, size: usize, offset: usize, handle: Handle, _flags: u64) {
        virt::map(pointer as usize, size, offset, handle)
    }
    Release fn aclrtUnmapMem(pointer: Handle) { virt::unmap(pointer as usize) }
    Context fn aclrtMemGetAllocationGranularity(property: *mut PhysicalMemProp, _option: i32, out: *mut usize) {
        device_of(property)?;
        put(out, virt::GRANULARITY)
    }
}

/// Bytes of one element.
#[unsafe(no_mangle)]
pub extern "C" fn aclDataTypeSize(data_type: i32) -> usize {
    DType::of(data_type).size()
}

fn device_of(property: *const PhysicalMemProp) -> Result<i32> {
    if property.is_null() {
        return Err(Fail::new(abi::INVALID_PARAM, "the property is null"));
    }
    // SAFETY: not null; the caller passes a property, which is copied.
    let property = unsafe { property.read_unaligned() };
    if property.location_type != 1 {
        return Err(Fail::new(
            abi::FEATURE,
            "physical memory of the host is not simulated",
        ));
    }
    let device = property.location_id as i32;
    context::check_device(device)?;
    Ok(device)
}
