"""Draws the pages that the plugin is tested with, and where their columns are.

    pip install -r plugins/page-image/tests/requirements.txt
    python plugins/split-columns/tests/draw_pages.py

It writes pages/*.png and pages/pages.json beside itself: for each page its pieces in reading order, each as its label and [left, top, right,
bottom] of its ink. It needs the font DejaVu Sans, and draws with what draws the pages of split-lines.
"""

import json
import os
import sys

import numpy as np
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "split-lines", "tests"))
from draw_pages import PROSE, Page, font  # noqa: E402

OUT = os.path.join(HERE, "pages")
TEXT = font(13)
PITCH = 18


class Sheet(Page):
    """A page and its pieces' boxes."""

    def __init__(self, width=760, height=560, **colours):
        super().__init__(width, height, **colours)
        self.pieces = []

    def piece(self, label, draw, *also):
        """Notes what the call draws, and other boxes, as a piece; the row after it."""
        first = len(self.lines)
        draw()
        boxes = [
            (line["x"] - line["width"] / 2, line["y"] - line["height"] / 2, line["x"] + line["width"] / 2, line["y"] + line["height"] / 2)
            for line in self.lines[first:]
        ] + list(also)
        box = [min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)]
        self.pieces.append({"label": label, "box": box})
        return box[3]

    def column(self, left, top, width, start, count, label="column"):
        """A column of `count` lines of prose from the word `start` on."""
        words = (PROSE.split() * 20)[start:]
        lines = []
        line = ""
        for word in words:
            longer = f"{line} {word}".strip()
            if TEXT.getlength(longer) > width:
                lines.append(line)
                line = word
            else:
                line = longer
            if len(lines) == count:
                break

        def draw():
            for index, text in enumerate(lines):
                self.line(left, top + PITCH * index, text, TEXT)

        return self.piece(label, draw)

    def heading(self, top, text, size=22):
        return self.piece("across", lambda: self.line(self.image.width / 2, top, text, font(size, "DejaVuSans-Bold"), "ma"))

    def figure(self, left, top, right, bottom):
        """A picture of dark shapes; its box."""
        y, x = np.mgrid[0 : bottom - top, 0 : right - left]
        waves = 70 + 50 * np.sin(x / 17) * np.cos(y / 13)
        self.image.paste(Image.fromarray(waves.astype(np.uint8)), (left, top))
        return (left, top, right, bottom)


def two(**colours):
    page = Sheet(**colours)
    page.heading(24, "A heading over two columns of text")
    page.column(40, 80, 320, 0, 25)
    page.column(400, 80, 320, 31, 22)
    return page


def three():
    page = Sheet(900, 500)
    page.heading(20, "Three columns under one long heading and over one line")
    for index, count in enumerate([20, 20, 17]):
        page.column(40 + 285 * index, 70, 245, 17 * index, count)
    page.column(40, 452, 820, 40, 1, "across")
    return page


def sections():
    page = Sheet(760, 640)
    page.heading(20, "The first part, with a heading across")
    page.column(40, 64, 320, 0, 9)
    page.column(400, 64, 320, 20, 12)
    page.heading(300, "The second part, with another heading")
    page.column(40, 344, 320, 11, 14)
    page.column(400, 344, 320, 42, 11)
    return page


def figure_across():
    page = Sheet(760, 640)
    page.column(40, 30, 320, 0, 9)
    page.column(400, 30, 320, 20, 9)
    box = page.figure(90, 210, 670, 330)
    page.piece("across", lambda: page.line(380, 340, "Figure 1: waves that go across both of the columns of this page", TEXT, "ma"), box)
    page.column(40, 380, 320, 11, 12)
    page.column(400, 380, 320, 42, 10)
    return page


def figure_in_column():
    page = Sheet()
    page.heading(24, "A picture within the second column")
    page.column(40, 80, 320, 0, 24)
    words = [("A picture", "that stands in a column"), ("is a part of", "that column"), ("with the text", "above and below it")]

    def draw():
        for index, pair in enumerate(words):
            page.line(400, 80 + PITCH * index, " ".join(pair) + " for ever", TEXT)
        for index, pair in enumerate(words * 4):
            page.line(400, 300 + PITCH * index, " ".join(pair) + " for ever", TEXT)

    page.piece("column", draw, page.figure(400, 150, 716, 280))
    return page


def rule():
    page = Sheet()
    page.column(40, 40, 325, 0, 26)
    page.draw.line((380, 30, 380, 520), fill=20, width=2)
    page.column(395, 40, 325, 27, 26)
    return page


def noisy():
    page = two()
    rng = np.random.default_rng(11)
    pixels = np.asarray(page.image, np.float32) * 0.9
    pixels[rng.random(pixels.shape) < 0.001] = 30
    page.image, page.paper = Image.fromarray(pixels.astype(np.uint8)), 225
    return page


def single():
    page = Sheet(560, 420)
    page.heading(20, "One column", 20)
    page.column(40, 70, 480, 0, 17)
    page.pieces = []
    return page


def main():
    os.makedirs(OUT, exist_ok=True)
    pages = {
        "two": two(),
        "three": three(),
        "sections": sections(),
        "figure-across": figure_across(),
        "figure-in-column": figure_in_column(),
        "rule": rule(),
        "noisy": noisy(),
        "light-on-dark": two(paper=25, ink=235),
        "single": single(),
    }
    listed = []
    for name, page in pages.items():
        page.image.save(os.path.join(OUT, f"{name}.png"), optimize=True)
        listed.append(f' {{"page": {json.dumps(name)}, "paper": {page.paper}, "pieces": {json.dumps(page.pieces)}}}')
    with open(os.path.join(OUT, "pages.json"), "w", encoding="utf8") as file:
        file.write("[\n" + ",\n".join(listed) + "\n]\n")


if __name__ == "__main__":
    main()
