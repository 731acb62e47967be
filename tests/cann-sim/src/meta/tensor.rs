//! `aclTensor`: a view of a piece of device memory, and the entry points that make, ask and destroy it.

use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::copied;
use crate::abi::{ConstHandle, DType, Handle, NN_NULLPTR, NN_PARAM};
use crate::api::{self, Need, enter, put};
use crate::fail::{Fail, Result, fatal};
use crate::handle::Table;

/// A tensor, or a view that an operator makes of one.
#[derive(Clone, Debug)]
pub struct Tensor {
    /// Its handle.
    pub handle: usize,
    /// Sizes.
    pub dims: Vec<i64>,
    /// Steps between elements along each axis, in elements.
    pub strides: Vec<i64>,
    /// Elements before the first.
    pub offset: i64,
    /// Element type.
    pub dtype: DType,
    /// `aclFormat`.
    pub format: i32,
    /// Sizes of the whole piece of memory.
    pub storage: Vec<i64>,
    address: Arc<AtomicUsize>,
}

/// All tensors.
pub static TENSORS: Table<Tensor> = Table::new("tensor", 0x10);

impl Tensor {
    /// Number of elements.
    pub fn numel(&self) -> usize {
        self.dims.iter().product::<i64>().max(0) as usize
    }

    /// Number of axes.
    pub fn rank(&self) -> usize {
        self.dims.len()
    }

    /// Whether the elements follow one another in row-major order.
    pub fn is_contiguous(&self) -> bool {
        let mut expected = 1;
        let axes = self.dims.iter().zip(&self.strides).rev();
        self.numel() == 0
            || axes.into_iter().all(|(&size, &stride)| {
                let fits = size == 1 || stride == expected;
                expected *= size;
                fits
            })
    }

    /// The same elements under other sizes and strides.
    pub fn viewed(&self, dims: Vec<i64>, strides: Vec<i64>) -> Self {
        Self {
            dims,
            strides,
            ..self.clone()
        }
    }

    /// The last two axes exchanged.
    pub fn transposed(&self) -> Self {
        let mut view = self.clone();
        let rank = self.rank();
        if rank >= 2 {
            view.dims.swap(rank - 2, rank - 1);
            view.strides.swap(rank - 2, rank - 1);
        }
        view
    }

    /// Repeated to `dims` by NumPy's rules, which must fit.
    pub fn expanded(&self, dims: &[i64]) -> Self {
        let mut strides = vec![0; dims.len() - self.rank()];
        let axes = self.strides.iter().zip(&self.dims);
        strides.extend(axes.map(|(stride, size)| if *size == 1 { 0 } else { *stride }));
        self.viewed(dims.to_vec(), strides)
    }

    /// `count` elements along an axis, from `start` on, every `step`th.
    pub fn narrowed(&self, axis: usize, start: i64, count: i64, step: i64) -> Self {
        let mut view = self.clone();
        view.offset += start * self.strides[axis];
        view.dims[axis] = count;
        view.strides[axis] *= step;
        view
    }

    /// The axes in another order.
    pub fn permuted(&self, order: &[usize]) -> Self {
        let pick = |values: &[i64]| order.iter().map(|axis| values[*axis]).collect();
        self.viewed(pick(&self.dims), pick(&self.strides))
    }

    /// The first and behind the last element that it reaches, from the base address, in elements.
    pub fn reach(&self) -> (i64, i64) {
        if self.numel() == 0 {
            return (self.offset, self.offset);
        }
        let ends = self
            .dims
            .iter()
            .zip(&self.strides)
            .map(|(size, stride)| (size - 1) * stride);
        let (low, high) = ends.fold((0, 0), |(low, high), end| {
            (low + end.min(0), high + end.max(0))
        });
        (self.offset + low, self.offset + high + 1)
    }

    /// Elements that the piece of memory is said to have.
    pub fn storage_numel(&self) -> i64 {
        self.storage.iter().product()
    }

    /// The base address.
    pub fn address(&self) -> usize {
        self.address.load(Ordering::SeqCst)
    }

    /// Changes it, for all views of the tensor.
    pub fn set_address(&self, address: usize) {
        self.address.store(address, Ordering::SeqCst);
    }

    /// Such as `f32[2, 3]`, with strides where they are not the usual ones.
    pub fn describe(&self) -> String {
        let dtype = format!("{:?}", self.dtype).to_lowercase();
        match self.is_contiguous() {
            true => format!("{dtype}{:?}", self.dims),
            false => format!("{dtype}{:?} with strides {:?}", self.dims, self.strides),
        }
    }
}

