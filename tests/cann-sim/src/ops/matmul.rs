//! Products of matrices.

use crate::op::prelude::*;

aclnn! {
    /// Two matrices: `[m, k]` and `[k, n]`.
    Mm(op; x: In, mat2: In, out: Out, cube_math_type: I8) {
        let cube = Cube::of(op, &[&x, &mat2], &out, cube_math_type)?;
        for (what, tensor) in [("self", &x), ("mat2", &mat2), ("out", &out)] {
            op.rank(what, tensor, 2..=2)?;
        }
        let (m, k, n) = (x.dims[0], x.dims[1], mat2.dims[1]);
        op.shape("mat2", &mat2, &[k, n])?;
        op.shape("out", &out, &[m, n])?;
        native_transposes(op, &[&x, &mat2]);
        op.workspace(512);
        op.run(move |task| {
            let a = cube.read(task, &x)?;
            let b = Matrix::read(task, &mat2, cube)?;
            let mut values = vec![0.0; (m * n) as usize];
            multiply(&a, &b, &mut values, [m as usize, k as usize, n as usize]);
            task.write(&out, &values)
        })
    }
}

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
    pub fn read<'a>(self, task: &'a Task, tensor: &Tensor) -> Result<std::borrow::Cow<'a, [f32]>> {
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

/// The right side of a product: by rows, or by columns where its memory has them so.
pub struct Matrix<'a> {
    values: std::borrow::Cow<'a, [f32]>,
    by_columns: bool,
}

impl<'a> Matrix<'a> {
    /// Reads it in the order that memory has.
    pub fn read(task: &'a Task, tensor: &Tensor, cube: Cube) -> Result<Self> {
        let by_columns = !tensor.is_contiguous() && tensor.transposed().is_contiguous();
        let values = if by_columns {
            cube.read(task, &tensor.transposed())?
        } else {
            cube.read(task, tensor)?
        };
        Ok(Self { values, by_columns })
    }
}

/// `out[m, n] = a[m, k] · b[k, n]`, summed in f32.
pub fn multiply(a: &[f32], b: &Matrix<'_>, out: &mut [f32], [m, k, n]: [usize; 3]) {
    let b_values = &b.values[..k * n];
    for (row, out) in (0..m).zip(out.chunks_exact_mut(n.max(1))) {
        let a = &a[row * k..(row + 1) * k];
        if b.by_columns {
            for (out, column) in out.iter_mut().zip(b_values.chunks_exact(k.max(1))) {
                *out = dot(a, column);
            }
            continue;
        }
        out.fill(0.0);
        for (factor, b) in a.iter().zip(b_values.chunks_exact(n.max(1))) {
            out.iter_mut()
                .zip(b)
                .for_each(|(out, b)| *out += factor * b);
        }
    }
}

/// In eight sums, so that the compiler uses vectors.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    let (a_chunks, b_chunks) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = a_chunks
        .remainder()
        .iter()
        .zip(b_chunks.remainder())
        .map(|(a, b)| a * b)
        .sum();
    for (a, b) in a_chunks.zip(b_chunks) {
        sums.iter_mut()
            .zip(a.iter().zip(b))
            .for_each(|(sum, (a, b))| *sum += a * b);
    }
    sums.iter().sum::<f32>() + rest
}
