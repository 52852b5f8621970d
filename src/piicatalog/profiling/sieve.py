"""What a text must and may hold to match a pattern, told from the pattern; most values never reach RE2.

A value's lengths and kinds of characters (digits, capitals, ``@`` …) are taken from an Arrow array at once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from piicatalog.profiling.relax import members, parse

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_KINDS = ("0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", " \t\n\r", "-", ".", "@", "/:", "$", ",", "*")
_OTHER, _BEYOND = 1 << len(_KINDS), 1 << (len(_KINDS) + 1)
_ALL = (1 << (len(_KINDS) + 2)) - 1
_UNLIMITED = 1 << 30
_DIGIT = 1
_IN_ASCII = 1 << 22
"""A flag of ours, beside those of ``re``: the text is ASCII."""
_LONGEST = (1 << 13) - 1
_MOST_DIGITS = (1 << 6) - 1
"""Longer texts, and texts of more digits, are held to be as long and of as many."""
_NUMBER = sum(1 << _KINDS.index(kind) for kind in ("0123456789", " \t\n\r", "-", ".", "/:", ","))
"""What a mere number is written with."""
_LONGEST_NUMBER = 40


@dataclass(frozen=True, slots=True)
class Sieve:
    """Bounds of what can match."""

    required: int
    """Kinds of characters that every match holds."""
    possible: int
    """Kinds of characters that a match can hold."""
    least: int
    most: int
    """Length in bytes."""
    digits: int = 0
    """How many ASCII digits every match holds at least."""
    required_in_ascii: int = 0
    digits_in_ascii: int = 0
    """The same of ASCII texts, where ``\\d`` can be no digit of another script."""
    one_of_in_ascii: tuple[int, ...] = ()
    """Kinds of characters of which every match in an ASCII text holds one."""


class Builds:
    """How texts are built: kinds of characters, length and number of digits; texts built alike are asked about once.

    Of a large_string array without nulls and empty texts.
    """

    def __init__(self, values: "pa.Array") -> None:
        import numpy as np
        import pyarrow as pa

        if not len(values):
            self.of_text = np.empty(0, np.int32)
            self.kinds = self.lengths = self.digits = np.empty(0, np.int64)
            return
        offsets = np.frombuffer(values.buffers()[1], np.int64)[values.offset : values.offset + len(values) + 1]
        data = np.frombuffer(values.buffers()[2], np.uint8)[offsets[0] : offsets[-1]]
        starts = offsets[:-1] - offsets[0]
        kinds = np.bitwise_or.reduceat(_table()[data], starts).astype(np.int64)
        lengths = np.diff(offsets)
        is_digit = (data - np.uint8(ord("0"))) < 10  # below "0" the subtraction turns over
        digits = np.add.reduceat(is_digit.view(np.uint8), starts, dtype=np.uint8)
        digits = np.where(lengths > 255, _MOST_DIGITS, np.minimum(digits, _MOST_DIGITS))  # a longer text's digits overflow
        keys = (kinds << 19) | (np.minimum(lengths, _LONGEST) << 6) | digits
        coded = pa.array(keys).dictionary_encode()
        self.of_text = coded.indices.to_numpy()
        """The number of each text's build."""
        keys = coded.dictionary.to_numpy()
        self.kinds, self.lengths, self.digits = keys >> 19, (keys >> 6) & _LONGEST, keys & _MOST_DIGITS

    def in_ascii(self) -> "np.ndarray":
        """Whether each text is ASCII."""
        is_ascii: np.ndarray = ((self.kinds & _BEYOND) == 0)[self.of_text]
        return is_ascii

    def passing(self, sieve: Sieve, *, whole: bool) -> "np.ndarray":
        """Return the indices of the texts that may match, as a whole or somewhere within."""
        import numpy as np

        in_ascii = (self.kinds & _BEYOND) == 0
        required = np.where(in_ascii, sieve.required_in_ascii, sieve.required)
        digits = np.where(in_ascii, sieve.digits_in_ascii, sieve.digits)
        passes = ((self.kinds & required) == required) & (self.digits >= np.minimum(digits, _MOST_DIGITS))
        for kinds in sieve.one_of_in_ascii:
            passes &= ~in_ascii | ((self.kinds & kinds) != 0)
        passes &= self.lengths >= min(sieve.least, _LONGEST)
        if whole:
            passes &= ((self.kinds & (_ALL & ~sieve.possible)) == 0) & (self.lengths <= sieve.most)
        if not passes.any():
            return np.empty(0, np.int64)
        return np.flatnonzero(passes[self.of_text])

    def bare_numbers(self, at: "np.ndarray", rows: "np.ndarray") -> dict[int, int]:
        """Sum up the rows of the texts at these indices that are nothing but a number, by how it is built: ``999999-9999``."""
        import numpy as np

        bare = ((self.kinds & (_ALL & ~_NUMBER)) == 0) & (self.lengths <= _LONGEST_NUMBER)
        summed = np.bincount(self.of_text[at], weights=rows, minlength=len(self.kinds)).astype(np.int64)
        counted: dict[int, int] = {}
        for build in np.flatnonzero(bare & (summed > 0)).tolist():
            number = int(self.kinds[build] << 8) + int(self.lengths[build])
            counted[number] = counted.get(number, 0) + int(summed[build])
        return counted


