"""The Luhn check digit (ISO/IEC 7812): payment cards, IMEI, Finnish account numbers, Swedish ids.

From the right every second digit is doubled, nines cast out; the sum is divisible by ten. A tenth of all numbers pass.

>>> is_valid("4000 0000 0000 0002"), is_valid("4000000000000003")
(True, False)
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_SEPARATORS = re.compile(r"[\s\u00a0-]")
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def is_valid(value: str) -> bool:
    """Whether the digits pass; spaces and hyphens between them do not matter. All zeros are no number."""
    digits = _SEPARATORS.sub("", value)
    if not (digits.isascii() and digits.isdigit()) or not digits.strip("0"):
        return False
    numbers = [int(digit) for digit in reversed(digits)]
    return (sum(numbers[::2]) + sum(_DOUBLED[number] for number in numbers[1::2])) % 10 == 0


def are_valid(values: "pa.Array") -> "np.ndarray":
    """``is_valid`` of each value of at most 24 digits of a text array without nulls, at once."""
    import numpy as np

    from piicatalog.validators._arrays import digits_from_right

    digits, fits = digits_from_right(values, 24)
    total = digits[:, ::2].sum(axis=1) + np.array(_DOUBLED)[digits[:, 1::2].clip(0, 9)].sum(axis=1)
    valid: np.ndarray = fits & (total % 10 == 0) & digits.any(axis=1)
    return valid
