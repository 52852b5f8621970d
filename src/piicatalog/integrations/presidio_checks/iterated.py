"""Recognizers whose check goes from digit to digit: Verhoeff's, and MOD 11,10 of ISO/IEC 7064."""

from functools import cache
from typing import TYPE_CHECKING

from piicatalog.integrations.presidio_checks.places import Check

if TYPE_CHECKING:
    import numpy as np

    from piicatalog.integrations.presidio_checks.places import Checks, Passed, Rows

# The dihedral group of order ten, a row for each left factor, and the powers of Verhoeff's permutation.
_PRODUCTS = "0123456789 1234067895 2340178956 3401289567 4012395678 5987604321 6598710432 7659821043 8765932104 9876543210"
_PERMUTATIONS = "0123456789 1576283094 5803796142 8916043527 9453126870 4286573901 2793806415 7046913258"


@cache
def _next_states() -> "np.ndarray":
    """Return the product of state (second axis) and permuted digit (third) for each place modulo eight (first)."""
    import numpy as np

    products, permutations = (np.array([list(row) for row in rows.split()]).astype(np.intp) for rows in (_PRODUCTS, _PERMUTATIONS))
    return products[:, permutations].transpose(1, 0, 2)


def verhoeff(rows: "Rows") -> "Passed":
    """Whether the digits pass Verhoeff's check."""
    import numpy as np

    state = np.zeros(rows.shape[1], np.intp)
    for place, row in enumerate(rows[::-1]):
        state = _next_states()[place % 8].ravel().take(state * 10 + row)
    return state == 0


def mod_11_10(rows: "Rows") -> "Passed":
    """Whether the last digit is the control digit of those before."""
    import numpy as np

    product = np.full(rows.shape[1], 10, np.int16)
    for row in rows[:-1]:
        total = (row + product) % 10
        product = np.where(total == 0, 10, total) * 2 % 11
    return (11 - product) % 10 == rows[-1]


def _aadhaar(rows: "Rows") -> "Passed":
    is_number = (rows[0] >= 2) & (rows != rows[::-1]).any(axis=0)
    return is_number & verhoeff(rows)


def _german_tax_id(rows: "Rows") -> "Passed":
    import numpy as np

    none_too_often = np.all([(rows[:10] == digit).sum(axis=0) <= 3 for digit in range(10)], axis=0)
    return none_too_often & mod_11_10(rows)


ITERATED: "Checks" = {
    "DeTaxIdRecognizer": Check(11, _german_tax_id),
    "DeVatIdRecognizer": Check(11, lambda rows: mod_11_10(rows[2:]), wrong=-1),
    "InAadhaarRecognizer": Check(12, _aadhaar),
    "NgNinRecognizer": Check(11, verhoeff),
}
