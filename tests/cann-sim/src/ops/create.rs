//! Sequences, diagonals and triangles.

use crate::op::prelude::*;

/// What a sequence is of.
const SEQUENCE: &[DType] = &[
    DType::F16,
    DType::F32,
    DType::F64,
    DType::I32,
    DType::I64,
    DType::Bf16,
];

aclnn! {
    /// From `start` in steps to before `end`. The scalars have one type, and `out` as many elements as they give in it.
    Arange(op; start: Number, end: Number, step: Number, out: Out) {
        op.dtype("out", &out, SEQUENCE)?;
        op.rank("out", &out, 1..=1)?;
        let types = [start.dtype, end.dtype, step.dtype];
        let alike = types.iter().all(|dtype| *dtype == start.dtype);
        op.require(alike, || format!("scalars of different types: {types:?}"))?;
        op.require(step.f64() != 0.0, || "the step is 0".to_owned())?;
        // Counted in the scalars' type.
        let count = if start.dtype.is_float() {
            ((end.f64() - start.f64()) / step.f64()).ceil()
        } else {
            let (length, step) = (end.i64() - start.i64(), step.i64());
            (length as f64 / step as f64).ceil()
        };
        op.require(count >= 0.0, || format!("from {} to {} in steps of {}", start.f64(), end.f64(), step.f64()))?;
        op.shape("out", &out, &[count as i64])?;
        if out.dtype == DType::F64 {
            op.on_aicpu();
        }
        op.run(move |task| {
            if out.dtype.is_float() {
                let values = (0..count as i64).map(|at| start.f64() + at as f64 * step.f64());
                return task.write(&out, &values.collect::<Vec<f64>>());
            }
            if start.dtype.is_float() {
                let values = (0..count as i64).map(|at| (start.f64() + at as f64 * step.f64()) as i64);
                return task.write(&out, &values.collect::<Vec<i64>>());
            }
            task.write(&out, &(0..count as i64).map(|at| start.i64() + at * step.i64()).collect::<Vec<i64>>())
        })
    }
    /// `steps` numbers from `start` to `end`, both among them.
    Linspace(op; start: Number, end: Number, steps: I64, out: Out) {
        op.dtype("out", &out, &[FLOATS_64, &[DType::I8, DType::U8, DType::I16, DType::I32]].concat())?;
        op.require(steps >= 0, || format!("{steps} steps"))?;
        op.shape("out", &out, &[steps])?;
        let (start, end) = (start.f64(), end.f64());
        op.run(move |task| {
            let step = if steps > 1 { (end - start) / (steps - 1) as f64 } else { 0.0 };
            // From both ends, as rounding would else miss the last.
            let value = |at: i64| if at < steps / 2 || steps == 1 { start + at as f64 * step } else { end - (steps - 1 - at) as f64 * step };
            task.write(&out, &(0..steps).map(value).collect::<Vec<f64>>())
        })
    }
    /// 1 on the diagonal, else 0.
    Eye(op; n: I64, m: I64, out: Out) {
        op.dtype("out", &out, &[FLOATS, &[DType::I32, DType::I16, DType::I8, DType::U8, DType::I64, DType::Bool]].concat())?;
        op.require(n >= 0 && m >= 0, || format!("{n} rows, {m} columns"))?;
        op.shape("out", &out, &[n, m])?;
        op.run(move |task| task.write(&out, &(0..n * m).map(|at| at / m == at % m).collect::<Vec<bool>>()))
    }
    /// What lies on and below a diagonal of each matrix, the rest 0.
    Tril(op; x: In, diagonal: I64, out: Out) { triangle(op, x, out, move |row, column| column - row <= diagonal) }
    /// What lies on and above a diagonal of each matrix, the rest 0.
    Triu(op; x: In, diagonal: I64, out: Out) { triangle(op, x, out, move |row, column| column - row >= diagonal) }
}

fn triangle(
    op: &mut Op,
    x: Arc<Tensor>,
    out: Arc<Tensor>,
    keeps: impl Fn(i64, i64) -> bool + Send + Sync + 'static,
) -> Result<()> {
    op.dtype("self", &x, ANY)?;
    op.same_dtype(&x, &out)?;
    op.rank("self", &x, 2..=8)?;
    op.shape("out", &out, &x.dims)?;
    op.cores(&[&x], ANY);
    op.run(move |task| by_size!(x.dtype, keep(task, &x, &out, &keeps)))
}

fn keep<B: Bits>(
    task: &Task,
    x: &Tensor,
    out: &Tensor,
    keeps: &impl Fn(i64, i64) -> bool,
) -> Result<()> {
    let [.., rows, columns] = x.dims[..] else {
        return Ok(());
    };
    let mut values = task.bits::<B>(x)?.into_owned();
    for (at, value) in (0_i64..).zip(&mut values) {
        if !keeps(at / columns % rows, at % columns) {
            *value = B::default();
        }
    }
    task.write_bits(out, &values)
}
