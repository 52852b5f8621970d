"""What a text must and may hold to match a pattern, told from the pattern; most values never reach RE2."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from piicatalog.profiling.character_class import members, reaches_latin
from piicatalog.profiling.kinds import ALL, BEYOND, DIGIT, LATIN, MOST_DIGITS, kind_of
from piicatalog.profiling.re2 import parse
from piicatalog.profiling.relax import relax

_UNLIMITED = 1 << 30
_IN_LATIN = 1 << 22
"""A flag of ours, beside those of ``re``: no character of the text is beyond Latin-1."""


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
    required_in_latin: int = 0
    digits_in_latin: int = 0
    """The same of texts within Latin-1, where ``\\d`` can be no digit of another script."""
    one_of_in_latin: tuple[int, ...] = ()
    """Kinds of characters of which every match in such a text holds one."""
    layout: str | None = None
    ascii_layout: str | None = None
    """A pattern for RE2 that the layout of every matching text matches, and a closer one for ASCII texts."""


def any_of(sieves: Sequence[Sieve]) -> Sieve:
    """Return the bounds of what any of the patterns can match."""
    required = required_in_latin = ALL
    possible = 0
    for sieve in sieves:
        required, required_in_latin, possible = (
            required & sieve.required,
            required_in_latin & sieve.required_in_latin,
            possible | sieve.possible,
        )
    return Sieve(
        required=required,
        possible=possible,
        least=min(sieve.least for sieve in sieves),
        most=max(sieve.most for sieve in sieves),
        digits=min(sieve.digits for sieve in sieves),
        required_in_latin=required_in_latin,
        digits_in_latin=min(sieve.digits_in_latin for sieve in sieves),
        one_of_in_latin=tuple(_one_of_any([(sieve.required_in_latin, frozenset(sieve.one_of_in_latin)) for sieve in sieves])),
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
    written = flags
    try:
        tree = parse(pattern, flags)
        flags |= tree.state.flags
        required, possible, digits, _ = _sequence(tree, flags)
        required_in_latin, _, digits_in_latin, one_of_in_latin = _sequence(tree, flags | _IN_LATIN)
        least, most = tree.getwidth()
    except (re.error, KeyError, RecursionError):
        return Sieve(0, ALL, 0, _UNLIMITED)
    most = min(_UNLIMITED, int(most) * (4 if possible & BEYOND else 1))
    layout, ascii_layout = (
        relax(pattern, written, in_ascii=in_ascii, of_layouts=True) if with_layouts else None for in_ascii in (False, True)
    )
    return Sieve(
        required,
        possible,
        int(least),
        most,
        digits,
        required_in_latin,
        digits_in_latin,
        tuple(sorted(one_of_in_latin)),
        layout,
        ascii_layout,
    )


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


def _class(operation: Any, argument: Any, flags: int) -> _Bounds:
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
