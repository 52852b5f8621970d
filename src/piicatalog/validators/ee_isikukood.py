"""Estonian personal identification code (isikukood): 11 digits, also the form of the Lithuanian one.

python-stdnum is right here; it raises on strange input, this never does.

>>> is_valid("37605030299"), is_valid("37605030298")
(True, False)
"""


def is_valid(value: str) -> bool:
    """Whether the value is such a code with the right check digit."""
    from stdnum.ee import ik

    return bool(ik.is_valid(value))
