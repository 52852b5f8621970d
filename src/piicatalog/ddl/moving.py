"""Moves what was read of a text within a text (a literal, a changelog's ``<sql>``) to its place in the whole."""

import re
from collections.abc import Callable
from typing import TypeVar, cast

from piicatalog.ddl.position import LineIndex, Spot

T = TypeVar("T")
Move = Callable[[Spot], Spot]


def moved(value: T, move: Move) -> T:
    """Return an event or part of one with each of its spots moved."""
    if isinstance(value, Spot):
        return cast("T", move(value))
    if isinstance(value, tuple):
        parts = [moved(part, move) for part in value]
        return cast("T", type(value)(*parts) if hasattr(value, "_fields") else tuple(parts))
    return value


def to_place(text: str, source: str, start: int, lines: LineIndex) -> Move:
    """Return how to move spots of a text that stands in a source from an offset on, as it is, indented or escaped."""
    verbatim = source.startswith(text, start)

    def move(spot: Spot) -> Spot:
        length = spot.end - spot.column
        if verbatim:
            return lines.spot(start + spot.offset, start + spot.offset + length)
        word = text[spot.offset : spot.offset + length]
        first = lines.start_of(lines.spot(start, start).line + spot.line - 1)
        found = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)").search(source, max(first, start)) if word else None
        if found is None or source.count("\n", first, found.start()) > 2:
            return lines.spot(start, start + 1)
        return lines.spot(*found.span())

    return move
