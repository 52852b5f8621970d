"""Polish PESEL: eleven digits, birth date with the century in its month, serial number, check digit (weights 1 3 7 9).

>>> is_valid("44051401359"), is_valid("44051401358")
(True, False)
"""


def is_valid(value: str) -> bool:
    """Whether the check digits are right."""
    from stdnum.pl import pesel

    return bool(pesel.is_valid(value))
