"""Tables, views and types that are made."""

from piicatalog.ddl import events as ev
from piicatalog.ddl.changes.inheritance import add_child
from piicatalog.ddl.changes.keys import forbid_null, foreign_key
from piicatalog.ddl.position import Spot
from piicatalog.ddl.schema import Schema
from piicatalog.ddl.scope import READ_AGAIN, scope_of
from piicatalog.ddl.selecting import Selected, plain_select
from piicatalog.ddl.state import Column, Copy, Flow, Table


def create_table(schema: Schema, event: ev.CreateTable) -> None:
    """CREATE TABLE, with the columns of what it is LIKE, of its parents, of its type, of its query."""
    key = schema.key(event.table)
    existing = schema.tables.get(key)
    if existing is not None:
        if event.if_not_exists and not existing.is_unseen:
            return
        if not (existing.is_unseen or event.or_replace or existing.temporary or event.temporary):
            schema.add_conflict(event.table.spot, f"{existing.full_name} is made a second time")
        schema.remove(existing)
    table = Table(
        id=schema.new_table_id(key),
        schema=event.table.schema or schema.current_name,
        name=event.table.name,
        key=key,
        origin=schema.pos(event.table.spot),
        kind=event.kind,
        comment=event.comment,
        temporary=event.temporary,
        primary_key=event.primary_key,
        foreign_keys=tuple(foreign_key(reference) for reference in event.references),
    )
    _columns_of_others(schema, table, event)
    _columns_of_type(schema, table, event)
    for definition in event.columns:
        if definition.key in table.columns and not event.parents:
            schema.add_conflict(definition.spot, f"{definition.name} stands twice")
            continue
        table.columns[definition.key] = schema.new_column(table, definition)
    if existing is not None and existing.is_unseen:
        for column_key, column in existing.columns.items():
            table.columns.setdefault(column_key, column)
    if schema.dialect.name != "sqlite":
        forbid_null(table, event.primary_key)
    schema.put(table)
    schema.names.add(table.key[1])
    if event.temporary:
        schema.temporary.append(table)
    if event.query:
        _columns_of_query(schema, table, event)


def _columns_of_others(schema: Schema, table: Table, event: ev.CreateTable) -> None:
    """INHERITS, PARTITION OF, LIKE, CLONE: columns of tables that are there."""
    for other in (*event.parents, *event.like):
        source = schema.find(other)
        if source is None:
            schema.add_conflict(other.spot, f"{other.name} is not known", other)
            table.resolved = False
            continue
        for key, column in source.columns.items():
            if key not in table.columns:
                kept = event.keeps_comments and other not in event.parents
                own = _copied(schema, table, key, column if kept else _uncommented(column), event.table.spot)
                table.columns[key] = own
                schema.repeats.append(Flow((source.id, column.id), (table.id, own.id), "same", own.origin, stored=True))
        if other in event.parents:
            add_child(schema, source, table)


def _copied(schema: Schema, table: Table, key: str, column: Column, spot: Spot) -> Column:
    definition = ev.ColumnDefinition(column.name, key, spot, column.type_text, column.comment, column.note, column.nullable, column.tags)
    return schema.new_column(table, definition)


def _uncommented(column: Column) -> Column:
    """Return a column as a child has it: without its comment, unless that is what declares it."""
    return column if "pii:" in column.comment else column._replace(comment="")


def _columns_of_type(schema: Schema, table: Table, event: ev.CreateTable) -> None:
    """CREATE TABLE x OF type."""
    if event.of_type is None:
        return
    own, default = (event.of_type.schema_key, event.of_type.key), ("", event.of_type.key)
    for definition in schema.types.get(own) or schema.types.get(default, ()):
        table.columns[definition.key] = schema.new_column(table, definition._replace(spot=event.table.spot))


def _columns_of_query(schema: Schema, table: Table, event: ev.CreateTable) -> None:
    """CREATE TABLE AS: its columns are those of the query now."""
    selected = _selected(schema, event.query)
    pos = schema.pos(event.table.spot)
    if selected is None:
        table.resolved = False
        schema.unresolved.append((table, pos))
    taken = []
    for number, column in enumerate(selected or ()):
        name = event.names[number] if number < len(event.names) else None
        text = name.name if name else column.name
        key = name.key if name else column.key
        taken.append(key)
        if key in table.columns:
            continue
        definition = ev.ColumnDefinition(text, key, name.spot if name else event.table.spot, column.type_text)
        source = column.table.columns.get(column.source) if column.table is not None else None
        if source is not None and schema.dialect.name == "mysql":
            definition = definition._replace(comment=source.comment, nullable=source.nullable)
        table.columns[key] = schema.new_column(table, definition)
    for name in event.names[len(taken) :]:
        if name.key not in table.columns:
            taken.append(name.key)
            table.columns[name.key] = schema.new_column(table, ev.ColumnDefinition(name.name, name.key, name.spot))
    schema.copies.append(Copy(table, tuple(taken), event.query, pos, scope_of(schema, event.query)))


def _selected(schema: Schema, query: str) -> list[Selected] | None:
    """Return the columns that a query gives, None when that can't be told."""
    plain = plain_select(query, schema)
    if plain is not None:
        return plain
    return schema.resolve(schema, query) if schema.resolve else None


def create_view(schema: Schema, event: ev.CreateView) -> None:
    """CREATE VIEW; its columns are found at the end, from the tables as they are then."""
    key = schema.key(event.table)
    existing = schema.tables.get(key)
    if existing is not None:
        if event.if_not_exists:
            return
        schema.remove(existing)
    table = Table(
        id=existing.id if existing is not None and existing.query else schema.new_table_id(key),
        schema=event.table.schema or schema.current_name,
        name=event.table.name,
        key=key,
        origin=schema.pos(event.table.spot),
        kind=event.kind,
        comment=event.comment,
        temporary=event.temporary,
        query=event.query,
        query_pos=schema.pos(schema.spot._replace(offset=event.query_offset)),
        scope=None if schema.dialect.name in READ_AGAIN else scope_of(schema, event.query),
        resolved=False,
    )
    for definition in event.names:
        table.columns[definition.key] = schema.new_column(table, definition)
    table.names = tuple(table.columns)
    schema.put(table)
    schema.names.add(table.key[1])
    if event.temporary:
        schema.temporary.append(table)
    if event.target is not None:
        target = schema.find(event.target)
        if target is not None:
            schema.copies.append(Copy(target, (), event.query, schema.pos(event.table.spot), scope_of(schema, event.query)))


def create_type(schema: Schema, event: ev.CreateType) -> None:
    """CREATE TYPE AS (…)."""
    schema.types[event.name.schema_key, event.name.key] = event.columns
