"""Which patterns could keep a backtracking engine busy for ever, so that they are refused where one must run them."""

from importlib import import_module
from typing import Any

from piicatalog.profiling.character_class import members
from piicatalog.profiling.re2 import parse

_c: Any = import_module("re._constants")  # the parse tree of a pattern has no public home
_LONG = 16
"""Repetitions from which on many ways to cut a text are too many."""
_REPEATS = (_c.MAX_REPEAT, _c.MIN_REPEAT)


def can_explode(pattern: str, flags: int = 0) -> bool:
    r"""Whether a backtracking engine could take exponential time: a long repetition of what ends in a long repetition itself.

    RE2 never does; Python's ``re`` and Presidio's ``regex`` do.

    >>> can_explode(r"(a+)+$"), can_explode(r"(?:\w+\s?)*x"), can_explode(r"(?:\d{1,3}\.){3}\d{1,3}"), can_explode(r"(?:[a-z]+,)+")
    (True, True, False, False)
    """
    return _explodes(parse(pattern, flags), flags)


def _explodes(nodes: Any, flags: int) -> bool:
    for operation, argument in nodes:
        if operation in _REPEATS:
            inner = argument[2]
            if _is_long(argument) and _is_ambiguous(list(inner), flags):
                return True
            if _explodes(inner, flags):
                return True
        elif operation is _c.SUBPATTERN:
            if _explodes(argument[-1], flags):
                return True
        elif operation is _c.BRANCH and any(_explodes(branch, flags) for branch in argument[1]):
            return True
    return False


def _is_ambiguous(nodes: list[Any], flags: int) -> bool:
    """Whether one text can be cut into repetitions of these nodes in many ways: nothing that must stand there parts a long repetition from itself."""
    while len(nodes) == 1 and nodes[0][0] is _c.SUBPATTERN:
        nodes = list(nodes[0][1][-1])
    if len(nodes) == 1 and nodes[0][0] is _c.BRANCH:
        return any(_is_ambiguous(list(branch), flags) for branch in nodes[0][1][1])
    sure = [node for node in nodes if node[0] in {_c.LITERAL, _c.IN} or (node[0] in _REPEATS and node[1][0])]
    repeated = [node for node in nodes if node[0] in _REPEATS and _is_long(node[1])]
    return any(not any(_taken([one], flags).isdisjoint(_taken([other], flags)) for other in sure) for one in repeated)


def _is_long(argument: Any) -> bool:
    return argument[1] is _c.MAXREPEAT or int(argument[1]) > _LONG


def _taken(nodes: Any, flags: int) -> set[int]:
    """Return the ASCII characters that nodes may take."""
    taken: set[int] = set()
    for operation, argument in nodes:
        if operation in {_c.LITERAL, _c.NOT_LITERAL, _c.IN}:
            taken |= members(operation, argument, flags)[0]
        elif operation in _REPEATS:
            taken |= _taken(argument[2], flags)
        elif operation is _c.SUBPATTERN:
            taken |= _taken(argument[-1], flags)
        elif operation is _c.BRANCH:
            for branch in argument[1]:
                taken |= _taken(branch, flags)
        elif operation is _c.ANY:
            taken |= set(range(128))
    return taken
