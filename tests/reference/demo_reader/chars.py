"""The demo reader's characters, fonts and words: what it can read, what it was drawn with and what the lines say."""

import functools
import glob
import os
import random
import string

from fontTools.ttLib import TTFont

ASCII = [chr(code) for code in range(32, 127)]
EXTRA = list(
    "£€©®°§±·–—‘’“”•…×ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûü¡¿¢¥«»ÝÞÐýþðÿ"
)
CHARS = ASCII + EXTRA
"""Every character of the reader, in the order of its token ids (which start after the special tokens and the line feed)."""

APT_PACKAGES = {
    "fonts": (
        "fonts-dejavu fonts-liberation fonts-freefont-ttf fonts-lato fonts-crosextra-carlito fonts-crosextra-caladea gsfonts "
        "fonts-noto-core fonts-open-sans fonts-roboto fonts-linuxlibertine fonts-inconsolata fonts-cantarell fonts-hack "
        "fonts-firacode fonts-ebgaramond fonts-ebgaramond-extra fonts-junicode fonts-texgyre fonts-lmodern fonts-cmu "
        "fonts-jetbrains-mono fonts-fantasque-sans fonts-cabin fonts-comfortaa fonts-dosis fonts-quicksand fonts-inter fonts-go "
        "fonts-b612 fonts-mononoki fonts-anonymous-pro fonts-oxygen fonts-vollkorn fonts-sil-gentium-basic fonts-sil-gentiumplus "
        "fonts-sil-charis fonts-sil-andika fonts-stix fonts-play fonts-karla fonts-league-mono fonts-adf-accanthis "
        "fonts-adf-baskervald fonts-adf-berenis fonts-adf-gillius fonts-adf-libris fonts-adf-romande fonts-adf-switzera "
        "fonts-adf-tribun fonts-adf-universalis fonts-adf-verana fonts-gfs-didot fonts-gfs-artemisia fonts-gfs-neohellenic "
        "fonts-averia-sans-gwf fonts-averia-serif-gwf fonts-tlwg-loma-ttf fonts-tlwg-garuda-ttf fonts-tlwg-kinnari-ttf "
        "fonts-tlwg-norasi-ttf fonts-tlwg-typewriter-ttf fonts-goudybookletter fonts-lindenhill fonts-mplus fonts-sora "
        "fonts-century-catalogue fonts-ocr-b fonts-agave fonts-hermit fonts-roboto-slab fonts-courier-prime fonts-paratype "
        "fonts-tuffy fonts-tiresias fonts-clear-sans fonts-jura fonts-manrope fonts-national-park fonts-opendin "
        "fonts-routed-gothic fonts-cardo fonts-arapey fonts-yrsa-rasa fonts-sil-doulos fonts-morisawa-bizud-gothic "
        "fonts-naver-d2coding fonts-monoid texlive-fonts-extra"
    ).split(),
    "words": (
        "wamerican wfrench wngerman wspanish witalian wportuguese wdutch wswedish wdanish wcatalan"
    ).split(),
}
"""The Debian packages that the fonts and the words come from."""

ROOT = os.environ.get("DEMO_READER_ROOT", "/")
"""Where the packages' files lie, for a machine on which they are not installed."""

_FONTS = ("usr/share/fonts", "usr/share/texlive/texmf-dist/fonts/opentype", "usr/share/texlive/texmf-dist/fonts/truetype")

HELD_OUT_FAMILIES = ("Caladea", "Cantarell", "Hack", "Open Sans")
"""Families that training never draws with: the evaluation, the test lines and the sample pages use them alone."""

_SKIPPED_FILES = (
    "symbol dingbat d050000l math hairline emoji thin extralight black initials lcdmmono outline "
    "chancery chorus fell unslanted upright dunhill classical blackletter fullwidth theanodidot-bold theanomodern-bold theanooldstyle-bold"
).split()
_SKIPPED_FAMILIES = (" SC", "Smallcaps", "Script", "Z003", "Upright Italic", "Classical", "ADF Style")
"""Families of small capitals and of scripts."""

_SKIPPED_TEX = tuple(
    "ALM Acathist AeBonum AeMMono AeMRoman AePagella AeSchola Almendra Alpha Archiv0 Cinzel Droid Forum Frm IM Logix Mezenets Miama Modak "
    "Monomakh NewComputerModern Open Pochaevsk Poiret Ponomar Shafarik Triodion".split()
)
"""How the names begin of TeX's families that are ornamental or Church Slavonic, copies of others, or near to the held-out ones."""

