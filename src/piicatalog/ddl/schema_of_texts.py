"""Texts to a schema, for what is no migration history: each file in its order, views resolved at the end."""

from collections.abc import Iterable
from typing import NamedTuple

from piicatalog.ddl.decode import BINARY, decode
from piicatalog.ddl.dialects import Dialect, find_dialect
from piicatalog.ddl.guess import guess, guess_from_path
from piicatalog.ddl.reading import read
from piicatalog.ddl.schema import Schema
from piicatalog.ddl.state import Table
from piicatalog.ddl.views import resolve, resolve_views

_WORDS = {
    "PII901": "not understood",
    "PII902": "not read",
    "PII906": "a placeholder stands for a name",
    "PII907": "a quote is missing",
    "PII908": "unreadable",
}


class ReadSchema(NamedTuple):
    """The tables in the order of their names, and what was not read, with file:line."""

    tables: tuple[Table, ...]
    problems: tuple[str, ...]
    dialect: Dialect


def read_texts(blobs: Iterable[tuple[str, bytes]], dialect_name: str = "") -> ReadSchema:
    """Read files, given as path and content."""
    problems: list[str] = []
    texts: list[tuple[str, str]] = []
    for path, blob in blobs:
        text, problem = decode(blob)
        if problem:
            problems.append(f"{path}:1: {_WORDS['PII908']}: {problem}")
        if problem != BINARY:
            texts.append((path, text))
    if dialect_name:
        dialect = find_dialect(dialect_name)
    else:
        by_path = {guess_from_path(path) for path, _ in texts}
        dialect = find_dialect(by_path.pop()) if len(by_path) == 1 and "" not in by_path else guess(*(text for _, text in texts))
    schema = Schema(dialect, resolve=resolve)
    statements = 0
    for path, text in texts:
        reading = read(text, dialect)
        schema.file = path
        for placed in reading.events:
            schema.apply(placed)
        schema.end_of_file()
        statements += reading.statements
        problems += [f"{path}:{problem.spot.line}: {_WORDS[problem.code]}: {problem.message}" for problem in reading.problems]
    for table, pos in resolve_views(schema):
        problems.append(f"{pos.file}:{pos.line}: the columns of {table.full_name} come from a query that was not resolved")
    tables = sorted(schema.tables.values(), key=lambda table: (table.schema, table.name))
    return ReadSchema(tuple(tables), tuple(problems), dialect)
