"""Finnish learner number (oppijanumero): the OID ``1.2.246.562.24.`` and eleven digits, the last a 7-3-1 check digit.

>>> is_valid("1.2.246.562.24.43116640405"), is_valid("1.2.246.562.24.43116640406")
(True, False)
"""

import re

from piicatalog.validators.fi_reference_number import passes

_FORM = re.compile(r"1\.2\.246\.562\.24\.(\d{11})", re.ASCII)


def is_valid(value: str) -> bool:
    """Whether the value is the OID of a learner with the right check digit."""
    form = _FORM.fullmatch(value.strip())
    return form is not None and passes(form[1])
