"""Makes statistics.json: summaries, percentiles and bootstrap intervals as numpy computes them.

Run: python tests/reference/evaluate/statistics.py

The bootstrap draws its indices with SplitMix64, which numpy does not have; means, ratios and percentiles are numpy's.
"""

import json
from pathlib import Path

import numpy as np

MASK = (1 << 64) - 1


def split_mix(state: int) -> tuple[int, int]:
    state = (state + 0x9E3779B97F4A7C15) & MASK
    z = state
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return state, z ^ (z >> 31)


def indices(resamples: int, n: int, seed: int) -> np.ndarray:
    drawn, state = [], seed
    for _ in range(resamples * n):
        state, value = split_mix(state)
        drawn.append(value % n)
    return np.array(drawn).reshape(resamples, n)


def summary(samples: np.ndarray) -> dict:
    p50, p90, p95, p99 = np.percentile(samples, [50, 90, 95, 99])
    std = np.std(samples, ddof=1) if samples.size > 1 else None
    values = {"runs": samples.size, "mean": samples.mean(), "std": std, "min": samples.min(), "p50": p50, "p90": p90, "p95": p95, "p99": p99, "max": samples.max()}
    return {key: None if value is None else float(value) for key, value in values.items()}


def interval(numerator: np.ndarray, denominator: np.ndarray, resamples: int, seed: int) -> list[float]:
    drawn = indices(resamples, numerator.size, seed)
    ratios = numerator[drawn].mean(axis=1) / denominator[drawn].mean(axis=1)
    return np.percentile(ratios, [2.5, 97.5]).tolist()


random = np.random.default_rng(7)
SAMPLES = {
    "one": np.array([0.25]),
    "two": np.array([2.0, 1.0]),
    "ties": np.array([1.0, 1.0, 1.0, 2.0, 2.0, 9.0]),
    "twenty": random.gamma(9.0, 0.01, 20),
    "a hundred and one": random.lognormal(-3.0, 0.5, 101),
    "far apart": np.array([1e-9, 1.0, 1e9, 3.0]),
}
PAIRS = {
    "two pairs": (np.array([1.0, 2.0]), np.array([0.5, 0.25])),
    "twenty pairs": (random.gamma(9.0, 0.02, 20), random.gamma(9.0, 0.01, 20)),
}
Q = [0, 1, 2.5, 33.3, 50, 75, 90, 95, 97.5, 99, 99.9, 100]

result = {
    "summaries": [{"name": name, "samples": s.tolist(), "summary": summary(s)} for name, s in SAMPLES.items()],
    "percentiles": [{"name": name, "samples": s.tolist(), "q": Q, "values": np.percentile(s, Q).tolist()} for name, s in SAMPLES.items()],
    "intervals": [
        {"name": name, "numerator": a.tolist(), "denominator": b.tolist(), "resamples": 2000, "seed": 5, "interval": interval(a, b, 2000, 5)}
        for name, (a, b) in PAIRS.items()
    ],
}
path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(result, indent=None, separators=(",", ":")) + "\n")
