"""Workbooks (extra ``excel``): each visible sheet is a table; line breaks divide a cell, merged cells are repeated."""

import io
import warnings
from typing import Any

from piicatalog.errors import MissingExtraError
from piicatalog.model.processing import Notice
from piicatalog.notice.archive import reading, without_clock
from piicatalog.notice.table import Cell, Table, layout

SUFFIXES = (".xlsx", ".xlsm")

_MOST_ROWS = 2_000
_MOST_COLUMNS = 100
_LONGEST = 32_767
"""Characters that a cell takes."""


def read(blob: bytes, file: str) -> tuple[Table, ...]:
    """Return a table for each visible sheet, called after the sheet."""
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        raise MissingExtraError("A workbook", "excel") from None
    with reading(blob, file, "a workbook") as content, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it does not keep: styles, validation, pictures
        book = load_workbook(content, data_only=True)
        return tuple(_table(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible")


def _table(sheet: Any) -> Table:
    first: dict[tuple[int, int], tuple[int, int]] = {}
    across: set[int] = set()
    """Rows that one merged cell fills."""
    last_row, last_column = min(sheet.max_row, _MOST_ROWS), min(sheet.max_column, _MOST_COLUMNS)
    for merged in sheet.merged_cells.ranges:
        for row in range(merged.min_row, min(merged.max_row, last_row) + 1):
            first |= {
                (row, column): (merged.min_row, merged.min_col) for column in range(merged.min_col, min(merged.max_col, last_column) + 1)
            }
            if merged.max_col > merged.min_col and (merged.min_col, min(merged.max_col, last_column)) == (1, last_column):
                across.add(row)
    rows: list[tuple[Cell, ...]] = []
    places: list[str] = []
    for row in range(1, last_row + 1):
        cells = []
        for column in range(1, last_column + 1):
            begun = first.get((row, column), (row, column))
            value = sheet.cell(*begun).value
            cells.append(Cell.of("" if value is None else str(value), merged=begun[0] < row))
        rows.append(tuple(cells[:1] if row in across else cells) if any(cell.lines for cell in cells) else ())
        places.append(f"row {row}")
    while rows and not rows[-1]:
        rows.pop()
    return Table(rows=tuple(rows), places=tuple(places[: len(rows)]), place=f"sheet {sheet.title}")


def render(notice: Notice) -> bytes:
    """Return a workbook with the table below its title; equal notices give equal bytes."""
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
    except ModuleNotFoundError:
        raise MissingExtraError("A workbook", "excel") from None
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "".join("-" if letter in "\\/*?:[]" else letter for letter in notice.id)[:31] or "notice"
    width = len(notice.columns)

    def put(row: int, column: int, text: str, *, bold: bool = False) -> None:
        cell = sheet.cell(row=row, column=column)
        cell.value = "".join(letter for letter in text if letter.isprintable() or letter == "\n")[:_LONGEST]
        cell.data_type = "s"  # a text that begins with = is no formula
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=bold)

    def across(row: int) -> None:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)

    top = 1
    if notice.title:
        put(1, 1, notice.title, bold=True)
        across(1)
        top = 2
    for column, heading in enumerate(notice.header, start=1):
        put(top, column, heading, bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = 40
    for number, row in enumerate(layout(notice), start=top + 1):
        if row.section:
            put(number, 1, row.section, bold=True)
            across(number)
        for column, cell in enumerate(row.cells, start=1):
            if cell.items and cell.rows:
                put(number, column, "\n".join(cell.items))
            if cell.rows > 1:
                sheet.merge_cells(start_row=number, end_row=number + cell.rows - 1, start_column=column, end_column=column)
    out = io.BytesIO()
    book.save(out)
    return without_clock(out.getvalue())
