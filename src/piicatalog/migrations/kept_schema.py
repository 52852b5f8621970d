"""A schema in the middle of a replay as plain data and back, so that a long history is not replayed for each check.

Most columns are nothing but a name, a type and a place: those are eight values in a row. What is more follows them.
"""

from collections.abc import Callable, Sequence
from typing import Any

from piicatalog.ddl import events as ev
from piicatalog.ddl.dialects import Dialect
from piicatalog.ddl.position import Pos, Spot
from piicatalog.ddl.schema import Schema
from piicatalog.ddl.scope import Meant, Scope
from piicatalog.ddl.state import Column, Conflict, Copy, Flow, ForeignKey, Table

FORM = 5
"""Rises when a kept schema is written in another way."""


def dump(schema: Schema) -> dict[str, Any]:
    """Return a schema as plain data."""
    files: dict[str, int] = {}

    def place(pos: Pos) -> list[int]:
        return [files.setdefault(pos.file, len(files)), *pos[1:]]

    def column(table: Table, key: str, one: Column) -> list[Any]:
        plain = [key, one.type_text, *place(one.origin)]
        rest = [
            "" if one.name == key else one.name,
            "" if one.id == f"{table.id}.{key}" else one.id,
            one.comment,
            one.note,
            [] if one.places == (one.origin,) else [place(pos) for pos in one.places],
            one.former,
            one.tags,
            one.nullable,
        ]
        return plain if rest == _PLAIN else [*plain, *rest]

    def scope(one: Scope) -> list[Any]:
        return [one.current, one.tables, sorted(one.words)]

    def table(one: Table) -> list[Any]:
        return [
            one.id,
            one.schema,
            one.name,
            one.key,
            place(one.origin),
            one.kind,
            [column(one, key, each) for key, each in one.columns.items()],
            one.comment,
            one.former,
            one.temporary,
            one.query,
            None if one.query_pos is None else place(one.query_pos),
            one.names,
            one.primary_key,
            one.foreign_keys,
            one.parents,
            one.tags,
            one.resolved,
            None if one.scope is None else scope(one.scope),
        ]

    alive = list(schema.tables.values())
    numbers = {id(one): number for number, one in enumerate(alive)}
    others: list[Table] = []

    def number_of(one: Table) -> int:
        if id(one) not in numbers:
            numbers[id(one)] = len(alive) + len(others)
            others.append(one)
        return numbers[id(one)]

    copies = [[number_of(one.table), one.columns, one.query, place(one.pos), scope(one.scope)] for one in schema.copies]
    updates = [[number_of(one), statement, place(pos)] for one, statement, pos in schema.updates]
    unresolved = [[number_of(one), place(pos)] for one, pos in schema.unresolved]
    return {
        "tables": [table(one) for one in alive],
        "others": [table(one) for one in others],
        "copies": copies,
        "updates": updates,
        "unresolved": unresolved,
        "conflicts": [[place(conflict.pos), conflict.message, conflict.table] for conflict in schema.conflicts],
        "dropped": {key: place(pos) for key, pos in schema.dropped.items()},
        "repeats": [[*flow.source, *flow.target, place(flow.pos)] for flow in schema.repeats],
        "types": [[key, columns] for key, columns in schema.types.items()],
        "names": sorted(schema.names),
        "files": list(files),
    }


_PLAIN: list[Any] = ["", "", "", "", [], (), (), True]


def load(data: dict[str, Any], dialect: Dialect, resolve: Callable[..., Any]) -> Schema:
    """Return the schema of plain data; raises ValueError, TypeError, KeyError or IndexError when it is of another form."""
    files: list[str] = data["files"]
    make = tuple.__new__

    def place(values: Sequence[Any]) -> Pos:
        return make(Pos, (files[values[0]], *values[1:]))

    def column(table_id: str, values: list[Any]) -> Column:
        key, type_text, file, *where = values[:8]
        pos = make(Pos, (files[file], *where))
        if len(values) == 8:
            return make(Column, (f"{table_id}.{key}", key, type_text, "", "", pos, (pos,), (), (), True))
        name, own_id, comment, note, places, former, tags, nullable = values[8:]
        return Column(
            own_id or f"{table_id}.{key}",
            name or key,
            type_text,
            comment,
            note,
            pos,
            tuple(map(place, places)) or (pos,),
            tuple(former),
            tuple((tag, text) for tag, text in tags),
            nullable,
        )

    def table(values: list[Any]) -> Table:
        (
            own_id,
            schema,
            name,
            key,
            origin,
            kind,
            columns,
            comment,
            former,
            temporary,
            query,
            query_pos,
            names,
            primary,
            foreign,
            parents,
            tags,
            resolved,
            scope,
        ) = values
        return Table(
            id=own_id,
            schema=schema,
            name=name,
            key=(key[0], key[1]),
            origin=place(origin),
            kind=kind,
            columns={each[0]: column(own_id, each) for each in columns},
            comment=comment,
            former=tuple(former),
            temporary=temporary,
            query=query,
            query_pos=None if query_pos is None else place(query_pos),
            names=tuple(names),
            primary_key=tuple(primary),
            foreign_keys=tuple(ForeignKey(tuple(one[0]), one[1], one[2], tuple(one[3])) for one in foreign),
            parents=tuple(parents),
            tags=tuple((tag, text) for tag, text in tags),
            scope=None if scope is None else _scope(scope),
            resolved=resolved,
        )

    alive, others = [table(values) for values in data["tables"]], [table(values) for values in data["others"]]
    numbered = [*alive, *others]
    made = Schema(dialect, resolve)
    made.restore(
        alive,
        conflicts=[Conflict(place(pos), *rest) for pos, *rest in data["conflicts"]],
        dropped={key: place(pos) for key, pos in data["dropped"].items()},
        names=set(data["names"]),
        copies=[
            Copy(numbered[number], tuple(columns), query, place(pos), _scope(scope))
            for number, columns, query, pos, scope in data["copies"]
        ],
        updates=[(numbered[number], statement, place(pos)) for number, statement, pos in data["updates"]],
        unresolved=[(numbered[number], place(pos)) for number, pos in data["unresolved"]],
        repeats=[Flow((a, b), (c, d), "same", place(pos), stored=True) for a, b, c, d, pos in data["repeats"]],
        types={(key[0], key[1]): tuple(map(_definition, columns)) for key, columns in data["types"]},
    )
    return made


def _scope(values: Sequence[Any]) -> Scope:
    current, tables, words = values
    meant = tuple(
        Meant((key[0], key[1]), own_id, read, tuple((one[0], one[1], one[2]) for one in columns)) for key, own_id, read, columns in tables
    )
    return Scope(current, meant, frozenset(words))


def _definition(values: Sequence[Any]) -> ev.ColumnDefinition:
    name, key, spot, type_text, comment, note, nullable, tags = values
    return ev.ColumnDefinition(name, key, Spot(*spot), type_text, comment, note, nullable, tuple((tag, text) for tag, text in tags))