#[allow(clippy::too_many_arguments, reason = "as the C function")]
fn build(
    handle: usize,
    dims: *const i64,
    rank: u64,
    data_type: i32,
    strides: *const i64,
    offset: i64,
    format: i32,
    storage: *const i64,
    storage_rank: u64,
    data: Handle,
) -> Option<Tensor> {
    let dims = copied(dims, rank)?;
    let strides = if strides.is_null() {
        contiguous(&dims)
    } else {
        copied(strides, rank)?
    };
    Some(Tensor {
        handle,
        storage: copied(storage, storage_rank)?,
        dims,
        strides,
        offset,
        dtype: DType::of(data_type),
        format,
        address: Arc::new(AtomicUsize::new(data as usize)),
    })
}

/// The strides of row-major order.
pub fn contiguous(dims: &[i64]) -> Vec<i64> {
    let mut strides = vec![1; dims.len()];
    for axis in (1..dims.len()).rev() {
        strides[axis - 1] = strides[axis] * dims[axis].max(1);
    }
    strides
}

/// Makes a tensor; null where the sizes are null although there should be some.
#[unsafe(no_mangle)]
pub extern "C" fn aclCreateTensor(
    dims: *const i64,
    rank: u64,
    data_type: i32,
    strides: *const i64,
    offset: i64,
    format: i32,
    storage: *const i64,
    storage_rank: u64,
    data: Handle,
) -> Handle {
    if enter("aclCreateTensor", Need::Nothing).is_err() {
        return ptr::null_mut();
    }
    match build(
        0,
        dims,
        rank,
        data_type,
        strides,
        offset,
        format,
        storage,
        storage_rank,
        data,
    ) {
        Some(tensor) => TENSORS.insert_with(|handle| Arc::new(Tensor { handle, ..tensor })),
        None => ptr::null_mut(),
    }
}

fn find(tensor: ConstHandle) -> Result<Arc<Tensor>> {
    if tensor.is_null() {
        return Err(Fail::new(NN_NULLPTR, "the tensor is null"));
    }
    match TENSORS.get(tensor) {
        Some(tensor) => Ok(tensor),
        None => fatal("handle", TENSORS.reproach(tensor)),
    }
}

/// Hands out numbers in memory that the caller may free.
pub fn give(values: &[i64], out: *mut *mut i64, count: *mut u64) -> Result<()> {
    if out.is_null() || count.is_null() {
        return Err(Fail::new(NN_NULLPTR, "a pointer for a result is null"));
    }
    let bytes = size_of_val(values).max(1);
    // SAFETY: allocates; the copy is as long as the allocation.
    let memory = unsafe {
        let memory = libc::malloc(bytes).cast::<i64>();
        if memory.is_null() {
            return Err(Fail::new(NN_PARAM, "the host has no memory left"));
        }
        ptr::copy_nonoverlapping(values.as_ptr(), memory, values.len());
        memory
    };
    put(out, memory)?;
    put(count, values.len() as u64)
}

api::api! {
    Nothing fn aclDestroyTensor(tensor: ConstHandle) {
        if !tensor.is_null() && TENSORS.remove(tensor).is_none() {
            fatal("handle", format!("aclDestroyTensor: {}", TENSORS.reproach(tensor)));
        }
        Ok(())
    }
    Nothing fn aclInitTensor(
        tensor: Handle, dims: *const i64, rank: u64, data_type: i32, strides: *const i64, offset: i64, format: i32,
        storage: *const i64, storage_rank: u64, data: Handle,
    ) {
        find(tensor)?;
        let built = build(tensor as usize, dims, rank, data_type, strides, offset, format, storage, storage_rank, data);
        let built = built.ok_or_else(|| Fail::new(NN_PARAM, "the sizes are null"))?;
        TENSORS.replace(tensor, Arc::new(built));
        Ok(())
    }
    Nothing fn aclGetViewShape(tensor: ConstHandle, out: *mut *mut i64, count: *mut u64) { give(&find(tensor)?.dims, out, count) }
    Nothing fn aclGetStorageShape(tensor: ConstHandle, out: *mut *mut i64, count: *mut u64) { give(&find(tensor)?.storage, out, count) }
    Nothing fn aclGetViewStrides(tensor: ConstHandle, out: *mut *mut i64, count: *mut u64) { give(&find(tensor)?.strides, out, count) }
    Nothing fn aclGetViewOffset(tensor: ConstHandle, out: *mut i64) { put(out, find(tensor)?.offset) }
    Nothing fn aclGetFormat(tensor: ConstHandle, out: *mut i32) { put(out, find(tensor)?.format) }
    Nothing fn aclGetDataType(tensor: ConstHandle, out: *mut i32) { put(out, find(tensor)?.dtype.number()) }
    Nothing fn aclGetRawTensorAddr(tensor: ConstHandle, out: *mut Handle) { put(out, find(tensor)?.address() as Handle) }
    Nothing fn aclSetRawTensorAddr(tensor: Handle, address: Handle) { find(tensor)?.set_address(address as usize); Ok(()) }
}
