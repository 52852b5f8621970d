"""Finnish payment reference (viitenumero): 4 to 20 digits, the last one a check digit with weights 7 3 1 from the right.

A tenth of all numbers pass. Leading zeros do not count.

>>> is_valid("1234561"), is_valid("20 24000 13"), is_valid("1234562")
(True, True, False)
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_SPACES = re.compile(r"[\s\u00a0]")


def is_valid(value: str) -> bool:
    """Whether the digits, grouped by spaces or not, pass."""
    digits = _SPACES.sub("", value).lstrip("0")
    if not (4 <= len(digits) <= 20) or not (digits.isascii() and digits.isdigit()):
        return False
    return passes(digits)


def passes(digits: str) -> bool:
    """Whether the last digit fits the others."""
    total = sum(int(digit) * (7, 3, 1)[index % 3] for index, digit in enumerate(reversed(digits[:-1])))
    return (10 - total % 10) % 10 == int(digits[-1])


def are_valid(values: "pa.Array") -> "np.ndarray":
    """``is_valid`` of each value of a text array without nulls or hyphens, at once."""
    import numpy as np

    from piicatalog.validators._arrays import digits_from_right

    digits, fits = digits_from_right(values, 24)
    total = digits[:, 1:] @ np.array([(7, 3, 1)[index % 3] for index in range(23)])
    long_enough, too_long = digits[:, 3:].any(axis=1), digits[:, 20:].any(axis=1)
    valid: np.ndarray = fits & long_enough & ~too_long & ((10 - total % 10) % 10 == digits[:, 0])
    return valid
