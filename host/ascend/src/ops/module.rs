//! Burn's names for operations of modules.

use burn_backend::ops::attention::attention_fallback;
use burn_backend::ops::{
    AttentionModuleOptions, ConvOptions, ConvTransposeOptions, DeformConv2dBackward,
    DeformConvOptions, InterpolateMode, InterpolateOptions, MaxPool2dBackward,
    MaxPool2dWithIndices, ModuleOps,
};
use burn_backend::tensor::{BoolTensor, FloatTensor, IntTensor};
use burn_flex::{Flex, FlexTensor};

use super::convolution::{self, Window};
use super::host::{on_host, one_on_host};
use super::layout::contiguous;
use crate::backend::Ascend;
use crate::dtype::int;
use crate::queue::{In, Ints, Nil, Opt, Out, aclnn};
use crate::tensor::AscendTensor;

/// Convolutions and their transposes, which are the same for each number of dimensions.
macro_rules! convolutions {
    ($($convolve:ident, $transposed:ident: $dims:literal,)*) => {$(
        fn $convolve(
            x: FloatTensor<Self>,
            weight: FloatTensor<Self>,
            bias: Option<FloatTensor<Self>>,
            options: ConvOptions<$dims>,
        ) -> FloatTensor<Self> {
            convolution::convolve(&x, &weight, bias.as_ref(), &options)
        }

        fn $transposed(
            x: FloatTensor<Self>,
            weight: FloatTensor<Self>,
            bias: Option<FloatTensor<Self>>,
            options: ConvTransposeOptions<$dims>,
        ) -> FloatTensor<Self> {
            if padded_beyond_stride(&options) {
                return with_bias([&x, &weight], bias.as_ref(), |[x, weight], bias| {
                    Flex::$transposed(x, weight, bias, options)
                });
            }
            convolution::convolve_transposed(&x, &weight, bias.as_ref(), &options)
        }
    )*};
}

impl ModuleOps<Self> for Ascend {
    fn layer_norm(
        tensor: FloatTensor<Self>,
        gamma: FloatTensor<Self>,
        beta: Option<FloatTensor<Self>>,
        epsilon: f64,
    ) -> FloatTensor<Self> {
        let out = tensor.empty_like();
        if !out.is_empty() {
            let last = Ints(
                tensor
                    .dims()
                    .last()
                    .map(|&n| n as i64)
                    .into_iter()
                    .collect(),
            );
            let (weight, bias, none) = (In(&gamma), Opt(beta.as_ref()), Nil);
            let (x, y, queue) = (In(&tensor), Out(&out), out.queue());
            let nothing = none;
            aclnn!(
                queue,
                LayerNorm(x, last, weight, bias, epsilon, y, none, nothing)
            );
        }
        out
    }

    convolutions! {
        conv1d, conv_transpose1d: 1,
        conv2d, conv_transpose2d: 2,
        conv3d, conv_transpose3d: 3,
    }

    /// aclnn has it from 9.1 on, with another order of offsets: computed on the host.
    fn deform_conv2d(
        x: FloatTensor<Self>,
        offset: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        mask: Option<FloatTensor<Self>>,
        bias: Option<FloatTensor<Self>>,
        options: DeformConvOptions<2>,
    ) -> FloatTensor<Self> {
        match (&mask, &bias) {
            (None, None) => one_on_host([&x, &offset, &weight], |[x, offset, weight]| {
                Flex::deform_conv2d(x, offset, weight, None, None, options)
            }),
            (Some(mask), None) => {
                one_on_host([&x, &offset, &weight, mask], |[x, offset, weight, mask]| {
                    Flex::deform_conv2d(x, offset, weight, Some(mask), None, options)
                })
            }
            (None, Some(bias)) => {
                one_on_host([&x, &offset, &weight, bias], |[x, offset, weight, bias]| {
                    Flex::deform_conv2d(x, offset, weight, None, Some(bias), options)
                })
            }
            (Some(mask), Some(bias)) => one_on_host(
                [&x, &offset, &weight, mask, bias],
                |[x, offset, weight, mask, bias]| {
                    Flex::deform_conv2d(x, offset, weight, Some(mask), Some(bias), options)
                },
            ),
        }
    }

