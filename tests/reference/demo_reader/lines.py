"""Synthetic printed lines: an RGB image and what it says, with the geometry and the flaws of scanned documents.

Run as a script it draws a sheet of lines to look at:

    python tests/reference/demo_reader/lines.py sheet.png
"""

import argparse
import io
import math
import random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from chars import split_families
from texts import Texts

TRAIN_SIZES = (13, 56)
EVALUATION_SIZES = (14, 48)


class Lines:
    """Draws lines with a set of font families; equal seeds, fonts and Pillow versions give equal lines."""

    def __init__(self, families, sizes, texts=None):
        self.families = families
        self.sizes = sizes
        self.texts = texts or Texts()
        self._fonts = {}

    def font(self, path, size):
        """The font of a file in a size of px per em."""
        key = (path, size)
        if key not in self._fonts:
            if len(self._fonts) > 600:
                self._fonts.clear()
            self._fonts[key] = ImageFont.truetype(path, size)
        return self._fonts[key]

    def general(self, rng, limit):
        """A line of the evaluation: every kind of text, with noise, blur, skew and compression."""
        text = self.texts.general(rng, limit)
        return self._draw(rng, text, text, extras=False), text

    def training(self, rng, limit):
        """A line to train with."""
        text = self.texts.training(rng, limit)
        drawn = text
        if " " in text and rng.random() < 0.08:
            gaps = [at for at, char in enumerate(text) if char == " "]
            at = gaps[-1] if rng.random() < 0.6 else rng.choice(gaps)
            drawn = text[:at] + " " * rng.randrange(2, 16) + text[at + 1 :]
        return self._draw(rng, text, drawn, extras=True), text

    def clean(self, rng, limit):
        """Words of the list in black on white without flaws, up to `limit` characters."""
        words, length = [], rng.randrange(1, limit + 1)
        while not words or len(" ".join(words)) < length:
            words.append(self.texts.word(rng))
        text = " ".join(words)
        if len(text) > limit:
            text = " ".join(words[:-1]) if len(words) > 1 else text[:limit]
        font, _ = self._choose(rng)
        left, top, right, bottom = font.getbbox(text)
        margin = max(2, font.size // 8)
        image = Image.new("RGB", (int(right - left) + 2 * margin, int(bottom - top) + 2 * margin), (255, 255, 255))
        ImageDraw.Draw(image).text((margin - left, margin - top), text, font=font, fill=(0, 0, 0))
        return image, text

    def _choose(self, rng):
        size = int(math.exp(rng.uniform(math.log(self.sizes[0]), math.log(self.sizes[1]))))
        return self.font(rng.choice(rng.choice(self.families)), size), size

    def _draw(self, rng, text, drawn, extras):
        font, size = self._choose(rng)
        box = font.getbbox(drawn)
        pad_left, pad_right = rng.randrange(0, size), rng.randrange(0, size)
        pad_top, pad_bottom = rng.randrange(1, max(2, size // 3)), rng.randrange(1, max(2, size // 3))
        ascent, descent = font.getmetrics()
        if rng.random() < 0.5:  # tight to the ink, as a segmenter crops
            top, bottom = box[1], box[3]
        else:  # the font's own line box
            top, bottom = 0, ascent + descent
        if extras and rng.random() < 0.6:  # as this project's cutter crops: the ink and a margin that is the same all around
            pad_left = pad_right = pad_top = pad_bottom = rng.randrange(1, max(2, size // 5))
        width, height = int(box[2] - box[0]) + pad_left + pad_right, int(bottom - top) + pad_top + pad_bottom
        ink, paper = self._colours(rng)
        image = Image.new("RGB", (max(width, 8), max(height, 8)), paper)
        draw = ImageDraw.Draw(image)
        draw.text((pad_left - box[0], pad_top - top), drawn, font=font, fill=ink)
        if extras and rng.random() < 0.04:  # the foot of the line above or the head of the line below
            other = self.texts.training(rng, len(drawn) + 1)
            away = rng.uniform(0.0, 0.12) * size
            at = pad_top - top + rng.choice([-1, 1]) * (bottom - top + pad_top + pad_bottom - away)
            draw.text((pad_left, at), other, font=font, fill=ink)
        return self._spoil(rng, image, size)

    @staticmethod
    def _colours(rng):
        if rng.random() < 0.88:
            ink = rng.randrange(0, 110)
            paper = rng.randrange(max(ink + 90, 175), 256)
        else:
            ink = rng.randrange(170, 256)
            paper = rng.randrange(0, min(ink - 90, 90))

        def tinted(value):
            return tuple(int(np.clip(value + rng.uniform(-18, 18), 0, 255)) for _ in range(3))

        paper = tinted(paper)
        return tinted(ink), paper

    @staticmethod
    def _spoil(rng, image, size):
        if rng.random() < 0.25:
            angle = rng.uniform(-1.2, 1.2)
            image = image.rotate(angle, Image.BICUBIC, expand=False, fillcolor=image.getpixel((0, 0)))
        if rng.random() < 0.35:
            image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 0.035 * size)))
        if rng.random() < 0.35:
            pixels = np.asarray(image, dtype=np.float32)
            noise = np.random.default_rng(rng.getrandbits(32))
            deviation = rng.uniform(2, 14)
            pixels = pixels + deviation * noise.standard_normal(pixels.shape, dtype=np.float32)
            image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
        if rng.random() < 0.3:
            buffer = io.BytesIO()
            image.save(buffer, "JPEG", quality=rng.randrange(30, 92))
            image = Image.open(buffer).convert("RGB")
        return image


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sheet", help="the image file to write")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=3)
    args = parser.parse_args()
    train, held_out = split_families()
    print(f"{len(train)} families to train with ({sum(map(len, train))} files), {len(held_out)} held out")
    rng, lines = random.Random(args.seed), Lines(train, TRAIN_SIZES)
    rows = [lines.training(rng, 44) for _ in range(args.count)]
    sheet = Image.new("RGB", (max(i.width for i, _ in rows), sum(i.height + 4 for i, _ in rows)), (255, 0, 255))
    top = 0
    for image, text in rows:
        sheet.paste(image, (0, top))
        top += image.height + 4
        print(text)
    sheet.save(args.sheet)


if __name__ == "__main__":
    main()
