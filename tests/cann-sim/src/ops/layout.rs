//! Where elements lie: parts, orders and repetitions of tensors, each made by copying views.

use crate::op::prelude::*;

/// What the cores take parts of.
const SLICED: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::Bf16,
    DType::I32,
    DType::I64,
    DType::I8,
    DType::U8,
    DType::Bool,
];
/// What the cores turn round.
const FLIPPED: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::Bf16,
    DType::I32,
    DType::I16,
    DType::I64,
];

aclnn! {
    /// Tensors one after another along an axis. Those with one axis and no elements count for nothing.
    Cat(op; tensors: InList, dim: I64, out: Out) {
        op.require(!tensors.is_empty(), || "no tensors".to_owned())?;
        op.dtype("out", &out, ANY)?;
        let dtype = tensors.iter().map(|tensor| tensor.dtype).reduce(promote);
        op.require(dtype == Some(out.dtype), || format!("out is {:?}, not {dtype:?}", out.dtype))?;
        op.cores(&[&out], MOVED);
        let axis = op.axis(dim, out.rank())?;
        let parts: Vec<_> = tensors.into_iter().filter(|tensor| tensor.dims != [0]).collect();
        let mut dims = out.dims.clone();
        dims[axis] = 0;
        for tensor in &parts {
            op.dtype("a tensor", tensor, ANY)?;
            op.rank("a tensor", tensor, out.rank()..=out.rank())?;
            op.cores(&[tensor], MOVED);
            let size = tensor.dims[axis];
            let expected: Vec<i64> = dims.iter().enumerate().map(|(at, dim)| if at == axis { size } else { *dim }).collect();
            op.shape("a tensor", tensor, &expected)?;
            dims[axis] += size;
        }
        op.shape("out", &out, &dims)?;
        op.run(move |task| {
            let mut start = 0;
            for part in &parts {
                let count = part.dims[axis];
                task.convert(part, &out.narrowed(axis, start, count, 1))?;
                start += count;
            }
            Ok(())
        })
    }
    /// A part along one axis.
    Slice(op; x: In, dim: I64, start: I64, end: I64, step: I64, out: Out) {
        op.dtype("self", &x, SLICED)?;
        let view = part(op, &x, &[dim], &[start], &[end], &[step])?;
        moved(op, view, out)
    }
    /// A part along several.
    SliceV2(op; x: In, starts: Ints, ends: Ints, axes: Ints, steps: Ints, out: Out) {
        op.dtype("self", &x, SLICED)?;
        let view = part(op, &x, &axes, &starts, &ends, &steps)?;
        moved(op, view, out)
    }
    /// The axes in another order.
    Permute(op; x: In, dims: Ints, out: Out) {
        op.dtype("self", &x, ANY)?;
        op.cores(&[&x], MOVED);
        let order: Vec<usize> = dims.iter().map(|dim| op.axis(*dim, x.rank())).collect::<Result<_>>()?;
        let each = order.len() == x.rank() && (0..x.rank()).all(|axis| order.contains(&axis));
        op.require(each, || format!("dims {dims:?} do not name each axis of {:?} once", x.dims))?;
        let view = x.permuted(&order);
        moved(op, view, out)
    }
    /// The whole over and over along each axis, new ones in front.
    Repeat(op; x: In, repeats: Ints, out: Out) {
        op.dtype("self", &x, ANY)?;
        op.cores(&[&x], MOVED);
        op.require(repeats.len() >= x.rank() && repeats.len() <= 8, || format!("{} repeats", repeats.len()))?;
        op.require(repeats.iter().all(|times| *times >= 0), || format!("repeats {repeats:?}"))?;
        op.require(repeats.iter().filter(|times| **times > 1).count() <= 4, || "more than 4 axes are repeated".to_owned())?;
        let new = repeats.len() - x.rank();
        let size = |axis: usize| if axis < new { 1 } else { x.dims[axis - new] };
        let dims: Vec<i64> = repeats.iter().enumerate().map(|(axis, times)| times * size(axis)).collect();
        op.shape("out", &out, &dims)?;
        op.run(move |task| {
            // Each axis as two: how often, and the tensor's own.
            let (mut from, mut to) = ((Vec::new(), Vec::new()), (Vec::new(), Vec::new()));
            for (axis, times) in repeats.iter().enumerate() {
                let (size, step) = if axis < new { (1, 0) } else { (x.dims[axis - new], x.strides[axis - new]) };
                from.0.extend([*times, size]);
                from.1.extend([0, step]);
                to.0.extend([*times, size]);
                to.1.extend([size * out.strides[axis], out.strides[axis]]);
            }
            task.copy(&x.viewed(from.0, from.1), &out.viewed(to.0, to.1))
        })
    }
    /// Axes of one element repeated, new ones in front; -1 keeps an axis.
    Expand(op; x: In, size: Ints, out: Out) {
        op.dtype("self", &x, &[DType::F16, DType::F32, DType::U8, DType::I8, DType::I32, DType::I64, DType::Bool])?;
        op.cores(&[&x], SLICED);
        op.require(size.len() >= x.rank(), || format!("size {size:?} has fewer axes than {:?}", x.dims))?;
        let new = size.len() - x.rank();
        let mut dims = size.clone();
        for (axis, dim) in dims.iter_mut().enumerate() {
            let own = if axis < new { 1 } else { x.dims[axis - new] };
            let fits = *dim == -1 && axis >= new || *dim >= 0 && (own == 1 || own == *dim);
            op.require(fits, || format!("{:?} does not expand to {size:?}", x.dims))?;
            if *dim == -1 {
                *dim = own;
            }
        }
        let view = x.expanded(&dims);
        moved(op, view, out)
    }
    /// The opposite order along some axes.
    Flip(op; x: In, dims: Ints, out: Out) {
        op.dtype("self", &x, &[FLIPPED, &[DType::Bool, DType::I8, DType::U8]].concat())?;
        op.cores(&[&x], FLIPPED);
        let axes: Vec<usize> = dims.iter().map(|dim| op.axis(*dim, x.rank())).collect::<Result<_>>()?;
        let once = axes.iter().enumerate().all(|(at, axis)| !axes[..at].contains(axis));
        op.require(once, || format!("dims {dims:?} name an axis twice"))?;
        let mut view = (*x).clone();
        if x.numel() > 0 && x.rank() > 0 {
            axes.iter().for_each(|axis| view = view.narrowed(*axis, x.dims[*axis] - 1, x.dims[*axis], -1));
        }
        moved(op, view, out)
    }
    /// Each element `repeats` times along an axis.
    RepeatInterleaveIntWithDim(op; x: In, repeats: I64, dim: I64, output_size: I64, out: Out) {
        op.dtype("self", &x, &[FLOATS, &[DType::U8, DType::I8, DType::I16, DType::I32, DType::I64, DType::Bool]].concat())?;
        op.same_dtype(&x, &out)?;
        op.cores(&[&x], MOVED);
        op.rank("self", &x, 1..=8)?;
        op.require(repeats >= 0, || format!("repeats {repeats}"))?;
        let axis = op.axis(dim, x.rank())?;
        let mut dims = x.dims.clone();
        dims[axis] *= repeats;
        op.require(output_size == dims[axis], || format!("outputSize {output_size}, not {}", dims[axis]))?;
        op.shape("out", &out, &dims)?;
        op.run(move |task| {
            let repeated = |tensor: &Tensor, inner: i64, outer: i64| {
                let (mut dims, mut strides) = (x.dims.clone(), tensor.strides.clone());
                strides[axis] = outer;
                dims.insert(axis + 1, repeats);
                strides.insert(axis + 1, inner);
                tensor.viewed(dims, strides)
            };
            let step = out.strides[axis];
            task.copy(&repeated(&x, 0, x.strides[axis]), &repeated(&out, step, step * repeats))
        })
    }
    /// The sum of what windows along an axis, of `size` elements each `step`, took from a tensor of `inputSizes`.
    UnfoldGrad(op; grad_out: In, input_sizes: Ints, dim: I64, size: I64, step: I64, grad_in: Out) {
        op.dtype("gradOut", &grad_out, FLOATS)?;
        op.same_dtype(&grad_out, &grad_in)?;
        op.not_on_310p()?;
        let axis = op.axis(dim, input_sizes.len())?;
        op.shape("gradIn", &grad_in, &input_sizes)?;
        let length = input_sizes[axis];
        op.require(step > 0 && (1..=length).contains(&size), || format!("size {size}, step {step} of {length}"))?;
        let mut dims = input_sizes;
        dims[axis] = (length - size) / step + 1;
        dims.push(size);
        op.shape("gradOut", &grad_out, &dims)?;
        op.run(move |task| {
            let values = task.read::<f32>(&grad_out)?;
            let inner: i64 = grad_in.dims[axis + 1..].iter().product();
            let (windows, inner) = (dims[axis], inner as usize);
            let mut sums = vec![0.0_f32; grad_in.numel()];
            let mut values = values.iter();
            for lane in sums.chunks_exact_mut((length as usize * inner).max(1)) {
                for window in 0..windows {
                    for at in 0..inner {
                        for (i, value) in (0..size).zip(values.by_ref()) {
                            lane[(window * step + i) as usize * inner + at] += value;
                        }
                    }
                }
            }
            task.write(&grad_in, &sums)
        })
    }
}

