"""Replaces typographic characters by those of a keyboard."""

PLAIN = (
    dict.fromkeys([0x2018, 0x2019], "'")
    | dict.fromkeys([0x201C, 0x201D], '"')
    | dict.fromkeys(range(0x2010, 0x2016), "-")
    | dict.fromkeys([0xA0, 0x2009, 0x202F], " ")
)


def plain(text):
    """The text, of the same length, with plain characters."""
    return text.translate(PLAIN)
