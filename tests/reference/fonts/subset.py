"""Makes the fonts that the charts and the window carry, and their licence file, in host/assets/fonts.

    apt-get install fonts-noto-cjk fonts-noto-core
    pip install -r tests/reference/fonts/requirements.txt
    python tests/reference/fonts/subset.py            writes the fonts and OFL.txt
    python tests/reference/fonts/subset.py --check    exit code 1 if a committed file is another

NotoSansSC-Subset.otf is Noto Sans CJK's Simplified Chinese face, regular weight, cut down to what labels and menus in English and Chinese
need; its outlines stay as they are (CFF). NotoSans-Subset.ttf is what of the same list only Noto Sans has, and LATIN_SIGNS. Hints, layout
features and names in other languages go. The same packages and fonttools give the same bytes.
"""

import argparse
import io
import os
import sys

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

HERE = os.path.dirname(os.path.abspath(__file__))
FONTS = os.path.normpath(os.path.join(HERE, "..", "..", "..", "host", "assets", "fonts"))

# Debian 12: fonts-noto-cjk 1:20220127+repack1-1, fonts-noto-core 20201225-1.
COLLECTION = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
FACE = "Noto Sans CJK SC"
LATIN = "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"
COPYRIGHT = "/usr/share/doc/fonts-noto-cjk/copyright"

# First and last code point, and what they are. Code points that neither font has are left out and counted.
BLOCKS = [
    (0x0020, 0x007E, "ASCII"),
    (0x00A0, 0x00FF, "Latin-1"),
    (0x0100, 0x017F, "Latin Extended-A"),
    (0x0370, 0x03FF, "Greek"),
    (0x2010, 0x205E, "general punctuation"),
    (0x2070, 0x209C, "superscripts and subscripts"),
    (0x20A0, 0x20BF, "currency signs"),
    (0x2100, 0x214F, "letter-like symbols"),
    (0x2150, 0x218B, "number forms"),
    (0x2190, 0x21FF, "arrows"),
    (0x2200, 0x22FF, "mathematical operators"),
    (0x2460, 0x2473, "circled digits"),
    (0x2500, 0x259F, "box drawing and blocks"),
    (0x25A0, 0x25FF, "geometric shapes"),
    (0x2600, 0x27BF, "symbols and dingbats"),
    (0x3000, 0x303F, "CJK punctuation"),
    (0xFF00, 0xFFEF, "full-width forms"),
    (0xFFFD, 0xFFFD, "replacement character"),
]

# Signs that Noto Sans CJK draws for Chinese text, wide or in the middle of the line; labels and English text take them from Noto Sans.
LATIN_SIGNS = {ord(sign) for sign in "…×±·≤≥≠≈¹²³“”‘’—–"}


def gb2312():
    """The code points of GB 2312: rows 1 to 9 (symbols, kana, Greek, Cyrillic, bopomofo) and 16 to 87 (hanzi of levels 1 and 2)."""
    points = set()
    for row in [*range(1, 10), *range(16, 88)]:
        for cell in range(1, 95):
            try:
                points.add(ord(bytes([0xA0 + row, 0xA0 + cell]).decode("gb2312")))
            except UnicodeDecodeError:
                pass  # an unassigned cell
    return points


def chinese():
    """The face named FACE of the collection."""
    for font in TTCollection(COLLECTION).fonts:
        if font["name"].getDebugName(1) == FACE:
            return font
    sys.exit(f"{COLLECTION} has no face {FACE}; hint: install the package fonts-noto-cjk named above")


def cut(font, points):
    """The font's bytes with these code points alone."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["BASE", "GPOS", "GSUB", "GDEF", "VORG", "vhea", "vmtx"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=points)
    cutter.subset(font)
    font.recalcTimestamp = False
    out = io.BytesIO()
    font.flavor = None
    font.save(out)
    print(f"{len(points)} code points, {len(font.getGlyphOrder())} glyphs, {len(out.getvalue())} bytes")
    return out.getvalue()


def licence(fonts):
    """The fonts' copyright lines and the Open Font License, from the package's copyright file."""
    with open(COPYRIGHT, encoding="utf-8") as file:
        paragraphs = file.read().split("\n\n")
    text = next(p for p in paragraphs if p.startswith("License: SIL-1.1\n")).splitlines()[1:]
    lines = ["" if line.strip() == "." else line[1:] for line in text]
    holders = [f"{name}: {font['name'].getDebugName(0)}" for name, font in fonts]
    head = [*holders, "", "This Font Software is licensed under the SIL Open Font License, Version 1.1, below.", ""]
    return ("\n".join([*head, *lines]) + "\n").encode()


def make():
    """File names and contents; prints what each block got."""
    sans_sc, sans = chinese(), TTFont(LATIN)
    in_sc, in_sans = set(sans_sc.getBestCmap()), set(sans.getBestCmap())
    wanted = gb2312()
    print(f"{'GB 2312':30} {len(wanted & in_sc):5} of {len(wanted)}")
    for first, last, name in BLOCKS:
        block = set(range(first, last + 1))
        print(f"{name:30} {len(block & in_sc):5} and {len(block & (in_sans - in_sc)):4} of {len(block)} code points")
        wanted |= block
    legal = licence([("NotoSansSC-Subset.otf", sans_sc), ("NotoSans-Subset.ttf", sans)])
    return {
        "NotoSansSC-Subset.otf": cut(sans_sc, wanted & in_sc),
        "NotoSans-Subset.ttf": cut(sans, (wanted & (in_sans - in_sc)) | (LATIN_SIGNS & in_sans)),
        "OFL.txt": legal,
    }


def main():
    """Writes the files, or compares them with the committed ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the committed files; write nothing")
    arguments = parser.parse_args()
    differ = False
    for name, data in make().items():
        path = os.path.join(FONTS, name)
        if arguments.check:
            with open(path, "rb") as file:
                same = file.read() == data
            print(f"{name}: {'the same' if same else 'differs'}")
            differ |= not same
        else:
            os.makedirs(FONTS, exist_ok=True)
            with open(path, "wb") as file:
                file.write(data)
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
