"""The printed lines that the reader learns from: more kinds of type, of texts and of flaws than the evaluation has, drawn fast.

Run as a script it draws a sheet of lines to look at:

    python tests/reference/demo_reader/training_lines.py sheet.png

A line is drawn as the coverage of its ink, in gray, and coloured only after the scaling, unless a flaw has colours of its own. All that
widens the few hundred families that there are is applied to the coverage: stretching, slanting, letter spacing, weight, broken ink.
"""

import argparse
import io
import math
import random

import numpy as np
from PIL import Image, ImageChops, ImageFilter, ImageFont

from chars import split_families
from lines import colours
from model import HEIGHT, PATCH, WIDEST, padded
from texts import Texts

SIZES = (13, 14, 15, 16, 17, 18, 20, 22, 24, 26, 29, 32, 35, 39, 43, 48, 53)
"""Sizes in px per em; few, so that a font that is open is soon used again."""

_NOISE = np.random.default_rng(5).standard_normal(1 << 22, dtype=np.float32)
"""Noise to cut pieces from: drawing it anew would take longer than the line."""


class TrainingLines:
    """Draws lines with a set of font families, each as pixels (28, width, 3) that the reader takes, and their texts."""

    def __init__(self, families):
        self.families = families
        self.texts = Texts()
        self._fonts = {}

    def lines(self, rng, limit, count=2):
        """A text of up to `limit` characters set once and worn `count` times, which is faster than setting each: the lines that are not
        too wide for the reader."""
        text, size = self.texts.training(rng, limit), rng.choice(SIZES)
        try:
            ink, drawn = self._ink(rng, text, size), []
        except OSError:  # FreeType cannot follow the hints of some fonts in some sizes
            return []
        for _ in range(count):
            coverage = _worn(rng, _placed(rng, ink, size), size)
            stretch = math.exp(rng.uniform(-0.22, 0.22)) if rng.random() < 0.5 else 1.0
            width = max(PATCH, round(coverage.width * stretch * HEIGHT / coverage.height))
            if width <= WIDEST:
                drawn.append((padded(_finished(rng, coverage, width)), text))
        return drawn

    def _font(self, path, size):
        key = (path, size)
        if key not in self._fonts:
            self._fonts[key] = ImageFont.truetype(path, size)
        return self._fonts[key]

    def _ink(self, rng, text, size):
        """The coverage of a text's ink; its row of the font's ascent, of the baseline and of the descent."""
        font = self._font(rng.choice(rng.choice(self.families)), size)
        drawn = text
        if " " in text and rng.random() < 0.06:  # a wide gap is one space in the text
            gaps = [at for at, char in enumerate(text) if char == " "]
            at = gaps[-1] if rng.random() < 0.6 else rng.choice(gaps)
            drawn = text[:at] + " " * rng.randrange(2, 16) + text[at + 1 :]
        pieces = _spaced(rng, font, drawn, size) if rng.random() < 0.15 else [(drawn, 0, 0)]
        drawings = [(font.getmask2(piece, "L", anchor="ls"), x, y) for piece, x, y in pieces]
        boxes = [(x + at[0], y + at[1], mask.size) for (mask, at), x, y in drawings]
        left, top = (int(min(box[axis] for box in boxes)) for axis in (0, 1))
        right, bottom = (int(max(box[axis] + box[2][axis] for box in boxes)) for axis in (0, 1))
        image = Image.new("L", (max(1, right - left), max(1, bottom - top)))
        for ((mask, _), _, _), (x, y, (width, height)) in zip(drawings, boxes):
            if width and height:
                place = (int(x) - left, int(y) - top, int(x) - left + width, int(y) - top + height)
                image.im.paste(255, place, mask)
        ascent, descent = font.getmetrics()
        return image, -ascent - top, -top, descent - top


def _spaced(rng, font, text, size):
    """The characters one by one (character, x, y) with space between them, or less of it than the font has."""
    extra, jitter = rng.uniform(-0.03, 0.22) * size, 0.02 * size if rng.random() < 0.2 else 0
    pieces, x = [], 0.0
    for char in text:
        if char != " ":
            pieces.append((char, round(x), round(rng.gauss(0, jitter)) if jitter else 0))
        x += font.getlength(char) + extra
    return pieces


