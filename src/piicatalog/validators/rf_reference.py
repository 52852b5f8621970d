"""Creditor reference (ISO 11649, RF): ``RF``, two check digits, up to 21 characters.

The rest with ``RF`` and the check digits behind it, letters read as 10 to 35, is 1 modulo 97. In Finland the rest
is a viitenumero with its own check digit, which python-stdnum does not ask for.

>>> is_valid("RF341234561"), is_valid("RF34 1234 561"), is_valid("RF341234562"), is_valid("RF071234562")
(True, True, False, False)
"""

import re

from piicatalog.validators import fi_reference_number

_FORM = re.compile(r"RF\d\d[0-9A-Z]{1,21}", re.ASCII)


def is_valid(value: str) -> bool:
    """Whether both check digits are right; a rest with letters has only the outer one."""
    reference = value.replace(" ", "").upper()
    if not _FORM.fullmatch(reference):
        return False
    rest = reference[4:]
    if rest.isdigit() and not fi_reference_number.is_valid(rest):
        return False
    return int("".join(str(int(character, 36)) for character in rest + reference[:4])) % 97 == 1
