//! One operator on the submission thread: its arguments as C objects, and the two phases.

use std::ffi::c_void;

use burn_backend::DType;
use inkstone_ascend_sys::bindings::{
    self as acl, OpApi, aclIntArray, aclOpExecutor, aclScalar, aclTensor, aclTensorList,
    aclrtStream,
};
use inkstone_ascend_sys::status::{self, CallError, OUT_OF_MEMORY};
use inkstone_ascend_sys::{Cann, Group, MissingSymbol, symbol};

use super::worker::{Worker, call_failure, pointer};
use super::{Uses, View};
use crate::dtype::acl_type;
use crate::failure::Failure;

/// The second phase of any operator.
pub(crate) type Execute =
    unsafe extern "C" fn(*mut c_void, u64, *mut aclOpExecutor, aclrtStream) -> i32;

/// A C object that is destroyed when the operator was launched.
enum Made {
    Tensor(*mut aclTensor),
    Tensors(*mut aclTensorList),
    Scalar(*mut aclScalar),
    Integers(*mut aclIntArray),
}

/// An operator that is being launched.
pub(crate) struct Call<'a> {
    worker: &'a mut Worker,
    name: &'static str,
    uses: &'a Uses,
    made: Vec<Made>,
}

/// A function of acl_meta that every supported version has, or null's failure.
macro_rules! meta {
    ($call:expr, $name:ident) => {{
        let found = symbol!($call.cann().nnopbase(), $name);
        $call.found(found)?
    }};
}

impl<'a> Call<'a> {
    pub(crate) fn new(worker: &'a mut Worker, name: &'static str, uses: &'a Uses) -> Self {
        Self {
            worker,
            name,
            uses,
            made: Vec::new(),
        }
    }

    fn cann(&self) -> &Cann {
        self.worker.driver().cann()
    }

    /// The operators that there are.
    pub(crate) fn operators(&self) -> &Group<OpApi> {
        self.cann().opapi()
    }

    /// A function, or that it is missing.
    pub(crate) fn found<F>(&self, function: Result<F, MissingSymbol>) -> Result<F, Failure> {
        function.map_err(|missing| Failure::Missing {
            operation: self.name,
            arguments: self.uses.describe(),
            missing,
        })
    }

    fn failed(&self, error: CallError) -> Failure {
        if OUT_OF_MEMORY.contains(&error.code) {
            return self.worker.out_of_memory(self.name, None);
        }
        call_failure(self.name, &self.uses.describe(), error)
    }

    /// An error where a constructor gave null.
    fn made<T>(
        &mut self,
        function: &'static str,
        object: *mut T,
        made: impl FnOnce(*mut T) -> Made,
    ) -> Result<*mut T, Failure> {
        if object.is_null() {
            /// acl_meta's number for a null argument.
            const NULL: i32 = 161_001;
            let error = status::check(self.cann().runtime(), function, NULL);
            return Err(match error {
                Err(error) => self.failed(error),
                Ok(()) => Failure::Lost(format!("{function} gave nothing")),
            });
        }
        self.made.push(made(object));
        Ok(object)
    }

    fn new_tensor(&mut self, view: &View) -> Result<*mut aclTensor, Failure> {
        let address = self.worker.address(self.name, view)?;
        let create = meta!(self, aclCreateTensor);
        let elements = [(view.block_bytes / crate::dtype::size_of(view.dtype)).max(1) as i64];
        // SAFETY: the arrays are as long as is said and are copied; the address is that of a block that is large enough for the view.
        Ok(unsafe {
            create(
                view.shape.as_ptr(),
                view.shape.len() as u64,
                acl_type(view.dtype),
                view.strides.as_ptr(),
                view.offset,
                acl_format(view),
                elements.as_ptr(),
                1,
                pointer(address),
            )
        })
    }

    pub(crate) fn tensor(&mut self, view: &View) -> Result<*mut aclTensor, Failure> {
        let tensor = self.new_tensor(view)?;
        self.made("aclCreateTensor", tensor, Made::Tensor)
    }

    pub(crate) fn tensors(&mut self, views: &[View]) -> Result<*mut aclTensorList, Failure> {
        let create = meta!(self, aclCreateTensorList);
        let from = self.made.len();
        let members = views
            .iter()
            .map(|view| self.tensor(view).map(<*mut aclTensor>::cast_const))
            .collect::<Result<Vec<_>, _>>()?;
        // SAFETY: an array of as many tensors as is said, which is copied.
        let list = unsafe { create(members.as_ptr(), members.len() as u64) };
        let list = self.made("aclCreateTensorList", list, Made::Tensors)?;
        // Destroying the list destroys its tensors.
        self.made.drain(from..from + members.len());
        Ok(list)
    }

