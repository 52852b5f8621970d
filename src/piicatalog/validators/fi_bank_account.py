"""Finnish bank account number before IBAN: six digits, a hyphen, two to eight digits; Luhn over its machine form of 14.

Zeros are filled in after the seventh digit for banks 4 and 5, after the sixth for others.

>>> is_valid("123456-785"), is_valid("500094-20028730"), is_valid("123456-786")
(True, True, False)
"""

import re

from piicatalog.validators import luhn

_FORM = re.compile(r"([1-8]\d{5})-(\d{2,8})", re.ASCII)


def is_valid(value: str) -> bool:
    """Whether the value is such a number with the right check digit."""
    form = _FORM.fullmatch(value.strip())
    if not form:
        return False
    bank, rest = form.groups()
    kept = 1 if bank[0] in "45" else 0
    return luhn.is_valid(bank + rest[:kept] + rest[kept:].zfill(8 - kept))
