"""Cases of include/inkstone_ascend/aclnn_matmul.h."""

import numpy as np
import torch

from cases import Cases, Num, Out, Ref, strided
from cases_nn import NZ, OutPicture, Picture, blocks, save, values

f32, f16, bf16 = torch.float32, torch.float16, torch.bfloat16
cases = Cases()


def product(a, b):
    return (a.double() @ b.double()).to(a.dtype)


def hf32(x):
    """float32 with 10 bits of mantissa, rounded to nearest, ties to even."""
    bits = x.numpy().view(np.uint32).astype(np.uint64)
    return torch.from_numpy(((bits + 0xFFF + (bits >> 13 & 1)) & 0xFFFFE000).astype(np.uint32).view(np.float32))


for dtype in (f32, f16, bf16):
    a, w = values(3, 11, dtype=dtype), values(5, 11, dtype=dtype)
    cases.add("Mm", a, w.t(), Out(product(a, w.t())), 0)
    cases.add("Mm", a, w.t().contiguous(), Out(product(a, w.t()), apart=True), 0)
    cases.add("Mm", strided(a), strided(w).t(), Out(product(a, w.t())), 1)
    cases.add("Matmul", a, w.t(), Out(product(a, w.t())), 0)
    # Rounded once, at the end: the sum of 2048 and many small numbers.
    ones = torch.ones(1, 200, dtype=dtype) / 8
    ones[0, 0] = 2048
    cases.add("Mm", ones, torch.ones(200, 1, dtype=dtype), Out(product(ones, torch.ones(200, 1, dtype=dtype))), 0)
    if dtype is bf16:
        continue
    b = values(2, 11, 3, dtype=dtype)
    batch = values(2, 2, 11, dtype=dtype)
    cases.add("BatchMatMul", batch, b, Out(product(batch, b)), 0)
    cases.add("BatchMatMul", batch, b.transpose(1, 2).contiguous().transpose(1, 2), Out(product(batch, b)), 0)
    row, bias = values(5, dtype=dtype), values(3, 5, dtype=dtype)
    for first in (row, bias, values(3, 1, dtype=dtype)):
        want = (0.5 * first.double() - 2 * (a.double() @ w.t().double())).to(dtype)
        cases.add("Addmm", first, a, w.t(), Num(0.5), Num(-2.0), Out(want), 0)
    hidden = torch.full((5,), float("nan"), dtype=dtype)
    cases.add("Addmm", hidden, a, w.t(), Num(0.0), Num(1.0), Out(product(a, w.t())), 0)
    want = (row[:3].double() + batch.double() @ b.double()).to(dtype)
    cases.add("Baddbmm", row[:3], batch, b, Num(1, torch.int64), Num(1, torch.int64), Out(want), 0)
    cases.add("Mv", a, w[0], Out(product(a, w[0])), 0)
    first = values(3, dtype=dtype)
    want = (2 * first.double() + 3 * (a.double() @ w[0].double())).to(dtype)
    cases.add("Addmv", first, a, w[0], Num(3.0), Num(2.0), Out(want), 0)
    cases.add("Dot", a[0], w[0], Out(product(a[0], w[0])))

a, b = values(2, 1, 3, 7), values(4, 7, 5)
cases.add("Matmul", a, b, Out(product(a, b)), 0)
cases.add("Matmul", values(7) * 0 + 1, b, Out(product(torch.ones(7), b)), 0)
cases.add("Matmul", a, b[0, :, 0], Out(product(a, b[0, :, 0])), 0)
cases.add("Matmul", b[0, :, 0], b[1, :, 1], Out(product(b[0, :, 0], b[1, :, 1])), 0)
six = values(2, 1, 2, 1, 2, 3)
cases.add("Matmul", six, six.transpose(-1, -2).flip(0), Out(product(six, six.transpose(-1, -2).flip(0))), 0)
cases.add("Matmul", values(0, 3), values(3, 2), Out(torch.zeros(0, 2)), 0)
cases.add("Dot", torch.tensor([3, -2], dtype=torch.int32), torch.tensor([5, 7], dtype=torch.int32), Out(torch.tensor(1, dtype=torch.int32)))
x, y = values(2, 3, 4), values(1, 3, 4)
cases.add("LinalgCross", x, y, 1, Out(torch.linalg.cross(x, y.expand_as(x), dim=1)))
cases.add("LinalgCross", x, y, 0, Out(x), status=161002)

