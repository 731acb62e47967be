//! Random inputs, the same for every backend.

use std::ops::Range;

use burn_backend::tensor::{BoolTensor, FloatTensor, IntTensor};
use burn_backend::{Backend, BoolStore, DType, Shape, TensorData, try_read_sync};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// Draws tensors for one backend. Two of the same seed draw the same ones.
pub struct Inputs<B: Backend> {
    rng: StdRng,
    device: B::Device,
    float: DType,
}

impl<B: Backend> Inputs<B> {
    pub fn new(seed: u64, device: B::Device, float: DType) -> Self {
        Self {
            rng: StdRng::seed_from_u64(seed),
            device,
            float,
        }
    }

    pub fn device(&self) -> &B::Device {
        &self.device
    }

    pub fn float_dtype(&self) -> DType {
        self.float
    }

    /// A number of a range.
    pub fn number(&mut self, range: Range<usize>) -> usize {
        self.rng.random_range(range)
    }

    /// One to four sizes of one to five.
    pub fn dims(&mut self) -> Vec<usize> {
        let rank = self.number(1..5);
        self.dims_of(rank)
    }

    /// So many sizes of one to five.
    pub fn dims_of(&mut self, rank: usize) -> Vec<usize> {
        (0..rank).map(|_| self.number(1..6)).collect()
    }

    /// The same sizes, some of them 1.
    pub fn partly(&mut self, dims: &[usize]) -> Vec<usize> {
        dims.iter()
            .map(|&size| if self.number(0..3) == 0 { 1 } else { size })
            .collect()
    }

    /// The order in which a tensor's dimensions lie in memory; often another than theirs.
    fn order(&mut self, rank: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..rank).collect();
        if self.number(0..2) == 1 {
            for at in (1..rank).rev() {
                let other = self.number(0..at + 1);
                order.swap(at, other);
            }
        }
        order
    }

    fn laid_out(&mut self, dims: &[usize]) -> (Vec<usize>, Vec<usize>, usize) {
        let order = self.order(dims.len());
        let stored = order.iter().map(|&dim| dims[dim]).collect();
        let mut back = vec![0; order.len()];
        for (place, &dim) in order.iter().enumerate() {
            back[dim] = place;
        }
        (stored, back, dims.iter().product())
    }

    /// Floats of a range.
    pub fn floats(&mut self, dims: &[usize], range: Range<f32>) -> FloatTensor<B> {
        let (stored, back, count) = self.laid_out(dims);
        let values: Vec<f32> = (0..count)
            .map(|_| self.rng.random_range(range.clone()))
            .collect();
        let data = TensorData::new(values, stored).convert_dtype(self.float);
        B::float_permute(B::float_from_data(data, &self.device), &back)
    }

    /// Floats around zero.
    pub fn f(&mut self, dims: &[usize]) -> FloatTensor<B> {
        self.floats(dims, -2.0..2.0)
    }

    /// Integers of a range.
    pub fn i(&mut self, dims: &[usize], range: Range<i32>) -> IntTensor<B> {
        let (stored, back, count) = self.laid_out(dims);
        let values: Vec<i32> = (0..count)
            .map(|_| self.rng.random_range(range.clone()))
            .collect();
        B::int_permute(
            B::int_from_data(TensorData::new(values, stored), &self.device),
            &back,
        )
    }

    /// Different integers from 0 in random order: indices of which none comes twice.
    pub fn distinct(&mut self, count: usize, below: usize) -> IntTensor<B> {
        let mut all: Vec<i32> = (0..below as i32).collect();
        for at in (1..below).rev() {
            let other = self.number(0..at + 1);
            all.swap(at, other);
        }
        all.truncate(count);
        B::int_from_data(TensorData::new(all, [count]), &self.device)
    }

    /// Booleans.
    pub fn b(&mut self, dims: &[usize]) -> BoolTensor<B> {
        let (stored, back, count) = self.laid_out(dims);
        let values: Vec<bool> = (0..count).map(|_| self.rng.random()).collect();
        B::bool_permute(
            B::bool_from_data(TensorData::new(values, stored), &self.device),
            &back,
        )
    }
}

/// What a float tensor holds.
pub fn fo<B: Backend>(tensor: FloatTensor<B>) -> TensorData {
    read(try_read_sync(B::float_into_data(tensor)))
}

/// What an integer tensor holds.
pub fn io<B: Backend>(tensor: IntTensor<B>) -> TensorData {
    read(try_read_sync(B::int_into_data(tensor)))
}

/// What a tensor of booleans holds.
pub fn bo<B: Backend>(tensor: BoolTensor<B>) -> TensorData {
    // Of some functions the CPU backend gives bytes in place of booleans.
    read(try_read_sync(B::bool_into_data(tensor))).convert_dtype(DType::Bool(BoolStore::Native))
}

/// The data, or no data with the reason as its shape's stand-in: a failure is reported by the comparison, which names the case.
fn read<E: std::fmt::Display>(data: Option<Result<TensorData, E>>) -> TensorData {
    match data {
        Some(Ok(data)) => data,
        Some(Err(error)) => panic!("{error}"),
        None => panic!("the data is not there at once"),
    }
}

/// A shape of sizes.
pub fn shape(dims: &[usize]) -> Shape {
    Shape::from(dims.to_vec())
}
