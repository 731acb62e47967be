"""Compares inkstone with transformers + torch on one checkpoint and prints a table of ratios.

    python tests/bench/compare_torch.py --model DIR --inkstone target/release/inkstone

Both read the same folder, PNG and prompt, compute in the same dtype on the same number of
threads, and generate the same number of tokens greedily with a KV cache. Every run is a process
of its own, torch and inkstone in turn (the order changes from pair to pair), so that the peak
memory is each one's own. A full-size folder without downloaded weights:

    inkstone model random --like paddleocr-vl-1.6 --seed 1 --out DIR

torch runs at its best: inference mode, scaled-dot-product attention, logits for the last
position only, and a discarded warm-up pass in the same process. inkstone gets no warm-up.
Each figure is the median of the pairs, each ratio the median of the pairs' own ratios
(inkstone / torch: below 1 means that inkstone is faster or smaller).

Needs the packages of tests/reference/requirements.txt. `--only torch` measures one side.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

PATCH = 14
PLACEHOLDER = "<|IMAGE_PLACEHOLDER|>"
PROMPT = f"<|begin_of_sentence|>User: <|IMAGE_START|>{PLACEHOLDER}<|IMAGE_END|>OCR:\nAssistant:\n"
STAGES = ("preprocess_s", "vision_s", "projector_s", "prefill_s", "decode_s", "decode_tokens")
# name, unit, value from a run's stages
MEASURES = [
    ("vision", "s", lambda run: run["vision_s"]),
    ("prefill (vision, projector, language model)", "s", lambda run: prefill(run)),
    ("time to first token", "s", lambda run: run["preprocess_s"] + prefill(run)),
    ("decode, per token", "ms", lambda run: 1e3 * run["decode_s"] / run["decode_tokens"]),
    ("peak memory", "GiB", lambda run: run["peak_kib"] / 2**20),
]


def prefill(run: dict) -> float:
    """Seconds from the patches to the logits of the first token."""
    return run["vision_s"] + run["projector_s"] + run["prefill_s"]


def grid(patches: int) -> tuple[int, int]:
    """The squarest even (rows, columns) with that many patches."""
    for rows in range(int(patches**0.5), 1, -1):
        if patches % rows == 0 and rows % 2 == 0 and (patches // rows) % 2 == 0:
            return rows, patches // rows
    raise SystemExit(f"no grid with even sides has {patches} patches; try a multiple of 4")


def draw_page(rows: int, columns: int, path: Path) -> None:
    """A page of strokes in lines, of a size that the processor leaves as it is."""
    height, width = rows * PATCH, columns * PATCH
    random = np.random.default_rng(rows * 1000 + columns)
    page = Image.new("RGB", (width, height), (250, 248, 243))
    brush = ImageDraw.Draw(page)
    for top in range(12, height - 16, 18):
        left = 12
        while left < width - 24:
            stroke = [(left + int(x), top + int(y)) for x, y in random.uniform(0, 11, (4, 2))]
            brush.line(stroke, fill=(30, 30, 40), width=2)
            left += int(random.choice([8, 9, 10, 18]))
    page.save(path)


def first_cpus(threads: int) -> set[int]:
    """The first CPUs of those that this process may use."""
    allowed = sorted(os.sched_getaffinity(0))
    if threads > len(allowed):
        raise SystemExit(f"--threads {threads}, but only {len(allowed)} CPUs may be used")
    return set(allowed[:threads])


def run_child(command: list[str], threads: int, log: Path) -> tuple[str, int]:
    """Runs a process on that many CPUs; its stdout and its peak memory in KiB."""
    cpus = first_cpus(threads)
    count = str(threads)

    def restrict() -> None:
        os.sched_setaffinity(0, cpus)
        # Where memory runs out, this process goes first.
        Path("/proc/self/oom_score_adj").write_text("1000")

    settings = {"OMP_NUM_THREADS": count, "MKL_NUM_THREADS": count, "RAYON_NUM_THREADS": count}
    with open(log, "wb") as errors:
        child = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, **settings, "TOKENIZERS_PARALLELISM": "false"},
            preexec_fn=restrict,
        )
        out = child.stdout.read().decode()
        # wait4 reports the child's own high-water mark, as VmHWM does while it lives.
        _, status, usage = os.wait4(child.pid, 0)
    code = child.returncode = os.waitstatus_to_exitcode(status)
    if code != 0:
        tail = log.read_text(errors="replace").strip().splitlines()[-5:]
        why = "killed, perhaps for want of memory" if code == -9 else f"exit status {code}"
        raise RuntimeError(f"{command[0]}: {why}: {' | '.join(tail)}")
    return out, usage.ru_maxrss


def find_timings(value: object) -> dict | None:
    """The first object under the key "timings", at the top or inside a page."""
    if isinstance(value, dict):
        if isinstance(value.get("timings"), dict):
            return value["timings"]
        value = list(value.values())
    if isinstance(value, list):
        return next((found for item in value if (found := find_timings(item))), None)
    return None


def inkstone_command(
    options: argparse.Namespace, image: Path, dtype: str, tokens: int
) -> list[str]:
    """The command line of one inkstone run."""
    return [
        str(options.inkstone),
        "infer",
        *("--model", str(options.model)),
        *("--image", str(image)),
        *("--raw-prompt", PROMPT),
        *("--device", "cpu"),
        *("--dtype", dtype),
        *("--max-new-tokens", str(tokens)),
        "--ignore-eos",
        *("--format", "json"),
        "--timings",
        *options.inkstone_args,
    ]


def torch_command(options: argparse.Namespace, image: Path, dtype: str, tokens: int) -> list[str]:
    """The command line of one torch run: this file again, as the child."""
    return [
        sys.executable,
        str(Path(__file__).resolve()),
        "--torch-child",
        *("--model", str(options.model)),
        *("--image", str(image)),
        *("--dtypes", dtype),
        *("--new-tokens", str(tokens)),
        *("--threads", str(options.threads)),
        *("--warm-up", options.warm_up),
    ]


def measure(
    side: str, options: argparse.Namespace, patches: int, image: Path, dtype: str, scratch: Path
) -> dict:
    """One run of one side: its stages, wall time, peak memory, and how busy the machine was."""
    build = {"torch": torch_command, "inkstone": inkstone_command}[side]
    command = build(options, image, dtype, options.new_tokens)
    load = os.getloadavg()[0]
    began = time.monotonic()
    out, peak = run_child(command, options.threads, scratch / f"{side}.log")
    wall = time.monotonic() - began
    timings = find_timings(json.loads(out))
    if timings is None:
        raise RuntimeError(f"{side} printed no timings")
    missing = [stage for stage in STAGES if stage not in timings]
    if missing:
        raise RuntimeError(f"{side} printed timings without {', '.join(missing)}")
    if timings.get("patches", patches) != patches:
        raise RuntimeError(
            f"{side} cut the image into {timings['patches']} patches instead of {patches}: "
            "outside the bounds of preprocessor_config.json"
        )
    return {**timings, "wall_s": wall, "peak_kib": peak, "load_before": load}


def check_same(options: argparse.Namespace, image: Path, dtype: str, scratch: Path) -> dict:
    """Compares the logits of the first token, so that the times are of the same computation."""
    from safetensors.numpy import load_file

    found = {}
    for side, build in (("torch", torch_command), ("inkstone", inkstone_command)):
        path = scratch / f"{side}.safetensors"
        command = [*build(options, image, dtype, 1), "--logits", str(path)]
        run_child(command, options.threads, scratch / f"{side}.log")
        found[side] = load_file(path)
    ours, theirs = (found[side]["logits"][0] for side in ("inkstone", "torch"))
    same = [found[side]["input_ids"].tolist() for side in ("inkstone", "torch")]
    return {
        "input_ids_equal": same[0] == same[1],
        "max_difference": float(np.abs(ours - theirs).max()),
        "largest_logit": float(np.abs(theirs).max()),
        "same_first_token": bool(ours.argmax() == theirs.argmax()),
    }


def torch_child(options: argparse.Namespace) -> None:
    """Runs the model once in torch and prints its stages as JSON."""
    import torch
    from tokenizers import Tokenizer
    from transformers import PaddleOCRVLForConditionalGeneration
    from transformers.cache_utils import DynamicCache
    from transformers.models.paddleocr_vl.image_processing_pil_paddleocr_vl import (
        PaddleOCRVLImageProcessorPil,
    )
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    torch.set_num_threads(options.threads)
    torch.set_num_interop_threads(1)
    began = time.perf_counter()
    model = PaddleOCRVLForConditionalGeneration.from_pretrained(
        options.model,
        dtype=getattr(torch, options.dtypes[0]),
        attn_implementation="sdpa",
    ).eval()
    load = time.perf_counter() - began
    processor = PaddleOCRVLImageProcessorPil.from_pretrained(options.model)
    tokenizer = Tokenizer.from_file(str(options.model / "tokenizer.json"))
    core = model.model

    @torch.inference_mode()
    def run(picture: Image.Image, tokens: int) -> tuple[dict, dict]:
        marks = [time.perf_counter()]

        def mark() -> None:
            marks.append(time.perf_counter())

        images = processor(images=[picture], return_tensors="pt")
        grids = images["image_grid_thw"]
        count = int(grids.prod()) // 4
        ids = tokenizer.encode(PROMPT.replace(PLACEHOLDER, PLACEHOLDER * count)).ids
        ids = torch.tensor([ids])
        kinds = (ids == model.config.image_token_id).int()
        assert int(kinds.sum()) == count, "the tokenizer splits the image placeholder"
        positions, delta = core.get_rope_index(ids, kinds, grids)
        pixels = images["pixel_values"].to(model.dtype)[None]
        mark()
        seen = core.visual(pixel_values=pixels, grid_thw=grids).last_hidden_state
        mark()
        seen = core.projector(seen.reshape(-1, seen.shape[-1]), grids)
        mark()
        embeds = core.language_model.embed_tokens(ids)
        embeds = embeds.masked_scatter(kinds.bool()[..., None], seen.to(embeds.dtype))
        cache = DynamicCache(config=model.config.text_config)
        hidden = core.language_model(
            inputs_embeds=embeds, position_ids=positions, past_key_values=cache, use_cache=True
        ).last_hidden_state
        logits = [model.lm_head(hidden[:, -1])]
        answer = [logits[0].argmax(-1)]
        mark()
        for step in range(tokens - 1):
            at = (ids.shape[1] + step + delta).expand(3, 1, 1)
            hidden = core.language_model(
                input_ids=answer[-1][None], position_ids=at, past_key_values=cache, use_cache=True
            ).last_hidden_state
            answer.append(model.lm_head(hidden[:, -1]).argmax(-1))
        mark()
        spans = [end - start for start, end in zip(marks, marks[1:])]
        stages = dict(zip(STAGES, [*spans, max(tokens - 1, 1)]))
        return {**stages, "patches": int(grids.prod()), "prompt_tokens": ids.shape[1]}, {
            "input_ids": ids[0],
            "generated_ids": torch.cat(answer),
            "logits": logits[0].float(),
        }

    picture = Image.open(options.image).convert("RGB")
    if options.warm_up != "none":
        small = options.warm_up == "small"
        run(picture.resize((336, 336)) if small else picture, 3)
    timings, outputs = run(picture, options.new_tokens)
    if options.logits is not None:
        from safetensors.torch import save_file

        save_file(outputs, options.logits)
    timings["load_s"] = load
    print(json.dumps({"timings": timings, "generated_ids": outputs["generated_ids"].tolist()}))


def table(results: list[dict], sides: list[str]) -> str:
    """Markdown: a row for each dtype, size and measure."""
    columns = [*sides, "ratio"] if len(sides) > 1 else sides
    lines = [
        f"| dtype | patches | measure | {' | '.join(columns)} |",
        "|---|--:|---|" + "--:|" * len(columns),
    ]
    for result in results:
        for name, unit, value in MEASURES:
            cells = [result["dtype"], str(result["patches"]), name]
            # Pairs that failed on either side are left out of both.
            runs = [pair for pair in result["pairs"] if all(side in pair for side in sides)]
            if not runs:
                lines.append("| " + " | ".join([*cells, *["failed"] * len(columns)]) + " |")
                continue
            for side in sides:
                middle = statistics.median(value(pair[side]) for pair in runs)
                cells.append(f"{middle:.{3 if unit == 's' else 2}f} {unit}")
            if len(sides) > 1:
                ratios = [value(pair["inkstone"]) / value(pair["torch"]) for pair in runs]
                cells.append(f"{statistics.median(ratios):.2f}")
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def machine(threads: int) -> dict:
    """What the figures depend on."""
    from importlib.metadata import version

    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return {
        "cpu": names[0] if names else platform.machine(),
        "threads": threads,
        "torch": version("torch"),
        "transformers": version("transformers"),
    }


def describe(run: dict) -> str:
    """One run's measures on a line."""
    return ", ".join(f"{name} {value(run):.3f} {unit}" for name, unit, value in MEASURES)


