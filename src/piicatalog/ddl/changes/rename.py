"""Tables that change their name or schema and keep their identity."""

from piicatalog.ddl import events as ev
from piicatalog.ddl.position import Spot
from piicatalog.ddl.schema import Schema
from piicatalog.ddl.state import Key, Table


def rename_table(schema: Schema, event: ev.RenameTable) -> None:
    """RENAME TO keeps the schema unless the new name has one."""
    table = schema.find(event.table)
    if table is None:
        if not event.if_exists:
            schema.add_conflict(event.table.spot, f"{event.table.name} is renamed but not known", event.table)
        return
    key = schema.key(event.to)[0] if event.to.schema else table.key[0]
    _move(schema, table, event.to.schema or table.schema, event.to.name, (key, event.to.key), event.to.spot)


def rename_schema(schema: Schema, event: ev.RenameSchema) -> None:
    """ALTER SCHEMA RENAME TO."""
    for key, table in [item for item in schema.tables.items() if item[0][0] == event.name.key]:
        _move(schema, table, event.to.name, table.name, (event.to.key, key[1]), event.to.spot)


def set_schema(schema: Schema, event: ev.SetSchema) -> None:
    """SET SCHEMA."""
    table = schema.find(event.table)
    if table is None:
        if not event.if_exists:
            schema.add_conflict(event.table.spot, f"{event.table.name} is moved but not known", event.table)
        return
    _move(schema, table, event.to.name, table.name, (schema.folded(event.to.key), table.key[1]), event.to.spot)


def swap(schema: Schema, event: ev.Swap) -> None:
    """Two tables change names."""
    one, other = schema.find(event.table), schema.find(event.other)
    if one is None or other is None:
        schema.add_conflict(event.table.spot, "a table to be swapped is not known")
        return
    before, behind = one.full_name, other.full_name
    one.key, other.key = other.key, one.key
    one.schema, other.schema = other.schema, one.schema
    one.name, other.name = other.name, one.name
    schema.tables[one.key], schema.tables[other.key] = one, other
    _remember_name(one, before)
    _remember_name(other, behind)


def _move(schema: Schema, table: Table, schema_name: str, name: str, key: Key, spot: Spot) -> None:
    before = table.full_name
    schema.remove(table)
    occupant = schema.tables.get(key)
    if occupant is not None:
        schema.add_conflict(spot, f"{name} is there already")
        schema.remove(occupant)
    table.key, table.schema, table.name = key, schema_name, name
    schema.put(table)
    schema.names.add(table.key[1])
    _remember_name(table, before)


def _remember_name(table: Table, before: str) -> None:
    """Keep the name that a table and its columns had before."""
    if before == table.full_name:
        return
    table.former = tuple(name for name in (before, *table.former) if name != table.full_name)
    for key, column in table.columns.items():
        now = f"{table.full_name}.{column.name}"
        former = tuple(name for name in (f"{before}.{column.name}", *column.former) if name != now)
        table.columns[key] = column._replace(former=former)
