"""Makes the demo reader anew, from nothing to the embedded checkpoint and its figures.

    apt-get install $(python tests/reference/demo_reader/make.py --packages)
    python tests/reference/demo_reader/make.py WORK

WORK receives the runs' states; a command that was interrupted goes on from them when it is given again. The steps are those that made the
committed checkpoint: three runs of a smaller model, each from the one before with a lower learning rate, about three hours on two cores at
80 to 120 lines a second; then a run of that model with three more vision layers on a GPU (`--device cpu` does it without one, in a day), and
one that goes on from there on one core, at 40 lines a second. Then the checkpoint is written to host/assets/demo, checked against the
reference, and measured.
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
"""The options of the smaller model's runs."""

GROWN_RUN = "--lr 1.5e-3 --hold 0.1 --warmup 300 --ctc 0.2 --average 0.999 --bf16".split() + ["--stages", "[[1, 52]]"]
GROWN_RUN_ON = {
    "cuda": f"--device cuda --minutes 9 --workers {max(1, (os.cpu_count() or 2) - 1)} --area 10000 --batches 1".split(),
    "cpu": "--minutes 1440".split(),
}
LAST_RUN = "--minutes 100 --lr 7e-4 --hold 0.15 --warmup 100 --ctc 0.1 --processes 1".split() + ["--stages", "[[1, 52]]"]


def script(name, *args):
    """Runs a script that lies beside this one."""
    print(f"{name} {' '.join(args)}", flush=True)
    subprocess.run([sys.executable, os.path.join(HERE, name), *args], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", nargs="?", help="a folder for the runs, outside the repository")
    parser.add_argument("--packages", action="store_true", help="print the Debian packages of the fonts and words")
    parser.add_argument("--device", choices=list(GROWN_RUN_ON), default="cuda", help="what the run after the growth computes on")
    args = parser.parse_args()
    if args.packages:
        print(*APT_PACKAGES["fonts"], *APT_PACKAGES["words"])
        return
    if not args.work:
        parser.error("the folder for the runs is missing")
    before = []
    for index, options in enumerate(RUNS):
        out = os.path.join(args.work, f"run{index}")
        script("train.py", out, "--vision-layers", "5", *options, *before)
        before = ["--resume", os.path.join(out, "checkpoint")]
    start, grown, out = (os.path.join(args.work, name) for name in ("grown", "run3", "run4"))
    script("grow.py", before[1], start)
    script("train.py", grown, *GROWN_RUN, *GROWN_RUN_ON[args.device], "--resume", start)
    script("train.py", out, *LAST_RUN, "--resume", os.path.join(grown, "checkpoint"))
    script("export.py", os.path.join(out, "checkpoint"), DEMO)
    script("check.py", DEMO)
    script("evaluate.py", DEMO)
    script("evaluate.py", DEMO, "--drawn", os.path.join(HERE, "lines"))
    pages = sorted(name for name in os.listdir(SAMPLES) if name.endswith(".png"))
    script("evaluate_pages.py", DEMO, *(os.path.join(SAMPLES, name) for name in pages))


if __name__ == "__main__":
    main()
