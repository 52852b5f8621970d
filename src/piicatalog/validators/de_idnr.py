"""German tax identification number (Steuer-ID): eleven digits, one of the first ten twice or thrice, and a check digit (ISO 7064).

>>> is_valid("36574261809"), is_valid("36574261808")
(True, False)
"""


def is_valid(value: str) -> bool:
    """Whether the check digits are right."""
    from stdnum.de import idnr

    return bool(idnr.is_valid(value))
