"""Rows and values that are copied from other tables: kept for lineage."""

from piicatalog.ddl import events as ev
from piicatalog.ddl.schema import Schema
from piicatalog.ddl.scope import scope_of
from piicatalog.ddl.state import Copy


def copy_rows(schema: Schema, event: ev.CopyRows) -> None:
    """INSERT SELECT."""
    table = schema.find(event.table)
    if table is not None:
        scope = scope_of(schema, event.query)
        schema.copies.append(Copy(table, tuple(name.key for name in event.columns), event.query, schema.pos(schema.spot), scope))


def copy_columns(schema: Schema, event: ev.CopyColumns) -> None:
    """UPDATE SET from other columns."""
    table = schema.find(event.table)
    if table is not None:
        schema.updates.append((table, event.statement, schema.pos(schema.spot)))
