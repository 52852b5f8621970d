"""Latvian personal code (personas kods): 11 digits, ``DDMMYY-NNNNN``; codes from 2017 start 32 to 39 and have no check digit.

>>> is_valid("161175-19997"), is_valid("161175-19998"), is_valid("328673-00679")
(True, False, True)
"""

import re

_FORM = re.compile(r"\d{6}-?\d{5}", re.ASCII)


def is_valid(value: str) -> bool:
    """Whether the value is a person's code; a company's (first digit above 3) is not."""
    from stdnum.lv import pvn

    text = value.strip()
    if not _FORM.fullmatch(text) or text[0] > "3":
        return False
    return "32" <= text[:2] <= "39" or bool(pvn.is_valid(text))
