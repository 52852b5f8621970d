"""What a text must and may hold to match a pattern, told from the pattern; most values never reach RE2."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from importlib import import_module
from operator import and_, or_
from typing import TYPE_CHECKING, Any

from piicatalog.profiling.character_class import members, reaches_latin
from piicatalog.profiling.edges import ANY_BYTE, first_bytes, last_bytes
from piicatalog.profiling.kinds import ALL, ASCII_KINDS, BEYOND, DIGIT, LATIN, LONGEST, MOST_DIGITS, kind_of
from piicatalog.profiling.re2 import parse
from piicatalog.profiling.relax import forbidden, relax

if TYPE_CHECKING:
    import numpy as np

_parser: Any = import_module("re._parser")  # the parse tree of a pattern has no public home
_UNLIMITED = 1 << 30
_MOST_WAYS = 24
"""An alternation of more branches is not parted."""
_IN_LATIN = 1 << 22
"""A flag of ours, beside those of ``re``: no character of the text is beyond Latin-1."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What every match holds that takes one branch of a pattern's outermost alternation."""

    required: int = 0
    """Kinds of characters that every match holds."""
    possible: int = ALL
    """Kinds of characters that a match can hold."""
    least: int = 0
    most: int = _UNLIMITED
    """Length in bytes."""
    digits: int = 0
    """How many ASCII digits every match holds at least."""
    required_in_latin: int = 0
    digits_in_latin: int = 0
    """The same of texts within Latin-1, where ``\\d`` can be no digit of another script."""
    one_of_in_latin: tuple[int, ...] = ()
    """Kinds of characters of which every match in such a text holds one."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """What can match: one of these bounds holds, and the layout fits."""

    ways: tuple[Bounds, ...]
    firsts: int = ANY_BYTE
    lasts: int = ANY_BYTE
    """Bytes with which a match can begin and end, one bit each."""
    layout: str | None = None
    ascii_layout: str | None = None
    """A pattern for RE2 that the layout of every matching text matches, and a closer one for ASCII texts."""

    @property
    def least(self) -> int:
        """Length of the shortest match in bytes."""
        return min(way.least for way in self.ways)


def any_of(sieves: Sequence[Sieve]) -> Sieve:
    """Return the sieve of what any of the patterns can match."""
    return Sieve(
        tuple(dict.fromkeys(way for sieve in sieves for way in sieve.ways)),
        firsts=reduce(or_, (sieve.firsts for sieve in sieves)),
        lasts=reduce(or_, (sieve.lasts for sieve in sieves)),
        layout=_either([sieve.layout for sieve in sieves]),
        ascii_layout=_either([sieve.ascii_layout for sieve in sieves]),
    )


def _either(patterns: Sequence[str | None]) -> str | None:
    """Join patterns; None where RE2 can't take them together."""
    import pyarrow as pa
    import pyarrow.compute as pc

    known = dict.fromkeys(pattern for pattern in patterns if pattern is not None)
    if len(known) < len(set(patterns)):
        return None
    joined = "|".join(f"(?:{pattern})" for pattern in known)
    try:
        pc.match_substring_regex(pa.array([""]), joined)
    except pa.ArrowInvalid:
        return None
    return joined


def sieve_of(pattern: str, flags: int = re.ASCII, *, with_layouts: bool = False) -> Sieve:
    """Tell the bounds of a pattern; without flags it is read as the detectors' are, digits and words being ASCII."""
    try:
        tree = parse(pattern, flags)
        all_flags = flags | tree.state.flags
        ways = tuple(dict.fromkeys(_bounds(nodes, tree.state, all_flags) for nodes in _ways(list(tree))))
        firsts, lasts = first_bytes(tree, all_flags), last_bytes(tree, all_flags)
    except (re.error, KeyError, RecursionError):
        return Sieve((Bounds(),))
    layout, ascii_layout = (
        relax(pattern, flags, in_ascii=in_ascii, of_layouts=True) if with_layouts else None for in_ascii in (False, True)
    )
    return Sieve(ways, firsts, lasts, layout, ascii_layout)


