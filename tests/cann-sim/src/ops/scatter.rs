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
    let call = Call {
        x,
        axis,
        index,
        source,
        out,
    };
    op.run(move |task| match call.x.dtype.is_float() {
        true => call.run(task, Scalar::f64, |old: f64, new| match reduce {
            1 => old + new,
            2 => old * new,
            _ => new,
        }),
        false => call.run(task, Scalar::i64, |old: i64, new| match reduce {
            1 => old.wrapping_add(new),
            2 => old.wrapping_mul(new),
            _ => new,
        }),
    })
}

/// A checked call.
struct Call {
    x: Arc<Tensor>,
    axis: usize,
    index: Arc<Tensor>,
    source: Source,
    out: Arc<Tensor>,
}

impl Call {
    /// Puts at each place that is named what `function` makes of what is there and what comes.
    fn run<T: Value>(
        &self,
        task: &Task,
        number: fn(&Scalar) -> T,
        function: impl Fn(T, T) -> T,
    ) -> Result<()> {
        let indices = task.read::<i64>(&self.index)?;
        let lanes = Lanes::of(&self.x.dims, self.axis, &self.index.dims);
        let put = match &self.source {
            Source::Tensor(src) => {
                let part = src.viewed(self.index.dims.clone(), src.strides.clone());
                task.read::<T>(&part)?.into_owned()
            }
            Source::Number(value) => vec![number(value); indices.len()],
        };
        let mut values = task.read::<T>(&self.x)?.into_owned();
        for (at, (value, new)) in indices.iter().zip(put).enumerate() {
            let row = task.index(*value, lanes.count, false)?;
            let place = &mut values[lanes.place(at, row)];
            *place = function(*place, new);
        }
        task.write(&self.out, &values)
    }
}
