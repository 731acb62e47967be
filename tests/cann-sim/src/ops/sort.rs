//! Orders along an axis. Equal elements keep theirs; NaN is the largest.

use std::cmp::Ordering;

use super::scan::{lane_length, last};
use crate::op::prelude::*;

/// What is put in order.
const SORTED: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::Bf16,
    DType::I8,
    DType::I16,
    DType::I32,
    DType::I64,
    DType::U8,
    DType::U16,
    DType::U32,
    DType::U64,
];

aclnn! {
    /// The `k` largest or smallest, in order, and their places.
    Topk(op; x: In, k: I64, dim: I64, largest: Bool, sorted: Bool, values_out: Out, indices_out: Out) {
        op.dtype("self", &x, &[SORTED, &[DType::F64]].concat())?;
        op.require(sorted, || "sorted is false".to_owned())?;
        op.rank("self", &x, 1..=8)?;
        let axis = op.axis(dim, x.rank())?;
        op.require((0..=x.dims[axis]).contains(&k), || format!("k is {k} of {}", x.dims[axis]))?;
        order(op, x, axis, Some(k), largest, Some(values_out), indices_out)
    }
    /// All, and their places.
    Sort(op; x: In, _stable: Bool, dim: I64, descending: Bool, values_out: Out, indices_out: Out) {
        op.dtype("self", &x, &[SORTED, BOOLS].concat())?;
        let axis = op.axis(dim, x.rank())?;
        order(op, x, axis, None, descending, Some(values_out), indices_out)
    }
    /// The places alone.
    Argsort(op; x: In, dim: I64, descending: Bool, out: Out) {
        op.dtype("self", &x, SORTED)?;
        let axis = op.axis(dim, x.rank())?;
        order(op, x, axis, None, descending, None, out)
    }
}

fn order(
    op: &mut Op,
    x: Arc<Tensor>,
    axis: usize,
    k: Option<i64>,
    descending: bool,
    values: Option<Arc<Tensor>>,
    indices: Arc<Tensor>,
) -> Result<()> {
    op.dtype("the indices", &indices, &[DType::I64])?;
    let mut dims = x.dims.clone();
    if let Some(k) = k {
        dims[axis] = k;
    }
    op.shape("the indices", &indices, &dims)?;
    if let Some(values) = &values {
        op.same_dtype(&x, values)?;
        op.shape("valuesOut", values, &dims)?;
    }
    op.cores(&[&x], FLOATS);
    op.run(move |task| {
        let source = last(&x, axis);
        let places = if x.dtype.is_float() {
            places(
                &task.read::<f64>(&source)?,
                lane_length(&source),
                k,
                descending,
                |a: f64, b: f64| {
                    a.partial_cmp(&b)
                        .unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
                },
            )
        } else if x.dtype == DType::U64 {
            places(
                &task.read::<i64>(&source)?,
                lane_length(&source),
                k,
                descending,
                |a, b| (a as u64).cmp(&(b as u64)),
            )
        } else {
            places(
                &task.read::<i64>(&source)?,
                lane_length(&source),
                k,
                descending,
                |a: i64, b| a.cmp(&b),
            )
        };
        if let Some(values) = &values {
            by_size!(
                x.dtype,
                write_values(task, &source, &last(values, axis), &places)
            )?;
        }
        task.write(&last(&indices, axis), &places)
    })
}

/// The places of the first `k` of each run of `length`, in order.
fn places<T: Copy>(
    values: &[T],
    length: usize,
    k: Option<i64>,
    descending: bool,
    compare: impl Fn(T, T) -> Ordering,
) -> Vec<i64> {
    let mut all = Vec::with_capacity(values.len());
    for lane in values.chunks_exact(length) {
        let mut order: Vec<i64> = (0..length as i64).collect();
        let compare = |a: &i64, b: &i64| {
            let ordering = compare(lane[*a as usize], lane[*b as usize]);
            (if descending {
                ordering.reverse()
            } else {
                ordering
            })
            .then(a.cmp(b))
        };
        let k = k.map_or(length, |k| k as usize);
        if k > 0 && k < length {
            order.select_nth_unstable_by(k, compare);
        }
        order.truncate(k);
        order.sort_unstable_by(compare);
        all.extend(order);
    }
    all
}

fn write_values<B: Bits>(
    task: &Task,
    source: &Tensor,
    target: &Tensor,
    places: &[i64],
) -> Result<()> {
    let values = task.bits::<B>(source)?;
    let lanes = values.chunks_exact(lane_length(source));
    let places = places.chunks_exact(lane_length(target));
    let taken = lanes
        .zip(places)
        .flat_map(|(lane, places)| places.iter().map(|place| lane[*place as usize]));
    task.write_bits(target, &taken.collect::<Vec<B>>())
}
