"""SQLite files, opened with ``mode=ro``; the schema is read by table-valued pragmas in a few queries."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from piicatalog.model.sample import SampleRequest
from piicatalog.model.schema import Column, ForeignKey, Table, TableKind
from piicatalog.sampling import Draw, Extent, sqlite
from piicatalog.sampling.expressions import render, source_table
from piicatalog.sources.patterns import Patterns
from piicatalog.sources.relational.server import Server, by_table, why_not_read

if TYPE_CHECKING:
    import pyarrow as pa

_TABLES = """
SELECT l.name, l.type, l.wr, m.sql FROM pragma_table_list l LEFT JOIN sqlite_schema m ON m.name = l.name AND m.type IN ('table', 'view')
WHERE l.schema = 'main' AND l.type IN ('table', 'view', 'virtual') AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY l.name
"""
_COLUMNS = 'SELECT name, type, "notnull", pk FROM pragma_table_xinfo(:table) WHERE hidden <> 1 ORDER BY cid'
_FOREIGN_KEYS = """
SELECT m.name, k.id, k.seq, k."table", k."from", k."to" FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) k WHERE m.type = 'table' ORDER BY m.name, k.id, k.seq
"""
_ROW_ID_NAMES = ("rowid", "_rowid_", "oid")


def connect(path: Path) -> sqlite3.Connection:
    """Open a file so that it can't be written."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
    connection.execute("PRAGMA query_only = ON")
    # A view or index of a hostile file must not call functions with side effects.
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


class SQLiteServer(Server):
    """One SQLite file."""

    dialect = "sqlite"

    def __init__(self, connection: Any, path: Path) -> None:
        super().__init__(connection)
        self._path = path
        self._without_row_id: set[str] = set()

    def set_timeout(self, seconds: float | None) -> None:
        """Stop any later statement after so many seconds from now; None: never."""
        if seconds is None:
            self.driver.set_progress_handler(None, 0)
        else:
            end = time.monotonic() + seconds
            self.driver.set_progress_handler(lambda: time.monotonic() > end, 10_000)

    def tables(self, patterns: Patterns) -> Iterator[Table]:
        """Yield the tables asked for; a view that no longer works says why."""
        listed = [row for row in self.ask(_TABLES) if patterns.wants("", row[0])]
        foreign_keys = by_table(self.ask(_FOREIGN_KEYS))
        for name, kind, without_row_id, sql in listed:
            why_not = ""
            columns: list[Any] = []
            try:
                columns = self.driver.execute(_COLUMNS, {"table": name}).fetchall()
            except sqlite3.Error as error:
                why_not = self.reason(error)
            if without_row_id or kind == "virtual":
                self._without_row_id.add(name)
            yield Table(
                schema="",
                name=name,
                kind=TableKind.VIEW if kind == "view" else TableKind.TABLE,
                columns=tuple(
                    Column(name=column, data_type=data_type, nullable=not required, why_not=why_not_read(data_type))
                    for column, data_type, required, _ in columns
                ),
                primary_key=tuple(row[0] for row in sorted((row for row in columns if row[3]), key=lambda row: row[3])),
                foreign_keys=tuple(_foreign_keys(foreign_keys.get(name, []))),
                query=_body(sql) if kind == "view" else "",
                why_not=why_not,
            )

    def extent(self, table: Table) -> Extent:
        """Return the range of row ids: two steps down the table's tree."""
        names = {column.name.lower() for column in table.columns}
        key = next((name for name in _ROW_ID_NAMES if name not in names), "")
        if table.kind is not TableKind.TABLE or table.name in self._without_row_id or not key:
            return Extent()
        row_id = exp.column(exp.to_identifier(key, quoted=True))
        ends = [
            render(exp.select(edge).from_(source_table(table)), "sqlite") for edge in (exp.Min(this=row_id), exp.Max(this=row_id.copy()))
        ]
        (low, high) = self.driver.execute(f"SELECT ({ends[0]}), ({ends[1]})").fetchone()
        if low is None:
            return Extent(rows=0)
        return Extent(rows=high - low + 1, key=key, low=low, high=high)

    def draws(self, table: Table, request: SampleRequest, extent: Extent) -> Iterator[Draw]:
        """Yield statements that give random rows."""
        return sqlite.draws(table, request, extent)

    def rows(self, sql: str, columns: Sequence[Column], max_bytes: int, *, seed: int) -> Iterator["pa.RecordBatch"]:
        """Yield a statement's rows in batches of about ``max_bytes``."""
        self.driver.text_factory = _text
        yield from super().rows(sql, columns, max_bytes, seed=seed)

    def stop_statement(self) -> None:
        """Stop the statement that another thread has sent."""
        self.driver.interrupt()

    def is_timeout(self, error: Exception) -> bool:
        """Whether the error says that a statement took too long."""
        return str(error) == "interrupted"

    def state(self, table: Table) -> str:
        """Return the file's size, time and change counter; any change in it changes all its tables."""
        del table
        state = [str(self._path.absolute())]
        for path in (self._path, self._path.with_name(self._path.name + "-wal")):
            if path.exists():
                facts = path.stat()
                state.append(f"{facts.st_size},{facts.st_mtime_ns}")
        return "/".join(state)

    def reason(self, error: Exception) -> str:
        """Say what is wrong: SQLite's messages hold no values."""
        text = str(error)
        if text == "interrupted":
            return "it took too long"
        return f"{text}: another program is changing it; try again later, or scan a copy" if "locked" in text else text


def _text(value: bytes) -> str:
    return value.decode("utf-8", errors="replace")


def _body(sql: str | None) -> str:
    from sqlglot import parse_one
    from sqlglot.errors import SqlglotError

    try:
        statement = parse_one(sql or "", dialect="sqlite")
    except SqlglotError:
        return sql or ""
    body = statement.args.get("expression")
    return render(body, "sqlite") if isinstance(body, exp.Expression) else sql or ""


def _foreign_keys(rows: Sequence[Any]) -> Iterator[ForeignKey]:
    constraints: dict[int, list[Any]] = {}
    for row in rows:
        constraints.setdefault(row[1], []).append(row)
    for of_constraint in constraints.values():
        referred = tuple(row[5] for row in of_constraint if row[5] is not None)
        yield ForeignKey(columns=tuple(row[4] for row in of_constraint), schema="", table=of_constraint[0][3], referred_columns=referred)
