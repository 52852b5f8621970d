"""Reads what ALTER TABLE adds: columns and keys."""

from collections.abc import Iterator

from piicatalog.ddl.columns import rest_of_definition
from piicatalog.ddl.constraints import constraint, is_constraint
from piicatalog.ddl.cursor import Cursor, NotUnderstoodError, items
from piicatalog.ddl.events import AddColumn, AddKey, Event, TableName
from piicatalog.ddl.lexer import QUOTED, STRING, WORD

_MAYBE_NO_COLUMN = frozenset("PARTITION SEARCH ROW PERIOD SUPPLEMENTAL SYSTEM PROJECTION STATISTICS CLUSTERING DATA AGGREGATION".split())
_AFTER_THEM = frozenset("OPTIMIZATION ACCESS FOR LOG VERSIONING IF METRIC POLICY PARTITION RANGE VALUES".split())


def add(cursor: Cursor, table: TableName, *, exists: bool) -> Iterator[Event]:
    """Read what follows ADD: one column or key, or several in parentheses."""
    word = cursor.token.upper
    following = cursor.ahead()
    if (
        word in _MAYBE_NO_COLUMN
        and (following.upper in _AFTER_THEM or following.text == "(" or word in ("PARTITION", "PROJECTION"))
        and cursor.dialect.name != "postgres"
    ):
        return
    if cursor.is_next("COLUMNS", "("):
        cursor.at += 1
    if word == "TABLE" or (word == "VALUE" and cursor.dialect.name == "postgres" and following.kind == STRING):
        return
    named = cursor.take("COLUMN") if following.text != "(" or word == "COLUMN" else False
    if_not_exists = cursor.if_not_exists()
    if cursor.token.text == "(":
        for item in items(cursor.group()):
            yield from add_item(cursor.over(item), table, exists=exists, if_not_exists=if_not_exists)
        return
    yield from add_item(cursor, table, exists=exists, if_not_exists=if_not_exists, named=named)


def add_item(cursor: Cursor, table: TableName, *, exists: bool, if_not_exists: bool = False, named: bool = False) -> Iterator[Event]:
    """Read one column or key; ``named``: the word COLUMN stood before it."""
    if not named and cursor.is_next("COLUMN") and cursor.ahead().kind in (WORD, QUOTED) and len(cursor.tokens) > cursor.at + 2:
        cursor.at += 1
        if_not_exists = cursor.if_not_exists() or if_not_exists
    rest = cursor.tokens[cursor.at :]
    if not rest:
        raise NotUnderstoodError("a column expected")
    if not named and (is_constraint(rest, cursor.dialect.name) or rest[0].upper == "CONSTRAINT"):
        key, reference = constraint(cursor.over(rest))
        if key or reference:
            yield AddKey(table, key, reference)
        return
    if (
        not named
        and rest[0].upper in ("INDEX", "KEY", "DEFAULT", "MASKED")
        and cursor.dialect.name in ("mysql", "tsql", "clickhouse", "generic")
        and len(rest) > 2
    ):
        return
    name, nested = cursor.column_path()
    if nested:
        return  # a field of a struct
    column, primary, reference = rest_of_definition(cursor, name)
    note = " ".join(comment.text for comment in cursor.comments if _beside(cursor, comment.start))
    if note:
        column = column._replace(note=note)
    yield AddColumn(table, column, if_not_exists, exists)
    if primary:
        yield AddKey(table, (column.key,))
    if reference:
        yield AddKey(table, (), reference)


def _beside(cursor: Cursor, offset: int) -> bool:
    """Whether a comment stands on the line where this item ends, or within it."""
    begin, end = cursor.tokens[0].start, cursor.tokens[-1].end
    return offset > begin and (offset < end or "\n" not in cursor.text[end:offset])
