"""Recognizers whose check counts letters, or is one."""

from typing import TYPE_CHECKING

from piicatalog.integrations.presidio_checks.dates import today
from piicatalog.integrations.presidio_checks.places import Check, between, characters, cross, divisible, rows_of, values_of, weighted

if TYPE_CHECKING:
    import pyarrow as pa

    from piicatalog.integrations.presidio_checks.places import Checks, Passed, Rows, Verdicts

_SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE"
_POWERS_BY_23 = (14, 6, 19, 18, 11, 8, 10, 1)  # of ten, from the seventh down, modulo 23
_ODD_FIRST = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)
_ODD = (*_ODD_FIRST, *_ODD_FIRST, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
_EVEN = (*range(10), *range(26))
_CONTROL = (*range(10), *range(0, -26, -1))
_SINGAPORE = "ABCDEFGHJKLMNPQRSTUVWX0123456789"
_SINGAPORE_ENTITIES = "LP LL FC PF RF MQ MM NB CC CS MB FM GS DP CP NR CM CD MD HS VH CH MH CL XL CX HC RP TU TC FB FN PA PB SS MC SM GA GB"


def _two_digits(tens: int, ones: int) -> tuple[int, ...]:
    """Return what a letter counts that stands for its number in the alphabet, written with two digits of these weights."""
    return (0,) * 10 + tuple(cross(tens)[number // 10] + cross(ones)[number % 10] for number in range(1, 27))


_pension_sum = divisible((*map(cross, (2, 1, 2, 5, 7, 1, 2, 1)), _two_digits(2, 1), cross(2), cross(1), -1))


def _german_pension(rows: "Rows") -> "Passed":
    day, month = rows[2] * 10 + rows[3], rows[4] * 10 + rows[5]
    exists = (between(day, 1, 31) | between(day, 51, 81)) & between(month, 1, 12)
    return exists & _pension_sum(rows)


_icao_document = divisible((7, 3, 1, 7, 3, 1, 7, 3, -1))


def _german_id_card(texts: "pa.Array") -> "Verdicts":
    import numpy as np

    rows = rows_of(*values_of(texts), 9)
    is_of_old_kind = (rows[0] == characters("T")) & (rows[1:] < 10).all(axis=0)
    return np.where(is_of_old_kind, np.int8(-1), _icao_document(rows).astype(np.int8))


def _nif(rows: "Rows") -> "Passed":
    return characters(_SPANISH)[weighted(rows[-9:-1], _POWERS_BY_23) % 23] == rows[-1]


def _nie(rows: "Rows") -> "Passed":
    rows = rows[-9:].copy()
    is_foreign = rows[0] >= 10
    rows[0] %= 11  # X, Y and Z stand for 0, 1 and 2
    return is_foreign & _nif(rows)


def _singapore(rows: "Rows") -> "Passed":
    import numpy as np

    entities = characters(_SINGAPORE_ENTITIES.replace(" ", "")).reshape(-1, 2)
    is_entity = np.isin(weighted(rows[3:5], (36, 1)), entities @ np.array([36, 1]))
    position = tuple(max(_SINGAPORE.find(character), 0) for character in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    places = [tuple(weight * one for one in position) for weight in (4, 3, 5, 3, 10, 2, 2, 5, 7)]
    is_other = is_entity & (characters(_SINGAPORE)[(weighted(rows[:9], places) - 5) % 11] == rows[9])
    is_business = characters("XMKECAWLJDB")[weighted(rows[:8], (10, 4, 9, 3, 8, 2, 7, 1)) % 11] == rows[8]
    year = weighted(rows[:4], (1000, 100, 10, 1))
    is_company = characters("ZKCMDNERGWH")[weighted(rows[:9], (10, 8, 6, 4, 9, 7, 5, 3, 1)) % 11] == rows[9]
    return np.where(rows[0] >= 10, is_other, np.where(rows[8] >= 10, is_business, is_company & (year <= today().year)))


LETTERS: "Checks" = {
    "DeHealthInsuranceRecognizer": Check(10, divisible((_two_digits(1, 2), *map(cross, (1, 2, 1, 2, 1, 2, 1, 2)), -1))),
    "DeIdCardRecognizer": _german_id_card,
    "DePassportRecognizer": Check(9, _icao_document),
    "DeSocialSecurityRecognizer": Check(12, _german_pension),
    "EsNieRecognizer": Check(10, _nie, from_right=True),
    "EsNifRecognizer": Check(9, _nif, from_right=True),
    "ItFiscalCodeRecognizer": Check(16, divisible((*(_ODD, _EVEN) * 7, _ODD, _CONTROL), by=26), wrong=-1),
    "SgUenRecognizer": Check(10, _singapore),
}
