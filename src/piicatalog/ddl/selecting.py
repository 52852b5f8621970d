"""Reads queries that only list columns of one table: what most copies and many views are, without a parser."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from piicatalog.ddl.cursor import Cursor, NotUnderstoodError, items
from piicatalog.ddl.dialects import fold
from piicatalog.ddl.lexer import QUOTED, WORD, Token, lex, name_value
from piicatalog.ddl.position import LineIndex

if TYPE_CHECKING:
    from piicatalog.ddl.dialects import Dialect
    from piicatalog.ddl.events import TableName
    from piicatalog.ddl.state import Table

_ENDS = frozenset("WHERE ORDER LIMIT OFFSET FETCH FOR ; WITH".split())
_HARD = frozenset("JOIN UNION INTERSECT EXCEPT MINUS GROUP HAVING LATERAL PIVOT UNPIVOT WINDOW QUALIFY".split())
_CONSTANT = frozenset(
    "NULL TRUE FALSE CURRENT_TIMESTAMP CURRENT_DATE CURRENT_USER SYSDATE ROWNUM DISTINCT ALL TOP CASE NOT EXISTS INTERVAL".split()
)


class Names(Protocol):
    """What the names in a query mean: the schema as it is, or as it was."""

    @property
    def dialect(self) -> "Dialect":
        """The dialect of the query."""
        ...

    @property
    def tables(self) -> "Mapping[tuple[str, str], Table]":
        """All tables by their keys."""
        ...

    @property
    def remember(self) -> "Remember | None":
        """Knows the lineage of queries from before."""
        ...

    def find(self, name: "TableName") -> "Table | None":
        """Return the table that a name means."""
        ...

    def key(self, name: "TableName") -> tuple[str, str]:
        """Return the key that a name has."""
        ...


class Remember(Protocol):
    """Keeps the lineage of queries, so that each is traced once."""

    def key(self, schema: Names, query: str) -> str:
        """Return what the lineage of a query depends on, as one text."""
        ...

    def get(self, key: str, schema: Names) -> "tuple[list[Selected], bool] | None":
        """Return what is known, or None."""
        ...

    def put(self, key: str, lineage: "tuple[list[Selected], bool]") -> None:
        """Remember it."""
        ...


class Selected(NamedTuple):
    """A column that a query gives."""

    name: str
    key: str
    type_text: str = ""
    table: "Table | None" = None
    """The table that it is copied from as it is; None when it is not a plain copy."""
    source: str = ""
    """The column's key there."""
    sources: tuple[tuple[str, str, str], ...] = ()
    """All it comes from: ids of table and column, and the kind of flow."""


def plain_select(query: str, schema: Names, also: "Table | None" = None) -> list[Selected] | None:
    """Return the columns of ``SELECT a, t.b AS c, * FROM t``; None when the query is anything more.

    ``also`` is a table that is not there any more, known by its last name.
    """
    dialect = schema.dialect
    tokens, _ = lex(query, 0, len(query), dialect)
    while len(tokens) > 1 and tokens[0].text == "(" and tokens[-1].text == ")":
        tokens = tokens[1:-1]
    if len(tokens) > 1 and tokens[0].upper == "TABLE":
        return plain_select(f"SELECT * FROM {query[tokens[1].start : tokens[-1].end]}", schema, also)  # noqa: S608 - nothing is run
    if not tokens or tokens[0].upper != "SELECT":
        return None
    depth = 0
    start = end = -1
    for index, token in enumerate(tokens):
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0 and token.upper in _HARD:
            return None
        if depth == 0 and token.upper == "FROM" and start < 0:
            start = index
        elif depth == 0 and start >= 0 and end < 0 and (token.upper in _ENDS or token.text == ";"):
            end = index
    if start < 0:
        return None
    source = Cursor(query, tokens[start + 1 : end if end >= 0 else len(tokens)], (), dialect, LineIndex(query))
    source.take("ONLY")
    if source.token.kind not in (WORD, QUOTED):
        return None
    try:
        name = source.table()
    except NotUnderstoodError:
        return None
    alias = name.key
    source.take("AS")
    if source.token.kind in (WORD, QUOTED):
        alias = source.column().key
    if not source.done:
        return None
    table = (
        also
        if also is not None and name.key == also.key[1] and (schema.find(name) is None or schema.key(name) == also.key)
        else schema.find(name)
    )
    if table is None or not table.columns:
        return None
    selected: list[Selected] = []
    first = 1 + (tokens[1].upper in ("DISTINCT", "ALL"))
    for item in items(tokens[first:start]):
        found = _item(item, table, {alias, name.key}, schema)
        if found is None:
            return None
        selected += found
    return selected


def _item(item: list[Token], table: "Table", aliases: set[str], schema: Names) -> list[Selected] | None:
    dialect = schema.dialect

    def value(token: Token) -> tuple[str, str]:
        text = name_value(token) if token.kind == QUOTED else token.text
        return text, fold(text, dialect, quoted=token.kind == QUOTED)

    if item[-1].text == "*" and (len(item) == 1 or (len(item) == 3 and value(item[0])[1] in aliases)):
        return [Selected(column.name, key, column.type_text, table, key) for key, column in table.columns.items()]
    if len(item) >= 3 and item[1].text == "." and value(item[0])[1] in aliases:
        item = item[2:]
    if item[0].kind not in (WORD, QUOTED) or item[0].upper in _CONSTANT:
        return None
    key = value(item[0])[1]
    column = table.columns.get(key)
    if column is None:
        return None
    rest = item[1:]
    if rest and rest[0].upper == "AS":
        rest = rest[1:]
        if not rest:
            return None
    if len(rest) > 1 or (rest and rest[0].kind not in (WORD, QUOTED)):
        return None
    text, new = value(rest[0]) if rest else (value(item[0])[0], key)
    return [Selected(text, new, column.type_text, table, key)]
