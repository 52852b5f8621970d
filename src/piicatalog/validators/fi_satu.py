"""Electronic identification number (sähköinen asiointitunnus, SATU, FINUID): eight digits and a check character.

The character is the number modulo 31 in the alphabet of the personal identity code. One in 31 passes by chance.

>>> is_valid("99900123L"), is_valid("99900123M")
(True, False)
"""

import re

from piicatalog.validators.fi_hetu import ALPHABET

_FORM = re.compile(r"(\d{8})([0-9A-Y])", re.ASCII)


def is_valid(value: str) -> bool:
    """Whether the value is eight digits with the right check character."""
    form = _FORM.fullmatch(value.strip().upper())
    return form is not None and ALPHABET[int(form[1]) % 31] == form[2]
