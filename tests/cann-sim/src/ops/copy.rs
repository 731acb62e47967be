//! Copies, casts and fills.

use crate::op::prelude::*;

/// What the cores cast to and from.
const CAST: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::Bf16,
    DType::I8,
    DType::U8,
    DType::I16,
    DType::U16,
    DType::I32,
    DType::U32,
    DType::I64,
    DType::Bool,
];
/// What the cores fill.
const FILL: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::Bf16,
    DType::I8,
    DType::I32,
    DType::I64,
    DType::Bool,
];

aclnn! {
    /// Elements converted to another type: a fraction is cut off, NaN becomes 0.
    Cast(op; x: In, dtype: DataType, out: Out) {
        op.dtype("self", &x, ANY)?;
        op.dtype("out", &out, ANY)?;
        op.require(out.dtype == dtype, || format!("out is {:?}, dtype {dtype:?}", out.dtype))?;
        op.shape("out", &out, &x.dims)?;
        dense_booleans(op, &x)?;
        op.cores(&[&x, &out], CAST);
        op.run(move |task| task.convert(&x, &out))
    }
    /// Copies `src` into `selfRef`, converted, repeated where it has fewer elements, and both strided as they are.
    InplaceCopy(op; self_ref: Out, src: In) {
        op.dtype("selfRef", &self_ref, ANY)?;
        op.dtype("src", &src, ANY)?;
        let dims = op.broadcast(&[&self_ref, &src])?;
        op.shape("selfRef", &self_ref, &dims)?;
        dense_booleans(op, &src)?;
        op.native(&self_ref);
        op.native(&src);
        op.cores(&[&self_ref, &src], if self_ref.dtype == src.dtype { MOVED } else { CAST });
        op.run(move |task| task.convert(&src, &self_ref))
    }
    /// All elements become one number.
    InplaceFillScalar(op; self_ref: Out, value: Number) {
        op.dtype("selfRef", &self_ref, ANY)?;
        op.cores(&[&self_ref], FILL);
        op.run(move |task| task.fill(&self_ref, &value))
    }
    /// All elements become the one of `value`, which has no axes or one of one element.
    InplaceFillTensor(op; self_ref: Out, value: In) {
        op.dtype("selfRef", &self_ref, MOVED)?;
        op.dtype("value", &value, MOVED)?;
        op.rank("value", &value, 0..=1)?;
        op.require(value.numel() == 1, || format!("value has the sizes {:?}", value.dims))?;
        op.cores(&[&self_ref, &value], FILL);
        op.run(move |task| task.convert(&value.viewed(Vec::new(), Vec::new()), &self_ref))
    }
    /// All elements become 0.
    InplaceZero(op; self_ref: Out) {
        op.dtype("selfRef", &self_ref, ANY)?;
        op.cores(&[&self_ref], &[FILL, &[DType::U8]].concat());
        op.run(move |task| task.write(&self_ref, &vec![false; self_ref.numel()]))
    }
    /// All elements become 1.
    InplaceOne(op; self_ref: Out) {
        op.dtype("selfRef", &self_ref, &[ALL, &[DType::U16]].concat())?;
        op.cores(&[&self_ref], &[FLOATS, &[DType::I32, DType::I8, DType::U8, DType::Bool]].concat());
        op.run(move |task| task.write(&self_ref, &vec![true; self_ref.numel()]))
    }
}

/// Booleans are read only where they follow one another.
fn dense_booleans(op: &Op, x: &Tensor) -> Result<()> {
    op.require(x.dtype != DType::Bool || x.is_contiguous(), || {
        format!("booleans are not contiguous: {}", x.describe())
    })
}
