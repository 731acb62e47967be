//! Slices changed by index.

use super::lookup::{Places, at, coordinates, named};
use crate::op::prelude::*;

/// What slices are added to.
const ADDED: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::I32,
    DType::I16,
    DType::I8,
    DType::U8,
    DType::F64,
    DType::I64,
    DType::Bool,
    DType::Bf16,
];
/// What of it on the cores.
const ADDED_ON_CORES: &[DType] = &[
    DType::F16,
    DType::F32,
    DType::U8,
    DType::I8,
    DType::I16,
    DType::I32,
    DType::Bf16,
];

aclnn! {
    /// `out = self`, then `out[index[i]] += alpha * source[i]`, for `dim` 0.
    IndexAdd(op; x: In, dim: I64, index: In, source: In, alpha: Number, out: Out) {
        add(op, x, dim, index, source, alpha, out)
    }
    /// The same; `mode` chooses how repeated indices are ordered.
    IndexAddV2(op; x: In, dim: I64, index: In, source: In, alpha: Number, mode: I64, out: Out) {
        op.require((0..=1).contains(&mode), || format!("mode {mode}"))?;
        add(op, x, dim, index, source, alpha, out)
    }
    /// `outRef = selfRef`, then `outRef[index[i]] = source[i]`, for `dim` 0.
    IndexCopy(op; self_ref: InOut, dim: I64, index: In, source: In, out_ref: Out) {
        put(op, self_ref, dim, index, source, out_ref)
    }
    /// The same in place.
    InplaceIndexCopy(op; self_ref: InOut, dim: I64, index: In, source: In) {
        put(op, self_ref.clone(), dim, index, source, self_ref)
    }
    /// Slices of `varRef` at coordinates, which the last axis of `indices` holds, become those of `updates`.
    ScatterNdUpdate(op; var_ref: InOut, indices: In, updates: In) {
        op.dtype("varRef", &var_ref, &[FLOATS, &[DType::I64, DType::Bool, DType::I8]].concat())?;
        let cores: &[DType] = if op.soc().is_310p { &[DType::F16, DType::F32, DType::Bool] } else { &[var_ref.dtype] };
        op.cores(&[&var_ref], cores);
        update(op, var_ref.clone(), indices, updates, var_ref)
    }
    /// The same in a copy of `data`.
    ScatterNd(op; data: In, indices: In, updates: In, out: Out) {
        op.dtype("data", &data, &[FLOATS, BOOLS].concat())?;
        update(op, data, indices, updates, out)
    }
    /// What index tensors, one for each leading axis, name together becomes `values`, or is added to where `accumulate`.
    IndexPutImpl(op; self_ref: InOut, indices: InList, values: In, accumulate: Bool, _unsafe_: Bool) {
        op.dtype("selfRef", &self_ref, ALL)?;
        op.same_dtype(&self_ref, &values)?;
        let cores = [FLOATS, INDICES, &[DType::U8, DType::Bool, DType::I8]].concat();
        op.cores(&[&self_ref, &values], &cores);
        let dims = named(op, &self_ref, &indices)?;
        let whole = [&dims[..], &self_ref.dims[indices.len()..]].concat();
        let together = op.broadcast(&[&values, &self_ref.viewed(whole.clone(), vec![0; whole.len()])])?;
        op.require(together == whole, || format!("values {:?} for {whole:?}", values.dims))?;
        op.run(move |task| {
            let source = values.expanded(&whole);
            let sources = Places::of(&source, dims.len());
            for (number, place) in coordinates(task, &self_ref, &indices, &dims)?.iter().enumerate() {
                let target = at(task, &self_ref, place, true)?;
                let slice = sources.view(number);
                if accumulate { accumulate_into(task, &slice, 1.0, &target)? } else { task.copy(&slice, &target)? }
            }
            Ok(())
        })
    }
    /// `updates[i]` goes to the row `indices[i]` of `data[i]` along the axis; pairs name the batch as well.
    InplaceScatterUpdate(op; data: InOut, indices: In, updates: In, axis: I64) {
        op.dtype("data", &data, &[FLOATS, &[DType::I8, DType::U8, DType::I32]].concat())?;
        op.same_dtype(&data, &updates)?;
        op.index("indices", &indices)?;
        op.rank("data", &data, 2..=8)?;
        op.rank("updates", &updates, data.rank()..=data.rank())?;
        op.rank("indices", &indices, 0..=2)?;
        let axis = op.axis(axis, data.rank())?;
        op.require(axis != 0, || "the axis is the batch's".to_owned())?;
        let pairs = indices.rank() == 2;
        op.require(!pairs || indices.dims[1] == 2, || format!("indices {:?}", indices.dims))?;
        let count = if pairs { indices.dims[0] } else { indices.numel() as i64 };
        let mut dims = data.dims.clone();
        (dims[0], dims[axis]) = (count, updates.dims[axis]);
        op.shape("updates", &updates, &dims)?;
        op.cores(&[&data], &[FLOATS, &[DType::I32, DType::I64]].concat());
        op.run(move |task| {
            let places = task.read::<i64>(&indices)?;
            for (number, place) in places.chunks_exact(if pairs { 2 } else { 1 }).enumerate() {
                let (batch, start) = if pairs { (place[0], place[1]) } else { (number as i64, place[0]) };
                let batch = task.index(batch, data.dims[0], false)? as i64;
                let length = updates.dims[axis];
                let start = task.index(start, data.dims[axis] - length + 1, false)? as i64;
                let target = data.narrowed(0, batch, 1, 1).narrowed(axis, start, length, 1);
                task.copy(&updates.narrowed(0, number as i64, 1, 1), &target)?;
            }
            Ok(())
        })
    }
    /// For each word, the sum of the rows of `grad` where `indices` has it, divided by how many they are where `scaleGradByFreq`.
    EmbeddingDenseBackward(op; grad: In, indices: In, num_weights: U64, padding_idx: U64, scale_grad_by_freq: Bool, out: Out) {
        op.dtype("grad", &grad, FLOATS)?;
        op.index("indices", &indices)?;
        let width = grad.dims.last().copied().unwrap_or(1);
        op.shape("grad", &grad, &[&indices.dims[..], &[width]].concat())?;
        op.shape("out", &out, &[num_weights as i64, width])?;
        op.dtype("out", &out, FLOATS)?;
        op.run(move |task| {
            let (words, rows) = (task.read::<i64>(&indices)?, task.read::<f64>(&grad)?);
            let width = width as usize;
            let mut sums = vec![0.0; out.numel()];
            let mut counts = vec![0.0; num_weights as usize];
            let words = words.iter().map(|word| task.index(*word, num_weights as i64, false)).collect::<Result<Vec<_>>>()?;
            words.iter().for_each(|word| counts[*word] += 1.0);
            for (word, row) in words.iter().zip(rows.chunks_exact(width.max(1))).filter(|(word, _)| **word as u64 != padding_idx) {
                let scale = if scale_grad_by_freq { counts[*word] } else { 1.0 };
                let sums = &mut sums[word * width..(word + 1) * width];
                sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value / scale);
            }
            task.write(&out, &sums)
        })
    }
}

