"""Danish personal number (CPR): ``DDMMYY-SSSS``. Since 2007 there is no check digit, so only the date is asked for.

>>> is_valid("211062-5629"), is_valid("310299-1234"), is_valid("010190-123")
(True, False, False)
"""

import datetime as dt
import re

_FORM = re.compile(r"(\d\d)(\d\d)(\d\d)-?(\d{4})", re.ASCII)


def is_valid(value: str) -> bool:
    """Whether the date exists in the 1900s or 2000s."""
    form = _FORM.fullmatch(value.strip())
    if not form:
        return False
    for century in (1900, 2000):
        try:
            dt.date(century + int(form[3]), int(form[2]), int(form[1]))
        except ValueError:
            continue
        return True
    return False
