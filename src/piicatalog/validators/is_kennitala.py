"""Icelandic identification number (kennitala): six digits of the date, four more.

python-stdnum is right here; it raises on strange input, this never does.

>>> is_valid("450401-3150"), is_valid("450401-3151")
(True, False)
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2, 1)


def is_valid(value: str) -> bool:
    """Whether the value is such a code with the right check digit."""
    from stdnum.is_ import kennitala

    return bool(kennitala.is_valid(value))


def are_valid(values: "pa.Array") -> "np.ndarray":
    """``is_valid`` of each value of a text array without nulls, at once."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    from piicatalog.validators._arrays import columns_of, dates_exist, number_in

    characters, fits = columns_of(pc.utf8_trim_whitespace(pc.replace_substring(values, "-", "")), 10)
    digits = characters - np.uint8(ord("0"))  # below "0" the subtraction turns over
    day, month, year = (number_in(digits[at : at + 2]) for at in (0, 2, 4))
    day = np.where(day >= 40, day - 40, day)  # of an organisation
    year += np.where(digits[9] == 9, 1900, 2000)
    total = sum(weight * row.astype(np.int32) for weight, row in zip(_WEIGHTS, digits, strict=False))
    valid: np.ndarray = fits & (digits <= 9).all(axis=0) & np.isin(digits[9], (0, 9)) & dates_exist(year, month, day) & (total % 11 == 0)
    others = np.flatnonzero(~pc.string_is_ascii(values).to_numpy(zero_copy_only=False))
    valid[others] = [is_valid(value) for value in values.take(pa.array(others)).to_pylist()]
    return valid
