"""A replayed schema as the check needs it: tables and columns with identities, positions and former names, not judged yet."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from piicatalog.checking.change import Event, FlowKind, Problem
from piicatalog.checking.finding import Place
from piicatalog.model.schema import Column, ForeignKey, Table, TableKind

NOTHING: Mapping[Any, Any] = MappingProxyType({})


class SideColumn(NamedTuple):
    """A column at one revision."""

    id: object
    name: str
    place: Place
    data_type: str = ""
    comment: str = ""
    places: tuple[Place, ...] = ()
    """Every place where the column is named by CREATE, ADD or RENAME, this one too."""
    former: tuple[str, ...] = ()
    """Earlier full names, latest first."""
    tags: Mapping[str, str] = NOTHING
    """Tags of the platform: Snowflake TAG, Databricks TAGS, sensitivity classification, extended properties."""


class SideTable(NamedTuple):
    """A table or view at one revision."""

    id: object
    name: str
    place: Place
    schema: str = ""
    kind: TableKind = TableKind.TABLE
    columns: tuple[SideColumn, ...] = ()
    comment: str = ""
    former: tuple[str, ...] = ()
    temporary: bool = False
    query: str = ""
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def full_name(self) -> str:
        """With its schema where it has one."""
        return f"{self.schema}.{self.name}" if self.schema else self.name

    def as_table(self) -> Table:
        """Return it as the stages of a scan see it."""
        return Table(
            schema=self.schema,
            name=self.name,
            kind=self.kind,
            columns=tuple(Column(name=column.name, data_type=column.data_type, comment=column.comment) for column in self.columns),
            primary_key=self.primary_key,
            foreign_keys=self.foreign_keys,
            comment=self.comment,
            query=self.query,
        )


class SideFlow(NamedTuple):
    """Data of one column ending up in another, by the ids of tables and columns."""

    source: tuple[object, object]
    target: tuple[object, object]
    kind: FlowKind
    place: Place
    stored: bool
    new: bool = True


class Side(NamedTuple):
    """A replayed schema."""

    tables: Sequence[SideTable] = ()
    texts: Mapping[str, str] = NOTHING
    """The files' texts by path; may read a file only when it is asked for."""


class Compared(NamedTuple):
    """One history (a migration folder, a dump) at both revisions."""

    layout: str
    """The kind of layout and the dialect: ``flyway:postgres``."""
    base: Side | None
    """None: there is nothing to compare with, everything is new."""
    head: Side
    flows: Sequence[SideFlow] = ()
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
