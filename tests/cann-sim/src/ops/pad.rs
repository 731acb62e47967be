//! Borders round tensors. `pad` is pairs of (before, after), the last axis first.

use crate::op::prelude::*;

aclnn! {
    /// Of one number. Negative widths cut off.
    ConstantPadNd(op; x: In, pad: Ints, value: Number, out: Out) {
        op.dtype("self", &x, ANY)?;
        op.same_dtype(&x, &out)?;
        op.cores(&[&x], MOVED);
        let dims = padded(op, &x, &pad, 0..=x.rank())?;
        op.shape("out", &out, &dims)?;
        op.run(move |task| {
            task.fill(&out, &value)?;
            let (mut from, mut to) = ((*x).clone(), (*out).clone());
            for (axis, pair) in (0..x.rank()).rev().zip(pad.chunks_exact(2)) {
                let (before, after) = (pair[0], pair[1]);
                let kept = x.dims[axis] + before.min(0) + after.min(0);
                from = from.narrowed(axis, (-before).max(0), kept, 1);
                to = to.narrowed(axis, before.max(0), kept, 1);
            }
            task.copy(&from, &to)
        })
    }
    /// Of what lies inside, mirrored at the outermost element of the last two axes.
    ReflectionPad2d(op; x: In, padding: Ints, out: Out) {
        let dims = bordered(op, &x, &padding, &out)?;
        let last = &x.dims[x.rank() - 2..];
        let small = padding[0].max(padding[1]) < last[1] && padding[2].max(padding[3]) < last[0];
        op.require(small, || format!("padding {padding:?} of {:?}", x.dims))?;
        let mirrored = |at: i64, size: i64| {
            let at = at.abs();
            if at >= size { 2 * (size - 1) - at } else { at }
        };
        border(op, x, padding, out, dims, mirrored)
    }
    /// Of the outermost elements of the last two axes.
    ReplicationPad2d(op; x: In, padding: Ints, out: Out) {
        let dims = bordered(op, &x, &padding, &out)?;
        border(op, x, padding, out, dims, |at, size| at.clamp(0, size - 1))
    }
}

/// The sizes with borders.
fn padded(
    op: &Op,
    x: &Tensor,
    pad: &[i64],
    axes: std::ops::RangeInclusive<usize>,
) -> Result<Vec<i64>> {
    let fits = pad.len().is_multiple_of(2) && axes.contains(&(pad.len() / 2));
    op.require(fits, || {
        format!("{} widths for {} axes", pad.len(), x.rank())
    })?;
    let mut dims = x.dims.clone();
    for (size, pair) in dims.iter_mut().rev().zip(pad.chunks_exact(2)) {
        *size += pair[0] + pair[1];
    }
    op.require(dims.iter().all(|size| *size >= 0), || {
        format!("padding {pad:?} of {:?} gives {dims:?}", x.dims)
    })?;
    Ok(dims)
}

fn bordered(op: &mut Op, x: &Arc<Tensor>, padding: &[i64], out: &Tensor) -> Result<Vec<i64>> {
    op.dtype("self", x, ANY)?;
    op.same_dtype(x, out)?;
    op.rank("self", x, 3..=4)?;
    op.cores(
        &[x],
        &[
            FLOATS,
            &[DType::I32, DType::U32, DType::I16, DType::U16, DType::I64],
        ]
        .concat(),
    );
    op.require(padding.iter().all(|width| *width >= 0), || {
        format!("padding {padding:?}")
    })?;
    let dims = padded(op, x, padding, 2..=2)?;
    op.shape("out", out, &dims)?;
    Ok(dims)
}

/// Copies row by row and column by column what `inside` says: the element of the axis that stands at a place, which may be outside.
fn border(
    op: &mut Op,
    x: Arc<Tensor>,
    padding: Vec<i64>,
    out: Arc<Tensor>,
    dims: Vec<i64>,
    inside: fn(i64, i64) -> i64,
) -> Result<()> {
    let (row, column) = (x.rank() - 2, x.rank() - 1);
    op.run(move |task| {
        for at in 0..dims[row] {
            let source = x.narrowed(row, inside(at - padding[2], x.dims[row]), 1, 1);
            let target = out.narrowed(row, at, 1, 1);
            for at in 0..dims[column] {
                let from = inside(at - padding[0], x.dims[column]);
                task.copy(
                    &source.narrowed(column, from, 1, 1),
                    &target.narrowed(column, at, 1, 1),
                )?;
            }
        }
        Ok(())
    })
}
