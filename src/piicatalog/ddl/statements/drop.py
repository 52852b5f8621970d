"""Reads DROP."""

from collections.abc import Iterator

from piicatalog.ddl.cursor import Cursor, items
from piicatalog.ddl.events import DropSchema, DropTable, Event, SetTag, Unmask

_BEFORE_KIND = frozenset("MATERIALIZED FOREIGN EXTERNAL TEMPORARY TEMP DYNAMIC LIVE STREAMING ICEBERG HYBRID SNAPSHOT EVENT".split())


def drop(cursor: Cursor) -> Iterator[Event]:
    """Read DROP TABLE a, b; DROP VIEW; DROP SCHEMA."""
    cursor.at += 1
    materialized = cursor.token.upper == "MATERIALIZED"
    while cursor.token.upper in _BEFORE_KIND:
        cursor.at += 1
    kind = cursor.take_any("TABLE", "TABLES", "VIEW", "SCHEMA", "DATABASE", "ROW", "MASKING", "POLICY", "SENSITIVITY")
    if kind == "SENSITIVITY":
        cursor.take("CLASSIFICATION", "FROM")
        for item in items(cursor.rest()):
            table, column = cursor.over(item).column_of_table()
            yield SetTag(table, column, "sensitivity", "")
        return
    if kind in ("ROW", "MASKING"):
        return
    if kind == "POLICY":
        cursor.if_exists()
        cursor.column()
        if cursor.take("ON"):
            yield Unmask(cursor.table(), None, "row level security policy")
        return
    if not kind:
        return
    exists = cursor.if_exists()
    if kind in ("SCHEMA", "DATABASE"):
        for item in items(cursor.rest()):
            yield DropSchema(cursor.over(item).column(), exists)
        return
    cascade = cursor.tokens[-1].upper == "CASCADE"
    for item in items(cursor.rest()):
        yield DropTable(
            cursor.over(item).table(), exists, "materialized_view" if materialized else "table" if kind != "VIEW" else "view", cascade
        )
