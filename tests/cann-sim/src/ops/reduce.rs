//! Sums, means, products and quantifiers along axes.

use crate::op::prelude::*;

aclnn! {
    /// The sum along axes (all, where none is named), in `dtype`.
    ReduceSum(op; x: In, dims: OptInts, keep_dims: Bool, dtype: DataType, out: Out) {
        op.dtype("self", &x, ALL)?;
        op.dtype("out", &out, ALL)?;
        op.require(out.dtype == dtype, || format!("out is {:?}, dtype {dtype:?}", out.dtype))?;
        let axes = Axes::of(op, &x, dims.as_deref(), keep_dims, &[&out])?;
        let cores: &[DType] = if op.soc().is_310p { FLOATS } else { &[FLOATS, &[DType::I32]].concat() };
        op.cores_as(&[&x], dtype, &[cores, &[DType::I64]].concat());
        op.run(move |task| {
            if dtype.is_float() {
                return axes.floats(task, &x, &out, dtype, |values| values.iter().sum());
            }
            axes.integers(task, &x, &out, |values| values.iter().fold(0, |sum: i64, value| wrap(dtype, sum.wrapping_add(*value))))
        })
    }
    /// The mean along axes (all, where none is named), in `dtype`.
    Mean(op; x: In, dim: OptInts, keep_dim: Bool, dtype: DataType, out: Out) {
        op.dtype("self", &x, NUMBERS)?;
        op.dtype("out", &out, FLOATS_64)?;
        op.require(out.dtype == dtype, || format!("out is {:?}, dtype {dtype:?}", out.dtype))?;
        let axes = Axes::of(op, &x, dim.as_deref(), keep_dim, &[&out])?;
        op.cores_as(&[&x], dtype, FLOATS);
        let count = axes.count as f64;
        op.run(move |task| axes.floats(task, &x, &out, dtype, |values| values.iter().sum::<f64>() / count))
    }
    /// The product of all elements, in `dtype`.
    Prod(op; x: In, dtype: DataType, out: Out) { product(op, x, None, false, dtype, out) }
    /// The product along one axis, in `dtype`.
    ProdDim(op; x: In, dim: I64, keep_dim: Bool, dtype: DataType, out: Out) { product(op, x, Some(dim), keep_dim, dtype, out) }
    /// Whether all elements along axes are set.
    All(op; x: In, dim: OptInts, keepdim: Bool, out: Out) {
        op.dtype("out", &out, &[DType::Bool, DType::U8])?;
        quantify(op, x, dim, keepdim, out, |values| values.iter().all(|set| *set))
    }
    /// Whether one element along axes is set.
    Any(op; x: In, dim: OptInts, keepdim: Bool, out: Out) {
        op.dtype("out", &out, &[DType::Bool, DType::U8])?;
        quantify(op, x, dim, keepdim, out, |values| values.iter().any(|set| *set))
    }
}

/// Elements along some axes, which a reduction makes one of.
pub struct Axes {
    /// The axes that stay, then those that are reduced.
    order: Vec<usize>,
    /// Elements that are reduced to one.
    pub count: usize,
}

impl Axes {
    /// The named axes of `x`, or all; refuses outputs of other sizes than the result's.
    pub fn of(
        op: &Op,
        x: &Tensor,
        dims: Option<&[i64]>,
        keep: bool,
        outs: &[&Tensor],
    ) -> Result<Self> {
        let mut reduced = vec![false; x.rank()];
        for dim in dims.unwrap_or_default() {
            let axis = op.axis(*dim, x.rank())?;
            if let Some(seen) = reduced.get_mut(axis) {
                op.require(!*seen, || format!("dims {dims:?} name an axis twice"))?;
                *seen = true;
            }
        }
        if dims.is_none_or(<[i64]>::is_empty) {
            reduced.fill(true);
        }
        let all = 0..x.rank();
        let sizes = all.clone().filter(|axis| keep || !reduced[*axis]);
        let sizes: Vec<i64> = sizes
            .map(|axis| if reduced[axis] { 1 } else { x.dims[axis] })
            .collect();
        for out in outs {
            op.shape("out", out, &sizes)?;
        }
        let (stay, go) = (
            all.clone().filter(|axis| !reduced[*axis]),
            all.filter(|axis| reduced[*axis]),
        );
        let count = go.clone().map(|axis| x.dims[axis] as usize).product();
        Ok(Self {
            order: stay.chain(go).collect(),
            count,
        })
    }

