"""A regular expression made wider until RE2 can run it: what the original finds, the relaxed one finds too.

RE2 runs in linear time over whole Arrow arrays, but has no look-around, no back-references and other ideas of
Unicode classes. So look-around and word borders are dropped, a back-reference becomes "anything", and a class
that reaches beyond ASCII takes all of it. What passes is then confirmed with the original, so nothing is lost.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any, NamedTuple

from piicatalog.profiling import layouts

# The parse tree of a pattern has no public home.
_c: Any = import_module("re._constants")
_parser: Any = import_module("re._parser")

_ASCII = frozenset(range(128))
_ANYTHING = "(?s:.)"
_FOLDED_TO_ASCII = frozenset({0x130, 0x131, 0x17F, 0x212A})
"""Dotted and dotless i, the long s and the Kelvin sign are ASCII letters to a pattern that ignores case."""
_MOST_REPEATS = 1000
"""RE2's own limit of a counted repetition."""
_MOST_COUNTED = 16
"""From here on a relaxed repetition is not counted: RE2 is slow at it."""
_DIGITS = frozenset(b"0123456789")
_WORD = frozenset(b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_NOT_ALL_SPACE = frozenset(b"\x1c\x1d\x1e\x1f")
"""Spaces to ``re``, but not to ``regex``."""
_SPACE = frozenset(b" \t\n\r\f\v") | _NOT_ALL_SPACE
_CATEGORIES = {
    _c.CATEGORY_DIGIT: (_DIGITS, False),
    _c.CATEGORY_NOT_DIGIT: (_DIGITS, True),
    _c.CATEGORY_WORD: (_WORD, False),
    _c.CATEGORY_NOT_WORD: (_WORD, True),
    _c.CATEGORY_SPACE: (_SPACE, False),
    _c.CATEGORY_NOT_SPACE: (_SPACE, True),
}


def relax(pattern: str, flags: int = 0, *, in_ascii: bool = False, of_layouts: bool = False) -> str | None:
    r"""Return a pattern for RE2 that matches in every text in which Python's ``re`` does, or None when there is none.

    ``flags`` are those of ``re``. The standard ``re`` and Presidio's ``regex`` are both covered. ``in_ascii``: it will be
    run on ASCII text alone, so borders of words can be kept. ``of_layouts``: it will be run on layouts of texts
    (``profiling.layouts``) instead of texts.

    >>> relax(r"(?<!\d)\d{5}(?!\d)", re.ASCII), relax(r"(?<=id )\b\d{5}\b", re.ASCII, in_ascii=True)
    ('[0-9]{5}', '(?:id\\x{20})\\b[0-9]{5}\\b')
    """
    try:
        tree = parse(pattern, flags)
        nodes, flags = list(tree), tree.state.flags | flags | _LOOSEN | (_KEEP_BORDERS if in_ascii else 0) | (_LAYOUTS if of_layouts else 0)
        # What must or must not stand before or after a match does so in the text too.
        before = _demanded(nodes[0], -1, flags) if nodes else None
        after = _demanded(nodes[-1], 1, flags) if nodes[1:] else None
        inner = nodes[before is not None : len(nodes) - (after is not None)]
        return (before or "") + _sequence(inner, flags) + (after or "")
    except (re.error, RecursionError, OverflowError, KeyError):
        return None


def _demanded(node: Any, direction: int, flags: int) -> str | None:
    """Return what a look-around at the end of a pattern demands there, or None when the node is none."""
    operation, argument = node
    if operation is _c.ASSERT and argument[0] == direction:
        return _grouped(_sequence(argument[1], flags))
    if operation is _c.ASSERT_NOT and argument[0] == direction and flags & _KEEP_BORDERS:
        codes = _forbidden(argument[1], flags)
        end = r"\A" if direction < 0 else r"\z"
        return f"(?:{end}|{_class(set(_ASCII - codes | _NOT_ALL_SPACE), (), far=False, flags=flags)})" if codes else None
    return None


def _forbidden(nodes: Any, flags: int) -> set[int]:
    """Return ASCII characters that surely can't stand where a look-around forbids these nodes: its alternatives of one character."""
    branches = nodes[0][1][1] if len(nodes) == 1 and nodes[0][0] is _c.BRANCH else [nodes]
    codes: set[int] = set()
    for branch in branches:
        if len(branch) != 1:
            continue
        kind, forbidden = branch[0]
        if kind is not _c.LITERAL and (kind is not _c.IN or (forbidden[0][0] is _c.NEGATE and flags & re.IGNORECASE)):
            continue
        inside, beyond, _ = members(kind, forbidden, flags)
        if not beyond & _FOLDED_TO_ASCII:
            codes |= inside
    return codes


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
    return f"{start}(?P<found>{_sequence(inner, flags)}){end}"


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
        flags |= _KEEP_BORDERS
        start = rf"\A(?P<before>(?s:.*?){f'(?:{chr(92)}A|{before})' if before else ''})"
        unwanted = (rf"\A(?:{'|'.join(_sequence(one, flags) for one in some)})" if some else None for some in (ruled_out, after))
        return Placed(f"{start}(?P<found>{_sequence(inner, flags)})", *unwanted)
    except (re.error, RecursionError, OverflowError, KeyError):
        return None


class Whole(NamedTuple):
    """Patterns for RE2: an ASCII text is one match from end to end if it matches the first and not the second."""

    pattern: str
    ruled_out: str | None


def whole(pattern: str, flags: int = 0) -> Whole | None:
    r"""Return what tells the ASCII texts that are one match of ``re`` from end to end, or None.

    What must not stand before or behind a match does not stand before or behind a whole text.

    >>> whole(r"(?<![0-9])(?!9)[0-9]{5}(?![0-9]|[.][0-9])", re.ASCII), whole(r"[0-9]{2}|[0-9]{5}")
    (Whole(pattern='\\A(?:[0-9]{5})\\z', ruled_out='\\A(?:9)'), None)
    """
    from piicatalog.profiling.greedy import takes_all

    try:
        tree = parse(pattern, flags)
        nodes, ruled_out = _between_ends(list(tree))
        flags |= tree.state.flags | _KEEP_BORDERS
        if not _is_exact(repr(list(tree)), repr([nodes, ruled_out]), flags) or not takes_all(nodes, flags):
            return None
        out = "|".join(_sequence(one, flags) for one in ruled_out)
        return Whole(rf"\A(?:{_sequence(nodes, flags)})\z", rf"\A(?:{out})" if ruled_out else None)
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
        flags |= _KEEP_BORDERS
        if not _is_exact(repr(nodes), repr(inner), flags):
            return None
        _sequence(inner, flags)
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
    return beyond < min(_FOLDED_TO_ASCII) and not _CASED_OUT.search(tree)


_LOOSE = re.compile(r"ASSERT|GROUPREF|POSSESSIVE|MIN_REPEAT|ATOMIC|AT_END\b|AT_BEGINNING\b|SUBPATTERN, \((?:None|\d+), [1-9]")
_LETTER = "(?:6[5-9]|[78]\\d|9[07-9]|1[01]\\d|12[0-2])"
_CASED_OUT = re.compile(
    rf"NOT_LITERAL, {_LETTER}\)|NEGATE, None\)(?:, \((?:LITERAL, \d+|CATEGORY, \w+)\))*, \((?:RANGE|LITERAL, {_LETTER}\))"
)
"""Letters or ranges that a class excludes: excluded in both cases or not, which differs."""
_CODES = re.compile(r"(?:LITERAL, |RANGE, \(\d+, )(\d+)")
_KEEP_BORDERS = 1 << 20
"""A flag of ours, beside those of ``re``: RE2's word borders are the same in ASCII text."""
_LOOSEN = 1 << 21
"""Another: the pattern may find more."""
_LAYOUTS = 1 << 23
"""Another: the pattern is run on layouts."""


def _border(node: Any, direction: int, flags: int) -> str | None:
    """Return the class of characters that may stand there, when the node forbids one character."""
    operation, argument = node
    if operation is not _c.ASSERT_NOT or argument[0] != direction or len(argument[1]) != 1:
        return None
    kind, forbidden = argument[1][0]
    if kind not in {_c.IN, _c.LITERAL} or (kind is _c.IN and forbidden[0][0] is _c.NEGATE):
        return None
    return f"[^{_characters(kind, forbidden, flags).strip('[]')}]"


@lru_cache(maxsize=32)
def parse(pattern: str, flags: int = 0) -> Any:
    """Return the parse tree of a pattern, which is not to be changed; raises ``re.error``."""
    return _parser.parse(pattern, flags)


def _sequence(nodes: Any, flags: int) -> str:
    return "".join(_node(operation, argument, flags) for operation, argument in nodes)


def _node(operation: Any, argument: Any, flags: int) -> str:
    match operation:
        case _c.LITERAL:
            return _literal(argument, int(flags))
        case _c.NOT_LITERAL | _c.IN:
            return _characters(operation, argument, flags)
        case _c.ANY:
            return layouts.ANY_CHARACTER if flags & _LAYOUTS else _ANYTHING
        case _c.MAX_REPEAT | _c.MIN_REPEAT | _c.POSSESSIVE_REPEAT:
            least, most, inner = argument
            return _repeat(least, most, inner, flags)
        case _c.SUBPATTERN:
            _, added, removed, inner = argument
            return _grouped(_sequence(inner, (flags | added) & ~removed))
        case _c.ATOMIC_GROUP:
            return _grouped(_sequence(argument, flags))
        case _c.BRANCH:
            return f"(?:{'|'.join(_sequence(branch, flags) for branch in argument[1])})"
        case _c.AT:
            return _position(argument, flags)
        case _c.ASSERT | _c.ASSERT_NOT:
            return ""
        case _c.GROUPREF:
            return "(?s:.*)"
        case _c.GROUPREF_EXISTS:
            _, yes, no = argument
            return f"(?:{_sequence(yes, flags)}|{_sequence(no, flags) if no else ''})"
        case _c.FAILURE:
            return ""
        case _:
            raise KeyError(operation)


def _grouped(inner: str) -> str:
    return f"(?:{inner})"


def _repeat(least: int, most: Any, inner: Any, flags: int) -> str:
    body = _sequence(inner, flags)
    if len(inner) != 1 or not _is_one_piece(body):
        body = _grouped(body)
    limit = _MOST_COUNTED if flags & _LOOSEN else _MOST_REPEATS
    least = min(int(least), limit)
    unlimited = most is _c.MAXREPEAT or int(most) > limit
    if unlimited:
        return body + {0: "*", 1: "+"}.get(least, f"{{{least},}}")
    if (least, int(most)) == (0, 1):
        return body + "?"
    return body + (f"{{{least}}}" if least == int(most) else f"{{{least},{int(most)}}}")


def _is_one_piece(body: str) -> bool:
    return len(body) == 1 or bool(re.fullmatch(r"\[[^\[\]]*\]|\\x\{[0-9a-f]+\}|\(\?s:\.\)", body))


def _position(where: Any, flags: int) -> str:
    # With ``_KEEP_BORDERS`` the pattern is run on ASCII text alone.
    multiline = bool(flags & re.MULTILINE)
    match where:
        case _c.AT_BEGINNING:
            return "(?m:^)" if multiline else r"\A"
        case _c.AT_END:
            return "(?m:$)" if multiline else r"\n?\z"
        case _c.AT_BEGINNING_STRING:
            return r"\A"
        case _c.AT_END_STRING:
            return r"\z"
        case _ if flags & _KEEP_BORDERS:
            return r"\b" if where is _c.AT_BOUNDARY else r"\B"
        case _:  # word borders: RE2's know only ASCII words
            return ""


@lru_cache(maxsize=4096)
def _literal(code: int, flags: int) -> str:
    return _characters(_c.LITERAL, code, flags)


def _characters(operation: Any, argument: Any, flags: int) -> str:
    codes, beyond, far = members(operation, argument, flags)
    return _class(codes, () if far else sorted(beyond), far=far, flags=flags)


def members(operation: Any, argument: Any, flags: int) -> tuple[set[int], set[int], bool]:
    """Return the ASCII members of a class, its members beyond, and whether it takes all that is beyond ASCII."""
    items = argument if operation is _c.IN else [(_c.LITERAL, argument)]
    negated = operation is _c.NOT_LITERAL or (bool(items) and items[0][0] is _c.NEGATE)
    ignore_case = bool(flags & re.IGNORECASE)
    inside: set[int] = set()
    beyond: set[int] = set()
    far = False
    for kind, value in items:
        if kind is _c.NEGATE:
            continue
        if kind is _c.LITERAL:
            (inside if value < 128 else beyond).add(value)
        elif kind is _c.RANGE:
            inside |= _ASCII & set(range(value[0], min(value[1], 127) + 1))
            far = far or value[1] > 127
        else:
            ascii_members, complement = _CATEGORIES[value]
            inside |= (_ASCII - ascii_members) if complement else ascii_members
            far = far or complement or not flags & re.ASCII
    if negated:
        # Under IGNORECASE only what is excluded in both cases is surely excluded.
        excluded = {code for code in inside if not ignore_case or _other_case(code) in inside}
        return set(_ASCII - excluded), set(), True
    if ignore_case:
        folded = {code for member in inside for code in (member, _other_case(member))}
        if any(chr(code).isalpha() for code in inside) or beyond:
            far = True
        if beyond & _FOLDED_TO_ASCII:
            folded |= set(_WORD)
        inside = folded
    return inside, beyond, far


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


def _class(inside: set[int], beyond: Sequence[int], *, far: bool, flags: int) -> str:
    if flags & _LAYOUTS:
        kept = _class({layouts.SIGNS[code] for code in inside}, (), far=False, flags=0)
        return f"(?:{kept}|{layouts.BEYOND_ASCII})" if far or beyond else kept
    if len(inside) == len(_ASCII) and far:
        return _ANYTHING
    codes = sorted(inside)
    if len(codes) == 1 and not beyond and not far:
        return _escaped(codes[0])
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    parts = [_escaped(low) + (f"-{_escaped(high)}" if high > low else "") for low, high in ranges]
    parts += [_escaped(code) for code in beyond]
    if far:
        parts.append(r"\x{80}-\x{10ffff}")
    return f"[{''.join(parts)}]" if parts else r"[^\x{0}-\x{10ffff}]"


def _escaped(code: int) -> str:
    return chr(code) if code in _WORD else f"\\x{{{code:x}}}"
