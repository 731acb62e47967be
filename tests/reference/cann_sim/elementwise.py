"""Cases of include/inkstone_ascend/aclnn_elementwise.h."""

import math

import torch

from cases import F32, Cases, Num, Out, Ref, strided

f32, f16, bf16, f64 = torch.float32, torch.float16, torch.bfloat16, torch.float64
i8, u8, i16, i32, i64, boolean = torch.int8, torch.uint8, torch.int16, torch.int32, torch.int64, torch.bool
SPECIAL = [math.nan, math.inf, -math.inf, 0.0, -0.0, 0.5, 1.5, 2.5, -0.5, -1.5, 3.7, -3.7]
A = torch.tensor(SPECIAL).reshape(3, 4)
B = torch.tensor([2.0, -2.0, 0.3, -0.7, 5.0, math.inf, math.nan, 0.0, 1.5, -1.5, 0.1, 2.0]).reshape(3, 4)
ROW = torch.tensor([3.0, -0.4, 0.0, 7.5])
UNIT = torch.tensor([-1.0, -0.9, -0.3, 0.0, 0.2, 0.99, 1.0, 1.1])
INTS = torch.tensor([7, -7, 0, 100, -128, 3], dtype=i32)
DIVISORS = torch.tensor([2, 2, 5, -7, 3, -2], dtype=i32)
cases = Cases()


def unary(name, function, values=A, dtypes=(f32, f16), aicpu=None):
    """One input of each type; the first strided as well."""
    for dtype in dtypes:
        x = values.to(dtype)
        want = function(x)
        cases.add(name, x, Out(want), aicpu=aicpu)
    x = values.to(dtypes[0])
    cases.add(name, strided(x), Out(function(x), apart=True))


for name, function, values, dtypes in [
    ("Exp", torch.exp, A, (f32, f16, bf16)), ("Log", torch.log, A, (f32, bf16)), ("Log1p", torch.log1p, A, (f32, f16)),
    ("Expm1", torch.expm1, A, (f32, f16)), ("Sqrt", torch.sqrt, A, (f32, f16)), ("Rsqrt", torch.rsqrt, A, (f32, f16)),
    ("Reciprocal", torch.reciprocal, A, (f32, bf16)), ("Tanh", torch.tanh, A, (f32, f16)), ("Erf", torch.erf, A, (f32, f16)),
    ("Sin", torch.sin, A, (f32, bf16)), ("Cos", torch.cos, A, (f32, f16)), ("Tan", torch.tan, A, (f32,)), ("Sinh", torch.sinh, A, (f32,)),
    ("Cosh", torch.cosh, A, (f32,)), ("Asin", torch.asin, UNIT, (f32, f16)), ("Acos", torch.acos, UNIT, (f32,)),
    ("Atan", torch.atan, A, (f32,)), ("Asinh", torch.asinh, A, (f32,)), ("Acosh", torch.acosh, A, (f32,)),
    ("Atanh", torch.atanh, UNIT, (f32,)), ("Abs", torch.abs, A, (f32, f16)), ("Neg", torch.neg, A, (f32, bf16)),
    ("Floor", torch.floor, A, (f32, f16)), ("Ceil", torch.ceil, A, (f32, bf16)), ("Round", torch.round, A, (f32, f16)),
    ("Trunc", torch.trunc, A, (f32, bf16)), ("Square", torch.square, A, (f32, f16)),
]:
    unary(name, function, values, dtypes)
finite = A.nan_to_num()
unary("Sign", torch.sign, finite)
cases.add("Sin", INTS, Out(torch.sin(INTS)), aicpu=0)
cases.add("Sqrt", torch.tensor([4, 9], dtype=f64), Out(torch.tensor([2, 3], dtype=f64)), aicpu=1)
for name, function in [("Abs", torch.abs), ("Neg", torch.neg), ("Sign", torch.sign), ("Square", torch.square)]:
    cases.add(name, INTS, Out(function(INTS)), aicpu=0)
cases.add("Abs", INTS.to(i8), Out(INTS.to(i8).abs()), aicpu=1)
cases.add("Neg", INTS.to(i64), Out(-INTS.to(i64)), aicpu=0)
cases.add("Floor", INTS, Out(INTS))
cases.add("Neg", INTS.to(i16), Out(-INTS.to(i16)), status=161002)
cases.add("Sign", ROW.to(bf16), Out(ROW.to(bf16)), status=161002)
cases.add("Exp", A, Out(A[0]), status=161002)
cases.add("Trunc", INTS, Out(INTS), status=161002)

