"""Cases of include/inkstone_ascend/aclnn_index.h."""

import torch
import torch.nn.functional as F

from cases import Cases, Num, Out, Ref, strided

f32, f16, bf16, f64 = torch.float32, torch.float16, torch.bfloat16, torch.float64
i8, u8, i16, i32, i64, boolean = torch.int8, torch.uint8, torch.int16, torch.int32, torch.int64, torch.bool
N = torch.arange(24, dtype=f32).reshape(2, 3, 4)
W = torch.arange(20, dtype=f32).reshape(5, 4) / 7
PICK = torch.tensor([2, 0, 2, 1], dtype=i64)
cases = Cases()

for dtype in (f32, bf16, i64, boolean):
    ids = torch.tensor([[4, 0, 4], [1, 2, 2]], dtype=i32)
    cases.add("Embedding", W.to(dtype), ids, Out(F.embedding(ids, W.to(dtype))), aicpu=0)
cases.add("Embedding", strided(W), PICK, Out(W[PICK], apart=True))
cases.add("Embedding", N, PICK, Out(N), status=161002)
cases.add("Embedding", W, W[0], Out(W[:4]), status=161002)
for dim, index in [(0, PICK[1:2]), (1, PICK), (-1, torch.tensor([3, 3, 0]))]:
    for dtype in (f32, f16, u8, i32):
        cases.add("IndexSelect", N.to(dtype), dim, index.to(i32), Out(N.to(dtype).index_select(dim, index)))
    cases.add("IndexSelect", strided(N), dim, index, Out(N.index_select(dim, index), apart=True))
cases.add("IndexSelect", N, 1, PICK.reshape(2, 2), Out(N), status=161002)
cases.add("IndexSelect", N.to(f64), 1, PICK, Out(N.to(f64)[:, PICK]), aicpu=1)
grid = torch.tensor([[2, 0], [1, 1]])
cases.add("GatherV2", N, 1, grid, Out(N[:, grid]))
cases.add("GatherV2", strided(N.to(i8)), -1, grid, Out(N.to(i8)[:, :, grid], apart=True))
cases.add("GatherV3", N, 0, grid % 2, 0, 0, Out(N[grid % 2]))
cases.add("GatherV3", N, 0, grid % 2, 0, 0, Out(N[grid % 2]), status=561003, soc="Ascend310P3")

index = torch.tensor([[[2, 0, 1, 2], [0, 0, 2, 1]], [[1, 1, 1, 0], [2, 2, 0, 0]]])
for dtype, aicpu in [(f32, 0), (f16, 0), (u8, 0), (i64, 0), (boolean, 1)]:
    cases.add("Gather", N.to(dtype), 1, index.to(i32), Out(N.to(dtype).gather(1, index)), aicpu=aicpu)
cases.add("Gather", strided(N), -1, strided(index), Out(N.gather(-1, index), apart=True))
cases.add("Gather", N, 0, index % 2, Out(N.gather(0, index % 2)))
cases.add("Gather", N, 1, index[0], Out(N), status=161002)
cases.add("Gather", N, 1, index.to(f32), Out(N[:, :2]), status=161002)
places = torch.tensor([[1, 2], [0, 0], [1, -1]])
cases.add("GatherNd", N, places[:2].to(i32), False, Out(N[places[:2, 0], places[:2, 1]]))
cases.add("GatherNd", strided(N), places, True, Out(N[places[:, 0], places[:, 1]]))
cases.add("Take", N, torch.tensor([[3, 23], [0, -1]]), Out(N.take(torch.tensor([[3, 23], [0, -1]]))))
cases.add("Index", N, [torch.tensor([[0], [1]]), PICK], Out(N[torch.tensor([[0], [1]]), PICK]))
cases.add("Index", strided(N.to(i32)), [torch.tensor([1, 0, -1])], Out(N.to(i32)[[1, 0, -1]], apart=True))

src = torch.arange(24, dtype=f32).reshape(2, 3, 4) * 10 + 1
distinct = torch.tensor([[[2, 0, 1, 2], [0, 1, 2, 1]], [[1, 1, 1, 0], [2, 2, 0, 2]]])
for dtype, aicpu in [(f32, 0), (i32, 0), (i64, 1)]:
    n, s = N.to(dtype), src.to(dtype)
    cases.add("Scatter", n, 1, distinct, s, 0, Out(n.scatter(1, distinct, s)), aicpu=aicpu)
    cases.add("Scatter", n, 1, index, s, 1, Out(n.scatter_add(1, index, s)))
    cases.add("ScatterAdd", n, 1, index.to(i32), s, Out(n.scatter_add(1, index, s)), aicpu=aicpu)
    cases.add("ScatterValue", n, 1, index, Num(5.0), 0, Out(n.scatter(1, index, 5)))