_MERGED = ("Iwona", "Kurier", "Lexend", "Verana", "Antykwa Poltawskiego", "Quicksand")
"""Families whose widths and weights count as families of their own by their names."""

_NOTO = ("NotoSans", "NotoSerif", "NotoSansMono", "NotoSansDisplay", "NotoSerifDisplay")


def families():
    """Font files by family: of the installed fonts those that cover every character and are made for running text."""
    needed = {ord(char) for char in CHARS}
    found = {}
    paths = sorted(
        path
        for end in ("ttf", "otf")
        for folder in _FONTS
        for path in glob.glob(os.path.join(ROOT, folder, "**", f"*.{end}"), recursive=True)
    )
    for path in paths:
        name = os.path.basename(path)
        if any(part in name.lower() for part in _SKIPPED_FILES):
            continue
        if name.startswith("Noto") and name.split("-")[0] not in _NOTO:
            continue
        try:
            font = TTFont(path, lazy=True)
            if not needed <= set(font.getBestCmap() or {}):
                continue
            family = font["name"].getDebugName(16) or font["name"].getDebugName(1)
        except Exception:  # a font that fontTools cannot read is a font that is not used
            continue
        if any(part in family for part in _SKIPPED_FAMILIES):
            continue
        if "texmf-dist" in path and family.startswith(_SKIPPED_TEX):
            continue
        family = next((name for name in _MERGED if family.startswith(name)), family)
        found.setdefault(family.split(" Condensed")[0].split(" SemiCondensed")[0], []).append(path)
    return found


@functools.cache
def split_families():
    """The font files to train with and those held out, each a list of families."""
    every = families()
    held_out = [files for name, files in every.items() if name.startswith(HELD_OUT_FAMILIES)]
    train = [files for name, files in every.items() if not name.startswith(HELD_OUT_FAMILIES)]
    if not held_out or not train:
        raise SystemExit(f"fonts are missing; hint: apt-get install {' '.join(APT_PACKAGES['fonts'])}")
    return train, held_out


def word_list(language):
    """The words of one of Debian's lists that are written with the reader's characters alone."""
    path = os.path.join(ROOT, "usr/share/dict", language)
    if not os.path.exists(path):
        raise SystemExit(f"{path} is missing; hint: apt-get install {' '.join(APT_PACKAGES['words'])}")
    with open(path, "rb") as file:
        lines = file.read().splitlines()
    known, words = set(CHARS), []
    for line in lines:
        try:
            word = line.decode("utf8").strip()
        except UnicodeDecodeError:
            word = line.decode("latin1").strip()
        if word and known.issuperset(word):
            words.append(word)
    return words


def number(rng):
    """A number as documents write them: amounts, dates, times, telephone numbers, codes."""
    kind = rng.randrange(9)
    if kind == 0:
        return str(rng.randrange(10 ** rng.randrange(1, 9)))
    if kind == 1:
        return f"{rng.uniform(0, 10 ** rng.randrange(1, 6)):,.{rng.randrange(0, 4)}f}"
    if kind == 2:
        return f"{rng.choice('$£€')}{rng.uniform(0, 10 ** rng.randrange(1, 6)):,.2f}"
    if kind == 3:
        return f"{rng.randrange(1900, 2035)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    if kind == 4:
        return f"{rng.randrange(1, 29)}/{rng.randrange(1, 13)}/{rng.randrange(1950, 2035)}"
    if kind == 5:
        return f"{rng.randrange(0, 24)}:{rng.randrange(0, 60):02}"
    if kind == 6:
        return f"{rng.uniform(0, 100):.{rng.randrange(0, 3)}f}%"
    if kind == 7:
        return f"+{rng.randrange(1, 99)} {rng.randrange(100, 1000)} {rng.randrange(100, 1000)} {rng.randrange(1000, 10000)}"
    return f"{rng.choice(string.ascii_uppercase)}{rng.choice(['', '-', ' '])}{rng.randrange(1, 10000)}"


def cased(rng, word):
    """The word as it stands, capitalised, or in capitals."""
    kind = rng.random()
    if kind < 0.10:
        return word.upper()
    return word[:1].upper() + word[1:] if kind < 0.30 else word


def fitted(text, limit):
    """At most `limit` characters with single spaces, and never nothing."""
    return " ".join(text.split())[:limit].strip() or "a"
