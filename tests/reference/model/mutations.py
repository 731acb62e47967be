"""Shows that the fixtures notice mistakes: each usual one is made, and the outputs must move.

    python tests/reference/model/mutations.py tests/reference/model/fixtures

loads every case, changes one thing in transformers' model at a time and compares with the
unchanged model. Exits with 1 if a change moves neither features nor logits by more than five
times the tolerance that tests use.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import torch
from transformers.activations import ACT2FN, GELUActivation
from transformers.models.paddleocr_vl import modeling_paddleocr_vl as modeling
from transformers.utils import logging

import expected
from cases import CASES, Case

TOLERANCE = 1e-4


def erf_in_vision(model) -> None:
    for layer in model.model.visual.vision_model.encoder.layers:
        layer.mlp.activation_fn = GELUActivation()


def tanh_in_projector(model) -> None:
    model.model.projector.act = ACT2FN["gelu_pytorch_tanh"]


def projector_eps(model) -> None:
    model.model.projector.pre_norm.eps = 1e-6


def vision_eps(model) -> None:
    for module in model.model.visual.modules():
        if isinstance(module, torch.nn.LayerNorm):
            module.eps = 1e-6 if module.eps == 1e-5 else 1e-5


def text_eps(model) -> None:
    for module in model.modules():
        if isinstance(module, modeling.PaddleOCRRMSNorm):
            module.variance_epsilon = 1e-6 if module.variance_epsilon == 1e-5 else 1e-5


def align_corners(model) -> None:
    model.model.visual.vision_model.embeddings.interpolation_align_corners = True


def no_post_layernorm(model) -> None:
    model.model.visual.vision_model.post_layernorm = torch.nn.Identity()


def vision_axes_swapped(model) -> None:
    rotary = model.model.visual.vision_model.encoder.rotary_pos_emb
    inner = rotary.forward
    rotary.forward = lambda x, position_ids: inner(x, position_ids.flip(-1))


def vision_theta(model) -> None:
    rotary = model.model.visual.vision_model.encoder.rotary_pos_emb
    rotary.inv_freq = rotary.inv_freq**1.1


def rows_and_columns_swapped(model) -> None:
    rotary = model.model.language_model.rotary_emb
    inner = rotary.forward
    rotary.forward = lambda x, position_ids: inner(x, position_ids[[0, 2, 1]])


def plain_positions(model) -> None:
    rotary = model.model.language_model.rotary_emb
    inner = rotary.forward

    def forward(x, position_ids):
        return inner(x, torch.arange(x.shape[1]).expand(3, 1, -1))

    rotary.forward = forward


def sections_reversed(model) -> None:
    rotary = model.model.language_model.rotary_emb
    rotary.mrope_section = rotary.mrope_section[::-1]


def text_theta(model) -> None:
    rotary = model.model.language_model.rotary_emb
    rotary.inv_freq = rotary.inv_freq**0.95


def kv_heads_interleaved(model) -> None:
    for layer in model.model.language_model.layers:
        attention = layer.self_attn
        if attention.num_key_value_heads > 1:
            order = torch.arange(attention.num_heads).view(attention.num_key_value_heads, -1).T
            rows = attention.q_proj.weight.view(attention.num_heads, attention.head_dim, -1)
            columns = attention.o_proj.weight.view(-1, attention.num_heads, attention.head_dim)
            shape, other = attention.q_proj.weight.shape, attention.o_proj.weight.shape
            attention.q_proj.weight.data = rows[order.flatten()].reshape(shape)
            attention.o_proj.weight.data = columns[:, order.flatten()].reshape(other)


def merge_order(model) -> None:
    projector = model.model.projector
    weight = projector.linear_1.weight
    blocks = weight.view(weight.shape[0], 2, 2, -1)
    projector.linear_1.weight.data = blocks.transpose(1, 2).reshape(weight.shape)


def patch_axes(model) -> None:
    embedding = model.model.visual.vision_model.embeddings.patch_embedding
    embedding.weight.data = embedding.weight.data.transpose(2, 3).contiguous()


def channels_reversed(model) -> None:
    embedding = model.model.visual.vision_model.embeddings.patch_embedding
    embedding.weight.data = embedding.weight.data.flip(1).contiguous()


def positions_absent(model) -> None:
    model.model.visual.vision_model.embeddings.position_embedding.weight.data.zero_()


def head_is_embedding(model) -> None:
    model.lm_head.weight = model.model.language_model.embed_tokens.weight


# What a change cannot show: one KV head has no order, and equal sections no reverse.
EXCEPT: dict[str, Callable[[Case], bool]] = {
    "kv_heads_interleaved": lambda case: case.text.kv_heads == 1,
    "sections_reversed": lambda case: case.text.mrope == case.text.mrope[::-1],
    "head_is_embedding": lambda case: case.tied,
}
MUTATIONS = [
    erf_in_vision,
    tanh_in_projector,
    projector_eps,
    vision_eps,
    text_eps,
    align_corners,
    no_post_layernorm,
    vision_axes_swapped,
    vision_theta,
    rows_and_columns_swapped,
    plain_positions,
    sections_reversed,
    text_theta,
    kv_heads_interleaved,
    merge_order,
    patch_axes,
    channels_reversed,
    positions_absent,
    head_is_embedding,
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("fixtures", type=Path)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    missed = 0
    for case in CASES:
        folder = arguments.fixtures / case.name
        inputs = expected.prompt(folder, arguments.fixtures / "images", "pair")[1]
        model = expected.load(folder, torch.float32)
        reference = expected.outputs(model, inputs)
        for mutation in MUTATIONS:
            if EXCEPT.get(mutation.__name__, lambda _: False)(case):
                continue
            model = expected.load(folder, torch.float32)
            with torch.no_grad():
                mutation(model)
            found = expected.outputs(model, inputs)
            gaps = {
                part: expected.deviation(found[part], reference[part])["max"]
                for part in ("vision", "projector", "logits")
            }
            noticed = max(gaps.values()) > 5 * TOLERANCE
            missed += not noticed
            shown = "  ".join(f"{part} {gap:.1e}" for part, gap in gaps.items())
            print(f"{case.name:10} {mutation.__name__:26} {shown}{'' if noticed else '  MISSED'}")
    sys.exit(missed > 0)


if __name__ == "__main__":
    main()
