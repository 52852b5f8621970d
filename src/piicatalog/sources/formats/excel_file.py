"""Excel workbooks: each sheet is a table, read as text as it is shown (whole numbers without ``.0``)."""

import datetime as dt
import warnings
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from piicatalog.errors import MissingExtraError, SourceError
from piicatalog.model.sample import Sample, SampleRequest
from piicatalog.model.schema import Column, Table
from piicatalog.sources.formats import Described, text_rows

SUFFIXES = (".xlsx", ".xlsm")
COMPRESSED: tuple[str, ...] = ()
_HEADER_WITHIN = 20
"""The header is the fullest of the first so many rows: titles often stand above it."""


def sheets(path: Path) -> tuple[str, ...]:
    """Return the names of a workbook's sheets; SourceError when it is damaged, MissingExtraError without openpyxl."""
    workbook = _open(path)
    try:
        return tuple(sheet.title for sheet in workbook.worksheets)
    finally:
        workbook.close()


def describe(path: Path, sheet: str) -> Described:
    """Look at a sheet; SourceError when it is empty."""
    head = list(islice(_rows(path, sheet), _HEADER_WITHIN))
    if not any(any(row) for row in head):
        raise SourceError(f"{path.name}, sheet {sheet}: it is empty")
    header = max(range(len(head)), key=lambda number: sum(cell is not None for cell in head[number]))
    columns = tuple(Column(name=name, data_type="text") for name in text_rows.names_from(_without_tail(head[header])))
    return Described(columns=columns, samples=partial(_samples, path, sheet, header + 1, columns))


def _samples(path: Path, sheet: str, skip: int, columns: Sequence[Column], table: Table, request: SampleRequest) -> Iterator[Sample]:
    del table
    rows = (row for row in islice(_rows(path, sheet), skip, None) if any(row))
    yield from text_rows.samples(rows, columns, request)


def _open(path: Path) -> Any:
    try:
        import openpyxl
        from openpyxl.utils.exceptions import InvalidFileException
    except ModuleNotFoundError:
        raise MissingExtraError(f"{path.name}: an Excel file", "excel") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that it does not show
            return openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, OSError) as error:
        raise SourceError(f"{path.name}: it is no Excel workbook that can be opened ({type(error).__name__}); is it protected?") from None


def _rows(path: Path, sheet: str) -> Iterator[text_rows.Row]:
    workbook = _open(path)
    try:
        for row in workbook[sheet].iter_rows(values_only=True):
            yield [_text(cell) for cell in row]
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
