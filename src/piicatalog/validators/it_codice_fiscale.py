"""Italian codice fiscale: sixteen letters and digits of a person's name, birth date and place, and a check letter.

>>> is_valid("RSSMRA85T10A562S"), is_valid("RSSMRA85T10A562T")
(True, False)
"""


def is_valid(value: str) -> bool:
    """Whether the check digits are right."""
    from stdnum.it import codicefiscale

    return bool(codicefiscale.is_valid(value))
