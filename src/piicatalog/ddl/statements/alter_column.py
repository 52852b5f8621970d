"""Reads what ALTER TABLE changes of a column: ALTER, MODIFY, CHANGE."""

from collections.abc import Iterator

from piicatalog.ddl.columns import option, read_tags, rest_of_definition
from piicatalog.ddl.cursor import Cursor, items
from piicatalog.ddl.events import AddKey, ChangeColumn, ColumnName, Event, RenameColumn, SetTag, TableName, Unmask
from piicatalog.ddl.lexer import QUOTED, WORD

_NO_COLUMN = frozenset(
    """CONSTRAINT INDEX PARTITION KEY TTL ORDER SETTING QUERY SAMPLE LOB NESTED VARRAY PRIMARY CHECK DEFAULT OPAQUE SUBPARTITION STATISTICS
    SQL REFRESH""".split()
)
_OTHER_PROPERTIES = frozenset(
    """ADD RESET ENCRYPT DECRYPT REMOVE FIRST AFTER NOT NULL DEFAULT RESTART ENABLE DISABLE INVISIBLE VISIBLE CONSTRAINT CODEC TTL MODIFY
    GENERATED UNIQUE CHECK MATERIALIZED ALIAS ENCODE COMPRESSION STATISTICS SYNC OPTIONS""".split()
)


def change_columns(cursor: Cursor, table: TableName, word: str, *, exists: bool) -> Iterator[Event]:
    """Read what follows ALTER or MODIFY, which is ``word``: one column, or several in parentheses."""
    first = cursor.token.upper
    if (
        first in _NO_COLUMN
        and (cursor.ahead().kind in (WORD, QUOTED) or cursor.ahead().text == "(")
        and not (
            first in ("KEY", "INDEX", "LOB", "SETTING", "QUERY", "NESTED", "SAMPLE")
            and cursor.dialect.name not in ("mysql", "clickhouse", "oracle", "generic")
        )
    ):
        return
    if first == "COLUMN" and len(cursor.tokens) > cursor.at + 1:
        cursor.at += 1
    if_exists = cursor.if_exists() or exists
    if cursor.token.text == "(":
        for item in items(cursor.group()):
            inner = cursor.over(item)
            inner.take("COLUMN")
            yield from _change_one(inner, table, word, exists=if_exists)
        return
    yield from _change_one(cursor, table, word, exists=if_exists)


def _change_one(cursor: Cursor, table: TableName, word: str, *, exists: bool) -> Iterator[Event]:
    name, nested = cursor.column_path()
    if nested or cursor.done:
        return
    if cursor.take("TYPE") or cursor.take("SET", "DATA", "TYPE") or (cursor.is_next("SET", "TYPE") and cursor.take("SET", "TYPE")):
        column, _, _ = rest_of_definition(cursor, name)
        yield ChangeColumn(table, name, column.type_text, column.comment or None, exists)
        return
    first = cursor.token.upper
    if first == "COMMENT":
        cursor.at += 1
        yield ChangeColumn(table, name, comment=cursor.strings() or "", if_exists=exists)
    elif first == "RENAME" and cursor.take("RENAME", "TO"):
        yield RenameColumn(table, name, cursor.column(), exists)
    elif first in ("SET", "UNSET"):
        cursor.at += 1
        yield from _set_on_column(cursor, table, name, exists=exists, unset=first == "UNSET")
    elif first == "DROP":
        if cursor.ahead().upper in ("MASKED", "MASK"):
            yield Unmask(table, name, "mask")
        elif cursor.ahead().upper == "NOT" and cursor.ahead(2).upper == "NULL":
            yield ChangeColumn(table, name, if_exists=exists, nullable=True)
    elif first in _OTHER_PROPERTIES:
        if first == "DECRYPT":
            yield Unmask(table, name, "encryption")
        column, _, _ = rest_of_definition(cursor, name)
        if column.comment or not column.nullable or first == "NULL":
            yield ChangeColumn(table, name, "", column.comment or None, exists, column.nullable if first in ("NOT", "NULL") else None)
    else:
        column, _, _ = rest_of_definition(cursor, name)
        comment = column.comment if column.comment or (word == "MODIFY" and cursor.dialect.name == "mysql") else None
        told = column.nullable if cursor.dialect.name in ("mysql", "tsql") or not column.nullable else None
        yield ChangeColumn(table, name, column.type_text, comment, exists, told)
        for tag, value in column.tags:
            yield SetTag(table, name, tag, value)


def _set_on_column(cursor: Cursor, table: TableName, name: ColumnName, *, exists: bool, unset: bool) -> Iterator[Event]:
    if cursor.take_any("TAG", "TAGS"):
        group = cursor.group() if cursor.token.text == "(" else cursor.rest()
        for tag, value in read_tags(cursor, group):
            yield SetTag(table, name, tag, "" if unset else value)
    elif cursor.take("MASKING", "POLICY") or cursor.take("MASK"):
        if unset:
            yield Unmask(table, name, "masking policy")
        else:
            yield SetTag(table, name, "masking policy", cursor.table().name)
    elif cursor.take("OPTIONS"):
        if cursor.token.text == "(":
            group = cursor.group()
            if any(token.text.lower() == "description" for token in group):
                yield ChangeColumn(table, name, comment=option(cursor, group, "description"), if_exists=exists)
    elif cursor.take("COMMENT") or cursor.take("DESCRIPTION"):
        yield ChangeColumn(table, name, comment="" if unset else cursor.strings() or "", if_exists=exists)
    elif cursor.take("NOT", "NULL"):
        yield ChangeColumn(table, name, if_exists=exists, nullable=False)


def redefine_column(cursor: Cursor, table: TableName, *, exists: bool) -> Iterator[Event]:
    """Read what follows MySQL's and Spark's CHANGE: another name, type and comment at once."""
    cursor.take("COLUMN")
    exists = cursor.if_exists() or exists
    old, new = cursor.column(), cursor.column()
    cursor.take("TYPE")
    column, _, reference = rest_of_definition(cursor, new)
    if old.key != new.key:
        yield RenameColumn(table, old, new, exists)
    # MySQL drops a comment that is not repeated.
    comment = column.comment if column.comment or cursor.dialect.name == "mysql" else None
    yield ChangeColumn(table, new, column.type_text, comment, exists, column.nullable if cursor.dialect.name == "mysql" else None)
    if reference:
        yield AddKey(table, (), reference)
