//! Tensors of the host, as tensor metrics read them: in pieces, widened to f32.

use std::sync::Arc;

use half::{bf16, f16};

use super::bindings::tensors::ocr::plugins::tensors::ElementType;

/// The elements of a tensor, row by row, wherever they lie.
pub trait TensorSource: Send + Sync {
    /// Its sides, slowest first.
    fn shape(&self) -> Vec<u32>;
    /// What it is made of.
    fn element(&self) -> Element;
    /// The little-endian bytes of its elements.
    fn bytes(&self) -> &[u8];
}

/// What a tensor is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// Single precision.
    F32,
    /// Half precision.
    F16,
    /// Brain floating point.
    Bf16,
}

impl Element {
    /// Bytes of one element.
    pub fn size(self) -> usize {
        match self {
            Self::F32 => 4,
            Self::F16 | Self::Bf16 => 2,
        }
    }
}

impl From<Element> for ElementType {
    fn from(element: Element) -> Self {
        match element {
            Element::F32 => Self::Float32,
            Element::F16 => Self::Float16,
            Element::Bf16 => Self::Bfloat16,
        }
    }
}

/// The host's side of a `tensor` resource.
pub struct HostTensor(pub(super) Arc<dyn TensorSource>);

impl HostTensor {
    /// Number of elements; a metric that cannot count them in 32 bits is never called (see `Plugin::evaluate_tensors`).
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.0.bytes().len() / self.0.element().size()).unwrap_or(u32::MAX)
    }

    /// Up to `count` elements from `offset` on.
    pub(super) fn read(&self, offset: u32, count: u32) -> Vec<f32> {
        read_elements(self.0.as_ref(), offset as usize, count as usize)
    }
}

/// Up to `count` elements of a tensor from `offset` on, widened to f32; fewer at its end.
pub fn read_elements(tensor: &dyn TensorSource, offset: usize, count: usize) -> Vec<f32> {
    let element = tensor.element();
    let (size, bytes) = (element.size(), tensor.bytes());
    let from = offset.saturating_mul(size).min(bytes.len());
    let to = from
        .saturating_add(count.saturating_mul(size))
        .min(bytes.len());
    let part = &bytes[from..to];
    match element {
        Element::F32 => part
            .as_chunks::<4>()
            .0
            .iter()
            .map(|b| f32::from_le_bytes(*b))
            .collect(),
        Element::F16 => part
            .as_chunks::<2>()
            .0
            .iter()
            .map(|b| f16::from_le_bytes(*b).to_f32())
            .collect(),
        Element::Bf16 => part
            .as_chunks::<2>()
            .0
            .iter()
            .map(|b| bf16::from_le_bytes(*b).to_f32())
            .collect(),
    }
}

/// A tensor of f32 in memory.
pub struct MemoryTensor {
    shape: Vec<u32>,
    bytes: Vec<u8>,
}

impl MemoryTensor {
    /// A tensor of `shape`; none where shape and number of values do not fit.
    pub fn new(shape: Vec<u32>, values: &[f32]) -> Option<Self> {
        let count = shape
            .iter()
            .try_fold(1_usize, |n, &side| n.checked_mul(side as usize))?;
        let bytes = values.iter().flat_map(|v| v.to_le_bytes()).collect();
        (count == values.len()).then_some(Self { shape, bytes })
    }
}

impl TensorSource for MemoryTensor {
    fn shape(&self) -> Vec<u32> {
        self.shape.clone()
    }

    fn element(&self) -> Element {
        Element::F32
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}
