"""Cases of include/inkstone_ascend/aclnn_attention.h."""

import torch

from cases import Cases, F64, Out, Ref, strided, tensor
from cases_nn import Text, Triangle, save, values

f32, f16, bf16 = torch.float32, torch.float16, torch.bfloat16
ALL = 2**31 - 1
cases = Cases()


# Rotary embedding.
def turned(x, cos, sin, halves):
    x, cos, sin = x.double(), cos.double(), sin.double()
    if halves:
        first, second = x.chunk(2, -1)
        other = torch.cat([-second, first], -1)
    else:
        other = torch.stack([-x[..., 1::2], x[..., ::2]], -1).reshape(x.shape)
    return x * cos + other * sin


def add_rope(x, cos, sin, mode, **more):
    want = turned(x, cos, sin, mode == 0).to(x.dtype) if "status" not in more else x
    cases.add("RotaryPositionEmbedding", x, cos, sin, mode, Out(want), **more)


for dtype in (f32, f16, bf16):
    x = values(2, 3, 2, 4, dtype=dtype)
    for shape in [(1, 3, 1, 4), (2, 3, 1, 4), (1, 1, 2, 4), (2, 1, 2, 4)][:4 if dtype is f32 else 1]:
        cos, sin = values(*shape, dtype=dtype), values(*shape, dtype=dtype)
        add_rope(x, cos, sin, 0)
        add_rope(strided(x) if shape[0] == 1 else x, cos, sin, 1)
add_rope(x, values(1, 3, 1, 2, dtype=bf16), values(1, 3, 1, 2, dtype=bf16), 0, status=161002)
add_rope(x, values(1, 3, 2, 4, dtype=bf16), values(1, 3, 2, 4, dtype=bf16), 0, status=161002)
add_rope(x, cos.float(), sin.float(), 0, status=161002)
add_rope(x, cos, sin, 7, status=161002)
add_rope(x.half(), cos.half(), sin.half(), 0, status=561003, soc="Ascend310P3")
q, k = values(1, 1, 2, 128, dtype=f16), values(1, 1, 1, 128, dtype=f16)
cos, sin = values(1, 1, 1, 128, dtype=f16), values(1, 1, 1, 128, dtype=f16)
refs = [Ref(x, turned(x, cos, sin, True).half()) for x in (q, k)]
cases.add("ApplyRotaryPosEmb", *refs, cos, sin, 1)
cases.add("ApplyRotaryPosEmbV2", *refs, cos, sin, 1, Text("half"))
cases.add("ApplyRotaryPosEmbV2", *(Ref(x, turned(x, cos, sin, False).half()) for x in (q, k)), cos, sin, 1, Text("interleave"))
cases.add("ApplyRotaryPosEmb", *(Ref(x[..., :64].contiguous(), x[..., :64]) for x in (q, k)), cos[..., :64], sin[..., :64], 1, status=161002)
table = values(5, 6)
q, k = values(3, 2 * 8), values(3, 8)
for neox in (True, False):
    for sections, positions in [(None, torch.tensor([4, 0, 2])), ([1, 1, 1], torch.tensor([[4, 0, 2], [1, 1, 3], [0, 2, 2]]))]:
        rows = table[positions] if sections is None else torch.stack([table[p] for p in positions])
        half = [rows[..., :3], rows[..., 3:]]
        if sections:
            half = [torch.stack([one[at, :, at] for at in range(3)], -1) for one in half]
        wide = [torch.cat([one, one], -1) if neox else one.repeat_interleave(2, -1) for one in half]
        outs = []
        for x in (q, k):
            heads = x.reshape(3, -1, 8)
            moved = turned(heads[..., :6], wide[0][:, None], wide[1][:, None], neox).float()
            outs.append(Out(torch.cat([moved, heads[..., 6:]], -1).reshape(x.shape)))
        cases.add("RopeWithSinCosCache", positions, q, k, table, sections, 8, neox, *outs)


# Attention. Tensors are made as [batch, heads, tokens, head].
def laid(x, layout):
    return {"BNSD": x, "BSND": x.transpose(1, 2), "BSH": x.transpose(1, 2).flatten(2), "SBH": x.permute(2, 0, 1, 3).flatten(2)}[layout].contiguous()


