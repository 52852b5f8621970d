"""Reads what sets the schema of unqualified names: USE, SET search_path, set_config."""

import re
from collections.abc import Iterator

from piicatalog.ddl.cursor import Cursor, items
from piicatalog.ddl.dialects import fold
from piicatalog.ddl.events import Event, UseSchema
from piicatalog.ddl.lexer import QUOTED, STRING, WORD, string_value


def use(cursor: Cursor) -> Iterator[Event]:
    """Read USE [SCHEMA|DATABASE] x."""
    cursor.at += 1
    word = cursor.take_any("SCHEMA", "DATABASE", "WAREHOUSE", "ROLE", "CATALOG", "NAMESPACE", "SECONDARY")
    if (
        word in ("WAREHOUSE", "ROLE", "SECONDARY", "CATALOG")
        or (cursor.dialect.name == "tsql")
        or (word == "DATABASE" and cursor.dialect.name == "snowflake")
    ):
        return
    table = cursor.table()
    yield UseSchema(table.name, table.key)


def set_schema(cursor: Cursor) -> Iterator[Event]:
    """Read SET search_path and SET SCHEMA; the first schema named is where tables are made."""
    cursor.at += 1
    cursor.take_any("LOCAL", "SESSION")
    if cursor.take_any("SEARCH_PATH", "SCHEMA", "CURRENT_SCHEMA"):
        cursor.take_any("TO", "=")
        if cursor.token.upper in ("DEFAULT", "") and cursor.token.kind not in (QUOTED, STRING):
            yield UseSchema("", "")
            return
        for item in items(cursor.rest()):
            inner = cursor.over(item)
            token = inner.token
            name = string_value(token, cursor.dialect) if token.kind == STRING else inner.part()[0] if token.kind in (WORD, QUOTED) else ""
            if name and not name.startswith("$"):
                yield UseSchema(name, fold(name, cursor.dialect, quoted=token.kind != WORD))
                return
        yield UseSchema("", "")


def set_config(text: str) -> Iterator[Event]:
    """Read pg_dump's SELECT pg_catalog.set_config('search_path', '', false)."""
    match = re.search(r"set_config\s*\(\s*'search_path'\s*,\s*'([^',]*)", text, re.IGNORECASE)
    if match:
        name = match[1].strip().strip('"')
        yield UseSchema(name, name)
