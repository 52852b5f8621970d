"""Finnish personal identity code as systems without a field for its century sign write it: ``131052308T``, ``13101952-308T``.

The pension sector's systems kept no sign, spreadsheets and imports drop it, forms ask for the whole year. The check character
is the same, so that one such value in 31 is right by chance and a column of them is not.
Source: https://dvv.fi/en/personal-identity-code

>>> is_valid("131052308T"), is_valid("131052 308T"), is_valid("13101952-308T"), is_valid("131052308G")
(True, True, True, False)
"""

from typing import TYPE_CHECKING

from piicatalog.validators import fi_hetu

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_FORM = r"^(\d{4})(?:18|19|20)?(\d\d)[ +-]?(\d{3}\w)$"


def is_valid(value: str) -> bool:
    """Whether the value is a code in some century, its sign left out."""
    import pyarrow as pa

    return bool(are_valid(pa.array([value], pa.large_string()))[0])


def are_valid(values: "pa.Array") -> "np.ndarray":
    """``is_valid`` of each value of a text array without nulls, at once."""
    import numpy as np
    import pyarrow.compute as pc

    valid = np.zeros(len(values), bool)
    for sign in "-A":
        valid |= fi_hetu.are_valid(pc.utf8_upper(pc.replace_substring_regex(values, _FORM, rf"\1\2{sign}\3")))
    return valid
