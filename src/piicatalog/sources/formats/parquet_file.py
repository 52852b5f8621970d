"""Parquet: types and nested fields as the file declares them; a sample reads some row groups only."""

import random
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from piicatalog.errors import SourceError
from piicatalog.model.reason import Reason
from piicatalog.model.sample import Sample, SampleRequest
from piicatalog.model.schema import Table
from piicatalog.sampling import Extent
from piicatalog.sampling.duckdb import ROW_NUMBER
from piicatalog.sources.duckdb_reader import DuckDBReader, literal
from piicatalog.sources.formats import Described

SUFFIXES = (".parquet", ".pq", ".parq")
COMPRESSED: tuple[str, ...] = ()
_FILES = 16
"""Of a table of more files, a sample reads so many, chosen at random."""


def signature(path: Path) -> tuple[str, ...]:
    """Return the names and types of the top-level columns."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        schema = parquet.read_schema(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise SourceError(Reason("file_no_parquet", {"file": path.name, "error": type(error).__name__})) from None
    return tuple(f"{field.name} {field.type}" for field in schema)


def describe(reader: DuckDBReader, table: Table, paths: Sequence[Path]) -> Described:
    """Look at the files of a table; SourceError when one is damaged."""
    for path in paths:
        signature(path)  # says which one is damaged
    _create_view(reader, table, paths)
    names = ", ".join(literal(str(path)) for path in paths)
    rows = {file: count for file, count in reader.ask(f"SELECT file_name, num_rows FROM parquet_file_metadata([{names}])")}  # noqa: C416, S608 - literals
    columns = tuple(column for column in reader.described(table) if column.name != ROW_NUMBER)
    return Described(columns=columns, samples=partial(_samples, reader, paths, rows), row_estimate=sum(rows.values()))


def _create_view(reader: DuckDBReader, table: Table, paths: Sequence[Path]) -> None:
    reader.create_view(table, "read_parquet", paths, {"union_by_name": "true", ROW_NUMBER: "true"})


def _samples(reader: DuckDBReader, paths: Sequence[Path], rows: dict[str, int], table: Table, request: SampleRequest) -> Iterator[Sample]:
    if request.rows is not None and len(paths) > _FILES:
        paths = sorted(random.Random(request.seed).sample(list(paths), k=_FILES))  # noqa: S311 - no secret
    _create_view(reader, table, paths)
    total = sum(rows[str(path)] for path in paths)
    extent = Extent(rows=total, key=ROW_NUMBER, high=total - 1) if len(paths) == 1 else Extent(rows=total)
    yield from reader.samples(table, request, extent)
