//! Tensors: strided views of blocks of device memory.

use std::sync::Arc;

use burn_backend::{DType, Shape, TensorMetadata};

use crate::dtype::size_of;
use crate::queue::{Block, Queue, View};

/// A view of a block of device memory; cloning it copies no elements.
#[derive(Clone, Debug)]
pub struct AscendTensor {
    block: Arc<Block>,
    dtype: DType,
    shape: Shape,
    /// Elements from one index of a dimension to the next; 0 where all are the same.
    strides: Vec<usize>,
    /// The first element.
    offset: usize,
}

impl TensorMetadata for AscendTensor {
    fn dtype(&self) -> DType {
        self.dtype
    }

    fn shape(&self) -> Shape {
        self.shape.clone()
    }
}

/// Strides of a row-major layout.
fn row_major(shape: &[usize]) -> Vec<usize> {
    let mut strides = vec![1; shape.len()];
    for dim in (1..shape.len()).rev() {
        strides[dim - 1] = strides[dim] * shape[dim].max(1);
    }
    strides
}

impl AscendTensor {
    /// A tensor of its own block, whose elements are not set.
    pub(crate) fn empty(queue: &Arc<Queue>, shape: impl Into<Shape>, dtype: DType) -> Self {
        let shape = shape.into();
        let bytes = shape.num_elements() * size_of(dtype);
        Self {
            block: Arc::new(Block::new(queue, bytes)),
            dtype,
            strides: row_major(shape.as_slice()),
            shape,
            offset: 0,
        }
    }

    /// A tensor like this one in shape and dtype, in a block of its own.
    pub(crate) fn empty_like(&self) -> Self {
        Self::empty(self.queue(), self.shape.clone(), self.dtype)
    }

    /// A tensor of another shape and dtype on the same device.
    pub(crate) fn other(&self, shape: impl Into<Shape>, dtype: DType) -> Self {
        Self::empty(self.queue(), shape, dtype)
    }

    pub(crate) fn queue(&self) -> &Arc<Queue> {
        self.block.queue()
    }

    pub(crate) fn dims(&self) -> &[usize] {
        self.shape.as_slice()
    }

