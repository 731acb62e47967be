//! Tensors of the host, and ones made in memory for tests.

use crate::bindings::shared::ocr::plugins::tensors;

/// A tensor of f32 that is read in pieces; the host widens whatever it holds.
#[derive(Debug)]
pub struct Tensor(Source);

#[derive(Debug)]
enum Source {
    Host(tensors::Tensor),
    Memory { shape: Vec<u32>, values: Vec<f32> },
}

/// Two tensors to be compared.
#[derive(Debug)]
pub struct TensorPair {
    /// What they are, for people.
    pub name: String,
    /// What is right.
    pub baseline: Tensor,
    /// What is compared with it.
    pub candidate: Tensor,
}

impl Tensor {
    /// A tensor in memory.
    ///
    /// # Panics
    /// When the shape and the number of values do not fit.
    pub fn from_vec(shape: Vec<u32>, values: Vec<f32>) -> Self {
        let count: usize = shape.iter().map(|&side| side as usize).product();
        assert_eq!(count, values.len(), "a tensor of shape {shape:?}");
        Self(Source::Memory { shape, values })
    }

    /// Its sides, slowest first.
    pub fn shape(&self) -> Vec<u32> {
        match &self.0 {
            Source::Host(tensor) => tensor.shape(),
            Source::Memory { shape, .. } => shape.clone(),
        }
    }

    /// Number of its elements.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> u32 {
        match &self.0 {
            Source::Host(tensor) => tensor.len(),
            Source::Memory { values, .. } => values.len() as u32,
        }
    }

    /// Up to `count` elements from `offset` on, row by row; fewer at the end, none after it.
    pub fn read(&self, offset: u32, count: u32) -> Vec<f32> {
        match &self.0 {
            Source::Host(tensor) => tensor.read(offset, count),
            Source::Memory { values, .. } => {
                let rest = values.get(offset as usize..).unwrap_or_default();
                rest[..rest.len().min(count as usize)].to_vec()
            }
        }
    }
}

impl From<tensors::Tensor> for Tensor {
    fn from(tensor: tensors::Tensor) -> Self {
        Self(Source::Host(tensor))
    }
}
