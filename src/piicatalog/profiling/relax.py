"""A regular expression made wider until RE2 can run it: what the original finds, the relaxed one finds too.

RE2 runs in linear time over whole Arrow arrays, but has no look-around, no back-references and other ideas of
Unicode classes. So look-around and word borders are dropped, a back-reference becomes "anything", and a class
that reaches beyond ASCII takes all of it. What passes is then confirmed with the original, so nothing is lost.
"""

import re
from importlib import import_module
from typing import Any

from piicatalog.profiling.character_class import ASCII, LAYOUTS, NOT_ALL_SPACE, Members, members, written_class
from piicatalog.profiling.re2 import KEEP_BORDERS, LOOSEN, parse, write

_c: Any = import_module("re._constants")  # the parse tree of a pattern has no public home


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
        nodes, flags = list(tree), tree.state.flags | flags | LOOSEN | (KEEP_BORDERS if in_ascii else 0) | (LAYOUTS if of_layouts else 0)
        # What must or must not stand before or after a match does so in the text too.
        before = _demanded(nodes[0], -1, flags) if nodes else None
        after = _demanded(nodes[-1], 1, flags) if nodes[1:] else None
        inner = nodes[before is not None : len(nodes) - (after is not None)]
        return (before or "") + write(inner, flags) + (after or "")
    except (re.error, RecursionError, OverflowError, KeyError):
        return None


def _demanded(node: Any, direction: int, flags: int) -> str | None:
    """Return what a look-around at the end of a pattern demands there, or None when the node is none."""
    operation, argument = node
    if operation is _c.ASSERT and argument[0] == direction:
        return f"(?:{write(argument[1], flags)})"
    if operation is _c.ASSERT_NOT and argument[0] == direction and flags & KEEP_BORDERS:
        codes = forbidden(argument[1], flags)
        end = r"\A" if direction < 0 else r"\z"
        return f"(?:{end}|{written_class(Members(set(ASCII - codes | NOT_ALL_SPACE)), flags)})" if codes else None
    return None


def forbidden(nodes: Any, flags: int) -> set[int]:
    """Return ASCII characters that surely can't stand where a look-around forbids these nodes: its alternatives of one character."""
    branches = nodes[0][1][1] if len(nodes) == 1 and nodes[0][0] is _c.BRANCH else [nodes]
    codes: set[int] = set()
    for branch in branches:
        if len(branch) != 1:
            continue
        kind, forbidden = branch[0]
        if kind is not _c.LITERAL and (kind is not _c.IN or (forbidden[0][0] is _c.NEGATE and flags & re.IGNORECASE)):
            continue
        taken = members(kind, forbidden, flags)
        if not flags & re.IGNORECASE or not taken.is_folded_to_ascii:
            codes |= taken.inside
    return codes