def attend(q, k, v, scale, hidden=None, shift=None):
    """The result and the logarithm of the sum of exponents; a query that sees nothing sees all alike."""
    group = q.shape[1] // k.shape[1]
    k, v = (x.double().repeat_interleave(group, 1) for x in (k, v))
    scores = q.double() @ k.transpose(-1, -2) * scale
    if shift is not None:
        scores = scores + shift.double()
    if hidden is not None:
        scores = scores.masked_fill(hidden, -1e30)
    return (scores.softmax(-1) @ v).to(q.dtype), scores.logsumexp(-1, True).float()


def fused(q, k, v, layout, want, mask=None, mode=0, lens=(None, None), shift=None, lse=None, version=2, before=ALL, after=ALL, precise=0,
          heads=None, **more):
    n, kv = heads or (q.shape[1], k.shape[1])
    out = layout.split("_")[-1]
    first = layout.split("_")[0]
    give = lambda x: laid(x, first) if x.dim() == 4 else x
    cases.add(
        f"FusedInferAttentionScoreV{version}", give(q), [give(k)], [give(v)], shift, mask, *lens, *[None] * 16, None,
        *[None] * {2: 0, 3: 3, 4: 5}[version], n, F64(0.5), before, after, Text(layout), kv, mode, precise, 0, 0, lse is not None, 0, 0,
        *[0] * (version == 4), Out(laid(want, out) if want.dim() == 4 else want), None if lse is None else Out(lse), tolerance=4, **more)


for dtype in (f16, bf16):
    q, k, v = values(2, 2, 3, 16, dtype=dtype), values(2, 1, 5, 16, dtype=dtype), values(2, 1, 5, 16, dtype=dtype)
    want, lse = attend(q, k, v, 0.5)
    for layout in ("BNSD", "BSND", "BSH", "BNSD_BSND")[:None if dtype is f16 else 1]:
        fused(q, k, v, layout, want, lse=lse if layout == "BSND" else None)
    hidden = torch.rand(2, 1, 3, 5, generator=torch.Generator().manual_seed(5)) < 0.4
    hidden[..., 0] = False
    fused(q, k, v, "BSND", attend(q, k, v, 0.5, hidden)[0], mask=hidden)
    fused(q, k, v, "BSND", attend(q, k, v, 0.5, hidden[:1])[0], mask=hidden[0, 0].to(torch.int8))
    fused(q, k, v, "BNSD", attend(q, k, v, 0.5, hidden)[0], mask=hidden[:, 0].to(torch.uint8), version=3)
    place = torch.arange(5) - torch.arange(3)[:, None]
    fused(q, k, v, "BNSD", attend(q, k, v, 0.5, place > 0)[0], mask=Triangle(), mode=2)
    fused(q, k, v, "BSND", attend(q, k, v, 0.5, place > 2)[0], mask=Triangle(torch.int8), mode=3)
q, k, v = (x.half() for x in (q, k, v))
fused(q, k, v, "BSND", attend(q, k, v, 0.5, place <= 0)[0], mask=Triangle(below=True), mode=2)
fused(q, k, v, "BSND", attend(q, k, v, 0.5, (place > 1) | (place < -1) | hidden[0, 0])[0], mask=hidden[0, 0], before=1, after=1)
fused(q, k, v, "BSND", attend(q, k, v, 0.5, hidden[0, 0])[0], mask=hidden[0, 0], mode=1, before=1, after=1)
shift = values(1, 2, 3, 5, dtype=f16)
fused(q, k, v, "BNSD", attend(q, k, v, 0.5, shift=shift)[0], shift=shift)
short = attend(q[:, :, :2], k[:, :, :4], v[:, :, :4], 0.5)[0]
fused(q, k, v, "BNSD", torch.cat([short, torch.zeros(2, 2, 1, 16, dtype=f16)], 2), lens=([2], [4, 4]), version=4)
place = torch.arange(4) - torch.arange(2)[:, None]
short = attend(q[:, :, :2], k[:, :, :4], v[:, :, :4], 0.5, place > 2)[0]
fused(q, k, v, "BNSD", torch.cat([short, torch.zeros(2, 2, 1, 16, dtype=f16)], 2), lens=([2], [4]), mask=Triangle(), mode=3)
blind = hidden.clone()
blind[1, 0, 2] = True
seen = attend(q, k, v, 0.5, blind)[0]
fused(q, k, v, "BNSD", seen, mask=blind)
fused(q, k, v, "BNSD", seen.where(torch.arange(6).reshape(2, 1, 3, 1) != 5, 0), mask=blind, precise=2)
one = q[:, :, :1]
fused(one, k, v, "BSND", attend(one, k, v, 0.5)[0])
fused(one, k, v, "BSND", attend(one, k, v, 0.5, hidden[:, :, :1])[0], mask=hidden[:, 0, 0].contiguous())

