"""MariaDB and MySQL, read from information_schema one wanted schema at a time (which is how the server looks them up)."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from piicatalog.model.sample import SampleRequest
from piicatalog.model.schema import Column, ForeignKey, Table, TableKind
from piicatalog.sampling import Draw, Extent, mysql
from piicatalog.sources.patterns import Patterns
from piicatalog.sources.relational.server import Server, batches, by_table, key_of, why_not_read

if TYPE_CHECKING:
    import pyarrow as pa

_SYSTEM = {"information_schema", "mysql", "performance_schema", "sys"}
_TABLES = """
SELECT table_name, table_type, table_comment, table_rows, create_time, update_time, create_options, update_time >= NOW() - INTERVAL 2 SECOND
FROM information_schema.tables WHERE table_schema = :schema AND table_type IN ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED') ORDER BY table_name
"""
_COLUMNS = """
SELECT table_name, column_name, column_type, is_nullable, column_comment, privileges
FROM information_schema.columns WHERE table_schema = :schema ORDER BY table_name, ordinal_position
"""
_KEYS = """
SELECT table_name, constraint_name, column_name, referenced_table_schema, referenced_table_name, referenced_column_name
FROM information_schema.key_column_usage
WHERE table_schema = :schema AND (constraint_name = 'PRIMARY' OR referenced_table_name IS NOT NULL)
ORDER BY table_name, constraint_name, ordinal_position
"""
_VIEWS = "SELECT table_name, view_definition FROM information_schema.views WHERE table_schema = :schema"
_STARTED = "SELECT ROUND((UNIX_TIMESTAMP() - variable_value) / 10) FROM {status}.global_status WHERE variable_name = 'UPTIME'"
_TELLING = {1040, 1044, 1045, 1046, 1049, 1054, 1142, 1143, 1146, 1203, 1205, 1227, 1317, 1356, 1370, 1792, 1969, 2002, 2003, 2005, 2006, 2013, 3024}  # fmt: skip
"""Error numbers whose messages name servers, tables and limits, and never a value."""


class MySQLServer(Server):
    """One MariaDB or MySQL server; a database is a schema."""

    dialect = "mysql"

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self._maria = bool(getattr(connection.dialect, "is_mariadb", False))
        self._states: dict[tuple[str, str], str] = {}

    def prepare(self) -> None:
        """Make the session read-only; have values given as text, as they stand."""
        self.connection.exec_driver_sql("SET SESSION TRANSACTION READ ONLY")
        if not self._maria:
            self.connection.exec_driver_sql("SET SESSION information_schema_stats_expiry = 0")

    def limit_statements(self, seconds: float | None) -> None:
        """Stop any later statement after so many seconds; None: never."""
        if self._maria:
            self.connection.exec_driver_sql(f"SET SESSION max_statement_time = {0 if seconds is None else max(0.001, seconds)}")
        else:
            self.connection.exec_driver_sql(f"SET SESSION max_execution_time = {0 if seconds is None else max(1, round(seconds * 1000))}")

    def tables(self, patterns: Patterns) -> Iterator[Table]:
        """Yield the tables asked for: of the database that the address names, else of all."""
        ((current,),) = self.ask("SELECT DATABASE()")
        names = [current] if current else sorted(str(name) for (name,) in self.ask("SELECT schema_name FROM information_schema.schemata"))
        ((started,),) = self.ask(_STARTED.format(status="information_schema" if self._maria else "performance_schema"))
        for schema in names:
            if schema.lower() not in _SYSTEM and patterns.wants_schema(schema):
                yield from self._tables(schema, patterns, str(started))

    def _tables(self, schema: str, patterns: Patterns, started: str) -> Iterator[Table]:
        listed = [row for row in self.ask(_TABLES, schema=schema) if patterns.wants(schema, row[0])]
        if not listed:
            return
        columns = by_table(self.ask(_COLUMNS, schema=schema))
        keys = by_table(self.ask(_KEYS, schema=schema))
        views = dict(tuple(row) for row in self.ask(_VIEWS, schema=schema))
        for name, kind, comment, rows, created, updated, options, fresh in listed:
            # InnoDB forgets update_time at a restart, so that none means: not since then. A change in this very second could be followed by another.
            known = kind != "VIEW" and not fresh and "partitioned" not in (options or "")
            self._states[schema, name] = f"{created}/{updated}/{started}" if known else ""
            yield Table(
                schema=schema,
                name=name,
                kind=TableKind.VIEW if kind == "VIEW" else TableKind.TABLE,
                columns=tuple(
                    Column(
                        name=column,
                        data_type=data_type,
                        nullable=nullable == "YES",
                        comment=text or "",
                        why_not=why_not_read(data_type, permitted="select" in privileges.lower()),
                    )
                    for _, column, data_type, nullable, text, privileges in columns.get(name, [])
                ),
                primary_key=tuple(row[2] for row in keys.get(name, []) if row[1] == "PRIMARY"),
                foreign_keys=tuple(_foreign_keys(keys.get(name, []))),
                comment="" if kind == "VIEW" else comment or "",
                row_estimate=rows,
                query=views.get(name) or "",
            )

    def extent(self, table: Table) -> Extent:
        """Return rows, and the range of an integer key where the table is large."""
        key = key_of(table.columns, table.primary_key)
        if not key or (table.row_estimate or 0) <= mysql.FEW_ROWS:
            return Extent(rows=table.row_estimate)
        from sqlglot import exp

        from piicatalog.sampling.expressions import render, source_table

        column = exp.column(exp.to_identifier(key, quoted=True))
        sql = render(exp.select(exp.Min(this=column), exp.Max(this=column.copy())).from_(source_table(table)), "mysql")
        with self.driver.cursor() as cursor:
            cursor.execute(sql)
            low, high = cursor.fetchone()
        return Extent(rows=table.row_estimate, key=key, low=int(low or 0), high=int(high if high is not None else -1))

    def draws(self, table: Table, request: SampleRequest, extent: Extent) -> Iterator[Draw]:
        """Yield statements that give random rows."""
        return mysql.draws(table, request, extent)

    def rows(self, sql: str, columns: Sequence[Column], max_bytes: int, *, seed: int) -> Iterator["pa.RecordBatch"]:
        """Yield a statement's rows in batches of about ``max_bytes``, unbuffered, each value as the text the server sends."""
        del seed
        from pymysql.cursors import SSCursor

        decoders, self.driver.decoders = self.driver.decoders, {}
        cursor = SSCursor(self.driver)
        try:
            cursor.execute(sql)
            yield from batches(cursor, columns, max_bytes)
        finally:
            self.driver.decoders = decoders
            with suppress(*self.errors()):  # it reads to the end, which a statement that was stopped does not have
                cursor.close()

    def stop_statement(self) -> None:
        """Stop the statement that another thread has sent, and do not wait for the rows that are on their way."""
        with self.connection.engine.connect() as other:
            other.exec_driver_sql(f"KILL QUERY {int(self.driver.thread_id())}")

    def is_timeout(self, error: Exception) -> bool:
        """Whether the error says that a statement took too long."""
        return bool(error.args) and error.args[0] in {1969, 3024}

    def state(self, table: Table) -> str:
        """Return when the table was made and last changed; empty when the server can't say."""
        return self._states.get((table.schema, table.name), "")

    def reason(self, error: Exception) -> str:
        """Say what is wrong; the server's own words where they can't hold a value."""
        number = error.args[0] if error.args else None
        if number in _TELLING:
            return str(error.args[1]) if len(error.args) > 1 else type(error).__name__
        return f"{type(error).__name__} ({number})" if isinstance(number, int) else type(error).__name__


def _foreign_keys(rows: Sequence[Any]) -> Iterator[ForeignKey]:
    constraints: dict[str, list[Any]] = {}
    for row in rows:
        if row[4] is not None:
            constraints.setdefault(row[1], []).append(row)
    for of_constraint in constraints.values():
        _, _, _, schema, table, _ = of_constraint[0]
        own, referred = tuple(row[2] for row in of_constraint), tuple(row[5] for row in of_constraint)
        yield ForeignKey(columns=own, schema=schema, table=table, referred_columns=referred)
