"""Whether a pattern, once it matches a whole text, is also what a search finds first there: all of it.

A search takes the first way that its alternatives and repetitions try, which can be shorter: ``a|ab`` finds ``a`` in
``ab``. All ways are walked here at once, in their order; as long as a finished one is never followed by an unfinished
one, no way is cut short and the whole text is found.
"""

import re
from collections.abc import Iterable
from typing import Any

from piicatalog.profiling.character_class import Members, members
from piicatalog.profiling.re2 import parse

_MOST_STATES = 3_000
_BORDERS = frozenset({"AT_BOUNDARY", "AT_NON_BOUNDARY"})
_END = Members(set())
"""A state that takes no character is the end of the pattern."""
_ANY = Members(set(range(128)), far=True)


def takes_all(nodes: Any, flags: int) -> bool:
    r"""Whether the nodes of a parse tree find all of a text that they match from end to end; False in doubt.

    >>> [takes_all(parse(pattern), 0) for pattern in (r"\d{3,5}", r"[ab]+@(?:[ab]+\.)+[ab]+", "a|ab", r"\d+?", r"a(?:b\b|bc)")]
    [True, True, False, False, False]
    """
    nodes = list(nodes)
    # A word border at an end only lets a way pass or not; within, it would change which ways are open.
    while nodes and _is_border(nodes[0]):
        nodes = nodes[1:]
    while nodes and _is_border(nodes[-1]):
        nodes = nodes[:-1]
    ways = _Ways()
    try:
        first = ways.of(nodes, ways.state(_END, ()), flags)
    except (KeyError, OverflowError, RecursionError, re.error):
        return False
    return ways.end_last(first)


def _is_border(node: Any) -> bool:
    operation, argument = node
    return str(operation) == "AT" and str(argument) in _BORDERS


class _Ways:
    """The states of a pattern: a state takes one of its characters and goes on to the next, or branches in order."""

    def __init__(self) -> None:
        self.takes: list[Members | None] = []
        self.next: list[tuple[int, ...]] = []

    def state(self, takes: Members | None, following: tuple[int, ...]) -> int:
        """Add a state; one that takes None branches."""
        if len(self.takes) >= _MOST_STATES:
            raise OverflowError
        self.takes.append(takes)
        self.next.append(following)
        return len(self.takes) - 1

    def of(self, nodes: Any, then: int, flags: int) -> int:
        """Add the states of a sequence that goes on to ``then``, and return its first."""
        for operation, argument in reversed(list(nodes)):
            then = self._of_node(operation, argument, then, flags)
        return then

    def _of_node(self, operation: Any, argument: Any, then: int, flags: int) -> int:
        name = str(operation)
        if name in {"LITERAL", "NOT_LITERAL", "IN"}:
            taken = members(operation, argument, flags)
            return self.state(taken, (then,)) if any(taken) else self.state(None, ())
        if name == "ANY":
            return self.state(_ANY, (then,))
        if name == "SUBPATTERN":
            _, added, removed, inner = argument
            return self.of(inner, then, (flags | added) & ~removed)
        if name == "BRANCH":
            return self.state(None, tuple(self.of(branch, then, flags) for branch in argument[1]))
        if name != "MAX_REPEAT":
            raise KeyError(name)
        least, most, inner = argument
        if most is _UNLIMITED:
            loop = self.state(None, ())
            self.next[loop] = (self.of(inner, loop, flags), then)
            then = loop
        else:
            end = then
            for _ in range(int(most) - int(least)):
                then = self.state(None, (self.of(inner, then, flags), end))
        for _ in range(int(least)):
            then = self.of(inner, then, flags)
        return then

    def end_last(self, first: int) -> bool:
        """Whether the end, wherever it is reached, is the last of the open ways."""
        kinds = _told_apart([takes for takes in self.takes if takes is not None])
        start = self._open((first,))
        seen, todo = {start}, [start]
        while todo:
            ways = todo.pop()
            if any(self.takes[way] is _END for way in ways[:-1]) or len(seen) > _MOST_STATES:
                return False
            for code in kinds:
                after = self._open(tuple(self.next[way][0] for way in ways if (self.takes[way] or _END).takes(code)))
                if after and after not in seen:
                    seen.add(after)
                    todo.append(after)
        return True

    def _open(self, states: tuple[int, ...]) -> tuple[int, ...]:
        """Follow the branches, first ones first."""
        found: dict[int, None] = {}
        passed: set[int] = set()
        todo = list(reversed(states))
        while todo:
            state = todo.pop()
            if state in passed:
                continue
            passed.add(state)
            if self.takes[state] is None:
                todo.extend(reversed(self.next[state]))
            else:
                found[state] = None
        return tuple(found)


def _told_apart(classes: Iterable[Members]) -> list[int]:
    """Return one of each kind of characters that the classes tell apart."""
    different = {(frozenset(one.inside), one.beyond, one.far): one for one in classes}.values()
    codes = {*range(129), *(code for one in different for first, last in one.beyond for code in (first, last + 1))}
    return list({tuple(one.takes(code) for one in different): code for code in sorted(codes)}.values())


_UNLIMITED: Any = parse("a*", 0)[0][1][1]
