"""Columns that are added, dropped, renamed or changed, with those of the tables that inherit them."""

from piicatalog.ddl import events as ev
from piicatalog.ddl.changes.drop import drop_readers
from piicatalog.ddl.changes.inheritance import family
from piicatalog.ddl.schema import Schema
from piicatalog.ddl.state import Table


def add_column(schema: Schema, event: ev.AddColumn) -> None:
    """ADD COLUMN, on children too."""
    table = _find(schema, event.table, if_exists=event.if_exists)
    if table is None:
        if event.if_exists or event.table.name.startswith("#"):
            return
        table = _unseen(schema, event.table)
    for member in family(schema, table):
        key = event.column.key
        if key in member.columns:
            if not event.if_not_exists and member is table:
                schema.add_conflict(event.column.spot, f"{member.full_name}.{event.column.name} is added a second time")
            continue
        member.columns[key] = schema.new_column(member, event.column)


def drop_column(schema: Schema, event: ev.DropColumn) -> None:
    """DROP COLUMN, of children too."""
    table = _find(schema, event.table, if_exists=event.if_exists)
    for member in family(schema, table) if table else ():
        column = member.columns.pop(event.column.key, None)
        if column is not None:
            schema.dropped[column.id] = schema.pos(event.column.spot)
            if event.cascade:
                drop_readers(schema, member, schema.pos(event.column.spot), event.column.key)
        elif not event.if_exists and member is table and not member.is_unseen:
            schema.add_conflict(event.column.spot, f"{member.full_name}.{event.column.name} is dropped but not known", event.table)


def rename_column(schema: Schema, event: ev.RenameColumn) -> None:
    """RENAME COLUMN keeps its place in the table and its identity."""
    table = _find(schema, event.table, if_exists=event.if_exists)
    if table is None and not event.if_exists:
        table = _unseen(schema, event.table)
    for member in family(schema, table) if table else ():
        if event.column.key in member.columns:
            _rename(schema, member, event)
        elif member.is_unseen:
            member.columns[event.to.key] = schema.new_column(member, ev.ColumnDefinition(event.to.name, event.to.key, event.to.spot))
        elif member.query and not member.resolved:
            member.tags += ((f"rename:{event.column.key}", event.to.name),)  # done when its columns are found
        elif not event.if_exists and member is table:
            schema.add_conflict(event.column.spot, f"{member.full_name}.{event.column.name} is renamed but not known", event.table)


def _rename(schema: Schema, table: Table, event: ev.RenameColumn) -> None:
    """Rename a column wherever its table names it."""
    column = table.columns[event.column.key]
    pos = schema.pos(event.to.spot)
    before, now = f"{table.full_name}.{column.name}", f"{table.full_name}.{event.to.name}"
    former = tuple(name for name in (before, *column.former) if name != now)
    renamed = column._replace(name=event.to.name, origin=pos, places=(*column.places, pos), former=former)
    if event.to.key != event.column.key and event.to.key in table.columns:
        schema.add_conflict(event.to.spot, f"{now} is there already")
    table.columns = {
        (event.to.key if key == event.column.key else key): (renamed if key == event.column.key else other)
        for key, other in table.columns.items()
        if key == event.column.key or key != event.to.key
    }
    swap = {event.column.key: event.to.key}
    table.names = tuple(swap.get(key, key) for key in table.names)
    table.primary_key = tuple(swap.get(key, key) for key in table.primary_key)
    table.foreign_keys = tuple(key._replace(columns=tuple(swap.get(name, name) for name in key.columns)) for key in table.foreign_keys)


def change_column(schema: Schema, event: ev.ChangeColumn) -> None:
    """Another type or comment."""
    table = _find(schema, event.table, if_exists=event.if_exists)
    for member in family(schema, table) if table else ():
        column = member.columns.get(event.column.key)
        if column is None:
            if member is table and not member.query and member.resolved and not event.if_exists:
                schema.add_conflict(event.column.spot, f"{member.full_name}.{event.column.name} is changed but not known", event.table)
            elif member is table and member.query and event.comment is not None:
                member.tags += ((f"comment:{event.column.key}", event.comment),)
            continue
        if event.comment is not None and member is table:
            column = column._replace(comment=event.comment)
        if event.type_text:
            column = column._replace(type_text=event.type_text)
        if event.nullable is not None:
            column = column._replace(nullable=event.nullable)
        member.columns[event.column.key] = column


def rename_type(schema: Schema, event: ev.RenameType) -> None:
    """The types of columns are rewritten."""
    old = event.old.lower()
    new = event.new if event.new == event.new.lower() or not schema.dialect.quoted_case else f'"{event.new}"'
    for table in schema.tables.values():
        for key, column in table.columns.items():
            if column.type_text.lower().strip('"').rsplit(".", 1)[-1] == old:
                table.columns[key] = column._replace(type_text=new)


def _find(schema: Schema, name: ev.TableName, *, if_exists: bool) -> Table | None:
    """Return the table that is changed; tell when it is not known and had to be."""
    table = schema.find(name)
    if table is None and not if_exists:
        schema.add_conflict(name.spot, f"{name.name} is changed but not known", name)
    return table


def _unseen(schema: Schema, name: ev.TableName) -> Table:
    """Return a table that stands elsewhere: what is added to it counts, though nobody can tell what else it has."""
    key = schema.key(name)
    table = Table(
        id=schema.new_table_id(key),
        schema=name.schema or schema.current_name,
        name=name.name,
        key=key,
        origin=schema.pos(name.spot),
        resolved=False,
    )
    schema.put(table)
    return table
