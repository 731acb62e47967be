"""Makes sampling.json: logits, and the scores that transformers' logits processors make of them.

Run: python tests/reference/text/sampling.py

Processors are applied in the order in which generate() applies them: repetition penalty, temperature, top-k, top-p.
`scores` has null for minus infinity; `log_probs` is the log-softmax of the logits in double precision.
"""

import argparse
import json
import math
import random
from pathlib import Path

import torch
from transformers import (
    RepetitionPenaltyLogitsProcessor,
    TemperatureLogitsWarper,
    TopKLogitsWarper,
    TopPLogitsWarper,
)

# penalty, temperature (None: greedy), top-k, top-p
SETTINGS = [
    (1.0, None, None, 1.0),
    (1.3, None, None, 1.0),
    (0.8, None, None, 1.0),
    (1.0, 0.7, None, 1.0),
    (1.0, 1.0, 5, 1.0),
    (1.0, 1.0, 1, 1.0),
    (1.0, 1.0, 1000, 1.0),
    (1.0, 1.0, None, 0.9),
    (1.0, 1.0, None, 0.3),
    (1.0, 1.0, None, 0.001),
    (1.0, 2.5, None, 0.95),
    (1.2, 0.6, 10, 0.8),
    (2.0, 1.7, 3, 0.99),
]


def process(logits, context, penalty, temperature, top_k, top_p):
    """The scores after the processors that generate() would use."""
    processors = []
    if penalty != 1.0:
        processors.append(RepetitionPenaltyLogitsProcessor(penalty))
    if temperature is not None:
        processors.append(TemperatureLogitsWarper(temperature))
        if top_k is not None:
            processors.append(TopKLogitsWarper(top_k))
        if top_p < 1.0:
            processors.append(TopPLogitsWarper(top_p))
    scores = torch.tensor([logits], dtype=torch.float32)
    for processor in processors:
        scores = processor(torch.tensor([context], dtype=torch.long), scores)
    return scores[0].tolist()


def main():
    """Writes the fixture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    args = parser.parse_args()
    rng = random.Random(3)
    distributions = []
    for size, spread in [(40, 1.0), (40, 6.0), (12, 0.1)]:
        # Rounded to a grid that single precision holds exactly, so that JSON does too.
        logits = [round(rng.gauss(0, spread) * 1024) / 1024 for _ in range(size)]
        distributions.append((logits, [rng.randrange(size) for _ in range(15)]))
    # The best token three times.
    distributions.append(([2.0, -1.0, 2.0, 0.5, 2.0, -3.0, 0.0, 0.25], [0, 1, 1, 5, 7, 6]))
    cases = []
    for logits, context in distributions:
        tied = len(set(logits)) < len(logits)
        for penalty, temperature, top_k, top_p in SETTINGS:
            if tied and top_p < 1.0:
                # Which of equal tokens top-p keeps is left to the sort.
                continue
            scores = process(logits, context, penalty, temperature, top_k, top_p)
            log_probs = torch.tensor(logits, dtype=torch.float64).log_softmax(0).tolist()
            cases.append(
                {
                    "logits": logits,
                    "context": context,
                    "repetition_penalty": penalty,
                    "temperature": temperature,
                    "top_k": top_k,
                    "top_p": top_p,
                    "scores": [None if math.isinf(score) else score for score in scores],
                    "log_probs": log_probs,
                }
            )
    lines = ",\n".join(json.dumps(case) for case in cases)
    args.out.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{args.out}: {len(cases)} cases")


if __name__ == "__main__":
    main()
