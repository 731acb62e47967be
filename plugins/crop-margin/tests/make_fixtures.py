"""Makes what the plugin is compared with: pictures, and the crops that OpenCV and numpy give by PaddleX's rule for formulas.

    pip install -r plugins/page-image/tests/requirements.txt
    python plugins/crop-margin/tests/make_fixtures.py

It writes fixtures/*.png and fixtures/crops.json: for each picture [x, y, width, height] of the crop, or null where it stays whole. Steps: gray by
OpenCV, stretched from the least and the greatest value in f64, cut to whole numbers, inverse threshold at 200, bounding rectangle, used where both
sides are longer than 2 px.
"""

import json
import os

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fixtures")
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif-Italic.ttf"


def crop(pixels):
    """The rectangle that stays, or None."""
    gray = pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    least, most = int(gray.min()), int(gray.max())
    if least == most:
        return None
    stretched = ((gray - gray.min()) / (most - least) * 255).astype(np.uint8)
    ink = cv2.threshold(stretched, 200, 255, cv2.THRESH_BINARY_INV)[1]
    box = cv2.boundingRect(cv2.findNonZero(ink))
    return list(box) if box[2] > 2 and box[3] > 2 else None


def formula(paper, ink, size=(220, 90), mode="RGB"):
    image = Image.new(mode, size, paper)
    draw = ImageDraw.Draw(image)
    draw.text((37, 22), "E = mc² + ½", font=ImageFont.truetype(FONT, 24), fill=ink)
    return np.asarray(image)


def main():
    os.makedirs(OUT, exist_ok=True)
    rng = np.random.default_rng(4)
    faint = formula(255, 30, mode="L").copy()
    faint[5, 200] = 206  # (206 - 30) / 225 * 255 = 199.47: ink
    fainter = formula(255, 30, mode="L").copy()
    fainter[5, 200] = 208  # 201.7: none
    edge = formula(255, 30, mode="L").copy()
    edge[5, 200] = 207  # 200.6, cut to 200: ink
    dot = np.full((20, 20), 255, np.uint8)
    dot[4:6, 7:15] = 0
    square = np.full((20, 20), 255, np.uint8)
    square[4:7, 7:10] = 0
    colours = np.full((60, 80, 3), 255, np.uint8)
    colours[10:20, 10:20] = (255, 255, 0)  # yellow is light: no ink
    colours[30:40, 25:45] = (0, 0, 255)
    pictures = {
        "black": formula((255, 255, 255), (0, 0, 0)),
        "brown": formula((230, 220, 190), (90, 40, 10)),
        "gray": formula(240, 60, mode="L"),
        "inverse": formula(10, 240, mode="L"),
        "faint": faint,
        "edge": edge,
        "fainter": fainter,
        "thin": dot,
        "square": square,
        "colours": colours,
        "noise": rng.integers(150, 256, (30, 40, 3), dtype=np.uint8),
        "flat": np.full((9, 9), 200, np.uint8),
        "full": np.pad(np.full((3, 3), 255, np.uint8), 6),
    }
    for index in range(16):
        # A black square, and single pixels whose gray is a step above or below what is ink: 200 and 201.
        sparse = np.full((24, 32, 3), 255, np.uint8)
        sparse[10:14, 14:18] = 0
        for _ in range(3):
            colour = rng.integers(0, 256, 3)
            while abs(0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2] - 200.5) > 0.6:
                colour = rng.integers(0, 256, 3)
            sparse[rng.integers(24), rng.integers(32)] = colour
        pictures[f"sparse-{index}"] = sparse
    crops = {}
    for name, pixels in pictures.items():
        Image.fromarray(pixels).save(os.path.join(OUT, f"{name}.png"), optimize=True)
        crops[name] = crop(pixels)
    with open(os.path.join(OUT, "crops.json"), "w", encoding="utf8") as file:
        file.write("{\n" + ",\n".join(f" {json.dumps(k)}: {json.dumps(v)}" for k, v in crops.items()) + "\n}\n")


if __name__ == "__main__":
    main()
