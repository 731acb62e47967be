"""Cases of include/inkstone_ascend/aclnn_activation.h."""

import torch
import torch.nn.functional as F

from cases import Cases, F64, Num, Out, Ref, strided
from cases_nn import Bools, save, values

f32, f16, bf16, f64 = torch.float32, torch.float16, torch.bfloat16, torch.float64
X = torch.tensor([-30.0, -6, -3.5, -2, -0.75, -0.125, -0.0, 0.0, 0.25, 1, 2.5, 7, 40, float("inf"), float("nan"), -20.5]).reshape(2, 8)
cases = Cases()


def once(function, *given, dtype=None):
    """Computed in float64 and rounded once."""
    return function(*(x.double() for x in given)).to(dtype or given[0].dtype)


FUNCTIONS = {
    "Sigmoid": torch.sigmoid, "LogSigmoid": F.logsigmoid, "Hardsigmoid": F.hardsigmoid, "Silu": F.silu, "Relu": torch.relu,
    "Gelu": lambda x: F.gelu(x, approximate="tanh"),
}
for name, function in FUNCTIONS.items():
    # Of minus infinity nothing is asked.
    for dtype in (f32, f16, bf16):
        cases.add(name, X.to(dtype), Out(once(function, X.to(dtype))))
    cases.add(name, strided(X), Out(once(function, X), apart=True))
    cases.add(name, X, Out(X.t()), status=161002)
    cases.add(name, X.bfloat16(), Out(X.bfloat16()), status=161002, soc="Ascend310P3")
    if name != "Relu":
        cases.add(name, X.to(torch.int32), Out(X.to(torch.int32)), status=161002)
whole = torch.tensor([-3, 0, 5], dtype=torch.int64)
cases.add("Relu", whole, Out(torch.relu(whole)), aicpu=0)
for approximate, kind in [(0, "none"), (1, "tanh")]:
    for dtype in (f32, f16, bf16):
        cases.add("GeluV2", X.to(dtype), approximate, Out(once(lambda x: F.gelu(x, approximate=kind), X.to(dtype))))
cases.add("GeluV2", X, 2, Out(X), status=161002)
cases.add("LeakyRelu", X, Num(0.1), Out(once(lambda x: F.leaky_relu(x, float(torch.tensor(0.1))), X)))
cases.add("Softplus", X, Num(2.0), Num(10.0), Out(once(lambda x: F.softplus(x, 2, 10), X)))
P = values(2, 3, 4)
for weight in (torch.tensor([0.25]), torch.tensor([0.5, -1, 2])):
    cases.add("Prelu", P, weight, Out(F.prelu(P, weight)))
cases.add("Prelu", P, torch.tensor([0.5, 1]), Out(P), status=161002)
for dtype in (f32, f16, bf16):
    x = values(2, 2, 4, dtype=dtype)
    for dim in (-1, 1, 0):
        halves = x if dim else torch.cat([x, x.flip(2)])
        gate, up = halves.double().chunk(2, dim)
        cases.add("SwiGlu", halves if dim == 0 else x, dim, Out((F.silu(gate) * up).to(dtype)))
    cases.add("SwiGlu", x.transpose(0, 1), -1, Out(values(2, 2, 2, dtype=dtype)), status=161002)
    cases.add("SwiGlu", values(3, 5, dtype=dtype), -1, Out(values(3, 2, dtype=dtype)), status=161002)
    for dim in (-1, 0, 1):
        cases.add("Softmax", x, dim, Out(once(lambda x: x.softmax(dim), x)))
        cases.add("LogSoftmax", strided(x), dim, Out(once(lambda x: x.log_softmax(dim), x), apart=True))
cases.add("Softmax", x, 3, Out(x), status=161002)
hidden = torch.tensor([[1.0, float("-inf"), 2.0], [float("-inf"), 0.0, float("-inf")]])
cases.add("Softmax", hidden, 1, Out(once(lambda x: x.softmax(1), hidden)))
cases.add("Softmax", hidden.double(), 1, Out(hidden.double().softmax(1)), aicpu=1)
grad = values(2, 8)
x = X.nan_to_num(0, 3, -3).requires_grad_()
F.gelu(x).backward(grad)
cases.add("GeluBackward", grad, x.detach(), Out(x.grad))

