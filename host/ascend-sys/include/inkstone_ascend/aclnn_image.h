/* Convolution, pooling, resizing and sampling. Above each operator: the CANN versions that have it with these C types, and its header. */

/* 8.1.RC1, 9.1.0: aclnn_convolution.h */
ACLNN(Convolution, const aclTensor *input, const aclTensor *weight, const aclTensor *bias, const aclIntArray *stride,
    const aclIntArray *padding, const aclIntArray *dilation, bool transposed, const aclIntArray *outputPadding,
    int64_t groups, aclTensor *output, int8_t cubeMathType);
/* 8.1.RC1, 9.1.0: aclnn_convolution_backward.h */
ACLNN(ConvolutionBackward, const aclTensor *gradOutput, const aclTensor *input, const aclTensor *weight,
    const aclIntArray *biasSizes, const aclIntArray *stride, const aclIntArray *padding, const aclIntArray *dilation,
    bool transposed, const aclIntArray *outputPadding, int groups, const aclBoolArray *outputMask,
    int8_t cubeMathType, aclTensor *gradInput, aclTensor *gradWeight, aclTensor *gradBias);
/* 8.1.RC1, 9.1.0: aclnn_convolution.h */
ACLNN(ConvDepthwise2d, const aclTensor *self, const aclTensor *weight, const aclIntArray *kernelSize,
    const aclTensor *bias, const aclIntArray *stride, const aclIntArray *padding, const aclIntArray *dilation,
    aclTensor *out, int8_t cubeMathType);
/* 9.1.0, not in 8.1: aclnn_deformable_conv2d.h */
ACLNN(DeformableConv2d, const aclTensor *x, const aclTensor *weight, const aclTensor *offset,
    const aclTensor *biasOptional, const aclIntArray *kernelSize, const aclIntArray *stride,
    const aclIntArray *padding, const aclIntArray *dilation, int64_t groups, int64_t deformableGroups, bool modulated,
    aclTensor *out, aclTensor *deformOutOptional);
/* 8.1.RC1, 9.1.0: aclnn_im2col.h */
ACLNN(Im2col, const aclTensor *self, const aclIntArray *kernelSize, const aclIntArray *dilation,
    const aclIntArray *padding, const aclIntArray *stride, const aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_im2col_backward.h */
ACLNN(Im2colBackward, const aclTensor *gradOutput, const aclIntArray *inputSize, const aclIntArray *kernelSize,
    const aclIntArray *dilation, const aclIntArray *padding, const aclIntArray *stride, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_max_pool.h */
ACLNN(MaxPool, const aclTensor *self, const aclIntArray *kernelShape, const aclIntArray *strides, int64_t autoPad,
    const aclIntArray *pads, const aclIntArray *dilations, int64_t ceilMode, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_max_pool2d_with_indices.h */
ACLNN(MaxPool2dWithIndices, const aclTensor *self, const aclIntArray *kernelSize, const aclIntArray *stride,
    const aclIntArray *padding, const aclIntArray *dilation, bool ceilMode, aclTensor *out, aclTensor *indices);
/* 8.1.RC1, 9.1.0: aclnn_max_pool2d_with_indices_backward.h */
ACLNN(MaxPool2dWithIndicesBackward, const aclTensor *gradOutput, const aclTensor *self, const aclTensor *indices,
    const aclIntArray *kernelSize, const aclIntArray *stride, const aclIntArray *padding, const aclIntArray *dilation,
    bool ceilMode, aclTensor *gradInput);
/* 8.1.RC1, 9.1.0: aclnn_avgpool2d.h */
ACLNN(AvgPool2d, const aclTensor *self, const aclIntArray *kernelSize, const aclIntArray *strides,
    const aclIntArray *paddings, bool ceilMode, bool countIncludePad, int64_t divisorOverride, int8_t cubeMathType,
    aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_avgpool2d_backward.h */
ACLNN(AvgPool2dBackward, const aclTensor *gradOutput, const aclTensor *self, const aclIntArray *kernelSize,
    const aclIntArray *stride, const aclIntArray *padding, bool ceilMode, bool countIncludePad,
    int64_t divisorOverride, int8_t cubeMathType, aclTensor *gradInput);
/* 8.1.RC1, 9.1.0: aclnn_avgpool3d.h */
ACLNN(AvgPool3d, const aclTensor *self, const aclIntArray *kernelSize, const aclIntArray *stride,
    const aclIntArray *padding, bool ceilMode, bool countIncludePad, int64_t divisorOverride, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_adaptive_avg_pool2d.h */
ACLNN(AdaptiveAvgPool2d, const aclTensor *self, const aclIntArray *outputSize, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_adaptive_avg_pool3d.h */
ACLNN(AdaptiveAvgPool3d, const aclTensor *self, const aclIntArray *outputSize, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_upsample_bilinear_2d.h */
ACLNN(UpsampleBilinear2d, const aclTensor *self, const aclIntArray *outputSize, bool alignCorners, double scalesH,
    double scalesW, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_upsample_bilinear_2d_backward.h */
ACLNN(UpsampleBilinear2dBackward, const aclTensor *gradOut, const aclIntArray *outputSize,
    const aclIntArray *inputSize, bool alignCorners, double scalesH, double scalesW, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_upsample_bicubic_2d.h */
ACLNN(UpsampleBicubic2d, const aclTensor *self, const aclIntArray *outputSize, bool alignCorners, double scalesH,
    double scalesW, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_upsample_bilinear2d_aa.h */
ACLNN(UpsampleBilinear2dAA, const aclTensor *input, const aclIntArray *outputSize, bool alignCorners, double scalesH,
    double scalesW, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_upsample_bicubic2d_aa.h */
ACLNN(UpsampleBicubic2dAA, const aclTensor *x, const aclIntArray *outputSize, bool alignCorners, double scalesH,
    double scalesW, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_upsample_nearest_2d.h */
ACLNN(UpsampleNearest2d, const aclTensor *self, const aclIntArray *outputSize, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_upsample_nearest_2d_v2.h */
ACLNN(UpsampleNearest2dV2, const aclTensor *self, const aclIntArray *outputSize, float scalesH, float scalesW,
    aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_upsample_nearest_1d_v2.h */
ACLNN(UpsampleNearest1dV2, const aclTensor *self, const aclIntArray *outputSize, float scaleL, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_upsample_linear_1d.h */
ACLNN(UpsampleLinear1d, const aclTensor *self, const aclIntArray *outputSize, bool alignCorners, double scale,
    aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_upsample_trilinear_3d.h */
ACLNN(UpsampleTrilinear3d, const aclTensor *self, const aclIntArray *outputSize, bool alignCorners, double scalesD,
    double scalesH, double scalesW, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_grid_sampler2d.h */
ACLNN(GridSampler2D, const aclTensor *input, const aclTensor *grid, int64_t interpolationMode, int64_t paddingMode,
    bool alignCorners, aclTensor *out);
