"""Reads the official name statistics: spreadsheets with a sheet per kind of name, or CSV files."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from piicatalog.errors import SourceError


@dataclass(frozen=True, slots=True, kw_only=True)
class NameStatistics:
    """What one sheet or CSV file says."""

    title: str
    """The sheet's name, or the file's without its ending."""
    kind: str
    bearers: Mapping[str, int]
    """By name, how many persons have it."""


def read_names(file: Path, kinds: Mapping[str, Sequence[str]], *, least: int) -> Iterator[NameStatistics]:
    """Yield what each sheet says whose name, or else the file's, tells the kind; names with fewer bearers are left out.

    Raises SourceError for a file that is no spreadsheet or CSV, or that tells no kind.
    """
    read = False
    for title, rows in _sheets(file):
        kind = _kind(title, kinds) or _kind(file.stem, kinds)
        if kind is not None:
            bearers = {name: number for name, number in map(_name, rows) if name and number >= least}
            if bearers:
                read = True
                yield NameStatistics(title=title, kind=kind, bearers=bearers)
    if not read:
        raise SourceError(f"{file}: no sheet of first names or surnames was found; its name must say etunimet or sukunimet")


def _kind(title: str, kinds: Mapping[str, Sequence[str]]) -> str | None:
    return next((kind for kind, words in kinds.items() if any(word in title.lower() for word in words)), None)


def _sheets(file: Path) -> Iterator[tuple[str, Iterable[Sequence[object]]]]:
    if file.suffix.lower() == ".csv":
        text = file.read_text(encoding="utf-8-sig", errors="replace")
        yield file.stem, csv.reader(text.splitlines(), delimiter=";" if text.partition("\n")[0].count(";") else ",")
        return
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        raise SourceError(f"{file}: reading spreadsheets needs: pip install 'piicatalog[excel]'") from None
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except Exception:  # noqa: BLE001 - openpyxl raises whatever its XML and zip readers do; its text may quote cells
        raise SourceError(f"{file}: is no spreadsheet that can be read (.xlsx)") from None
    for sheet in book.worksheets:
        yield sheet.title, sheet.iter_rows(values_only=True)
    book.close()


def _name(row: Sequence[object]) -> tuple[str, int]:
    """Return the name and how many bear it; an empty name for a heading or another row."""
    if len(row) < 2 or not isinstance(row[0], str):
        return "", 0
    try:
        bearers = int(str(row[1]).replace("\u00a0", "").replace(" ", "").removesuffix(".0"))
    except ValueError:
        return "", 0
    name = row[0].strip()
    return (name, bearers) if name and not any(character.isdigit() or character in "<>#\n" for character in name) else ("", 0)
