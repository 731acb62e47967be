//! The matrix cores: what they take, how they round, and a product on the CPU.

use std::borrow::Cow;

use super::nz::read_tagged;
use crate::op::prelude::*;

/// What the matrix cores round float32 to before they multiply; they sum in float32.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cube {
    /// Nothing.
    Keep,
    /// float16.
    F16,
    /// HF32: float32 with 10 bits of mantissa.
    Hf32,
}

impl Cube {
    /// The rules of `cubeMathType`, and of the element types of a product of `inputs`.
    pub fn of(op: &Op, inputs: &[&Tensor], out: &Tensor, cube_math_type: i8) -> Result<Self> {
        for tensor in inputs.iter().chain([&out]) {
            op.dtype("a matrix", tensor, FLOATS)?;
        }
        let dtype = inputs
            .iter()
            .map(|tensor| tensor.dtype)
            .reduce(promote)
            .unwrap_or(out.dtype);
        let mixed = inputs
            .iter()
            .any(|tensor| tensor.dtype == DType::Bf16 && dtype != DType::Bf16);
        op.require(!mixed, || {
            "Bf16 is not multiplied with another type".to_owned()
        })?;
        op.require(out.dtype == dtype, || {
            format!("out is {:?}, the product is {dtype:?}", out.dtype)
        })?;
        let (single, f32_cube) = (dtype == DType::F32, op.soc().has_f32_cube());
        let refused = || {
            param(format!(
                "cubeMathType {cube_math_type} with {dtype:?} on {}",
                op.soc().name
            ))
        };
        match cube_math_type {
            0 if single && !f32_cube => Err(refused()),
            0 => Ok(Self::Keep),
            1 if single => Ok(if f32_cube { Self::Hf32 } else { Self::F16 }),
            1 => Ok(Self::Keep),
            2 => Ok(Self::F16),
            3 if !f32_cube => Err(refused()),
            3 if single => Ok(Self::Hf32),
            3 => Ok(Self::Keep),
            _ => Err(refused()),
        }
    }

    /// The elements as the matrix cores see them.
    pub fn read<'a>(self, task: &'a Task, tensor: &Tensor) -> Result<Cow<'a, [f32]>> {
        let mut values = task.read::<f32>(tensor)?;
        match self {
            Self::Keep => {}
            Self::F16 => round_to(DType::F16, values.to_mut()),
            Self::Hf32 => values
                .to_mut()
                .iter_mut()
                .for_each(|value| *value = hf32(*value)),
        }
        Ok(values)
    }
}

/// To nearest, ties to even, at 10 bits of mantissa.
fn hf32(value: f32) -> f32 {
    if !value.is_finite() {
        return value;
    }
    let bits = value.to_bits();
    let even = (bits >> 13) & 1;
    f32::from_bits((bits + 0xFFF + even) & !0x1FFF)
}

/// The last two axes exchanged cost no copy.
pub fn native_transposes(op: &mut Op, matrices: &[&Tensor]) {
    for matrix in matrices {
        if matrix.transposed().is_contiguous() {
            op.native(matrix);
        }
    }
}

/// The right sides of products, one after another, each by rows, or by columns where its memory has them so.
pub struct Matrices<'a> {
    values: Cow<'a, [f32]>,
    by_columns: bool,
}

/// One of them.
#[derive(Clone, Copy)]
pub struct Matrix<'a> {
    /// `[k, n]`, or `[n, k]` where `by_columns`.
    pub values: &'a [f32],
    /// How they lie.
    pub by_columns: bool,
}

impl<'a> Matrices<'a> {
    /// Reads `[.., k, n]` in the order that memory has.
    pub fn read(task: &'a Task, tensor: &Tensor, cube: Cube) -> Result<Self> {
        if let Some(unpacked) = read_tagged(task, tensor, cube)? {
            return Ok(unpacked);
        }
        let transposed = tensor.transposed();
        let by_columns =
            tensor.rank() >= 2 && !tensor.is_contiguous() && transposed.strides.last() == Some(&1);
        let values = cube.read(task, if by_columns { &transposed } else { tensor })?;
        Ok(Self { values, by_columns })
    }