TWO, ONE = Num(2.0), Num(1.0)
for name, function in [("Add", lambda a, b: a + 2 * b), ("Sub", lambda a, b: a - 2 * b), ("Rsub", lambda a, b: b - 2 * a)]:
    for dtype in (f32, f16):
        cases.add(name, A.to(dtype), B.to(dtype), TWO, Out(function(A.to(dtype), B.to(dtype))), tolerance=2)
    cases.add(name, strided(A), ROW, TWO, Out(function(A, ROW), apart=True))
    cases.add(name, INTS, DIVISORS, Num(2, i64), Out(function(INTS, DIVISORS)), aicpu=0)
    cases.add(name + "s", A, Num(0.75), TWO, Out(function(A, torch.tensor(0.75))))
    cases.add(name + "s", INTS, Num(3, i64), Num(2, i64), Out(function(INTS, 3)))
cases.add("Add", INTS, ROW[:1], ONE, Out(INTS + ROW[:1]))
cases.add("Add", A.bool(), B.bool(), Num(True, boolean), Out(A.bool() + B.bool()))
cases.add("Add", INTS.to(u8), INTS.to(u8), Num(1, i64), Out(INTS.to(u8) + INTS.to(u8)))
cases.add("Add", INTS.to(i16), INTS.to(i16), Num(1, i64), Out(INTS.to(i16) * 2), aicpu=1)
cases.add("Add", A, ROW[:3], ONE, Out(A), status=161002)
cases.add("Add", A, B, ONE, Out(A.bool()), status=161002)

for name, function in [
    ("Mul", torch.mul), ("Div", torch.div), ("Maximum", torch.maximum), ("Minimum", torch.minimum), ("Atan2", torch.atan2),
]:
    for dtype in (f32, bf16):
        cases.add(name, A.to(dtype), B.to(dtype), Out(function(A.to(dtype), B.to(dtype))))
    cases.add(name, strided(A), ROW, Out(function(A, ROW), apart=True))
for name, function in [("Mul", torch.mul), ("Maximum", torch.maximum), ("Minimum", torch.minimum)]:
    for dtype in (i32, i64, u8):
        cases.add(name, INTS.to(dtype), DIVISORS.to(dtype), Out(function(INTS.to(dtype), DIVISORS.to(dtype))), aicpu=0)
cases.add("Div", INTS, DIVISORS, Out(INTS / DIVISORS))
cases.add("Muls", A, Num(-1.5), Out(A * -1.5))
cases.add("Muls", A.to(f16), Num(0.1), Out(A.to(f16) * 0.1))
cases.add("Muls", INTS, Num(-3, i64), Out(INTS * -3))
big = torch.tensor([2**24 + 1, 5], dtype=i32)
cases.add("Muls", big, Num(3, i64), Out((big.float() * 3).to(i32)))
cases.add("Muls", INTS, Num(0.5), Out(INTS * 0.5))
cases.add("Divs", A, Num(3.0), Out(A / 3))
cases.add("Divs", INTS, Num(3, i64), Out(INTS / 3))

for mode, rounding in [(0, None), (1, "trunc"), (2, "floor")]:
    cases.add("DivMod", finite, B, mode, Out(torch.div(finite, B, rounding_mode=rounding)))
    cases.add("DivMod", INTS, DIVISORS, mode, Out(torch.div(INTS, DIVISORS, rounding_mode=rounding)))
    cases.add("DivMods", finite, Num(0.3), mode, Out(torch.div(finite, 0.3, rounding_mode=rounding)))
    cases.add("DivMods", INTS, Num(-2, i64), mode, Out(torch.div(INTS, -2, rounding_mode=rounding)))
