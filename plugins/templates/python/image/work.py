"""Puts a margin around an image."""


def framed(data, width, channels, margin):
    """The pixels with `margin` white ones on each side. Whole rows are copied: single pixels are slow in Python."""
    row = width * channels
    side = b"\xff" * (margin * channels)
    edge = b"\xff" * (margin * (row + 2 * len(side)))
    rows = [side + data[at : at + row] + side for at in range(0, len(data), row)]
    return b"".join([edge, *rows, edge])
