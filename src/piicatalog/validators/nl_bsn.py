"""Dutch citizen service number (BSN): nine digits with weights 9 to 2 and -1, divisible by eleven.

>>> is_valid("111222333"), is_valid("111222334")
(True, False)
"""


def is_valid(value: str) -> bool:
    """Whether the check digits are right."""
    from stdnum.nl import bsn

    return bool(bsn.is_valid(value))
