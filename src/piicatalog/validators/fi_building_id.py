"""Permanent building identifier (pysyvä rakennustunnus, VTJ-PRT): ``1``, eight digits and a check character.

The character is the nine digits modulo 31 in the alphabet of the personal identity code.

>>> is_valid("100012345N"), is_valid("100012345M"), is_valid("200012345N")
(True, False, False)
"""

import re

from piicatalog.validators.fi_hetu import ALPHABET

_FORM = re.compile(r"(1\d{8})([0-9A-Y])", re.ASCII)


def is_valid(value: str) -> bool:
    """Whether the value is a building identifier with the right check character."""
    form = _FORM.fullmatch(value.strip().upper())
    return form is not None and ALPHABET[int(form[1]) % 31] == form[2]
