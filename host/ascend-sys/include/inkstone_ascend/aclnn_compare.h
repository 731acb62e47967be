/* Comparisons, logic, bits, choice by a mask. Above each operator: the CANN versions that have it with these C types, and its header. */

/* 8.1.RC1, 9.1.0: aclnn_isfinite.h */
ACLNN(IsFinite, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_isposinf.h */
ACLNN(IsPosInf, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_isneginf.h */
ACLNN(IsNegInf, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, generated later: aclnn_is_inf.h */
ACLNN(IsInf, const aclTensor *x, const aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_s_where.h */
ACLNN(SWhere, const aclTensor *condition, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_masked_fill_scalar.h */
ACLNN(InplaceMaskedFillScalar, aclTensor *selfRef, const aclTensor *mask, const aclScalar *value);
/* 8.1.RC1, 9.1.0: aclnn_masked_fill_tensor.h */
ACLNN(InplaceMaskedFillTensor, aclTensor *selfRef, const aclTensor *mask, const aclTensor *value);
/* 8.1.RC1, 9.1.0: aclnn_gt_tensor.h */
ACLNN(GtTensor, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_gt_scalar.h */
ACLNN(GtScalar, const aclTensor *self, const aclScalar *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_lt_tensor.h */
ACLNN(LtTensor, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_lt_scalar.h */
ACLNN(LtScalar, const aclTensor *self, const aclScalar *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_ge_tensor.h */
ACLNN(GeTensor, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_ge_scalar.h */
ACLNN(GeScalar, const aclTensor *self, const aclScalar *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_le_tensor.h */
ACLNN(LeTensor, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_le_scalar.h */
ACLNN(LeScalar, const aclTensor *self, const aclScalar *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_eq_tensor.h */
ACLNN(EqTensor, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_eq_scalar.h */
ACLNN(EqScalar, const aclTensor *self, const aclScalar *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_ne_tensor.h */
ACLNN(NeTensor, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_ne_scalar.h */
ACLNN(NeScalar, const aclTensor *self, const aclScalar *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_logical_and.h */
ACLNN(LogicalAnd, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_logical_or.h */
ACLNN(LogicalOr, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_logical_not.h */
ACLNN(LogicalNot, const aclTensor *self, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_logical_xor.h */
ACLNN(LogicalXor, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_bitwise_and_tensor.h */
ACLNN(BitwiseAndTensor, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_bitwise_and_scalar.h */
ACLNN(BitwiseAndScalar, const aclTensor *self, const aclScalar *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_bitwise_or_tensor.h */
ACLNN(BitwiseOrTensor, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_bitwise_or_scalar.h */
ACLNN(BitwiseOrScalar, const aclTensor *self, const aclScalar *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_bitwise_xor_tensor.h */
ACLNN(BitwiseXorTensor, const aclTensor *self, const aclTensor *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_bitwise_xor_scalar.h */
ACLNN(BitwiseXorScalar, const aclTensor *self, const aclScalar *other, aclTensor *out);
/* 8.1.RC1, 9.1.0: aclnn_bitwise_not.h */
ACLNN(BitwiseNot, const aclTensor *self, aclTensor *out);
/* 9.1.0, not in 8.1: aclnn_left_shift.h */
ACLNN(LeftShift, const aclTensor *self, const aclTensor *shiftBits, aclTensor *out);
/* 9.1.0, not in 8.1: aclnn_left_shift.h */
ACLNN(LeftShifts, const aclTensor *self, const aclScalar *shiftBits, aclTensor *out);
/* 9.1.0, not in 8.1: aclnn_right_shift.h */
ACLNN(RightShift, const aclTensor *input, const aclTensor *shiftBits, aclTensor *out);