/// The views of `out` and `source` at each index along `axis`.
fn pairs(
    task: &Task,
    index: &Tensor,
    axis: usize,
    source: &Tensor,
    out: &Tensor,
) -> Result<Vec<(Tensor, Tensor)>> {
    let indices = task.read::<i64>(index)?;
    let views = indices.iter().enumerate().map(|(number, value)| {
        let row = task.index(*value, out.dims[axis], false)? as i64;
        Ok((
            source.narrowed(axis, number as i64, 1, 1),
            out.narrowed(axis, row, 1, 1),
        ))
    });
    views.collect()
}

/// The checks of `index` and `source` along an axis of `x`, and of `out`.
fn check(
    op: &mut Op,
    x: &Tensor,
    dim: i64,
    index: &Tensor,
    source: &Tensor,
    out: &Tensor,
) -> Result<usize> {
    op.same_dtype(x, out)?;
    op.same_dtype(x, source)?;
    op.shape("out", out, &x.dims)?;
    op.index("index", index)?;
    op.rank("index", index, 0..=1)?;
    op.rank("self", x, 1..=8)?;
    let axis = op.axis(dim, x.rank())?;
    let mut dims = x.dims.clone();
    dims[axis] = index.numel() as i64;
    op.shape("source", source, &dims)?;
    Ok(axis)
}

