"""Lineage of a query that sqlglot can't read: too much rather than nothing."""

from piicatalog.ddl.cursor import Cursor, NotUnderstoodError, items
from piicatalog.ddl.dialects import fold
from piicatalog.ddl.lexer import QUOTED, STRING, WORD, lex, name_value
from piicatalog.ddl.position import LineIndex
from piicatalog.ddl.selecting import Names, Selected
from piicatalog.ddl.state import Table


def by_words(schema: Names, query: str) -> list[Selected]:
    """Return the columns that a query's first list names, each from every column of every table named."""
    dialect = schema.dialect
    tokens, _ = lex(query, 0, len(query), dialect)
    sources: dict[tuple[str, str, str], None] = {}
    cursor = Cursor(query, tokens, (), dialect, LineIndex(query))
    tables: list[Table] = []
    for index, token in enumerate(tokens):
        if token.upper in ("FROM", "JOIN", ","):
            cursor.at = index + 1
            try:
                table = schema.find(cursor.table())
            except NotUnderstoodError:
                continue
            if table is not None and table not in tables:
                tables.append(table)
                sources.update(dict.fromkeys((table.id, column.id, "transform") for column in table.columns.values()))
    depth, start, end = 0, -1, len(tokens)
    for index, token in enumerate(tokens):
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0 and token.upper == "SELECT" and start < 0:
            start = index + 1
        elif depth == 0 and token.upper == "FROM" and start >= 0:
            end = index
            break
    found: dict[str, Selected] = {}
    for item in items(tokens[start:end]) if start >= 0 else ():
        last = item[-1]
        if last.text == "*":
            for table in tables:
                for key, column in table.columns.items():
                    found.setdefault(key, Selected(column.name, key, column.type_text, table, key, ((table.id, column.id, "copy"),)))
        elif last.kind in (WORD, QUOTED, STRING):
            text = name_value(last) if last.kind != WORD else last.text
            key = fold(text, dialect, quoted=last.kind != WORD)
            found.setdefault(key, Selected(text, key, sources=tuple(sources)))
    return list(found.values())
