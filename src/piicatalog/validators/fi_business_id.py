"""Finnish business id (Y-tunnus, FO-nummer), also as a VAT number: seven digits and a check digit.

Weights 7 9 10 5 8 4 2; the sum modulo 11 is 0 for the check digit 0, never 1, else 11 minus it. The old form of six
digits lacks a leading zero. Placeholders of one digit are no business ids (python-stdnum accepts 0000000-0).

>>> is_valid("2077474-0"), is_valid("737546-2"), is_valid("FI20774740"), is_valid("2077474-1")
(True, True, True, False)
"""

import re

_FORM = re.compile(r"(?:FI[ -]?)?(\d{6,7})[-‐‑‒–−]?(\d)", re.IGNORECASE | re.ASCII)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


def is_valid(value: str) -> bool:
    """Whether the value is a business id or a Finnish VAT number with the right check digit."""
    form = _FORM.fullmatch(value.strip())
    if not form or (len(form[1]) == 6 and "-" not in value):
        return False
    number = form[1].zfill(7)
    if len(set(number)) == 1:
        return False
    remainder = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=True)) % 11
    return remainder != 1 and int(form[2]) == (11 - remainder) % 11
