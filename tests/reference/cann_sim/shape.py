"""Cases of include/inkstone_ascend/aclnn_shape.h."""

import math

import torch
import torch.nn.functional as F

from cases import F32, F64, Cases, Num, Out, Random, Ref, strided

f32, f16, bf16, f64 = torch.float32, torch.float16, torch.bfloat16, torch.float64
i8, u8, i16, i32, i64, boolean = torch.int8, torch.uint8, torch.int16, torch.int32, torch.int64, torch.bool
A = torch.tensor([math.nan, math.inf, -math.inf, 0.0, -0.0, 3.9, -3.9, 100.5, 0.1, -1.0, 7.0, 2.5]).reshape(3, 4)
N = torch.arange(24, dtype=f32).reshape(2, 3, 4)
finite = A.nan_to_num(0, 9, -9)
cases = Cases()

for dtype in (f16, bf16, f64, boolean):
    cases.add("Cast", A, dtype, Out(A.to(dtype)))
for dtype in (i32, i8, i64, i16):
    cases.add("Cast", finite, dtype, Out(finite.to(dtype)))
cases.add("Cast", finite.abs(), u8, Out(finite.abs().to(u8)))
cases.add("Cast", A[:1, :1], i32, Out(torch.zeros(1, 1, dtype=i32)))
cases.add("Cast", strided(finite.to(i32)), f32, Out(finite.trunc(), apart=True))
cases.add("Cast", finite.to(bf16), f16, Out(finite.to(bf16).to(f16)), aicpu=0)
cases.add("Cast", A.bool(), f32, Out(A.bool().to(f32)), aicpu=0)
cases.add("Cast", finite.to(f64), f32, Out(finite), aicpu=1)
wide = torch.tensor([2**40 + 1, -(2**31) - 5, 300], dtype=i64)
cases.add("Cast", wide, i32, Out(wide.to(i32)))
cases.add("Cast", strided(A.bool()), f32, Out(A), status=161002)
cases.add("Cast", A, f16, Out(A), status=161002)
cases.add("Cast", A, bf16, Out(A.to(bf16)), status=161002, soc="Ascend310P3")

cases.add("InplaceCopy", Ref(torch.zeros(3, 4), A), strided(A), aicpu=0)
cases.add("InplaceCopy", Ref(strided(torch.zeros(3, 4)), A), A)
cases.add("InplaceCopy", Ref(strided(torch.zeros(2, 3, 4)), N), strided(N))
cases.add("InplaceCopy", Ref(torch.zeros(3, 4, dtype=f16), A[1].to(f16).expand(3, 4)), A[1])
cases.add("InplaceCopy", Ref(torch.zeros(2, 3, 4), N[:, :, :1].expand(2, 3, 4)), N[:, :, :1])
cases.add("InplaceCopy", Ref(torch.zeros(3, 4, dtype=i32), finite.to(i32)), finite)
cases.add("InplaceCopy", Ref(strided(torch.zeros(3, 4, dtype=u8)), finite.abs().to(u8)), strided(finite.abs().to(u8)))
cases.add("InplaceCopy", Ref(torch.zeros(3, dtype=i64), wide), wide, aicpu=0)
cases.add("InplaceCopy", Ref(torch.zeros(()), torch.tensor(2.0)), torch.tensor(2.0))
cases.add("InplaceCopy", Ref(A, A), N, status=161002)
cases.add("InplaceCopy", Ref(torch.zeros(3, 4, dtype=boolean), A.bool()), strided(A.bool()), status=161002)

for dtype, aicpu in [(f32, 0), (f16, 0), (i32, 0), (boolean, 0), (u8, 1)]:
    zeros = torch.zeros(2, 3, dtype=dtype)
    cases.add("InplaceFillScalar", Ref(zeros, torch.full_like(zeros, 3)), Num(3.0), aicpu=aicpu)
cases.add("InplaceFillScalar", Ref(strided(A), torch.full_like(A, -0.5)), Num(-0.5))
cases.add("InplaceFillTensor", Ref(A, torch.full_like(A, 2)), torch.tensor(2, dtype=i32))
cases.add("InplaceFillTensor", Ref(A, A), A[0], status=161002)
cases.add("InplaceZero", Ref(strided(A), torch.zeros_like(A)))
cases.add("InplaceOne", Ref(finite.to(i8), torch.ones_like(finite.to(i8))))

for dtype in (f32, f16, u8, i64, boolean):
    n = N.to(dtype)
    cases.add("Cat", [n, n[:, :1], strided(n[:, 1:])], 1, Out(torch.cat([n, n[:, :1], n[:, 1:]], 1), apart=dtype == f32))
cases.add("Cat", [N, torch.zeros(0), N], -1, Out(torch.cat([N, N], -1)))
cases.add("Cat", [N.to(i32), N], 0, Out(torch.cat([N, N], 0)))
cases.add("Cat", [N, N[:, :, :2]], 0, Out(N), status=161002)
cases.add("Slice", strided(N), 1, 1, 3, 1, Out(N[:, 1:3]))
cases.add("Slice", N, -1, -3, 100, 2, Out(N[..., -3::2]))
cases.add("Slice", N.to(i16), 0, 0, 1, 1, Out(N.to(i16)[:1]), status=161002)
cases.add("SliceV2", N, [1, 0], [3, 4], [1, 2], [1, 3], Out(N[:, 1:3, 0:4:3]))
cases.add("SliceV2", N, [1, 0], [3], [1], [1], Out(N), status=161002)
cases.add("Permute", N.to(f16), [2, 0, 1], Out(N.to(f16).permute(2, 0, 1)))
cases.add("Permute", strided(N), [1, -1, 0], Out(N.permute(1, 2, 0), apart=True))
cases.add("Permute", N, [0, 0, 1], Out(N), status=161002)
cases.add("Repeat", N, [2, 1, 3], Out(N.repeat(2, 1, 3)))
cases.add("Repeat", strided(N.to(u8)), [2, 1, 2, 1], Out(N.to(u8).repeat(2, 1, 2, 1), apart=True))
cases.add("Repeat", N, [2, 2], Out(N), status=161002)
cases.add("Expand", N[:, :1], [5, -1, 3, 4], Out(N[:, :1].expand(5, 2, 3, 4)))
cases.add("Expand", N, [2, 3, 5], Out(N), status=161002)
for dtype, aicpu in [(f32, 0), (i32, 0), (u8, 1), (boolean, 1), (i64, 0)]:
    cases.add("Flip", N.to(dtype), [0, -1], Out(N.to(dtype).flip(0, -1)), aicpu=aicpu)
