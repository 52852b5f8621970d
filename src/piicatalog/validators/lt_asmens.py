"""Lithuanian personal code (asmens kodas): 11 digits.

python-stdnum is right here; it raises on strange input, this never does.

>>> is_valid("33309240064"), is_valid("33309240164")
(True, False)
"""


def is_valid(value: str) -> bool:
    """Whether the value is such a code with the right check digit."""
    from stdnum.lt import asmens

    return bool(asmens.is_valid(value))
