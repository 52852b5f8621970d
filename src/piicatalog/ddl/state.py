"""The schema at one moment: tables with columns that keep their identity through renames, rebuilds and moves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from piicatalog.ddl.position import Pos

if TYPE_CHECKING:
    from piicatalog.ddl.scope import Scope

Key = tuple[str, str]
"""Folded schema and name of a table; the dialect's default schema is empty."""


class Column(NamedTuple):
    """A column; frozen."""

    id: str
    """Its first full name and a number; the same in every replay of the same statements, and through renames."""
    name: str
    """As written."""
    type_text: str
    comment: str
    note: str
    """The SQL comment on its line."""
    origin: Pos
    """Its name in the latest CREATE, ADD or RENAME."""
    places: tuple[Pos, ...] = ()
    """Every place where it is named by CREATE, ADD or RENAME."""
    former: tuple[str, ...] = ()
    """Earlier full names, latest first."""
    tags: tuple[tuple[str, str], ...] = ()
    nullable: bool = True


class ForeignKey(NamedTuple):
    """Columns that refer to another table; all by their keys."""

    columns: tuple[str, ...]
    schema: str
    table: str
    referred: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Table:
    """A table or view while a history is replayed."""

    id: str
    schema: str
    name: str
    key: Key
    origin: Pos
    kind: str = "table"
    """A value of ``model.schema.TableKind``."""
    columns: dict[str, Column] = field(default_factory=dict)
    """By their folded names, in order."""
    comment: str = ""
    former: tuple[str, ...] = ()
    temporary: bool = False
    query: str = ""
    query_pos: Pos | None = None
    names: tuple[str, ...] = ()
    """A view's own column names, as its list gives them."""
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    parents: tuple[str, ...] = ()
    """Ids of the tables that it inherits from or is a partition of."""
    tags: tuple[tuple[str, str], ...] = ()
    scope: "Scope | None" = None
    """What the names in its query meant when it was made; None: what they mean at the end."""
    resolved: bool = True
    """False: its columns come from a query that could not be resolved."""

    @property
    def full_name(self) -> str:
        """With its schema where one was written."""
        return f"{self.schema}.{self.name}" if self.schema else self.name

    @property
    def is_unseen(self) -> bool:
        """Whether it is known only by what was added to it: its CREATE stands elsewhere."""
        return not self.resolved and not self.query

    @property
    def is_view(self) -> bool:
        """Whether it stores no rows of its own."""
        return self.kind == "view"


class Conflict(NamedTuple):
    """A statement that does not fit the schema that it meets."""

    pos: Pos
    message: str
    table: str = ""
    """The folded name of the table that is not known, or whose column is not; empty where something is there twice."""


class Copy:
    """Rows copied from one table to another: CTAS, INSERT SELECT."""

    __slots__ = ("columns", "pos", "query", "scope", "table")

    def __init__(self, table: Table, columns: tuple[str, ...], query: str, pos: Pos, scope: "Scope") -> None:
        self.table, self.columns, self.query, self.pos, self.scope = table, columns, query, pos, scope


class Flow(NamedTuple):
    """Data of one column ending up in another."""

    source: tuple[str, str]
    """Ids of table and column."""
    target: tuple[str, str]
    kind: str
    """copy, transform, aggregate or condition; ``same``: made by LIKE, CLONE, INHERITS or PARTITION OF."""
    pos: Pos
    stored: bool
    """False for a plain view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaState:
    """A finished replay's schema."""

    tables: Mapping[Key, Table]
    dropped: Mapping[str, Pos] = field(default_factory=dict)
    """Where tables and columns that are gone were dropped, by id."""
    names: frozenset[str] = frozenset()
    """The folded names of all tables and views that were made here, also of those that are gone."""
