//! Elements and slices by index.

use crate::op::prelude::*;

/// Every type that lookups take.
const LOOKED_UP: &[DType] = ANY;

aclnn! {
    /// Rows of a matrix.
    Embedding(op; weight: In, indices: In, out: Out) {
        op.dtype("weight", &weight, ALL)?;
        op.rank("weight", &weight, 2..=2)?;
        slices(op, weight, 0, indices, out)
    }
    /// Slices along an axis, by a list.
    IndexSelect(op; x: In, dim: I64, index: In, out: Out) {
        op.dtype("self", &x, LOOKED_UP)?;
        op.rank("index", &index, 0..=1)?;
        let axis = op.axis(dim, x.rank())?;
        slices(op, x, axis, index, out)
    }
    /// Slices along an axis, by indices of any sizes.
    GatherV2(op; x: In, dim: I64, index: In, out: Out) {
        op.dtype("self", &x, ALL)?;
        op.rank("self", &x, 1..=8)?;
        let axis = op.axis(dim, x.rank())?;
        slices(op, x, axis, index, out)
    }
    /// The same. Without batches here.
    GatherV3(op; x: In, dim: I64, index: In, batch_dims: I64, mode: I64, out: Out) {
        op.not_on_310p()?;
        op.dtype("self", &x, &[&[DType::F32, DType::F16, DType::F64, DType::U8, DType::Bool], INDICES, &[DType::I16, DType::I8]].concat())?;
        op.require(batch_dims == 0 && (0..=1).contains(&mode), || format!("batchDims {batch_dims}, mode {mode}"))?;
        op.rank("self", &x, 1..=8)?;
        let axis = op.axis(dim, x.rank())?;
        slices(op, x, axis, index, out)
    }
    /// `out[i][j] = self[index[i][j]][j]`, for `dim` 0.
    Gather(op; x: In, dim: I64, index: In, out: Out) {
        op.dtype("self", &x, ANY)?;
        op.same_dtype(&x, &out)?;
        op.index("index", &index)?;
        op.cores(&[&x], &MOVED.iter().copied().filter(|dtype| *dtype != DType::Bool).collect::<Vec<_>>());
        let axis = op.axis(dim, x.rank())?;
        op.rank("index", &index, x.rank()..=x.rank())?;
        let within = (0..x.rank()).all(|at| at == axis || index.dims[at] <= x.dims[at]);
        op.require(within, || format!("index {:?} is larger than self {:?}", index.dims, x.dims))?;
        op.shape("out", &out, &index.dims)?;
        op.run(move |task| by_size!(x.dtype, gather(task, &x, axis, &index, &out)))
    }
    /// Slices by their coordinates, which the last axis of `indices` holds.
    GatherNd(op; x: In, indices: In, negative: Bool, out: Out) {
        op.not_on_310p()?;
        op.dtype("self", &x, ANY)?;
        op.same_dtype(&x, &out)?;
        op.index("indices", &indices)?;
        op.cores(&[&x], &[FLOATS, INDICES, &[DType::I8, DType::U8, DType::Bool]].concat());
        op.rank("self", &x, 1..=8)?;
        op.rank("indices", &indices, 1..=8)?;
        let (outer, known) = indices.dims.split_at(indices.rank() - 1);
        let known = known[0];
        op.require((0..=x.rank() as i64).contains(&known), || format!("{known} coordinates in {:?}", x.dims))?;
        op.shape("out", &out, &[outer, &x.dims[known as usize..]].concat())?;
        let places = outer.len();
        op.run(move |task| {
            let coordinates = task.read::<i64>(&indices)?;
            let targets = Places::of(&out, places);
            for (number, place) in coordinates.chunks_exact((known as usize).max(1)).enumerate() {
                task.copy(&at(task, &x, place, negative)?, &targets.view(number))?;
            }
            Ok(())
        })
    }
    /// Elements of the tensor seen as one row.
    Take(op; x: In, index: In, out: Out) {
        op.dtype("self", &x, ANY)?;
        op.same_dtype(&x, &out)?;
        op.index("index", &index)?;
        op.cores(&[&x], MOVED);
        op.shape("out", &out, &index.dims)?;
        op.run(move |task| by_size!(x.dtype, take(task, &x, &index, &out)))
    }
    /// What a list of index tensors, one for each leading axis, names together; a mask stands for the places where it is set.
    Index(op; x: In, indices: InList, out: Out) {
        op.dtype("self", &x, ALL)?;
        op.same_dtype(&x, &out)?;
        op.cores(&[&x], &[FLOATS, INDICES, &[DType::I8, DType::U8, DType::Bool]].concat());
        let dims = named(op, &x, &indices)?;
        op.shape("out", &out, &[&dims[..], &x.dims[indices.len()..]].concat())?;
        op.run(move |task| {
            let targets = Places::of(&out, dims.len());
            for (number, place) in coordinates(task, &x, &indices, &dims)?.iter().enumerate() {
                task.copy(&at(task, &x, place, true)?, &targets.view(number))?;
            }
            Ok(())
        })
    }
}

/// The places that the leading axes of a tensor name, each with the slice that is there.
pub struct Places<'a> {
    tensor: &'a Tensor,
    leading: usize,
}

impl<'a> Places<'a> {
    /// `leading` axes name the place.
    pub fn of(tensor: &'a Tensor, leading: usize) -> Self {
        Self { tensor, leading }
    }

    /// The slice at a place, counted in row-major order.
    pub fn view(&self, mut number: usize) -> Tensor {
        let tensor = self.tensor;
        let mut view = tensor.viewed(
            tensor.dims[self.leading..].to_vec(),
            tensor.strides[self.leading..].to_vec(),
        );
        for axis in (0..self.leading).rev() {
            let size = tensor.dims[axis].max(1) as usize;
            view.offset += (number % size) as i64 * tensor.strides[axis];
            number /= size;
        }
        view
    }
}

