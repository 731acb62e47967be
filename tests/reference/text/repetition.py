"""Makes repetition.tsv: texts and what PaddleX's repetition guard leaves of them.

Run: python tests/reference/text/repetition.py (needs requirements-paddlex.txt)

Columns: the length from which the guard looks at a text (the only option that the pipeline sets); `cut` and how many
characters the guard took from the text's end, or `is` and what it left; then the text in pairs of a part and how often
that is repeated. Backslash, newline, carriage return and tab are escaped as in Python.
"""

import argparse
import random
from pathlib import Path

import paddlex_source

HAND_WRITTEN = [
    [["", 1]],
    [["   ", 40]],
    [["a short text", 1]],
    [["An ordinary line that repeats nothing at all, long enough to be looked at by the guard of the pipeline.", 1]],
    [["la ", 40]],
    [["start of it: ", 1], ["abcdefgh", 20]],
    [["a start that is as long as what follows it, so it counts as text, and long it is, very long ", 1], ["abcdefgh", 12]],
    [["a start that is as long as what follows it, so it counts as text, and long it is, very long ", 1], ["abcdefgh", 11]],
    # The repeated end is exactly half of the text, and one repetition more.
    [["".join(map(chr, range(0x4E00, 0x4E60))), 1], ["abcdefgh", 12]],
    [["".join(map(chr, range(0x4E00, 0x4E60))), 1], ["abcdefgh", 13]],
    [["prefix ", 1], ["ab", 100]],
    [["ab", 24]],
    [["ab", 25]],
    [["ab", 50]],
    [["ab", 51]],
    [["x", 49]],
    [["x", 50]],
    [["x", 100]],
    [["x", 101]],
    [["x", 4999]],
    [["x", 5001]],
    [["1234567", 14]],
    [["1234567", 15]],
    [["12345678", 12]],
    [["12345678", 13]],
    [["  12345678", 13], ["\n\n", 1]],
    [["0123456789", 9]],
    [["0123456789", 10]],
    [["0123456789", 11]],
    [["日本語の文です。", 30]],
    [["é🙂 ", 60]],
    [["\x1c\x1f", 2], ["ab", 30], ["\x1d", 3]],
    [["one line\n", 9]],
    [["one line\n", 10]],
    [["one line of text\n", 10]],
    [["one line of text\n", 12], ["another line\n", 3]],
    [["one line of text\n", 12], ["another line\n", 4]],
    [["another line\n", 3], [" one line of text \n\n", 12]],
    [["one\ntwo\n", 40]],
    [["title\n", 1], ["- item number one\n", 30]],
    [["a, b, c, d, e, f, g, h, ", 7], ["tail", 1]],
    [["xyzxyzxyz", 6], ["abcabcabcabc", 8]],
    [["<fcel>0", 30], ["<nl>", 1]],
    [["<fcel>0<fcel>0<nl>", 300]],
]


def random_case(rng):
    """Some text and then something repeated, on one line or on several."""
    letters = rng.choice(["ab", "abcdefgh ", "éñü日本🙂 "])

    def word(low, high):
        return "".join(rng.choice(letters) for _ in range(rng.randint(low, high)))

    end = rng.choice(["", "", "", "\n"])
    parts = [[word(0, rng.choice([3, 40, 120])) + end, 1], [word(1, rng.choice([3, 12, 30])) + end, rng.randint(1, 40)]]
    if rng.random() < 0.4:
        parts.append([word(0, 6), 1])
    return parts


def escape(text):
    """A text as a field of the fixture."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def main():
    """Writes the fixture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".tsv"))
    parser.add_argument("--random", type=int, default=250, help="how many random cases to add")
    args = parser.parse_args()
    paddlex = paddlex_source.load()
    rng = random.Random(11)
    cases, cut = [], 0
    for parts in HAND_WRITTEN + [random_case(rng) for _ in range(args.random)]:
        text = "".join(string * times for string, times in parts)
        for min_count in [50, 5000]:
            if min_count == 5000 and len(text) < 4000:
                continue
            result = paddlex.truncate_repetitive_content(text, min_count=min_count)
            cut += result != text
            is_prefix = text.startswith(result)
            outcome = ["cut", str(len(text) - len(result))] if is_prefix else ["is", escape(result)]
            fields = [field for string, times in parts for field in (escape(string), str(times))]
            cases.append("\t".join([str(min_count), *outcome, *fields]))
    args.out.write_text("\n".join(cases) + "\n", encoding="utf-8")
    print(f"{args.out}: {len(cases)} cases, {cut} of them cut")


if __name__ == "__main__":
    main()
