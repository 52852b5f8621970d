"""Reads UPDATE."""

from collections.abc import Iterator

from piicatalog.ddl.cursor import Cursor
from piicatalog.ddl.events import CopyColumns, Event
from piicatalog.ddl.lexer import QUOTED, WORD


def update(cursor: Cursor) -> Iterator[Event]:
    """Read UPDATE a SET b = c, kept as text."""
    first, last = cursor.token, cursor.tokens[-1]
    cursor.at += 1
    cursor.take_any("ONLY", "LOW_PRIORITY", "IGNORE")
    if cursor.token.kind not in (WORD, QUOTED) or cursor.token.upper == "STATISTICS":
        return
    table = cursor.table()
    at = next((index for index in range(cursor.at, len(cursor.tokens)) if cursor.tokens[index].upper == "SET"), -1)
    values = cursor.tokens[at + 1 :] if at >= 0 else []
    names_another = any(
        token.kind in (WORD, QUOTED)
        and index
        and values[index - 1].text in ("=", ".", "(", "|")
        and token.upper not in ("NULL", "DEFAULT", "TRUE", "FALSE", "NOW", "CURRENT_TIMESTAMP")
        for index, token in enumerate(values)
    )
    if names_another:
        yield CopyColumns(table, cursor.text[first.start : last.end], first.start)
