"""DuckDB as a reader: of its own databases, and of files through views. It fetches no extension and writes no file.

Values come as Arrow with their own types; large cells are cut by DuckDB.
"""

import glob
import os
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from piicatalog.errors import MissingExtraError, SourceError
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.reason import Reason
from piicatalog.model.sample import Sample, SampleRequest
from piicatalog.model.schema import Column, Table
from piicatalog.sampling import Draw, Extent, duckdb
from piicatalog.sampling.arrow import BATCH_BYTES
from piicatalog.sampling.draw import TooSlowError, samples
from piicatalog.sampling.expressions import render, source_table
from piicatalog.sources.nested import flatten, leaves
from piicatalog.sources.relational.server import why_not_read

if TYPE_CHECKING:
    import pyarrow as pa

_KIND = re.compile(r"\b([A-Z]\w*(?: [A-Za-z]\w*){0,3}) Error: .*")
_TELLING = {"Binder", "Catalog", "IO", "Out of Memory", "Permission", "Not implemented"}
"""Kinds of errors whose texts hold names and paths, and never a value."""
_FEW_ROWS = 2_048
"""Rows that DuckDB gives at a time: it can't be asked for so many bytes."""
_NESTED = {TypeFamily.STRUCT, TypeFamily.ARRAY}
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    # No code from the network, and no sampled value in a file on disk.
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "temp_directory": "",
    "memory_limit": "256MB",
    "threads": min(4, os.cpu_count() or 1),
}


def connect(path: Path | None = None, *, what: str = "a DuckDB database") -> Any:
    """Open a database read-only and shut in (its views can read no file), or an empty one in memory that can read files."""
    try:
        import duckdb as engine
    except ModuleNotFoundError:
        raise MissingExtraError(what, "scan") from None
    if path is None:
        return engine.connect(config=_SETTINGS)
    try:
        connection = engine.connect(str(path), read_only=True, config=_SETTINGS)
        connection.execute("SET enable_external_access = false")
        return connection
    except engine.Error as error:
        raise SourceError(f"cannot open {path}: {first_line(error)}") from None


def first_line(error: Exception) -> str:
    """Return the first line of a DuckDB error: what follows quotes the query or the data."""
    return str(error).split("\n", 1)[0].strip()


def reason(error: Exception) -> str:
    """Say what is wrong without any value: a conversion's error tells the value that did not fit."""
    found = _KIND.search(first_line(error))
    if found is None:
        return type(error).__name__
    return found[0] if found[1] in _TELLING else f"{found[1]} Error"


def literal(text: str) -> str:
    """Return a text as an SQL literal."""
    return render(exp.Literal.string(text), "duckdb")


def quoted(name: str) -> str:
    """Return a quoted identifier."""
    return render(exp.to_identifier(name, quoted=True), "duckdb")