# Fewer bits of mantissa where cubeMathType asks for it.
fine = torch.randn(4, 9, generator=torch.Generator().manual_seed(1)), torch.randn(9, 3, generator=torch.Generator().manual_seed(2))
cases.add("Mm", *fine, Out(product(*fine)), 0)
for kind in (1, 3):
    cases.add("Mm", *fine, Out(product(*map(hf32, fine))), kind)
cases.add("Mm", *fine, Out(product(*(x.half().float() for x in fine))), 2)
cases.add("Mm", *fine, Out(product(*(x.half().float() for x in fine))), 1, soc="Ascend310P3")
half = [x.half() for x in fine]
cases.add("Mm", *half, Out(product(*half)), 0, soc="Ascend310P3")
for kind, soc in [(0, "Ascend310P3"), (3, "Ascend310P3"), (4, None), (-1, None)]:
    cases.add("Mm", *fine, Out(product(*fine)), kind, status=161002, soc=soc)
cases.add("Mm", *(x.bfloat16() for x in fine), Out(product(*fine).bfloat16()), 0, status=161002, soc="Ascend310P3")

cases.add("Mm", fine[0].half(), fine[1].bfloat16(), Out(product(*fine)), 0, status=161002)
cases.add("Mm", fine[0].bfloat16(), fine[1], Out(product(*fine)), 0, status=161002)
cases.add("Mm", *half, Out(product(*fine)), 0, status=161002)
cases.add("Mm", fine[0].double(), fine[1].double(), Out(product(*fine).double()), 0, status=161002)
cases.add("Mm", fine[0], fine[1].t(), Out(product(*fine)), 0, status=161002)
cases.add("Mm", *fine, Out(product(*fine).t()), 0, status=161002)
cases.add("Mm", a, b, Out(product(a, b)), 0, status=161002)
cases.add("BatchMatMul", *fine, Out(product(*fine)), 0, status=161002)
cases.add("Addmm", values(2), *fine, Num(1.0), Num(1.0), Out(product(*fine)), 0, status=161002)

# Weights in blocks.
for dtype in (f16, bf16):
    x, w = values(2, 16, dtype=dtype), values(16, 32, dtype=dtype)
    cases.add("TransMatmulWeight", Ref(w, blocks(w)))
    cases.add("Mm", x, Picture(blocks(w).reshape(16, 32), NZ), Out(product(x, w)), 0)
    turned = blocks(w.t().contiguous()).reshape(32, 16).t()
    cases.add("Mm", x, Picture(turned, NZ), Out(product(x, w)), 0)
    cases.add("MatmulWeightNz", x, Picture(blocks(w), NZ), Out(product(x, w)), 0)
    uneven = values(10, 20, dtype=dtype)
    cases.add("NpuFormatCast", uneven, OutPicture(blocks(uneven), NZ))
x, w = values(2, 2, 10, dtype=f16), [values(10, 20, dtype=f16) for _ in range(2)]
cases.add("BatchMatMulWeightNz", x, Picture(torch.stack([blocks(one) for one in w]), NZ), Out(product(x, torch.stack(w))), 0)
cases.add("MatmulWeightNz", x[0], Picture(blocks(w[0]), NZ), Out(product(x[0], w[0])), 0)
cases.add("MatmulWeightNz", x[0], blocks(w[0]), Out(product(x[0], w[0])), 0, status=161002)
cases.add("TransMatmulWeight", Ref(values(16, 16), values(16, 16)), status=161002)
save(cases, "matmul_nn")
