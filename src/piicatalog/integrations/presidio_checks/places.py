"""Texts read place by place: what the check digits of identifiers are computed from.

A letter or digit has a value: digits 0 to 9, letters of either case 10 to 35. Other characters part groups and are left out.
``rows`` are such values, a row for each place, a column for each text.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase, ascii_uppercase, digits
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Rows = NDArray[np.uint8]
    Passed = NDArray[np.bool_]
    Verdicts = NDArray[np.int8]
    Checks = dict[str, Callable[[pa.Array], Verdicts]]

_LEFT_OUT = 255

Test = Callable[["Rows"], "Passed"]
"""Tells for rows whether each text passes."""
Weight = int | tuple[int, ...]
"""What the value at a place is multiplied by, or what each value counts instead."""


@dataclass(frozen=True)
class Check:
    """Gives the verdict ``right`` to each text that passes and ``wrong`` to the others."""

    width: int
    passes: Test
    right: int = 1
    wrong: int = 0
    from_right: bool = False

    def __call__(self, texts: "pa.Array") -> "Verdicts":
        """Return a verdict for each text."""
        import numpy as np

        passed = self.passes(rows_of(*values_of(texts), self.width, from_right=self.from_right))
        return np.where(passed, np.int8(self.right), np.int8(self.wrong))


def values_of(texts: "pa.Array") -> "tuple[NDArray[np.uint8], NDArray[np.int64]]":
    """Return the values of the letters and digits of all texts (``large_string``, none null or empty) on end, and how many are of each text."""
    import numpy as np

    if not len(texts):
        return np.empty(0, np.uint8), np.empty(0, np.int64)
    _, offset_buffer, characters = texts.buffers()
    offsets = np.frombuffer(offset_buffer, np.int64)[texts.offset : texts.offset + len(texts) + 1]
    values = value_of_character().take(np.frombuffer(characters or b"", np.uint8)[offsets[0] : offsets[-1]])
    kept = values != _LEFT_OUT
    if kept.all():
        return values, np.diff(offsets)
    return values[kept], np.add.reduceat(kept, offsets[:-1] - offsets[0], dtype=np.int64)


def rows_of(values: "NDArray[np.uint8]", lengths: "NDArray[np.int64]", width: int, *, from_right: bool = False) -> "Rows":
    """Return the values by place; a text shorter than ``width`` is filled with zeros at its end, or at its beginning."""
    import numpy as np

    if (lengths == width).all():
        return np.ascontiguousarray(values.reshape(-1, width).T)
    filled = np.arange(width) >= (width - lengths)[:, None] if from_right else np.arange(width) < lengths[:, None]
    matrix = np.zeros((len(lengths), width), np.uint8)
    matrix[filled] = values
    return np.ascontiguousarray(matrix.T)


def weighted(rows: "Rows", weights: Sequence[Weight]) -> "NDArray[np.int16]":
    """Return the sum of each text's values, weighted by place."""
    import numpy as np

    total = np.zeros(rows.shape[1], np.int16)
    for row, weight in zip(rows, weights, strict=True):
        if weight:
            total += np.multiply(row, weight, dtype=np.int16) if isinstance(weight, int) else np.array(weight, np.int16).take(row)
    return total


def divisible(weights: Sequence[Weight], by: int = 10, plus: int = 0) -> Test:
    """Return the test that a weighted sum is divisible."""
    return lambda rows: (weighted(rows, weights) + plus) % by == 0


def between(row: "Rows", first: int, last: int) -> "Passed":
    """Whether each is in a range, its last included."""
    return (row >= first) & (row <= last)


def cross(weight: int) -> tuple[int, ...]:
    """Return what each digit counts when its product with the weight is replaced by the sum of the product's digits."""
    return tuple(weight * digit // 10 + weight * digit % 10 for digit in range(10))


def luhn(rows: "Rows", plus: int = 0) -> "Passed":
    """Whether the digits, with what stands before them counting ``plus``, pass ISO/IEC 7812."""
    weights = [1 if place % 2 else cross(2) for place in range(len(rows) % 2, len(rows) + len(rows) % 2)]
    return divisible(weights, plus=plus)(rows)


def characters(alphabet: str) -> "NDArray[np.uint8]":
    """Return the values of an alphabet's characters, to look up a control character."""
    import numpy as np

    return value_of_character()[np.frombuffer(alphabet.encode(), np.uint8)]


@cache
def value_of_character() -> "NDArray[np.uint8]":
    """Return the value of each character by its code."""
    import numpy as np

    values = np.full(256, _LEFT_OUT, np.uint8)
    for alphabet, first in ((digits, 0), (ascii_uppercase, 10), (ascii_lowercase, 10)):
        values[[ord(character) for character in alphabet]] = range(first, first + len(alphabet))
    return values