refused = [
    dict(dtype=f32), dict(size=24), dict(layout="TND"), dict(heads=(3, 1)), dict(mode=4), dict(mode=3),
    dict(mask=hidden[0, 0].half()), dict(mask=hidden[0, 0, :, :4]), dict(mode=3, mask=hidden[0, 0]), dict(precise=4), dict(lens=([4], None)),
    dict(strided=True), dict(soc="Ascend310P3", status=561003),
]
for wrong in refused:
    wrong = dict(wrong)
    dtype, size, apart = wrong.pop("dtype", f16), wrong.pop("size", 16), wrong.pop("strided", False)
    given = [torch.cat([x, x], -1)[..., :size].to(dtype) for x in (q, k, v)]
    layout = wrong.pop("layout", "BNSD")
    want = given[0].contiguous()
    if layout == "TND":
        given, want, wrong["heads"] = [laid(x, "BSND")[0] for x in given], laid(given[0], "BSND")[0], (2, 1)
    fused(*given, layout, want, **({"status": 561002} | wrong))
    if apart:
        cases.all[-1]["arguments"][0] = tensor(strided(given[0]))


def prompt(q, k, v, layout, want, mask=None, mode=0, **more):
    first, last = layout.split("_")[0], layout.split("_")[-1]
    cases.add("PromptFlashAttentionV3", laid(q, first), laid(k, first), laid(v, first), None, mask, None, None, *[None] * 5, q.shape[1],
              F64(0.5), ALL, ALL, Text(layout), k.shape[1], mode, 0, Out(laid(want, last)), tolerance=4, **more)


def step(q, k, v, layout, want, mask=None, lens=None, **more):
    cases.add("IncreFlashAttentionV4", laid(q, layout), [laid(k, layout)], [laid(v, layout)], None, mask, lens, *[None] * 9, q.shape[1], F64(0.5),
              Text(layout), k.shape[1], 0, 0, Out(laid(want, layout)), tolerance=4, **more)


odd = [x[..., :5] for x in (q, k, v)]
for soc in (None, "Ascend310P3"):
    prompt(*odd, "BSND", attend(*odd, 0.5, hidden)[0], mask=hidden, soc=soc)
    prompt(q, k, v, "BNSD_BSND", attend(q, k, v, 0.5)[0], soc=soc)
    step(one, k, v, "BSH", attend(one, k, v, 0.5)[0], soc=soc)
    step(one, k, v, "BNSD", attend(one, k[:, :, :4], v[:, :, :4], 0.5)[0], lens=[4], soc=soc)
    step(q, k, v, "BNSD", q, status=561002, soc=soc)
prompt(q, k, v, "BSND", attend(q, k, v, 0.5, hidden)[0], mask=hidden.to(torch.uint8))
prompt(q, k, v, "BSND", q, mask=hidden.to(torch.uint8), status=561002, soc="Ascend310P3")
prompt(*(x.bfloat16() for x in (q, k, v)), "BSND", q.bfloat16(), status=561002, soc="Ascend310P3")


def training(q, k, v, layout, hidden=None, mask=None, mode=0, **more):
    group = q.shape[1] // k.shape[1]
    scores = q.double() @ k.double().repeat_interleave(group, 1).transpose(-1, -2) * 0.5
    if hidden is not None:
        scores = scores.masked_fill(hidden, -torch.inf)
    largest = scores.amax(-1, True)
    moments = [x.float().expand(*x.shape[:3], 8) for x in (largest, (scores - largest).exp().sum(-1, True))]
    want = attend(q, k, v, 0.5, hidden)[0]
    cases.add("FlashAttentionScore", laid(q, layout), laid(k, layout), laid(v, layout), None, None, None, mask, None, F64(0.5), F64(1), ALL, ALL,
              q.shape[1], Text(layout), 0, mode, *(Out(x.contiguous()) for x in moments), None, Out(laid(want, layout)),
              tolerance=4 if q.dtype != f32 else None, **more)


for dtype in (f32, f16, bf16):
    given = [x.to(dtype) for x in odd]
    for layout in ("BNSD", "BSND", "BSH", "SBH")[:None if dtype is f16 else 1]:
        training(*given, layout)
    training(*given, "BNSD", hidden, hidden)
training(*given, "BNSD", torch.arange(5) - torch.arange(3)[:, None] > 2, Triangle(), 3)
training(*given, "BNSD", status=561003, soc="Ascend310P3")
save(cases, "attention_nn")
