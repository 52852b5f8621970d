"""Reads INSERT, also after WITH; of VALUES there is nothing to say."""

from collections.abc import Iterator

from piicatalog.ddl.cursor import Cursor
from piicatalog.ddl.events import ColumnName, CopyRows, Event

_BEFORE_TABLE = frozenset("IGNORE OR REPLACE ABORT FAIL ROLLBACK INTO OVERWRITE TABLE LOW_PRIORITY DELAYED HIGH_PRIORITY ALL TOP".split())
_AFTER_COLUMNS = frozenset("SELECT WITH ( VALUES TABLE DEFAULT EXEC EXECUTE SET".split())


def insert(cursor: Cursor) -> Iterator[Event]:
    """Read INSERT INTO a (b, c) SELECT …."""
    cursor.at += 1
    while cursor.token.upper in _BEFORE_TABLE:
        cursor.at += 1
    table = cursor.table()
    if cursor.take("AS"):
        cursor.column()
    columns: tuple[ColumnName, ...] = ()
    if cursor.token.text == "(" and cursor.ahead().upper not in ("SELECT", "WITH", "("):
        columns = tuple(cursor.names_in_group())
    while not cursor.done and cursor.token.upper not in _AFTER_COLUMNS:
        if cursor.token.text == "(":
            cursor.group()
        cursor.at += 1
    if cursor.token.upper in ("SELECT", "WITH", "TABLE") or (cursor.token.text == "(" and cursor.ahead().upper in ("SELECT", "WITH")):
        first, last = cursor.token, cursor.tokens[-1]
        yield CopyRows(table, columns, cursor.text[first.start : last.end], first.start)


def insert_after_with(cursor: Cursor, index: int) -> Iterator[Event]:
    """Read WITH a AS (…) INSERT INTO b SELECT … FROM a."""
    start = cursor.tokens[0].start
    prefix = cursor.text[start : cursor.tokens[index].start]
    for event in insert(cursor.over(cursor.tokens[index:])):
        yield event._replace(query=f"{prefix} {event.query}", query_offset=start) if isinstance(event, CopyRows) else event
