"""Makes what the plugin is compared with: pictures, and what scikit-image's threshold_sauvola says of them.

    pip install -r plugins/page-image/tests/requirements.txt
    python plugins/binarize/tests/make_fixtures.py

It writes fixtures/*.png (the pictures), fixtures/cases.json (settings) and for all cases one after the other fixtures/thresholds.bin (little-endian
f64 of every `step`-th pixel) and fixtures/paper.bin (which pixels are paper: a bit each, the first one highest, a case begins with a new byte).
"""

import json
import os

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from skimage.filters import threshold_sauvola

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fixtures")
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def text():
    """Two lines in falling light, with a little noise."""
    image = Image.new("L", (240, 90), 235)
    draw = ImageDraw.Draw(image)
    draw.text((10, 8), "Light that falls off", font=ImageFont.truetype(FONT, 22), fill=40)
    draw.text((10, 44), "and letters that stay", font=ImageFont.truetype(FONT, 16), fill=70)
    y, x = np.mgrid[0:90, 0:240]
    light = 1 - 0.55 * x / 240 * (0.5 + y / 180)
    pixels = np.asarray(image) * light + np.random.default_rng(1).normal(0, 4, (90, 240))
    return np.clip(pixels, 0, 255).astype(np.uint8)


def main():
    os.makedirs(OUT, exist_ok=True)
    rng = np.random.default_rng(2)
    pictures = {
        "text": text(),
        "noise": rng.integers(0, 256, (37, 53), dtype=np.uint8),
        "flat": np.full((20, 30), 128, np.uint8),
        "one": np.array([[77]], np.uint8),
        "row": rng.integers(0, 256, (1, 40), dtype=np.uint8),
        "column": rng.integers(0, 256, (40, 1), dtype=np.uint8),
        "small": rng.integers(0, 256, (3, 4), dtype=np.uint8),
    }
    cases, all_thresholds, all_paper = [], b"", b""
    for name, pixels in pictures.items():
        Image.fromarray(pixels).save(os.path.join(OUT, f"{name}.png"), optimize=True)
        for window, k, r in [(25, 0.2, None), (15, 0.34, None), (3, 0.5, 128.0), (51, 0.05, 90.0)]:
            thresholds = threshold_sauvola(pixels, window_size=window, k=k, r=r)
            step = max(1, pixels.size // 1000)
            cases.append({"picture": name, "window": window, "k": k, "r": r or 0.0, "step": step})
            all_thresholds += thresholds.ravel()[::step].astype("<f8").tobytes()
            all_paper += np.packbits(pixels > thresholds).tobytes()
    for name, data in [("thresholds", all_thresholds), ("paper", all_paper)]:
        with open(os.path.join(OUT, f"{name}.bin"), "wb") as file:
            file.write(data)
    with open(os.path.join(OUT, "cases.json"), "w", encoding="utf8") as file:
        json.dump(cases, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
