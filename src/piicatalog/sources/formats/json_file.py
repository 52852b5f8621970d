"""JSON documents and lines of JSON: nested fields are columns with a path (``asiakas.osoite.katu``), those in arrays too."""

import codecs
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from piicatalog.errors import SourceError
from piicatalog.model.reason import Reason
from piicatalog.model.sample import Sample, SampleRequest
from piicatalog.model.schema import Column, Table
from piicatalog.sampling import Extent
from piicatalog.sampling.expressions import render, source_table
from piicatalog.sources.duckdb_reader import DuckDBReader
from piicatalog.sources.formats import Described
from piicatalog.sources.formats.csv_form import open_bytes

SUFFIXES = (".json", ".ndjson", ".jsonl", ".geojson")
COMPRESSED = (".gz", ".zst")
_OPTIONS = {
    "maximum_depth": "-1",
    "map_inference_threshold": "-1",  # many different keys stay fields: their names are what we read
    "union_by_name": "true",
}
_SMALL = 50 * 1024 * 1024
_LARGE_OBJECT = 16 * 1024 * 1024
_LARGEST_OBJECT = 512 * 1024 * 1024


def signature(path: Path) -> tuple[str, ...]:
    """Return nothing: documents of one kind differ in their fields."""
    del path
    return ()


def describe(reader: DuckDBReader, table: Table, paths: Sequence[Path]) -> Described:
    """Look at the files of a table; SourceError when none of it is JSON. All of a small file decides about its fields."""
    size = sum(path.stat().st_size for path in paths)
    if not size:
        raise SourceError(Reason("file_empty", {"file": paths[0].name}))
    options = _OPTIONS | _form(paths) | {"sample_size": "-1" if size < _SMALL else "100000"}
    problems: list[str] = []
    for attempt in _attempts(options, max(path.stat().st_size for path in paths)):
        if "maximum_object_size" in attempt:
            reader.be_generous()
        try:
            _view(reader, table, paths, attempt)
            columns = reader.described(table)
        except SourceError:
            continue
        options = attempt
        break
    else:
        options = _tolerant(options, paths[0], problems)
        _view(reader, table, paths, options)
        columns = reader.described(table)
    if _is_nothing(reader, table, columns):
        raise SourceError(Reason("file_no_json" if problems else "file_no_object", {"file": paths[0].name}))
    return Described(columns=columns, samples=partial(_samples, reader, paths, options, problems), problems=problems)


def _form(paths: Sequence[Path]) -> dict[str, str]:
    """Say what DuckDB does not see for itself: an array behind a byte-order mark."""
    starts = []
    for path in paths:
        with open_bytes(path) as file:
            starts.append(file.read(1024))
    for path, start in zip(paths, starts, strict=True):
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or start[:4].count(0):
            raise SourceError(Reason("file_utf16", {"file": path.name}))
    marked = [start.startswith(codecs.BOM_UTF8) and start[3:].lstrip().startswith(b"[") for start in starts]
    return {"format": "'array'"} if all(marked) else {}


def _is_nothing(reader: DuckDBReader, table: Table, columns: Sequence[Column]) -> bool:
    """Whether DuckDB met no object: it then names one column itself, and has no value for it."""
    if [(column.key, column.data_type) for column in columns] != [("json", "JSON")]:
        return False
    sql = f"SELECT 1 FROM {render(source_table(table), reader.dialect)} WHERE json IS NOT NULL AND json::text <> '{{}}' LIMIT 1"  # noqa: S608 - quoted by sqlglot
    return not reader.ask(sql)


def _attempts(options: dict[str, str], largest: int) -> Iterator[dict[str, str]]:
    yield options
    if _LARGE_OBJECT < largest < _LARGEST_OBJECT:  # one document may fill the file
        yield options | {"maximum_object_size": str(largest + 1)}


def _view(reader: DuckDBReader, table: Table, paths: Sequence[Path], options: dict[str, str]) -> None:
    reader.create_view(table, "read_json", paths, options)


def _tolerant(options: dict[str, str], path: Path, problems: list[str]) -> dict[str, str]:
    problems.append(f"{path.name}: lines that are no JSON are left out")
    return options | {"ignore_errors": "true", "format": "'newline_delimited'"}


def _samples(
    reader: DuckDBReader,
    paths: Sequence[Path],
    options: dict[str, str],
    problems: list[str],
    table: Table,
    request: SampleRequest,
) -> Iterator[Sample]:
    extent = Extent(rows=table.row_estimate)
    given = False
    try:
        for sample in reader.samples(table, request, extent):
            given = True
            yield sample
    except SourceError:
        if given or "ignore_errors" in options:
            raise
        _view(reader, table, paths, _tolerant(options, paths[0], problems))
        yield from reader.samples(table, request, extent)