    fn deform_conv2d_backward(
        x: FloatTensor<Self>,
        offset: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        mask: Option<FloatTensor<Self>>,
        bias: Option<FloatTensor<Self>>,
        output_grad: FloatTensor<Self>,
        options: DeformConvOptions<2>,
    ) -> DeformConv2dBackward<Self> {
        let masked = mask.is_some();
        let biased = bias.is_some();
        // Absent ones are stood in for by the picture, and what comes of them is dropped.
        let mask = mask.unwrap_or_else(|| x.clone());
        let bias = bias.unwrap_or_else(|| x.clone());
        let [x_grad, offset_grad, weight_grad, mask_grad, bias_grad] = on_host(
            [&x, &offset, &weight, &mask, &bias, &output_grad],
            |[x, offset, weight, mask, bias, grad]| {
                let (mask, bias) = (masked.then_some(mask), biased.then_some(bias));
                let grads =
                    Flex::deform_conv2d_backward(x, offset, weight, mask, bias, grad, options);
                let unused = grads.x_grad.clone();
                [
                    grads.x_grad,
                    grads.offset_grad,
                    grads.weight_grad,
                    grads.mask_grad.unwrap_or_else(|| unused.clone()),
                    grads.bias_grad.unwrap_or(unused),
                ]
            },
        );
        DeformConv2dBackward {
            x_grad,
            offset_grad,
            weight_grad,
            mask_grad: masked.then_some(mask_grad),
            bias_grad: biased.then_some(bias_grad),
        }
    }

    fn avg_pool2d(
        x: FloatTensor<Self>,
        kernel_size: [usize; 2],
        stride: [usize; 2],
        padding: [usize; 2],
        count_include_pad: bool,
        ceil_mode: bool,
    ) -> FloatTensor<Self> {
        let window = Window::new(kernel_size, stride, padding, ceil_mode);
        convolution::average_pool(&x, &window, count_include_pad)
    }

    fn avg_pool2d_backward(
        x: FloatTensor<Self>,
        grad: FloatTensor<Self>,
        kernel_size: [usize; 2],
        stride: [usize; 2],
        padding: [usize; 2],
        count_include_pad: bool,
        ceil_mode: bool,
    ) -> FloatTensor<Self> {
        let window = Window::new(kernel_size, stride, padding, ceil_mode);
        convolution::average_pool_backward(&x, &contiguous(grad), &window, count_include_pad)
    }

    fn adaptive_avg_pool2d(x: FloatTensor<Self>, output_size: [usize; 2]) -> FloatTensor<Self> {
        convolution::adaptive_average_pool(&x, output_size)
    }

    fn adaptive_avg_pool2d_backward(
        x: FloatTensor<Self>,
        grad: FloatTensor<Self>,
    ) -> FloatTensor<Self> {
        one_on_host([&x, &grad], |[x, grad]| {
            Flex::adaptive_avg_pool2d_backward(x, grad)
        })
    }

    fn max_pool2d(
        x: FloatTensor<Self>,
        kernel_size: [usize; 2],
        stride: [usize; 2],
        padding: [usize; 2],
        dilation: [usize; 2],
        ceil_mode: bool,
    ) -> FloatTensor<Self> {
        if dilation != [1, 1] {
            return one_on_host([&x], |[x]| {
                Flex::max_pool2d(x, kernel_size, stride, padding, dilation, ceil_mode)
            });
        }
        let window = Window::new(kernel_size, stride, padding, ceil_mode);
        convolution::max_pool(&x, &window).0
    }

    fn max_pool2d_with_indices(
        x: FloatTensor<Self>,
        kernel_size: [usize; 2],
        stride: [usize; 2],
        padding: [usize; 2],
        dilation: [usize; 2],
        ceil_mode: bool,
    ) -> MaxPool2dWithIndices<Self> {
        if dilation != [1, 1] {
            let [output, indices] = on_host([&x], |[x]| {
                let pooled = Flex::max_pool2d_with_indices(
                    x,
                    kernel_size,
                    stride,
                    padding,
                    dilation,
                    ceil_mode,
                );
                [pooled.output, pooled.indices]
            });
            return MaxPool2dWithIndices::new(output, indices);
        }
        let window = Window::new(kernel_size, stride, padding, ceil_mode);
        let (output, indices) = convolution::max_pool(&x, &window);
        MaxPool2dWithIndices::new(
            output,
            super::layout::cast(indices, int(burn_backend::IntDType::I32)),
        )
    }

