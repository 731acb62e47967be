//! Sums, products and extremes of all elements up to each, along an axis.

use crate::op::prelude::*;

/// What the cores add up.
const SUMMED: &[DType] = &[DType::F32, DType::F16, DType::Bf16, DType::I32];

aclnn! {
    /// Sums, in `dtype`.
    Cumsum(op; x: In, dim: I64, dtype: DataType, out: Out) {
        op.require(out.dtype == dtype, || format!("out is {:?}, dtype {dtype:?}", out.dtype))?;
        sums(op, x, dim, false, false, out)
    }
    /// Sums; those before each where `exclusive`, from the end where `reverse`.
    CumsumV2(op; x: In, dim: I64, exclusive: Bool, reverse: Bool, out: Out) {
        op.same_dtype(&x, &out)?;
        sums(op, x, dim, exclusive, reverse, out)
    }
    /// Products, in `dtype`, along the axis that a scalar names.
    Cumprod(op; input: In, dim: Number, dtype: DataType, out: Out) {
        op.require(!dim.dtype.is_float(), || format!("dim is {:?}", dim.dtype))?;
        op.require(out.dtype == dtype, || format!("out is {:?}, dtype {dtype:?}", out.dtype))?;
        let all = [NUMBERS, &[DType::U16, DType::U32, DType::U64]].concat();
        op.dtype("self", &input, &all)?;
        op.dtype("out", &out, &all)?;
        op.shape("out", &out, &input.dims)?;
        let axis = op.axis(dim.i64(), input.rank())?;
        op.on_aicpu();
        op.run(move |task| {
            let lanes = Lanes { axis, reverse: false };
            if dtype.is_float() {
                return lanes.scan(task, &input, &out, 1.0, |product, value: f64| product * value);
            }
            lanes.scan(task, &input, &out, 1, |product: i64, value| wrap(dtype, product.wrapping_mul(value)))
        })
    }
    /// The largest, and its last place.
    Cummax(op; x: In, dim: I64, values_out: Out, indices_out: Out) {
        op.dtype("self", &x, ALL)?;
        op.on_aicpu();
        extremes(op, x, dim, values_out, indices_out, true)
    }
    /// The smallest, and its last place.
    Cummin(op; x: In, dim: I64, values_out: Out, indices_out: Out) {
        op.not_on_310p()?;
        op.dtype("self", &x, ALL)?;
        op.cores(&[&x], &[SUMMED, &[DType::I8, DType::U8]].concat());
        extremes(op, x, dim, values_out, indices_out, false)
    }
}

/// Runs of elements along an axis.
struct Lanes {
    axis: usize,
    reverse: bool,
}

impl Lanes {
    /// The axis last, and its elements from the end where that is asked for.
    fn view(&self, x: &Tensor) -> Tensor {
        last(
            &if self.reverse && x.numel() > 0 {
                x.narrowed(self.axis, x.dims[self.axis] - 1, x.dims[self.axis], -1)
            } else {
                x.clone()
            },
            self.axis,
        )
    }

    /// Writes what `step` makes of the state and each element.
    fn scan<T: crate::op::elements::Value>(
        &self,
        task: &Task,
        x: &Tensor,
        out: &Tensor,
        start: T,
        step: impl Fn(T, T) -> T,
    ) -> Result<()> {
        let (source, target) = (self.view(x), self.view(out));
        let mut values = task.read::<T>(&source)?.into_owned();
        for lane in values.chunks_exact_mut(lane_length(&source)) {
            let mut state = start;
            for value in lane {
                state = step(state, *value);
                *value = state;
            }
        }
        task.write(&target, &values)
    }
}

/// The view whose last axis is `axis`.
pub fn last(x: &Tensor, axis: usize) -> Tensor {
    let others = (0..x.rank()).filter(|at| *at != axis);
    let order: Vec<usize> = others.chain((axis < x.rank()).then_some(axis)).collect();
    x.permuted(&order)
}

/// Elements of the last axis; 1 where there is none.
pub fn lane_length(x: &Tensor) -> usize {
    x.dims.last().map_or(1, |size| (*size).max(1) as usize)
}

fn sums(
    op: &mut Op,
    x: Arc<Tensor>,
    dim: i64,
    exclusive: bool,
    reverse: bool,
    out: Arc<Tensor>,
) -> Result<()> {
    op.dtype("self", &x, NUMBERS)?;
    op.dtype("out", &out, NUMBERS)?;
    op.shape("out", &out, &x.dims)?;
    let (axis, dtype) = (op.axis(dim, x.rank())?, out.dtype);
    op.cores_as(&[&x], dtype, SUMMED);
    op.run(move |task| {
        let lanes = Lanes {
            axis,
            reverse: reverse && x.rank() > 0,
        };
        if dtype.is_float() {
            let (source, target) = (lanes.view(&x), lanes.view(&out));
            let mut values = task.read::<f64>(&source)?.into_owned();
            round_to(dtype, &mut values);
            for lane in values.chunks_exact_mut(lane_length(&source)) {
                let mut sum = 0.0;
                for value in lane {
                    let before = sum;
                    sum += *value;
                    *value = if exclusive { before } else { sum };
                }
            }
            return task.write(&target, &values);
        }
        let (source, target) = (lanes.view(&x), lanes.view(&out));
        let mut values = task.read::<i64>(&source)?.into_owned();
        for lane in values.chunks_exact_mut(lane_length(&source)) {
            let mut sum = 0_i64;
            for value in lane {
                let before = sum;
                sum = wrap(dtype, sum.wrapping_add(*value));
                *value = if exclusive { before } else { sum };
            }
        }
        task.write(&target, &values)
    })
}

fn extremes(
    op: &mut Op,
    x: Arc<Tensor>,
    dim: i64,
    values: Arc<Tensor>,
    indices: Arc<Tensor>,
    largest: bool,
) -> Result<()> {
    op.same_dtype(&x, &values)?;
    op.dtype("indicesOut", &indices, INDICES)?;
    op.shape("valuesOut", &values, &x.dims)?;
    op.shape("indicesOut", &indices, &x.dims)?;
    let axis = op.axis(dim, x.rank())?;
    op.run(move |task| {
        let source = last(&x, axis);
        if x.dtype.is_float() {
            running(
                task,
                &source,
                [&last(&values, axis), &last(&indices, axis)],
                |value: f64, best| {
                    value.is_nan()
                        || !best.is_nan()
                            && (if largest {
                                value >= best
                            } else {
                                value <= best
                            })
                },
            )
        } else {
            running(
                task,
                &source,
                [&last(&values, axis), &last(&indices, axis)],
                |value: i64, best| {
                    if largest {
                        value >= best
                    } else {
                        value <= best
                    }
                },
            )
        }
    })
}

fn running<T: crate::op::elements::Value>(
    task: &Task,
    source: &Tensor,
    [values, indices]: [&Tensor; 2],
    beats: impl Fn(T, T) -> bool,
) -> Result<()> {
    let mut best = task.read::<T>(source)?.into_owned();
    let mut places = vec![0_i64; best.len()];
    let length = lane_length(source);
    for (lane, places) in best
        .chunks_exact_mut(length)
        .zip(places.chunks_exact_mut(length))
    {
        for at in 1..length {
            if beats(lane[at], lane[at - 1]) {
                places[at] = at as i64;
            } else {
                (lane[at], places[at]) = (lane[at - 1], places[at - 1]);
            }
        }
    }
    task.write(indices, &places)?;
    task.write(values, &best)
}