def closed_kinds(pattern: str, flags: int = re.ASCII) -> int:
    r"""Return the kinds of characters beside which no match can begin or end: a text of these alone is one match or holds none.

    >>> bin(closed_kinds(r"(?<![0-9A-Za-z.-])[0-9]{5}(?![0-9A-Za-z]|-)")), closed_kinds("[0-9]{5}")
    ('0b10111', 0)
    """
    try:
        nodes = list(parse(pattern, flags))
        flags |= parse(pattern, flags).state.flags
        beside = [
            forbidden(nodes[at][1][1], flags) if _is_forbidding(nodes[at], direction) else set() for at, direction in ((0, -1), (-1, 1))
        ]
    except (re.error, KeyError, IndexError, RecursionError):
        return 0
    closed = ASCII_KINDS
    for code in set(range(128)) - (beside[0] & beside[1]):
        closed &= ~kind_of(code)
    return closed


def _is_forbidding(node: Any, direction: int) -> bool:
    operation, argument = node
    return str(operation) == "ASSERT_NOT" and argument[0] == direction


def _ways(nodes: list[Any]) -> list[list[Any]]:
    """Part a sequence at its first alternation: one sequence for each branch."""
    at = next((index for index, (operation, _) in enumerate(nodes) if str(operation) == "BRANCH"), None)
    if at is None or len(nodes[at][1][1]) > _MOST_WAYS:
        return [nodes]
    return [[*nodes[:at], *branch, *nodes[at + 1 :]] for branch in nodes[at][1][1]]


def _bounds(nodes: list[Any], state: Any, flags: int) -> Bounds:
    required, possible, digits, _ = _sequence(nodes, flags)
    required_in_latin, _, digits_in_latin, one_of_in_latin = _sequence(nodes, flags | _IN_LATIN)
    least, most = _parser.SubPattern(state, nodes).getwidth()
    return Bounds(
        required=required,
        possible=possible,
        least=int(least),
        most=min(_UNLIMITED, int(most) * (4 if possible & BEYOND else 1)),
        digits=digits,
        required_in_latin=required_in_latin,
        digits_in_latin=digits_in_latin,
        one_of_in_latin=tuple(sorted(one_of_in_latin)),
    )


class Sieves:
    """The sieves of many rules as arrays, so that builds are held against all of them at once."""

    def __init__(self, rules: Sequence[Sequence[Sieve]]) -> None:
        """What fits a rule passes each of its sieves."""
        import numpy as np

        self.rules = tuple(tuple(rule) for rule in rules)
        sieves = [sieve for rule in rules for sieve in rule]
        ways = [way for sieve in sieves for way in sieve.ways]
        self._first_way = np.cumsum([0, *(len(sieve.ways) for sieve in sieves)])[:-1]
        self._first_sieve = np.cumsum([0, *map(len, rules)])[:-1]

        def column(numbers: list[int]) -> "np.ndarray":
            return np.array(numbers, np.int64)[:, None]

        self._required = column([way.required for way in ways]), column([way.required_in_latin for way in ways])
        self._digits = tuple(
            column([min(number, MOST_DIGITS) for number in numbers])
            for numbers in ([way.digits for way in ways], [way.digits_in_latin for way in ways])
        )
        self._impossible = column([ALL & ~way.possible for way in ways])
        self._least = column([min(way.least, LONGEST) for way in ways])
        self._most = column([way.most for way in ways])
        self.edges = [tuple(_table([getattr(sieve, edge) for sieve in rule]) for edge in ("firsts", "lasts")) for rule in rules]
        """Of each rule, the bytes with which a match can begin and end: two tables of booleans."""
        demands = [way.one_of_in_latin for way in ways]
        self._demanding = np.array([number for number, one_of in enumerate(demands) if one_of], np.int64)
        self._first_demand = np.cumsum([0, *(len(one_of) for one_of in demands if one_of)])[:-1]
        self._one_of = column([kinds for one_of in demands for kinds in one_of])

    def passing(self, kinds: "np.ndarray", lengths: "np.ndarray", digits: "np.ndarray", *, whole: bool) -> "np.ndarray":
        """Return one row of booleans per rule: which texts of these kinds, lengths and numbers of digits may match, whole or somewhere within."""
        import numpy as np

        if not self.rules:
            return np.zeros((0, len(kinds)), bool)
        in_latin = (kinds & BEYOND) == 0
        required = np.where(in_latin, self._required[1], self._required[0])
        passes = (kinds & required) == required
        passes &= digits >= np.where(in_latin, self._digits[1], self._digits[0])
        passes &= lengths >= self._least
        if whole:
            passes &= ((kinds & self._impossible) == 0) & (lengths <= self._most)
        if len(self._demanding):
            passes[self._demanding] &= ~in_latin | np.logical_and.reduceat((kinds & self._one_of) != 0, self._first_demand)
        of_sieves = np.logical_or.reduceat(passes, self._first_way)
        of_rules: np.ndarray = np.logical_and.reduceat(of_sieves, self._first_sieve)
        return of_rules


