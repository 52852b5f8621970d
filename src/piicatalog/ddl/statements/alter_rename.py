"""Reads what ALTER TABLE renames."""

from collections.abc import Iterator

from piicatalog.ddl.cursor import Cursor, NotUnderstoodError
from piicatalog.ddl.events import Event, RenameColumn, RenameTable, TableName


def rename_within(cursor: Cursor, table: TableName, *, exists: bool) -> Iterator[Event]:
    """Read what follows RENAME: the table itself or a column."""
    word = cursor.token.upper
    if cursor.take_any("TO", "AS", "=") and not (word != "=" and cursor.is_next("TO")):
        yield RenameTable(table, cursor.table(), exists)
        return
    if word in ("CONSTRAINT", "INDEX", "KEY", "PARTITION", "SUBPARTITION", "ATTRIBUTE", "TRIGGER", "RULE") and cursor.ahead().upper not in (
        "TO",
        "AS",
    ):
        return
    if len(cursor.tokens) == cursor.at + 1:
        yield RenameTable(table, cursor.table(), exists)
        return
    if word == "COLUMN" and cursor.ahead().upper not in ("TO", "AS"):
        cursor.at += 1
    if_exists = cursor.if_exists() or exists
    old, nested = cursor.column_path()
    if not cursor.take_any("TO", "AS"):
        if cursor.done:
            yield RenameTable(table, TableName("", old.name, "", old.key, old.spot), exists)
            return
        raise NotUnderstoodError("RENAME … TO expected")
    new, _ = cursor.column_path()
    if not nested:
        yield RenameColumn(table, old, new, if_exists)
