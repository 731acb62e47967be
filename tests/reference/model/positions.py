"""Position ids of some prompts by transformers' get_rope_index, without any weights."""

from __future__ import annotations

import json

import torch
from transformers import PaddleOCRVLConfig
from transformers.models.paddleocr_vl.modeling_paddleocr_vl import PaddleOCRVLModel

IMAGE, START, END = 100295, 101305, 101306

# Patch grids (rows, columns) and the text around them; "image" stands for START, one
# placeholder per 2x2 patches, END. A number is that many text tokens.
PROMPTS = {
    "one_image": [2, (4, 6), 3],
    "tall_image": [1, (10, 2), 2],
    "wide_image": [4, (2, 16), 1],
    "two_images": [1, (6, 6), (2, 8), 5],
    "text_between": [3, (4, 4), 4, (8, 2), 2],
    "image_last": [2, (4, 6)],
    "full_page": [2, (64, 80), 7],
}


def make() -> str:
    """The prompts as JSON text."""
    core = PaddleOCRVLModel.get_rope_index
    holder = type("Holder", (), {})()
    holder.config = PaddleOCRVLConfig()
    holder.get_vision_position_ids = PaddleOCRVLModel.get_vision_position_ids.__get__(holder)
    out = {}
    for name, parts in PROMPTS.items():
        ids, kinds, grids, text = [], [], [], 10
        for part in parts:
            if isinstance(part, int):
                ids += range(text, text + part)
                kinds += [0] * part
                text += part
                continue
            tokens = part[0] * part[1] // 4
            ids += [START] + [IMAGE] * tokens + [END]
            kinds += [0] + [1] * tokens + [0]
            grids.append([1, *part])
        positions, delta = core(
            holder, torch.tensor([ids]), torch.tensor([kinds]), torch.tensor(grids)
        )
        out[name] = {
            "image_token_id": IMAGE,
            "input_ids": ids,
            "grid_thw": grids,
            "position_ids": positions[:, 0].tolist(),
            "rope_delta": delta.item(),
        }
    text = json.dumps(out, separators=(",", ":"))
    return text.replace('},"', '},\n"') + "\n"
