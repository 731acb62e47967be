//! Single elements changed by index.

use super::lookup::Lanes;
use crate::op::prelude::*;

/// What the cores scatter.
const SCATTERED: &[DType] = &[
    DType::F16,
    DType::F32,
    DType::I32,
    DType::I8,
    DType::U8,
    DType::Bf16,
];

aclnn! {
    /// `out = self`, then `out[index[i][j]][j] = src[i][j]`, for `dim` 0; `reduce` 1 adds, 2 multiplies.
    Scatter(op; x: In, dim: I64, index: In, src: In, reduce: I64, out: Out) {
        scatter(op, x, dim, index, Source::Tensor(src), reduce, out)
    }
    /// The same in place.
    InplaceScatter(op; self_ref: InOut, dim: I64, index: In, src: In, reduce: I64) {
        scatter(op, self_ref.clone(), dim, index, Source::Tensor(src), reduce, self_ref)
    }
    /// The same with one number everywhere.
    ScatterValue(op; x: In, dim: I64, index: In, value: Number, reduce: I64, out: Out) {
        scatter(op, x, dim, index, Source::Number(value), reduce, out)
    }
    /// `out = self`, then `out[index[i][j]][j] += src[i][j]`, for `dim` 0. `src` and `out` must be contiguous.
    ScatterAdd(op; x: In, dim: I64, index: In, src: In, out: Out) {
        for (what, tensor) in [("src", &src), ("out", &out)] {
            op.require(tensor.is_contiguous(), || format!("{what} is not contiguous: {}", tensor.describe()))?;
        }
        scatter(op, x, dim, index, Source::Tensor(src), 1, out)
    }
}

/// What is put.
enum Source {
    Tensor(Arc<Tensor>),
    Number(Scalar),
}

fn scatter(
    op: &mut Op,
    x: Arc<Tensor>,
    dim: i64,
    index: Arc<Tensor>,
    source: Source,
    reduce: i64,
    out: Arc<Tensor>,
) -> Result<()> {
    op.not_on_310p()?;
    op.dtype("self", &x, ALL)?;
    op.same_dtype(&x, &out)?;
    op.shape("out", &out, &x.dims)?;
    op.index("index", &index)?;
    op.cores(&[&x], SCATTERED);
    op.require((0..=2).contains(&reduce), || format!("reduce {reduce}"))?;
    let axis = op.axis(dim, x.rank())?;
    op.rank("index", &index, x.rank()..=x.rank())?;
    let within = |limit: &[i64], free: usize| {
        (0..x.rank()).all(|at| at == free || index.dims[at] <= limit[at])
    };
    op.require(within(&x.dims, axis), || {
        format!("index {:?} is larger than self {:?}", index.dims, x.dims)
    })?;
    if let Source::Tensor(src) = &source {
        op.same_dtype(&x, src)?;
        op.rank("src", src, x.rank()..=x.rank())?;
        op.on_core(src);
        op.require(within(&src.dims, usize::MAX), || {
            format!("index {:?} is larger than src {:?}", index.dims, src.dims)
        })?;
    }
    op.run(move |task| {
        let part = match &source {
            Source::Tensor(src) => Some(src.viewed(index.dims.clone(), src.strides.clone())),
            Source::Number(_) => None,
        };
        let indices = task.read::<i64>(&index)?;
        let lanes = Lanes::of(&x.dims, axis, &index.dims);
        if x.dtype.is_float() {
            let put = match (&part, &source) {
                (Some(part), _) => task.read::<f64>(part)?.into_owned(),
                (None, Source::Number(number)) => vec![number.f64(); indices.len()],
                (None, Source::Tensor(_)) => Vec::new(),
            };
            let mut values = task.read::<f64>(&x)?.into_owned();
            change(
                task,
                &mut values,
                &indices,
                &lanes,
                &put,
                |old, new| match reduce {
                    1 => old + new,
                    2 => old * new,
                    _ => new,
                },
            )?;
            return task.write(&out, &values);
        }
        let put = match (&part, &source) {
            (Some(part), _) => task.read::<i64>(part)?.into_owned(),
            (None, Source::Number(number)) => vec![number.i64(); indices.len()],
            (None, Source::Tensor(_)) => Vec::new(),
        };
        let mut values = task.read::<i64>(&x)?.into_owned();
        change(
            task,
            &mut values,
            &indices,
            &lanes,
            &put,
            |old, new| match reduce {
                1 => old.wrapping_add(new),
                2 => old.wrapping_mul(new),
                _ => new,
            },
        )?;
        task.write(&out, &values)
    })
}

fn change<T: Copy>(
    task: &Task,
    values: &mut [T],
    indices: &[i64],
    lanes: &Lanes,
    put: &[T],
    function: impl Fn(T, T) -> T,
) -> Result<()> {
    for (number, (value, new)) in indices.iter().zip(put).enumerate() {
        let row = task.index(*value, lanes.count, false)?;
        let place = &mut values[lanes.place(number, row)];
        *place = function(*place, *new);
    }
    Ok(())
}
