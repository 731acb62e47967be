"""What transformers' own PaddleOCR-VL computes for a checkpoint folder.

`expected.safetensors` holds, for each prompt P of PROMPTS (all F32 computed in F32 with eager
attention on one thread, ids I64; T prompt tokens, N generated ones, V the vocabulary):

    P.input_ids [T]        P.grid_thw [images, 3]   P.position_ids [3, T]   P.rope_delta [1]
    P.vision [patches, vision hidden]   after post_layernorm, images one after the other
    P.projector [patches/4, hidden]     what replaces the placeholders
    P.logits [T, V]        every prompt position
    P.generated_ids [N]    greedy, with the KV cache
    P.step_logits [3, V]   the rows that tokens 0, 1, 2 were chosen from
    P.top_ids, P.top_logits [N, 8]      the best eight of every step, best first
    P.hidden_states [layers+1, T, hidden]  `page` only: the input of the layers, then the output
                           of each; the last entry has already passed the final norm
    P.bfloat16.{vision,projector,logits} (or float16)  by the model loaded in that dtype

Pixel values are in images/pixels.safetensors under the image's name. `expected.json` says what
the prompt was, how alive the answer is, how large F32 rounding noise is, and how far
transformers' own BF16 and F16 are from its F32 (`answer_logits`: the rows of the generated
tokens, by one uncached pass over the F32 answer).
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from transformers import AutoTokenizer, PaddleOCRVLForConditionalGeneration, PaddleOCRVLProcessor
from PIL import Image

import checkpoint
import images
from cases import Case

# name: (images, text after them, tokens to generate)
PROMPTS = {
    "page": (["page"], "OCR:", 200),
    "pair": (["square", "wide"], "Table Recognition:", 24),
    "text": ([], "the page", 24),
}
MIN_MARGIN = 1e-3
MIN_DISTINCT = 50
TOP = 8


def load(folder: Path, dtype: torch.dtype) -> PaddleOCRVLForConditionalGeneration:
    """The model by from_pretrained; fails unless every parameter came from the files."""
    with tempfile.TemporaryDirectory() as scratch:
        model, info = PaddleOCRVLForConditionalGeneration.from_pretrained(
            readable(folder, Path(scratch)),
            dtype=dtype,
            attn_implementation="eager",
            output_loading_info=True,
        )
    for kind in ("missing_keys", "mismatched_keys", "error_msgs", "unexpected_keys"):
        assert not info.get(kind), f"{folder.name}: {kind}: {info[kind]}"
    return model.eval()


def readable(folder: Path, scratch: Path) -> Path:
    """The folder itself, or a copy whose metadata says "pt" where Python refuses "paddle"."""
    weights = folder / "model.safetensors"
    if not weights.exists():
        return folder
    with safe_open(weights, "np") as file:
        if (file.metadata() or {}).get("format") != "paddle":
            return folder
    for path in folder.iterdir():
        if path.name != weights.name:
            shutil.copy(path, scratch / path.name)
    raw = weights.read_bytes()
    size = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8 : 8 + size])
    header["__metadata__"] = {"format": "pt"}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    out = len(text).to_bytes(8, "little") + text + raw[8 + size :]
    (scratch / weights.name).write_bytes(out)
    return scratch


def prompt(folder: Path, pictures: Path, name: str) -> tuple[str, dict]:
    """The rendered chat prompt and the processor's tensors."""
    names, text, _ = PROMPTS[name]
    tokenizer = AutoTokenizer.from_pretrained(folder)
    parts = [{"type": "image"} for _ in names] + [{"type": "text", "text": text}]
    rendered = tokenizer.apply_chat_template(
        [{"role": "user", "content": parts}], tokenize=False, add_generation_prompt=True
    )
    processor = PaddleOCRVLProcessor(images.processor(), tokenizer)
    opened = [Image.open(pictures / f"{image}.png").convert("RGB") for image in names]
    inputs = processor(images=opened or None, text=[rendered], return_tensors="pt")
    inputs.pop("token_type_ids", None)
    return rendered, dict(inputs)


