"""Belgian national register number: birth date, serial number, and 97 less the rest by 97.

>>> is_valid("85.07.30-033.28"), is_valid("85.07.30-033.29")
(True, False)
"""


def is_valid(value: str) -> bool:
    """Whether the check digits are right."""
    from stdnum.be import nn

    return bool(nn.is_valid(value))
