"""What every match of a pattern holds, so that most texts need not be searched for most of a pattern's alternatives."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any, NamedTuple

_parser: Any = import_module("re._parser")  # the parse tree of a pattern has no public home


class Alternative(NamedTuple):
    """One alternative of a pattern."""

    pattern: str
    demands: tuple[tuple[str, ...], ...]
    """Texts in lower case; of each of these groups every match holds one."""

    def may_match(self, lower: str) -> bool:
        """Whether a text, given in lower case, holds what is demanded."""
        return all(any(word in lower for word in words) for words in self.demands)


@lru_cache(maxsize=64)
def alternatives(pattern: str) -> tuple[Alternative, ...]:
    r"""Return the alternatives of a pattern that ignores case.

    >>> alternatives(r"\bENGINE\s*=|\b(?:U?HUGEINT|CLOB)\b|\d")[1:]
    (Alternative(pattern='\\b(?:U?HUGEINT|CLOB)\\b', demands=(('clob', 'hugeint'),)), Alternative(pattern='\\d', demands=()))
    """
    return tuple(Alternative(part, tuple(dict.fromkeys(_demands(_parser.parse(part))))) for part in _parts(pattern))


def _parts(pattern: str) -> Iterator[str]:
    """Cut a pattern at the bars that stand in no bracket."""
    depth, in_class, begin, at = 0, False, 0, 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and not depth:
            yield pattern[begin:at]
            begin = at + 1
        at += 1
    yield pattern[begin:]


def _demands(nodes: Iterable[Any]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    run = ""
    for operation, argument in [*nodes, ("END", None)]:
        name = str(operation)
        if name == "LITERAL" and argument < 128:
            run += chr(argument).lower()
            continue
        if run:
            found.append((run,))
        run = ""
        if name == "BRANCH":
            each = [_demands(branch) for branch in argument[1]]
            if all(each):  # of each branch the longest of its demands
                found.append(tuple(sorted({word for demands in each for word in max(demands, key=lambda words: min(map(len, words)))})))
        elif name == "SUBPATTERN":
            found += _demands(argument[3])
        elif name == "MAX_REPEAT" and argument[0]:
            found += _demands(argument[2])
    return found
