"""Makes the demo reader anew, from nothing to the embedded checkpoint and its figures.

    apt-get install $(python tests/reference/demo_reader/make.py --packages)
    python tests/reference/demo_reader/make.py WORK

WORK receives the runs' states; a command that was interrupted goes on from them when it is given again. The steps are those that made the
committed checkpoint: three runs, each from the one before with a lower learning rate, about three hours on two cores at 80 to 120 lines a
second. Then the checkpoint is written to host/assets/demo, checked against the reference, and measured.
"""

import argparse
import os
import subprocess
import sys

from chars import APT_PACKAGES

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.normpath(os.path.join(HERE, "..", "..", ".."))
DEMO = os.path.join(ROOT, "host", "assets", "demo")
SAMPLES = os.path.join(ROOT, "tests", "samples")

RUNS = [
    ["--minutes", "40", "--lr", "2e-3", "--hold", "0.3", "--stages", "[[0.06, 10], [0.25, 24], [1, 48]]", "--ctc", "0.3"],
    ["--minutes", "93", "--lr", "1.4e-3", "--hold", "0.15", "--stages", "[[0.1, 30], [1, 52]]", "--ctc", "0.3"],
    ["--minutes", "40", "--lr", "6e-4", "--hold", "0.05", "--stages", "[[1, 48]]", "--ctc", "0.1", "--average", "0.99"],
]


def script(name, *args):
    """Runs a script that lies beside this one."""
    print(f"{name} {' '.join(args)}", flush=True)
    subprocess.run([sys.executable, os.path.join(HERE, name), *args], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", nargs="?", help="a folder for the runs, outside the repository")
    parser.add_argument("--packages", action="store_true", help="print the Debian packages of the fonts and words")
    args = parser.parse_args()
    if args.packages:
        print(*APT_PACKAGES["fonts"], *APT_PACKAGES["words"])
        return
    if not args.work:
        parser.error("the folder for the runs is missing")
    before = []
    for index, options in enumerate(RUNS):
        out = os.path.join(args.work, f"run{index}")
        script("train.py", out, *options, *before)
        before = ["--resume", os.path.join(out, "checkpoint")]
    script("export.py", before[1], DEMO)
    script("check.py", DEMO)
    script("evaluate.py", DEMO)
    script("evaluate.py", DEMO, "--drawn", os.path.join(HERE, "lines"))
    pages = sorted(name for name in os.listdir(SAMPLES) if name.endswith(".png"))
    script("evaluate_pages.py", DEMO, *(os.path.join(SAMPLES, name) for name in pages))


if __name__ == "__main__":
    main()
