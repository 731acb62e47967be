"""Makes the tiny PaddleOCR-VL checkpoints and what transformers computes with them.

    python tests/reference/model/make.py --out tests/reference/model/fixtures [--only NAME]

For every case in cases.py: a folder with the checkpoint, `expected.safetensors` and
`expected.json`. Beside them the images with their pixel values, position ids of further
prompts, and `summary.json`. Versions are pinned in tests/reference/requirements.txt.

    python tests/reference/model/make.py --search 60 [--only NAME]

tries seeds and prints the liveness of each; the chosen one stands in cases.py.
"""

from __future__ import annotations

import argparse
import json
import platform
from importlib.metadata import version
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import PaddleOCRVLConfig, PaddleOCRVLForConditionalGeneration
from transformers.utils import logging

import checkpoint
import expected
import images
import positions
from cases import CASES, Case

BUDGET = 4 * 1024 * 1024


def search(case: Case, seeds: range, scratch: Path) -> None:
    """Prints the liveness of each seed's answers."""
    settings = PaddleOCRVLConfig.from_dict(checkpoint.config(case))
    settings._attn_implementation = "eager"
    # From a flat config transformers reads the text model's own default here; from_pretrained
    # then leaves the two untied because it finds both in the file.
    settings.tie_word_embeddings = settings.text_config.tie_word_embeddings = case.tied
    model = PaddleOCRVLForConditionalGeneration(settings).float().eval()
    folder, pictures = scratch / case.name, scratch / "images"
    for seed in seeds:
        tensors = checkpoint.weights(case, seed)
        if seed == seeds[0]:
            checkpoint.write(case, folder, tensors)
            images.write(pictures)
            inputs = {
                name: (expected.prompt(folder, pictures, name)[1], count)
                for name, (_, _, count) in expected.PROMPTS.items()
            }
        known = {checkpoint.transformers_name(name): t.float() for name, t in tensors.items()}
        model.load_state_dict(known, strict=False)
        if case.tied:
            model.tie_weights()
        found = {
            name: expected.liveness(case, *expected.greedy(model, tensors_in, count))
            for name, (tensors_in, count) in inputs.items()
        }
        good = found["page"]["distinct"] >= expected.MIN_DISTINCT and all(
            one["min_margin"] >= expected.MIN_MARGIN and one["special"] == 0
            for one in found.values()
        )
        print(case.name, seed, "GOOD" if good else "-", *found.values(), flush=True)


def write_case(case: Case, out: Path) -> dict:
    """One case's folder; returns its line of the summary."""
    folder = out / case.name
    tensors = checkpoint.weights(case, case.seed)
    checkpoint.write(case, folder, tensors)
    report = expected.make(case, folder, out / "images", tensors)
    page = report["prompts"]["page"]
    return {
        "about": case.about,
        "parameters": report["parameters"],
        "distinct_of_200": page["distinct"],
        "distinct_in_last_50": page["distinct_in_last_50"],
        "min_margin": min(one["min_margin"] for one in report["prompts"].values()),
        "f32_noise_in_logits": max(
            one["noise"]["f32_minus_f64"]["answer_logits"] for one in report["prompts"].values()
        ),
        "bytes": sum(path.stat().st_size for path in folder.iterdir()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, help="folder for the fixtures")
    parser.add_argument("--only", help="make just this case (summary.json keeps the others)")
    parser.add_argument("--search", type=int, metavar="N", help="try seeds 1..N and print")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    logging.set_verbosity_error()
    chosen = [case for case in CASES if arguments.only in (None, case.name)]
    if not chosen:
        parser.error(f"no case {arguments.only}; there are {', '.join(c.name for c in CASES)}")
    if arguments.search:
        import tempfile

        with tempfile.TemporaryDirectory() as scratch:
            for case in chosen:
                search(case, range(1, arguments.search + 1), Path(scratch))
        return
    if arguments.out is None:
        parser.error("--out is missing")
    out = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    save_file(images.write(out / "images"), out / "images" / "pixels.safetensors")
    (out / "positions.json").write_text(positions.make())
    path = out / "summary.json"
    summary = json.loads(path.read_text()) if path.exists() else {"cases": {}}
    packages = ("torch", "transformers", "tokenizers", "safetensors", "numpy", "pillow")
    summary["versions"] = {name: version(name).split("+")[0] for name in packages}
    summary["versions"]["python"] = platform.python_version()
    for case in chosen:
        summary["cases"][case.name] = write_case(case, out)
        print(case.name, json.dumps(summary["cases"][case.name]), flush=True)
    summary["cases"] = {
        c.name: summary["cases"][c.name] for c in CASES if c.name in summary["cases"]
    }
    path.write_text(json.dumps(summary, indent=2) + "\n")
    size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    print(f"{size} bytes in all")
    assert size <= BUDGET, f"the fixtures are larger than {BUDGET} bytes"


if __name__ == "__main__":
    main()