cases.add("Scatter", N, 1, distinct, src, 2, Out(N.scatter(1, distinct, src, reduce="multiply")))
cases.add("InplaceScatter", Ref(strided(N), N.scatter(1, distinct, src)), 1, distinct, strided(src), 0)
cases.add("ScatterAdd", N.half(), -1, index, src.half(), Out(N.half().scatter_add(-1, index, src.half())), tolerance=2)
cases.add("ScatterAdd", N, 1, index, strided(src), Out(N), status=161002)
cases.add("ScatterAdd", N, 1, index, src, Out(N), status=561003, soc="Ascend310P3")
cases.add("Scatter", N, 1, index, src, 3, Out(N), status=161002)

rows = src[:, :2]
row = torch.tensor([2, 2])
for dtype, aicpu in [(f32, 0), (f16, 0), (i32, 0), (i64, 1)]:
    n, s = N.to(dtype), rows.to(dtype)
    cases.add("IndexAdd", n, 1, row.to(i32), s, Num(1.0), Out(n.index_add(1, row, s)), aicpu=aicpu)
cases.add("IndexAdd", strided(N), 1, row, strided(rows), Num(0.5), Out(N.index_add(1, row, rows, alpha=0.5), apart=True))
cases.add("IndexAddV2", N, 1, row, rows, Num(2.0), 0, Out(N.index_add(1, row, rows, alpha=2)))
cases.add("IndexAdd", N, 1, row, src, Num(1.0), Out(N), status=161002)
put = torch.tensor([2, 0])
copied = N.index_copy(1, put, rows)
cases.add("InplaceIndexCopy", Ref(strided(N), copied), 1, put, rows)
cases.add("InplaceIndexCopy", Ref(N.to(u8), N.to(u8).index_copy(1, put, rows.to(u8))), 1, put.to(i32), rows.to(u8))
cases.add("IndexCopy", Ref(N, N), 1, put, rows, Out(copied))
at = torch.tensor([[1, 2], [0, 0]])
updated = N.index_put((at[:, 0], at[:, 1]), src[0, :2])
cases.add("ScatterNdUpdate", Ref(N, updated), at, src[0, :2])
cases.add("ScatterNd", N, at.to(i32), src[0, :2], Out(updated))
cases.add("ScatterNd", N.to(i32), at.to(i32), src[0, :2].to(i32), Out(updated.to(i32)), status=161002)
for accumulate in (False, True):
    want = N.index_put((torch.tensor([0, 1]), torch.tensor([2, -1])), src[0, :2], accumulate)
    cases.add("IndexPutImpl", Ref(N, want), [torch.tensor([0, 1]), torch.tensor([2, -1])], src[0, :2], accumulate, False)
want = N.index_put((torch.tensor([0, 0]),), torch.tensor([0.5]), True)
cases.add("IndexPutImpl", Ref(N, want), [torch.tensor([0, 0])], torch.tensor([0.5]), True, False)
cache = N.clone()
cache[0, 2:3], cache[1, 0:1] = src[0, :1], src[1, :1]
cases.add("InplaceScatterUpdate", Ref(N, cache), torch.tensor([2, 0]), src[:, :1], -2)

words = torch.tensor([1, 3, 1, 0])
grad = src[0].repeat(2, 1)[:4]
for scale in (False, True):
    want = torch.ops.aten.embedding_dense_backward(grad, words, 5, 3, scale)
    cases.add("EmbeddingDenseBackward", grad, words, 5, 3, scale, Out(want))
want = torch.ops.aten.embedding_dense_backward(grad, words, 5, -1, False)
cases.add("EmbeddingDenseBackward", grad, words, 5, -1, False, Out(want))

mask = torch.tensor([True, False, False, True])
cases.add("MaskedSelect", N, mask, Out(N.masked_select(mask), room=[24]))
cases.add("MaskedSelect", strided(N.to(i16)), N > 20, Out(N.to(i16)[N > 20], room=[24]), aicpu=0)
cases.add("Nonzero", (N % 5 == 0), Out((N % 5 == 0).nonzero(), room=[24, 3]), aicpu=0)
cases.add("Nonzero", strided(N - 3), Out((N - 3).nonzero(), room=[24, 3]))
cases.save("index")
