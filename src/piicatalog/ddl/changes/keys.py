"""Primary and foreign keys."""

from piicatalog.ddl import events as ev
from piicatalog.ddl.schema import Schema
from piicatalog.ddl.state import ForeignKey, Table


def add_key(schema: Schema, event: ev.AddKey) -> None:
    """ADD PRIMARY KEY or FOREIGN KEY."""
    table = schema.find(event.table)
    if table is None:
        return
    table.primary_key = event.primary_key or table.primary_key
    forbid_null(table, event.primary_key)
    if event.reference is not None:
        table.foreign_keys += (foreign_key(event.reference),)


def foreign_key(reference: ev.Reference) -> ForeignKey:
    """Return the key of a reference."""
    return ForeignKey(reference.columns, reference.table.schema, reference.table.name, reference.referred)


def forbid_null(table: Table, keys: tuple[str, ...]) -> None:
    """A column of a primary key is never null."""
    for key in keys:
        if key in table.columns:
            table.columns[key] = table.columns[key]._replace(nullable=False)
