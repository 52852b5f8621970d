"""Tables and schemas that are dropped, and the views that CASCADE takes along."""

from piicatalog.ddl import events as ev
from piicatalog.ddl.changes.inheritance import children_of
from piicatalog.ddl.changes.rebuild import pass_on
from piicatalog.ddl.position import Pos
from piicatalog.ddl.schema import Schema
from piicatalog.ddl.state import Table


def drop_table(schema: Schema, event: ev.DropTable) -> None:
    """DROP TABLE; a table that took over its rows takes over its identity."""
    table = schema.find(event.table, strict=event.if_exists and bool(event.table.schema))
    if table is None:
        if not event.if_exists:
            schema.add_conflict(event.table.spot, f"{event.table.name} is dropped but not known", event.table)
        return
    pos = schema.pos(event.table.spot)
    _drop(schema, table, pos)
    if event.cascade:
        drop_readers(schema, table, pos)


def drop_schema(schema: Schema, event: ev.DropSchema) -> None:
    """DROP SCHEMA takes its tables along."""
    wanted = schema.folded(event.name.key)
    for table in [table for key, table in schema.tables.items() if key[0] == wanted]:
        if (
            wanted == ""
            and schema.dialect.name in ("mysql", "oracle", "sqlite", "generic")
            and table.schema.lower() != event.name.name.lower()
        ):
            continue
        _take_away(schema, table, schema.pos(event.name.spot))


def drop_readers(schema: Schema, table: Table, pos: Pos, column: str = "") -> None:
    """CASCADE takes the views along that read a table or column."""
    if schema.dialect.name not in ("postgres", "redshift", "generic"):
        return
    for view in [view for view in schema.tables.values() if view.scope is not None and view.scope.reads(table.id, column)]:
        if schema.tables.get(view.key) is view:
            _drop(schema, view, pos)
            drop_readers(schema, view, pos)


def _drop(schema: Schema, table: Table, pos: Pos) -> None:
    _take_away(schema, table, pos)
    pass_on(schema, table)
    for child in children_of(schema, table):
        _drop(schema, child, pos)  # partitions go with their table, what inherits by CASCADE, without which it could not be dropped


def _take_away(schema: Schema, table: Table, pos: Pos) -> None:
    schema.remove(table)
    schema.dropped[table.id] = pos
    for column in table.columns.values():
        schema.dropped[column.id] = pos
