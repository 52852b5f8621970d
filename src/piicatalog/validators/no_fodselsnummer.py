"""Norwegian national identity number (fødselsnummer) and D-number: 11 digits with two check digits modulo 11.

A D-number has 40 added to the day, test numbers have 40 or 80 added to the month; python-stdnum rejects the latter.

>>> is_valid("15108695088"), is_valid("41019012393"), is_valid("01819012365"), is_valid("15108695089")
(True, True, True, False)
"""

import re

_FORM = re.compile(r"(\d\d)(\d\d)(\d\d) ?(\d{5})", re.ASCII)
_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def is_valid(value: str) -> bool:
    """Whether day and month are possible and both check digits right."""
    form = _FORM.fullmatch(value.strip())
    if not form:
        return False
    day, month = int(form[1]) % 40, int(form[2]) % 40
    if int(form[1]) > 71 or not 1 <= day <= 31 or not 1 <= month <= 12:
        return False
    numbers = [int(digit) for digit in "".join(form.groups())]
    return _check(numbers[:9], _FIRST) == numbers[9] and _check(numbers[:10], _SECOND) == numbers[10]


def _check(numbers: list[int], weights: tuple[int, ...]) -> int:
    """Return the check digit; 10 is none."""
    return -sum(number * weight for number, weight in zip(numbers, weights, strict=True)) % 11