# Norms.
EPS = 1e-5
for dtype in (f32, f16, bf16):
    x, weight, bias = (values(*shape, dtype=dtype) for shape in [(2, 2, 8), (8,), (8,)])
    norm = lambda x, *rest: F.layer_norm(x, (8,), *rest, eps=EPS)
    mean, variance = x.double().mean(-1, True), x.double().var(-1, correction=0, keepdim=True)
    rstd = (variance + EPS).rsqrt()
    for given in ([weight, bias], [weight, None], [None, None]):
        want = norm(x.double(), *(one if one is None else one.double() for one in given)).to(dtype)
        cases.add("LayerNorm", x, [8], *given, F64(EPS), Out(want), None, None)
    cases.add("LayerNorm", strided(x), [8], weight.float(), bias.float(), F64(EPS), Out(once(norm, x, weight, bias), apart=True), None, None)
    cases.add("LayerNorm", x, [8], weight, bias, F64(EPS), Out(once(norm, x, weight, bias)), Out(mean.float()), Out(rstd.float()))
    both = values(2, 8, dtype=dtype)
    want = F.layer_norm(x.double(), (2, 8), both.double(), both.double(), EPS).to(dtype)
    cases.add("LayerNorm", x, [2, 8], both, both, F64(EPS), Out(want), None, None)
    scale = (x.double().square().mean(-1, True) + EPS).rsqrt()
    rms = lambda gamma: (x.double() * scale * gamma.double()).to(dtype)
    cases.add("RmsNorm", x, weight, F64(EPS), Out(rms(weight)), Out(scale.float()))
    cases.add("RmsNorm", strided(x), weight, F64(EPS), Out(rms(weight), apart=True), Out(scale.float()))
    other = values(2, 2, 8, dtype=dtype)
    total = (x.double() + other.double()).to(dtype)
    scaled = (total.double().square().mean(-1, True) + EPS).rsqrt()
    want = (total.double() * scaled * weight.double()).to(dtype)
    cases.add("AddRmsNorm", x, other, weight, F64(EPS), Out(want), Out(scaled.float()), Out(total))
    together = x.double() + other.double() + bias.double()
    want = norm(together, weight.double(), bias.double()).to(dtype)
    moments = [Out(together.mean(-1, True).float()), Out((together.var(-1, correction=0, keepdim=True) + EPS).rsqrt().float())]
    cases.add("AddLayerNorm", x, other, weight, bias, bias, F64(EPS), True, Out(want), *moments, Out(together.to(dtype)))
fine = torch.randn(8, generator=torch.Generator().manual_seed(3))
x = values(4, 8, dtype=f16)
scale = (x.double().square().mean(-1, True) + EPS).rsqrt()
cases.add("RmsNorm", x, fine, F64(EPS), Out((x.double() * scale * fine.double()).half()), Out(scale.float()))
cases.add("RmsNorm", x.bfloat16(), fine, F64(EPS), Out(x.bfloat16()), Out(scale.float()), status=161002)
cases.add("RmsNorm", x.float(), fine.half(), F64(EPS), Out(x.float()), Out(scale.float()), status=161002)
cases.add("RmsNorm", x, fine, F64(EPS), Out(x), Out(scale.half()), status=161002)
cases.add("RmsNorm", x, fine, F64(EPS), Out(x), Out(scale[:, 0].float()), status=161002)
cases.add("RmsNorm", x, fine, F64(EPS), Out(x), Out(scale.float()), status=561002, soc="Ascend310P3")
cases.add("LayerNorm", x, [4], None, None, F64(EPS), Out(x), None, None, status=161002)
cases.add("LayerNorm", x.float(), [8], None, None, F64(EPS), Out(x.float()), None, None, status=161002, soc="Ascend310P3")

x, gamma, beta = values(2, 6, 1, 3), values(6), values(6)
groups = x.double().reshape(2, 3, -1)
rstd = (groups.var(-1, correction=0) + EPS).rsqrt().float()
cases.add("GroupNorm", x, gamma, beta, 2, 6, 3, 3, F64(EPS), Out(once(lambda *x: F.group_norm(x[0], 3, *x[1:], EPS), x, gamma, beta)),
          Out(groups.mean(-1).float()), Out(rstd))
cases.add("GroupNorm", x, gamma, beta, 2, 6, 3, 4, F64(EPS), Out(x), Out(rstd), Out(rstd), status=161002)
running = [values(6), values(6).abs() + 0.5]
want = once(lambda *x: F.batch_norm(x[0], x[1], x[2], x[3], x[4], eps=EPS), x, *running, gamma, beta)
cases.add("BatchNorm", x, gamma, beta, *(Ref(one, one) for one in running), False, F64(0.1), F64(EPS), Out(want), None, None)
moved = [one.double().clone() for one in running]
want = F.batch_norm(x.double(), *moved, gamma.double(), beta.double(), True, 0.1, EPS).float()
channels = x.double().transpose(0, 1).reshape(6, -1)
saved = [channels.mean(-1), (channels.var(-1, correction=0) + EPS).rsqrt()]
cases.add("BatchNorm", x, gamma, beta, *(Ref(one, new.float()) for one, new in zip(running, moved)), True, F64(0.1), F64(EPS), Out(want),
          *(Out(one.float()) for one in saved))
x, weight, bias = (values(*shape).requires_grad_() for shape in [(4, 6), (6,), (6,)])
grad = values(4, 6)
F.layer_norm(x, (6,), weight, bias, EPS).backward(grad)
mean, rstd = x.detach().mean(-1, True), (x.detach().var(-1, correction=0, keepdim=True) + EPS).rsqrt()
cases.add("LayerNormBackward", grad, x.detach(), [6], mean, rstd, weight.detach(), bias.detach(), Bools(True, True, True),
          Out(x.grad), Out(weight.grad), Out(bias.grad))
cases.add("LayerNormBackward", grad, x.detach(), [6], mean, rstd, weight.detach(), None, Bools(True, False, False), Out(x.grad), None, None)
save(cases, "activation_nn")