/// `target += alpha * slice`.
fn accumulate_into(task: &Task, slice: &Tensor, alpha: f64, target: &Tensor) -> Result<()> {
    if target.dtype.is_float() {
        let (old, new) = (task.read::<f64>(target)?, task.read::<f64>(slice)?);
        let sums: Vec<f64> = old
            .iter()
            .zip(new.iter())
            .map(|(old, new)| old + alpha * new)
            .collect();
        return task.write(target, &sums);
    }
    let (old, new) = (task.read::<i64>(target)?, task.read::<i64>(slice)?);
    let sums = old
        .iter()
        .zip(new.iter())
        .map(|(old, new)| old.wrapping_add((alpha as i64).wrapping_mul(*new)));
    task.write(target, &sums.collect::<Vec<i64>>())
}

fn add(
    op: &mut Op,
    x: Arc<Tensor>,
    dim: i64,
    index: Arc<Tensor>,
    source: Arc<Tensor>,
    alpha: Scalar,
    out: Arc<Tensor>,
) -> Result<()> {
    op.dtype("self", &x, ADDED)?;
    let axis = check(op, &x, dim, &index, &source, &out)?;
    op.cores(&[&x, &source], ADDED_ON_CORES);
    op.run(move |task| {
        task.copy(&x, &out)?;
        for (slice, target) in pairs(task, &index, axis, &source, &out)? {
            accumulate_into(task, &slice, alpha.f64(), &target)?;
        }
        Ok(())
    })
}

fn put(
    op: &mut Op,
    x: Arc<Tensor>,
    dim: i64,
    index: Arc<Tensor>,
    source: Arc<Tensor>,
    out: Arc<Tensor>,
) -> Result<()> {
    op.dtype("selfRef", &x, &[ALL, &[DType::U32, DType::U64]].concat())?;
    let axis = check(op, &x, dim, &index, &source, &out)?;
    op.cores(&[&x, &source], MOVED);
    op.run(move |task| {
        task.copy(&x, &out)?;
        for (slice, target) in pairs(task, &index, axis, &source, &out)? {
            task.copy(&slice, &target)?;
        }
        Ok(())
    })
}

fn update(
    op: &mut Op,
    data: Arc<Tensor>,
    indices: Arc<Tensor>,
    updates: Arc<Tensor>,
    out: Arc<Tensor>,
) -> Result<()> {
    op.same_dtype(&data, &updates)?;
    op.same_dtype(&data, &out)?;
    op.shape("out", &out, &data.dims)?;
    op.index("indices", &indices)?;
    op.cores(&[&updates], MOVED);
    op.rank("indices", &indices, 1..=8)?;
    let (outer, known) = indices.dims.split_at(indices.rank() - 1);
    let known = known[0];
    op.require((1..=data.rank() as i64).contains(&known), || {
        format!("{known} coordinates in {:?}", data.dims)
    })?;
    op.shape(
        "updates",
        &updates,
        &[outer, &data.dims[known as usize..]].concat(),
    )?;
    let places = outer.len();
    op.run(move |task| {
        task.copy(&data, &out)?;
        let sources = Places::of(&updates, places);
        for (number, place) in task
            .read::<i64>(&indices)?
            .chunks_exact(known as usize)
            .enumerate()
        {
            task.copy(&sources.view(number), &at(task, &out, place, false)?)?;
        }
        Ok(())
    })
}
