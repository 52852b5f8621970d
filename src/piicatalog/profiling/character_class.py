"""Classes of characters in a pattern: which characters they take, and how they are written for RE2."""

import re
from importlib import import_module
from typing import Any, NamedTuple

from piicatalog.profiling import layouts

_c: Any = import_module("re._constants")  # the parse tree of a pattern has no public home
LAYOUTS = 1 << 23
"""A flag of ours, beside those of ``re``: the pattern is run on layouts."""
ASCII = frozenset(range(128))
ANYTHING = "(?s:.)"
FOLDED_TO_ASCII = frozenset({0x130, 0x131, 0x17F, 0x212A})
"""Dotted and dotless i, the long s and the Kelvin sign are ASCII letters to a pattern that ignores case."""
_DIGITS = frozenset(b"0123456789")
_WORD = frozenset(b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
NOT_ALL_SPACE = frozenset(b"\x1c\x1d\x1e\x1f")
"""Spaces to ``re``, but not to ``regex``."""
_SPACE = frozenset(b" \t\n\r\f\v") | NOT_ALL_SPACE
_CATEGORIES = {
    _c.CATEGORY_DIGIT: (_DIGITS, False),
    _c.CATEGORY_NOT_DIGIT: (_DIGITS, True),
    _c.CATEGORY_WORD: (_WORD, False),
    _c.CATEGORY_NOT_WORD: (_WORD, True),
    _c.CATEGORY_SPACE: (_SPACE, False),
    _c.CATEGORY_NOT_SPACE: (_SPACE, True),
}


class Members(NamedTuple):
    """What a class of characters takes."""

    inside: set[int]
    """ASCII characters."""
    beyond: tuple[tuple[int, int], ...] = ()
    """First and last of ranges beyond ASCII."""
    far: bool = False
    """Whether it takes all that is beyond ASCII, or it is not told what."""

    def takes(self, code: int) -> bool:
        """Whether it takes a character."""
        return code in self.inside if code < 128 else self.far or any(first <= code <= last for first, last in self.beyond)

    @property
    def is_folded_to_ascii(self) -> bool:
        """Whether a character beyond stands for an ASCII letter too, to a pattern that ignores case."""
        return any(first <= code <= last for first, last in self.beyond for code in FOLDED_TO_ASCII)


def members(operation: Any, argument: Any, flags: int) -> Members:
    """Return what a class or a single character of a parse tree takes."""
    items = argument if operation is _c.IN else [(_c.LITERAL, argument)]
    negated = operation is _c.NOT_LITERAL or (bool(items) and items[0][0] is _c.NEGATE)
    ignore_case = bool(flags & re.IGNORECASE)
    inside: set[int] = set()
    beyond: list[tuple[int, int]] = []
    far = False
    for kind, value in items:
        if kind is _c.NEGATE:
            continue
        if kind is _c.LITERAL:
            if value < 128:
                inside.add(value)
            else:
                beyond.append((value, value))
        elif kind is _c.RANGE:
            inside |= ASCII & set(range(value[0], min(value[1], 127) + 1))
            if value[1] > 127:
                beyond.append((max(value[0], 128), value[1]))
        else:
            ascii_members, complement = _CATEGORIES[value]
            inside |= (ASCII - ascii_members) if complement else ascii_members
            far = far or complement or not flags & re.ASCII
    if negated:
        # Under IGNORECASE only what is excluded in both cases is surely excluded.
        excluded = {code for code in inside if not ignore_case or _other_case(code) in inside}
        return Members(set(ASCII - excluded), far=True)
    if ignore_case:
        folded = {code for member in inside for code in (member, _other_case(member))}
        if any(chr(code).isalpha() for code in inside) or beyond:
            far = True
        if Members(inside, tuple(beyond)).is_folded_to_ascii:
            folded |= set(_WORD)
        inside = folded
    return Members(inside, tuple(sorted(beyond)), far)


def reaches_latin(operation: Any, argument: Any) -> bool:
    """Whether a class may take a character of the Latin-1 supplement, which has no digits."""
    items = argument if operation is _c.IN else [(operation, argument)]
    return any(
        kind in {_c.NEGATE, _c.NOT_LITERAL}
        or (kind is _c.LITERAL and value > 127)
        or (kind is _c.RANGE and value[1] > 127)
        or (kind is _c.CATEGORY and value is not _c.CATEGORY_DIGIT)
        for kind, value in items
    )


def _other_case(code: int) -> int:
    return ord(chr(code).swapcase()) if chr(code).isalpha() else code


def written(operation: Any, argument: Any, flags: int) -> str:
    """Return a node of one character for RE2."""
    return written_class(members(operation, argument, flags), flags)


def written_class(taken: Members, flags: int) -> str:
    """Return the class of these characters for RE2."""
    inside, beyond, far = taken
    if flags & LAYOUTS:
        kept = written_class(Members({layouts.SIGNS[code] for code in inside}), 0)
        return f"(?:{kept}|{layouts.BEYOND_ASCII})" if far or beyond else kept
    if len(inside) == len(ASCII) and far:
        return ANYTHING
    codes = sorted(inside)
    if len(codes) == 1 and not beyond and not far:
        return _escaped(codes[0])
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    parts = [_escaped(low) + (f"-{_escaped(high)}" if high > low else "") for low, high in (*ranges, *(() if far else beyond))]
    if far:
        parts.append(r"\x{80}-\x{10ffff}")
    return f"[{''.join(parts)}]" if parts else r"[^\x{0}-\x{10ffff}]"


def _escaped(code: int) -> str:
    return chr(code) if code in _WORD else f"\\x{{{code:x}}}"
