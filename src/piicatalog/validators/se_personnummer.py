"""Swedish personal number (personnummer) and coordination number (samordningsnummer, day + 60).

``[YY]YYMMDD-NNNC``, ``+`` from the year one turns 100; C is Luhn over the last ten digits. python-stdnum rejects
coordination numbers, Presidio accepts 31 February; so this is our own.

>>> is_valid("811228-9874"), is_valid("701063-2391"), is_valid("811228-9873"), is_valid("19811228-9874")
(True, True, False, True)
"""

import datetime as dt
import re

from piicatalog.validators import luhn

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
        if dt.date(1840, 1, 1) <= date <= dt.datetime.now(tz=dt.UTC).date():
            return luhn.is_valid(year + month + day + last)
    return False