cases.add("Flip", strided(N), [1], Out(N.flip(1), apart=True))
cases.add("RepeatInterleaveIntWithDim", strided(N), 3, 1, 9, Out(N.repeat_interleave(3, 1)))
cases.add("RepeatInterleaveIntWithDim", N.to(i8), 2, -1, 8, Out(N.to(i8).repeat_interleave(2, -1), apart=True))
cases.add("RepeatInterleaveIntWithDim", N, 3, 1, 8, Out(N.repeat_interleave(3, 1)), status=161002)
for size, step in [(2, 1), (3, 2)]:
    windows = torch.arange(float(N[:, :, 0].numel() * 4)).reshape(2, 3, 4)[:, :, :].unfold(2, size, step).contiguous()
    want = torch.ops.aten.unfold_backward(windows, [2, 3, 4], 2, size, step)
    cases.add("UnfoldGrad", windows, [2, 3, 4], 2, size, step, Out(want))
windows = N.unfold(1, 2, 1).contiguous()
cases.add("UnfoldGrad", windows, [2, 3, 4], 1, 2, 1, Out(torch.ops.aten.unfold_backward(windows, [2, 3, 4], 1, 2, 1)))

for dtype in (f32, f16, i32, boolean):
    n = N.to(dtype)
    value = 1 if dtype == boolean else 7
    cases.add("ConstantPadNd", n, [1, 2, 0, 1], Num(float(value)), Out(F.pad(n, (1, 2, 0, 1), value=value)))
cases.add("ConstantPadNd", strided(N), [-1, 2, 1, -1, 1, 0], Num(-0.5), Out(F.pad(N, (-1, 2, 1, -1, 1, 0), value=-0.5), apart=True))
cases.add("ConstantPadNd", N, [1], Num(0.0), Out(N), status=161002)
P = N.reshape(1, 2, 3, 4)
cases.add("ReflectionPad2d", P, [3, 2, 1, 2], Out(F.pad(P, (3, 2, 1, 2), mode="reflect")))
cases.add("ReflectionPad2d", P, [4, 0, 0, 0], Out(P), status=161002)
cases.add("ReplicationPad2d", strided(P), [3, 2, 1, 4], Out(F.pad(P, (3, 2, 1, 4), mode="replicate"), apart=True))

cases.add("Arange", Num(0.0), Num(1.0), Num(0.1), Out(torch.arange(0, 1, 0.1)))
cases.add("Arange", Num(10, i64), Num(-3, i64), Num(-4, i64), Out(torch.arange(10, -3, -4, dtype=i32)))
cases.add("Arange", Num(2.0), Num(7.0), Num(1.5), Out(torch.arange(2, 7, 1.5, dtype=f16)))
cases.add("Arange", Num(0, i64), Num(7.0), Num(1, i64), Out(torch.arange(7, dtype=i32)), status=161002)
cases.add("Arange", Num(0, i64), Num(7, i64), Num(1, i64), Out(torch.arange(8, dtype=i32)), status=161002)
cases.add("Linspace", Num(-1.0), Num(2.0), 7, Out(torch.linspace(-1, 2, 7)))
cases.add("Linspace", Num(0.0), Num(10.0), 4, Out(torch.linspace(0, 10, 4, dtype=i32)))
cases.add("Linspace", Num(3.0), Num(10.0), 1, Out(torch.linspace(3, 10, 1)))
cases.add("Eye", 3, 5, Out(torch.eye(3, 5)))
cases.add("Eye", 3, 2, Out(torch.eye(3, 2, dtype=boolean)))
for diagonal in (-1, 0, 2):
    cases.add("Tril", N, diagonal, Out(N.tril(diagonal)))
    cases.add("Triu", strided(N.to(i32)), diagonal, Out(N.to(i32).triu(diagonal), apart=True))
cases.add("Tril", N[0, 0], 0, Out(N[0, 0]), status=161002)

cases.add("InplaceNormal", Random(f32, -20, 24, 2, 0.3), F32(2.0), F32(3.0), 7, 0)
cases.add("NormalFloatFloat", F32(2.0), F32(3.0), 7, 0, Random(f32, -20, 24, 2, 0.3))
cases.add("InplaceUniform", Random(f32, -1, 3, 1, 0.1), F64(-1.0), F64(3.0), 7, 0)
cases.add("InplaceBernoulli", Random(f32, 0, 1, 0.25, 0.05), Num(0.25), 7, 4)
cases.add("InplaceBernoulli", Random(f32, 0, 1, 0.25, 0.05), Num(0.25), 7, 3, status=161002)
cases.add("InplaceRandom", Random(i32, -2, 9, 3.5, 0.3), -2, 10, 7, 0)
cases.save("shape")
