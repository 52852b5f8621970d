"""Arrow texts as numpy characters, for validators that check a whole array at once.

Values of another length, or with characters beyond ASCII, do not fit and are reported as such.
"""

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


_CAPITALS = bytes(range(256)).upper()


def characters_of(values: "pa.Array", length: int) -> "tuple[np.ndarray, np.ndarray]":
    """Return a matrix (values by ``length``) of character codes and which values have exactly that length.

    Rows of values that do not fit are zero. ``values`` has no nulls.
    """
    import numpy as np
    import pyarrow as pa

    values = values.cast(pa.large_binary())
    offsets = np.frombuffer(values.buffers()[1], np.int64)[values.offset : values.offset + len(values) + 1]
    fits = np.diff(offsets) == length
    data = np.frombuffer(values.buffers()[2] or b"", np.uint8)
    if fits.all():
        return data[offsets[0] : offsets[-1]].reshape(len(values), length), fits
    matrix = np.zeros((len(values), length), np.uint8)
    matrix[fits] = data[offsets[:-1][fits][:, None] + np.arange(length)]
    return matrix, fits


def columns_of(values: "pa.Array", length: int) -> "tuple[np.ndarray, np.ndarray]":
    """Return the same with a row for each position, in capitals: what is reckoned position by position is fast so."""
    import numpy as np

    characters, fits = characters_of(values, length)
    return np.frombuffer(_CAPITALS, np.uint8)[characters.T], fits


def number_in(digits: "np.ndarray") -> "np.ndarray":
    """Return the number that rows of digits, the first of which counts most, are: at most 18 of them."""
    import numpy as np

    number = np.zeros(digits.shape[1], np.int64)
    for row in digits:
        number = number * 10 + row
    return number


def dates_exist(year: "np.ndarray", month: "np.ndarray", day: "np.ndarray", *, latest: dt.date = dt.date.max) -> "np.ndarray":
    """Whether each date is in the calendar and not after ``latest``."""
    import numpy as np

    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    lengths = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    last = lengths[np.where((month >= 1) & (month <= 12), month, 0)] + (leap & (month == 2))
    in_past = year * 10_000 + month * 100 + day <= latest.year * 10_000 + latest.month * 100 + latest.day
    exists: np.ndarray = (day >= 1) & (day <= last) & in_past
    return exists


def digits_from_right(values: "pa.Array", most: int) -> "tuple[np.ndarray, np.ndarray]":
    """Return the digits of each value from the right (values by ``most``, zeros before the first) and which values are digits.

    Spaces and hyphens are left out.
    """
    import numpy as np
    import pyarrow.compute as pc

    compact = (
        pc.replace_substring_regex(values, r"[\s\x{a0}-]", "")
        if pc.any(pc.match_substring_regex(values, r"[\s\x{a0}-]")).as_py()
        else values
    )
    characters, fits = characters_of(pc.ascii_lpad(compact, most, padding="0"), most)
    rows = characters.T[::-1] - np.uint8(ord("0"))  # below "0" the subtraction turns over
    return rows.astype(np.int32).T, fits & (rows <= 9).all(axis=0)
