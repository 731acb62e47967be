"""Makes errors.json: where the errors of some pairs of logits are, as numpy computes it in f64.

Run: python tests/reference/evaluate/errors.py

The logits are those of tests/reference/metrics/tensors.json, made from its recipes.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np

METRICS = Path(__file__).parent.parent / "metrics"
sys.path.insert(0, str(METRICS))


from tensors import make  # noqa: E402

CASES = ["random", "far apart", "ties", "huge", "subnormal", "zeros", "NaN in the candidate", "masked in the candidate", "one symbol", "wide"]
MAGNITUDES = [0, 1e-3, 1e-2, 0.1, 1, 5, 10, 20, math.inf]
POSITION_BINS = 12


def finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def bin_of(start: float, end: float | None, b: np.ndarray, c: np.ndarray) -> dict:
    apart = np.abs(c - b)
    return {
        "from": start,
        "to": end,
        "elements": b.size,
        "mean_abs": finite(apart.mean()),
        "max_abs": finite(apart.max()),
        "relative": finite(100 * (apart / (np.abs(b) + 1e-3)).mean()),
        "relative_tiny": finite(100 * (apart / (np.abs(b) + 1e-12)).mean()),
    }


def best(row: np.ndarray) -> int:
    """The largest value's first place; a NaN is passed over."""
    return int(np.argmax(np.where(np.isnan(row), -np.inf, row)))


def judge(b32: np.ndarray, c32: np.ndarray) -> dict:
    b, c = b32.astype(np.float64), c32.astype(np.float64)
    agree = [best(x) == best(y) and not np.isnan([x, y]).any() for x, y in zip(b32, c32)]
    size = max(-(-len(b) // POSITION_BINS), 1)
    positions = []
    for start in range(0, len(b), size):
        end = min(start + size, len(b))
        one = bin_of(float(start), float(end - 1), b[start:end], c[start:end])
        positions.append(one | {"agreement": [end - start, int(np.sum(agree[start:end]))]})
    magnitudes = []
    size_of = np.where(np.isnan(b), np.inf, np.abs(b))
    for low, high in zip(MAGNITUDES, MAGNITUDES[1:]):
        inside = (size_of >= low) & ((size_of < high) | (high == math.inf))
        if inside.any():
            magnitudes.append(bin_of(low, None if high == math.inf else high, b[inside], c[inside]))
    return {
        "by_position": positions,
        "by_magnitude": magnitudes,
        "agreement": "".join("1" if a else "0" for a in agree),
        "mean_abs": [finite(x) for x in np.abs(c - b).mean(axis=1)],
        "mismatches": [[p, best(b32[p]), best(c32[p])] for p in range(len(b)) if not agree[p]][:50],
    }


np.seterr(all="ignore")
recipes = {case["name"]: case["pairs"] for case in json.loads((METRICS / "tensors.json").read_text())}
result = [{"name": name} | judge(*make(recipes[name][0])) for name in CASES]
path = Path(__file__).with_suffix(".json")
path.write_text("[\n" + ",\n".join(json.dumps(case) for case in result) + "\n]\n")
