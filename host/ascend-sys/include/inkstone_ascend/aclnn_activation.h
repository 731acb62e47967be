/* Activations, softmax and norms. Above each operator: the CANN versions that have it with these C types, and its header. */

/* 8.1.RC1, 9.1.0: aclnn_sigmoid.h */
ACLNN(Sigmoid, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_relu.h */
ACLNN(Relu, const aclTensor *self, const aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_leaky_relu.h */
ACLNN(LeakyRelu, const aclTensor *self, const aclScalar *negativeSlope, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_hardsigmoid.h */
ACLNN(Hardsigmoid, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_logsigmoid.h */
ACLNN(LogSigmoid, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_softplus.h */
ACLNN(Softplus, const aclTensor *self, const aclScalar *beta, const aclScalar *threshold, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_gelu.h */
ACLNN(Gelu, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_gelu_v2.h */
ACLNN(GeluV2, const aclTensor *x, int64_t approximate, aclTensor *y);
/* 8.1.RC1, 9.1.0: aclnn_gelu_backward.h */
ACLNN(GeluBackward, const aclTensor *gradOutput, const aclTensor *self, const aclTensor *gradInput);
/* 8.1.RC1, 9.1.0: aclnn_silu.h */
ACLNN(Silu, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, generated later: aclnn_swi_glu.h */
ACLNN(SwiGlu, const aclTensor *x, int64_t dim, const aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_prelu.h */
ACLNN(Prelu, const aclTensor *self, const aclTensor *weight, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_softmax.h */
ACLNN(Softmax, const aclTensor *self, int64_t dim, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_logsoftmax.h */
ACLNN(LogSoftmax, const aclTensor *self, int64_t dim, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_layer_norm.h */
ACLNN(LayerNorm, const aclTensor *input, const aclIntArray *normalizedShape, const aclTensor *weightOptional,
    const aclTensor *biasOptional, double eps, aclTensor *out, aclTensor *meanOutOptional,
    aclTensor *rstdOutOptional);
/* 8.1.RC1, 9.1.0: aclnn_layer_norm_backward.h */
ACLNN(LayerNormBackward, const aclTensor *gradOut, const aclTensor *input, const aclIntArray *normalizedShape,
    const aclTensor *mean, const aclTensor *rstd, const aclTensor *weightOptional, const aclTensor *biasOptional,
    const aclBoolArray *outputMask, aclTensor *gradInputOut, aclTensor *gradWeightOut, aclTensor *gradBiasOut);
/* 8.1.RC1, generated later: aclnn_rms_norm.h */
ACLNN(RmsNorm, const aclTensor *x, const aclTensor *gamma, double epsilon, const aclTensor *yOut,
    const aclTensor *rstdOut);
/* 8.1.RC1 (there the outputs are const), 9.1.0: aclnn_add_rms_norm.h */
ACLNN(AddRmsNorm, const aclTensor *x1, const aclTensor *x2, const aclTensor *gamma, double epsilon, aclTensor *yOut,
    aclTensor *rstdOut, aclTensor *xOut);
/* 8.1.RC1, generated later: aclnn_add_layer_norm.h */
ACLNN(AddLayerNorm, const aclTensor *x1, const aclTensor *x2, const aclTensor *gamma, const aclTensor *beta,
    const aclTensor *biasOptional, double epsilon, bool additionalOutput, const aclTensor *yOut,
    const aclTensor *meanOut, const aclTensor *rstdOut, const aclTensor *xOut);
/* 8.1.RC1, 9.1.0: aclnn_group_norm.h */
ACLNN(GroupNorm, const aclTensor *self, const aclTensor *gamma, const aclTensor *beta, int64_t N, int64_t C,
    int64_t HxW, int64_t group, double eps, aclTensor *out, aclTensor *meanOut, aclTensor *rstdOut);
/* 8.1.RC1, 9.1.0: aclnn_batch_norm.h */
ACLNN(BatchNorm, const aclTensor *input, const aclTensor *weight, const aclTensor *bias, aclTensor *runningMean,
    aclTensor *runningVar, bool training, double momentum, double eps, aclTensor *output, aclTensor *saveMean,
    aclTensor *saveInvstd);
