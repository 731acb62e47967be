r"""Makes otsl.tsv: OTSL texts and the HTML that PaddleX writes for them.

Run: python tests/reference/text/otsl.py (needs requirements-paddlex.txt)

Columns: the OTSL; the HTML as PaddleX gives it (empty without cells, `\fails` where PaddleX raises); the HTML of the
same text repaired as the robust reading takes it: an empty <fcel> is an empty cell, text before the first tag is gone.
Backslash, newline, carriage return and tab are escaped as in Python.
"""

import argparse
import random
import re
from pathlib import Path

import paddlex_source

TAGS = ["<fcel>", "<ecel>", "<lcel>", "<ucel>", "<xcel>", "<nl>"]
HAND_WRITTEN = [
    "",
    "no table at all",
    "<nl>",
    "<nl><nl>",
    "<ecel>",
    "<fcel>",
    "<fcel>a",
    "<fcel>a<nl>",
    "<fcel>a<fcel>b<nl><fcel>1<fcel>2<nl>",
    "<fcel>a<lcel><nl><fcel>1<fcel>2<nl>",
    "<fcel>a<fcel>b<nl><ucel><fcel>2<nl>",
    "<fcel>a<lcel><fcel>c<nl><ucel><xcel><fcel>d<nl><fcel>e<fcel>f<fcel>g<nl>",
    "<fcel>a<fcel>b<fcel>c<nl><fcel>1<nl><fcel>1<fcel>2<fcel>3<ecel><ecel><nl>",
    "<fcel>a<ecel><ecel><ecel><ecel><nl><fcel>1<fcel>2<nl><fcel>3<fcel>4<nl>",
    "<fcel>a & b<fcel>1 < 2 > 0<fcel>\"x\" 'y'<nl>",
    "<fcel> padded \n<fcel>\ttwo\nlines\n<nl>\n<fcel>x\u3000<fcel>\u00a0y\x1f<nl>\n",
    "<fcel><fcel>b<nl>",
    "<fcel>a<fcel><nl>",
    "<fcel>a<fcel><nl><lcel><fcel>b<nl>",
    "<fcel><lcel><lcel><nl><fcel>a<fcel>b<fcel>c<nl>",
    "<fcel><fcel>\n<fcel><nl>",
    "<fcel>",
    "<fcel><nl><fcel><nl>",
    "before<fcel>a<fcel>b<nl>after",
    "before<fcel>a<fcel>b",
    "before<fcel>a<nl>between<fcel>b<nl>",
    "<ecel>lost<fcel>a<nl>",
    "<ecel>lost<lcel><nl><fcel>a<fcel>b<nl>",
    "<lcel><ucel><nl><xcel><fcel>a<nl>",
    "<lcel><lcel><nl>",
    "<fcel>a<ucel><lcel><nl><xcel><lcel><fcel>b<nl>",
    "<fcel>a<xcel><nl><xcel><fcel>b<nl>",
    "<fcel>a<lcel><nl><fcel>b<ucel><nl><ucel><xcel><nl>",
    "<fcel>cut <fce",
    "<fcel>a<fcel>b<nl><fcel>1<fcel>2<n",
    "<fcel>x<<nl>>",
    "<fcel>日本語<fcel>中文<nl><fcel>é<fcel>🙂<nl>",
    "<fcel>\\(x^2\\)<fcel>$5<nl>",
]


def random_case(rng):
    """A table with mistakes, or a mere heap of tags."""
    if rng.random() < 0.3:
        return "".join(rng.choice(TAGS + ["x", " ", "&"]) for _ in range(rng.randint(1, 24)))
    parts = []
    width = rng.randint(1, 5)
    for _ in range(rng.randint(1, 6)):
        for _ in range(max(0, width + rng.choice([0, 0, 0, 0, -1, 1, 3]))):
            tag = rng.choices(TAGS[:5], [8, 2, 2, 2, 1])[0]
            empty = rng.random() < 0.05
            parts.append(tag + (rng.choice(["a", "1.5", "x < y", "é b"]) if tag == "<fcel>" and not empty else ""))
        parts.append("<nl>")
    return "".join(parts)


def convert(paddlex, otsl):
    """PaddleX's HTML, or None where it raises."""
    try:
        return paddlex.convert_otsl_to_html(otsl)
    except Exception:
        return None


def repair(otsl):
    """The repair of the robust reading."""
    first = re.search("|".join(TAGS), otsl)
    otsl = otsl[first.start() :] if first else otsl
    otsl = re.sub(r"(<ecel>)(?:(?!%s).)+" % "|".join(TAGS), r"\1", otsl, flags=re.S)
    # The widths are decided by the tags as they stand, so the repair may not turn an <fcel> into an <ecel>.
    return re.sub(r"<fcel>\s*(?=%s|$)" % "|".join(TAGS), "<fcel>\ue000", otsl)


def escape(text):
    """A text as a field of the fixture."""
    if text is None:
        return "\\fails"
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def main():
    """Writes the fixture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".tsv"))
    parser.add_argument("--random", type=int, default=200, help="how many random cases to add")
    args = parser.parse_args()
    paddlex = paddlex_source.load()
    rng = random.Random(7)
    texts = HAND_WRITTEN + [random_case(rng) for _ in range(args.random)]
    cases = []
    for otsl in dict.fromkeys(texts):
        robust = convert(paddlex, repair(otsl)).replace("\ue000", "")
        cases.append([otsl, convert(paddlex, otsl), robust])
    args.out.write_text("".join("\t".join(map(escape, case)) + "\n" for case in cases), encoding="utf-8")
    failing = sum(html is None for _, html, _ in cases)
    print(f"{args.out}: {len(cases)} cases, {failing} at which PaddleX fails")


if __name__ == "__main__":
    main()
