"""Makes tensors.json: random and adversarial pairs of logits, and what numpy says of them in f64.

Run: python tests/reference/metrics/tensors.py

Only the recipe of a pair is written down, not its numbers: `make` below and the crate `plugins/tensor-cases` make the same f32 values
from it, bit by bit. null stands for a value that is not a number or infinite: plugins report both as undefined.
"""

import json
import math
from pathlib import Path

import numpy as np
from scipy.special import log_softmax, rel_entr

EPS = {"mre": 1e-3, "mre_coarse": 0.1, "mre_tiny": 1e-12}
KS = [1, 5, 64]

RANDOM = {"shape": [6, 50], "seed": 1, "scale": 40.0, "shift": 15.0, "difference": 0.02, "round": False, "special": []}


def pair(**changes) -> dict:
    return RANDOM | changes


def both(index: int, value) -> list:
    return [["baseline", index, value], ["candidate", index, value]]


CASES = {
    "random": [pair()],
    "equal": [pair(difference=0.0)],
    "far apart": [pair(seed=3, difference=60.0)],
    "ties": [pair(seed=5, scale=4.0, shift=2.0, difference=3.0, round=True, shape=[40, 30])],
    "many ties": [pair(seed=7, scale=2.0, shift=0.0, difference=1.0, round=True, shape=[25, 100])],
    "one symbol": [pair(shape=[9, 1], seed=9)],
    "three axes": [pair(shape=[2, 3, 50], seed=11, difference=1.0)],
    "one axis": [pair(shape=[100], seed=13, difference=1.0)],
    "narrow": [pair(shape=[30000, 7], seed=15, difference=2.0)],
    "wide": [pair(shape=[3, 70001], seed=17, difference=0.001)],
    "vocabulary": [pair(shape=[2, 103424], seed=19, difference=0.01)],
    "edge of a chunk": [pair(shape=[2, 65536], seed=21, difference=0.01)],
    "several pairs": [pair(seed=23, difference=5.0), pair(seed=25, shape=[3, 80], difference=30.0), pair(seed=27, shape=[1, 9])],
    "zeros": [pair(scale=0.0, shift=0.0, difference=0.0)],
    "zero baseline": [pair(scale=0.0, shift=0.0, difference=1.0)],
    "a row of zeros": [pair(shape=[2, 3], special=[["baseline", 0, 0.0], ["baseline", 1, 0.0], ["baseline", 2, 0.0]])],
    "huge": [pair(scale=3e38, shift=1.5e38, difference=2e38, seed=29)],
    "opposite and huge": [pair(shape=[1, 4], special=[["baseline", 1, 3.4e38], ["candidate", 1, -3.4e38]])],
    "subnormal": [pair(scale=1e-39, shift=5e-40, difference=1e-40, seed=31)],
    "signed zeros": [pair(shape=[1, 3], special=[["baseline", 0, -0.0], ["baseline", 1, 0.0], ["baseline", 2, -1.0], ["candidate", 0, 0.0], ["candidate", 1, -0.0], ["candidate", 2, -1.0]])],
    "NaN in the baseline": [pair(special=[["baseline", 120, "nan"]])],
    "NaN in the candidate": [pair(special=[["candidate", 299, "nan"]])],
    "the same NaN in both": [pair(special=both(50, "nan"))],
    "NaN in the second pair": [pair(), pair(seed=33, special=[["candidate", 0, "nan"]])],
    "masked alike": [pair(special=both(3, "-inf") + both(60, "-inf"))],
    "masked in the candidate": [pair(special=[["candidate", 3, "-inf"]])],
    "masked in the baseline": [pair(special=[["baseline", 3, "-inf"]])],
    "all but one masked": [pair(shape=[1, 4], special=both(0, "-inf") + both(1, "-inf") + both(3, "-inf"))],
    "infinite": [pair(special=both(77, "inf"))],
    "infinite in the candidate": [pair(special=[["candidate", 77, "inf"]])],
}


def noise(count: int, seed: int) -> np.ndarray:
    """Numbers in 0..1 with 24 bits, from their index: a multiplicative hash and the finaliser of MurmurHash3."""
    h = np.arange(count, dtype=np.uint32) * np.uint32(2654435761) + np.uint32(seed)
    for shift, factor in [(16, 0x85EBCA6B), (13, 0xC2B2AE35)]:
        h ^= h >> np.uint32(shift)
        h *= np.uint32(factor)
    h ^= h >> np.uint32(16)
    return (h >> np.uint32(8)).astype(np.float32) * np.float32(2.0**-24)


