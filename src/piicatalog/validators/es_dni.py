"""Spanish identity number: eight digits (DNI) or X, Y, Z and seven (foreigners' NIE), and the letter of the rest by 23.

>>> is_valid("54362315K"), is_valid("X2482300W"), is_valid("54362315Z")
(True, True, False)
"""


def is_valid(value: str) -> bool:
    """Whether the letter is right."""
    from stdnum.es import dni, nie

    return bool(dni.is_valid(value) or nie.is_valid(value))
