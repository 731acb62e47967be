//! Operators of pictures `[N, C, ...]` with one to three axes of places.

mod columns;
mod convolution;
mod convolution_backward;
mod pooling;
mod pooling_backward;
mod resizing;
mod sampling;
mod window;

use crate::op::prelude::*;

/// Refuses a picture whose format does not say what its axes mean: batches, channels and then width, height and width, or depth too.
fn picture(op: &Op, what: &str, tensor: &Tensor) -> Result<()> {
    op.rank(what, tensor, 3..=5)?;
    let format = [format::NCL, format::NCHW, format::NCDHW][tensor.rank() - 3];
    op.require(tensor.format == format, || {
        format!(
            "{what} with {} axes has the format {}, not {format}",
            tensor.rank(),
            tensor.format
        )
    })
}

/// The numbers that an array gives for each of `count` axes; one is for all.
fn per_axis(op: &Op, what: &str, given: &[i64], count: usize, least: i64) -> Result<Vec<usize>> {
    op.require(given.len() == count || given.len() == 1, || {
        format!("{what} is {given:?} for {count} axes")
    })?;
    op.require(given.iter().all(|value| *value >= least), || {
        format!("{what} is {given:?}: less than {least}")
    })?;
    Ok((0..count)
        .map(|axis| given[axis % given.len()] as usize)
        .collect())
}

fn sizes(dims: &[i64]) -> Vec<usize> {
    dims.iter().map(|size| *size as usize).collect()
}
