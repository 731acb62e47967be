"""Draws the sample pages and their texts, with font families that the demo reader was never trained on.

    python tests/reference/demo_reader/pages.py tests/samples

Each page is a gray PNG with a text file beside it, line by line in reading order: a page of prose with headings (11 pt at 150 dpi), a
letter (11 pt at 150 dpi, turned by 0.7 degrees), a receipt (10 pt at 200 dpi) and a page with two columns (10 pt at 200 dpi).
"""

import argparse
import os

from PIL import Image, ImageDraw, ImageFilter, ImageFont

import page_texts
from chars import split_families

INK, PAPER = 28, 249


def font(file, points, dpi):
    """A font of the held-out families by its file's name."""
    for files in split_families()[1]:
        for path in files:
            if os.path.basename(path).rsplit(".", 1)[0] == file:
                return ImageFont.truetype(path, round(points * dpi / 72))
    raise SystemExit(f"the font {file} is missing; hint: see APT_PACKAGES in chars.py")


class Sheet:
    """A page that is written from the top down; it notes what it writes."""

    def __init__(self, width, height):
        self.image = Image.new("L", (width, height), PAPER)
        self.draw = ImageDraw.Draw(self.image)
        self.lines = []

    def write(self, x, y, text, face, anchor="la"):
        """One line, without a note of its text."""
        self.draw.text((x, y), text, font=face, fill=INK, anchor=anchor)

    def line(self, x, y, text, face, anchor="la"):
        """One line and its text."""
        self.write(x, y, text, face, anchor)
        self.lines.append(text)

    def paragraph(self, left, top, width, text, face, pitch):
        """A paragraph with a ragged right edge; the row after it."""
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if face.getlength(longer) > width and line:
                self.line(left, top, line, face)
                top, line = top + pitch, word
            else:
                line = longer
        self.line(left, top, line, face)
        return top + pitch

    def save(self, folder, name, turn=0.0):
        """The page, slightly soft as a scan is, and its text."""
        image = self.image
        if turn:
            image = image.rotate(-turn, Image.BICUBIC, fillcolor=PAPER)
        image = image.filter(ImageFilter.GaussianBlur(0.5))
        image.save(os.path.join(folder, f"{name}.png"), optimize=True)
        with open(os.path.join(folder, f"{name}.txt"), "w", encoding="utf8") as file:
            file.write("\n".join(self.lines) + "\n")


def page(folder):
    """Prose with headings."""
    dpi = 150
    sheet, top = Sheet(1240, 1754), 150
    text, head, second = font("Caladea-Regular", 11, dpi), font("Caladea-Bold", 18, dpi), font("Caladea-BoldItalic", 13, dpi)
    for block in page_texts.PAGE.strip().split("\n\n"):
        if block.startswith("## "):
            sheet.line(150, top + 8, block[3:], second)
            top += 58
        elif block.startswith("# "):
            sheet.line(150, top, block[2:], head)
            top += 80
        else:
            top = sheet.paragraph(150, top, 940, block, text, 32) + 14
    sheet.save(folder, "page")


def letter(folder):
    """A letter, not quite straight."""
    dpi = 150
    sheet, top = Sheet(1240, 1754), 140
    text = font("OpenSans-Regular", 11, dpi)
    for kind, block in page_texts.LETTER:
        if kind == "text":
            top = sheet.paragraph(160, top, 920, block, text, 35) + 18
            continue
        for line in block.split("\n"):
            sheet.line(*((1080, top, line, text, "ra") if kind == "right" else (160, top, line, text)))
            top += 35
        top += 26
    sheet.save(folder, "letter", turn=0.7)


def receipt(folder):
    """A receipt with its prices on the right."""
    dpi = 200
    text, strong = font("Hack-Regular", 10, dpi), font("Hack-Bold", 10, dpi)
    left, right, top = 40, 720, 50
    sheet = Sheet(right + left, 50 + 44 * (len(page_texts.RECEIPT) + 3))
    for kind, *parts in page_texts.RECEIPT:
        face = strong if parts[0].isupper() and parts[0] in ("TOTAL", "CORNER & FIELD") else text
        if kind == "centre":
            sheet.line((left + right) // 2, top, parts[0], face, "ma")
        else:
            sheet.write(left, top, parts[0], face)
            sheet.write(right, top, parts[1], face, "ra")
            sheet.lines.append(" ".join(parts))
        top += 44
        if parts[0] in ("Till 03", "Voucher", "CARD", "48 Mill Road, Ashford"):
            sheet.draw.line((left, top + 10, right, top + 10), fill=INK, width=2)
            top += 30
    sheet.save(folder, "receipt")


def columns(folder):
    """Two columns under a heading."""
    dpi = 200
    sheet = Sheet(1654, 2339)
    text, head = font("Cantarell-Regular", 10, dpi), font("Cantarell-Bold", 20, dpi)
    title, *parts = page_texts.COLUMNS
    sheet.line(827, 170, title, head, "ma")
    for left, part in zip((160, 867), parts):
        top = 320
        for block in part.split("\n\n"):
            top = sheet.paragraph(left, top, 627, block, text, 40) + 22
    sheet.save(folder, "columns")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", help="the folder to write to")
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    for draw in (page, letter, receipt, columns):
        draw(args.out)


if __name__ == "__main__":
    main()
