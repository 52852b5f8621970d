"""Icelandic identification number (kennitala): six digits of the date, four more.

python-stdnum is right here; it raises on strange input, this never does.

>>> is_valid("450401-3150"), is_valid("450401-3151")
(True, False)
"""


def is_valid(value: str) -> bool:
    """Whether the value is such a code with the right check digit."""
    from stdnum.is_ import kennitala

    return bool(kennitala.is_valid(value))
