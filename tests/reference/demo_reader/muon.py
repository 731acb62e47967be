"""Muon with matrices of equal shape orthogonalised together, which is several times faster than one by one."""

import torch

_A, _B, _C = 3.4445, -4.7750, 2.0315
"""The quintic of the Newton-Schulz step: K. Jordan et al., "Muon: an optimizer for hidden layers in neural networks" (2024)."""


class Muon(torch.optim.Optimizer):
    """Nesterov momentum whose update is brought near to an orthogonal matrix; for two-dimensional parameters."""

    def __init__(self, params, lr, momentum=0.95, weight_decay=0.01, steps=5):
        super().__init__(params, dict(lr=lr, momentum=momentum, weight_decay=weight_decay, steps=steps))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            shapes = {}
            for param in group["params"]:
                if param.grad is not None:
                    shapes.setdefault(tuple(param.shape), []).append(param)
            for shape, params in shapes.items():
                grads = [param.grad for param in params]
                for param in params:
                    if "momentum" not in self.state[param]:
                        self.state[param]["momentum"] = torch.zeros_like(param)
                momenta = [self.state[param]["momentum"] for param in params]
                torch._foreach_lerp_(momenta, grads, 1 - group["momentum"])
                updates = torch._foreach_lerp(grads, momenta, group["momentum"])
                directions = orthogonal(torch.stack(updates), group["steps"])
                scale = max(1.0, shape[0] / shape[1]) ** 0.5
                torch._foreach_mul_(params, 1 - group["lr"] * group["weight_decay"])
                torch._foreach_add_(params, list(directions.unbind()), alpha=-group["lr"] * scale)


def orthogonal(matrices, steps):
    """Matrices (count, rows, columns) with their singular values brought near to 1, computed in bf16."""
    tall = matrices.shape[1] > matrices.shape[2]
    x = matrices.mT if tall else matrices
    x = (x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)).bfloat16()
    for _ in range(steps):
        gram = x @ x.mT
        x = _A * x + (_B * gram + _C * gram @ gram) @ x
    x = x.to(matrices.dtype)
    return x.mT if tall else x
