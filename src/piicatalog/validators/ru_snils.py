"""Russian insurance number of an individual account (SNILS): nine digits, and their sum weighted 9 to 1 modulo 101 (100 is 00).

>>> is_valid("112-233-445 95"), is_valid("112-233-445 96")
(True, False)
"""


def is_valid(value: str) -> bool:
    """Whether the check digits are right."""
    digits = [int(sign) for sign in value if sign in "0123456789"]
    if len(digits) != 11:
        return False
    rest = sum(digit * weight for digit, weight in zip(digits[:9], range(9, 0, -1), strict=True)) % 101 % 100
    return rest == digits[9] * 10 + digits[10]
