"""Exact forms of a pattern for RE2: what finds in a text, or at least in ASCII, just what ``re`` does, and where.

A look-around at either end of a pattern, as borders of words are written, is turned into characters that are matched or
texts that are ruled out. A pattern with any other idea that RE2 lacks has no exact form.
"""

import re
from importlib import import_module
from typing import Any, NamedTuple

from piicatalog.profiling.character_class import FOLDED_TO_ASCII, Members, members, written_class
from piicatalog.profiling.greedy import takes_all
from piicatalog.profiling.re2 import KEEP_BORDERS, parse, write

_c: Any = import_module("re._constants")  # the parse tree of a pattern has no public home
_LOOSE = re.compile(r"ASSERT|GROUPREF|POSSESSIVE|MIN_REPEAT|ATOMIC|AT_END\b|AT_BEGINNING\b|SUBPATTERN, \((?:None|\d+), [1-9]")
_LETTER = "(?:6[5-9]|[78]\\d|9[07-9]|1[01]\\d|12[0-2])"
_CASED_OUT = re.compile(
    rf"NOT_LITERAL, {_LETTER}\)|NEGATE, None\)(?:, \((?:LITERAL, \d+|CATEGORY, \w+)\))*, \((?:RANGE|LITERAL, {_LETTER}\))"
)
"""Letters or ranges that a class excludes: excluded in both cases or not, which differs."""
_CODES = re.compile(r"(?:LITERAL, |RANGE, \(\d+, )(\d+)")


def bounded(pattern: str, flags: int = 0, *, is_placed: bool = False) -> str | None:
    r"""Return a pattern for RE2 that finds exactly what ``re`` does in ASCII text, its match in the group ``found``, or None.

    A look-around of one character at either end, as borders of words are written, becomes that character or the end
    of the text; with any other look-around or back-reference there is no such pattern. ``is_placed``: what comes before the
    first match is in the group ``before``, which takes RE2 longer.

    >>> bounded(r"(?<![0-9])[0-9]{5}(?![0-9])", re.ASCII)
    '(?:\\A|[^0-9])(?P<found>[0-9]{5})(?:\\z|[^0-9])'
    """
    parts = _bounded(pattern, flags)
    if parts is None:
        return None
    before, inner, after, flags = parts
    start, end = (f"(?:\\A|{before})" if before else ""), (f"(?:\\z|{after})" if after else "")
    start = rf"\A(?P<before>(?s:.*?){start})" if is_placed else start
    return f"{start}(?P<found>{write(inner, flags)}){end}"


class Placed(NamedTuple):
    """Patterns for RE2 that find the first match of ``re`` in an ASCII text, or a place where it is not told."""

    pattern: str
    """The match in the group ``found``, what comes before it in ``before``."""
    ruled_out: str | None = None
    after: str | None = None
    """It is the first match if the text from its beginning on does not match ``ruled_out``, nor the text behind it ``after``."""


def placed(pattern: str, flags: int = 0) -> Placed | None:
    r"""Return what finds the first match in an ASCII text, or None.

    >>> placed(r"(?<![0-9])(?!9)[0-9]{5}(?! ?kg)", re.ASCII)
    Placed(pattern='\\A(?P<before>(?s:.*?)(?:\\A|[^0-9]))(?P<found>[0-9]{5})', ruled_out='\\A(?:9)', after='\\A(?:\\x{20}?kg)')
    """
    exact = bounded(pattern, flags, is_placed=True)
    if exact is not None:
        return Placed(exact)
    try:
        tree = parse(pattern, flags)
        nodes, flags = list(tree), tree.state.flags | flags
        before = _border(nodes[0], -1, flags) if nodes else None
        inner, ruled_out, after = nodes[bool(before) :], [], []
        while inner and inner[0][0] is _c.ASSERT_NOT and inner[0][1][0] > 0:
            ruled_out.append(inner.pop(0)[1][1])
        while inner and inner[-1][0] is _c.ASSERT_NOT and inner[-1][1][0] > 0:
            after.append(inner.pop()[1][1])
        if "BOUNDARY" in repr([ruled_out, after]) or not _is_exact(repr(nodes), repr([inner, ruled_out, after]), flags):
            return None
        flags |= KEEP_BORDERS
        start = rf"\A(?P<before>(?s:.*?){f'(?:{chr(92)}A|{before})' if before else ''})"
        unwanted = (rf"\A(?:{'|'.join(write(one, flags) for one in some)})" if some else None for some in (ruled_out, after))
        return Placed(f"{start}(?P<found>{write(inner, flags)})", *unwanted)
    except (re.error, RecursionError, OverflowError, KeyError):
        return None