    pub(crate) fn scalar(&mut self, value: f64, dtype: DType) -> Result<*mut aclScalar, Failure> {
        let create = meta!(self, aclCreateScalar);
        let mut bytes = [0u8; 8];
        match dtype {
            DType::F64 => bytes = value.to_ne_bytes(),
            dtype if dtype.is_float() => bytes[..4].copy_from_slice(&(value as f32).to_ne_bytes()),
            DType::Bool(_) => bytes[0] = u8::from(value != 0.0),
            _ => bytes = (value as i64).to_ne_bytes(),
        }
        let dtype = match dtype {
            DType::F64 => acl::ACL_DOUBLE,
            dtype if dtype.is_float() => acl::ACL_FLOAT,
            DType::Bool(_) => acl::ACL_BOOL,
            _ => acl::ACL_INT64,
        };
        // SAFETY: at least as many bytes as the type has, which are copied.
        let scalar = unsafe { create(bytes.as_mut_ptr().cast(), dtype) };
        self.made("aclCreateScalar", scalar, Made::Scalar)
    }

    pub(crate) fn integers(&mut self, values: &[i64]) -> Result<*mut aclIntArray, Failure> {
        let create = meta!(self, aclCreateIntArray);
        // SAFETY: an array of as many integers as is said, which is copied.
        let integers = unsafe { create(values.as_ptr(), values.len() as u64) };
        self.made("aclCreateIntArray", integers, Made::Integers)
    }

    /// The first phase has returned `code`.
    pub(crate) fn prepared(&self, function: &'static str, code: i32) -> Result<(), Failure> {
        status::check(self.cann().runtime(), function, code).map_err(|error| self.failed(error))
    }

    /// The second phase, with the workspace that the first one asked for.
    pub(crate) fn execute(
        &mut self,
        function: &'static str,
        second: Execute,
        size: u64,
        executor: *mut aclOpExecutor,
    ) -> Result<(), Failure> {
        let workspace = match size {
            0 => None,
            size => match self.worker.take(self.name, size as usize) {
                Ok(address) => Some(address),
                Err(failure) => {
                    self.abandon(executor);
                    return Err(failure);
                }
            },
        };
        let address = workspace.map_or(std::ptr::null_mut(), pointer);
        // SAFETY: the executor is the first phase's and was not used; the workspace is as large as it asked for, and is not used for
        // anything before it on the stream has ended.
        let code = unsafe { second(address, size, executor, self.worker.driver().stream()) };
        let outcome = status::check(self.cann().runtime(), function, code);
        if let Some(address) = workspace {
            self.worker.give(address);
        }
        outcome.map_err(|error| self.failed(error))
    }

    /// Destroys an executor that is not going to be run.
    fn abandon(&self, executor: *mut aclOpExecutor) {
        if let Ok(destroy) = symbol!(self.cann().nnopbase(), aclDestroyAclOpExecutor) {
            // SAFETY: the executor is the first phase's and was not used.
            unsafe { destroy(executor) };
        }
    }
}

/// What the dimensions are called: convolutions, pools and resizing refuse tensors without such a name.
fn acl_format(view: &View) -> acl::aclFormat {
    match (view.picture, view.shape.len()) {
        (true, 3) => acl::ACL_FORMAT_NCL,
        (true, 4) => acl::ACL_FORMAT_NCHW,
        (true, 5) => acl::ACL_FORMAT_NCDHW,
        _ => acl::ACL_FORMAT_ND,
    }
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        macro_rules! destroy {
            ($name:ident, $object:expr) => {
                if let Ok(destroy) = symbol!(self.worker.driver().cann().nnopbase(), $name) {
                    // SAFETY: made by this call, destroyed once, and the operator that used it was launched or given up.
                    unsafe { destroy($object) };
                }
            };
        }
        for made in std::mem::take(&mut self.made) {
            match made {
                Made::Tensor(object) => destroy!(aclDestroyTensor, object),
                Made::Tensors(object) => destroy!(aclDestroyTensorList, object),
                Made::Scalar(object) => destroy!(aclDestroyScalar, object),
                Made::Integers(object) => destroy!(aclDestroyIntArray, object),
            }
        }
    }
}
