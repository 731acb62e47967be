"""The images that all cases read, and their pixel values by transformers' PIL processor."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw
from transformers.models.paddleocr_vl.image_processing_pil_paddleocr_vl import (
    PaddleOCRVLImageProcessorPil,
)

# Small bounds, so that the images below stay a few patches large.
MIN_PIXELS = 3136
MAX_PIXELS = 7056

# name: (width, height); the patch grids that follow are 4x6, 2x8, 6x6 and, shrunk by the upper
# bound, 4x6 again; "tiny" is enlarged by the lower bound.
SIZES = {
    "page": (80, 55),
    "wide": (110, 30),
    "square": (79, 90),
    "large": (150, 101),
    "tiny": (9, 31),
}


def draw(name: str) -> Image.Image:
    """An RGB image with strokes, a colour gradient and noise, the same at every call."""
    width, height = SIZES[name]
    random = np.random.default_rng(sum(name.encode()))
    across = np.linspace(0, 255, width)[None, :, None]
    down = np.linspace(255, 0, height)[:, None, None]
    gradient = across * random.uniform(0, 1, 3) + down * random.uniform(0, 1, 3)
    picture = Image.fromarray(np.clip(gradient, 0, 255).astype(np.uint8), "RGB")
    brush = ImageDraw.Draw(picture)
    for _ in range(12):
        points = [
            (int(x), int(y))
            for x, y in zip(random.uniform(0, width, 3), random.uniform(0, height, 3))
        ]
        colour = tuple(int(c) for c in random.integers(0, 256, 3))
        brush.line(points, fill=colour, width=int(random.integers(1, 6)))
    pixels = np.asarray(picture).astype(np.int16)
    pixels = pixels + random.integers(-12, 13, pixels.shape)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8), "RGB")


def processor() -> PaddleOCRVLImageProcessorPil:
    """The image processor with the bounds of these fixtures."""
    return PaddleOCRVLImageProcessorPil(
        min_pixels=MIN_PIXELS,
        max_pixels=MAX_PIXELS,
        image_mean=[0.5] * 3,
        image_std=[0.5] * 3,
    )


def preprocessor_config(keys: str) -> dict:
    """preprocessor_config.json, with the bounds under the older or the newer keys."""
    bounds = (
        {"min_pixels": MIN_PIXELS, "max_pixels": MAX_PIXELS}
        if keys == "min_max"
        else {"size": {"shortest_edge": MIN_PIXELS, "longest_edge": MAX_PIXELS}}
    )
    return {
        "do_convert_rgb": True,
        "do_normalize": True,
        "do_rescale": True,
        "do_resize": True,
        "image_mean": [0.5, 0.5, 0.5],
        "image_processor_type": "PaddleOCRVLImageProcessor",
        "image_std": [0.5, 0.5, 0.5],
        "merge_size": 2,
        **bounds,
        "patch_size": 14,
        "processor_class": "PaddleOCRVLProcessor",
        "resample": 3,
        "rescale_factor": 1 / 255,
        "temporal_patch_size": 1,
    }


def write(folder: Path) -> dict:
    """Writes the PNG files; returns name -> (pixel values, grid) read back from them."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {}
    for name in SIZES:
        path = folder / f"{name}.png"
        draw(name).save(path, optimize=True)
        out = processor()(images=[Image.open(path).convert("RGB")], return_tensors="pt")
        tensors[f"{name}.pixel_values"] = out["pixel_values"]
        tensors[f"{name}.grid_thw"] = out["image_grid_thw"]
    return tensors
