//! Gradients of convolutions.

use super::convolution::Convolution;
use super::window::Moves;
use crate::op::prelude::*;
use crate::ops::cube::Cube;

aclnn! {
    /// The gradients of the input, the weight and the bias, as far as `outputMask` asks for them.
    ConvolutionBackward(
        op; grad_output: In, input: In, weight: In, bias_sizes: OptInts, stride: Ints, padding: Ints, dilation: Ints,
        transposed: Bool, output_padding: Ints, groups: I32, output_mask: Bools, cube_math_type: I8, grad_input: OptOut,
        grad_weight: OptOut, grad_bias: OptOut,
    ) {
        let moves = Moves { kernel: &weight.dims[weight.rank().min(2)..], stride: &stride, padding: &padding, dilation: &dilation, ceil: false };
        let convolution = Convolution::of(op, &input, &weight, &grad_output, &moves, transposed, &output_padding, groups.into())?;
        let cube = Cube::of(op, &[&input, &weight], &grad_output, cube_math_type)?;
        op.require(output_mask.len() == 3, || format!("outputMask has {} values, not 3", output_mask.len()))?;
        let made = grad_output.dims[1];
        op.require(bias_sizes.as_ref().is_none_or(|sizes| sizes == &[made]), || format!("biasSizes is {bias_sizes:?}"))?;
        let wanted = [grad_input, grad_weight, grad_bias].into_iter().zip(&output_mask);
        let wanted: Vec<_> = wanted.map(|(tensor, wanted)| tensor.filter(|_| *wanted)).collect();
        let shapes = [&input.dims, &weight.dims, &vec![made]];
        for ((tensor, dims), (wanted, what)) in wanted.iter().zip(shapes).zip(output_mask.iter().zip(["gradInput", "gradWeight", "gradBias"])) {
            op.require(!*wanted || tensor.is_some(), || format!("{what} is null and asked for"))?;
            if let Some(tensor) = tensor {
                op.dtype(what, tensor, FLOATS)?;
                op.shape(what, tensor, dims)?;
            }
        }
        op.workspace(512);
        op.run(move |task| {
            let (gradients, inputs, weights) = (cube.read(task, &grad_output)?, cube.read(task, &input)?, cube.read(task, &weight)?);
            let found = backward(&convolution, &gradients, &inputs, &weights);
            for (tensor, values) in wanted.iter().zip(found) {
                if let Some(tensor) = tensor {
                    task.write(tensor, &values)?;
                }
            }
            Ok(())
        })
    }
}

/// Gradients of the input, the weight and the bias.
fn backward(
    convolution: &Convolution,
    gradients: &[f32],
    inputs: &[f32],
    weights: &[f32],
) -> [Vec<f32>; 3] {
    let (window, [given, made]) = (&convolution.window, convolution.channels);
    let (windows, places, taps) = (window.windows(), window.places(), window.taps());
    // The window moves over the input, or over the output where that is what is transposed.
    let [in_plane, out_plane] = if convolution.transposed {
        [windows, places]
    } else {
        [places, windows]
    };
    let (mut to_input, mut to_weight) = (vec![0.0; inputs.len()], vec![0.0; weights.len()]);
    for group in 0..convolution.batches * convolution.groups {
        let (first_in, first_out) = (group * given * in_plane, group * made * out_plane);
        let first_weight = group % convolution.groups * convolution.group();
        window.each(|window, tap, place| {
            let [at_in, at_out] = if convolution.transposed {
                [window, place]
            } else {
                [place, window]
            };
            for from in 0..given {
                for to in 0..made {
                    let pair = if convolution.transposed {
                        from * made + to
                    } else {
                        to * given + from
                    };
                    let weight = first_weight + pair * taps + tap;
                    let (at_in, at_out) = (
                        first_in + from * in_plane + at_in,
                        first_out + to * out_plane + at_out,
                    );
                    to_input[at_in] += gradients[at_out] * weights[weight];
                    to_weight[weight] += gradients[at_out] * inputs[at_in];
                }
            }
        });
    }
    let channels = convolution.groups * made;
    let mut to_bias = vec![0.0; channels];
    for (channel, plane) in gradients.chunks_exact(out_plane.max(1)).enumerate() {
        to_bias[channel % channels] += plane.iter().sum::<f32>();
    }
    [to_input, to_weight, to_bias]
}
