"""Czech and Slovak birth number (rodné číslo): birth date, women's months 50 higher, divisible by eleven since 1954.

>>> is_valid("710319/2745"), is_valid("710319/2746")
(True, False)
"""


def is_valid(value: str) -> bool:
    """Whether the check digits are right."""
    from stdnum.cz import rc

    return bool(rc.is_valid(value))
