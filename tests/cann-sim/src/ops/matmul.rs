//! Products of matrices.

use super::cube::{Cube, Matrices, dot, multiply, native_transposes};
use crate::op::prelude::*;

aclnn! {
    /// Two matrices: `[m, k]` and `[k, n]`.
    Mm(op; x: In, mat2: In, out: Out, cube_math_type: I8) {
        op.rank("self", &x, 2..=2)?;
        op.rank("mat2", &mat2, 2..=2)?;
        product(op, x, mat2, out, cube_math_type)
    }
    /// Two lists of matrices: `[b, m, k]` and `[b, k, n]`.
    BatchMatMul(op; x: In, mat2: In, out: Out, cube_math_type: I8) {
        op.rank("self", &x, 3..=3)?;
        op.rank("mat2", &mat2, 3..=3)?;
        product(op, x, mat2, out, cube_math_type)
    }
    /// Vectors and matrices of one to six axes; those before the last two are broadcast.
    Matmul(op; x: In, mat2: In, out: Out, cube_math_type: I8) {
        op.rank("self", &x, 1..=6)?;
        op.rank("mat2", &mat2, 1..=6)?;
        product(op, x, mat2, out, cube_math_type)
    }
    /// beta * self + alpha * mat1 · mat2.
    Addmm(op; x: In, mat1: In, mat2: In, beta: Number, alpha: Number, out: Out, cube_math_type: I8) {
        op.rank("mat1", &mat1, 2..=2)?;
        op.rank("mat2", &mat2, 2..=2)?;
        op.rank("self", &x, 1..=2)?;
        sum(op, x, mat1, mat2, [beta, alpha], out, cube_math_type)
    }
    /// beta * self + alpha * batch1 · batch2.
    Baddbmm(op; x: In, batch1: In, batch2: In, beta: Number, alpha: Number, out: Out, cube_math_type: I8) {
        op.rank("batch1", &batch1, 3..=3)?;
        op.rank("batch2", &batch2, 3..=3)?;
        op.rank("self", &x, 1..=3)?;
        sum(op, x, batch1, batch2, [beta, alpha], out, cube_math_type)
    }
    /// A matrix and a vector.
    Mv(op; x: In, vec: In, out: Out, cube_math_type: I8) {
        op.rank("self", &x, 2..=2)?;
        op.rank("vec", &vec, 1..=1)?;
        product(op, x, vec, out, cube_math_type)
    }
    /// beta * self + alpha * mat · vec.
    Addmv(op; x: In, mat: In, vec: In, alpha: Number, beta: Number, out: Out, cube_math_type: I8) {
        op.rank("mat", &mat, 2..=2)?;
        op.rank("vec", &vec, 1..=1)?;
        op.rank("self", &x, 1..=1)?;
        sum(op, x, mat, vec, [beta, alpha], out, cube_math_type)
    }
    /// The inner product of two vectors.
    Dot(op; x: In, tensor: In, out: Out) {
        let dtypes = [FLOATS, &[DType::I8, DType::U8, DType::I32]].concat();
        for (what, tensor) in [("self", &x), ("tensor", &tensor), ("out", &out)] {
            op.dtype(what, tensor, &dtypes)?;
            op.same_dtype(tensor, &x)?;
        }
        op.rank("self", &x, 1..=1)?;
        op.shape("tensor", &tensor, &x.dims)?;
        op.shape("out", &out, &[])?;
        op.run(move |task| {
            if !x.dtype.is_float() {
                let (a, b) = (task.read::<i64>(&x)?, task.read::<i64>(&tensor)?);
                let sum = a.iter().zip(b.iter()).fold(0_i64, |sum, (a, b)| sum.wrapping_add(a * b));
                return task.write(&out, &[sum]);
            }
            let (a, b) = (task.read::<f32>(&x)?, task.read::<f32>(&tensor)?);
            let value = dot(&a, &b);
            task.write(&out, &[value])
        })
    }
    /// The cross product of vectors of three along an axis.
    LinalgCross(op; x: In, other: In, dim: I64, out: Out) {
        let dtypes = [NUMBERS].concat();
        for (what, tensor) in [("self", &x), ("other", &other), ("out", &out)] {
            op.dtype(what, tensor, &dtypes)?;
        }
        let dims = op.broadcast(&[&x, &other])?;
        let axis = op.axis(dim, dims.len())?;
        op.require(dims.get(axis) == Some(&3), || format!("the axis {dim} of {dims:?} has not 3 elements"))?;
        op.shape("out", &out, &dims)?;
        op.run(move |task| {
            let (a, b) = (task.read_as::<f64>(&x, &dims)?, task.read_as::<f64>(&other, &dims)?);
            let inner = dims[axis + 1..].iter().product::<i64>() as usize;
            let values = (0..a.len()).map(|at| {
                let (part, base) = (at / inner % 3, at / (3 * inner) * 3 * inner + at % inner);
                let (next, last) = (base + (part + 1) % 3 * inner, base + (part + 2) % 3 * inner);
                a[next] * b[last] - a[last] * b[next]
            });
            let values: Vec<f64> = values.collect();
            task.write(&out, &values)
        })
    }
}

