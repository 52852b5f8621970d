"""Finds the query that a table or view is made of."""

from piicatalog.ddl.cursor import Cursor, NotUnderstoodError
from piicatalog.ddl.lexer import QUOTED, WORD

_QUERY = frozenset("SELECT WITH VALUES TABLE FROM EXECUTE SHOW DESCRIBE".split())
_AFTER_QUERY = tuple(
    tuple(words.split()) for words in ("WITH NO DATA", "WITH DATA", "WITH CHECK OPTION", "WITH READ ONLY", "WITH NO SCHEMA BINDING")
)


def begins_query(cursor: Cursor) -> bool:
    """Whether a query stands here, with or without parentheses."""
    at = 0
    while cursor.ahead(at).text == "(":
        at += 1
    return cursor.ahead(at).upper in _QUERY


def begins_cte(cursor: Cursor) -> bool:
    """Whether the WITH that stands here names a query, not options."""
    return (
        cursor.ahead().kind in (WORD, QUOTED)
        and (cursor.ahead(2).upper == "AS" or cursor.ahead().upper == "RECURSIVE")
        and cursor.ahead(3).text == "("
    )


def read_query(cursor: Cursor) -> tuple[str, int]:
    """Return the query that begins here, with or without parentheses, and its offset."""
    first = cursor.token
    if cursor.done:
        raise NotUnderstoodError("query expected")
    end = len(cursor.tokens)
    while end > cursor.at + 1 and cursor.tokens[end - 1].text == ";":
        end -= 1
    for words in _AFTER_QUERY:
        if tuple(token.upper for token in cursor.tokens[max(0, end - len(words)) : end]) == words:
            end -= len(words)
    last = cursor.tokens[max(end - 1, cursor.at)]
    cursor.at = len(cursor.tokens)
    return cursor.text[first.start : last.end], first.start
