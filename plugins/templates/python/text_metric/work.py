"""Counts exact matches."""


def exact(pairs, ignore_space):
    """How many of the (prediction, reference) pairs are equal."""
    if ignore_space:
        pairs = [("".join(p.split()), "".join(r.split())) for p, r in pairs]
    return sum(prediction == reference for prediction, reference in pairs)
