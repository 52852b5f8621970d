"""Recognizers that look at a text's form: which letters, digits and groups it may have."""

from typing import TYPE_CHECKING

from piicatalog.integrations.presidio_checks.places import Check, between, rows_of, values_of

if TYPE_CHECKING:
    import pyarrow as pa

    from piicatalog.integrations.presidio_checks.places import Checks, Passed, Rows, Verdicts

_NO_SSN = (123_456_789, 987_654_320, 78_051_120)  # printed in examples and advertisements


def _always(texts: "pa.Array") -> "Verdicts":
    """Pass all that the patterns find."""
    import numpy as np

    return np.ones(len(texts), np.int8)


def _american(texts: "pa.Array") -> "Verdicts":
    import numpy as np
    import pyarrow.compute as pc

    separators = sum(pc.match_substring(texts, one).to_numpy(zero_copy_only=False).astype(np.int8) for one in "-. ")
    rows = rows_of(*values_of(texts), 9)
    number = np.array([100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1]) @ rows
    area, group, serial = number // 1_000_000, number // 10_000 % 100, number % 10_000
    is_wrong = np.isin(area, (0, 666)) | (group == 0) | (serial == 0) | np.isin(number, _NO_SSN) | (number % 111_111_111 == 0)
    return np.where(is_wrong | (separators > 1), np.int8(0), np.int8(-1))


def _british_vehicle(texts: "pa.Array") -> "Verdicts":
    """Judge the age in a plate of the present form, the only one with two letters and two digits first, and nothing else."""
    import numpy as np

    rows = rows_of(*values_of(texts), 7)
    is_present = (rows[:2] >= 10).all(axis=0) & (rows[2:4] < 10).all(axis=0)
    age = rows[2] * 10 + rows[3]
    passes = between(age, 2, 29) | between(age, 51, 79)
    return np.where(is_present, passes.astype(np.int8), np.int8(-1))


def _british_driver(rows: "Rows") -> "Passed":
    """Whether the surname's nines stand behind its letters."""
    is_nine = rows[:5] == 9
    return ~is_nine[0] & ~(is_nine[:-1] & ~is_nine[1:]).any(axis=0)


def _indian_trade(rows: "Rows") -> "Passed":
    state, is_letter = rows[0] * 10 + rows[1], rows >= 10
    return between(state, 1, 37) & (is_letter[2:7].sum(axis=0) >= 3) & ~is_letter[7:11].any(axis=0) & is_letter[11]


def _korean_driver(rows: "Rows") -> "Passed":
    region = rows[0] * 10 + rows[1]
    return between(region, 11, 26) | (region == 28)


def _south_african_driver(texts: "pa.Array") -> "Verdicts":
    import numpy as np
    import pyarrow.compute as pc

    lengths = pc.binary_length(texts).to_numpy()
    has_letter = pc.match_substring_regex(texts, "[A-Za-z]").to_numpy(zero_copy_only=False)
    return (has_letter & (lengths >= 10) & (lengths <= 14)).astype(np.int8)


FORMATS: "Checks" = {
    "InGstinRecognizer": Check(15, _indian_trade),
    "KrDriverLicenseRecognizer": Check(12, _korean_driver),
    "TrLicensePlateRecognizer": _always,
    "UkDrivingLicenceRecognizer": Check(16, _british_driver, right=-1),
    "UkVehicleRegistrationRecognizer": _british_vehicle,
    "UsSsnRecognizer": _american,
    "ZaDriverLicenseRecognizer": _south_african_driver,
    "ZaIncomeTaxNumberRecognizer": _always,
    "ZaLicensePlateRecognizer": _always,
    "ZaPassportRecognizer": _always,
    "ZaVatNumberRecognizer": _always,
}
