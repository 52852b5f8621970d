"""CSV of any delimiter and encoding, every cell as text: leading zeros stay.

DuckDB reads well-formed UTF-8; Python reads other encodings, and the lines that DuckDB gives up on. Lines with too few or
too many cells are read and reported with their line; a quote that is never closed is a plain character.
"""

import csv
import io
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from piicatalog.errors import SourceError
from piicatalog.model.sample import Sample, SampleRequest
from piicatalog.model.schema import Column, Table
from piicatalog.sampling import Extent
from piicatalog.sources.duckdb_reader import DuckDBReader, literal
from piicatalog.sources.formats import Described, text_rows
from piicatalog.sources.formats.csv_form import Form, form_of, open_bytes, size_of

SUFFIXES = (".csv", ".tsv", ".tab", ".psv", ".txt", ".dat")
COMPRESSED = (".gz", ".zst")
_REPORTED = 20
"""So many broken lines of a file are named; the others are counted."""
_SMALL = 32 * 1024 * 1024
"""A file of up to so many bytes is read again by Python for the sake of one broken line."""
_LONGEST_RECORD = 500
"""Lines that one quoted cell may span."""
_NUMBERS = count(1)
_KINDS = {
    "TOO MANY COLUMNS": "it has more cells than columns",
    "MISSING COLUMNS": "it has fewer cells than columns",
    "UNQUOTED VALUE": "a quote is not closed",
    "INVALID ENCODING": "it is not UTF-8",
    "LINE SIZE OVER MAXIMUM": "it is too long",
}
_NULL_TEXTS = frozenset({"", "NULL", "null", "\\N"})
_NULLS = "['', 'NULL', 'null', '\\N']"


def signature(path: Path) -> tuple[str, ...]:
    """Return the column names."""
    return form_of(path).names


def describe(reader: DuckDBReader, table: Table, paths: Sequence[Path]) -> Described:  # noqa: ARG001 - every format's shape
    """Look at the files of a table; SourceError when one is empty or can't be opened."""
    forms = [form_of(path) for path in paths]
    columns = tuple(Column(name=name, data_type="text") for name in forms[0].names)
    problems: list[str] = []
    file = _CSVFile(reader, list(zip(paths, forms, strict=True)), columns, problems)
    return Described(columns=columns, samples=file.samples, row_estimate=sum(form.rows for form in forms), problems=problems)


class _CSVFile:
    """The files of one table."""

    def __init__(self, reader: DuckDBReader, files: Sequence[tuple[Path, Form]], columns: Sequence[Column], problems: list[str]) -> None:
        self._reader, self._files, self._columns, self._problems = reader, files, columns, problems
        self._number = next(_NUMBERS)

    def samples(self, table: Table, request: SampleRequest) -> Iterator[Sample]:
        """Draw values by DuckDB where it reads the files well, else by Python."""
        self._problems.clear()
        form = self._files[0][1]
        if form.encoding != "utf-8" or any(replace(other, rows=form.rows) != form for _, other in self._files):
            yield from text_rows.samples(self._rows(), self._columns, request)
            return
        try:
            self._create_view(table)
        except SourceError:  # the first line alone is something that DuckDB can't take
            yield from text_rows.samples(self._rows(), self._columns, request)
            return
        if request.rows is None:
            yield from self._streamed(table, request)
            return
        try:
            held = list(self._reader.samples(table, request, Extent(rows=table.row_estimate)))
        except SourceError:  # bytes that are no UTF-8, a line longer than DuckDB reads
            held = []
        broken = self._rejected()
        small = sum(size_of(path) for path, _ in self._files) < _SMALL
        if held and not (broken and (small or any(line.quote for line in broken))):
            self._report(broken)
            yield from held
        else:
            yield from text_rows.samples(self._rows(), self._columns, request)

    def _streamed(self, table: Table, request: SampleRequest) -> Iterator[Sample]:
        """Yield all rows by DuckDB, then by Python those that it rejected or, after an error, did not come to."""
        given = 0
        try:
            for sample in self._reader.samples(table, request, Extent()):
                given += sample.batch.num_rows
                yield sample
        except SourceError:
            yield from text_rows.samples(islice(self._rows(), given, None), self._columns, request)
            return
        if broken := self._rejected():
            yield from text_rows.samples(self._rows(broken), self._columns, request)

    def _create_view(self, table: Table) -> None:
        form = self._files[0][1]
        columns = ", ".join(f"{literal(column.name)}: 'VARCHAR'" for column in self._columns)
        options = {
            "auto_detect": "false",
            "columns": f"{{{columns}}}",
            "delim": literal(form.delimiter),
            "quote": literal('"'),
            "escape": literal('"'),
            "header": str(form.header).lower(),
            "skip": str(form.skip),
            "store_rejects": "true",
            "rejects_table": literal(f"rejects_{self._number}"),
            "rejects_scan": literal(f"scans_{self._number}"),
            "nullstr": _NULLS,
        }
        self._reader.create_view(table, "read_csv", [path for path, _ in self._files], options)

    def _rejected(self) -> tuple["_Broken", ...]:
        """Return the lines that DuckDB did not read."""
        tables = f"rejects_{self._number} r JOIN scans_{self._number} s USING (scan_id, file_id)"
        try:
            found = self._reader.ask(f"SELECT DISTINCT s.file_path, r.line, r.error_type::text FROM {tables} ORDER BY ALL")  # noqa: S608 - a number
        except SourceError:  # no table of them: the very opening failed
            return ()
        return tuple(_Broken(Path(file).name, line, kind) for file, line, kind in found)

    def _report(self, broken: Sequence["_Broken"]) -> None:
        report = _Report(self._problems)
        for line in broken:
            report.add(line.file, line.line, _KINDS.get(line.kind, line.kind.lower()))
        report.close()

    def _rows(self, broken: Sequence["_Broken"] = ()) -> Iterator[text_rows.Row]:
        """Yield all rows; or the broken ones alone, and what stands behind a quote that is not closed."""
        report = _Report(self._problems)
        for path, form in self._files:
            lines = {line.line for line in broken if line.file == path.name}
            rest = min((line.line for line in broken if line.file == path.name and line.quote), default=None)
            for number, row in _rows_of(path, form, len(self._columns), report):
                if not broken or number in lines or (rest is not None and number >= rest):
                    yield row
        report.close()


