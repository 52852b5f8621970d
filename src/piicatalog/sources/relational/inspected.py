"""Servers that are read through SQLAlchemy's Inspector: Snowflake, BigQuery, SQL Server, Oracle, Databricks, and any other."""

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from piicatalog.model.reason import Reason
from piicatalog.model.sample import SampleRequest
from piicatalog.model.schema import Column, ForeignKey, Table, TableKind
from piicatalog.sampling import Draw, Extent, other
from piicatalog.sampling.expressions import render
from piicatalog.sources.patterns import Patterns
from piicatalog.sources.relational.server import Server, why_not_read

_SYSTEM = {
    "information_schema",
    "sys",
    "system",
    "guest",
    "xdb",
    "outln",
    "dbsnmp",
    "ctxsys",
    "mdsys",
    "wmsys",
    "audsys",
    "gsmadmin_internal",
}
_READ_ONLY = {"oracle": "SET TRANSACTION READ ONLY"}
_TIMEOUTS = {"snowflake": "ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = {seconds}", "databricks": "SET STATEMENT_TIMEOUT = {seconds}"}
_TIMEOUT_SIGNS = ("HYT00", "HYT01", "DPY-4024", "ORA-01013", "timeout", "timed out", "STATEMENT_TIMEOUT")
ESTIMATES = {
    "snowflake": "SELECT table_name, row_count FROM information_schema.tables WHERE table_schema = :schema",
    "tsql": (
        "SELECT t.name, SUM(p.rows) FROM sys.tables t JOIN sys.partitions p ON p.object_id = t.object_id AND p.index_id IN (0, 1) "
        "WHERE t.schema_id = SCHEMA_ID(:schema) GROUP BY t.name"
    ),
    "oracle": "SELECT table_name, num_rows FROM all_tables WHERE owner = :schema",
}
"""The rows of a schema's tables as the server keeps them. BigQuery's are asked in `_estimates`: its schema is a part of the name."""


class InspectedServer(Server):
    """A server that only SQLAlchemy's dialect knows; sqlglot writes its SQL."""

    def __init__(self, connection: Any, dialect: str) -> None:
        super().__init__(connection)
        self.dialect = dialect

    def prepare(self) -> None:
        """Make the session read-only where the server has such a thing; nothing but SELECT is sent anyway."""
        if self.dialect in _READ_ONLY:
            self.connection.exec_driver_sql(_READ_ONLY[self.dialect])

    def tables(self, patterns: Patterns) -> Iterator[Table]:
        """Yield the tables of each wanted schema by the Inspector's set-based calls."""
        import sqlalchemy as sa
        from sqlalchemy.engine.reflection import ObjectKind

        inspector = sa.inspect(self.connection)
        for schema in sorted(inspector.get_schema_names()):
            if schema.lower() in _SYSTEM or not patterns.wants_schema(schema):
                continue
            # BigQuery's dialect gives "dataset.table" where the address names no dataset.
            names = [bare for name in inspector.get_table_names(schema) if patterns.wants(schema, bare := name.removeprefix(f"{schema}."))]
            views = [bare for name in inspector.get_view_names(schema) if patterns.wants(schema, bare := name.removeprefix(f"{schema}."))]
            if not names and not views:
                continue
            estimates = self._estimates(self._real(schema))
            asked: dict[str, Any] = {"schema": schema, "filter_names": [*names, *views], "kind": ObjectKind.ANY}
            columns = inspector.get_multi_columns(**asked)
            primary_keys = inspector.get_multi_pk_constraint(**asked)
            foreign_keys = inspector.get_multi_foreign_keys(**asked)
            for name in sorted({*names, *views}):
                key = (schema, name)
                yield Table(
                    schema=self._real(schema),
                    name=self._real(name),
                    kind=TableKind.VIEW if name in views else TableKind.TABLE,
                    columns=tuple(self._column(column) for column in columns.get(key, [])),
                    primary_key=tuple(map(self._real, primary_keys[key]["constrained_columns"])) if primary_keys.get(key) else (),
                    foreign_keys=tuple(
                        ForeignKey(
                            columns=tuple(map(self._real, found["constrained_columns"])),
                            schema=self._real(found["referred_schema"] or schema),
                            table=self._real(found["referred_table"]),
                            referred_columns=tuple(map(self._real, found["referred_columns"])),
                        )
                        for found in foreign_keys.get(key) or ()
                    ),
                    row_estimate=estimates.get(self._real(name)),
                    why_not="" if columns.get(key) else Reason("columns_unlisted"),
                )

    def _real(self, name: str) -> str:
        """Return a name as the server has it: SQLAlchemy shows the upper-case ones of Oracle and Snowflake in lower case."""
        dialect = self.connection.dialect
        return str(dialect.denormalize_name(name)) if getattr(dialect, "requires_name_normalize", False) else name

    def _estimates(self, schema: str) -> dict[str, int]:
        """Return the row counts that the server keeps; none where it has none, or this user may not ask."""
        import sqlalchemy as sa

        try:
            if self.dialect == "bigquery":
                counts = exp.select("table_id", "row_count").from_(
                    exp.Table(this=exp.to_identifier("__TABLES__"), db=exp.to_identifier(schema, quoted=True))
                )
                rows = self.ask(render(counts, self.dialect))
            elif self.dialect in ESTIMATES:
                rows = self.ask(ESTIMATES[self.dialect], schema=schema)
            else:
                return {}
        except sa.exc.DBAPIError:
            return {}
        return {name: int(count) for name, count in rows if count is not None}

    def limit_statements(self, seconds: float | None) -> None:
        """Stop any later statement after so many seconds, each server in its own way; BigQuery has none."""
        if self.dialect in _TIMEOUTS:
            self.connection.exec_driver_sql(_TIMEOUTS[self.dialect].format(seconds=0 if seconds is None else max(1, round(seconds))))
        elif self.dialect == "tsql":
            self.driver.timeout = 0 if seconds is None else max(1, round(seconds))
        elif self.dialect == "oracle":
            self.driver.call_timeout = 0 if seconds is None else max(1, round(seconds * 1000))

    def is_timeout(self, error: Exception) -> bool:
        """Whether the error says that a statement took too long."""
        text = str(error)
        return any(sign in text for sign in _TIMEOUT_SIGNS)

    def _column(self, column: Any) -> Column:
        import sqlalchemy as sa

        try:
            data_type = column["type"].compile(self.connection.dialect)
        except sa.exc.CompileError:
            data_type = str(column["type"])
        return Column(
            name=self._real(column["name"]),
            data_type=data_type,
            nullable=bool(column.get("nullable", True)),
            comment=column.get("comment") or "",
            why_not=why_not_read(data_type),
        )

    def draws(self, table: Table, request: SampleRequest, extent: Extent) -> Iterator[Draw]:
        """Yield statements that give rows, random where the dialect can."""
        return other.draws(table, request, extent, dialect=self.dialect)
