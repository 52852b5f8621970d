"""With which bytes of UTF-8 a match begins and ends, told from a pattern: what most values are ruled out by."""

from collections.abc import Iterable
from typing import Any

from piicatalog.profiling.character_class import members

ANY_BYTE = (1 << 256) - 1
_BEYOND_ASCII = ANY_BYTE & ~((1 << 128) - 1)


def first_bytes(nodes: Iterable[Any], flags: int) -> int:
    r"""Return the bytes with which a match of the nodes of a parse tree can begin, one bit each; all where it can be empty.

    >>> from piicatalog.profiling.re2 import parse
    >>> first_bytes(parse("[ab]?x"), 0) == 1 << ord("a") | 1 << ord("b") | 1 << ord("x")
    True
    """
    return _or_any(_sequence(nodes, flags, backwards=False))


def last_bytes(nodes: Iterable[Any], flags: int) -> int:
    """Return the bytes with which a match can end."""
    return _or_any(_sequence(nodes, flags, backwards=True))


_Edge = tuple[int, bool]
"""Bytes at an edge, and whether there need be none."""


def _or_any(edge: _Edge) -> int:
    return ANY_BYTE if edge[1] else edge[0]


def _sequence(nodes: Iterable[Any], flags: int, *, backwards: bool) -> _Edge:
    found = 0
    for operation, argument in reversed(list(nodes)) if backwards else nodes:
        some, can_be_empty = _node(str(operation), operation, argument, flags, backwards=backwards)
        found |= some
        if not can_be_empty:
            return found, False
    return found, True


def _node(name: str, operation: Any, argument: Any, flags: int, *, backwards: bool) -> _Edge:
    if name in {"LITERAL", "NOT_LITERAL", "IN"}:
        taken = members(operation, argument, flags)
        return sum(1 << code for code in taken.inside) | (_BEYOND_ASCII if taken.beyond or taken.far else 0), False
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        least, _, inner = argument
        found, can_be_empty = _sequence(inner, flags, backwards=backwards)
        return found, can_be_empty or not least
    if name == "SUBPATTERN":
        _, added, removed, inner = argument
        return _sequence(inner, (flags | added) & ~removed, backwards=backwards)
    if name == "BRANCH":
        edges = [_sequence(branch, flags, backwards=backwards) for branch in argument[1]]
        found = 0
        for some, _ in edges:
            found |= some
        return found, any(can_be_empty for _, can_be_empty in edges)
    if name in {"AT", "ASSERT", "ASSERT_NOT"}:
        return 0, True
    return ANY_BYTE, True
