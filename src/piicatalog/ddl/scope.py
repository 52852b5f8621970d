"""What the names of a query meant when it was written: views and copies keep their tables through later renames.

Most databases store a view with its ``*`` spelled out and its tables and columns by number: what is renamed or added later
does not change it. SQL Server and SQLite read its text again.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from piicatalog.ddl.dialects import Dialect, fold
from piicatalog.ddl.events import TableName
from piicatalog.ddl.lexer import QUOTED, WORD, lex, name_value
from piicatalog.ddl.position import Pos
from piicatalog.ddl.state import Column, Key, Table

if TYPE_CHECKING:
    from piicatalog.ddl.schema import Schema
    from piicatalog.ddl.selecting import Remember

_BEFORE_TABLE = frozenset({"FROM", "JOIN", ",", ".", "ONLY", "(", "TABLE"})
_KEYWORDS = frozenset(
    {"SELECT", "FROM", "WHERE", "AS", "JOIN", "ON", "AND", "OR", "CASE", "WHEN", "END", "ORDER", "GROUP", "BY", "LIMIT", "TABLE", "IN"}
)
READ_AGAIN = frozenset({"tsql", "sqlite"})
_NOWHERE = Pos("", 0, 1, 1, 1, -1)


class Meant(NamedTuple):
    """A table that a word of a query may mean."""

    key: Key
    id: str
    read: bool
    """Stands where tables are read from."""
    columns: tuple[tuple[str, str, str], ...]
    """Key, id and name of each column at that time."""


class Scope(NamedTuple):
    """The tables that a query's words may mean. Plain, so that it is kept as JSON."""

    current: str
    """The schema of unqualified names."""
    tables: tuple[Meant, ...]
    words: frozenset[str]

    def reads(self, table_id: str, column: str = "") -> bool:
        """Whether the query names a table after FROM, and a column of it or ``*``."""
        return (not column or column in self.words or "*" in self.words) and any(one.read and one.id == table_id for one in self.tables)


def scope_of(schema: "Schema", query: str) -> Scope:
    """Return what the words of a query mean now."""
    dialect = schema.dialect
    words: set[str] = set()
    found: dict[Key, bool] = {}
    tokens, _ = lex(query, 0, len(query), dialect)
    before = ""
    for token in tokens:
        if token.kind in (WORD, QUOTED):
            text = name_value(token) if token.kind == QUOTED else token.text
            folded = fold(text, dialect, quoted=token.kind == QUOTED)
            if token.upper not in _KEYWORDS:
                words.add(folded)
            for key in schema.keys_of(folded):
                found[key] = found.get(key, False) or before in _BEFORE_TABLE
        elif token.text == "*":
            words.add("*")
        before = token.upper
    meant = []
    for key in sorted(found):
        table = schema.tables[key]
        columns = tuple((name, column.id, column.name) for name, column in table.columns.items())
        meant.append(Meant(key, table.id, found[key], columns))
    return Scope(schema.current, tuple(meant), frozenset(words))


class Seen:
    """A schema as a query sees it: the names that stand in it mean what they meant then."""

    def __init__(self, schema: "Schema", scope: Scope, by_id: Mapping[str, Table], *, gone: bool) -> None:
        """``gone``: tables that were dropped since still count, as they do for rows copied from them."""
        self._schema, self._current = schema, schema.folded(scope.current)
        self._meant: dict[Key, Table] = {}
        for one in scope.tables:
            table = by_id.get(one.id)
            if table is not None:
                self._meant[one.key] = table if table.query else replace(table, columns=_still(table, one, gone=gone))
            elif gone:
                columns = {key: Column(column, name, "", "", "", _NOWHERE) for key, column, name in one.columns}
                self._meant[one.key] = Table(one.id, *one.key, one.key, _NOWHERE, columns=columns)

    @property
    def dialect(self) -> Dialect:
        """The dialect of the query."""
        return self._schema.dialect

    @property
    def tables(self) -> Mapping[Key, Table]:
        """All tables by their keys."""
        return {**self._schema.tables, **self._meant}

    @property
    def remember(self) -> "Remember | None":
        """Knows the lineage of queries from before."""
        return self._schema.remember

    def key(self, name: TableName) -> Key:
        """Return the key that a name has in this place."""
        return (self._schema.folded(name.schema_key) if name.schema else self._current, name.key)

    def find(self, name: TableName) -> Table | None:
        """Return the table that a name meant, with the columns that it had and that are still there."""
        found = self._meant.get(self.key(name))
        if found is None and not name.schema:
            found = self._meant.get(("", name.key))
            only = [key for key in self._meant if key[1] == name.key]
            found = found or (self._meant[only[0]] if len(only) == 1 else None)
        return found or self._schema.find(name)


def _still(table: Table, one: Meant, *, gone: bool) -> dict[str, Column]:
    """Return the columns that it had; for rows copied since, also those that were dropped: ``*`` counts them."""
    now = {column.id: column for column in table.columns.values()}
    dropped = Column("", "", "", "", "", _NOWHERE)
    return {
        key: now.get(column, dropped._replace(id=column))._replace(name=name) for key, column, name in one.columns if gone or column in now
    }