    /// The view in which the elements that become one follow one another.
    pub fn view(&self, x: &Tensor) -> Tensor {
        x.permuted(&self.order)
    }

    /// Writes a function of the elements, which are rounded to `dtype` before. In f64.
    pub fn floats(
        &self,
        task: &Task,
        x: &Tensor,
        out: &Tensor,
        dtype: DType,
        function: impl Fn(&[f64]) -> f64,
    ) -> Result<()> {
        let view = self.view(x);
        if x.dtype == DType::F64 || dtype == DType::F64 {
            let values = task.read::<f64>(&view)?;
            let lanes = self.lanes(&values, out.numel());
            return task.write(out, &lanes.map(&function).collect::<Vec<f64>>());
        }
        let mut values = task.read::<f32>(&view)?;
        if x.dtype != dtype && dtype != DType::F32 {
            round_to(dtype, values.to_mut());
        }
        let lanes = self.lanes(&values, out.numel());
        let mut buffer = Vec::with_capacity(self.count);
        let values = lanes.map(|lane| {
            buffer.clear();
            buffer.extend(lane.iter().map(|value| f64::from(*value)));
            function(&buffer) as f32
        });
        task.write(out, &values.collect::<Vec<f32>>())
    }

    /// Writes a function of the elements as integers.
    pub fn integers(
        &self,
        task: &Task,
        x: &Tensor,
        out: &Tensor,
        function: impl Fn(&[i64]) -> i64,
    ) -> Result<()> {
        let values = task.read::<i64>(&self.view(x))?;
        let lanes = self.lanes(&values, out.numel());
        task.write(out, &lanes.map(&function).collect::<Vec<i64>>())
    }

    /// The elements for each of `results`, of those that [`Axes::view`] has.
    pub fn lanes<'a, T>(&self, values: &'a [T], results: usize) -> impl Iterator<Item = &'a [T]> {
        let count = self.count;
        (0..results).map(move |result| &values[result * count..(result + 1) * count])
    }
}

fn product(
    op: &mut Op,
    x: Arc<Tensor>,
    dim: Option<i64>,
    keep: bool,
    dtype: DType,
    out: Arc<Tensor>,
) -> Result<()> {
    op.dtype("self", &x, ALL)?;
    op.dtype("out", &out, ALL)?;
    op.require(out.dtype == dtype, || {
        format!("out is {:?}, dtype {dtype:?}", out.dtype)
    })?;
    let axes = Axes::of(
        op,
        &x,
        dim.as_ref().map(std::slice::from_ref),
        keep,
        &[&out],
    )?;
    op.cores_as(
        &[&x],
        dtype,
        &[FLOATS, &[DType::I8, DType::U8, DType::I64]].concat(),
    );
    op.run(move |task| {
        if dtype.is_float() {
            return axes.floats(task, &x, &out, dtype, |values| values.iter().product());
        }
        axes.integers(task, &x, &out, |values| {
            values
                .iter()
                .fold(1, |all: i64, value| wrap(dtype, all.wrapping_mul(*value)))
        })
    })
}

fn quantify(
    op: &mut Op,
    x: Arc<Tensor>,
    dims: Option<Vec<i64>>,
    keep: bool,
    out: Arc<Tensor>,
    function: fn(&[bool]) -> bool,
) -> Result<()> {
    op.dtype("self", &x, ALL)?;
    let axes = Axes::of(op, &x, dims.as_deref(), keep, &[&out])?;
    op.cores(&[&x], BOOLS);
    op.run(move |task| {
        let values = task.read::<bool>(&axes.view(&x))?;
        let lanes = axes.lanes(&values, out.numel());
        task.write(&out, &lanes.map(&function).collect::<Vec<bool>>())
    })
}
