"""Finds the columns of views and copies at the end, when all tables are as they stay."""

from collections.abc import Mapping

from piicatalog.ddl.dialects import fold
from piicatalog.ddl.position import Pos
from piicatalog.ddl.schema import Schema
from piicatalog.ddl.scope import Seen
from piicatalog.ddl.selecting import Names, Selected, plain_select
from piicatalog.ddl.state import Column, Flow, Table


def selected(schema: Names, query: str) -> tuple[list[Selected], bool]:
    """Return the columns of a query with their sources, and whether all are known."""
    plain = plain_select(query, schema)
    if plain is not None:
        return [
            column._replace(sources=((column.table.id, column.table.columns[column.source].id, "copy"),)) if column.table else column
            for column in plain
        ], True
    if schema.remember is None:
        from piicatalog.ddl.lineage import lineage

        return lineage(schema, query)
    key = schema.remember.key(schema, query)
    found = schema.remember.get(key, schema)
    if found is None:
        from piicatalog.ddl.lineage import lineage

        found = lineage(schema, query)
        schema.remember.put(key, found)
    return found


def _names(schema: Schema, table: Table, by_id: Mapping[str, Table]) -> Names:
    return schema if table.scope is None else Seen(schema, table.scope, by_id, gone=False)


def _by_id(schema: Schema) -> dict[str, Table]:
    return {table.id: table for table in schema.tables.values()}


def resolve(schema: Schema, query: str) -> list[Selected] | None:
    """Return the columns of a query for CREATE TABLE AS; views that it reads are resolved first."""
    _resolve_named(schema, query, set())
    from piicatalog.ddl.lineage import lineage

    found, _ = lineage(schema, query)
    return found or None


def resolve_views(schema: Schema) -> list[tuple[Table, Pos]]:
    """Give each view its columns; return those tables whose sources or columns are not all known."""
    unresolved: list[tuple[Table, Pos]] = list(schema.unresolved)
    by_id = _by_id(schema)
    for table in list(schema.tables.values()):
        if table.query and not table.resolved:
            _resolve_view(schema, table, by_id, set(), unresolved)
    return unresolved


def _resolve_named(schema: Schema, query: str, seen: set[str]) -> None:
    """Resolve the views whose names stand in a query."""
    if not any(table.query and not table.resolved for table in schema.tables.values()):
        return
    text = query.lower()
    by_id = _by_id(schema)
    for table in list(schema.tables.values()):
        if table.query and not table.resolved and table.id not in seen and table.key[1].lower() in text:
            _resolve_view(schema, table, by_id, seen, [])
            table.resolved = False  # only for now: the tables may change yet


def _resolve_view(schema: Schema, table: Table, by_id: Mapping[str, Table], seen: set[str], unresolved: list[tuple[Table, Pos]]) -> None:
    seen.add(table.id)
    text = table.query.lower()
    for other in list(schema.tables.values()):
        if other.query and not other.resolved and other.id not in seen and other.key[1].lower() in text:
            _resolve_view(schema, other, by_id, seen, unresolved)
    found, known = selected(_names(schema, table, by_id), table.query)
    own = [table.columns[key] for key in table.names if key in table.columns]
    keys = [key for key in table.names if key in table.columns]
    columns: dict[str, Column] = {}
    comments = {name.removeprefix("comment:"): value for name, value in table.tags if name.startswith("comment:")}
    for number, column in enumerate(found):
        key = keys[number] if number < len(keys) else column.key
        if number < len(own):
            columns[key] = own[number]._replace(type_text=own[number].type_text or column.type_text)
        elif key and key not in columns:
            columns[key] = Column(f"{table.id}.{key}", column.name or key, column.type_text, "", "", table.origin, (table.origin,))
        if key in comments:
            columns[key] = columns[key]._replace(comment=comments[key])
    for number in range(len(found), len(own)):
        columns[keys[number]] = own[number]
    table.columns = _renamed(table, columns, schema)
    table.resolved = True
    if not known or not columns:
        unresolved.append((table, table.origin))


def _renamed(table: Table, columns: dict[str, Column], schema: Schema) -> dict[str, Column]:
    """Return a view's columns by the names that ALTER VIEW gave them since."""
    for tag, new in table.tags:
        old = tag.removeprefix("rename:")
        if tag.startswith("rename:") and old in columns:
            key = fold(new, schema.dialect, quoted=new != new.lower())
            columns = {(key if name == old else name): (one._replace(name=new) if name == old else one) for name, one in columns.items()}
    return columns


def flows(schema: Schema) -> tuple[list[Flow], list[tuple[Table, Pos]]]:
    """Return what flows where: through views, copies of rows, updates; and the tables whose sources are not all known.

    Views must be resolved.
    """
    found: list[Flow] = list(schema.repeats)
    unknown: list[tuple[Table, Pos]] = []
    by_id = _by_id(schema)
    for table in schema.tables.values():
        if table.query:
            columns, known = selected(_names(schema, table, by_id), table.query)
            found += _edges(table, tuple(table.columns), columns, table.origin, stored=not table.is_view)
            if not known:
                unknown.append((table, table.origin))
    for copy in schema.copies:
        columns, known = selected(Seen(schema, copy.scope, by_id, gone=True), copy.query)
        found += _edges(copy.table, copy.columns or tuple(copy.table.columns), columns, copy.pos, stored=True)
        if not known and columns:
            unknown.append((copy.table, copy.pos))
    return found, unknown


def _edges(table: Table, keys: tuple[str, ...], columns: list[Selected], pos: Pos, *, stored: bool) -> list[Flow]:
    found = []
    for key, column in zip(keys, columns, strict=False):
        target = table.columns.get(key)
        if target is None:
            continue
        for source_table, source, kind in column.sources:
            if source != target.id:
                found.append(Flow((source_table, source), (table.id, target.id), kind, pos, stored))
    return found
