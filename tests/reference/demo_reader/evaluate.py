"""Measures the demo reader on lines of font families that it was never trained on, and draws the test suite's lines.

    python tests/reference/demo_reader/evaluate.py host/assets/demo
    python tests/reference/demo_reader/evaluate.py --draw tests/reference/demo_reader/lines

The first form prints two character error rates (edits over characters of the truth, summed over all lines) of transformers' greedy
reading with the checkpoint's weights in f32 arithmetic: of general lines (every kind of text and of flaw) and of clean ones (words in
black on white), each of up to 40 characters at 14 to 48 px. The second draws 50 lines of either kind with their texts in lines.json.
Lines wider than the reader was made for (784 px at 28 px height) are not drawn.
"""

import argparse
import json
import os
import random

import torch
from PIL import Image
from rapidfuzz.distance import Levenshtein
from tokenizers import Tokenizer
from transformers.utils import logging

from chars import split_families
from lines import EVALUATION_SIZES, Lines
from model import HEIGHT, WIDEST, load, read, scaled

LONGEST = 40
SEED = 999
TEST_SEED = 2026


def held_out_lines(kind, count, seed):
    """`count` lines (image, text) of a kind, "general" or "clean"."""
    rng, lines, drawn = random.Random(f"{kind} {seed}"), Lines(split_families()[1], EVALUATION_SIZES), []
    while len(drawn) < count:
        image, text = getattr(lines, kind)(rng, LONGEST)
        if image.width * HEIGHT <= WIDEST * image.height:
            drawn.append((image, text))
    return drawn


def error_rate(pairs):
    """Edits over characters of (truth, read) pairs."""
    return sum(Levenshtein.distance(*pair) for pair in pairs) / sum(len(truth) for truth, _ in pairs)


def opened(folder):
    """The model in f32 and the tokenizer of a checkpoint folder."""
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    return load(folder, torch.bfloat16).float().eval(), Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))


def evaluate(folder, count, seed, show):
    """Prints both error rates, and the lines read wrongly where `show` is set."""
    model, tok = opened(folder)
    for kind in ("clean", "general"):
        lines = held_out_lines(kind, count, seed)
        texts = read(model, [scaled(image) for image, _ in lines], tok)
        pairs = [(truth, text) for (_, truth), text in zip(lines, texts)]
        right = sum(truth == text for truth, text in pairs)
        print(f"{kind}: CER {100 * error_rate(pairs):.2f} % ({count} lines, {right} without an error)", flush=True)
        if show:
            for truth, text in pairs:
                if truth != text:
                    print(f"    {truth!r}\n    {text!r}")


def draw(out):
    """Writes the test suite's lines as PNG files with their texts."""
    os.makedirs(out, exist_ok=True)
    listed = []
    for kind in ("general", "clean"):
        for image, text in held_out_lines(kind, 50, TEST_SEED):
            name = f"{len(listed):03}.png"
            image.save(os.path.join(out, name), optimize=True)
            listed.append({"file": name, "kind": kind, "text": text})
    with open(os.path.join(out, "lines.json"), "w", encoding="utf8") as file:
        json.dump(listed, file, indent=1, ensure_ascii=False)
        file.write("\n")


def read_drawn(folder, out):
    """Prints the error rates of the test suite's lines as they lie in the folder `out`."""
    model, tok = opened(folder)
    with open(os.path.join(out, "lines.json"), encoding="utf8") as file:
        listed = json.load(file)
    texts = read(model, [scaled(Image.open(os.path.join(out, line["file"]))) for line in listed], tok)
    for kind in ("general", "clean"):
        pairs = [(line["text"], text) for line, text in zip(listed, texts) if line["kind"] == kind]
        print(f"test lines, {kind}: CER {100 * error_rate(pairs):.2f} % ({len(pairs)} lines)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", nargs="?", help="the checkpoint folder to measure")
    parser.add_argument("--count", type=int, default=400, help="lines of each kind")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--show", action="store_true", help="print the lines read wrongly")
    parser.add_argument("--draw", metavar="DIR", help="draw the test suite's lines")
    parser.add_argument("--drawn", metavar="DIR", help="measure on the lines that lie in DIR instead")
    args = parser.parse_args()
    torch.manual_seed(0)
    if args.draw:
        draw(args.draw)
    elif args.drawn:
        read_drawn(args.checkpoint, args.drawn)
    else:
        evaluate(args.checkpoint, args.count, args.seed, args.show)


if __name__ == "__main__":
    main()
