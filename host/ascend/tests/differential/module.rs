//! Functions of modules and activations.

use burn_backend::ops::{
    AttentionModuleOptions, ConvOptions, ConvTransposeOptions, DeformConvOptions, InterpolateMode,
    InterpolateOptions,
};

use crate::case::cases;
use crate::inputs::{fo, io};

cases! {
    relu(i) {
        let d = i.dims(); vec![fo::<B>(B::relu(i.f(&d)))]
    }
    gelu(i) {
        let d = i.dims(); vec![fo::<B>(B::gelu(i.f(&d)))]
    }
    sigmoid(i) {
        let d = i.dims(); vec![fo::<B>(B::sigmoid(i.f(&d)))]
    }
    log_sigmoid(i) {
        let d = i.dims(); vec![fo::<B>(B::log_sigmoid(i.f(&d)))]
    }
    leaky_relu(i) {
        let d = i.dims(); vec![fo::<B>(B::leaky_relu(i.f(&d), 0.1.into()))]
    }
    hard_sigmoid(i) {
        let d = i.dims(); vec![fo::<B>(B::hard_sigmoid(i.f(&d), 0.2.into(), 0.5.into()))]
    }
    prelu(i) {
        let d = [2, 3, 4]; vec![fo::<B>(B::prelu(i.f(&d), i.f(&[1, 3, 1]))), fo::<B>(B::prelu(i.f(&d), i.f(&[1, 1, 1])))]
    }
    softmax(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![fo::<B>(B::softmax(i.f(&d), dim))]
    }
    log_softmax(i) {
        let d = i.dims(); let dim = i.number(0..d.len()); vec![fo::<B>(B::log_softmax(i.f(&d), dim))]
    }
    embedding(i) {
        let at = i.i(&[2, 3], 0..7); vec![fo::<B>(B::embedding(i.f(&[7, 4]), at))]
    }
    linear(i) {
        vec![fo::<B>(B::linear(i.f(&[2, 3, 4]), i.f(&[4, 5]), Some(i.f(&[5]))))]
    }
    layer_norm(i) {
        vec![fo::<B>(B::layer_norm(i.f(&[3, 4]), i.f(&[4]), Some(i.f(&[4])), 1e-5)), fo::<B>(B::layer_norm(i.f(&[2, 3, 4]), i.f(&[4]), None, 1e-5))]
    }
    conv1d(i) {
        let o = ConvOptions::new([2], [1], [1], 2); vec![fo::<B>(B::conv1d(i.f(&[2, 4, 9]), i.f(&[6, 2, 3]), Some(i.f(&[6])), o))]
    }
    conv2d(i) {
        let o = ConvOptions::new([2, 1], [1, 2], [1, 2], 2); vec![fo::<B>(B::conv2d(i.f(&[2, 4, 9, 8]), i.f(&[6, 2, 3, 3]), Some(i.f(&[6])), o))]
    }
    conv3d(i) {
        let o = ConvOptions::new([1, 1, 2], [0, 1, 0], [1, 1, 1], 1); vec![fo::<B>(B::conv3d(i.f(&[1, 2, 4, 4, 5]), i.f(&[3, 2, 2, 3, 2]), None, o))]
    }
    conv_transpose1d(i) {
        let o = ConvTransposeOptions::new([2], [1], [1], [1], 1); vec![fo::<B>(B::conv_transpose1d(i.f(&[2, 4, 5]), i.f(&[4, 3, 3]), Some(i.f(&[3])), o))]
    }
    conv_transpose2d(i) {
        let o = ConvTransposeOptions::new([2, 1], [1, 0], [1, 0], [1, 1], 2); vec![fo::<B>(B::conv_transpose2d(i.f(&[2, 4, 5, 4]), i.f(&[4, 3, 3, 2]), Some(i.f(&[6])), o))]
    }
    conv_transpose3d(i) {
        let o = ConvTransposeOptions::new([1, 1, 2], [0, 1, 0], [0, 0, 1], [1, 1, 1], 1); vec![fo::<B>(B::conv_transpose3d(i.f(&[1, 2, 3, 4, 3]), i.f(&[2, 3, 2, 3, 2]), None, o))]
    }
    avg_pool2d(i) {
        vec![fo::<B>(B::avg_pool2d(i.f(&[2, 3, 7, 6]), [3, 2], [2, 1], [1, 1], true, false)), fo::<B>(B::avg_pool2d(i.f(&[2, 3, 7, 6]), [3, 2], [2, 1], [1, 1], false, false))]
    }
    max_pool2d(i) {
        vec![fo::<B>(B::max_pool2d(i.f(&[2, 3, 7, 6]), [3, 2], [2, 1], [1, 1], [1, 1], false))]
    }
    max_pool2d_dilated(i) {
        vec![fo::<B>(B::max_pool2d(i.f(&[2, 3, 7, 6]), [2, 2], [1, 1], [0, 0], [2, 2], false))]
    }
    max_pool2d_with_indices(i) {
        let p = B::max_pool2d_with_indices(i.f(&[2, 3, 7, 6]), [3, 2], [2, 1], [1, 1], [1, 1], false); vec![fo::<B>(p.output), io::<B>(p.indices)]
    }
    adaptive_avg_pool2d(i) {
        vec![fo::<B>(B::adaptive_avg_pool2d(i.f(&[2, 3, 7, 6]), [3, 4]))]
    }
    interpolate_nearest(i) {
        let o = InterpolateOptions::new(InterpolateMode::Nearest); vec![fo::<B>(B::interpolate(i.f(&[1, 2, 4, 6]), [8, 9], o))]
    }
    interpolate_bilinear(i) {
        let o = InterpolateOptions::new(InterpolateMode::Bilinear); vec![fo::<B>(B::interpolate(i.f(&[1, 2, 4, 6]), [7, 9], o.clone())), fo::<B>(B::interpolate(i.f(&[1, 2, 4, 6]), [7, 9], o.with_align_corners(false)))]
    }
    interpolate_bicubic(i) {
        let o = InterpolateOptions::new(InterpolateMode::Bicubic); vec![fo::<B>(B::interpolate(i.f(&[1, 2, 4, 6]), [7, 9], o.clone())), fo::<B>(B::interpolate(i.f(&[1, 2, 4, 6]), [7, 9], o.with_align_corners(false)))]
    }
    interpolate_lanczos(i) {
        let o = InterpolateOptions::new(InterpolateMode::Lanczos3); vec![fo::<B>(B::interpolate(i.f(&[1, 2, 4, 6]), [7, 9], o))]
    }
    attention(i) {
        let o = AttentionModuleOptions { is_causal: true, ..Default::default() }; vec![fo::<B>(B::attention(i.f(&[1, 2, 4, 8]), i.f(&[1, 2, 4, 8]), i.f(&[1, 2, 4, 8]), None, None, o))]
    }
    avg_pool2d_backward(i) {
        vec![fo::<B>(B::avg_pool2d_backward(i.f(&[1, 2, 4, 4]), i.f(&[1, 2, 2, 2]), [2, 2], [2, 2], [0, 0], true, false))]
    }
    max_pool2d_with_indices_backward(i) {
        let x = i.f(&[2, 3, 7, 6]);
        let p = B::max_pool2d_with_indices(x.clone(), [3, 2], [2, 1], [1, 1], [1, 1], false);
        let grad = i.f(&[2, 3, 4, 7]);
        let back = B::max_pool2d_with_indices_backward(x, [3, 2], [2, 1], [1, 1], [1, 1], false, grad, p.indices);
        vec![fo::<B>(back.x_grad)]
    }
    interpolate_bilinear_backward(i) {
        let o = InterpolateOptions::new(InterpolateMode::Bilinear).with_align_corners(false);
        vec![fo::<B>(B::interpolate_backward(i.f(&[1, 2, 4, 6]), i.f(&[1, 2, 7, 9]), [7, 9], o))]
    }
    rfft_irfft(i) {
        let (x, y) = B::rfft(i.f(&[2, 8]), 1, None); vec![fo::<B>(x.clone()), fo::<B>(y.clone()), fo::<B>(B::irfft(x, y, 1, None))]
    }
    deform_conv2d(i) {
        let o = DeformConvOptions::new([1, 1], [0, 0], [1, 1], 1, 1); vec![fo::<B>(B::deform_conv2d(i.f(&[1, 2, 4, 4]), i.floats(&[1, 8, 3, 3], -0.5..0.5), i.f(&[3, 2, 2, 2]), None, None, o))]
    }
}
