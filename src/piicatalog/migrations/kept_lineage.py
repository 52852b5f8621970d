"""Remembers what a query's columns come from, by the query and the tables that it names: the slowest part of a check with views."""

import re
from hashlib import sha256
from typing import Any

from piicatalog.ddl.reading import READER_VERSION
from piicatalog.ddl.selecting import Names, Selected
from piicatalog.migrations.cache import Kept

_WORD = re.compile(r"\w+")
Lineage = tuple[list[Selected], bool]


class Remembered:
    """The lineage of queries, in this check and in earlier ones."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._here: dict[str, Any] = {}

    def key(self, schema: Names, query: str) -> str:
        """Return what the lineage of a query depends on: its text, and all tables of whose names a word stands in it."""
        words = set(_WORD.findall(query.lower()))
        named = sorted(
            (table.id, key, tuple((name, column.id, column.name, column.type_text) for name, column in table.columns.items()))
            for key, table in schema.tables.items()
            if not words.isdisjoint(_WORD.findall(key[1].lower()))
        )
        text = f"{READER_VERSION} {schema.dialect.name}\n{query}\n{named}"
        return f"lineage {sha256(text.encode(errors='surrogatepass')).hexdigest()}"

    def get(self, key: str, schema: Names) -> Lineage | None:
        """Return what is known, or None."""
        data = self._here.get(key) or self._kept.facts([key]).get(key)
        try:
            return None if data is None else _load(data, schema)
        except (ValueError, TypeError, KeyError, IndexError):
            return None

    def put(self, key: str, lineage: Lineage) -> None:
        """Remember it."""
        columns, known = lineage
        rows = [
            [one.name, one.key, one.type_text, one.table.key if one.table else None, one.source, [list(source) for source in one.sources]]
            for one in columns
        ]
        self._here[key] = data = [rows, known]
        self._kept.keep_fact(key, data)


def _load(data: Any, schema: Names) -> Lineage:
    rows, known = data
    columns = [
        Selected(
            name,
            key,
            type_text,
            None if table is None else schema.tables[table[0], table[1]],
            source,
            tuple((one[0], one[1], one[2]) for one in sources),
        )
        for name, key, type_text, table, source, sources in rows
    ]
    return columns, bool(known)
