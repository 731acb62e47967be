//! Convolutions, pools and resizing: the operators that know pictures, `[N, C, ...]`.

use burn_backend::ops::conv::{
    calculate_conv_output_shape, calculate_conv_transpose_output_shape, calculate_pool_output_shape,
};
use burn_backend::ops::{ConvOptions, ConvTransposeOptions};
use burn_backend::{DType, Shape, TensorMetadata};

use super::precision;
use crate::queue::{Ints, Opt, OutPicture, Picture, aclnn};
use crate::tensor::AscendTensor;

fn integers(values: &[usize]) -> Ints {
    Ints(values.iter().map(|&value| value as i64).collect())
}

/// Cross-correlation of `x` `[N, C, ...]` with `weight` `[out, C / groups, ...]`.
pub(crate) fn convolve<const N: usize>(
    x: &AscendTensor,
    weight: &AscendTensor,
    bias: Option<&AscendTensor>,
    options: &ConvOptions<N>,
) -> AscendTensor {
    let ConvOptions {
        stride,
        padding,
        dilation,
        groups,
    } = options;
    let shape = calculate_conv_output_shape(&x.shape(), &weight.shape(), stride, padding, dilation);
    let out = x.other(shape.unwrap_or_else(|_| x.shape()), x.dtype());
    run(
        x,
        weight,
        bias,
        [stride, padding, dilation, &[0; N]],
        *groups,
        false,
        out,
    )
}

/// The transpose of [`convolve`], with `weight` `[C, out / groups, ...]`.
pub(crate) fn convolve_transposed<const N: usize>(
    x: &AscendTensor,
    weight: &AscendTensor,
    bias: Option<&AscendTensor>,
    options: &ConvTransposeOptions<N>,
) -> AscendTensor {
    let ConvTransposeOptions {
        stride,
        padding,
        padding_out,
        dilation,
        groups,
    } = options;
    let shape = calculate_conv_transpose_output_shape(
        &x.shape(),
        &weight.shape(),
        stride,
        padding,
        padding_out,
        dilation,
        *groups,
    );
    let out = x.other(shape.unwrap_or_else(|_| x.shape()), x.dtype());
    run(
        x,
        weight,
        bias,
        [stride, padding, dilation, padding_out],
        *groups,
        true,
        out,
    )
}

fn run<const N: usize>(
    x: &AscendTensor,
    weight: &AscendTensor,
    bias: Option<&AscendTensor>,
    [stride, padding, dilation, padding_out]: [&[usize; N]; 4],
    groups: usize,
    transposed: bool,
    out: AscendTensor,
) -> AscendTensor {
    if out.is_empty() {
        return out;
    }
    let (stride, padding, dilation) = (integers(stride), integers(padding), integers(dilation));
    let (padding_out, groups, precision) = (integers(padding_out), groups as i64, precision(&out));
    let queue = out.queue();
    let (x, weight, bias, y) = (Picture(x), Picture(weight), Opt(bias), OutPicture(&out));
    aclnn!(
        queue,
        Convolution(
            x,
            weight,
            bias,
            stride,
            padding,
            dilation,
            transposed,
            padding_out,
            groups,
            y,
            precision
        )
    );
    out
}

/// The divisor of an average pool that stands for the number of elements.
const BY_COUNT: i64 = 0;

/// How a pool's window moves.
pub(crate) struct Window {
    kernel: [usize; 2],
    stride: [usize; 2],
    padding: [usize; 2],
    ceil: bool,
}

impl Window {
    pub(crate) fn new(
        kernel: [usize; 2],
        stride: [usize; 2],
        padding: [usize; 2],
        ceil: bool,
    ) -> Self {
        Self {
            kernel,
            stride,
            padding,
            ceil,
        }
    }

    /// Kernel, stride and padding.
    fn integers(&self) -> (Ints, Ints, Ints) {
        (
            integers(&self.kernel),
            integers(&self.stride),
            integers(&self.padding),
        )
    }

    fn pooled(&self, x: &AscendTensor) -> Shape {
        let (kernel, stride, padding) = (&self.kernel, &self.stride, &self.padding);
        calculate_pool_output_shape(&x.shape(), kernel, stride, padding, &[1, 1], self.ceil)
            .unwrap_or_else(|_| x.shape())
    }
}

/// Means of windows.
pub(crate) fn average_pool(x: &AscendTensor, window: &Window, count_padding: bool) -> AscendTensor {
    let out = x.other(window.pooled(x), x.dtype());
    if out.is_empty() {
        return out;
    }
    let (kernel, stride, padding) = window.integers();
    let (ceil, divisor, precision, queue) = (window.ceil, BY_COUNT, precision(&out), out.queue());
    let (x, y) = (Picture(x), OutPicture(&out));
    aclnn!(
        queue,
        AvgPool2d(
            x,
            kernel,
            stride,
            padding,
            ceil,
            count_padding,
            divisor,
            precision,
            y
        )
    );
    out
}