@torch.inference_mode()
def greedy(model, inputs: dict, count: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids [count] and the logits [count, vocabulary] that each was chosen from, with the cache."""
    model.model.rope_deltas = None
    out = model.generate(
        **inputs,
        do_sample=False,
        max_new_tokens=count,
        use_cache=True,
        output_logits=True,
        return_dict_in_generate=True,
    )
    ids = out.sequences[0, inputs["input_ids"].shape[1] :]
    return ids, torch.cat(out.logits)


def liveness(case: Case, ids: torch.Tensor, logits: torch.Tensor) -> dict:
    """How many ids differ and how clear each choice was."""
    best = logits.topk(2).values
    return {
        "tokens": len(ids),
        "distinct": len(set(ids.tolist())),
        "distinct_in_last_50": len(set(ids[-50:].tolist())),
        "min_margin": (best[:, 0] - best[:, 1]).min().item(),
        "special": sum(token in checkpoint.forbidden_ids(case) for token in ids.tolist()),
    }


@torch.inference_mode()
def outputs(model, inputs: dict, answer: torch.Tensor | None = None) -> dict[str, torch.Tensor]:
    """Vision features, projector output, positions and logits of one uncached pass."""
    found: dict[str, torch.Tensor] = {}
    core = model.model
    ids, grids = inputs["input_ids"], inputs.get("image_grid_thw")
    kinds = inputs.get("mm_token_type_ids")
    if grids is not None:
        seen = core.get_image_features(inputs["pixel_values"], grids)
        found["vision"] = seen.last_hidden_state.reshape(-1, seen.last_hidden_state.shape[-1])
        found["projector"] = torch.cat(seen.pooler_output)
        positions, delta = core.get_rope_index(ids, kinds, grids)
        found["position_ids"] = positions[:, 0]
        found["rope_delta"] = delta[0]
    else:
        found["position_ids"] = torch.arange(ids.shape[1]).expand(3, -1)
        found["rope_delta"] = torch.zeros(1, dtype=torch.int64)
    core.rope_deltas = None
    out = model(**inputs, use_cache=False, output_hidden_states=True)
    found["logits"] = out.logits[0]
    # Entry k is the residual stream after k layers; the last one has passed the final norm.
    found["hidden_states"] = torch.cat(out.hidden_states)
    if answer is not None:
        longer = dict(inputs)
        longer["input_ids"] = torch.cat([ids, answer[None, :-1]], 1)
        longer["attention_mask"] = torch.ones_like(longer["input_ids"])
        if kinds is not None:
            pad = kinds.new_zeros(1, len(answer) - 1)
            longer["mm_token_type_ids"] = torch.cat([kinds, pad], 1)
        core.rope_deltas = None
        out = model(**longer, use_cache=False)
        found["answer_logits"] = out.logits[0, ids.shape[1] - 1 :]
    return found


def deviation(found: torch.Tensor, reference: torch.Tensor) -> dict:
    """Largest and mean absolute difference."""
    gap = (found.double() - reference.double()).abs()
    return {"max": gap.max().item(), "mean": gap.mean().item()}


def check_naming(case: Case, folder: Path, tensors: dict[str, torch.Tensor], model) -> None:
    """Every parameter of the loaded model is the tensor written under that name."""
    written = {checkpoint.transformers_name(name): value for name, value in tensors.items()}
    tied = model.lm_head.weight is model.get_input_embeddings().weight
    assert tied == case.tied, f"{folder.name}: the head is tied: {tied}"
    for name, parameter in model.named_parameters():
        if not torch.equal(parameter, written[name].float()):
            raise AssertionError(f"{folder.name}: {name} is not what was written")


def make(case: Case, folder: Path, pictures: Path, tensors: dict[str, torch.Tensor]) -> dict:
    """Writes expected.safetensors and expected.json beside the checkpoint; returns the latter."""
    model = load(folder, torch.float32)
    check_naming(case, folder, tensors, model)
    double = load(folder, torch.float32).double()
    halves = {name: load(folder, getattr(torch, name)) for name in ("bfloat16", "float16")}
    kept: dict[str, torch.Tensor] = {}
    report = {
        "about": case.about,
        "seed": case.seed,
        "parameters": sum(p.numel() for p in model.parameters()),
        "attention": "eager",
        "prompts": {},
    }
    for name, (names, text, count) in PROMPTS.items():
        rendered, inputs = prompt(folder, pictures, name)
        answer, steps = greedy(model, inputs, count)
        alive = liveness(case, answer, steps)
        assert alive["min_margin"] >= MIN_MARGIN and alive["special"] == 0, (case.name, alive)
        if count >= 200:
            assert alive["distinct"] >= MIN_DISTINCT, (case.name, alive)
        f32 = outputs(model, inputs, answer)
        f64 = outputs(double, inputs, answer)
        best = steps.topk(TOP)
        keep = {
            "input_ids": inputs["input_ids"][0],
            "position_ids": f32["position_ids"],
            "rope_delta": f32["rope_delta"],
            "logits": f32["logits"],
            "generated_ids": answer,
            "step_logits": steps[:3],
            "top_ids": best.indices,
            "top_logits": best.values,
        }
        if names:
            keep["grid_thw"] = inputs["image_grid_thw"]
            keep["vision"] = f32["vision"]
            keep["projector"] = f32["projector"]
        if name == "page":
            keep["hidden_states"] = f32["hidden_states"]
        values = [part for part in ("vision", "projector", "logits") if part in f32]
        entry = {
            "images": names,
            "text": text,
            "rendered": rendered,
            **alive,
            "noise": {
                # The size of f32 rounding itself: the same weights with f64 products and sums.
                "f32_minus_f64": {
                    part: deviation(f32[part], f64[part])["max"]
                    for part in [*values, "answer_logits"]
                },
                "cached_minus_uncached": deviation(steps, f32["answer_logits"])["max"],
            },
        }
        for half, other in halves.items():
            low = outputs(other, inputs, answer)
            entry[half] = {
                part: deviation(low[part], f32[part]) for part in [*values, "answer_logits"]
            }
            if half in case.half_tensors:
                keep.update({f"{half}.{part}": low[part] for part in values})
        report["prompts"][name] = entry
        kept.update({f"{name}.{part}": value.contiguous() for part, value in keep.items()})
    save_file(kept, folder / "expected.safetensors")
    (folder / "expected.json").write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    assert load_file(folder / "expected.safetensors").keys() == kept.keys()
    return report
