"""A table as a document has it, and a notice's table as it is laid out again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from piicatalog.model.processing import Notice

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


def tidy(text: str) -> str:
    r"""Return a text with single spaces and without invisible characters.

    >>> tidy("  Nimi\u00a0ja\n osoi\u00adte ")
    'Nimi ja osoite'
    """
    return re.sub(r"\s+", " ", _INVISIBLE.sub("", text)).strip()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its lines, paragraphs and list items in reading order."""

    lines: tuple[str, ...] = ()
    merged: bool = False
    """It is one with the cell above."""

    @classmethod
    def of(cls, *texts: str, merged: bool = False) -> "Cell":
        """Return a cell of texts that may hold line breaks."""
        lines = (tidy(line) for text in texts for line in text.splitlines())
        return cls(tuple(line for line in lines if line), merged=merged)

    @property
    def text(self) -> str:
        """Return it as one line."""
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a document."""

    rows: tuple[tuple[Cell, ...], ...]
    """Merged cells are repeated; a row of one cell across the table has that cell alone."""
    places: tuple[str, ...]
    """Where each row is: ``line 4``."""
    title: str = ""
    place: str = ""
    """Where the table is: ``table 2``, ``sheet Asiakkaat``."""
    around: tuple[str, ...] = ()
    """Text that belongs to it and that a notice file does not keep."""
    notes: tuple[str, ...] = ()
    """What was done to the table before it was read."""
    flat: bool = False
    """The format loses the line breaks within cells."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell to be written."""

    items: tuple[str, ...]
    rows: int = 1
    """How many rows it takes; 0: it is one with the cell above."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row to be written; ``section`` is a heading across the table, and a row of neither is empty."""

    cells: tuple[SheetCell, ...] = ()
    section: str = ""


def layout(notice: Notice) -> tuple[SheetRow, ...]:
    """Return the rows below the header, as the notice's table has them."""
    return tuple(_rows(notice))


def _rows(notice: Notice) -> Iterator[SheetRow]:
    if 0 in notice.blank_rows_after:
        yield SheetRow()
    for index, activity in enumerate(notice.activities):
        if activity.section:
            yield SheetRow(section=activity.section)
        yield SheetRow(
            tuple(SheetCell(items, _height(notice, index, column)) for column, items in zip(notice.columns, activity.cells, strict=True))
        )
        if activity.row in notice.blank_rows_after:
            yield SheetRow()


def _height(notice: Notice, index: int, column: str) -> int:
    if _goes_on(notice, index, column):
        return 0
    last = index + 1
    while last < len(notice.activities) and _goes_on(notice, last, column):
        last += 1
    return last - index


def _goes_on(notice: Notice, index: int, column: str) -> bool:
    """Whether a cell is one with that above; nothing may stand between them."""
    activity = notice.activities[index]
    if column not in activity.merged or activity.section or index == 0:
        return False
    return notice.activities[index - 1].row not in notice.blank_rows_after