/// Where the matrices of a product lie: the sizes of one, and which ones go together.
pub struct Plan {
    /// m, k, n.
    pub sizes: [usize; 3],
    /// Of the result.
    pub dims: Vec<i64>,
    /// For each matrix of the result, the numbers of the left and of the right one.
    pub pairs: Vec<[usize; 2]>,
}

impl Plan {
    /// By the rules of `torch.matmul`.
    pub fn of(op: &Op, x: &Tensor, mat2: &Tensor) -> Result<Self> {
        let (left, right) = (&x.dims, &mat2.dims);
        let (&k, left) = left.split_last().ok_or_else(|| param("self has no axis"))?;
        let (rows, left) = left
            .split_last()
            .map_or((None, left), |(m, rest)| (Some(*m), rest));
        let (columns, inner, right) = match right[..] {
            [] => return Err(param("mat2 has no axis")),
            [inner] => (None, inner, &right[..0]),
            [.., inner, n] => (Some(n), inner, &right[..right.len() - 2]),
        };
        op.require(inner == k, || {
            format!(
                "self has the sizes {:?} and mat2 {:?}: {k} is not {inner}",
                x.dims, mat2.dims
            )
        })?;
        let view =
            |tensor: &Tensor, dims: &[i64]| tensor.viewed(dims.to_vec(), vec![0; dims.len()]);
        let batch = op.broadcast(&[&view(x, left), &view(mat2, right)])?;
        let count = batch.iter().product::<i64>();
        let pairs =
            (0..count).map(|index| [place(index, &batch, left), place(index, &batch, right)]);
        Ok(Self {
            sizes: [
                rows.unwrap_or(1) as usize,
                k as usize,
                columns.unwrap_or(1) as usize,
            ],
            pairs: pairs.collect(),
            dims: batch.into_iter().chain(rows).chain(columns).collect(),
        })
    }

    /// Multiplies.
    pub fn multiply(&self, left: &[f32], right: &Matrices<'_>) -> Vec<f32> {
        let [m, k, n] = self.sizes;
        let mut values = vec![0.0; self.pairs.len() * m * n];
        for ([a, b], out) in self
            .pairs
            .iter()
            .zip(values.chunks_exact_mut((m * n).max(1)))
        {
            let a = &left[a * m * k..(a + 1) * m * k];
            multiply(a, right.get(*b, k * n), out, self.sizes);
        }
        values
    }
}

/// The number among matrices of `own` sizes of the one that goes with the number `index` among `dims`.
fn place(mut index: i64, dims: &[i64], own: &[i64]) -> usize {
    let (mut at, mut step) = (0, 1);
    for (axis, size) in dims.iter().enumerate().rev() {
        let position = index % size;
        index /= size;
        if let Some(&own) = (axis + own.len())
            .checked_sub(dims.len())
            .and_then(|axis| own.get(axis))
        {
            at += if own == 1 { 0 } else { position * step };
            step *= own;
        }
    }
    at as usize
}

/// An operator that multiplies.
fn product(
    op: &mut Op,
    x: Arc<Tensor>,
    mat2: Arc<Tensor>,
    out: Arc<Tensor>,
    cube_math_type: i8,
) -> Result<()> {
    let cube = Cube::of(op, &[&x, &mat2], &out, cube_math_type)?;
    let plan = Plan::of(op, &x, &mat2)?;
    op.shape("out", &out, &plan.dims)?;
    native_transposes(op, &[&x, &mat2]);
    op.workspace(512);
    op.run(move |task| {
        let values = plan.multiply(&cube.read(task, &x)?, &Matrices::read(task, &mat2, cube)?);
        task.write(&out, &values)
    })
}

/// An operator that multiplies and adds: `[beta, alpha]`.
fn sum(
    op: &mut Op,
    x: Arc<Tensor>,
    a: Arc<Tensor>,
    b: Arc<Tensor>,
    factors: [Scalar; 2],
    out: Arc<Tensor>,
    cube_math_type: i8,
) -> Result<()> {
    op.dtype("self", &x, FLOATS)?;
    let cube = Cube::of(op, &[&a, &b], &out, cube_math_type)?;
    let plan = Plan::of(op, &a, &b)?;
    op.shape("out", &out, &plan.dims)?;
    let target = out.viewed(plan.dims.clone(), vec![0; plan.dims.len()]);
    let dims = op.broadcast(&[&x, &target])?;
    op.require(dims == plan.dims, || {
        format!(
            "self of the sizes {:?} does not go with {:?}",
            x.dims, plan.dims
        )
    })?;
    native_transposes(op, &[&a, &b]);
    op.workspace(512);
    let [beta, alpha] = factors.map(|factor| factor.f64() as f32);
    op.run(move |task| {
        let mut values = plan.multiply(&cube.read(task, &a)?, &Matrices::read(task, &b, cube)?);
        // What is multiplied by 0 is not looked at.
        if beta == 0.0 {
            values.iter_mut().for_each(|value| *value *= alpha);
        } else {
            let first = task.read_as::<f32>(&x, &dims)?;
            let pairs = values.iter_mut().zip(first.iter());
            pairs.for_each(|(value, first)| *value = alpha * *value + beta * first);
        }
        task.write(&out, &values)
    })
}