class Whole(NamedTuple):
    """Patterns for RE2: a text is one match from end to end if it matches the first and not the second."""

    pattern: str
    ruled_out: str | None
    in_ascii: bool
    """Whether that holds of ASCII texts alone."""


def whole(pattern: str, flags: int = 0) -> Whole | None:
    r"""Return what tells the texts that are one match of ``re`` from end to end, or None.

    What must not stand before or behind a match does not stand before or behind a whole text.

    >>> whole(r"(?<![0-9])(?!9)[0-9]{5}(?![0-9]|[.][0-9])", re.ASCII), whole(r"[0-9]{2}|[0-9]{5}")
    (Whole(pattern='\\A(?:[0-9]{5})\\z', ruled_out='\\A(?:9)', in_ascii=False), None)
    """
    try:
        tree = parse(pattern, flags)
        nodes, ruled_out = _between_ends(list(tree))
        flags |= tree.state.flags | KEEP_BORDERS
        inner = repr([nodes, ruled_out])
        if not _is_exact(repr(list(tree)), inner, flags) or not takes_all(nodes, flags):
            return None
        out = "|".join(write(one, flags) for one in ruled_out)
        return Whole(rf"\A(?:{write(nodes, flags)})\z", rf"\A(?:{out})" if ruled_out else None, in_ascii=not _is_exact_beyond(inner, flags))
    except (re.error, RecursionError, OverflowError, KeyError):
        return None


def _between_ends(nodes: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return nodes without the look-arounds at their ends that a whole text fulfils, and what must not stand at its beginning."""

    def is_fulfilled(node: Any, direction: int) -> bool:
        operation, argument = node
        return operation is _c.ASSERT_NOT and argument[0] == direction and argument[1].getwidth()[0] > 0

    ruled_out = []
    while nodes and (is_fulfilled(nodes[0], -1) or (nodes[0][0] is _c.ASSERT_NOT and nodes[0][1][0] > 0)):
        if nodes[0][1][0] > 0:
            ruled_out.append(nodes[0][1][1])
        nodes = nodes[1:]
    while nodes and is_fulfilled(nodes[-1], 1):
        nodes = nodes[:-1]
    return nodes, ruled_out


def _bounded(pattern: str, flags: int) -> tuple[str | None, list[Any], str | None, int] | None:
    """Return the class before a match, what is matched, the class after it, and the flags."""
    try:
        tree = parse(pattern, flags)
        nodes, flags = list(tree), tree.state.flags | flags
        before = _border(nodes[0], -1, flags) if nodes else None
        after = _border(nodes[-1], 1, flags) if nodes else None
        inner = nodes[bool(before) : len(nodes) - bool(after)]
        flags |= KEEP_BORDERS
        if not _is_exact(repr(nodes), repr(inner), flags):
            return None
        write(inner, flags)
    except (re.error, RecursionError, OverflowError, KeyError):
        return None
    return before, inner, after, flags


def _is_exact(tree: str, inner: str, flags: int) -> bool:
    """Whether nothing in the printed tree of a pattern, or of it within its borders, is made wider for RE2."""
    if _LOOSE.search(inner) or (not flags & re.DOTALL and "(ANY, None)" in inner):
        return False
    if not flags & re.IGNORECASE:
        return True
    beyond = max((int(code) for code in _CODES.findall(tree)), default=0)
    return beyond < min(FOLDED_TO_ASCII) and not _CASED_OUT.search(tree)


def _is_exact_beyond(inner: str, flags: int) -> bool:
    """Whether the same holds of texts beyond ASCII: classes that take or exclude other characters are written out there."""
    if flags & re.IGNORECASE or (not flags & re.ASCII and re.search("CATEGORY|BOUNDARY", inner)):
        return False
    return not re.search("NEGATE|NOT_LITERAL", inner) or max(map(int, _CODES.findall(inner)), default=0) < 128


def _border(node: Any, direction: int, flags: int) -> str | None:
    """Return the class of characters that may stand there, when the node forbids one character."""
    operation, argument = node
    if operation is not _c.ASSERT_NOT or argument[0] != direction or len(argument[1]) != 1:
        return None
    kind, forbidden = argument[1][0]
    if kind not in {_c.IN, _c.LITERAL} or (kind is _c.IN and forbidden[0][0] is _c.NEGATE):
        return None
    taken = members(kind, forbidden, flags)
    # Beyond ASCII only what is surely forbidden is: the form then finds more there, not less.
    surely = Members(taken.inside, () if taken.far else taken.beyond)
    return f"[^{written_class(surely, flags).strip('[]')}]" if any(surely) else None