class _Broken(NamedTuple):
    """A line that DuckDB did not read."""

    file: str
    line: int
    kind: str

    @property
    def quote(self) -> bool:
        """Whether it swallowed what stands behind it."""
        return self.kind in {"UNQUOTED VALUE", "LINE SIZE OVER MAXIMUM"}


class _Report:
    """Names the first broken lines and counts the others."""

    def __init__(self, problems: list[str]) -> None:
        self._problems, self._count = problems, 0

    def add(self, file: str, line: int, what: str) -> None:
        """Note one line."""
        self._count += 1
        if self._count <= _REPORTED:
            self._problems.append(f"{file}:{line}: {what}")

    def close(self) -> None:
        """Say how many were not named."""
        if self._count > _REPORTED:
            self._problems.append(f"and {self._count - _REPORTED} more broken lines")


def _rows_of(path: Path, form: Form, width: int, report: _Report) -> Iterator[tuple[int, text_rows.Row]]:
    """Yield the rows of one file with their lines; a quote that is not closed within some lines is a plain character."""
    mark = re.escape(form.delimiter)
    # A record whose quotes are closed: cells in quotes (and what stands behind them), cells that begin with another character, empty ones.
    closed = re.compile(
        rf'(?:"(?:[^"]|"")*+"[^{mark}]*+|[^"{mark}][^{mark}]*+|)(?:{mark}(?:"(?:[^"]|"")*+"[^{mark}]*+|[^"{mark}][^{mark}]*+|))*+'
    )
    with open_bytes(path) as raw:
        lines = enumerate(io.TextIOWrapper(raw, encoding=form.encoding, errors="replace", newline=""), start=1)
        behind: deque[tuple[int, str]] = deque()
        header = form.header
        for _ in range(form.skip):
            next(lines, None)
        while (entry := behind.popleft() if behind else next(lines, None)) is not None:
            number, line = entry
            line = line.rstrip("\r\n")
            if '"' not in line:
                cells = line.split(form.delimiter)
            elif record := line if closed.fullmatch(line) else _closed(entry, lines, behind, closed):
                cells = next(csv.reader(io.StringIO(record, newline=""), delimiter=form.delimiter), [])
            else:
                report.add(path.name, number, _KINDS["UNQUOTED VALUE"])
                cells = [cell.strip('"') for cell in line.split(form.delimiter)]
            if header:
                header = False
                continue
            if width > 1 and not any(cells):
                continue
            if len(cells) != width:
                report.add(path.name, number, _KINDS["MISSING COLUMNS" if len(cells) < width else "TOO MANY COLUMNS"])
            yield number, [None if cell in _NULL_TEXTS else cell for cell in cells]


def _closed(entry: tuple[int, str], lines: Iterator[tuple[int, str]], behind: deque[tuple[int, str]], closed: re.Pattern[str]) -> str:
    """Return the lines up to the one that closes the quote; when there is none near, give them back and return nothing."""
    taken = [entry]
    while len(taken) < _LONGEST_RECORD and (following := behind.popleft() if behind else next(lines, None)) is not None:
        taken.append(following)
        if '"' in following[1]:
            record = "".join(line for _, line in taken).rstrip("\r\n")
            if closed.fullmatch(record):
                return record
    behind.extendleft(reversed(taken[1:]))
    return ""