def _table(sets: Sequence[int]) -> "np.ndarray":
    """Return for each byte whether it is in all of the sets."""
    import numpy as np

    return np.array([bool(reduce(and_, sets) >> byte & 1) for byte in range(256)])


_Held = tuple[int, int, int, frozenset[int]]
"""Required kinds, possible kinds, least digits, kinds of which one is required."""
_NO_CHARACTER: _Held = (0, 0, 0, frozenset())


def _sequence(nodes: Any, flags: int) -> _Held:
    required = possible = digits = 0
    one_of: frozenset[int] = frozenset()
    for operation, argument in nodes:
        bounds = _node(operation, argument, flags)
        required, possible, digits, one_of = required | bounds[0], possible | bounds[1], digits + bounds[2], one_of | bounds[3]
    return required, possible, digits, one_of


def _node(operation: Any, argument: Any, flags: int) -> _Held:
    name = str(operation)
    if name in {"LITERAL", "NOT_LITERAL", "IN"}:
        return _class(operation, argument, flags)
    if name in {"ANY", "GROUPREF"}:
        return 0, ALL, 0, frozenset()
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        least, _, inner = argument
        required, possible, digits, one_of = _sequence(inner, flags)
        return (required, possible, digits * min(int(least), MOST_DIGITS), one_of) if least else (0, possible, 0, frozenset())
    if name == "SUBPATTERN":
        _, added, removed, inner = argument
        return _sequence(inner, (flags | added) & ~removed)
    if name == "ATOMIC_GROUP":
        return _sequence(argument, flags)
    if name == "BRANCH":
        parts = [_sequence(branch, flags) for branch in argument[1]]
        required, possible = ALL, 0
        for part in parts:
            required, possible = required & part[0], possible | part[1]
        return required, possible, min(part[2] for part in parts), _one_of_any([(part[0], part[3]) for part in parts])
    if name == "ASSERT":  # what is looked at may be taken too, so its digits don't count
        required, _, _, one_of = _sequence(argument[1], flags)
        return required, 0, 0, one_of
    if name in {"AT", "ASSERT_NOT"}:
        return _NO_CHARACTER
    raise KeyError(name)


def _class(operation: Any, argument: Any, flags: int) -> _Held:
    codes, beyond, far = members(operation, argument, flags)
    possible = 0
    for code in codes:
        possible |= kind_of(code)
    if beyond or far:
        possible |= LATIN | BEYOND
    of_text = possible
    if flags & _IN_LATIN and codes:
        of_text &= ~BEYOND if reaches_latin(operation, argument) else ~(LATIN | BEYOND)
    is_one = of_text.bit_count() == 1
    return (of_text if is_one else 0), possible, int(of_text == DIGIT), (frozenset() if is_one else frozenset({of_text}))


def _one_of_any(branches: Sequence[tuple[int, frozenset[int]]]) -> frozenset[int]:
    """Return the kinds of which a match holds one whichever branch it takes: of each branch its narrowest demand that not all share."""
    if len(branches) == 1:
        return branches[0][1]
    common = ALL
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