    pub(crate) fn len(&self) -> usize {
        self.shape.num_elements()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The whole tensor in another dtype, converted once. For weights and tables, which are never written again.
    pub(crate) fn kept_as(&self, dtype: DType, convert: impl FnOnce(Self) -> Self) -> Self {
        if self.dtype == dtype {
            return self.clone();
        }
        let mut kept = self.block.converted();
        match kept.as_ref() {
            Some(kept) if kept.dtype == dtype && kept.shape == self.shape => kept.clone(),
            _ => kept.insert(convert(self.clone())).clone(),
        }
    }

    /// Its block is about to be written: what was converted from it is not true any more.
    pub(crate) fn forget_converted(&self) {
        *self.block.converted() = None;
    }

    /// Whether no other tensor looks at its block.
    pub(crate) fn is_sole_owner(&self) -> bool {
        Arc::strong_count(&self.block) == 1
    }

    /// Calls the same bytes by another dtype of the same size.
    pub(crate) fn relabelled(mut self, dtype: DType) -> Self {
        debug_assert_eq!(size_of(self.dtype), size_of(dtype));
        self.dtype = dtype;
        self
    }

    pub(crate) fn is_contiguous(&self) -> bool {
        let dims = self.dims();
        let expected = row_major(dims);
        (0..dims.len()).all(|dim| dims[dim] == 1 || self.strides[dim] == expected[dim])
    }

    /// Bytes from the block's start to the first element, for a contiguous tensor.
    pub(crate) fn byte_offset(&self) -> usize {
        self.offset * size_of(self.dtype)
    }

    pub(crate) fn byte_len(&self) -> usize {
        self.len() * size_of(self.dtype)
    }

    /// What the submission thread needs to know.
    pub(crate) fn view(&self) -> View {
        View {
            block: self.block.id(),
            block_bytes: self.block.bytes(),
            dtype: self.dtype,
            shape: self.dims().iter().map(|&n| n as i64).collect(),
            strides: self.strides.iter().map(|&n| n as i64).collect(),
            offset: self.offset as i64,
            picture: false,
        }
    }

    /// The same elements under other sizes, where no element has to move.
    pub(crate) fn viewed_as(&self, shape: &[usize]) -> Option<Self> {
        let strides = reshaped_strides(self.dims(), &self.strides, shape)?;
        Some(Self {
            shape: Shape::from(shape.to_vec()),
            strides,
            ..self.clone()
        })
    }

    pub(crate) fn permuted(mut self, axes: &[usize]) -> Self {
        let dims = axes
            .iter()
            .map(|&axis| self.dims()[axis])
            .collect::<Vec<_>>();
        self.strides = axes.iter().map(|&axis| self.strides[axis]).collect();
        self.shape = Shape::from(dims);
        self
    }

    pub(crate) fn swapped(self, first: usize, second: usize) -> Self {
        let mut axes: Vec<usize> = (0..self.dims().len()).collect();
        axes.swap(first, second);
        self.permuted(&axes)
    }

    /// Every `step`-th index from `start` of one dimension, `count` of them.
    pub(crate) fn stepped(mut self, dim: usize, start: usize, count: usize, step: usize) -> Self {
        self.offset += start * self.strides[dim];
        self.strides[dim] *= step;
        let mut dims = self.shape.to_vec();
        dims[dim] = count;
        self.shape = Shape::from(dims);
        self
    }

    /// `count` indices from `start` of one dimension.
    pub(crate) fn narrowed(self, dim: usize, start: usize, count: usize) -> Self {
        self.stepped(dim, start, count, 1)
    }

    /// The same elements again along dimensions of size 1, and along new ones in front.
    pub(crate) fn expanded(mut self, shape: &[usize]) -> Self {
        let added = shape.len() - self.dims().len();
        let mut strides = vec![0; added];
        for (dim, &size) in self.dims().iter().enumerate() {
            let kept = size == shape[added + dim] && size != 1;
            strides.push(if kept { self.strides[dim] } else { 0 });
        }
        self.strides = strides;
        self.shape = Shape::from(shape.to_vec());
        self
    }

    /// Windows of `size` along `dim`, every `step`; the windows' own dimension comes last.
    pub(crate) fn unfolded(mut self, dim: usize, size: usize, step: usize) -> Self {
        let mut dims = self.shape.to_vec();
        let windows = (dims[dim] + step).saturating_sub(size) / step;
        dims[dim] = windows;
        dims.push(size);
        self.strides.push(self.strides[dim]);
        self.strides[dim] *= step;
        self.shape = Shape::from(dims);
        self
    }
}

/// Strides that show a view under other sizes, or none where elements would have to move. Dimensions that lie together in memory are
/// merged into runs, and each run is cut anew.
fn reshaped_strides(old: &[usize], strides: &[usize], new: &[usize]) -> Option<Vec<usize>> {
    if old.iter().product::<usize>() == 0 {
        return Some(row_major(new));
    }
    // Runs of memory: number of elements and the stride of the innermost.
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (&size, &stride) in old.iter().zip(strides).rev() {
        if size == 1 {
            continue;
        }
        match runs.last_mut() {
            Some((count, inner)) if stride == *count * *inner => *count *= size,
            _ => runs.push((size, stride)),
        }
    }
    let mut result = vec![1; new.len()];
    let mut runs = runs.into_iter();
    let (mut left, mut stride) = (1, 1);
    for (dim, &size) in new.iter().enumerate().rev() {
        if size == 1 {
            result[dim] = stride;
            continue;
        }
        if left == 1 {
            (left, stride) = runs.next()?;
        }
        if !left.is_multiple_of(size) {
            return None;
        }
        result[dim] = stride;
        left /= size;
        stride *= size;
    }
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_change_without_a_copy_where_memory_allows() {
        // [2, 3, 4] row-major, and its transpose of the last two.
        assert_eq!(
            reshaped_strides(&[2, 3, 4], &[12, 4, 1], &[6, 4]),
            Some(vec![4, 1])
        );
        assert_eq!(
            reshaped_strides(&[2, 3, 4], &[12, 4, 1], &[2, 1, 12]),
            Some(vec![12, 12, 1])
        );
        assert_eq!(reshaped_strides(&[2, 4, 3], &[12, 1, 4], &[2, 12]), None);
        assert_eq!(
            reshaped_strides(&[2, 4, 3], &[12, 1, 4], &[2, 2, 2, 3]),
            Some(vec![12, 2, 1, 4])
        );
        // Rows cut out of wider ones.
        assert_eq!(
            reshaped_strides(&[5, 6], &[20, 1], &[5, 2, 3]),
            Some(vec![20, 3, 1])
        );
        assert_eq!(reshaped_strides(&[5, 6], &[20, 1], &[30]), None);
        // One element repeated.
        assert_eq!(reshaped_strides(&[4, 6], &[0, 0], &[24]), Some(vec![0]));
    }
}
