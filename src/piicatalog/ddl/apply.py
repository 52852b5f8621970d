"""Events to changes of the schema: which function of ``changes`` each kind of event calls."""

from collections.abc import Callable
from typing import Any

from piicatalog.ddl import events as ev
from piicatalog.ddl.changes import columns, comments, create, drop, inheritance, keys, rename, rows
from piicatalog.ddl.schema import Schema

_CHANGES: dict[type, Callable[[Schema, Any], None]] = {
    ev.CreateTable: create.create_table,
    ev.CreateView: create.create_view,
    ev.CreateType: create.create_type,
    ev.DropTable: drop.drop_table,
    ev.DropSchema: drop.drop_schema,
    ev.RenameTable: rename.rename_table,
    ev.RenameSchema: rename.rename_schema,
    ev.SetSchema: rename.set_schema,
    ev.Swap: rename.swap,
    ev.AddColumn: columns.add_column,
    ev.DropColumn: columns.drop_column,
    ev.RenameColumn: columns.rename_column,
    ev.ChangeColumn: columns.change_column,
    ev.RenameType: columns.rename_type,
    ev.CommentTable: comments.comment_table,
    ev.SetTag: comments.set_tag,
    ev.Inherit: inheritance.inherit,
    ev.AddKey: keys.add_key,
    ev.CopyRows: rows.copy_rows,
    ev.CopyColumns: rows.copy_columns,
    ev.UseSchema: lambda schema, event: schema.use(event.schema, event.key),
}


def apply(schema: Schema, placed: ev.Placed) -> None:
    """Let the schema be as it is after one event; kinds that change no table leave it alone."""
    schema.statement, schema.spot = placed.statement, placed.spot
    change = _CHANGES.get(type(placed.event))
    if change is not None:
        change(schema, placed.event)
