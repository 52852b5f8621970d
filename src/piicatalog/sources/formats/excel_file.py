"""Excel workbooks: each sheet is a table, read as text as it is shown (whole numbers without ``.0``).

The header is looked for in a sheet's first rows: titles often stand above it, and it may have two rows, a group's name
merged over several columns and the columns' names below.
"""

import datetime as dt
import warnings
import zlib
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from piicatalog.errors import MissingExtraError, SourceError
from piicatalog.model.reason import Reason
from piicatalog.model.sample import Sample, SampleRequest
from piicatalog.model.schema import Column, Table
from piicatalog.sources.formats import Described, text_rows
from piicatalog.sources.formats.header import is_header, names_from

SUFFIXES = (".xlsx", ".xlsm")
COMPRESSED: tuple[str, ...] = ()
_HEAD_ROWS = 50
_NO_TITLE = 0.6
"""A row that fills less of the width than this is a title, not a header."""
_SMALL = 10 * 1024 * 1024
"""A workbook of up to so many bytes is read whole for the sake of its merged cells."""
_BROKEN = (
    BadZipFile,
    zlib.error,
    ParseError,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What openpyxl raises for files that are damaged, encrypted or something else; its own errors are among them."""


def sheets(path: Path) -> tuple[str, ...]:
    """Return the names of a workbook's sheets; SourceError when it is damaged, MissingExtraError without openpyxl."""
    workbook = _open(path)
    try:
        return tuple(sheet.title for sheet in workbook.worksheets)
    finally:
        workbook.close()


def describe(path: Path, sheet: str) -> Described:
    """Look at a sheet; SourceError when it is empty."""
    head = list(islice(_rows(path, sheet), _HEAD_ROWS))
    if not any(any(row) for row in head):
        raise SourceError(Reason("sheet_empty", {"file": path.name, "sheet": sheet}))
    first = _first(head)
    grouped = None in head[first] and path.stat().st_size < _SMALL and first + 1 in _rows_with_groups(path, sheet)
    names, skip = _names(head, first, grouped=grouped)
    columns = tuple(Column(name=name, data_type="text") for name in names)
    return Described(columns=columns, samples=partial(_samples, path, sheet, skip, columns))


def _first(head: Sequence[text_rows.Row]) -> int:
    """Return the number of the first row that is no title."""
    filled = [sum(cell is not None for cell in row) for row in head]
    return next(number for number, count in enumerate(filled) if count and count >= _NO_TITLE * max(filled))


def _names(head: Sequence[text_rows.Row], first: int, *, grouped: bool) -> tuple[tuple[str, ...], int]:
    """Return the columns' names and the number of rows above the data; ``grouped``: the header has two rows.

    >>> _names([["Asiakkaat", None], ["Nimi", "Puhelin"], ["Aino", "0401234567"]], 1, grouped=False)
    (('Nimi', 'Puhelin'), 2)
    >>> _names([["Asiakas", None, "Syntynyt"], ["Etunimi", "Sukunimi", None], ["Aino", "Mäki", "1.2.1990"]], 0, grouped=True)
    (('Etunimi', 'Sukunimi', 'Syntynyt'), 2)
    """
    width = max(len(_without_tail(row)) for row in head[first:])
    row, skip = [*head[first], *[None] * width][:width], first + 1
    if grouped and first + 1 < len(head):
        below = [*head[first + 1], *[None] * width][:width]
        row, skip = [under or own for own, under in zip(row, below, strict=True)], first + 2
    if not is_header(row, head[skip:]):
        return names_from([None] * width), first
    return names_from(row), skip


def _rows_with_groups(path: Path, sheet: str) -> set[int]:
    """Return the rows, counted from 1, that have a cell merged over several columns."""
    workbook = _open(path, whole=True)  # a workbook that is read row by row does not tell
    return {merged.min_row for merged in workbook[sheet].merged_cells.ranges if merged.max_col > merged.min_col}


def _samples(path: Path, sheet: str, skip: int, columns: Sequence[Column], table: Table, request: SampleRequest) -> Iterator[Sample]:
    del table
    rows = (row for row in islice(_rows(path, sheet), skip, None) if any(row))
    yield from text_rows.samples(rows, columns, request)


def _open(path: Path, *, whole: bool = False) -> Any:
    try:
        from openpyxl.reader.excel import ExcelReader
    except ModuleNotFoundError:
        raise MissingExtraError(f"{path.name}: an Excel file", "excel") from None

    class Reader(ExcelReader):
        def read_chartsheet(self, sheet: Any, rel: Any) -> None:
            """Leave out sheets that are a chart: openpyxl fails at them where it reads row by row."""

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that it does not show
            reader = Reader(path, read_only=not whole, data_only=True, keep_links=False)
            reader.read()
            return reader.wb
    except _BROKEN as error:
        raise SourceError(Reason("file_no_workbook", {"file": path.name, "error": type(error).__name__})) from None


def _rows(path: Path, sheet: str) -> Iterator[text_rows.Row]:
    workbook = _open(path)
    try:
        for row in workbook[sheet].iter_rows(values_only=True):
            yield [_text(cell) for cell in row]
    except _BROKEN as error:
        raise SourceError(Reason("sheet_damaged", {"file": path.name, "sheet": sheet, "error": type(error).__name__})) from None
    finally:
        workbook.close()


def _text(cell: object) -> str | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell)


def _without_tail(row: text_rows.Row) -> Sequence[str | None]:
    width = max((number for number, cell in enumerate(row, start=1) if cell is not None), default=0)
    return row[:width]
