"""Reads the statements that rename tables by themselves: RENAME, EXCHANGE."""

from collections.abc import Iterator

from piicatalog.ddl.cursor import Cursor, NotUnderstoodError, items
from piicatalog.ddl.events import Event, RenameTable, Swap


def rename(cursor: Cursor) -> Iterator[Event]:
    """Read RENAME TABLE a TO b, c TO d and Oracle's RENAME a TO b."""
    cursor.at += 1
    named = cursor.take_any("TABLE", "TABLES", "VIEW")
    exists = cursor.if_exists()
    if not named and cursor.token.upper in ("USER", "DATABASE", "DICTIONARY", "COLUMN"):
        return
    for item in items(cursor.rest()):
        inner = cursor.over(item)
        old = inner.table()
        if not inner.take_any("TO", "AS"):
            raise NotUnderstoodError("RENAME … TO expected")
        new = inner.table()
        yield RenameTable(old, new, exists)


def exchange(cursor: Cursor) -> Iterator[Event]:
    """Read ClickHouse's EXCHANGE TABLES a AND b."""
    cursor.at += 1
    if cursor.take_any("TABLES", "TABLE"):
        first = cursor.table()
        cursor.expect("AND")
        yield Swap(first, cursor.table())