def compare(options: argparse.Namespace) -> bool:
    """All runs in turn, the JSON file rewritten after each pair; whether every run went through."""
    sides = [options.only] if options.only else ["torch", "inkstone"]
    report = {"machine": machine(options.threads), "model": options.model.name, "results": []}
    complete = True

    def store() -> None:
        if options.json is not None:
            options.json.write_text(json.dumps(report, indent=2) + "\n")

    def say(text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        pages = {patches: scratch / f"page-{patches}.png" for patches in options.patches}
        for patches, path in pages.items():
            draw_page(*grid(patches), path)
        for dtype in options.dtypes:
            if len(sides) > 1 and not options.no_check:
                try:
                    found = check_same(options, pages[min(pages)], dtype, scratch)
                except (RuntimeError, KeyError, OSError) as error:
                    found = {"error": str(error)}
                report.setdefault("first_token", {})[dtype] = found
                say(f"{dtype}: first token: {found}")
            for patches, path in pages.items():
                result = {"dtype": dtype, "patches": patches, "pairs": []}
                report["results"].append(result)
                for index in range(options.pairs):
                    pair: dict = {}
                    result["pairs"].append(pair)
                    for side in sides if index % 2 == 0 else sides[::-1]:
                        try:
                            pair[side] = measure(side, options, patches, path, dtype, scratch)
                            shown = describe(pair[side])
                        except (RuntimeError, ValueError, OSError) as error:
                            complete, shown = False, str(error)
                            pair[f"{side}_error"] = shown
                        say(f"{dtype} {patches} patches, pair {index + 1}, {side}: {shown}")
                    store()
    report["table"] = table(report["results"], sides)
    store()
    facts = report["machine"]
    print(
        f"{facts['cpu']}, {facts['threads']} threads, torch {facts['torch']}, transformers "
        f"{facts['transformers']}; medians of {options.pairs}, {options.new_tokens} new tokens\n"
    )
    print(report["table"])
    for dtype, found in report.get("first_token", {}).items():
        print(f"\n{dtype}: logits of the first token, inkstone against torch: {found}")
    runs = [
        pair[side]
        for r in report["results"]
        for pair in r["pairs"]
        for side in sides
        if side in pair
    ]
    busiest = max((run["load_before"] for run in runs), default=0.0)
    if busiest > options.threads + 1:
        print(f"\nOther programs were busy (load average up to {busiest:.1f}): only ratios count.")
    return complete


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, required=True, help="checkpoint folder")
    parser.add_argument("--inkstone", type=Path, default=Path("target/release/inkstone"))
    parser.add_argument(
        "--inkstone-args",
        type=shlex.split,
        default=[],
        metavar="FLAGS",
        help="more flags for inkstone infer, as one quoted string: --inkstone-args='--x y'",
    )
    parser.add_argument("--threads", type=int, default=2, help="CPUs that either side may use")
    parser.add_argument("--pairs", type=int, default=3, help="runs of each side")
    parser.add_argument("--patches", type=int, nargs="+", default=[576, 2304, 5120])
    parser.add_argument("--new-tokens", type=int, default=32)
    parser.add_argument("--dtypes", nargs="+", default=["float32", "bfloat16"])
    parser.add_argument("--only", choices=["torch", "inkstone"], help="measure one side")
    parser.add_argument("--no-check", action="store_true", help="skip comparing the first logits")
    parser.add_argument(
        "--warm-up",
        choices=["small", "same", "none"],
        default="small",
        help="torch's discarded pass: on a 576-patch image, on the same image, or none",
    )
    parser.add_argument("--json", type=Path, help="write every run here")
    parser.add_argument("--torch-child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--image", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--logits", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.new_tokens < 2 and not options.torch_child:
        parser.error("--new-tokens must be at least 2: the first one belongs to the prefill")
    if options.torch_child:
        torch_child(options)
    elif not compare(options):
        sys.exit(1)


if __name__ == "__main__":
    main()
