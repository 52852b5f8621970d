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

    def passing(self, kinds: "np.ndarray", lengths: "np.ndarray", *, whole: bool) -> "np.ndarray":
        """Return the indices of the values that may match, as a whole or somewhere within."""
        import numpy as np

        passes = ((kinds & self.required) == self.required) & (lengths >= self.least)
        if whole:
            passes &= ((kinds & (_ALL & ~self.possible)) == 0) & (lengths <= self.most)
        return np.flatnonzero(passes)


def any_of(sieves: Sequence[Sieve]) -> Sieve:
    """Return the bounds of what any of the patterns can match."""
    required, possible = _ALL, 0
    for sieve in sieves:
        required &= sieve.required
        possible |= sieve.possible
    return Sieve(required, possible, min(sieve.least for sieve in sieves), max(sieve.most for sieve in sieves))


def sieve_of(pattern: str, flags: int = re.ASCII) -> Sieve:
    """Tell the bounds of a pattern; without flags it is read as the detectors' are, digits and words being ASCII."""
    try:
        tree = parse(pattern, flags)
        required, possible = _sequence(tree, tree.state.flags | flags)
        least, most = tree.getwidth()
    except (re.error, KeyError, RecursionError):
        return Sieve(0, _ALL, 0, _UNLIMITED)
    return Sieve(required, possible, int(least), min(_UNLIMITED, int(most) * (4 if possible & _BEYOND else 1)))


def kinds_of(values: "pa.Array") -> "tuple[np.ndarray, np.ndarray]":
    """Return which kinds of characters each text holds, and its length in bytes; large_string, no nulls, no empty texts."""
    import numpy as np

    if not len(values):
        return np.empty(0, np.uint16), np.empty(0, np.int64)
    offsets = np.frombuffer(values.buffers()[1], np.int64)[values.offset : values.offset + len(values) + 1]
    data = np.frombuffer(values.buffers()[2], np.uint8)[offsets[0] : offsets[-1]]
    return np.bitwise_or.reduceat(_table()[data], offsets[:-1] - offsets[0]), np.diff(offsets)


def builds_of(kinds: "np.ndarray", lengths: "np.ndarray") -> "np.ndarray":
    """Return a number for each text that is nothing but a number: its signs and its length, ``999999-9999``; 0 for all others."""
    import numpy as np

    bare = ((kinds & (_ALL & ~_NUMBER)) == 0) & (lengths <= _LONGEST_NUMBER)
    return np.where(bare, (kinds.astype(np.int64) << 8) + lengths, 0)


@cache
def _table() -> "np.ndarray":
    import numpy as np

    return np.array([_kind(code) for code in range(256)], np.uint16)


def _kind(code: int) -> int:
    if code >= 128:
        return _BEYOND
    return next((1 << index for index, kind in enumerate(_KINDS) if chr(code) in kind), _OTHER)


def _sequence(nodes: Any, flags: int) -> tuple[int, int]:
    required = possible = 0
    for operation, argument in nodes:
        one_required, one_possible = _node(operation, argument, flags)
        required |= one_required
        possible |= one_possible
    return required, possible


def _node(operation: Any, argument: Any, flags: int) -> tuple[int, int]:
    name = str(operation)
    if name in {"LITERAL", "NOT_LITERAL", "IN"}:
        codes, beyond, far = members(operation, argument, flags)
        possible = 0
        for code in codes:
            possible |= _kind(code)
        if beyond or far:
            possible |= _BEYOND
        return (possible if possible.bit_count() == 1 else 0), possible
    if name == "ANY":
        return 0, _ALL
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        least, _, inner = argument
        required, possible = _sequence(inner, flags)
        return (required if least else 0), possible
    if name == "SUBPATTERN":
        _, added, removed, inner = argument
        return _sequence(inner, (flags | added) & ~removed)
    if name == "ATOMIC_GROUP":
        return _sequence(argument, flags)
    if name == "BRANCH":
        parts = [_sequence(branch, flags) for branch in argument[1]]
        required, possible = _ALL, 0
        for one_required, one_possible in parts:
            required &= one_required
            possible |= one_possible
        return required, possible
    if name in {"AT", "ASSERT", "ASSERT_NOT"}:
        return 0, 0
    raise KeyError(name)
