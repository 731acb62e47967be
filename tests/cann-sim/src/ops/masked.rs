//! Results whose size the elements decide: `out` is as large as it can be, and its view has the size once the task has run.

use crate::meta::TENSORS;
use crate::op::prelude::*;

aclnn! {
    /// The elements where the mask is set, one after another.
    MaskedSelect(op; x: In, mask: In, out: Out) {
        op.dtype("self", &x, ALL)?;
        op.dtype("mask", &mask, &[DType::U8, DType::Bool])?;
        op.same_dtype(&x, &out)?;
        let dims = op.broadcast(&[&x, &mask])?;
        op.shape("out", &out, &[dims.iter().product()])?;
        dense(op, &out)?;
        match op.soc().is_310p {
            true => op.on_aicpu(),
            false => op.cores(&[&x], ANY),
        }
        op.run(move |task| by_size!(x.dtype, select(task, &x, &mask, &dims, &out)))
    }
    /// The places of all elements that are not 0, in rows of coordinates.
    Nonzero(op; x: In, out: Out) {
        op.dtype("self", &x, ANY)?;
        op.dtype("out", &out, &[DType::I64])?;
        let rank = x.rank() as i64;
        op.shape("out", &out, &[x.numel() as i64, rank])?;
        dense(op, &out)?;
        op.cores(&[&x], &[FLOATS, &[DType::Bool, DType::I8, DType::U8]].concat());
        op.run(move |task| {
            let mut places = Vec::new();
            let set = task.read::<bool>(&x)?;
            let numbers = set.iter().enumerate().filter(|(_, set)| **set).map(|(number, _)| number as i64);
            let mut count = 0;
            for number in numbers {
                count += 1;
                let mut inner = x.numel() as i64;
                for size in &x.dims {
                    inner /= size;
                    places.push(number / inner % size);
                }
            }
            let view = out.viewed(vec![count, rank], vec![rank, 1]);
            task.write(&view, &places)?;
            resize(&out, view);
            Ok(())
        })
    }
}

fn dense(op: &mut Op, out: &Tensor) -> Result<()> {
    op.not_repeatable();
    op.require(out.is_contiguous(), || {
        format!("out is not contiguous: {}", out.describe())
    })
}

fn select<B: Bits>(
    task: &Task,
    x: &Tensor,
    mask: &Tensor,
    dims: &[i64],
    out: &Tensor,
) -> Result<()> {
    let (values, mask) = (
        task.bits::<B>(&x.expanded(dims))?,
        task.read_as::<bool>(mask, dims)?,
    );
    let chosen = values.iter().zip(mask.iter()).filter(|(_, set)| **set);
    let chosen: Vec<B> = chosen.map(|(value, _)| *value).collect();
    let view = out.viewed(vec![chosen.len() as i64], vec![1]);
    task.write_bits(&view, &chosen)?;
    resize(out, view);
    Ok(())
}

/// What the host's handle sees from now on.
fn resize(out: &Tensor, view: Tensor) {
    let handle = out.handle as crate::abi::Handle;
    if TENSORS.get(handle).is_some() {
        TENSORS.replace(handle, Arc::new(view));
    }
}
