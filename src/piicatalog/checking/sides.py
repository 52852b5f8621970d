"""A replayed schema as the check sees it, and both revisions of one history side by side.

Nothing is copied out of the replay: a table is turned into the nouns of a scan when a rule asks about it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from piicatalog.checking.change import Event, FlowKind, Problem
from piicatalog.checking.finding import Place
from piicatalog.ddl.position import Pos
from piicatalog.ddl.state import Table as Replayed
from piicatalog.model.schema import Column, ForeignKey, Table, TableKind

NOTHING: Mapping[Any, Any] = MappingProxyType({})


class Side:
    """A replayed schema: its tables by id, and the texts that it was read from."""

    def __init__(self, tables: Sequence[Replayed] = (), texts: Mapping[str, str] = NOTHING) -> None:
        self.tables = {table.id: table for table in tables}
        self.texts = texts

    @cached_property
    def _by_name(self) -> dict[str, list[Replayed]]:
        found: dict[str, list[Replayed]] = {}
        for table in self.tables.values():
            found.setdefault(table.name.lower(), []).append(table)
        return found

    def referred(self, schema: str, name: str) -> tuple[str, str]:
        """Return schema and name of a table that a key refers to, as that table is called."""
        found = self._by_name.get(name.lower(), ())
        table = next((table for table in found if table.schema.lower() == schema.lower()), None)
        if table is None and len(found) == 1:
            table = found[0]  # one of them leaves the default schema out
        return (table.schema, table.name) if table is not None else (schema, name)

    def as_table(self, table: Replayed) -> Table:
        """Return a table as the stages of a scan see it."""

        def written(key: str) -> str:
            column = table.columns.get(key)
            return column.name if column is not None else key

        keys = []
        for foreign in table.foreign_keys:
            schema, name = self.referred(foreign.schema, foreign.table)
            columns = tuple(map(written, foreign.columns))
            keys.append(ForeignKey(columns=columns, schema=schema, table=name, referred_columns=foreign.referred))
        return Table(
            schema=table.schema,
            name=table.name,
            kind=TableKind(table.kind),
            columns=tuple(
                Column(name=column.name, data_type=column.type_text, comment=column.comment) for column in table.columns.values()
            ),
            primary_key=tuple(map(written, table.primary_key)),
            foreign_keys=tuple(keys),
            comment=table.comment,
            query=table.query,
        )


_FIELDS = tuple(field.name for field in fields(Replayed))


def alike(one: Replayed, other: Replayed) -> bool:
    """Whether a table is the same at both revisions, positions and all."""
    return one is other or all(getattr(one, name) == getattr(other, name) for name in _FIELDS)


def place(pos: Pos) -> Place:
    """Return a place of the history as findings tell it."""
    return Place(pos.file, pos.line, pos.column, pos.end)


class SideFlow(NamedTuple):
    """Data of one column ending up in another, by the ids of tables and columns."""

    source: tuple[str, str]
    target: tuple[str, str]
    kind: FlowKind
    place: Place
    stored: bool
    new: bool = True


class Compared(NamedTuple):
    """One history (a migration folder, a dump) at both revisions."""

    layout: str
    """The kind of layout and the dialect: ``flyway:postgres``."""
    base: Side | None
    """None: there is nothing to compare with, everything is new."""
    head: Side
    flows: Sequence[SideFlow] = ()
    flows_before: Sequence[SideFlow] = ()
    """Those of the base."""
    events: Sequence[Event] = ()
    problems: Sequence[Problem] = ()
    gone: Mapping[object, Place] = NOTHING
    dumps: Sequence[tuple[str, Side, Side | None]] = ()
    """The files of baselines and dumps, their schemas, and those of the migrations that they stand for; None: the head's."""
    changed: frozenset[str] = frozenset()
    """Files of the head that the base does not have as they are; with no base all of them."""
    files: int = 0
    statements: int = 0
    schema_statements: int = 0
    not_understood: int = 0
    unreadable: int = 0
    """Files that could not be read."""
