"""Danish personal number (CPR): ``DDMMYY-SSSS``. Since 2007 there is no check digit, so only the date is asked for.

A Finnish code may have the same form, and has a check character.

>>> is_valid("211062-5629"), is_valid("310299-1234"), is_valid("010190-123"), is_valid("131052-9384")
(True, False, False, False)
"""

import datetime as dt
import re
from typing import TYPE_CHECKING

from piicatalog.validators import fi_hetu

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_FORM = re.compile(r"(\d\d)(\d\d)(\d\d)-?(\d{4})", re.ASCII)


def is_valid(value: str) -> bool:
    """Whether the date exists in the 1900s or 2000s, and the text is no Finnish code."""
    form = _FORM.fullmatch(value.strip())
    if not form or fi_hetu.is_valid(value):
        return False
    for century in (1900, 2000):
        try:
            dt.date(century + int(form[3]), int(form[2]), int(form[1]))
        except ValueError:
            continue
        return True
    return False


def are_valid(values: "pa.Array") -> "np.ndarray":
    """``is_valid`` of each value of a text array without nulls, at once."""
    import numpy as np
    import pyarrow.compute as pc

    from piicatalog.validators._arrays import columns_of, dates_exist, number_in

    values = pc.utf8_trim_whitespace(values)
    has_form = pc.match_substring_regex(values, r"\A[0-9]{6}-?[0-9]{4}\z").to_numpy(zero_copy_only=False)
    characters, _ = columns_of(pc.replace_substring(values, "-", ""), 10)
    day, month, year = (number_in(characters[at : at + 2] - np.uint8(ord("0"))) for at in (0, 2, 4))
    valid: np.ndarray = (
        has_form & ~fi_hetu.are_valid(values) & (dates_exist(1900 + year, month, day) | dates_exist(2000 + year, month, day))
    )
    return valid
