//! Largest and smallest elements, and where they are: the first of equal ones. NaN is both.

use super::reduce::Axes;
use crate::op::prelude::*;

/// What the cores find extremes of.
const EXTREMES: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::Bf16,
    DType::U8,
    DType::I8,
    DType::I32,
    DType::I64,
];
/// What extremes with their places are found of.
const PLACED: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::I64,
    DType::Bool,
    DType::Bf16,
    DType::I32,
];

aclnn! {
    /// The largest along axes (all, where none is named).
    Amax(op; x: In, dim: OptInts, keep_dim: Bool, out: Out) { extreme(op, x, dim.as_deref(), keep_dim, out, Side::Largest) }
    /// The smallest along axes (all, where none is named).
    Amin(op; x: In, dim: OptInts, keep_dim: Bool, out: Out) { extreme(op, x, dim.as_deref(), keep_dim, out, Side::Smallest) }
    /// The largest of all.
    Max(op; x: In, out: Out) { extreme(op, x, None, false, out, Side::Largest) }
    /// The smallest of all.
    Min(op; x: In, out: Out) { extreme(op, x, None, false, out, Side::Smallest) }
    /// The largest along an axis and its place.
    MaxDim(op; x: In, dim: I64, keepdim: Bool, out: Out, indices: Out) {
        op.dtype("indices", &indices, INDICES)?;
        with_place(op, x, dim, keepdim, out, indices, Side::Largest)
    }
    /// The smallest along an axis and its place, which is int32.
    MinDim(op; x: In, dim: I64, keepdim: Bool, out: Out, indices: Out) {
        op.dtype("indices", &indices, &[DType::I32])?;
        with_place(op, x, dim, keepdim, out, indices, Side::Smallest)
    }
    /// The place of the largest along an axis.
    ArgMax(op; x: In, dim: I64, keepdim: Bool, out: Out) { place(op, x, dim, keepdim, out, Side::Largest) }
    /// The place of the smallest along an axis.
    ArgMin(op; x: In, dim: I64, keepdim: Bool, out: Out) { place(op, x, dim, keepdim, out, Side::Smallest) }
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Largest,
    Smallest,
}

impl Side {
    /// Whether `value` is more extreme than `best`; nothing is more so than NaN.
    fn beats<T: PartialOrd + Copy>(self, value: T, best: T) -> bool {
        let is_nan = |value: T| value.partial_cmp(&value).is_none();
        match self {
            _ if is_nan(best) => false,
            _ if is_nan(value) => true,
            Self::Largest => value > best,
            Self::Smallest => value < best,
        }
    }

    fn first<T: PartialOrd + Copy>(self, lane: &[T]) -> usize {
        (1..lane.len()).fold(0, |best, at| {
            if self.beats(lane[at], lane[best]) {
                at
            } else {
                best
            }
        })
    }
}

fn some(op: &Op, axes: &Axes) -> Result<()> {
    op.require(axes.count > 0, || "nothing has no extremes".to_owned())
}

fn extreme(
    op: &mut Op,
    x: Arc<Tensor>,
    dims: Option<&[i64]>,
    keep: bool,
    out: Arc<Tensor>,
    side: Side,
) -> Result<()> {
    op.dtype("self", &x, ALL)?;
    op.same_dtype(&x, &out)?;
    let axes = Axes::of(op, &x, dims, keep, &[&out])?;
    some(op, &axes)?;
    op.cores(&[&x], EXTREMES);
    op.run(move |task| values(task, &axes, &x, &out, side))
}

fn values(task: &Task, axes: &Axes, x: &Tensor, out: &Tensor, side: Side) -> Result<()> {
    if x.dtype.is_float() {
        return axes.floats(task, x, out, x.dtype, |lane| lane[side.first(lane)]);
    }
    axes.integers(task, x, out, |lane| lane[side.first(lane)])
}

fn places(task: &Task, axes: &Axes, x: &Tensor, out: &Tensor, side: Side) -> Result<()> {
    let places: Vec<i64> = if x.dtype.is_float() {
        let values = task.read::<f64>(&axes.view(x))?;
        axes.lanes(&values, out.numel())
            .map(|lane| side.first(lane) as i64)
            .collect()
    } else {
        let values = task.read::<i64>(&axes.view(x))?;
        axes.lanes(&values, out.numel())
            .map(|lane| side.first(lane) as i64)
            .collect()
    };
    task.write(out, &places)
}

/// What the cores find places of.
fn placed(op: &Op) -> &'static [DType] {
    if op.soc().is_310p {
        FLOATS
    } else {
        super::binary::CORES
    }
}

fn with_place(
    op: &mut Op,
    x: Arc<Tensor>,
    dim: i64,
    keep: bool,
    out: Arc<Tensor>,
    indices: Arc<Tensor>,
    side: Side,
) -> Result<()> {
    op.dtype("self", &x, PLACED)?;
    op.same_dtype(&x, &out)?;
    let axes = Axes::of(op, &x, Some(&[dim]), keep, &[&out, &indices])?;
    some(op, &axes)?;
    op.cores(&[&x], placed(op));
    op.run(move |task| {
        places(task, &axes, &x, &indices, side)?;
        values(task, &axes, &x, &out, side)
    })
}

fn place(
    op: &mut Op,
    x: Arc<Tensor>,
    dim: i64,
    keep: bool,
    out: Arc<Tensor>,
    side: Side,
) -> Result<()> {
    op.dtype("self", &x, NUMBERS)?;
    op.dtype("out", &out, INDICES)?;
    let axes = Axes::of(op, &x, Some(&[dim]), keep, &[&out])?;
    some(op, &axes)?;
    op.cores(&[&x], placed(op));
    op.run(move |task| places(task, &axes, &x, &out, side))
}
