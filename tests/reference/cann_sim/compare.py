"""Cases of include/inkstone_ascend/aclnn_compare.h."""

import math

import torch

from cases import Cases, Num, Out, Ref, strided

f32, f16, bf16, f64 = torch.float32, torch.float16, torch.bfloat16, torch.float64
i8, u8, i16, i32, i64, boolean = torch.int8, torch.uint8, torch.int16, torch.int32, torch.int64, torch.bool
A = torch.tensor([math.nan, math.inf, -math.inf, 0.0, -0.0, 0.5, 0.1, -0.5]).reshape(2, 4)
B = torch.tensor([math.nan, math.inf, 1.0, -0.0, 0.5, 0.5, 0.1, -1.5]).reshape(2, 4)
ROW = torch.tensor([0.5, -0.5, 0.0, math.nan])
INTS = torch.tensor([7, -7, 0, 2**24 + 1, -128, 3], dtype=i32)
OTHERS = torch.tensor([7, 2, 5, 2**24, 3, -2], dtype=i32)
cases = Cases()

for name, function in [("Gt", torch.gt), ("Lt", torch.lt), ("Ge", torch.ge), ("Le", torch.le), ("Eq", torch.eq), ("Ne", torch.ne)]:
    cases.add(name + "Tensor", A, B, Out(function(A, B)))
    cases.add(name + "Tensor", strided(A).to(f16), ROW.to(f16), Out(function(A.to(f16), ROW.to(f16)), apart=True))
    cases.add(name + "Tensor", A.to(bf16), B.to(bf16), Out(function(A.to(bf16), B.to(bf16)).to(f32)))
    for dtype in (i32, i64, i8):
        cases.add(name + "Tensor", INTS.to(dtype), OTHERS.to(dtype), Out(function(INTS.to(dtype), OTHERS.to(dtype))), aicpu=0)
    cases.add(name + "Tensor", INTS.to(i16), OTHERS.to(i16), Out(function(INTS.to(i16), OTHERS.to(i16))), aicpu=1)
    cases.add(name + "Scalar", A, Num(0.1), Out(function(A, 0.1)))
    cases.add(name + "Scalar", A.to(f16), Num(0.1), Out(function(A.to(f16), 0.1)))
    cases.add(name + "Scalar", INTS, Num(0, i64), Out(function(INTS, 0)))
    cases.add(name + "Tensor", A, B[:, :3], Out(A.bool()), status=161002)
cases.add("EqTensor", A.bool(), B.bool(), Out(A.bool() == B.bool()), aicpu=0)
cases.add("GtTensor", A.bool(), B.bool(), Out(A.bool() > B.bool()), aicpu=1)

for name, function in [
    ("IsFinite", torch.isfinite), ("IsPosInf", torch.isposinf), ("IsNegInf", torch.isneginf), ("IsInf", torch.isinf),
]:
    cases.add(name, A, Out(function(A)))
    cases.add(name, strided(A).to(bf16), Out(function(A)))
    cases.add(name, A, Out(A), status=161002)

for name, function in [("And", torch.logical_and), ("Or", torch.logical_or), ("Xor", torch.logical_xor)]:
    cases.add("Logical" + name, A.bool(), ROW > 0, Out(function(A.bool(), ROW > 0)), aicpu=0)
    cases.add("Logical" + name, A, B, Out(function(A, B)))
    cases.add("Logical" + name, INTS, OTHERS, Out(function(INTS, OTHERS)))
cases.add("LogicalNot", strided(A.bool()), Out(~A.bool()))
cases.add("LogicalNot", A, Out(torch.logical_not(A)))

for name, function in [("And", torch.bitwise_and), ("Or", torch.bitwise_or), ("Xor", torch.bitwise_xor)]:
    for dtype, aicpu in [(i32, 0), (i64, 0), (u8, 1), (i16, 0)]:
        cases.add(f"Bitwise{name}Tensor", INTS.to(dtype), OTHERS.to(dtype), Out(function(INTS.to(dtype), OTHERS.to(dtype))), aicpu=aicpu)
    cases.add(f"Bitwise{name}Tensor", A.bool(), B.bool(), Out(function(A.bool(), B.bool())), aicpu=0)
    cases.add(f"Bitwise{name}Scalar", INTS, Num(-2, i64), Out(function(INTS, -2)))
    cases.add(f"Bitwise{name}Tensor", A, B, Out(A), status=161002)
    cases.add(f"Bitwise{name}Tensor", INTS.to(i64), OTHERS.to(i64), Out(function(INTS.to(i64), OTHERS.to(i64))), aicpu=1, soc="Ascend310P3")
cases.add("BitwiseNot", INTS, Out(~INTS), aicpu=1)
cases.add("BitwiseNot", INTS.to(i16), Out(~INTS.to(i16)), aicpu=0)
cases.add("BitwiseNot", A.bool(), Out(~A.bool()), aicpu=0)
bits = torch.tensor([0, 1, 5, 3, 2, 30], dtype=i32)
cases.add("LeftShift", INTS, bits, Out(INTS << bits), aicpu=1)
cases.add("LeftShifts", INTS, Num(3, i64), Out(INTS << 3))
cases.add("RightShift", INTS, bits, Out(INTS >> bits), aicpu=1)
cases.add("LeftShift", INTS, bits, Out(INTS), status=561003, soc="Ascend310P3")

mask = torch.tensor([True, False, True, True])
for dtype in (f32, f16, i32, i64, u8):
    a, b = A.nan_to_num(1, 2, 3).to(dtype), B.nan_to_num(4, 5, 6).to(dtype)
    cases.add("SWhere", mask, a, b, Out(torch.where(mask, a, b)), aicpu=0)
cases.add("SWhere", mask, strided(A), ROW, Out(torch.where(mask, A, ROW), apart=True))
cases.add("SWhere", mask.to(u8), A, B, Out(torch.where(mask, A, B)))
cases.add("SWhere", mask, A.to(f16), B, Out(torch.where(mask, A.to(f16), B)))
cases.add("SWhere", mask, A.bool(), B.bool(), Out(A.bool()), status=161002)
cases.add("SWhere", A, A, B, Out(A), status=161002)
for dtype, aicpu in [(f32, 0), (bf16, 0), (i32, 0), (boolean, 0), (i64, 1)]:
    a = A.nan_to_num(1, 2, 3).to(dtype)
    value = Num(1, i64) if not dtype.is_floating_point else Num(0.1)
    want = a.masked_fill(mask, 0.1 if dtype.is_floating_point else 1)
    cases.add("InplaceMaskedFillScalar", Ref(a, want), mask, value, aicpu=aicpu)
cases.add("InplaceMaskedFillScalar", Ref(strided(A), A.masked_fill(mask, -math.inf)), mask, Num(-math.inf))
cases.add("InplaceMaskedFillScalar", Ref(A, A), mask.to(u8), Num(1.0), status=161002)
cases.add("InplaceMaskedFillScalar", Ref(INTS.to(i16), INTS.to(i16)), INTS > 0, Num(1, i64), status=161002)
cases.add("InplaceMaskedFillTensor", Ref(A, A.masked_fill(mask, 2.5)), mask, torch.tensor(2.5))
cases.save("compare")