/// The slice at the coordinates of the leading axes.
pub fn at(task: &Task, x: &Tensor, place: &[i64], negative: bool) -> Result<Tensor> {
    let mut view = x.viewed(
        x.dims[place.len()..].to_vec(),
        x.strides[place.len()..].to_vec(),
    );
    for (axis, value) in place.iter().enumerate() {
        view.offset += task.index(*value, x.dims[axis], negative)? as i64 * x.strides[axis];
    }
    Ok(view)
}

/// The sizes that index tensors, one for each leading axis of `x`, have together. They are integers here.
pub fn named(op: &mut Op, x: &Tensor, indices: &[Arc<Tensor>]) -> Result<Vec<i64>> {
    op.require((1..=x.rank()).contains(&indices.len()), || {
        format!("{} index tensors for {:?}", indices.len(), x.dims)
    })?;
    for index in indices {
        op.index("an index", index)?;
    }
    op.broadcast(&indices.iter().map(|index| &**index).collect::<Vec<_>>())
}

/// The coordinates that they name, in row-major order.
pub fn coordinates(
    task: &Task,
    x: &Tensor,
    indices: &[Arc<Tensor>],
    dims: &[i64],
) -> Result<Vec<Vec<i64>>> {
    let columns = indices
        .iter()
        .map(|index| task.read_as::<i64>(index, dims))
        .collect::<Result<Vec<_>>>()?;
    debug_assert!(columns.len() <= x.rank());
    let count = dims.iter().product::<i64>() as usize;
    Ok((0..count)
        .map(|number| columns.iter().map(|column| column[number]).collect())
        .collect())
}

/// Slices along `axis`: `out` has the sizes of the indices in its place. Only what is selected is read.
fn slices(
    op: &mut Op,
    x: Arc<Tensor>,
    axis: usize,
    index: Arc<Tensor>,
    out: Arc<Tensor>,
) -> Result<()> {
    op.same_dtype(&x, &out)?;
    op.index("index", &index)?;
    op.cores(&[&x], MOVED);
    let (before, after) = (
        x.dims.get(..axis).unwrap_or(&[]),
        x.dims.get(axis + 1..).unwrap_or(&[]),
    );
    op.shape("out", &out, &[before, &index.dims, after].concat())?;
    op.run(move |task| {
        let rank = index.rank();
        // A tensor without axes has one element.
        let scalar = x.rank() == 0;
        let source = if scalar {
            x.viewed(vec![1], vec![1])
        } else {
            (*x).clone()
        };
        // The target with the indices' axes first.
        let order: Vec<usize> = (axis..axis + rank)
            .chain(0..axis)
            .chain(axis + rank..out.rank())
            .collect();
        let target = out.permuted(&order);
        let targets = Places::of(&target, rank);
        let order: Vec<usize> = (0..source.rank()).filter(|at| *at != axis).collect();
        for (number, value) in task.read::<i64>(&index)?.iter().enumerate() {
            let row = task.index(*value, source.dims[axis], false)?;
            let mut from = source.permuted(&order);
            from.offset += row as i64 * source.strides[axis];
            task.copy(&from, &targets.view(number))?;
        }
        Ok(())
    })
}

fn gather<B: Bits>(
    task: &Task,
    x: &Tensor,
    axis: usize,
    index: &Tensor,
    out: &Tensor,
) -> Result<()> {
    let (indices, values) = (task.read::<i64>(index)?, task.bits::<B>(x)?);
    let lanes = Lanes::of(&x.dims, axis, &index.dims);
    let mut taken = Vec::with_capacity(indices.len());
    for (number, value) in indices.iter().enumerate() {
        let row = task.index(*value, lanes.count, false)?;
        taken.push(values[lanes.place(number, row)]);
    }
    task.write_bits(out, &taken)
}

fn take<B: Bits>(task: &Task, x: &Tensor, index: &Tensor, out: &Tensor) -> Result<()> {
    let (indices, values) = (task.read::<i64>(index)?, task.bits::<B>(x)?);
    let count = values.len() as i64;
    let taken = indices
        .iter()
        .map(|value| task.index(*value, count, true).map(|at| values[at]));
    task.write_bits(out, &taken.collect::<Result<Vec<B>>>()?)
}

/// Where an element of an index tensor points to in a tensor with as many axes, whose other sizes are not smaller.
pub struct Lanes {
    /// Elements of the tensor along the axis.
    pub count: i64,
    axis: usize,
    strides: Vec<usize>,
    index_dims: Vec<usize>,
}

impl Lanes {
    /// For a tensor of sizes `dims` and an index of `index_dims`.
    pub fn of(dims: &[i64], axis: usize, index_dims: &[i64]) -> Self {
        let mut strides = vec![1; dims.len()];
        for at in (1..dims.len()).rev() {
            strides[at - 1] = strides[at] * dims[at] as usize;
        }
        Self {
            count: dims.get(axis).copied().unwrap_or(1),
            axis,
            strides,
            index_dims: index_dims.iter().map(|size| *size as usize).collect(),
        }
    }

    /// The place in the tensor, in row-major order, of the index's element `number` that holds `row`.
    pub fn place(&self, mut number: usize, row: usize) -> usize {
        let mut place = 0;
        for (at, size) in self.index_dims.iter().enumerate().rev() {
            let position = if at == self.axis { row } else { number % size };
            number /= size;
            place += position * self.strides[at];
        }
        place
    }
}
