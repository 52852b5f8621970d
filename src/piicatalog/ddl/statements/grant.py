"""Reads GRANT."""

from collections.abc import Iterator

from piicatalog.ddl.cursor import Cursor, items
from piicatalog.ddl.events import Event, Grant
from piicatalog.ddl.lexer import QUOTED, STRING, WORD

_KINDS = ("TABLE", "OBJECT", "VIEW")
_OTHER_KINDS = tuple("ALL SCHEMA DATABASE SEQUENCE FUNCTION PROCEDURE TYPE DOMAIN LANGUAGE WAREHOUSE ROUTINE".split())


def grant(cursor: Cursor) -> Iterator[Event]:
    """Read GRANT SELECT ON a, b TO c, d."""
    at = next((index for index, token in enumerate(cursor.tokens) if token.upper == "ON"), -1)
    to = next((index for index, token in enumerate(cursor.tokens) if token.upper == "TO" and index > at), -1)
    if at < 0 or to < 0:
        return
    cursor.at = at + 1
    kind = cursor.take_any(*_KINDS, *_OTHER_KINDS)
    if kind not in ("", *_KINDS) or cursor.token.text == "*":
        return
    while cursor.take(":"):
        pass
    cursor.take("::")
    tables = [
        cursor.over(item).table()
        for item in items(cursor.tokens[cursor.at : to])
        if item[0].kind in (WORD, QUOTED) and item[-1].text != "*"
    ]
    for item in items(cursor.tokens[to + 1 :]):
        inner = cursor.over(item)
        inner.take_any("ROLE", "USER", "GROUP")
        if inner.token.kind in (WORD, QUOTED, STRING):
            role = inner.part()[0]
            for table in tables:
                yield Grant(table, role)
