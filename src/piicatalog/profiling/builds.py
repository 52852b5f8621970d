"""How the texts of a column are built: their lengths and kinds of characters, and their layouts where few differ, all at once."""

from collections.abc import Iterator
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from piicatalog.profiling.kinds import ALL, ASCII_KINDS, BEYOND, KINDS, LATIN, LONGEST, MOST_DIGITS, kind_of
from piicatalog.profiling.layouts import SIGNS, layouts_of
from piicatalog.profiling.sieve import Sieve, Sieves

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

        self._values = values
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
        return self.are_of(ASCII_KINDS)

    @cached_property
    def _edges(self) -> "tuple[np.ndarray, np.ndarray]":
        """The first and the last byte of each text."""
        import numpy as np

        offsets, data = _offsets(self._values), np.frombuffer(self._values.buffers()[2], np.uint8)
        return data[offsets[:-1]], data[offsets[1:] - 1]

    def are_of(self, kinds: int) -> "np.ndarray":
        """Whether each text is of these kinds of characters alone."""
        are: np.ndarray = ((self.kinds & ~kinds) == 0)[self.of_text]
        return are

    @cached_property
    def _bounds(self) -> "tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]":
        """The different kinds, lengths and numbers of digits of builds, and the number of each text's."""
        import pyarrow as pa

        coded = pa.array((self.kinds << 19) | (self.lengths << 6) | self.digits).dictionary_encode()
        keys = coded.dictionary.to_numpy()
        return keys >> 19, (keys >> 6) & LONGEST, keys & MOST_DIGITS, coded.indices.to_numpy()[self.of_text]

    def passing(self, sieves: Sieves, *, whole: bool) -> "Iterator[np.ndarray]":
        """Yield, for each rule, the indices of the texts that may match it, as a whole or somewhere within."""
        import numpy as np

        *bounds, of_text = self._bounds
        has_shared_layouts = self.layouts is not None and len(self.layouts) * _TEXTS_PER_LAYOUT <= len(self.of_text)
        for rule, (firsts, lasts), passes in zip(sieves.rules, sieves.edges, sieves.passing(*bounds, whole=whole), strict=True):
            if not passes.any():
                yield np.empty(0, np.int64)
                continue
            passing = np.arange(len(of_text)) if passes.all() else np.flatnonzero(passes[of_text])
            if whole:
                passing = passing[firsts[self._edges[0][passing]]]
                passing = passing[lasts[self._edges[1][passing]]]
            for sieve in rule:
                if has_shared_layouts and sieve.ascii_layout:
                    passing = passing[self._fit(sieve, passing)]
            yield passing

    def _fit(self, sieve: Sieve, at: "np.ndarray") -> "np.ndarray":
        """Return which of the texts at these indices have a layout that does not rule out a match."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        assert self.layouts is not None
        tried = np.zeros(len(self.layouts), bool)
        tried[self.of_text[at]] = True
        fits = np.ones(len(self.layouts), bool)
        is_ascii = (self.kinds & (LATIN | BEYOND)) == 0
        for some, pattern in ((tried & is_ascii, sieve.ascii_layout), (tried & ~is_ascii, sieve.layout)):
            chosen = np.flatnonzero(some)
            if len(chosen):
                fits[chosen] = pc.match_substring_regex(self.layouts.take(pa.array(chosen)), pattern).to_numpy(zero_copy_only=False)
        of_texts: np.ndarray = fits[self.of_text[at]]
        return of_texts

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
