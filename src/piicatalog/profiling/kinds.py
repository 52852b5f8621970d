"""Kinds of characters, one bit each: digits, capitals, ``@`` …, so that a text's kinds are one number."""

from piicatalog.profiling.layouts import UNSURE_SPACES

KINDS = ("0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", " \t\n\r", "-", ".", "@", "/:", "$", ",", "*")
OTHER, LATIN, BEYOND = (1 << (len(KINDS) + more) for more in range(3))
"""Other ASCII, characters of the Latin-1 supplement (``ä``, ``ö``, ``å``), and all others."""
ASCII_KINDS = LATIN - 1
ALL = (1 << (len(KINDS) + 3)) - 1
DIGIT = 1
MOST_DIGITS = (1 << 6) - 1
"""Texts of more digits are held to have as many."""
LONGEST = (1 << 13) - 1
"""Longer texts are held to be as long, in bytes."""


def kind_of(byte: int) -> int:
    """Return the kind of a byte of UTF-8; the later bytes of a character beyond ASCII have none."""
    if byte >= 128:
        return 0 if byte < 0xC0 else LATIN if byte <= 0xC3 else BEYOND
    if chr(byte) in UNSURE_SPACES:
        return BEYOND
    return next((1 << index for index, kind in enumerate(KINDS) if chr(byte) in kind), OTHER)
