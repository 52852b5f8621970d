"""Reads what ALTER TABLE drops."""

from collections.abc import Iterator

from piicatalog.ddl.cursor import Cursor
from piicatalog.ddl.events import DropColumn, Event, TableName, Unmask

NO_COLUMN = frozenset(
    "CONSTRAINT PRIMARY FOREIGN INDEX KEY CHECK PARTITION PARTITIONS UNIQUE FULLTEXT SPATIAL DEFAULT PERIOD SYSTEM STATISTICS PROJECTION "
    "SUPPLEMENTAL SEARCH ROW CLUSTERING IDENTITY TAG AGGREGATION DATA STORAGE RULE SUBPARTITION VALUES CONNECTION SIGNATURE FILES OVERFLOW ALL DEFERRED MATERIALIZED".split()
)
"""Words after DROP that do not begin the name of a column."""


def drop_columns(cursor: Cursor, table: TableName, *, exists: bool) -> Iterator[Event]:
    """Read what follows DROP."""
    word = cursor.token.upper
    following = cursor.ahead()
    if word in NO_COLUMN and not (cursor.done or len(cursor.tokens) == cursor.at + 1):
        if word == "ROW" and following.upper == "ACCESS":
            yield Unmask(table, None, "row access policy")
        return
    if word in NO_COLUMN and cursor.dialect.name == "mysql":
        return
    if word in ("ALL", "PRIMARY") or (word == "UNUSED" and following.upper == "COLUMNS"):
        return
    if cursor.token.text != "(" and word in ("COLUMN", "COLUMNS") and len(cursor.tokens) != cursor.at + 1:
        cursor.at += 1
    if_exists = cursor.if_exists() or exists
    for name in cursor.names():
        yield DropColumn(table, name, if_exists, cursor.token.upper == "CASCADE")
