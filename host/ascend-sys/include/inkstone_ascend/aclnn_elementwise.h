/* Arithmetic and functions of single elements. Above each operator: the CANN versions that have it with these C types, and its header. */

/* 8.1.RC1, 9.1.0: aclnn_add.h */
ACLNN(Add, const aclTensor *self, const aclTensor *other, const aclScalar *alpha, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_add.h */
ACLNN(Adds, const aclTensor *self, const aclScalar *other, const aclScalar *alpha, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_sub.h */
ACLNN(Sub, const aclTensor *self, const aclTensor *other, const aclScalar *alpha, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_sub.h */
ACLNN(Subs, const aclTensor *self, const aclScalar *other, const aclScalar *alpha, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_rsub.h */
ACLNN(Rsub, const aclTensor *self, const aclTensor *other, const aclScalar *alpha, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_rsub.h */
ACLNN(Rsubs, const aclTensor *self, const aclScalar *other, const aclScalar *alpha, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_mul.h */
ACLNN(Mul, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_mul.h */
ACLNN(Muls, const aclTensor *self, const aclScalar *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_div.h */
ACLNN(Div, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_div.h */
ACLNN(Divs, const aclTensor *self, const aclScalar *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_div.h */
ACLNN(DivMod, const aclTensor *self, const aclTensor *other, int mode, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_div.h */
ACLNN(DivMods, const aclTensor *self, const aclScalar *other, int mode, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_floor_divide.h */
ACLNN(FloorDivide, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_floor_divide.h */
ACLNN(FloorDivides, const aclTensor *self, const aclScalar *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_remainder.h */
ACLNN(RemainderTensorTensor, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_remainder.h */
ACLNN(RemainderTensorScalar, const aclTensor *self, const aclScalar *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_fmod_tensor.h */
ACLNN(FmodTensor, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_fmod_scalar.h */
ACLNN(FmodScalar, const aclTensor *self, const aclScalar *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_pow_tensor_tensor.h */
ACLNN(PowTensorTensor, const aclTensor *self, const aclTensor *exponent, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_pow.h */
ACLNN(PowTensorScalar, const aclTensor *self, const aclScalar *exponent, const aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_pow.h */
ACLNN(PowScalarTensor, const aclScalar *self, const aclTensor *exponent, const aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_maximum.h */
ACLNN(Maximum, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_minimum.h */
ACLNN(Minimum, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_clamp.h */
ACLNN(Clamp, const aclTensor *self, const aclScalar *clipValueMin, const aclScalar *clipValueMax, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_clamp.h */
ACLNN(ClampMin, const aclTensor *self, const aclScalar *clipValueMin, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_clamp.h */
ACLNN(ClampMax, const aclTensor *self, const aclScalar *clipValueMax, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_addcmul.h */
ACLNN(Addcmul, const aclTensor *self, const aclTensor *tensor1, const aclTensor *tensor2, const aclScalar *value,
    aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_atan2.h */
ACLNN(Atan2, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_lerp_tensor.h */
ACLNN(Lerp, const aclTensor *self, const aclTensor *end, const aclTensor *weight, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_nan_to_num.h */
ACLNN(NanToNum, const aclTensor *self, float nan, float posinf, float neginf, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_add.h */
ACLNN(InplaceAdd, const aclTensor *selfRef, const aclTensor *other, const aclScalar *alpha);
/* 8.1.RC1, 9.1.0: aclnn_add.h */
ACLNN(InplaceAdds, const aclTensor *selfRef, const aclScalar *other, const aclScalar *alpha);
/* 8.1.RC1, 9.1.0: aclnn_mul.h */
ACLNN(InplaceMul, aclTensor *selfRef, const aclTensor *other);
/* 8.1.RC1, 9.1.0: aclnn_mul.h */
ACLNN(InplaceMuls, aclTensor *selfRef, const aclScalar *other);
/* 8.1.RC1, 9.1.0: aclnn_sub.h */
ACLNN(InplaceSub, aclTensor *selfRef, const aclTensor *other, const aclScalar *alpha);
/* 8.1.RC1, 9.1.0: aclnn_div.h */
ACLNN(InplaceDiv, aclTensor *selfRef, const aclTensor *other);
/* 8.1.RC1, 9.1.0: aclnn_exp.h */
ACLNN(Exp, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_log.h */
ACLNN(Log, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_log1p.h */
ACLNN(Log1p, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_expm1.h */
ACLNN(Expm1, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_sqrt.h */
ACLNN(Sqrt, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_rsqrt.h */
ACLNN(Rsqrt, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_reciprocal.h */
ACLNN(Reciprocal, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_tanh.h */
ACLNN(Tanh, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_erf.h */
ACLNN(Erf, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_sin.h */
ACLNN(Sin, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_cos.h */
ACLNN(Cos, const aclTensor *input, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_tan.h */
ACLNN(Tan, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_sinh.h */
ACLNN(Sinh, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_cosh.h */
ACLNN(Cosh, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_asin.h */
ACLNN(Asin, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_acos.h */
ACLNN(Acos, const aclTensor *input, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_atan.h */
ACLNN(Atan, const aclTensor *input, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_asinh.h */
ACLNN(Asinh, const aclTensor *input, aclTensor *out);
/* 8.1.RC1, 9.1.0 (there the output is const): aclnn_acosh.h */
ACLNN(Acosh, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_atanh.h */
ACLNN(Atanh, const aclTensor *input, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_abs.h */
ACLNN(Abs, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_neg.h */
ACLNN(Neg, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_floor.h */
ACLNN(Floor, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_ceil.h */
ACLNN(Ceil, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_round.h */
ACLNN(Round, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_trunc.h */
ACLNN(Trunc, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_sign.h */
ACLNN(Sign, const aclTensor *self, aclTensor *result);
/* 9.1.0, not in 8.1: aclnn_square.h */
ACLNN(Square, const aclTensor *self, aclTensor *out);
