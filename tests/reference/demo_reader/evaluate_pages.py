"""Measures the demo reader on whole pages: the split-lines crate cuts them, transformers reads the pieces.

    python tests/reference/demo_reader/evaluate_pages.py host/assets/demo tests/samples/*.png

The error rate is that of the page's text against the .txt file beside it, runs of white space on either side being one space.
"""

import argparse
import json
import os
import subprocess
import tempfile

from PIL import Image
from rapidfuzz.distance import Levenshtein

from evaluate import opened
from model import read, scaled

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
CUT = ["cargo", "run", "--release", "--quiet", "--manifest-path", os.path.join(ROOT, "plugins", "Cargo.toml")]
CUT += ["-p", "split-lines", "--example", "cut", "--"]


def pieces(path, cut):
    """The crops of a page's lines, a list for each line."""
    with tempfile.TemporaryDirectory() as folder:
        straight = os.path.join(folder, "straight.png")
        layout = json.loads(subprocess.check_output(cut + [os.path.abspath(path), straight]))
        page = Image.open(straight).convert("RGB")
    return [[page.crop(box) for box in line["pieces"]] for line in layout["lines"]]


def read_page(model, tok, lines):
    """The texts of a page's lines."""
    texts = iter(read(model, [scaled(crop) for line in lines for crop in line], tok))
    return [" ".join(next(texts) for _ in line) for line in lines]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", help="the checkpoint folder to measure")
    parser.add_argument("pages", nargs="+", help="PNG files with their texts beside them")
    parser.add_argument("--cut", help="the built example `cut` of split-lines, where it is not to be built")
    parser.add_argument("--show", action="store_true", help="print what was read")
    args = parser.parse_args()
    model, tok = opened(args.checkpoint)
    for path in args.pages:
        lines = read_page(model, tok, pieces(path, [args.cut] if args.cut else CUT))
        with open(os.path.splitext(path)[0] + ".txt", encoding="utf8") as file:
            truth = " ".join(file.read().split())
        text = " ".join(" ".join(lines).split())
        rate = Levenshtein.distance(truth, text) / len(truth)
        print(f"{os.path.basename(path)}: CER {100 * rate:.2f} % ({len(truth)} characters, {len(lines)} lines)", flush=True)
        if args.show:
            print("\n".join(lines))


if __name__ == "__main__":
    main()