/// The view that starts, ends and steps name: counted from the end where negative, and kept within the axis.
fn part(
    op: &Op,
    x: &Tensor,
    axes: &[i64],
    starts: &[i64],
    ends: &[i64],
    steps: &[i64],
) -> Result<Tensor> {
    let lengths = [axes.len(), starts.len(), ends.len(), steps.len()];
    op.require(lengths.iter().all(|length| *length == axes.len()), || {
        format!("lists of different lengths: {lengths:?}")
    })?;
    op.rank("self", x, 1..=8)?;
    let mut view = x.clone();
    for (((dim, start), end), step) in axes.iter().zip(starts).zip(ends).zip(steps) {
        let axis = op.axis(*dim, x.rank())?;
        op.require(*step > 0, || format!("the step {step}"))?;
        let size = x.dims[axis];
        let within = |at: i64| (if at < 0 { at + size } else { at }).clamp(0, size);
        let (start, end) = (within(*start), within(*end));
        view = view.narrowed(axis, start, (end - start + step - 1).max(0) / step, *step);
    }
    Ok(view)
}

/// Copies a view of the input to `out`.
fn moved(op: &mut Op, view: Tensor, out: Arc<Tensor>) -> Result<()> {
    op.same_dtype(&view, &out)?;
    op.shape("out", &out, &view.dims)?;
    op.run(move |task| task.copy(&view, &out))
}
