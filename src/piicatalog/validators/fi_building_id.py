"""Permanent building identifier (pysyvä rakennustunnus, VTJ-PRT): ``1``, eight digits and a check character.

The character is the nine digits modulo 31 in the alphabet of the personal identity code.

>>> is_valid("100012345N"), is_valid("100012345M"), is_valid("200012345N")
(True, False, False)
"""

import re
from typing import TYPE_CHECKING

from piicatalog.validators.fi_hetu import ALPHABET

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_FORM = re.compile(r"(1\d{8})([0-9A-Y])", re.ASCII)


def is_valid(value: str) -> bool:
    """Whether the value is a building identifier with the right check character."""
    form = _FORM.fullmatch(value.strip().upper())
    return form is not None and ALPHABET[int(form[1]) % 31] == form[2]


def are_valid(values: "pa.Array") -> "np.ndarray":
    """``is_valid`` of each value of a text array without nulls, at once."""
    import numpy as np
    import pyarrow.compute as pc

    from piicatalog.validators._arrays import columns_of, number_in

    characters, fits = columns_of(pc.utf8_trim_whitespace(values), 10)
    digits = characters[:9] - np.uint8(ord("0"))  # below "0" the subtraction turns over
    expected = np.frombuffer(ALPHABET.encode(), np.uint8)[number_in(digits) % 31]
    valid: np.ndarray = fits & (digits[0] == 1) & (digits <= 9).all(axis=0) & (expected == characters[9])
    return valid
