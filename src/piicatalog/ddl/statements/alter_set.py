"""Reads ALTER TABLE … SET and UNSET: schema, tags, comment."""

from collections.abc import Iterator

from piicatalog.ddl.columns import option, read_tags
from piicatalog.ddl.cursor import Cursor
from piicatalog.ddl.events import CommentTable, DropColumn, Event, SetSchema, SetTag, TableName


def set_property(cursor: Cursor, table: TableName, *, exists: bool, unset: bool) -> Iterator[Event]:
    """Read what follows SET or UNSET."""
    if cursor.take("SCHEMA"):
        yield SetSchema(table, cursor.column(), exists)
    elif cursor.take_any("TAG", "TAGS"):
        group = cursor.group() if cursor.token.text == "(" else cursor.rest()
        for tag, value in read_tags(cursor, group):
            yield SetTag(table, None, tag, "" if unset else value)
    elif cursor.take("UNUSED"):
        cursor.take("COLUMN")
        for name in cursor.names():
            yield DropColumn(table, name, exists)
    elif cursor.take("COMMENT"):
        cursor.take("=")
        yield CommentTable(table, "" if unset else cursor.strings() or "")
    elif cursor.take_any("TBLPROPERTIES", "OPTIONS") and cursor.token.text == "(":
        group = cursor.group()
        text = option(cursor, group, "comment") or option(cursor, group, "description")
        if text:
            yield CommentTable(table, text)
