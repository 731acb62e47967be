"""Draws the pages that the crate is tested with, and where their lines are.

    python plugins/split-lines/tests/draw_pages.py

It writes pages/*.png and pages/pages.json beside itself: for each page its angle and its lines in reading order, each by its text, the
middle of its ink and the ink's width and height along the line. It needs Pillow, numpy and the font DejaVu Sans.
"""

import json
import math
import os

import numpy as np
from PIL import Image, ImageDraw, ImageFont

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pages")
FONTS = "/usr/share/fonts/truetype/dejavu/"
PROSE = (
    "A line of text is found by its letters, which stand close together on one level. The dots of i and j, the accents of é and Å, "
    "commas, full stops and “quotes” belong to the line as well. Some lines are short. Others go on to the edge of the page and are "
    "broken there; the last one of a paragraph ends where it likes – just so."
)


def font(size, name="DejaVuSans"):
    return ImageFont.truetype(f"{FONTS}{name}.ttf", size)


class Page:
    """A gray page and its lines' boxes."""

    def __init__(self, width, height, paper=250, ink=20):
        self.image = Image.new("L", (width, height), paper)
        self.draw = ImageDraw.Draw(self.image)
        self.paper, self.ink = paper, ink
        self.lines, self.angle = [], 0.0

    def put(self, x, y, text, face, anchor="la", ink=None):
        """Draws text; its ink's box."""
        self.draw.text((x, y), text, font=face, fill=self.ink if ink is None else ink, anchor=anchor)
        return self.draw.textbbox((x, y), text, font=face, anchor=anchor)

    def line(self, x, y, text, face, anchor="la", ink=None):
        """Draws and notes a line."""
        self.note(text, self.put(x, y, text, face, anchor, ink))

    def note(self, text, box):
        """Notes a line by its box."""
        left, top, right, bottom = box
        self.lines.append({"text": text, "x": (left + right) / 2, "y": (top + bottom) / 2, "width": right - left, "height": bottom - top})

    def paragraph(self, left, top, width, text, face, pitch):
        """Draws text in lines of up to the width; the row after it."""
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and face.getlength(longer) > width:
                self.line(left, top, line, face)
                top, line = top + pitch, word
            else:
                line = longer
        self.line(left, top, line, face)
        return top + pitch

    def turn(self, angle):
        """Turns the page so that its lines fall by the angle in degrees."""
        middle_x, middle_y = self.image.width / 2, self.image.height / 2
        sin, cos = math.sin(math.radians(angle)), math.cos(math.radians(angle))
        self.image = self.image.rotate(-angle, Image.BICUBIC, fillcolor=self.paper)
        for line in self.lines:
            x, y = line["x"] - middle_x, line["y"] - middle_y
            line["x"], line["y"] = cos * x - sin * y + middle_x, sin * x + cos * y + middle_y
        self.angle = angle


def prose(**colours):
    page = Page(640, 400, **colours)
    page.line(40, 30, "A heading of its own size", font(30, "DejaVuSans-Bold"))
    end = page.paragraph(40, 90, 560, PROSE, font(16), 24)
    page.paragraph(40, end + 16, 560, PROSE[::-1].replace("“", "").replace("”", "")[:150], font(16), 24)
    return page


def turned(angle):
    page = prose()
    page.turn(angle)
    return page


def columns():
    page = Page(760, 460)
    page.line(380, 30, "Two columns under one heading", font(26, "DejaVuSans-Bold"), "ma")
    page.paragraph(40, 90, 320, PROSE, font(15), 22)
    page.paragraph(400, 97, 320, PROSE[60:], font(15), 22)
    end = page.lines[-1]["y"] + 60
    page.paragraph(40, end, 680, "A paragraph below both columns goes over the whole width of the page, and is read last of all.", font(15), 22)
    return page


def receipt():
    page = Page(420, 400)
    face = font(17, "DejaVuSansMono")
    page.line(210, 20, "RECEIPT No. 17", font(20, "DejaVuSansMono-Bold"), "ma")
    top = 70
    for name, price in [("Tea", "1.20"), ("Two rolls", "2.40"), ("Jam, 250 g", "13.05"), ("Coffee", "3.00"), ("TOTAL", "19.65")]:
        if name == "TOTAL":
            page.draw.line((30, top + 4, 390, top + 4), fill=20, width=2)
            top += 20
        first, second = page.put(30, top, name, face), page.put(390, top, price, face, "ra")
        page.note(f"{name} {price}", (first[0], min(first[1], second[1]), second[2], max(first[3], second[3])))
        top += 40
    page.line(210, top + 10, "Thank you", face, "ma")
    return page


def band():
    """A dark band with light text on a light page."""
    page = Page(640, 300)
    page.draw.rectangle((0, 20, 639, 80), fill=40)
    page.line(40, 34, "Light letters on a dark band", font(24), ink=240)
    page.paragraph(40, 110, 560, PROSE, font(16), 24)
    return page


def table():
    """Cells in a ruled grid, one letter touching a rule."""
    page = Page(560, 240)
    face = font(17)
    for row, cells in enumerate([("Name", "Weight", "Price"), ("Apples", "1.2 kg", "3.15"), ("Pears", "0.8 kg", "2.60"), ("Plums", "2.0 kg", "7.20")]):
        boxes = [page.put(40 + 170 * column, 34 + 46 * row, cell, face) for column, cell in enumerate(cells)]
        page.note(" ".join(cells), (boxes[0][0], min(b[1] for b in boxes), boxes[-1][2], max(b[3] for b in boxes)))
    for row in range(5):
        page.draw.line((26, 20 + 46 * row, 526, 20 + 46 * row), fill=20, width=2)
    for column in (26, 196, 366, 526):
        page.draw.line((column, 20, column, 204), fill=20, width=2)
    return page


def noisy():
    """Gaussian noise and specks of dirt."""
    page = prose()
    rng = np.random.default_rng(7)
    pixels = np.asarray(page.image, np.float32) * 0.85
    pixels = pixels + rng.normal(0, 9, pixels.shape)
    pixels[rng.random(pixels.shape) < 0.002] = 30
    page.image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).quantize(24).convert("L")
    return page


def shadow():
    """Light that falls off towards a corner."""
    page = prose()
    y, x = np.mgrid[0:400, 0:640]
    light = 1 - 0.5 * (x / 640) * (y / 400)
    page.image = Image.fromarray((np.asarray(page.image) * light).astype(np.uint8))
    return page


def blank():
    """Paper and nothing else, with a scanner's noise."""
    page = Page(300, 200)
    noise = np.random.default_rng(3).normal(235, 4, (200, 300))
    page.image = Image.fromarray(np.clip(noise, 0, 255).astype(np.uint8))
    return page


def main():
    os.makedirs(OUT, exist_ok=True)
    pages = {
        "prose": prose(),
        "falling": turned(3.0),
        "rising": turned(-3.0),
        "columns": columns(),
        "receipt": receipt(),
        "light-on-dark": prose(paper=25, ink=235),
        "band": band(),
        "table": table(),
        "noisy": noisy(),
        "shadow": shadow(),
        "blank": blank(),
    }
    listed = []
    for name, page in pages.items():
        page.image.save(os.path.join(OUT, f"{name}.png"), optimize=True)
        listed.append({"page": name, "angle": page.angle, "lines": page.lines})
    with open(os.path.join(OUT, "pages.json"), "w", encoding="utf8") as file:
        json.dump(listed, file, indent=1, ensure_ascii=False)
        file.write("\n")


if __name__ == "__main__":
    main()
