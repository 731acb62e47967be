"""Digits of texts, and how many two texts have in common."""


def digits(text, any_script):
    """The text's decimal digits in their order, as 0 to 9."""
    if any_script:
        return "".join(str(int(c)) for c in text if c.isdecimal())
    return "".join(c for c in text if c in "0123456789")


def common(a, b):
    """The length of the longest common subsequence: the digits that can be matched without changing their order."""
    row = [0] * (len(b) + 1)
    for x in a:
        diagonal = 0
        for i, y in enumerate(b, 1):
            diagonal, row[i] = row[i], diagonal + 1 if x == y else max(row[i], row[i - 1])
    return row[-1]
