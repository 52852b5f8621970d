"""Swiss social security number (AHV, AVS): 756, nine digits and the check digit of EAN-13.

>>> is_valid("756.9217.0769.85"), is_valid("756.9217.0769.84")
(True, False)
"""


def is_valid(value: str) -> bool:
    """Whether the check digits are right."""
    from stdnum.ch import ssn

    return bool(ssn.is_valid(value))
