"""The tiny checkpoints: what each one is like on disk and which numbers it computes with.

Every case is one folder that loads as a PaddleOCR-VL checkpoint. Together they cover both
tensor namings, both config layouts, tied and untied heads, F32/BF16/F16 at rest, one file,
shards and `pytorch_model.bin`, the head widths of the full-size model and odd ones.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """Sizes of the language model."""

    hidden: int
    intermediate: int
    layers: int
    heads: int
    kv_heads: int
    head_dim: int
    mrope: tuple[int, int, int]
    vocab: int
    eps: float = 1e-5
    theta: float = 500000.0


@dataclass(frozen=True)
class Vision:
    """Sizes of the vision encoder; the patch side is 14 in every case."""

    hidden: int
    intermediate: int
    layers: int
    heads: int
    image_size: int
    eps: float = 1e-6


@dataclass(frozen=True)
class Scales:
    """How strongly the random weights act (standard deviations relative to 1/sqrt(fan-in))."""

    embed: float = 0.35
    head: float = 1.5
    scores: float = 1.5
    attention: float = 1.0
    mlp: float = 2.0


@dataclass(frozen=True)
class Case:
    """One checkpoint folder."""

    name: str
    about: str
    text: Text
    vision: Vision
    seed: int
    naming: str = "original"  # or "transformers"
    config: str = "flat"  # or "nested"
    tied: bool = False
    at_rest: str = "float32"
    container: str = "single"  # or "sharded", "bin"
    extras: bool = False
    template: str = "1.5"  # or "v1"
    template_in: str = "chat_template.jinja"  # or "tokenizer_config.json"
    pixel_keys: str = "min_max"  # or "size"
    half_tensors: tuple[str, ...] = ()
    scales: Scales = field(default_factory=Scales)


CASES = [
    Case(
        name="untied-v1",
        about="v1 style: original names, flat config, untied F32, the unused tensors of the "
        "published file, metadata format paddle",
        text=Text(32, 64, 2, 4, 2, 16, (2, 3, 3), 512),
        vision=Vision(24, 48, 2, 2, 70),
        seed=9,
        extras=True,
        template="v1",
    ),
    Case(
        name="tied-t5",
        about="transformers-5 style: its names, nested config, tied head, F32 in shards",
        text=Text(32, 72, 3, 6, 2, 8, (1, 1, 2), 768),
        vision=Vision(24, 56, 2, 3, 56),
        seed=3,
        naming="transformers",
        config="nested",
        tied=True,
        container="sharded",
        pixel_keys="size",
        scales=Scales(embed=0.45, mlp=2.0, attention=1.5),
    ),
    Case(
        name="bf16",
        about="1.5 style: original names, untied, BF16 at rest, head_dim 128 and the 27x27 "
        "position grid of the full-size model",
        text=Text(32, 64, 2, 2, 1, 128, (16, 24, 24), 640),
        vision=Vision(32, 64, 2, 2, 384),
        seed=7,
        at_rest="bfloat16",
        half_tensors=("bfloat16",),
    ),
    Case(
        name="pth",
        about="pytorch_model.bin, F16 at rest, vision head_dim 72 as in the full-size model, "
        "chat template inside tokenizer_config.json",
        text=Text(32, 64, 2, 4, 1, 12, (2, 2, 2), 512),
        vision=Vision(72, 96, 1, 1, 70),
        seed=8,
        at_rest="float16",
        container="bin",
        template_in="tokenizer_config.json",
        half_tensors=("float16",),
    ),
    Case(
        name="odd",
        about="no size is a multiple of 8: head_dim 22, vision head_dim 12, vocabulary 1013, one "
        "KV head, q width 66 over hidden 37, intermediate 173, 3x3 position grid, other eps",
        text=Text(37, 173, 3, 3, 1, 22, (3, 4, 4), 1013, eps=1e-6, theta=10000.0),
        vision=Vision(60, 101, 2, 5, 42, eps=1e-5),
        seed=3,
        at_rest="bfloat16",
        pixel_keys="size",
        half_tensors=(),
    ),
]
