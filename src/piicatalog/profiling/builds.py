"""How the texts of a column are built: their lengths and kinds of characters, and their layouts where few differ, all at once."""

from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from piicatalog.profiling.kinds import ALL, BEYOND, KINDS, LATIN, LONGEST, MOST_DIGITS, kind_of
from piicatalog.profiling.layouts import SIGNS, layouts_of
from piicatalog.profiling.sieve import Sieve

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_AT_ONCE = 1 << 17
"""Bytes that are worked on at once: more would not stay in the processor's cache."""
_LAID_OUT = 48
"""Mean bytes of texts up to which their layouts are worth a look: longer texts are all laid out differently."""
_TEXTS_PER_LAYOUT = 4
"""So many texts must share a layout, on average, that a pattern is tried on the layouts first."""
_NUMBER = sum(1 << KINDS.index(kind) for kind in ("0123456789", " \t\n\r", "-", ".", "/:", ","))
"""What a mere number is written with."""
_LONGEST_NUMBER = 40


class Builds:
    """How texts are built: kinds of characters, length and number of digits; texts built alike are asked about once.

    Of a large_string array without nulls and empty texts.
    """

    def __init__(self, values: "pa.Array") -> None:
        import numpy as np
        import pyarrow as pa

        self.layouts: pa.Array | None = None
        """The layout of each build, where texts are short enough to share them."""
        if not len(values):
            self.of_text = np.empty(0, np.int32)
            self.kinds = self.lengths = self.digits = np.empty(0, np.int64)
            return
        offsets = _offsets(values)
        if offsets[-1] - offsets[0] <= _LAID_OUT * len(values):
            coded = layouts_of(values)
            self.layouts, self.of_text = coded.dictionary, coded.indices.to_numpy()
            self.kinds, self.lengths, self.digits = _built(self.layouts, _kinds_of_signs())
            return
        kinds, lengths, digits = _built(values, _kinds_of_bytes())
        coded = pa.array((kinds << 19) | (lengths << 6) | digits).dictionary_encode()
        self.of_text = coded.indices.to_numpy()
        """The number of each text's build."""
        keys = coded.dictionary.to_numpy()
        self.kinds, self.lengths, self.digits = keys >> 19, (keys >> 6) & LONGEST, keys & MOST_DIGITS

    def in_ascii(self) -> "np.ndarray":
        """Whether each text is ASCII."""
        is_ascii: np.ndarray = ((self.kinds & (LATIN | BEYOND)) == 0)[self.of_text]
        return is_ascii

    @cached_property
    def _in_latin(self) -> "np.ndarray":
        in_latin: np.ndarray = (self.kinds & BEYOND) == 0
        return in_latin

    def passing(self, *sieves: Sieve, whole: bool) -> "np.ndarray":
        """Return the indices of the texts that may match every pattern, as a whole or somewhere within."""
        import numpy as np

        passes = self._pass(sieves[0], whole=whole)
        for sieve in sieves[1:]:
            passes &= self._pass(sieve, whole=whole)
        if not passes.any():
            return np.empty(0, np.int64)
        return np.arange(len(self.of_text)) if passes.all() else np.flatnonzero(passes[self.of_text])

    def _pass(self, sieve: Sieve, *, whole: bool) -> "np.ndarray":
        """Return which builds may match."""
        import numpy as np

        in_latin = self._in_latin
        required = np.where(in_latin, sieve.required_in_latin, sieve.required)
        digits = np.where(in_latin, sieve.digits_in_latin, sieve.digits)
        passes: np.ndarray = ((self.kinds & required) == required) & (self.digits >= np.minimum(digits, MOST_DIGITS))
        for kinds in sieve.one_of_in_latin:
            passes &= ~in_latin | ((self.kinds & kinds) != 0)
        passes &= self.lengths >= min(sieve.least, LONGEST)
        if whole:
            passes &= ((self.kinds & (ALL & ~sieve.possible)) == 0) & (self.lengths <= sieve.most)
        if self.layouts is not None and sieve.ascii_layout and len(self.layouts) * _TEXTS_PER_LAYOUT <= len(self.of_text):
            self._try_layouts(passes, sieve)
        return passes

    def _try_layouts(self, passes: "np.ndarray", sieve: Sieve) -> None:
        """Take out the builds whose layout rules out a match."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        assert self.layouts is not None
        is_ascii = (self.kinds & (LATIN | BEYOND)) == 0
        for some, pattern in ((passes & is_ascii, sieve.ascii_layout), (passes & ~is_ascii, sieve.layout)):
            at = np.flatnonzero(some)
            if len(at):
                passes[at] = pc.match_substring_regex(self.layouts.take(pa.array(at)), pattern).to_numpy(zero_copy_only=False)

    def bare_numbers(self, at: "np.ndarray", rows: "np.ndarray") -> dict[int, int]:
        """Sum up the rows of the texts at these indices that are nothing but a number, by how it is built: ``999999-9999``."""
        import numpy as np

        bare = ((self.kinds & (ALL & ~_NUMBER)) == 0) & (self.lengths <= _LONGEST_NUMBER)
        summed = np.bincount(self.of_text[at], weights=rows, minlength=len(self.kinds)).astype(np.int64)
        counted: dict[int, int] = {}
        for build in np.flatnonzero(bare & (summed > 0)).tolist():
            number = int(self.kinds[build] << 8) + int(self.lengths[build])
            counted[number] = counted.get(number, 0) + int(summed[build])
        return counted


def _offsets(values: "pa.Array") -> "np.ndarray":
    import numpy as np

    return np.frombuffer(values.buffers()[1], np.int64)[values.offset : values.offset + len(values) + 1]


def _built(values: "pa.Array", kind_of: "np.ndarray") -> "tuple[np.ndarray, np.ndarray, np.ndarray]":
    """Return of each text its kinds of characters, its length in bytes and its number of digits, the last two up to their limits."""
    import numpy as np

    offsets = _offsets(values)
    data = np.frombuffer(values.buffers()[2], np.uint8)
    cuts = np.arange(offsets[0], offsets[-1], _AT_ONCE)
    firsts = np.unique(np.append(np.searchsorted(offsets[:-1], cuts), len(values)))
    kinds, digits = np.empty(len(values), np.int64), np.empty(len(values), np.uint8)
    for first, end in pairwise(firsts.tolist()):
        part = data[offsets[first] : offsets[end]]
        starts = offsets[first:end] - offsets[first]
        kinds[first:end] = np.bitwise_or.reduceat(kind_of[part], starts)
        is_digit = (part - np.uint8(ord("0"))) < 10  # below "0" the subtraction turns over
        digits[first:end] = np.add.reduceat(is_digit.view(np.uint8), starts, dtype=np.uint8)
    lengths = np.diff(offsets)
    digits = np.where(lengths > 255, MOST_DIGITS, np.minimum(digits, MOST_DIGITS))  # a longer text's digits overflow
    return kinds, np.minimum(lengths, LONGEST), digits


@cache
def _kinds_of_bytes() -> "np.ndarray":
    import numpy as np

    return np.array([kind_of(code) for code in range(256)], np.uint16)


@cache
def _kinds_of_signs() -> "np.ndarray":
    """The same of the bytes of a layout."""
    import numpy as np

    kinds = np.zeros(256, np.uint16)
    for code in range(256):
        kinds[SIGNS[code]] = kind_of(code)
    return kinds
