"""Finnish postal code: five digits; of all codes ever used 91 % end in 0, 4 % in 5; box addresses end in 1.

The last digit is not a check digit, but works as one over a whole column: a third of random numbers end so.

>>> is_valid("00100"), is_valid("FI-33101"), is_valid("12346")
(True, True, False)
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_FORM = re.compile(r"(?:(?:FIN?|AX)[- ]?)?\d{4}[015]", re.ASCII)


def is_valid(value: str) -> bool:
    """Whether the value is a postal code with a usual last digit."""
    return _FORM.fullmatch(value.strip().upper()) is not None


def are_valid(values: "pa.Array") -> "np.ndarray":
    """``is_valid`` of each value of a text array without nulls, at once."""
    import pyarrow.compute as pc

    valid: np.ndarray = pc.match_substring_regex(values, rf"\A\s*(?i:{_FORM.pattern})\s*\z").to_numpy(zero_copy_only=False)
    return valid
