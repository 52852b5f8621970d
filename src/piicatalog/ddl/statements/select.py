"""Reads SELECT where it makes a table, copies rows or calls a routine."""

from collections.abc import Iterator

from piicatalog.ddl.cursor import Cursor, items
from piicatalog.ddl.events import AddColumn, Call, ColumnDefinition, CreateTable, Event, TableName
from piicatalog.ddl.lexer import QUOTED, STRING, WORD, string_value
from piicatalog.ddl.statements.insert import insert_after_with


def select(cursor: Cursor) -> Iterator[Event]:
    """Read SELECT … INTO table FROM …, a table made of a query; WITH … INSERT; SELECT f()."""
    depth = 0
    for index, token in enumerate(cursor.tokens):
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0 and token.upper == "FROM":
            break
        if depth == 0 and token.upper == "INTO" and index and cursor.tokens[index - 1].upper in ("INSERT", "REPLACE", "IGNORE"):
            yield from insert_after_with(cursor, index - 1)
            return
        if depth == 0 and token.upper == "INTO":
            cursor.at = index + 1
            temporary = bool(cursor.take_any("TEMP", "TEMPORARY"))
            cursor.take_any("UNLOGGED")
            cursor.take("TABLE")
            if (
                cursor.token.kind not in (WORD, QUOTED)
                or cursor.token.text.startswith(("@", ":"))
                or cursor.token.upper in ("OUTFILE", "DUMPFILE", "STRICT")
            ):
                return
            table = cursor.table()
            if cursor.token.upper != "FROM" and not cursor.done and cursor.token.text == ",":
                return
            first, last = cursor.tokens[0], cursor.tokens[-1]
            gap = " " * (cursor.tokens[cursor.at - 1].end - token.start)
            query = cursor.text[first.start : token.start] + gap + cursor.text[cursor.tokens[cursor.at - 1].end : last.end]
            yield CreateTable(table, temporary=temporary or table.name.startswith("#"), query=query, query_offset=first.start)
            return
    if cursor.token.upper == "SELECT" and cursor.ahead().kind in (WORD, QUOTED):
        inner = cursor.over(cursor.tokens[1:])
        name = inner.table()
        if inner.token.text == "(":
            if name.name.lower() in ("addgeometrycolumn", "dropgeometrycolumn"):
                yield from _geometry(inner)
            else:
                yield Call(name.name.lower())


def _geometry(cursor: Cursor) -> Iterator[Event]:
    """PostGIS: AddGeometryColumn([schema,] table, column, srid, type, dimension)."""
    texts = [item[0] for item in items(cursor.group()) if item]
    strings = [token for token in texts if token.kind == STRING]
    names = strings[:-1] if len(strings) > 2 else strings
    if len(names) < 2:
        return
    made = [(string_value(token, cursor.dialect), cursor.lines.spot(token.start + 1, token.end - 1)) for token in names]
    table, column = made[-2], made[-1]
    schema = made[0][0] if len(made) > 2 else ""
    yield AddColumn(
        TableName(schema, table[0], schema.lower(), table[0].lower(), table[1]),
        ColumnDefinition(column[0], column[0].lower(), column[1], "geometry"),
    )
