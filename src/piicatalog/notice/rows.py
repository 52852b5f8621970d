"""The rows of a notice's table, their cells divided into items."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from piicatalog.definitions.notice_check import is_no_item, normalised
from piicatalog.model.processing import column_kind
from piicatalog.notice import basis_items, data_items, purpose_items, retention_items, subject_items
from piicatalog.notice.choosing import title_of
from piicatalog.notice.draft import Draft
from piicatalog.notice.headings import Header, is_same
from piicatalog.notice.splitting import Items, split
from piicatalog.notice.table import Cell, Table


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the notice's table with its cells divided into items."""

    number: int
    place: str
    cells: Mapping[str, Items]
    merged: tuple[str, ...]
    section: str = ""

    def at(self, column: str) -> str:
        """Return where a cell is, for a mark of review."""
        return f"row {self.number} ({self.place}), {column}"

    def columns(self, kind: str) -> list[tuple[str, tuple[str, ...]]]:
        """Return the columns of a kind with their items: without lines that only announce others, and dashes for nothing."""
        return [(column, _items_of(divided.items)) for column, divided in self.cells.items() if column_kind(column) == kind]

    def items(self, kind: str) -> list[tuple[str, str]]:
        """Return each item of the columns of a kind, with where it is."""
        return [(self.at(column), item) for column, items in self.columns(kind) for item in items]


def _items_of(items: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(item for index, item in enumerate(items) if not is_no_item(item, last=index == len(items) - 1))


def read_rows(draft: Draft, table: Table, header: Header) -> tuple[list[Row], list[int]]:
    """Return the rows of the notice and after which of them an empty row stands; text that cannot be kept is marked."""
    rows: list[Row] = []
    blank: list[int] = []
    section = ""
    trailing: list[str] = []
    below = list(zip(table.rows, table.places, strict=True))[header.row + 1 :]
    for text in (cell.text for row in table.rows[: header.row] for cell in dict.fromkeys(row) if cell.lines):
        if normalised(text) != normalised(title_of(table, header)):
            draft.mark("above the header", text, "stands above the header: a notice file does not keep it")
    for cells, place in below:
        if not any(cell.lines for cell in cells):
            if len(rows) not in blank:
                blank.append(len(rows))
            continue
        filled = [cell for cell in cells if cell.lines]
        if len(cells) > 1 and all(is_same(cell, text) for cell, text in zip(cells, header.texts, strict=False)):
            continue  # the header again, at the top of a page
        if len(filled) == 1 and (len(cells) == 1 or cells[0].lines) and len(header.columns) > 1 and not _goes_on(header, cells):
            if section:
                trailing.append(section)
            section = filled[0].text
            continue
        rows.append(_row(draft, header, cells, place, rows, section, flat=table.flat))
        section = ""
    for text in [*trailing, *([section] if section else [])]:
        draft.mark("below the table", text, "stands alone and no row follows it: a notice file does not keep it")
    while blank and blank[-1] == len(rows):
        blank.pop()
    return rows, blank


def _goes_on(header: Header, cells: Sequence[Cell]) -> bool:
    """Whether a row with one filled cell continues the row above rather than being a heading."""
    return any(cell.merged for cell in cells) or (len(cells) > 1 and not cells[header.columns.index("purpose")].lines)


def _row(draft: Draft, header: Header, cells: Sequence[Cell], place: str, above: Sequence[Row], section: str, *, flat: bool) -> Row:
    number = len(above) + 1
    padded = [*cells, *[Cell()] * (len(header.columns) - len(cells))]
    for extra in padded[len(header.columns) :]:
        if extra.lines:
            draft.mark(f"row {number} ({place})", extra.text, "stands right of the last heading: a notice file does not keep it")
    by_column = dict(zip(header.columns, padded, strict=False))
    merged = tuple(column for column, cell in by_column.items() if cell.merged and above)
    if not by_column["purpose"].lines and above:
        # A purpose that goes on is written once, above.
        draft.mark(f"row {number} ({place}), purpose", "", f"is empty: taken to go on with the purpose of row {number - 1}")
        items = {column: _items(draft, column, cell, flat=flat) for column, cell in by_column.items()}
        items["purpose"] = above[-1].cells["purpose"]
        return Row(number, place, items, tuple(dict.fromkeys((*merged, "purpose"))), section)
    items = {column: _items(draft, column, cell, flat=flat) for column, cell in by_column.items()}
    return Row(number, place, items, merged, section)


def _items(draft: Draft, column: str, cell: Cell, *, flat: bool) -> Items:
    known: dict[str, Callable[[Draft, str], bool]] = {
        "purpose": purpose_items.is_known,
        "data": data_items.is_understood,
        "basis": basis_items.is_known,
        "retention": retention_items.is_known,
        "data_subjects": subject_items.is_known,
    }
    is_known = known.get(column_kind(column))
    return split(cell, lambda text: is_known is not None and is_known(draft, text), flat=flat and is_known is not None)