    /// Of `[.., k, n]`.
    pub fn by_rows(values: Vec<f32>) -> Self {
        Self {
            values: Cow::Owned(values),
            by_columns: false,
        }
    }

    /// Of `[.., n, k]`.
    pub fn by_columns(values: Vec<f32>) -> Self {
        Self {
            values: Cow::Owned(values),
            by_columns: true,
        }
    }

    /// The matrix `index`, of `size` elements.
    pub fn get(&self, index: usize, size: usize) -> Matrix<'_> {
        Matrix {
            values: &self.values[index * size..(index + 1) * size],
            by_columns: self.by_columns,
        }
    }
}

/// Rows that are multiplied together, so that the right side is fetched less often.
const ROWS: usize = 4;

/// `out[m, n] = a[m, k] · b[k, n]`, summed in f32.
pub fn multiply(a: &[f32], b: Matrix<'_>, out: &mut [f32], [m, k, n]: [usize; 3]) {
    if m * n == 0 {
        return;
    }
    if k == 0 {
        return out.fill(0.0);
    }
    if !b.by_columns {
        for (a, out) in a.chunks_exact(k).zip(out.chunks_exact_mut(n)) {
            combine(a, b.values, out);
        }
        return;
    }
    for (a, out) in a.chunks(ROWS * k).zip(out.chunks_mut(ROWS * n)) {
        for (column, b) in b.values.chunks_exact(k).enumerate() {
            if a.len() == ROWS * k {
                let sums = dots::<ROWS>(a, b);
                (0..ROWS).for_each(|row| out[row * n + column] = sums[row]);
            } else {
                let rows = a.chunks_exact(k).enumerate();
                rows.for_each(|(row, a)| out[row * n + column] = dot(a, b));
            }
        }
    }
}

/// The sum of `rows`, each times its factor.
pub fn combine(factors: &[f32], rows: &[f32], out: &mut [f32]) {
    out.fill(0.0);
    let n = out.len();
    let (fours, rest) = factors.split_at(factors.len() / 4 * 4);
    for (f, rows) in fours.chunks_exact(4).zip(rows.chunks_exact(4 * n)) {
        let (a, rows) = rows.split_at(n);
        let (b, rows) = rows.split_at(n);
        let (c, d) = rows.split_at(n);
        let rows = a.iter().zip(b).zip(c).zip(d);
        for (out, (((a, b), c), d)) in out.iter_mut().zip(rows) {
            *out += f[0] * a + f[1] * b + f[2] * c + f[3] * d;
        }
    }
    let rows = rows[fours.len() * n..].chunks_exact(n);
    for (factor, row) in rest.iter().zip(rows) {
        out.iter_mut()
            .zip(row)
            .for_each(|(out, value)| *out += factor * value);
    }
}

/// The product of two vectors.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    dots::<1>(a, b)[0]
}

/// The products of `R` rows with one vector, each in eight sums, so that the compiler uses vectors.
fn dots<const R: usize>(rows: &[f32], b: &[f32]) -> [f32; R] {
    const LANES: usize = 8;
    let k = b.len();
    let rows: [&[f32]; R] = std::array::from_fn(|row| &rows[row * k..(row + 1) * k]);
    let mut sums = [[0.0_f32; LANES]; R];
    let whole = k / LANES * LANES;
    for at in (0..whole).step_by(LANES) {
        let b = &b[at..at + LANES];
        for (sums, row) in sums.iter_mut().zip(rows) {
            let lanes = sums.iter_mut().zip(row[at..at + LANES].iter().zip(b));
            lanes.for_each(|(sum, (a, b))| *sum += a * b);
        }
    }
    std::array::from_fn(|row| {
        let rest = rows[row][whole..].iter().zip(&b[whole..]);
        sums[row].iter().sum::<f32>() + rest.map(|(a, b)| a * b).sum::<f32>()
    })
}