def make(recipe: dict) -> tuple[np.ndarray, np.ndarray]:
    """Baseline and candidate, [positions, vocabulary] f32; every operation is rounded to f32."""
    count = math.prod(recipe["shape"])
    scale, shift, difference = (np.float32(recipe[name]) for name in ("scale", "shift", "difference"))
    baseline = noise(count, recipe["seed"]) * scale - shift
    candidate = baseline + (noise(count, recipe["seed"] + 1) - np.float32(0.5)) * difference
    if recipe["round"]:
        baseline, candidate = np.floor(baseline), np.floor(candidate)
    sides = {"baseline": baseline, "candidate": candidate}
    for side, index, value in recipe["special"]:
        sides[side][index] = np.float32(value)
    width = recipe["shape"][-1]
    return baseline.reshape(-1, width), candidate.reshape(-1, width)


def top(row: np.ndarray, k: int) -> np.ndarray:
    return np.argsort(-row, kind="stable")[:k]


def margin(row: np.ndarray) -> float | None:
    best = np.sort(row)[::-1][:2].astype(np.float64)
    gap = float(best[0] - best[1])
    return gap if math.isfinite(gap) else None


def divergence(baseline: np.ndarray, candidate: np.ndarray) -> np.ndarray:
    """KL divergence per row in nats, from logarithms throughout and in extended precision."""
    b, c = baseline.astype(np.longdouble), candidate.astype(np.longdouble)
    log_p = b - b.max(axis=1, keepdims=True)
    log_p -= np.log(np.exp(log_p).sum(axis=1, keepdims=True))
    log_q = c - c.max(axis=1, keepdims=True)
    log_q -= np.log(np.exp(log_q).sum(axis=1, keepdims=True))
    p = np.exp(log_p)
    # 0 log 0 is 0; a NaN stays.
    return np.where(p == 0, 0, p * (log_p - log_q)).sum(axis=1)


def judge(pairs: list[tuple[np.ndarray, np.ndarray]]) -> dict:
    flat_b = np.concatenate([b.ravel() for b, _ in pairs]).astype(np.float64)
    flat_c = np.concatenate([c.ravel() for _, c in pairs]).astype(np.float64)
    rows = [(b[at], c[at]) for b, c in pairs for at in range(len(b))]
    difference = np.abs(flat_c - flat_b)
    values = {name: 100 * np.mean(difference / (np.abs(flat_b) + eps)) for name, eps in EPS.items()}
    values["mre_max"] = 100 * np.mean(difference / np.maximum(np.abs(flat_b), 1e-3))
    values["max_abs"], values["mean_abs"] = difference.max(), difference.mean()
    agree = [np.argmax(b) == np.argmax(c) for b, c in rows]
    values["top1"] = 100 * np.mean(agree)
    for k in KS:
        shared = [len(np.intersect1d(top(b, k), top(c, k))) / min(k, len(b)) for b, c in rows]
        values[f"top_{k}"] = 100 * np.mean(shared)
        values[f"top1_in_top_{k}"] = 100 * np.mean([np.argmax(b) in top(c, k) for b, c in rows])
    cosines = []
    for b, c in [(flat_b, flat_c)] + [(b.astype(np.float64), c.astype(np.float64)) for b, c in rows]:
        cosines.append(b @ c / (np.sqrt(b @ b) * np.sqrt(c @ c)))
    values["cosine"], values["cosine_mean"] = cosines[0], np.mean(cosines[1:])
    values["cosine_min"] = np.min(cosines[1:])
    kl = np.concatenate([divergence(b, c) for b, c in pairs])
    values["kl_mean"], values["kl_max"] = kl.mean(), kl.max()
    if np.abs(flat_b).max() < 100 and np.abs(flat_c).max() < 100:
        scipy = [rel_entr(*(np.exp(log_softmax(x.astype(np.float64))) for x in row)).sum() for row in rows]
        assert np.allclose(np.array(scipy), kl.astype(float), rtol=1e-9, atol=1e-13)
    if np.isnan(flat_b).any() or np.isnan(flat_c).any():
        # An argmax among values that are not numbers means nothing, whatever numpy returns.
        values = dict.fromkeys(values, math.nan)
    return {name: float(value) if np.isfinite(value) else None for name, value in values.items()}


def first_divergence(pairs: list[tuple[np.ndarray, np.ndarray]]) -> dict | None:
    for number, (b, c) in enumerate(pairs):
        for position in range(len(b)):
            tokens = [int(np.argmax(b[position])), int(np.argmax(c[position]))]
            if tokens[0] != tokens[1]:
                margins = [margin(b[position]), margin(c[position])]
                return {"pair": number, "position": position, "tokens": tokens, "margins": margins}
    return None


def main() -> None:
    np.seterr(all="ignore")
    lines = []
    for name, recipes in CASES.items():
        pairs = [make(recipe) for recipe in recipes]
        case = {"name": name, "pairs": recipes, "values": judge(pairs)}
        if case["values"]["top1"] is not None:
            case["divergence"] = first_divergence(pairs)
        lines.append(json.dumps(case))
    path = Path(__file__).with_name("tensors.json")
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    print(f"{path}: {len(lines)} cases")


if __name__ == "__main__":
    main()
