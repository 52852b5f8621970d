"""Which ASCII characters a pattern can't tell apart: texts that differ only in such characters are matched at the same places.

``[0-9]{5}|X`` sees three kinds of characters: digits, X, and the rest. Look-around and word borders are no hindrance.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from piicatalog.profiling.character_class import members
from piicatalog.profiling.re2 import parse

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_FIRST = 33
"""Kinds are numbered from here on, so that a shape is a text itself."""
_WORD = re.compile(r"\w", re.ASCII)


def kinds_of(patterns: Sequence[tuple[str, int]]) -> "np.ndarray | None":
    r"""Return the kind of each byte below 128 for all patterns together, or None where a pattern compares characters with each other.

    >>> kinds = kinds_of([(r"(?<!x)[0-9]{5}", 0)])
    >>> kinds[ord("3")] == kinds[ord("7")], kinds[ord("x")] == kinds[ord("y")], kinds_of([(r"(.)\1", 0)])
    (np.True_, np.False_, None)
    """
    import numpy as np

    try:
        sets = {one for pattern, flags in patterns for one in _of_pattern(pattern, flags)}
    except (KeyError, RecursionError, re.error):
        return None
    numbers: dict[tuple[bool, ...], int] = {}
    kinds = [numbers.setdefault(tuple(code in one for one in sets), _FIRST + len(numbers)) for code in range(128)]
    return np.array(kinds + [0] * 128, np.uint8) if _FIRST + len(numbers) < 128 else None


def shapes_of(texts: "pa.Array", kinds: "np.ndarray") -> "pa.Array":
    """Return the shapes of ASCII texts (large_string without nulls), each once, as a dictionary array."""
    import numpy as np
    import pyarrow as pa

    _, offsets, data = texts.buffers()
    replaced = pa.py_buffer(kinds[np.frombuffer(data, np.uint8)])
    return pa.LargeStringArray.from_buffers(len(texts), offsets, replaced, offset=texts.offset).dictionary_encode()


def _of_pattern(pattern: str, flags: int) -> Iterator[frozenset[int]]:
    tree = parse(pattern, flags)
    flags |= tree.state.flags
    for one in _of_nodes(tree):
        yield one
        # Under IGNORECASE a character counts in its other case too.
        yield frozenset(ord(chr(code).swapcase()) for code in one)
    yield frozenset({10})
    yield frozenset(range(0x1C, 0x20))  # spaces to ``re``, not to all others
    yield frozenset(code for code in range(128) if _WORD.match(chr(code)))


def _of_nodes(nodes: Iterable[Any]) -> Iterator[frozenset[int]]:
    """Yield every set of characters that is written in a pattern."""
    for operation, argument in nodes:
        name = str(operation)
        if name in {"LITERAL", "NOT_LITERAL"}:
            yield _written("LITERAL", argument, operation)
        elif name == "IN":
            for item, value in argument:
                if str(item) != "NEGATE":
                    yield _written(str(item), value, item)
        elif name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            yield from _of_nodes(argument[2])
        elif name == "SUBPATTERN":
            yield from _of_nodes(argument[3])
        elif name == "ATOMIC_GROUP":
            yield from _of_nodes(argument)
        elif name in {"ASSERT", "ASSERT_NOT"}:
            yield from _of_nodes(argument[1])
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from _of_nodes(branch)
        elif name not in {"ANY", "AT"}:
            raise KeyError(name)


def _written(name: str, value: Any, operation: Any) -> frozenset[int]:
    """Return the ASCII characters of a literal, range or category; one beyond ASCII could stand for an ASCII letter in another case."""
    if name == "CATEGORY":
        codes, _, _ = members(_IN, [(operation, value)], 0)
        return frozenset(codes)
    first, last = (value, value) if name == "LITERAL" else value
    if last >= _DOTTED:
        raise KeyError(name)
    return frozenset(range(first, min(last, 127) + 1))


_DOTTED = 0x130
"""From the dotted capital I on, characters beyond ASCII can be ASCII letters to a pattern that ignores case."""
_IN: Any = parse("[ab]", 0)[0][0]
