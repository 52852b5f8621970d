"""French social security number (NIR): sex, year, month, place and order of birth, and 97 less the rest by 97.

>>> is_valid("2 95 10 99 126 111 93"), is_valid("2 95 10 99 126 111 94")
(True, False)
"""


def is_valid(value: str) -> bool:
    """Whether the check digits are right."""
    from stdnum.fr import nir

    return bool(nir.is_valid(value))
