"""A pattern's parse tree, written for RE2; wider where RE2 lacks an idea: look-around is left out, a back-reference is anything."""

import re
from functools import lru_cache
from importlib import import_module
from typing import Any

from piicatalog.profiling import layouts
from piicatalog.profiling.character_class import ANYTHING, LAYOUTS, written

# The parse tree of a pattern has no public home.
_c: Any = import_module("re._constants")
_parser: Any = import_module("re._parser")

KEEP_BORDERS = 1 << 20
"""A flag of ours, beside those of ``re``: RE2's word borders are the same in ASCII text."""
LOOSEN = 1 << 21
"""Another: the pattern may find more."""
ANY_LETTER = r"[A-Za-z\x{80}-\x{10ffff}]"
"""A letter of ASCII or anything beyond it."""
_MOST_REPEATS = 1000
"""RE2's own limit of a counted repetition."""
_MOST_COUNTED = 16
"""From here on a relaxed repetition is not counted: RE2 is slow at it."""


def of_any_letters(pattern: str) -> str:
    r"""Return a pattern of RE2 with ``\pL`` widened to the letters of ASCII and all beyond it.

    RE2 takes 15 ms to compile a repeated ``\pL``, and Arrow compiles at every call.

    >>> of_any_letters(r"\pL{2}[\pL-]")
    '[A-Za-z\\x{80}-\\x{10ffff}]{2}[A-Za-z\\x{80}-\\x{10ffff}-]'
    """
    return pattern.replace(r"[\pL", ANY_LETTER[:-1]).replace(r"\pL", ANY_LETTER)


@lru_cache(maxsize=32)
def parse(pattern: str, flags: int = 0) -> Any:
    """Return the parse tree of a pattern, which is not to be changed; raises ``re.error``."""
    return _parser.parse(pattern, flags)


def write(nodes: Any, flags: int) -> str:
    """Return nodes of a parse tree as a pattern for RE2; ``flags`` are those of ``re`` and the above. Raises KeyError for an unknown node."""
    return "".join(_node(operation, argument, flags) for operation, argument in nodes)


def _node(operation: Any, argument: Any, flags: int) -> str:
    match operation:
        case _c.LITERAL:
            return _literal(argument, int(flags))
        case _c.NOT_LITERAL | _c.IN:
            return written(operation, argument, flags)
        case _c.ANY:
            return layouts.ANY_CHARACTER if flags & LAYOUTS else ANYTHING
        case _c.MAX_REPEAT | _c.MIN_REPEAT | _c.POSSESSIVE_REPEAT:
            least, most, inner = argument
            return _repeat(least, most, inner, flags)
        case _c.SUBPATTERN:
            _, added, removed, inner = argument
            return _grouped(write(inner, (flags | added) & ~removed))
        case _c.ATOMIC_GROUP:
            return _grouped(write(argument, flags))
        case _c.BRANCH:
            return f"(?:{'|'.join(write(branch, flags) for branch in argument[1])})"
        case _c.AT:
            return _position(argument, flags)
        case _c.ASSERT | _c.ASSERT_NOT:
            return ""
        case _c.GROUPREF:
            return "(?s:.*)"
        case _c.GROUPREF_EXISTS:
            _, yes, no = argument
            return f"(?:{write(yes, flags)}|{write(no, flags) if no else ''})"
        case _c.FAILURE:
            return ""
        case _:
            raise KeyError(operation)


def _grouped(inner: str) -> str:
    return f"(?:{inner})"


def _repeat(least: int, most: Any, inner: Any, flags: int) -> str:
    body = write(inner, flags)
    if len(inner) != 1 or not _is_one_piece(body):
        body = _grouped(body)
    limit = _MOST_COUNTED if flags & LOOSEN else _MOST_REPEATS
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
    # With ``KEEP_BORDERS`` the pattern is run on ASCII text alone.
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
        case _ if flags & KEEP_BORDERS:
            return r"\b" if where is _c.AT_BOUNDARY else r"\B"
        case _:  # word borders: RE2's know only ASCII words
            return ""


@lru_cache(maxsize=4096)
def _literal(code: int, flags: int) -> str:
    return written(_c.LITERAL, code, flags)