def _placed(rng, drawn, size):
    """The coverage with margins: as a segmenter crops, as the font's line box has them, or as `split-lines` cuts."""
    ink, ascent, baseline, descent = drawn
    top, bottom = (0, ink.height) if rng.random() < 0.6 else (ascent, descent)
    if rng.random() < 0.45:
        left = right = above = below = rng.randrange(1, max(2, size // 5))
    else:
        left, right = rng.randrange(0, size), rng.randrange(0, size)
        above, below = (rng.randrange(1, max(2, size // 3)) for _ in range(2))
    if rng.random() < 0.05:  # cut too close
        above, below = above - rng.randrange(0, max(1, size // 12)) - 1, below - rng.randrange(0, max(1, size // 12))
    image = Image.new("L", (max(8, ink.width + left + right), max(8, bottom - top + above + below)))
    image.paste(ink, (left, above - top))
    if rng.random() < 0.025:  # underlined
        row, thick = above - top + baseline + max(1, round(size * rng.uniform(0.06, 0.14))), max(1, size // rng.randrange(12, 24))
        image.paste(255, (left, row, left + ink.width, row + thick))
    if rng.random() < 0.03:  # the foot of the line above or the head of the line below
        shift = max(1, round(rng.uniform(0.02, 0.12) * size))
        at = shift - ink.height if rng.random() < 0.5 else image.height - shift
        image.paste(255, (left, at), ink.transpose(Image.FLIP_LEFT_RIGHT))
    return image


def _worn(rng, image, size):
    """The coverage slanted, turned, bolder or lighter than the font, with gaps in the ink, and blurred."""
    slant = rng.gauss(0, 0.12) if rng.random() < 0.15 else 0.0
    angle = math.radians(rng.uniform(-1.2, 1.2)) if rng.random() < 0.25 else 0.0
    if slant or angle:
        middle_x, middle_y, sine = image.width / 2, image.height / 2, math.sin(angle)
        coefficients = (1, slant + sine, -(slant + sine) * middle_y, -sine, 1, sine * middle_x)
        image = image.transform(image.size, Image.AFFINE, coefficients, Image.BILINEAR if slant else Image.BICUBIC)
    if rng.random() < 0.18:
        radius, threshold = rng.uniform(0.015, 0.04) * size, rng.uniform(0.28, 0.72)
        image = image.filter(ImageFilter.GaussianBlur(radius)).point(_steeper(threshold, rng.uniform(1.2, 4.0)))
    if rng.random() < 0.05:
        cell = rng.uniform(0.08, 0.3) * size
        columns, rows = max(2, round(image.width / cell)), max(2, round(image.height / cell))
        gaps = np.clip(_noise(rng, columns * rows) * 110 + rng.uniform(190, 290), 0, 255).astype(np.uint8)
        image = ImageChops.multiply(image, Image.fromarray(gaps.reshape(rows, columns)).resize(image.size, Image.BILINEAR))
    if rng.random() < 0.35:
        image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 0.035 * size)))
    return image


def _steeper(threshold, slope):
    """A table from blurred coverage to coverage that turns at the threshold: below one half the strokes grow, above they shrink."""
    return [int(min(max((value / 255 - threshold) * slope + 0.5, 0.0), 1.0) * 255) for value in range(256)]


def _noise(rng, count):
    """`count` values of normal noise."""
    start = rng.randrange(len(_NOISE) - count)
    return _NOISE[start : start + count]


def _finished(rng, coverage, width):
    """Pixels (28, width, 3): the coverage in colours, with noise and compression where the line has them."""
    ink, paper = colours(rng)
    noisy, compressed = rng.random() < 0.35, rng.random() < 0.3
    if not noisy and not compressed:
        # Bicubic scaling swings past ink and paper; room for it is left at both ends of the gray.
        return _coloured(coverage.point(_ROOM).resize((width, HEIGHT), Image.BICUBIC), ink, paper, _LOWEST, _HIGHEST)
    pixels = _coloured(coverage, ink, paper, 0, 255)
    if noisy:
        pixels = pixels + rng.uniform(2, 14) * _noise(rng, pixels.size).reshape(pixels.shape)
        pixels = np.clip(pixels, 0, 255, out=pixels).astype(np.uint8)
    image = Image.fromarray(pixels)
    if compressed:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=rng.randrange(30, 92))
        image = Image.open(buffer)
    return np.asarray(image.resize((width, HEIGHT), Image.BICUBIC))


_LOWEST, _HIGHEST = 30, 225
_ROOM = [_LOWEST + round(value * (_HIGHEST - _LOWEST) / 255) for value in range(256)]


def _coloured(gray, ink, paper, lowest, highest):
    """A gray image as pixels in colours: paper where it is `lowest`, ink where it is `highest`."""
    part = (np.arange(256, dtype=np.float32)[:, None] - lowest) / (highest - lowest)
    paper = np.array(paper, np.float32)
    table = np.clip(paper + part * (np.array(ink, np.float32) - paper), 0, 255).astype(np.uint8)
    return np.take(table, np.asarray(gray), axis=0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sheet", help="the image file to write")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=3)
    args = parser.parse_args()
    train, held_out = split_families()
    print(f"{len(train)} families to train with ({sum(map(len, train))} files), {len(held_out)} held out")
    rng, lines = random.Random(args.seed), TrainingLines(train)
    rows = [line for _ in range(args.count // 2) for line in lines.lines(rng, 44)]
    sheet = np.full((len(rows) * (HEIGHT + 4), WIDEST, 3), (255, 0, 255), np.uint8)
    for index, (pixels, text) in enumerate(rows):
        sheet[index * (HEIGHT + 4) :][:HEIGHT, : pixels.shape[1]] = pixels
        print(text)
    Image.fromarray(sheet).save(args.sheet)


if __name__ == "__main__":
    main()
