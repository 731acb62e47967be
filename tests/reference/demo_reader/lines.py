"""The evaluation's printed lines: an RGB image and what it says, with the geometry and the flaws of scanned documents."""

import io
import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from texts import Texts

EVALUATION_SIZES = (14, 48)


def colours(rng):
    """The colours (red, green, blue) of a line's ink and paper, near to gray and well apart."""
    if rng.random() < 0.88:
        ink = rng.randrange(0, 110)
        paper = rng.randrange(max(ink + 90, 175), 256)
    else:
        ink = rng.randrange(170, 256)
        paper = rng.randrange(0, min(ink - 90, 90))

    def tinted(value):
        return tuple(int(min(max(value + rng.uniform(-18, 18), 0), 255)) for _ in range(3))

    paper = tinted(paper)
    return tinted(ink), paper


class Lines:
    """Draws the lines of the evaluation with a set of font families; equal seeds, fonts and Pillow versions give equal lines."""

    def __init__(self, families, sizes, texts=None):
        self.families = families
        self.sizes = sizes
        self.texts = texts or Texts()
        self._fonts = {}

    def font(self, path, size):
        """The font of a file in a size of px per em."""
        key = (path, size)
        if key not in self._fonts:
            self._fonts[key] = ImageFont.truetype(path, size)
        return self._fonts[key]

    def general(self, rng, limit):
        """A line of the evaluation: every kind of text, with noise, blur, skew and compression."""
        text = self.texts.general(rng, limit)
        return self._draw(rng, text), text

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

    def _draw(self, rng, text):
        font, size = self._choose(rng)
        box = font.getbbox(text)
        pad_left, pad_right = rng.randrange(0, size), rng.randrange(0, size)
        pad_top, pad_bottom = rng.randrange(1, max(2, size // 3)), rng.randrange(1, max(2, size // 3))
        ascent, descent = font.getmetrics()
        if rng.random() < 0.5:  # tight to the ink, as a segmenter crops
            top, bottom = box[1], box[3]
        else:  # the font's own line box
            top, bottom = 0, ascent + descent
        width, height = int(box[2] - box[0]) + pad_left + pad_right, int(bottom - top) + pad_top + pad_bottom
        ink, paper = colours(rng)
        image = Image.new("RGB", (max(width, 8), max(height, 8)), paper)
        ImageDraw.Draw(image).text((pad_left - box[0], pad_top - top), text, font=font, fill=ink)
        return self._spoil(rng, image, size)

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
