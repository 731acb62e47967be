//! Windows as columns.

use super::window::{Moves, Window};
use crate::op::prelude::*;

aclnn! {
    /// The windows of `[N, C, H, W]` as the columns of `[N, C * window, windows]`; both without `N` too.
    Im2col(op; x: In, kernel_size: Ints, dilation: Ints, padding: Ints, stride: Ints, out: Out) {
        op.not_on_310p()?;
        op.dtype("self", &x, FLOATS)?;
        op.same_dtype(&x, &out)?;
        let moves = Moves { kernel: &kernel_size, stride: &stride, padding: &padding, dilation: &dilation, ceil: false };
        let (window, dims) = unfolded(op, &x.dims, &moves)?;
        op.shape("out", &out, &dims)?;
        op.run(move |task| {
            let values = task.read::<f32>(&x)?;
            let mut columns = vec![0.0; out.numel()];
            let sizes = [window.places(), window.taps() * window.windows()];
            for (plane, columns) in values.chunks_exact(sizes[0].max(1)).zip(columns.chunks_exact_mut(sizes[1].max(1))) {
                window.each(|number, tap, place| columns[tap * window.windows() + number] = plane[place]);
            }
            task.write(&out, &columns)
        })
    }
    /// The sums of what [`Im2col`] takes from each place.
    Im2colBackward(
        op; grad_output: In, input_size: Ints, kernel_size: Ints, dilation: Ints, padding: Ints, stride: Ints, out: Out,
    ) {
        op.not_on_310p()?;
        op.dtype("gradOutput", &grad_output, FLOATS)?;
        op.same_dtype(&grad_output, &out)?;
        op.require(out.dims.ends_with(&input_size), || format!("inputSize is {input_size:?} where out has {:?}", out.dims))?;
        let moves = Moves { kernel: &kernel_size, stride: &stride, padding: &padding, dilation: &dilation, ceil: false };
        let (window, dims) = unfolded(op, &out.dims, &moves)?;
        op.shape("gradOutput", &grad_output, &dims)?;
        op.run(move |task| {
            let gradients = task.read::<f32>(&grad_output)?;
            let mut values = vec![0.0; out.numel()];
            let sizes = [window.taps() * window.windows(), window.places()];
            for (columns, plane) in gradients.chunks_exact(sizes[0].max(1)).zip(values.chunks_exact_mut(sizes[1].max(1))) {
                window.each(|number, tap, place| plane[place] += columns[tap * window.windows() + number]);
            }
            task.write(&out, &values)
        })
    }
}

/// The window over a picture of these sizes, and the columns' sizes.
fn unfolded(op: &Op, picture: &[i64], moves: &Moves<'_>) -> Result<(Window, Vec<i64>)> {
    let [outer @ .., channels, height, width] = picture else {
        return Err(param(format!("a picture of {picture:?}")));
    };
    op.require(outer.len() <= 1, || format!("a picture of {picture:?}"))?;
    let window = Window::of(op, &[*height, *width], moves)?;
    let last = [channels * window.taps() as i64, window.windows() as i64];
    let dims = [outer, &last[..]].concat();
    Ok((window, dims))
}