/// The largest of windows, and where they are in the flattened picture.
pub(crate) fn max_pool(x: &AscendTensor, window: &Window) -> (AscendTensor, AscendTensor) {
    let shape = window.pooled(x);
    let (out, places) = (
        x.other(shape.clone(), x.dtype()),
        x.other(shape, DType::I32),
    );
    if out.is_empty() {
        return (out, places);
    }
    let (kernel, stride, padding) = window.integers();
    let (dilation, ceil, queue) = (integers(&[1, 1]), window.ceil, out.queue());
    let (x, y, z) = (Picture(x), OutPicture(&out), OutPicture(&places));
    aclnn!(
        queue,
        MaxPool2dWithIndices(x, kernel, stride, padding, dilation, ceil, y, z)
    );
    (out, places)
}

fn sized(x: &AscendTensor, size: [usize; 2]) -> AscendTensor {
    let mut shape = x.dims().to_vec();
    shape[2..4].copy_from_slice(&size);
    x.other(shape, x.dtype())
}

/// Means of a given number of windows.
pub(crate) fn adaptive_average_pool(x: &AscendTensor, size: [usize; 2]) -> AscendTensor {
    let out = sized(x, size);
    if !out.is_empty() {
        let (size, queue) = (integers(&size), out.queue());
        let (x, y) = (Picture(x), OutPicture(&out));
        aclnn!(queue, AdaptiveAvgPool2d(x, size, y));
    }
    out
}

/// The nearest pixel.
pub(crate) fn resize_nearest(x: &AscendTensor, size: [usize; 2]) -> AscendTensor {
    let out = sized(x, size);
    if !out.is_empty() {
        let (size, queue) = (integers(&size), out.queue());
        let (x, y) = (Picture(x), OutPicture(&out));
        aclnn!(queue, UpsampleNearest2d(x, size, y));
    }
    out
}

/// Resizing by weights; scales of 0 are taken from the sizes.
macro_rules! resizing {
    ($($function:ident => $operator:ident,)*) => {$(
        #[doc = concat!("`aclnn", stringify!($operator), "`.")]
        pub(crate) fn $function(x: &AscendTensor, size: [usize; 2], align_corners: bool) -> AscendTensor {
            let out = sized(x, size);
            if !out.is_empty() {
                let (size, scale_h, scale_w, queue) = (integers(&size), 0.0f64, 0.0f64, out.queue());
                let (x, y) = (Picture(x), OutPicture(&out));
                aclnn!(queue, $operator(x, size, align_corners, scale_h, scale_w, y));
            }
            out
        }
    )*};
}
resizing! { resize_bilinear => UpsampleBilinear2d, resize_bicubic => UpsampleBicubic2d, }

/// The gradient of [`average_pool`] with respect to its input `x`.
pub(crate) fn average_pool_backward(
    x: &AscendTensor,
    grad: &AscendTensor,
    window: &Window,
    count_padding: bool,
) -> AscendTensor {
    let out = x.empty_like();
    if !out.is_empty() {
        let (kernel, stride, padding) = window.integers();
        let (ceil, divisor, precision, queue) =
            (window.ceil, BY_COUNT, precision(&out), out.queue());
        let (grad, x, y) = (Picture(grad), Picture(x), OutPicture(&out));
        aclnn!(
            queue,
            AvgPool2dBackward(
                grad,
                x,
                kernel,
                stride,
                padding,
                ceil,
                count_padding,
                divisor,
                precision,
                y
            )
        );
    }
    out
}

/// The gradient of [`max_pool`] with respect to its input `x`.
pub(crate) fn max_pool_backward(
    x: &AscendTensor,
    grad: &AscendTensor,
    places: &AscendTensor,
    window: &Window,
) -> AscendTensor {
    let out = x.empty_like();
    if !out.is_empty() {
        let (kernel, stride, padding) = window.integers();
        let (dilation, ceil, queue) = (integers(&[1, 1]), window.ceil, out.queue());
        let (grad, x, places, y) = (Picture(grad), Picture(x), Picture(places), OutPicture(&out));
        aclnn!(
            queue,
            MaxPool2dWithIndicesBackward(
                grad, x, places, kernel, stride, padding, dilation, ceil, y
            )
        );
    }
    out
}

/// The gradient of [`resize_bilinear`] with respect to its input `x`.
pub(crate) fn resize_bilinear_backward(
    x: &AscendTensor,
    grad: &AscendTensor,
    align_corners: bool,
) -> AscendTensor {
    let out = x.empty_like();
    if !out.is_empty() {
        let (size, from) = (integers(&grad.dims()[2..]), integers(x.dims()));
        let (scale_h, scale_w, queue) = (0.0f64, 0.0f64, out.queue());
        let (grad, y) = (Picture(grad), OutPicture(&out));
        aclnn!(
            queue,
            UpsampleBilinear2dBackward(grad, size, from, align_corners, scale_h, scale_w, y)
        );
    }
    out
}
