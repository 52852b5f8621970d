"""Finnish personal identity code (henkilötunnus, sv personbeteckning).

``ddmmyyCnnnT``: birth date; the century sign C (``+`` 1800s; ``-`` and Y X W V U 1900s; A to F 2000s; the letters
other than A since 1.1.2023, decree 690/2022); an individual number, 002-899 for people in the population register
and 900-999 for temporary and test codes; and a check character, the first nine digits modulo 31.
Source: https://dvv.fi/en/personal-identity-code

Temporary codes are accepted (they identify a person in one register), 000 and 001, dates that do not exist and
births in the future are not. python-stdnum rejects 900-999 and accepts future dates, so this is our own.

>>> is_valid("131052-308T"), is_valid("010594Y9032"), is_valid("131052-308G")
(True, True, False)
>>> is_valid("131052–308t")
True
"""

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

ALPHABET = "0123456789ABCDEFHJKLMNPRSTUVWXY"
CENTURIES = {"+": 1800} | dict.fromkeys("-YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_FORM = re.compile(r"(\d\d)(\d\d)(\d\d)([-+A-FU-Y])(\d{3})([0-9A-Y])", re.ASCII)


def is_valid(value: str) -> bool:
    """Whether the value is a well-formed code with the right check character."""
    form = _FORM.fullmatch(value.strip().translate(_DASHES).upper())
    if not form:
        return False
    day, month, year, century, individual, check = form.groups()
    if individual in {"000", "001"}:
        return False
    try:
        born = dt.date(CENTURIES[century] + int(year), int(month), int(day))
    except ValueError:
        return False
    return born <= _today() and ALPHABET[int(day + month + year + individual) % 31] == check


def are_valid(values: "pa.Array") -> "np.ndarray":
    """``is_valid`` of each value of a text array without nulls, at once."""
    import numpy as np
    import pyarrow.compute as pc

    from piicatalog.validators._arrays import columns_of, dates_exist, number_in

    if not pc.all(pc.string_is_ascii(values)).as_py():
        values = pc.replace_substring_regex(values, "[‐‑‒–—―−]", "-")
    characters, fits = columns_of(values, 11)
    digits = characters[[0, 1, 2, 3, 4, 5, 7, 8, 9]] - np.uint8(ord("0"))  # below "0" the subtraction turns over
    fits = fits & (digits <= 9).all(axis=0)
    centuries = np.zeros(256, np.int64)
    for sign, first_year in CENTURIES.items():
        centuries[ord(sign)] = first_year
    century = centuries[characters[6]]
    number = number_in(digits)
    fits &= (century > 0) & (number % 1000 >= 2)
    day, month, year = (number_in(digits[at : at + 2]) for at in (0, 2, 4))
    fits &= dates_exist(century + year, month, day, latest=_today())
    valid: np.ndarray = fits & (np.frombuffer(ALPHABET.encode(), np.uint8)[number % 31] == characters[10])
    return valid


def _today() -> dt.date:
    return dt.datetime.now(tz=dt.UTC).date()
