"""Reads ALTER SCHEMA, TYPE, DOMAIN and SESSION."""

from collections.abc import Iterator

from piicatalog.ddl.cursor import Cursor
from piicatalog.ddl.events import Event, RenameSchema, RenameType, SetSchema, UseSchema


def alter_schema(cursor: Cursor) -> Iterator[Event]:
    """Read ALTER SCHEMA, TYPE, DOMAIN and SESSION as far as they touch tables."""
    cursor.at += 1
    kind = cursor.token.upper
    cursor.at += 1
    if kind in {"SCHEMA", "DATABASE"}:
        cursor.if_exists()
        name = cursor.column()
        if cursor.take("RENAME", "TO"):
            yield RenameSchema(name, cursor.column())
        elif cursor.take("TRANSFER"):
            if cursor.take_any("OBJECT", "TYPE"):
                cursor.take("::")
            yield SetSchema(cursor.table(), name)
    elif kind in ("TYPE", "DOMAIN"):
        old = cursor.table()
        if cursor.take("RENAME", "TO"):
            yield RenameType(old.name, cursor.table().name)
        elif cursor.tokens[-1].upper == "CASCADE" and any(token.upper == "ATTRIBUTE" for token in cursor.tokens):
            cursor.doubts.append("the tables OF this type change with it")
    elif kind == "SESSION" and cursor.take("SET", "CURRENT_SCHEMA"):
        cursor.take("=")
        table = cursor.table()
        yield UseSchema(table.name, table.key)
