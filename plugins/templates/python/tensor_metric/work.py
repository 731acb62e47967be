"""The difference of two rows of logits."""


def absolute_difference(baseline, candidate):
    """The sum of |candidate - baseline|."""
    return sum(abs(c - b) for b, c in zip(baseline, candidate, strict=True))
