"""Recognizers that ask for a date or year, as of today on the local clock."""

import datetime as dt
from typing import TYPE_CHECKING

from piicatalog.integrations.presidio_checks.places import Check, characters, luhn, value_of_character, weighted
from piicatalog.validators._arrays import characters_of, dates_exist

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from piicatalog.integrations.presidio_checks.places import Checks, Passed, Rows, Verdicts

_POWERS_BY_31 = (14, 20, 2, 25, 18, 8, 7, 10, 1)  # of ten, from the eighth down, modulo 31


def today() -> dt.date:
    """Return the date on the local clock."""
    return dt.datetime.now(tz=dt.UTC).astimezone().date()


def _pairs(rows: "Rows") -> "NDArray[np.int64]":
    """Return the numbers that the first six digits make two by two."""
    import numpy as np

    digits = rows[:6].astype(np.int64)
    return digits[::2] * 10 + digits[1::2]


def _finnish(texts: "pa.Array") -> "Verdicts":
    import numpy as np

    codes = characters_of(texts, 11)[0].T
    first_year = np.full(256, 2000)
    first_year[[ord(sign) for sign in "-YXWVU"]] = 1900  # Presidio reads them as 2000 when they are small letters
    first_year[ord("+")] = 1800
    digits = codes[[0, 1, 2, 3, 4, 5, 7, 8, 9]] - ord("0")
    day, month, year = _pairs(digits)
    control = characters("0123456789ABCDEFHJKLMNPRSTUVWXY")[weighted(digits, _POWERS_BY_31) % 31]
    passes = (control == value_of_character()[codes[10]]) & dates_exist(first_year[codes[6]] + year, month, day, latest=dt.date.max)
    return passes.astype(np.int8)


def _south_african(rows: "Rows") -> "Passed":
    import numpy as np

    now = today()
    year, month, day = _pairs(rows)
    year = np.where(year > now.year % 100, 1900, 2000) + year
    has_status = (rows[10] <= 2) & (rows[11] >= 8)
    return has_status & dates_exist(year, month, day, latest=now) & luhn(rows)


def _company(rows: "Rows") -> "Passed":
    """Whether the year is none to come; an old number, shorter, has one or two letters before it."""
    import numpy as np

    digits = np.where(rows[1] >= 10, rows[2:6], rows[:4])
    year = weighted(digits, (1000, 100, 10, 1))
    return (year >= 1800) & (year <= today().year)


DATES: "Checks" = {
    "FiPersonalIdentityCodeRecognizer": _finnish,
    "ZaCompanyRegistrationRecognizer": Check(12, _company, from_right=True),
    "ZaIdNumberRecognizer": Check(13, _south_african),
    "ZaTrafficRegisterNumberRecognizer": Check(13, lambda rows: ~_south_african(rows)),
}
