"""Writes a case's checkpoint folder: config, random weights, tokenizer, template."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file

import images
import vocabulary
from cases import Case

PATCH = 14
MERGE = 2


def special_ids(case: Case) -> dict[str, int]:
    """The ids that config.json and generation_config.json name."""
    _, ids = vocabulary.build(case.text.vocab)
    return {
        "pad_token_id": ids["<unk>"],
        "bos_token_id": ids["<s>"],
        "eos_token_id": ids["</s>"],
        "image_token_id": ids["<|IMAGE_PLACEHOLDER|>"],
        "video_token_id": ids["<|video_pad|>"],
        "vision_start_token_id": ids["<|IMAGE_START|>"],
        "vision_end_token_id": ids["<|IMAGE_END|>"],
    }


def forbidden_ids(case: Case) -> list[int]:
    """Ids that the answer must not contain: every special token."""
    _, ids = vocabulary.build(case.text.vocab)
    return sorted(ids[piece] for piece in ["<unk>", "<s>", "</s>", *vocabulary.SPECIAL])


def config(case: Case) -> dict:
    """config.json, flat as in the published repositories or nested as transformers 5 writes it."""
    text, vision, ids = case.text, case.vision, special_ids(case)
    language = {
        "head_dim": text.head_dim,
        "hidden_act": "silu",
        "hidden_size": text.hidden,
        "intermediate_size": text.intermediate,
        "max_position_embeddings": 4096,
        "num_attention_heads": text.heads,
        "num_hidden_layers": text.layers,
        "num_key_value_heads": text.kv_heads,
        "rms_norm_eps": text.eps,
        "use_bias": False,
        "vocab_size": text.vocab,
    }
    sight = {
        "hidden_act": "gelu_pytorch_tanh",
        "hidden_size": vision.hidden,
        "image_size": vision.image_size,
        "intermediate_size": vision.intermediate,
        "layer_norm_eps": vision.eps,
        "num_attention_heads": vision.heads,
        "num_channels": 3,
        "num_hidden_layers": vision.layers,
        "patch_size": PATCH,
        "spatial_merge_size": MERGE,
    }
    tokens = {key: ids[key] for key in ("pad_token_id", "bos_token_id", "eos_token_id")}
    marks = {key: value for key, value in ids.items() if key not in tokens}
    common = {
        "architectures": ["PaddleOCRVLForConditionalGeneration"],
        "model_type": "paddleocr_vl",
        "tie_word_embeddings": case.tied,
        **marks,
    }
    if case.config == "nested":
        rope = {"mrope_section": list(text.mrope), "rope_theta": text.theta, "rope_type": "default"}
        axial = {"rope_theta": 10000.0, "rope_type": "axial"}
        return {
            **common,
            "dtype": case.at_rest,
            "text_config": {
                "model_type": "paddleocr_vl_text",
                "dtype": case.at_rest,
                "rope_parameters": rope,
                "tie_word_embeddings": case.tied,
                "use_cache": True,
                **tokens,
                **language,
            },
            "vision_config": {
                "model_type": "paddleocr_vl_vision",
                "attention_dropout": 0.0,
                "dtype": case.at_rest,
                "rope_parameters": axial,
                **sight,
            },
        }
    return {
        **common,
        **tokens,
        **language,
        "attention_probs_dropout_prob": 0.0,
        "compression_ratio": 1.0,
        "hidden_dropout_prob": 0.0,
        "ignored_index": -100,
        "rope_is_neox_style": True,
        "rope_scaling": {
            "mrope_section": list(text.mrope),
            "rope_type": "default",
            "type": "default",
        },
        "rope_theta": text.theta,
        "sliding_window": None,
        "torch_dtype": case.at_rest,
        "use_3d_rope": True,
        "use_cache": False,
        "vision_config": {
            "model_type": "paddleocr_vl",
            "attention_dropout": 0.0,
            "pad_token_id": 0,
            "temporal_patch_size": 2,
            "tokens_per_second": 2,
            "torch_dtype": case.at_rest,
            **sight,
        },
        "weight_share_add_bias": True,
    }


def weights(case: Case, seed: int) -> dict[str, torch.Tensor]:
    """Random tensors under the original names, in the dtype at rest.

    The scales keep every part audible in the logits: peaked attention, norms near the size of
    their eps, biases and position embeddings that matter.
    """
    text, vision, scales = case.text, case.vision, case.scales
    random = np.random.Generator(np.random.PCG64(seed))
    tensors: dict[str, torch.Tensor] = {}

    def put(name: str, shape: tuple[int, ...], std: float, mean: float = 0.0) -> None:
        values = random.standard_normal(shape) * std + mean
        tensors[name] = torch.from_numpy(values.astype(np.float32))

    def linear(name: str, out: int, inp: int, gain: float, bias: float | None = None) -> None:
        put(f"{name}.weight", (out, inp), gain / inp**0.5)
        if bias is not None:
            put(f"{name}.bias", (out,), bias)

    def layer_norm(name: str, size: int, gain: float = 1.0) -> None:
        put(f"{name}.weight", (size,), 0.2 * gain, gain)
        put(f"{name}.bias", (size,), 0.1 * gain)

    peak = scales.scores**0.5
    v = vision.hidden
    root = "visual.vision_model"
    side = vision.image_size // PATCH
    put(f"{root}.embeddings.patch_embedding.weight", (v, 3, PATCH, PATCH), 0.5 / 588**0.5)
    put(f"{root}.embeddings.patch_embedding.bias", (v,), 0.05)
    put(f"{root}.embeddings.position_embedding.weight", (side * side, v), 0.2)
    for index in range(vision.layers):
        at = f"{root}.encoder.layers.{index}"
        layer_norm(f"{at}.layer_norm1", v)
        layer_norm(f"{at}.layer_norm2", v)
        linear(f"{at}.self_attn.q_proj", v, v, peak, 0.1)
        linear(f"{at}.self_attn.k_proj", v, v, peak, 0.1)
        linear(f"{at}.self_attn.v_proj", v, v, 1.0, 0.1)
        linear(f"{at}.self_attn.out_proj", v, v, 1.0, 0.1)
        linear(f"{at}.mlp.fc1", vision.intermediate, v, 1.5, 0.2)
        linear(f"{at}.mlp.fc2", v, vision.intermediate, 1.0, 0.1)
    layer_norm(f"{root}.post_layernorm", v, gain=0.15)
    if case.extras:
        put(f"{root}.embeddings.packing_position_embedding.weight", (32, v), 0.2)
        put(f"{root}.head.probe", (1, 1, v), 1.0)
        put(f"{root}.head.attention.in_proj_weight", (3 * v, v), 0.2)
        put(f"{root}.head.attention.in_proj_bias", (3 * v,), 0.1)
        linear(f"{root}.head.attention.out_proj", v, v, 1.0, 0.1)
        layer_norm(f"{root}.head.layernorm", v)
        linear(f"{root}.head.mlp.fc1", vision.intermediate, v, 1.0, 0.1)
        linear(f"{root}.head.mlp.fc2", v, vision.intermediate, 1.0, 0.1)

    merged = v * MERGE * MERGE
    layer_norm("mlp_AR.pre_norm", v)
    linear("mlp_AR.linear_1", merged, merged, 1.5, 0.2)
    linear("mlp_AR.linear_2", text.hidden, merged, scales.embed, 0.1 * scales.embed)

    h = text.hidden
    q, kv = text.heads * text.head_dim, text.kv_heads * text.head_dim
    put("model.embed_tokens.weight", (text.vocab, h), scales.embed)
    for index in range(text.layers):
        at = f"model.layers.{index}"
        put(f"{at}.input_layernorm.weight", (h,), 0.2, 1.0)
        put(f"{at}.post_attention_layernorm.weight", (h,), 0.2, 1.0)
        linear(f"{at}.self_attn.q_proj", q, h, peak)
        linear(f"{at}.self_attn.k_proj", kv, h, peak)
        linear(f"{at}.self_attn.v_proj", kv, h, 1.0)
        linear(f"{at}.self_attn.o_proj", h, q, scales.attention)
        linear(f"{at}.mlp.gate_proj", text.intermediate, h, 1.2)
        linear(f"{at}.mlp.up_proj", text.intermediate, h, 1.2)
        linear(f"{at}.mlp.down_proj", h, text.intermediate, scales.mlp)
    put("model.norm.weight", (h,), 0.2, 1.0)
    head = tensors["model.embed_tokens.weight"]
    if not case.tied:
        put("lm_head.weight", (text.vocab, h), scales.head / h**0.5)
        head = tensors["lm_head.weight"]
    # Quiet rows: the special tokens are never the best choice.
    head[forbidden_ids(case)] *= 0.3
    dtype = getattr(torch, case.at_rest)
    return {name: tensor.to(dtype) for name, tensor in tensors.items()}


def transformers_name(name: str) -> str:
    """The transformers-5 name of an original tensor name."""
    for old, new in (
        ("mlp_AR.", "model.projector."),
        ("visual.", "model.visual."),
        ("model.", "model.language_model."),
    ):
        if name.startswith(old):
            return new + name[len(old) :]
    return name


def write_weights(case: Case, folder: Path, tensors: dict[str, torch.Tensor]) -> None:
    """The weights in the case's naming and container."""
    if case.naming == "transformers":
        tensors = {transformers_name(name): tensor for name, tensor in tensors.items()}
    if case.container == "bin":
        torch.save(tensors, folder / "pytorch_model.bin")
    elif case.container == "single":
        form = "paddle" if case.extras else "pt"
        save_file(tensors, folder / "model.safetensors", metadata={"format": form})
    else:
        names = sorted(tensors)
        total = 3
        size = -(-len(names) // total)
        table = {}
        for part in range(total):
            file = f"model-{part + 1:05}-of-{total:05}.safetensors"
            chunk = names[part * size : (part + 1) * size]
            save_file({name: tensors[name] for name in chunk}, folder / file, {"format": "pt"})
            table.update({name: file for name in chunk})
        count = sum(tensor.nbytes for tensor in tensors.values())
        index = {"metadata": {"total_size": count}, "weight_map": table}
        text = json.dumps(index, indent=1) + "\n"
        (folder / "model.safetensors.index.json").write_text(text)


def write(case: Case, folder: Path, tensors: dict[str, torch.Tensor]) -> None:
    """The whole folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    ids = special_ids(case)
    generation = {
        "bos_token_id": ids["bos_token_id"],
        "eos_token_id": ids["eos_token_id"],
        "pad_token_id": ids["pad_token_id"],
        "use_cache": case.config == "nested",
    }
    for name, value in {
        "config.json": config(case),
        "generation_config.json": generation,
        "preprocessor_config.json": images.preprocessor_config(case.pixel_keys),
    }.items():
        (folder / name).write_text(json.dumps(value, indent=2) + "\n")
    tokenizer, piece_ids = vocabulary.build(case.text.vocab)
    template = vocabulary.chat_template(case.template)
    inside = case.template_in == "tokenizer_config.json"
    settings = vocabulary.tokenizer_config(piece_ids, template if inside else None)
    (folder / "tokenizer.json").write_text(vocabulary.dumps(tokenizer), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n")
    if not inside:
        (folder / "chat_template.jinja").write_text(template)
    write_weights(case, folder, tensors)
