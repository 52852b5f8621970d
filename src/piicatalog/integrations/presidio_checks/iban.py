"""What Presidio's ``IbanRecognizer`` answers for texts that its pattern matches from end to end.

It tries the whole match, then the match without what is beyond its last group of four, then without a seventh such
group; the first with the right check digits and the form of its country is the result. The form is asked for at the
beginning only, so where the whole has none, no part has.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from piicatalog.integrations.presidio_checks.places import rows_of, values_of

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from piicatalog.integrations.presidio_checks.places import Rows


def verdicts_of_ibans(texts: "pa.Array", forms: Iterable[str]) -> "tuple[np.ndarray, np.ndarray]":
    """Return a verdict for each text (1: the whole is right, 0: it is not) and whether it is settled: no part of it is right, either."""
    import numpy as np
    import pyarrow.compute as pc

    values, lengths = values_of(texts)
    rows = rows_of(values, lengths, int(lengths.max(initial=4)))
    remainders = _remainders(rows)
    country, check = rows[:2].astype(np.int32), rows[2] * 10 + rows[3]

    def is_right(size: "np.ndarray") -> "np.ndarray":
        number = remainders[size - 4, np.arange(len(size))].astype(np.int32)
        return 98 - ((number * 100 + country[0]) * 100 + country[1]) * 100 % 97 == check

    compact = pc.replace_substring(pc.replace_substring(texts, " ", ""), "-", "")
    has_form = pc.match_substring_regex(compact, f"^(?:{'|'.join(forms)})").to_numpy(zero_copy_only=False)
    in_fours = lengths - lengths % 4
    whole, part = is_right(lengths), is_right(in_fours) | is_right(np.minimum(in_fours, 28))
    return (whole & has_form).astype(np.int8), whole | ~part | ~has_form


def _remainders(rows: "Rows") -> "np.ndarray":
    """Return the number behind the first four places modulo 97, letters written with two digits, after each place."""
    import numpy as np

    remainders = np.zeros((max(len(rows) - 3, 1), rows.shape[1]), np.int16)
    for place, row in enumerate(rows[4:], 1):
        remainders[place] = (remainders[place - 1] * np.where(row >= 10, np.int16(100), np.int16(10)) + row) % 97
    return remainders
