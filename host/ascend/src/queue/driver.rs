//! Calls of AscendCL for one device and its stream, each with the error it gives. Only the submission thread has one.

use std::ffi::c_void;
use std::ptr::null_mut;
use std::sync::Arc;

use inkstone_ascend_sys::bindings::{
    ACL_HBM_MEM, ACL_MEM_MALLOC_HUGE_FIRST, ACL_MEMCPY_DEVICE_TO_HOST, ACL_MEMCPY_HOST_TO_DEVICE,
    aclrtStream,
};
use inkstone_ascend_sys::status::{CallError, REPEATED_INIT, check};
use inkstone_ascend_sys::{Cann, symbol};

use super::pool::Source;
use crate::device::OpenError;

/// Bytes of page-locked host memory through which all copies go.
pub(crate) const STAGING: usize = 4 << 20;

/// A device, its stream, and page-locked memory for copies.
pub(crate) struct Driver {
    cann: Arc<Cann>,
    device: i32,
    /// Whether the device is this thread's.
    set: bool,
    stream: aclrtStream,
    staging: *mut u8,
}

/// Calls a function of the runtime that every supported version has: `Cann::load` refuses those that lack one.
macro_rules! runtime {
    ($cann:expr, $name:ident($($argument:expr),*)) => {
        match symbol!($cann.runtime(), $name) {
            Ok(function) => {
                // SAFETY: the arguments are of the declared types and valid as the callers below say.
                let code = unsafe { function($($argument),*) };
                check($cann.runtime(), stringify!($name), code)
            }
            Err(_) => check($cann.runtime(), stringify!($name), NO_SUCH_FUNCTION),
        }
    };
}

/// AscendCL's own number for what it does not support.
const NO_SUCH_FUNCTION: i32 = 200_001;

impl Driver {
    /// Initialises AscendCL and makes the calling thread the device's.
    ///
    /// # Errors
    /// When a call fails.
    pub(crate) fn open(device: i32, cann: Arc<Cann>) -> Result<Self, OpenError> {
        match runtime!(cann, aclInit(std::ptr::null())) {
            Err(error) if error.code != REPEATED_INIT => return Err(error.into()),
            _ => {}
        }
        runtime!(cann, aclrtSetDevice(device))?;
        let mut driver = Self {
            cann,
            device,
            set: true,
            stream: null_mut(),
            staging: null_mut(),
        };
        runtime!(driver.cann, aclrtCreateStream(&mut driver.stream))?;
        let mut staging: *mut c_void = null_mut();
        runtime!(driver.cann, aclrtMallocHost(&mut staging, STAGING))?;
        driver.staging = staging.cast();
        Ok(driver)
    }

    pub(crate) fn cann(&self) -> &Cann {
        &self.cann
    }

    pub(crate) fn stream(&self) -> aclrtStream {
        self.stream
    }

    /// Something that can wait for the stream while the driver is lent to the pool.
    pub(crate) fn waiter(&self) -> Waiter {
        Waiter {
            cann: Arc::clone(&self.cann),
            stream: self.stream,
        }
    }

    /// Waits for the stream.
    pub(crate) fn synchronize(&self) -> Result<(), CallError> {
        self.waiter().wait()
    }

    /// Copies to the device, in stream order, by way of the staging memory from `position` on. That part of it must not be touched
    /// before the stream was waited for.
    pub(crate) fn copy_in(
        &self,
        bytes: &[u8],
        position: usize,
        to: usize,
    ) -> Result<(), CallError> {
        debug_assert!(position + bytes.len() <= STAGING);
        // SAFETY: the caller keeps within the staging memory, and no copy from this part of it is under way.
        let from = unsafe {
            let from = self.staging.add(position);
            std::ptr::copy_nonoverlapping(bytes.as_ptr(), from, bytes.len());
            from.cast::<c_void>()
        };
        let (to, len) = (to as *mut c_void, bytes.len());
        runtime!(
            self.cann,
            aclrtMemcpyAsync(to, len, from, len, ACL_MEMCPY_HOST_TO_DEVICE, self.stream)
        )
    }

    /// Copies from the device after all that is on the stream, by way of the staging memory from `position` on, and waits for it.
    pub(crate) fn copy_out(
        &self,
        from: usize,
        position: usize,
        out: &mut [u8],
    ) -> Result<(), CallError> {
        debug_assert!(position + out.len() <= STAGING);
        // SAFETY: the caller keeps within the staging memory.
        let staged = unsafe { self.staging.add(position) };
        let (to, len) = (staged.cast::<c_void>(), out.len());
        let from = from as *const c_void;
        runtime!(
            self.cann,
            aclrtMemcpyAsync(to, len, from, len, ACL_MEMCPY_DEVICE_TO_HOST, self.stream)
        )?;
        self.synchronize()?;
        // SAFETY: the copy has ended, and nothing else uses this part of the staging memory.
        unsafe { std::ptr::copy_nonoverlapping(staged, out.as_mut_ptr(), out.len()) };
        Ok(())
    }

    /// Free and total bytes of the device's memory; zeros where it does not say.
    pub(crate) fn memory(&self) -> (usize, usize) {
        let (mut free, mut total) = (0, 0);
        match runtime!(
            self.cann,
            aclrtGetMemInfo(ACL_HBM_MEM, &mut free, &mut total)
        ) {
            Ok(()) => (free, total),
            Err(_) => (0, 0),
        }
    }

    /// Gives the stream, the staging memory and the device back.
    pub(crate) fn close(&mut self) {
        if !self.staging.is_null() {
            let _ = runtime!(self.cann, aclrtFreeHost(self.staging.cast()));
            self.staging = null_mut();
        }
        if !self.stream.is_null() {
            let _ = runtime!(self.cann, aclrtDestroyStream(self.stream));
            self.stream = null_mut();
        }
        if std::mem::take(&mut self.set) {
            let _ = runtime!(self.cann, aclrtResetDevice(self.device));
        }
    }
}

/// Waits for a stream.
pub(crate) struct Waiter {
    cann: Arc<Cann>,
    stream: aclrtStream,
}

impl Waiter {
    pub(crate) fn wait(&self) -> Result<(), CallError> {
        runtime!(self.cann, aclrtSynchronizeStream(self.stream))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.close();
    }
}

impl Source for Driver {
    fn allocate(&mut self, bytes: usize) -> Option<usize> {
        let mut address: *mut c_void = null_mut();
        let taken = runtime!(
            self.cann,
            aclrtMalloc(&mut address, bytes, ACL_MEM_MALLOC_HUGE_FIRST)
        );
        (taken.is_ok() && !address.is_null()).then_some(address as usize)
    }

    fn release(&mut self, address: usize) {
        let _ = runtime!(self.cann, aclrtFree(address as *mut c_void));
    }
}
