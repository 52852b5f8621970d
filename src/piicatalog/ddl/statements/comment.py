"""Reads what is said of tables and columns: COMMENT ON, T-SQL's sensitivity."""

from collections.abc import Iterator

from piicatalog.ddl.cursor import Cursor, NotUnderstoodError, items
from piicatalog.ddl.events import ChangeColumn, CommentTable, Event, SetTag
from piicatalog.ddl.lexer import STRING, string_value


def comment_on(cursor: Cursor) -> Iterator[Event]:
    """Read COMMENT ON COLUMN a.b IS '…' and its like on tables."""
    cursor.at += 1
    cursor.if_exists()
    if not cursor.take("ON"):
        return
    cursor.take_any("MATERIALIZED", "FOREIGN", "EXTERNAL")
    kind = cursor.take_any("COLUMN", "TABLE", "VIEW")
    exists = cursor.if_exists()
    if kind == "COLUMN":
        table, column = cursor.column_of_table()
        if not cursor.take("IS"):
            raise NotUnderstoodError("IS expected")
        yield ChangeColumn(table, column, comment=cursor.strings() or "", if_exists=exists)
    elif kind:
        table = cursor.table()
        if not cursor.take("IS"):
            raise NotUnderstoodError("IS expected")
        yield CommentTable(table, cursor.strings() or "")


def sensitivity(cursor: Cursor) -> Iterator[Event]:
    """Read T-SQL's ADD SENSITIVITY CLASSIFICATION TO a.b WITH (LABEL = '…', INFORMATION_TYPE = '…')."""
    cursor.at += 4
    at = next((index for index in range(cursor.at, len(cursor.tokens)) if cursor.tokens[index].upper == "WITH"), len(cursor.tokens))
    values = [string_value(token, cursor.dialect) for token in cursor.tokens[at:] if token.kind == STRING]
    for item in items(cursor.tokens[cursor.at : at]):
        table, column = cursor.over(item).column_of_table()
        yield SetTag(table, column, "sensitivity", ", ".join(values) or "classified")
