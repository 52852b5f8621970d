"""Reads CREATE VIEW from its name on."""

from collections.abc import Iterator

from piicatalog.ddl.columns import option, read_list, read_tags
from piicatalog.ddl.cursor import Cursor, NotUnderstoodError, items
from piicatalog.ddl.events import ColumnDefinition, CreateTable, CreateView, Event, SetTag
from piicatalog.ddl.lexer import QUOTED, STRING, WORD
from piicatalog.ddl.statements.query import begins_cte, begins_query, read_query

_NO_COLUMN = frozenset("CONSTRAINT INDEX PRIMARY UNIQUE FOREIGN PROJECTION".split())


def create_view(cursor: Cursor, words: set[str]) -> Iterator[Event]:
    """Read a view; ``words`` stood before VIEW."""
    exists = cursor.if_not_exists()
    if cursor.is_next("LOG", "ON"):
        return
    table = cursor.table()
    names: tuple[ColumnDefinition, ...] = ()
    comment, target = "", None
    tags: list[tuple[str, str]] = []
    while not cursor.done:
        token = cursor.token
        if token.text == "(" and not begins_query(cursor):
            group = cursor.group()
            if not names:
                own = [item for item in items(group) if item[0].kind in (WORD, QUOTED, STRING) and item[0].upper not in _NO_COLUMN]
                names = read_list(cursor, own).columns
        elif token.upper == "AS" or (
            (token.text == "(" or token.upper == "SELECT" or (token.upper == "WITH" and begins_cte(cursor))) and begins_query(cursor)
        ):
            if token.upper == "AS":
                cursor.at += 1
                if not begins_query(cursor):
                    continue
            text, offset = read_query(cursor)
            materialized = bool(words & {"MATERIALIZED", "DYNAMIC"})
            yield CreateView(
                table,
                text,
                offset,
                names,
                "materialized_view" if materialized else "view",
                bool(words & {"TEMP", "TEMPORARY"}),
                exists,
                bool(words & {"REPLACE", "ALTER"}),
                comment,
                target,
            )
            for name, value in tags:
                yield SetTag(table, None, name, value)
            return
        elif token.upper in ("OPTIONS", "TBLPROPERTIES", "WITH") and cursor.ahead().text == "(":
            cursor.at += 1
            comment = option(cursor, cursor.group(), "description") or comment
        elif token.upper == "COMMENT":
            cursor.at += 1
            cursor.take("=")
            comment = cursor.strings() or ""
        elif token.upper == "TO" and cursor.ahead().kind in (WORD, QUOTED):
            cursor.at += 1
            target = cursor.table()
        elif token.upper == "TAG" and cursor.ahead().text == "(":
            cursor.at += 1
            tags = read_tags(cursor, cursor.group())
        else:
            cursor.at += 1
    if names:  # a stream or external view without a query
        yield CreateTable(table, names, "view", comment=comment)
        return
    raise NotUnderstoodError("a view without a query")