    fn max_pool2d_with_indices_backward(
        x: FloatTensor<Self>,
        kernel_size: [usize; 2],
        stride: [usize; 2],
        padding: [usize; 2],
        dilation: [usize; 2],
        ceil_mode: bool,
        output_grad: FloatTensor<Self>,
        indices: IntTensor<Self>,
    ) -> MaxPool2dBackward<Self> {
        if dilation == [1, 1] {
            let window = Window::new(kernel_size, stride, padding, ceil_mode);
            let places = contiguous(super::layout::cast(indices, burn_backend::DType::I32));
            let grad = contiguous(output_grad);
            return MaxPool2dBackward::new(convolution::max_pool_backward(
                &x, &grad, &places, &window,
            ));
        }
        MaxPool2dBackward::new(one_on_host(
            [&x, &output_grad, &indices],
            |[x, grad, indices]| {
                let pooled = Flex::max_pool2d_with_indices_backward(
                    x,
                    kernel_size,
                    stride,
                    padding,
                    dilation,
                    ceil_mode,
                    grad,
                    indices,
                );
                pooled.x_grad
            },
        ))
    }

    fn interpolate(
        x: FloatTensor<Self>,
        output_size: [usize; 2],
        options: InterpolateOptions,
    ) -> FloatTensor<Self> {
        let x = contiguous(x);
        match options.mode {
            InterpolateMode::Nearest => convolution::resize_nearest(&x, output_size),
            InterpolateMode::Bilinear => {
                convolution::resize_bilinear(&x, output_size, options.align_corners)
            }
            InterpolateMode::Bicubic => {
                convolution::resize_bicubic(&x, output_size, options.align_corners)
            }
            InterpolateMode::Lanczos3 => {
                one_on_host([&x], |[x]| Flex::interpolate(x, output_size, options))
            }
        }
    }

    fn interpolate_backward(
        x: FloatTensor<Self>,
        grad: FloatTensor<Self>,
        output_size: [usize; 2],
        options: InterpolateOptions,
    ) -> FloatTensor<Self> {
        if matches!(options.mode, InterpolateMode::Bilinear) {
            return convolution::resize_bilinear_backward(
                &x,
                &contiguous(grad),
                options.align_corners,
            );
        }
        one_on_host([&x, &grad], |[x, grad]| {
            Flex::interpolate_backward(x, grad, output_size, options)
        })
    }

    /// Composed: the model's own attention is in `fused`.
    fn attention(
        query: FloatTensor<Self>,
        key: FloatTensor<Self>,
        value: FloatTensor<Self>,
        mask: Option<BoolTensor<Self>>,
        attn_bias: Option<FloatTensor<Self>>,
        options: AttentionModuleOptions,
    ) -> FloatTensor<Self> {
        attention_fallback::<Self>(query, key, value, mask, attn_bias, options)
    }

    fn rfft(
        signal: FloatTensor<Self>,
        dim: usize,
        n: Option<usize>,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let [real, imaginary] = on_host([&signal], |[signal]| {
            let (real, imaginary) = Flex::rfft(signal, dim, n);
            [real, imaginary]
        });
        (real, imaginary)
    }

    fn irfft(
        spectrum_re: FloatTensor<Self>,
        spectrum_im: FloatTensor<Self>,
        dim: usize,
        n: Option<usize>,
    ) -> FloatTensor<Self> {
        one_on_host([&spectrum_re, &spectrum_im], |[real, imaginary]| {
            Flex::irfft(real, imaginary, dim, n)
        })
    }
}

/// Whether the output is padded by a stride or more, which `aclnnConvolution` refuses.
fn padded_beyond_stride<const N: usize>(options: &ConvTransposeOptions<N>) -> bool {
    let mut both = options.padding_out.iter().zip(&options.stride);
    both.any(|(padding, stride)| padding >= stride)
}

/// Computes on the host with a bias that may be absent.
fn with_bias(
    [x, weight]: [&AscendTensor; 2],
    bias: Option<&AscendTensor>,
    compute: impl FnOnce([FlexTensor; 2], Option<FlexTensor>) -> FlexTensor,
) -> AscendTensor {
    match bias {
        Some(bias) => one_on_host([x, weight, bias], |[x, weight, bias]| {
            compute([x, weight], Some(bias))
        }),
        None => one_on_host([x, weight], |tensors| compute(tensors, None)),
    }
}
