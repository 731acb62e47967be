//! Choices by a mask.

use crate::op::prelude::*;

/// What is chosen from.
const CHOSEN: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::Bf16,
    DType::I32,
    DType::I8,
    DType::U8,
    DType::I64,
];
/// What is filled by a mask.
const FILLED: &[DType] = &[
    DType::Bool,
    DType::I8,
    DType::I32,
    DType::I64,
    DType::F32,
    DType::F16,
    DType::Bf16,
];
/// What of it on the cores.
const FILLED_ON_CORES: &[DType] = &[
    DType::Bool,
    DType::I8,
    DType::I32,
    DType::F32,
    DType::F16,
    DType::Bf16,
];

aclnn! {
    /// self where the condition holds, else other.
    SWhere(op; condition: In, x: In, other: In, out: Out) {
        op.dtype("condition", &condition, &[DType::Bool, DType::U8])?;
        op.dtype("self", &x, CHOSEN)?;
        op.dtype("other", &other, CHOSEN)?;
        let dtype = promote(x.dtype, other.dtype);
        op.require(out.dtype == dtype, || format!("out is {:?}, not {dtype:?}", out.dtype))?;
        let dims = op.broadcast(&[&condition, &x, &other])?;
        op.shape("out", &out, &dims)?;
        op.cores_as(&[&x, &other], dtype, CHOSEN);
        op.run(move |task| {
            if x.dtype == other.dtype {
                return by_size!(out.dtype, choose(task, &condition, [&x, &other], &out));
            }
            let condition = task.read_as::<bool>(&condition, &dims)?;
            let (a, b) = (task.read_as::<f64>(&x, &dims)?, task.read_as::<f64>(&other, &dims)?);
            let pairs = a.iter().zip(b.iter()).zip(condition.iter());
            task.write(&out, &pairs.map(|((a, b), first)| if *first { *a } else { *b }).collect::<Vec<_>>())
        })
    }
    /// The number where the mask is set.
    InplaceMaskedFillScalar(op; self_ref: InOut, mask: In, value: Number) {
        masked(op, &self_ref, &mask)?;
        op.run(move |task| {
            let mask = task.read_as::<bool>(&mask, &self_ref.dims)?;
            let value = if self_ref.dtype.is_float() { value.f64() } else { value.i64() as f64 };
            fill(task, &self_ref, &mask, value)
        })
    }
    /// The one element of `value` where the mask is set.
    InplaceMaskedFillTensor(op; self_ref: InOut, mask: In, value: In) {
        masked(op, &self_ref, &mask)?;
        op.dtype("value", &value, FILLED)?;
        op.require(value.numel() == 1, || format!("value has the sizes {:?}", value.dims))?;
        op.cores(&[&value], FILLED_ON_CORES);
        op.run(move |task| {
            let mask = task.read_as::<bool>(&mask, &self_ref.dims)?;
            let value = task.read::<f64>(&value)?[0];
            fill(task, &self_ref, &mask, value)
        })
    }
}

fn choose<B: Bits>(
    task: &Task,
    condition: &Tensor,
    [x, other]: [&Tensor; 2],
    out: &Tensor,
) -> Result<()> {
    let condition = task.read_as::<bool>(condition, &out.dims)?;
    let a = task.bits::<B>(&x.expanded(&out.dims))?;
    let b = task.bits::<B>(&other.expanded(&out.dims))?;
    let pairs = a.iter().zip(b.iter()).zip(condition.iter());
    task.write_bits(
        out,
        &pairs
            .map(|((a, b), first)| if *first { *a } else { *b })
            .collect::<Vec<B>>(),
    )
}

fn masked(op: &mut Op, self_ref: &Arc<Tensor>, mask: &Tensor) -> Result<()> {
    op.dtype("selfRef", self_ref, FILLED)?;
    op.dtype("mask", mask, BOOLS)?;
    let dims = op.broadcast(&[self_ref, mask])?;
    op.shape("selfRef", self_ref, &dims)?;
    op.cores(&[self_ref], FILLED_ON_CORES);
    Ok(())
}

fn fill(task: &Task, self_ref: &Tensor, mask: &[bool], value: f64) -> Result<()> {
    if self_ref.dtype.is_float() {
        let mut values = task.read::<f32>(self_ref)?.into_owned();
        let chosen = values.iter_mut().zip(mask).filter(|(_, set)| **set);
        chosen.for_each(|(kept, _)| *kept = value as f32);
        return task.write(self_ref, &values);
    }
    let mut values = task.read::<i64>(self_ref)?.into_owned();
    let chosen = values.iter_mut().zip(mask).filter(|(_, set)| **set);
    chosen.for_each(|(kept, _)| *kept = value as i64);
    task.write(self_ref, &values)
}
