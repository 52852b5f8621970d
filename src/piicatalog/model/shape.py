"""The shape of a text: every digit a 9, every letter an A or a, the rest as it is."""

from collections import Counter
from collections.abc import Iterable

_LONGEST = 40
_TABLE = {
    **{ord(digit): "9" for digit in "0123456789"},
    **{ord(letter): "A" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ"},
    **{ord(letter): "a" for letter in "abcdefghijklmnopqrstuvwxyzåäö"},
    **dict.fromkeys(range(32), " "),
}


def shape_of(text: str) -> str:
    """Return the shape of a text.

    >>> shape_of("131052-308T"), shape_of("Mäkelä 7")
    ('999999-999A', 'Aaaaaa 9')
    """
    shape = text[:_LONGEST].translate(_TABLE)
    if not shape.isascii():
        shape = "".join(character if character.isascii() else "a" if character.isalpha() else "?" for character in shape)
    return shape + "…" if len(text) > _LONGEST else shape


def count_shapes(counted: Iterable[tuple[str, int]], most: int = 10) -> tuple[tuple[str, int], ...]:
    """Return the commonest shapes with their rows, most first."""
    shapes: Counter[str] = Counter()
    for text, rows in counted:
        shapes[shape_of(text)] += rows
    return tuple(sorted(shapes.items(), key=lambda item: (-item[1], item[0]))[:most])
