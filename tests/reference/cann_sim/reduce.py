"""Cases of include/inkstone_ascend/aclnn_reduce.h."""

import math

import torch

from cases import Cases, Num, Out, strided

f32, f16, bf16, f64 = torch.float32, torch.float16, torch.bfloat16, torch.float64
i8, u8, i16, i32, i64, boolean = torch.int8, torch.uint8, torch.int16, torch.int32, torch.int64, torch.bool
torch.manual_seed(3)
X = torch.randn(2, 3, 4)
# Ties, NaN and infinities.
T = torch.tensor([[1.0, 3.0, 3.0, -2.0], [math.nan, 1.0, math.inf, math.nan], [-0.0, 0.0, -math.inf, 0.0]])
I = torch.tensor([[5, -3, 5, 0], [-7, -7, 2, 1]], dtype=i32)
cases = Cases()

for dims, keep in [([1], True), ([0, -1], False), ([], False), ([2], False)]:
    axes = dims or list(range(3))
    cases.add("ReduceSum", X, dims, keep, f32, Out(X.sum(axes, keep)))
    cases.add("Mean", strided(X), dims, keep, f32, Out(X.mean(axes, keep), apart=True))
    cases.add("Amax", X, dims, keep, Out(X.amax(axes, keep)))
    cases.add("Amin", strided(X), dims, keep, Out(X.amin(axes, keep)))
    cases.add("All", X > -0.7, dims, keep, Out((X > -0.7).amin(axes, keep)), aicpu=0)
    cases.add("Any", X > 1, dims, keep, Out((X > 1).amax(axes, keep)), aicpu=0)
    cases.add("LogSumExp", X, dims, keep, Out(X.logsumexp(axes, keep)))
    cases.add("VarCorrection", X, dims, 0, keep, Out(X.var(axes, correction=0, keepdim=keep)))
    cases.add("Var", X, dims, True, keep, Out(X.var(axes, correction=1, keepdim=keep)))
    cases.add("Std", X, dims, 1, keep, Out(X.std(axes, correction=1, keepdim=keep)))
    cases.add("LinalgVectorNorm", X, Num(2.0), dims, keep, f32, Out(torch.linalg.vector_norm(X, 2, axes, keep)))
for order in (1.0, math.inf, -math.inf, 0.0, 3.0):
    cases.add("LinalgVectorNorm", X[0].clone(), Num(order), [1], True, f32, Out(torch.linalg.vector_norm(X[0].clone(), order, 1, True)))
cases.add("ReduceSum", X.half(), [1], True, f32, Out(X.half().sum(1, True, dtype=f32)))
cases.add("ReduceSum", X.half(), [1], True, f16, Out(X.half().sum(1, True)))
cases.add("ReduceSum", I, [1], False, i32, Out(I.sum(1, dtype=i32)), aicpu=0)
cases.add("ReduceSum", I, [1], False, i32, Out(I.sum(1, dtype=i32)), aicpu=1, soc="Ascend310P3")
cases.add("ReduceSum", I > 0, [0], False, i64, Out((I > 0).sum(0)))
cases.add("ReduceSum", X, [0, 0], False, f32, Out(X.sum(0)), status=161002)
cases.add("ReduceSum", X, [3], False, f32, Out(X.sum(0)), status=161002)
cases.add("ReduceSum", X, [1], False, f16, Out(X.sum(1)), status=161002)
cases.add("Mean", I, [1], False, i32, Out(I[:, 0]), status=161002)
cases.add("Mean", X.to(bf16), [1], False, bf16, Out(X.to(bf16).mean(1)))
cases.add("Mean", T, None, False, f32, Out(T.mean()))
cases.add("Prod", X, f32, Out(X.prod()))
cases.add("ProdDim", X, 1, True, f32, Out(X.prod(1, True)))
cases.add("ProdDim", I, -1, False, i64, Out(I.prod(-1)), aicpu=0)
cases.add("ProdDim", I, -1, False, i32, Out(I.prod(-1, dtype=i32)), aicpu=1)
cases.add("All", T, [1], False, Out(torch.all(T, 1)))
cases.add("Any", I, [1], True, Out(torch.any(I, 1, True)))
cases.add("LogSumExp", T, [1], False, Out(T.logsumexp(1)))
cases.add("LogSumExp", torch.full((2, 2), -math.inf), [1], False, Out(torch.full((2,), -math.inf)))

