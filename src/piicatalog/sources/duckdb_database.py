"""DuckDB databases, natively and read-only: ``shop.duckdb``, ``duckdb:///shop.duckdb``, or an open connection from Python."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from piicatalog.errors import SourceError
from piicatalog.model.reason import Reason
from piicatalog.model.sample import Sample, SampleRequest
from piicatalog.model.schema import ForeignKey, Table, TableKind
from piicatalog.sampling import Extent
from piicatalog.sampling.expressions import render, source_table
from piicatalog.sources.duckdb_reader import DuckDBReader, connect
from piicatalog.sources.patterns import Patterns
from piicatalog.sources.relational.server import by_table

_SUFFIXES = {".duckdb", ".ddb"}
_MARK = slice(8, 12), b"DUCK"
_ADDRESS = "duckdb://"
_TABLES = """
SELECT table_oid, schema_name, table_name, comment, estimated_size, NULL AS sql, 'table' FROM duckdb_tables() WHERE database_name = current_database() AND NOT internal
UNION ALL SELECT view_oid, schema_name, view_name, comment, NULL, sql, 'view' FROM duckdb_views() WHERE database_name = current_database() AND NOT internal
ORDER BY 2, 3
"""
_COLUMNS = """
SELECT table_oid, column_name, data_type, is_nullable, comment FROM duckdb_columns()
WHERE database_name = current_database() AND NOT internal ORDER BY table_oid, column_index
"""
_KEYS = """
SELECT table_oid, constraint_type, constraint_column_names, referenced_table, referenced_column_names, schema_name FROM duckdb_constraints()
WHERE database_name = current_database() AND constraint_type IN ('PRIMARY KEY', 'FOREIGN KEY') ORDER BY table_oid, constraint_index
"""


def _is_connection(spec: object) -> bool:
    return type(spec).__name__ == "DuckDBPyConnection"


def _path(spec: object) -> Path:
    return Path(str(spec).removeprefix(_ADDRESS + "/").removeprefix(_ADDRESS))


def accepts(spec: object) -> bool:
    """Whether it is a DuckDB database: by address, suffix, or what the file begins with."""
    if _is_connection(spec):
        return True
    if not isinstance(spec, str | Path):
        return False
    if str(spec).startswith(_ADDRESS) or Path(spec).suffix.lower() in _SUFFIXES:
        return True
    with suppress(OSError), Path(spec).open("rb") as file:
        return file.read(16)[_MARK[0]] == _MARK[1]
    return False


def open_source(spec: object, *, include: Iterable[str] = (), exclude: Iterable[str] = (), dialect: str | None = None) -> "DuckDBSource":
    """Open a database; SourceError when it is none."""
    del dialect
    patterns = Patterns.of(include, exclude)
    if _is_connection(spec):
        connection: Any = spec
        return DuckDBSource(connection.cursor(), "duckdb", patterns)
    path = _path(spec)
    if not path.is_file():
        raise SourceError(f"cannot open {path}: there is no such file")
    return DuckDBSource(connect(path), path.name, patterns, path)


class DuckDBSource:
    """The tables of one DuckDB database."""

    has_values = True

    def __init__(self, connection: Any, name: str, patterns: Patterns, path: Path | None = None) -> None:
        self._reader = DuckDBReader(connection)
        self.name, self._patterns, self._path = name, patterns, path

    @property
    def problems(self) -> Sequence[str]:
        """What a reader of the results should know."""
        return tuple(self._reader.notes)

    def __repr__(self) -> str:
        return f"<DuckDBSource {self.name}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def tables(self) -> Iterator[Table]:
        """Yield the tables asked for by three queries."""
        listed = [row for row in self._reader.ask(_TABLES) if self._patterns.wants(row[1], row[2])]
        columns, keys = by_table(self._reader.ask(_COLUMNS)), by_table(self._reader.ask(_KEYS))
        for oid, schema, name, comment, rows, sql, kind in listed:
            table = Table(schema=schema, name=name, kind=TableKind.VIEW if kind == "view" else TableKind.TABLE)
            of_table = keys.get(oid, [])
            found = columns.get(oid, [])
            yield Table(
                schema=schema,
                name=name,
                kind=table.kind,
                columns=tuple(self._reader.columns(table, [(row[1], row[2], row[3], row[4] or "") for row in found])),
                primary_key=next((tuple(row[2]) for row in of_table if row[1] == "PRIMARY KEY"), ()),
                foreign_keys=tuple(
                    ForeignKey(columns=tuple(row[2]), schema=row[5], table=row[3], referred_columns=tuple(row[4] or ()))
                    for row in of_table
                    if row[1] == "FOREIGN KEY"
                ),
                comment=comment or "",
                row_estimate=rows,
                query=_body(sql) if sql else "",
                why_not="" if found else Reason("columns_unlisted"),
            )

    def sample(self, table: Table, request: SampleRequest) -> Iterator[Sample]:
        """Draw values of a table; SourceError says why it can't be read, without any value."""
        extent = Extent(rows=table.row_estimate)
        if table.kind is TableKind.TABLE and request.rows is not None and "rowid" not in {column.name.lower() for column in table.columns}:
            ((low, high),) = self._reader.ask(f"SELECT min(rowid), max(rowid) FROM {render(source_table(table), 'duckdb')}")  # noqa: S608 - quoted by sqlglot
            if low is not None:
                extent = Extent(rows=table.row_estimate, key="rowid", low=low, high=high)
        yield from self._reader.samples(table, request, extent)

    def state_of(self, table: Table) -> str:
        """Return the file's size and time: any change in it changes all its tables."""
        if self._path is None or table.kind is not TableKind.TABLE:
            return ""
        facts = [path.stat() for path in (self._path, self._path.with_name(self._path.name + ".wal")) if path.exists()]
        return json.dumps([str(self._path.absolute()), *([fact.st_size, fact.st_mtime_ns] for fact in facts)])

    def interrupt(self) -> None:
        """Stop the statement that another thread has sent."""
        self._reader.connection.interrupt()

    def close(self) -> None:
        """Close the database."""
        self._reader.connection.close()


def _body(sql: str) -> str:
    from sqlglot import exp, parse_one
    from sqlglot.errors import SqlglotError

    try:
        body = parse_one(sql, dialect="duckdb").args.get("expression")
    except SqlglotError:
        return sql
    return render(body, "duckdb") if isinstance(body, exp.Expression) else sql
