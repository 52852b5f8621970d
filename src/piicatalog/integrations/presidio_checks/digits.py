"""Recognizers whose check is a sum of digits, weighted by place."""

from typing import TYPE_CHECKING

from piicatalog.integrations.presidio_checks.places import Check, between, cross, divisible, luhn, weighted

if TYPE_CHECKING:
    from piicatalog.integrations.presidio_checks.places import Checks, Passed, Rows


def _control_from(start: int, weights: tuple[int, ...], rows: "Rows") -> "Passed":
    """Whether the last digit is ``start`` less the weighted sum's remainder by 11, its tens left out."""
    return (start - weighted(rows[:-1], weights) % 11) % 10 == rows[-1]


def _korean(start: int, rows: "Rows") -> "Passed":
    has_region = rows[7] * 10 + rows[8] <= 95
    return has_region & _control_from(start, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), rows)


def _swedish_person(rows: "Rows") -> "Passed":
    import numpy as np

    rows = rows[-10:]
    month, day = rows[2] * 10 + rows[3], rows[4] * 10 + rows[5]
    day = np.where(day >= 61, day - 60, day)
    exists = between(month, 1, 12) & between(day, 1, 31)
    return exists & luhn(rows)


def _turkish(rows: "Rows") -> "Passed":
    tenth, eleventh = divisible((7, -1, 7, -1, 7, -1, 7, -1, 7, -1)), divisible((1,) * 10 + (-1,))
    return tenth(rows[:10]) & eleventh(rows)


DIGITS: "Checks" = {
    "AbaRoutingRecognizer": Check(9, divisible((3, 7, 1, 3, 7, 1, 3, 7, 1))),
    "AuAbnRecognizer": Check(11, divisible((10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19), by=89, plus=-10)),
    "AuAcnRecognizer": Check(9, divisible((8, 7, 6, 5, 4, 3, 2, 1, 1))),
    "AuMedicareRecognizer": Check(10, divisible((1, 3, 7, 9, 1, 3, 7, 9, -1, 0))),
    "AuTfnRecognizer": Check(9, divisible((1, 4, 3, 7, 5, 8, 6, 9, 10), by=11)),
    "CaSinRecognizer": Check(9, luhn, right=-1),
    "CreditCardRecognizer": Check(17, luhn, from_right=True),
    "DeBsnrRecognizer": Check(9, lambda rows: rows.max(axis=0) > 0, right=-1),
    "DeLanrRecognizer": Check(9, divisible((4, 9, 4, 9, 4, 9, 1, 0, 0))),
    "ItVatCodeRecognizer": Check(11, lambda rows: luhn(rows) & (rows.max(axis=0) > 0)),
    "KrBrnRecognizer": Check(10, divisible((1, 3, 7, 1, 3, 7, 1, 3, cross(5), 1))),
    "KrFrnRecognizer": Check(13, lambda rows: _korean(13, rows), wrong=-1),
    "KrRrnRecognizer": Check(13, lambda rows: _korean(11, rows), wrong=-1),
    "MedicalLicenseRecognizer": Check(9, divisible((0, 0, 1, 2, 1, 2, 1, 2, -1))),
    "NhsRecognizer": Check(10, divisible((10, 9, 8, 7, 6, 5, 4, 3, 2, 1), by=11)),
    "PhTinRecognizer": Check(12, divisible((9, 8, 7, 6, 5, 4, 3, 2, -1, 0, 0, 0), by=11), right=-1),
    "PlPeselRecognizer": Check(11, divisible((1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1))),
    "SeOrganisationsnummerRecognizer": Check(10, lambda rows: luhn(rows) & (rows[2] >= 2)),
    "SePersonnummerRecognizer": Check(12, _swedish_person, from_right=True),
    "ThTninRecognizer": Check(13, lambda rows: _control_from(11, (13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2), rows)),
    "TrNationalIdRecognizer": Check(11, _turkish),
    "UsNpiRecognizer": Check(10, lambda rows: luhn(rows, plus=24) & (rows[1:-1] != rows[0]).any(axis=0)),  # 24: the prefix 80840
}
