//! Gradients of pools.

use super::pooling::{divisor, plane, pool};
use super::window::Moves;
use crate::op::prelude::*;

aclnn! {
    /// The gradient of [`AvgPool2d`].
    AvgPool2dBackward(
        op; grad_output: In, x: In, kernel_size: Ints, stride: Ints, padding: Ints, ceil_mode: Bool, count_include_pad: Bool,
        divisor_override: I64, cube_math_type: I8, grad_input: Out,
    ) {
        op.require((0..=3).contains(&cube_math_type), || format!("cubeMathType is {cube_math_type}"))?;
        plane(op, "self", &x)?;
        let moves = Moves { kernel: &kernel_size, stride: &stride, padding: &padding, dilation: &[1], ceil: ceil_mode };
        let (window, dims) = pool(op, &x, &moves, 2)?;
        checks(op, &grad_output, &dims, &x, &grad_input)?;
        op.run(move |task| {
            let gradients = task.read::<f64>(&grad_output)?;
            let mut values = vec![0.0; grad_input.numel()];
            let planes = gradients.chunks_exact(window.windows().max(1)).zip(values.chunks_exact_mut(window.places().max(1)));
            for (gradients, plane) in planes {
                for (number, gradient) in gradients.iter().enumerate() {
                    let share = gradient / divisor(&window, number, count_include_pad, divisor_override);
                    window.each_of(number, |_, place| plane[place] += share);
                }
            }
            task.write(&grad_input, &values)
        })
    }
    /// The gradient of [`MaxPool2dWithIndices`].
    MaxPool2dWithIndicesBackward(
        op; grad_output: In, x: In, indices: In, kernel_size: Ints, stride: Ints, padding: Ints, dilation: Ints,
        ceil_mode: Bool, grad_input: Out,
    ) {
        op.not_on_310p()?;
        plane(op, "self", &x)?;
        op.index("indices", &indices)?;
        let moves = Moves { kernel: &kernel_size, stride: &stride, padding: &padding, dilation: &dilation, ceil: ceil_mode };
        let (window, dims) = pool(op, &x, &moves, 2)?;
        checks(op, &grad_output, &dims, &x, &grad_input)?;
        op.shape("indices", &indices, &dims)?;
        op.run(move |task| {
            let (gradients, indices) = (task.read::<f64>(&grad_output)?, task.read::<i64>(&indices)?);
            let mut values = vec![0.0; grad_input.numel()];
            let (windows, places) = (window.windows(), window.places());
            for (number, (gradient, index)) in gradients.iter().zip(indices.iter()).enumerate() {
                let place = task.index(*index, places as i64, false)?;
                values[number / windows * places + place] += gradient;
            }
            task.write(&grad_input, &values)
        })
    }
}

fn checks(
    op: &Op,
    grad_output: &Tensor,
    dims: &[i64],
    x: &Tensor,
    grad_input: &Tensor,
) -> Result<()> {
    for (what, tensor, dims) in [
        ("gradOutput", grad_output, dims),
        ("self", x, &x.dims[..]),
        ("gradInput", grad_input, &x.dims),
    ] {
        op.dtype(what, tensor, FLOATS)?;
        op.same_dtype(tensor, x)?;
        op.shape(what, tensor, dims)?;
    }
    Ok(())
}
