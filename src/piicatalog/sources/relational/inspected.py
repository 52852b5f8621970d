"""Servers that are read through SQLAlchemy's Inspector: Snowflake, BigQuery, SQL Server, Oracle, Databricks, and any other."""

from collections.abc import Iterator
from typing import Any

from piicatalog.model.sample import SampleRequest
from piicatalog.model.schema import Column, ForeignKey, Table, TableKind
from piicatalog.sampling import Draw, Extent, other
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
            names = [name for name in inspector.get_table_names(schema) if patterns.wants(schema, name)]
            views = [name for name in inspector.get_view_names(schema) if patterns.wants(schema, name)]
            if not names and not views:
                continue
            asked: dict[str, Any] = {"schema": schema, "filter_names": [*names, *views], "kind": ObjectKind.ANY}
            columns = inspector.get_multi_columns(**asked)
            primary_keys = inspector.get_multi_pk_constraint(**asked)
            foreign_keys = inspector.get_multi_foreign_keys(**asked)
            for name in sorted({*names, *views}):
                key = (schema, name)
                yield Table(
                    schema=schema,
                    name=name,
                    kind=TableKind.VIEW if name in views else TableKind.TABLE,
                    columns=tuple(self._column(column) for column in columns.get(key, [])),
                    primary_key=tuple(primary_keys[key]["constrained_columns"]) if primary_keys.get(key) else (),
                    foreign_keys=tuple(
                        ForeignKey(
                            columns=tuple(found["constrained_columns"]),
                            schema=found["referred_schema"] or schema,
                            table=found["referred_table"],
                            referred_columns=tuple(found["referred_columns"]),
                        )
                        for found in foreign_keys.get(key) or ()
                    ),
                    why_not="" if columns.get(key) else "its columns could not be listed",
                )

    def _column(self, column: Any) -> Column:
        import sqlalchemy as sa

        try:
            data_type = column["type"].compile(self.connection.dialect)
        except sa.exc.CompileError:
            data_type = str(column["type"])
        return Column(
            name=column["name"],
            data_type=data_type,
            nullable=bool(column.get("nullable", True)),
            comment=column.get("comment") or "",
            why_not=why_not_read(data_type),
        )

    def draws(self, table: Table, request: SampleRequest, extent: Extent) -> Iterator[Draw]:
        """Yield statements that give rows, random where the dialect can."""
        return other.draws(table, request, extent, dialect=self.dialect)