class DuckDBReader:
    """Sends statements to an open DuckDB connection."""

    dialect = "duckdb"

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self._seconds: float | None = None
        self._extent = Extent()
        self._generous = False
        self.notes: list[str] = []

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query on the catalog; SourceError when it fails."""
        import duckdb as engine

        try:
            return list(self.connection.execute(sql).fetchall())
        except engine.Error as error:
            raise SourceError(reason(error)) from None

    def create_view(self, table: Table, function: str, paths: Sequence[Path], options: Mapping[str, str]) -> None:
        """Make files readable under a table's name."""
        files = ", ".join(literal(glob.escape(str(path))) for path in paths)
        settings = "".join(f", {name} = {value}" for name, value in options.items())
        if table.schema:
            self.ask(f"CREATE SCHEMA IF NOT EXISTS {quoted(table.schema)}")
        self.ask(f"CREATE OR REPLACE VIEW {render(source_table(table), self.dialect)} AS SELECT * FROM {function}([{files}]{settings})")  # noqa: S608 - all is quoted

    def columns(self, table: Table, found: Iterable[tuple[str, str, bool, str]]) -> Iterator[Column]:
        """Yield a table's columns, nested fields apart; ``found`` has name, type, nullable and comment of each top-level one."""
        found = list(found)
        nested: dict[str, pa.DataType] = {}
        tops = [name for name, data_type, *_ in found if family_of(data_type) in _NESTED or data_type.startswith("MAP(")]
        if tops:
            nested = {field.name: field.type for field in self.arrow_schema(table) if field.name in tops}
        for name, data_type, nullable, comment in found:
            if name not in nested:
                yield Column(name=name, data_type=data_type, nullable=nullable, comment=comment, why_not=why_not_read(data_type))
                continue
            for leaf in leaves(name, nested[name], nullable=nullable):
                yield replace(leaf, data_type=leaf.data_type if leaf.path else data_type, comment=comment)

    def described(self, table: Table) -> tuple[Column, ...]:
        """Return the columns of a view that `create_view` made."""
        found = self.ask(f"DESCRIBE {render(source_table(table), self.dialect)}")
        return tuple(self.columns(table, [(name, data_type.strip('"'), True, "") for name, data_type, *_ in found]))

    def arrow_schema(self, table: Table) -> "pa.Schema | tuple[()]":
        """Return a table's schema as Arrow tells it; nothing for a view that no longer works."""
        import duckdb as engine

        try:
            return self._arrow(f"SELECT * FROM {render(source_table(table), self.dialect)} LIMIT 0", 1).schema  # noqa: S608 - quoted
        except (engine.Error, OSError):
            return ()

    def samples(self, table: Table, request: SampleRequest, extent: Extent) -> Iterator[Sample]:
        """Draw values of a table of this extent; SourceError says why it can't be read, without any value."""
        self._extent = extent
        if request.rows is None:
            self.ask("SET threads = 1")  # each thread holds a row group; what reads every row waits for the profile anyway
        try:
            yield from samples(self, table, request)
        except TooSlowError:
            raise SourceError(Reason("too_slow", {"seconds": f"{request.timeout:g}"})) from None

    def set_timeout(self, seconds: float | None) -> None:
        """Stop any later statement after so many seconds; None: never."""
        self._seconds = seconds

    def extent(self, table: Table) -> Extent:
        """Return how big a table is."""
        del table
        return self._extent

    def draws(self, table: Table, request: SampleRequest, extent: Extent) -> Iterator[Draw]:
        """Yield statements that give random rows."""
        return duckdb.draws(table, request, extent)

    def _arrow(self, sql: str, rows: int) -> "pa.RecordBatchReader":
        """Return a query's rows in batches of so many; DuckDB 2 has renamed the call."""
        relation = self.connection.sql(sql)
        return (getattr(relation, "to_arrow_reader", None) or relation.fetch_arrow_reader)(rows)

    def be_generous(self) -> None:
        """Take more memory, for what does not fit the usual: nothing may go to a disk."""
        self._generous = True
        self.ask("SET threads = 1")
        self.ask("SET memory_limit = '2GB'")

    def fetch(self, sql: str, columns: Sequence[Column], max_bytes: int, *, seed: int = 0) -> Iterator["pa.RecordBatch"]:
        """Yield a statement's rows; raises TooSlowError when the timeout stops it."""
        del seed
        import duckdb as engine

        late = threading.Event()

        def stop() -> None:
            late.set()
            self.connection.interrupt()

        timer = threading.Timer(self._seconds, stop) if self._seconds is not None else None
        if timer is not None:
            timer.daemon = True
            timer.start()
        given = 0
        try:
            most = duckdb.batch_rows(len(columns), max_bytes)
            for batch in _gathered(self._arrow(sql, min(most, _FEW_ROWS)), most, min(max_bytes, BATCH_BYTES)):
                given += batch.num_rows
                yield flatten(batch, columns)
        except (engine.Error, OSError) as error:  # Arrow's reader raises DuckDB's errors as OSError
            if late.is_set():
                raise TooSlowError from None
            if "Out of Memory" not in str(error) or self._generous:
                raise SourceError(reason(error)) from None
        else:
            return
        finally:
            if timer is not None:
                timer.cancel()
        self.be_generous()
        for batch in self.fetch(sql, columns, max_bytes):  # in the same order
            yield batch.slice(min(given, batch.num_rows))
            given = max(0, given - batch.num_rows)


def _gathered(batches: "Iterable[pa.RecordBatch]", rows: int, max_bytes: int) -> "Iterator[pa.RecordBatch]":
    """Yield batches put together to about so many rows, or bytes where rows are wide."""
    import pyarrow as pa

    waiting: list[pa.RecordBatch] = []
    count = size = 0
    for batch in batches:
        waiting.append(batch)
        count += batch.num_rows
        size += batch.nbytes
        if count >= rows or size >= max_bytes:
            yield from _parts(pa.concat_batches(waiting), size // max_bytes)
            waiting, count, size = [], 0, 0
    if waiting:
        yield pa.concat_batches(waiting)


def _parts(batch: "pa.RecordBatch", number: int) -> "Iterator[pa.RecordBatch]":
    each = max(1, batch.num_rows // max(1, number))
    for start in range(0, batch.num_rows, each):
        yield batch.slice(start, each)
