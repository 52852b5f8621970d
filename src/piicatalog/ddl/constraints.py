"""Reads the keys among a table's columns, and tells constraints and indexes from columns."""

from collections.abc import Sequence

from piicatalog.ddl.cursor import Cursor
from piicatalog.ddl.events import Reference
from piicatalog.ddl.lexer import QUOTED, WORD, Token


def is_constraint(item: Sequence[Token], dialect: str) -> bool:
    """Whether an item of a table's list is a constraint or index; a quoted first word is always a column."""
    first = item[0]
    if first.kind != WORD:
        return False
    word = first.upper
    second = item[1] if len(item) > 1 else first
    third = item[2].upper if len(item) > 2 else ""
    if word == "CONSTRAINT":
        return len(item) > 2
    if word == "PRIMARY":
        return second.upper == "KEY"
    if word == "FOREIGN":
        return second.upper == "KEY"
    if word == "CHECK":
        return second.text == "("
    if word == "UNIQUE":
        return (
            second.text == "(" or second.upper in ("KEY", "INDEX", "CLUSTERED", "NONCLUSTERED", "NULLS", "HASH", "WITHOUT") or third == "("
        )
    if word == "EXCLUDE":
        return second.upper == "USING" or second.text == "("
    if word == "PERIOD":
        return second.upper == "FOR"
    if word in ("KEY", "INDEX"):
        return len(item) > 1 and _is_index(item, dialect)
    if word in ("FULLTEXT", "SPATIAL", "VECTOR"):
        return second.upper in ("KEY", "INDEX") or (dialect == "mysql" and (second.text == "(" or third == "("))
    if word == "PROJECTION":
        return third == "(" and len(item) > 3 and item[3].upper == "SELECT"
    if word == "SUPPLEMENTAL":
        return second.upper == "LOG"
    if word in ("CLUSTERED", "NONCLUSTERED"):
        return second.upper in ("COLUMNSTORE", "INDEX")
    return False


def _is_index(item: Sequence[Token], dialect: str) -> bool:
    if dialect in ("postgres", "redshift", "sqlite", "oracle", "bigquery", "databricks", "duckdb"):
        return False
    if dialect in ("tsql", "clickhouse"):
        return item[0].upper == "INDEX" and item[1].kind in (WORD, QUOTED) and len(item) > 2
    # KEY name (column) names columns where key varchar(20) has a number.
    opens = next((index for index, token in enumerate(item) if token.text == "("), -1)
    return 0 < opens < len(item) - 1 and (item[opens + 1].kind in (WORD, QUOTED) or item[opens + 1].text == "(")


def constraint(cursor: Cursor) -> tuple[tuple[str, ...], Reference | None]:
    """Read a table constraint: the columns of a primary key, or a foreign key."""
    if cursor.take("CONSTRAINT") and not cursor.is_next("PRIMARY") and not cursor.is_next("FOREIGN"):
        cursor.at += 1
    if cursor.take("PRIMARY", "KEY"):
        while not cursor.done and cursor.token.text != "(":
            cursor.at += 1
        return (tuple(name.key for name in cursor.names_in_group()) if not cursor.done else ()), None
    if cursor.take("FOREIGN", "KEY"):
        cursor.if_not_exists()
        while not cursor.done and cursor.token.text != "(":
            cursor.at += 1
        columns = tuple(name.key for name in cursor.names_in_group())
        if cursor.take("REFERENCES"):
            return (), reference(cursor, columns)
    return (), None


def reference(cursor: Cursor, columns: tuple[str, ...]) -> Reference | None:
    """Read what follows REFERENCES; None where no table is named."""
    if cursor.token.kind not in (WORD, QUOTED):
        return None
    table = cursor.table()
    referred = tuple(name.key for name in cursor.names_in_group()) if cursor.token.text == "(" else ()
    return Reference(columns, table, referred)