cases.add("Amax", T, [1], False, Out(T.amax(1)))
cases.add("Amin", T, [1], False, Out(T.amin(1)))
for dtype, aicpu in [(i32, 0), (i64, 0), (i8, 0), (i16, 1)]:
    cases.add("Amax", I.to(dtype), [0], False, Out(I.to(dtype).amax(0)), aicpu=aicpu)
    cases.add("Min", I.to(dtype), Out(I.to(dtype).min()), aicpu=aicpu)
cases.add("Max", X, Out(X.max()))
for dim, keep in [(1, True), (0, False), (-1, False)]:
    for dtype in (i32, i64):
        values, places = X.max(dim, keep)
        cases.add("MaxDim", X, dim, keep, Out(values), Out(places.to(dtype)))
    values, places = X.half().min(dim, keep)
    cases.add("MinDim", strided(X.half()), dim, keep, Out(values, apart=True), Out(places.to(i32)))
    cases.add("ArgMax", X, dim, keep, Out(X.argmax(dim, keep).to(i32)))
    cases.add("ArgMin", strided(X), dim, keep, Out(X.argmin(dim, keep)))
values, places = X.min(1)
cases.add("MinDim", X, 1, False, Out(values), Out(places), status=161002)
first = torch.tensor([1, 0, 0], dtype=i32)
cases.add("ArgMax", T, 1, False, Out(first), aicpu=0)
cases.add("MaxDim", T, 1, False, Out(T.max(1).values), Out(first))
cases.add("ArgMax", I, 1, False, Out(torch.tensor([0, 2], dtype=i32)), aicpu=0)
cases.add("ArgMin", I, 1, False, Out(torch.tensor([1, 0], dtype=i32)))
cases.add("ArgMax", I, 1, False, Out(torch.tensor([0, 2], dtype=i32)), aicpu=1, soc="Ascend310P3")
cases.add("ArgMax", T, 1, False, Out(T[:, 0]), status=161002)

for descending in (False, True):
    for values in (T, I, X.half(), I.to(i64), I.to(u8)):
        order = torch.sort(values, dim=-1, descending=descending, stable=True)
        cases.add("Sort", values, True, -1, descending, Out(order.values), Out(order.indices), aicpu=int(not values.is_floating_point()))
    order = torch.sort(X, dim=1, descending=descending, stable=True)
    cases.add("Sort", strided(X), True, 1, descending, Out(order.values, apart=True), Out(order.indices, apart=True))
    cases.add("Argsort", X, 0, descending, Out(X.argsort(0, descending)))
    for dim, k in [(-1, 3), (0, 2), (1, 0), (1, 3)]:
        top = torch.topk(X, k, dim, largest=descending)
        cases.add("Topk", X, k, dim, descending, True, Out(top.values), Out(top.indices))
cases.add("Topk", X, 2, 1, True, False, Out(X[:, :2]), Out(X[:, :2].to(i64)), status=161002)
cases.add("Topk", X, 2, 1, True, True, Out(X[:, :2]), Out(X[:, :2].to(i32)), status=161002)
cases.add("Topk", X, 4, 1, True, True, Out(X[:, :2]), Out(X[:, :2].to(i64)), status=161002)

for dim in (0, 1, -1):
    cases.add("Cumsum", X, dim, f32, Out(X.cumsum(dim)))
    cases.add("Cumsum", strided(X.half()), dim, f16, Out(X.half().cumsum(dim), apart=True), tolerance=2)
    exclusive = X.flip(dim).cumsum(dim).flip(dim)
    cases.add("CumsumV2", X, dim, False, True, Out(exclusive), tolerance=4)
    cases.add("CumsumV2", X, dim, True, False, Out(X.cumsum(dim) - X), tolerance=8)
    cases.add("Cumprod", X, Num(dim, i32), f32, Out(X.cumprod(dim)), aicpu=1)
    for name, function in [("Cummax", torch.cummax), ("Cummin", torch.cummin)]:
        values, places = function(X, dim)
        cases.add(name, X, dim, Out(values), Out(places.to(i32)), aicpu=int(name == "Cummax"))
for name, function in [("Cummax", torch.cummax), ("Cummin", torch.cummin)]:
    for x in (T, I):
        values, places = function(x, 1)
        cases.add(name, x, 1, Out(values), Out(places))
cases.add("Cumsum", I, 1, i32, Out(I.cumsum(1, dtype=i32)), aicpu=0)
cases.add("Cumsum", I, 1, i64, Out(I.cumsum(1)), aicpu=1)
cases.add("Cumprod", I, Num(1, i64), i32, Out(I.cumprod(1, dtype=i32)))
cases.add("Cumsum", X, 1, f16, Out(X), status=161002)
cases.add("Cummin", T, 1, Out(T), Out(T.to(i32)), status=561003, soc="Ascend310P3")
cases.save("reduce")