def any_of(sieves: Sequence[Sieve]) -> Sieve:
    """Return the bounds of what any of the patterns can match."""
    required = required_in_ascii = _ALL
    possible = 0
    for sieve in sieves:
        required, required_in_ascii, possible = (
            required & sieve.required,
            required_in_ascii & sieve.required_in_ascii,
            possible | sieve.possible,
        )
    return Sieve(
        required=required,
        possible=possible,
        least=min(sieve.least for sieve in sieves),
        most=max(sieve.most for sieve in sieves),
        digits=min(sieve.digits for sieve in sieves),
        required_in_ascii=required_in_ascii,
        digits_in_ascii=min(sieve.digits_in_ascii for sieve in sieves),
        one_of_in_ascii=tuple(_one_of_any([(sieve.required_in_ascii, frozenset(sieve.one_of_in_ascii)) for sieve in sieves])),
    )


def sieve_of(pattern: str, flags: int = re.ASCII) -> Sieve:
    """Tell the bounds of a pattern; without flags it is read as the detectors' are, digits and words being ASCII."""
    try:
        tree = parse(pattern, flags)
        flags |= tree.state.flags
        required, possible, digits, _ = _sequence(tree, flags)
        required_in_ascii, _, digits_in_ascii, one_of_in_ascii = _sequence(tree, flags | _IN_ASCII)
        least, most = tree.getwidth()
    except (re.error, KeyError, RecursionError):
        return Sieve(0, _ALL, 0, _UNLIMITED)
    most = min(_UNLIMITED, int(most) * (4 if possible & _BEYOND else 1))
    return Sieve(required, possible, int(least), most, digits, required_in_ascii, digits_in_ascii, tuple(sorted(one_of_in_ascii)))


@cache
def _table() -> "np.ndarray":
    import numpy as np

    return np.array([_kind(code) for code in range(256)], np.uint16)


def _kind(code: int) -> int:
    if code >= 128:
        return _BEYOND
    return next((1 << index for index, kind in enumerate(_KINDS) if chr(code) in kind), _OTHER)


_Bounds = tuple[int, int, int, frozenset[int]]
"""Required kinds, possible kinds, least digits, kinds of which one is required."""
_NO_CHARACTER: _Bounds = (0, 0, 0, frozenset())


def _sequence(nodes: Any, flags: int) -> _Bounds:
    required = possible = digits = 0
    one_of: frozenset[int] = frozenset()
    for operation, argument in nodes:
        bounds = _node(operation, argument, flags)
        required, possible, digits, one_of = required | bounds[0], possible | bounds[1], digits + bounds[2], one_of | bounds[3]
    return required, possible, digits, one_of


def _node(operation: Any, argument: Any, flags: int) -> _Bounds:
    name = str(operation)
    if name in {"LITERAL", "NOT_LITERAL", "IN"}:
        return _class(*members(operation, argument, flags), in_ascii=bool(flags & _IN_ASCII))
    if name == "ANY":
        return 0, _ALL, 0, frozenset()
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        least, _, inner = argument
        required, possible, digits, one_of = _sequence(inner, flags)
        return (required, possible, digits * min(int(least), _MOST_DIGITS), one_of) if least else (0, possible, 0, frozenset())
    if name == "SUBPATTERN":
        _, added, removed, inner = argument
        return _sequence(inner, (flags | added) & ~removed)
    if name == "ATOMIC_GROUP":
        return _sequence(argument, flags)
    if name == "BRANCH":
        parts = [_sequence(branch, flags) for branch in argument[1]]
        required, possible = _ALL, 0
        for part in parts:
            required, possible = required & part[0], possible | part[1]
        return required, possible, min(part[2] for part in parts), _one_of_any([(part[0], part[3]) for part in parts])
    if name in {"AT", "ASSERT", "ASSERT_NOT"}:
        return _NO_CHARACTER
    raise KeyError(name)


def _class(codes: set[int], beyond: set[int], far: bool, *, in_ascii: bool) -> _Bounds:
    possible = 0
    for code in codes:
        possible |= _kind(code)
    if beyond or far:
        possible |= _BEYOND
    of_text = possible & ~_BEYOND if in_ascii and possible != _BEYOND else possible
    is_one = of_text.bit_count() == 1
    return (of_text if is_one else 0), possible, int(of_text == _DIGIT), (frozenset() if is_one else frozenset({of_text}))


def _one_of_any(branches: Sequence[tuple[int, frozenset[int]]]) -> frozenset[int]:
    """Return the kinds of which a match holds one whichever branch it takes: of each branch its narrowest demand that not all share."""
    if len(branches) == 1:
        return branches[0][1]
    common = _ALL
    for required, _ in branches:
        common &= required
    kinds = 0
    for required, one_of in branches:
        own = required & ~common
        demands = [*(one for one in one_of if not one & common), *([own & -own] if own else [])]
        if not demands:
            return frozenset()
        kinds |= min(demands, key=lambda one: (one.bit_count(), one))
    return frozenset({kinds})
