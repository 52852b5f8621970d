"""Where something stands in a text: lines and columns count from 1, columns in code points."""

from bisect import bisect_right
from typing import NamedTuple


class Spot(NamedTuple):
    """A name's place within one text."""

    offset: int
    """Code points from the start of the text."""
    line: int
    column: int
    end: int
    """The column past its last character."""


class Pos(NamedTuple):
    """A name's place within a history."""

    file: str
    offset: int
    line: int
    column: int
    end: int
    statement: int
    """Number of the statement in its file, from 0."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Piece(NamedTuple):
    """A statement: from its first word to its last; what stands before is space and comments."""

    start: int
    end: int
    conditional: bool = False
    """T-SQL: stands under an IF."""


class LineIndex:
    r"""Turns offsets of a text into lines and columns.

    >>> LineIndex("ab\r\ncd").spot(4, 6)
    Spot(offset=4, line=2, column=1, end=3)
    """

    def __init__(self, text: str) -> None:
        self._starts = [0]
        start = text.find("\n") + 1
        while start:
            self._starts.append(start)
            start = text.find("\n", start) + 1
        if len(self._starts) == 1 and "\r" in text:  # line ends of old Macs
            self._starts += [index + 1 for index, char in enumerate(text) if char == "\r"]

    def start_of(self, line: int) -> int:
        """Return the offset of a line's first character; of the last line where there are fewer."""
        return self._starts[min(line, len(self._starts)) - 1]

    def spot(self, offset: int, end: int) -> Spot:
        """Return the place of ``text[offset:end]``."""
        line = bisect_right(self._starts, offset)
        column = offset - self._starts[line - 1] + 1
        return Spot(offset, line, column, column + end - offset)