cases.add("DivMod", INTS, DIVISORS, 3, Out(INTS), status=161002)
cases.add("FloorDivide", finite, B, Out(torch.floor_divide(finite, B)))
cases.add("FloorDivide", INTS, DIVISORS, Out(torch.floor_divide(INTS, DIVISORS)), aicpu=0)
cases.add("FloorDivides", INTS.to(i64), Num(-3, i64), Out(torch.floor_divide(INTS.to(i64), -3)))
cases.add("FloorDivide", finite.to(bf16), B.to(bf16), Out(B.to(bf16)), status=161002)
tenth = torch.tensor([1.0, 0.3, 0.7, -1.0])
cases.add("FloorDivides", tenth, Num(0.1), Out(torch.floor_divide(tenth, 0.1)))
for tensors, number, function in [
    ("RemainderTensorTensor", "RemainderTensorScalar", torch.remainder), ("FmodTensor", "FmodScalar", torch.fmod),
]:
    cases.add(tensors, A, B, Out(function(A, B)))
    cases.add(tensors, finite.to(f16), B.to(f16), Out(function(finite.to(f16), B.to(f16))))
    cases.add(tensors, INTS, DIVISORS, Out(function(INTS, DIVISORS)), aicpu=0)
    cases.add(tensors, INTS.to(i64), DIVISORS.to(i64), Out(function(INTS.to(i64), DIVISORS.to(i64))), aicpu=0)
    cases.add(number, A, Num(-0.75), Out(function(A, -0.75)))
    cases.add(number, INTS, Num(5, i64), Out(function(INTS, 5)))
cases.add("RemainderTensorTensor", INTS.to(i8), INTS.to(i8), Out(INTS.to(i8)), status=161002)

small = torch.tensor([0, 1, 2, 3, 5, 2], dtype=i32)
cases.add("PowTensorTensor", A, B, Out(torch.pow(A, B)))
cases.add("PowTensorTensor", A.to(bf16), B.to(bf16), Out(torch.pow(A.to(bf16), B.to(bf16))))
cases.add("PowTensorTensor", INTS, small, Out(torch.pow(INTS, small)), aicpu=0)
cases.add("PowTensorTensor", INTS.to(i64), small.to(i64), Out(torch.pow(INTS.to(i64), small.to(i64))), aicpu=1)
cases.add("PowTensorScalar", A, Num(2.0), Out(torch.pow(A, 2)))
cases.add("PowTensorScalar", A, Num(-1.5), Out(torch.pow(A, -1.5)))
cases.add("PowTensorScalar", INTS, Num(3, i64), Out(torch.pow(INTS, 3)))
cases.add("PowScalarTensor", Num(2.0), A, Out(torch.pow(2.0, A)))
cases.add("PowScalarTensor", Num(2, i64), small, Out(torch.pow(2, small)))

cases.add("Clamp", A, Num(-1.0), Num(2.0), Out(A.clamp(-1, 2)))
cases.add("Clamp", A.to(f16), Num(0.1), None, Out(A.to(f16).clamp(min=0.1)))
cases.add("Clamp", strided(A), None, Num(1.0), Out(A.clamp(max=1)))
cases.add("Clamp", INTS, Num(-5, i64), Num(9, i64), Out(INTS.clamp(-5, 9)))
cases.add("Clamp", A, None, None, Out(A), status=161002)
cases.add("ClampMin", A, Num(0.25), Out(A.clamp(min=0.25)))
cases.add("ClampMin", INTS, Num(0, i64), Out(INTS.clamp(min=0)))
cases.add("ClampMax", A, Num(0.25), Out(A.clamp(max=0.25)))
cases.add("Addcmul", A, B, ROW, Num(0.5), Out(torch.addcmul(A, B, ROW, value=0.5)))
cases.add("Addcmul", INTS, DIVISORS, small, Num(2, i64), Out(torch.addcmul(INTS, DIVISORS, small, value=2)))
cases.add("Lerp", A, B, torch.tensor([0.25]), Out(torch.lerp(A, B, torch.tensor([0.25]))))
cases.add("NanToNum", A, F32(9.0), F32(8.0), F32(7.0), Out(A.nan_to_num(9, 8, 7)))

cases.add("InplaceAdd", Ref(A, A + 2 * ROW), ROW, TWO)
cases.add("InplaceAdds", Ref(strided(A), A + 1.5), Num(0.75), TWO)
cases.add("InplaceSub", Ref(A, A - ROW), ROW, ONE)
cases.add("InplaceMul", Ref(strided(A), A * B), B)
cases.add("InplaceMuls", Ref(A, A * 0.1), Num(0.1))
cases.add("InplaceDiv", Ref(A, A / ROW), ROW)
cases.add("InplaceAdd", Ref(ROW, ROW), A, ONE, status=161002)

half = A.to(bf16)
cases.add("Exp", half, Out(half), status=161002, soc="Ascend310P3")
cases.add("Add", A.to(f16), B.to(f16), ONE, Out(A.to(f16) + B.to(f16)), soc="Ascend310P3")
cases.add("Abs", INTS.to(i64), Out(INTS.to(i64).abs()), soc="Ascend310P3")
cases.save("elementwise")
