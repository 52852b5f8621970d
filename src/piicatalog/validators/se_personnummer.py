"""Swedish personal number (personnummer) and coordination number (samordningsnummer, day + 60).

``[YY]YYMMDD-NNNC``, ``+`` from the year one turns 100; C is Luhn over the last ten digits. python-stdnum rejects
coordination numbers, Presidio accepts 31 February; so this is our own.

>>> is_valid("811228-9874"), is_valid("701063-2391"), is_valid("811228-9873"), is_valid("19811228-9874")
(True, True, False, True)
"""

import datetime as dt
import re
from typing import TYPE_CHECKING

from piicatalog.validators import luhn

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_FIRST = dt.date(1840, 1, 1)
_FORM = re.compile(r"(\d\d)?(\d\d)(\d\d)(\d\d)[-+]?(\d{4})", re.ASCII)


def is_valid(value: str) -> bool:
    """Whether the date exists in the century given, or in any where none is, and the check digit is right."""
    form = _FORM.fullmatch(value.strip())
    if not form:
        return False
    century, year, month, day, last = form.groups()
    born = int(day) - 60 if int(day) > 60 else int(day)
    for possible in [century] if century else ["19", "20"]:
        try:
            date = dt.date(int(possible + year), int(month), born)
        except ValueError:
            continue
        if _FIRST <= date <= dt.datetime.now(tz=dt.UTC).date():
            return luhn.is_valid(year + month + day + last)
    return False


def are_valid(values: "pa.Array") -> "np.ndarray":
    """``is_valid`` of each value of this form of a text array without nulls, at once."""
    import numpy as np
    import pyarrow.compute as pc

    from piicatalog.validators._arrays import dates_exist, digits_from_right

    compact = pc.replace_substring_regex(values, r"[\s+-]", "")
    lengths = pc.binary_length(compact).to_numpy()
    digits, fits = digits_from_right(compact, 12)
    year, month, day = (digits[:, at + 1] * 10 + digits[:, at] for at in (8, 6, 4))
    day = np.where(day > 60, day - 60, day)
    century = digits[:, 11] * 1000 + digits[:, 10] * 100
    today = dt.datetime.now(tz=dt.UTC).date()
    exists = np.zeros(len(values), bool)
    for possible in (np.where(lengths == 12, century, 1900), np.where(lengths == 12, century, 2000)):
        born = possible + year
        exists |= dates_exist(born, month, day, latest=today) & (born >= _FIRST.year)
    doubled = np.array([0, 2, 4, 6, 8, 1, 3, 5, 7, 9])
    total = digits[:, :10:2].sum(axis=1) + doubled[digits[:, 1:10:2].clip(0, 9)].sum(axis=1)
    valid: np.ndarray = fits & np.isin(lengths, (10, 12)) & exists & (total % 10 == 0)
    return valid
