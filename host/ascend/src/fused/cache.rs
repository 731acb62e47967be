//! Keys and values of one layer, by rows: a token's are written once and never moved, except when the cache grows.

use burn_backend::DType;
use inkstone_kernels::composed::dtype;
use inkstone_kernels::cpu::{Element, Heads};

use crate::device::{AscendDevice, queue};
use crate::ops::layout::copy_into;
use crate::tensor::AscendTensor;

/// Tokens that the first block holds.
const FIRST: usize = 512;

/// The cache of one layer: keys and values `[capacity, kv, dim]`.
#[derive(Debug)]
pub struct KvCache {
    heads: Heads,
    dtype: DType,
    device: AscendDevice,
    held: Option<(AscendTensor, AscendTensor)>,
    capacity: usize,
    len: usize,
}

impl KvCache {
    pub(crate) fn new(heads: Heads, compute: Element, device: &AscendDevice) -> Self {
        Self {
            heads,
            dtype: dtype(compute),
            device: *device,
            held: None,
            capacity: 0,
            len: 0,
        }
    }

    /// Tokens that it holds.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    /// Keys and values of all tokens, `[tokens, kv, dim]`; none before the first is appended.
    pub(crate) fn rows(&self) -> Option<(AscendTensor, AscendTensor)> {
        let all = |held: &AscendTensor| held.clone().narrowed(0, 0, self.len);
        self.held
            .as_ref()
            .map(|(keys, values)| (all(keys), all(values)))
    }

    /// Appends keys and values `[kv, m, dim]`.
    pub(crate) fn append(&mut self, keys: &AscendTensor, values: &AscendTensor) {
        let m = keys.dims()[1];
        self.reserve(self.len + m);
        if let Some((held_keys, held_values)) = &self.held {
            let new = |held: &AscendTensor| held.clone().narrowed(0, self.len, m);
            copy_into(&new(held_keys), &keys.clone().swapped(0, 1));
            copy_into(&new(held_values), &values.clone().swapped(0, 1));
        }
        self.len += m;
    }

    /// Makes room for `len` tokens, twice as much as there is at least.
    fn reserve(&mut self, len: usize) {
        if len <= self.capacity {
            return;
        }
        let capacity = len.max(2 * self.capacity).max(FIRST);
        let queue = queue(&self.device);
        let grown = || {
            AscendTensor::empty(
                &queue,
                vec![capacity, self.heads.kv, self.heads.dim],
                self.dtype,
            )
        };
        let (keys, values) = (grown(), grown());
        if let Some((old_keys, old_values)) = self.rows().filter(|_| self.len > 0) {
            copy_into(&keys.clone().narrowed(0, 0, self.len), &old_keys);
            copy_into(&values.clone().narrowed(0, 0, self.len), &old_values);
        }
        self.held = Some((keys, values));
        self.capacity = capacity;
    }
}
