"""Texts to a schema, for what is no migration history: each file in its order, views resolved at the end."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from piicatalog.ddl.apply import apply
from piicatalog.ddl.decode import BINARY, decode
from piicatalog.ddl.dialects import Dialect, find_dialect
from piicatalog.ddl.guess import guess_from_path, most_likely, scores
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
    by_path = {guess_from_path(path) for path, _ in texts}
    points = {} if dialect_name or (len(by_path) == 1 and "" not in by_path) else {path: scores(text) for path, text in texts}
    dialect = most_likely(points.values()) if points or not (texts or dialect_name) else find_dialect(dialect_name or by_path.pop())
    schema = Schema(dialect, resolve)
    statements = 0
    for path, text in texts:
        reading = read(text, _own(path, points.get(path, {}), dialect))
        schema.file = path
        for placed in reading.events:
            apply(schema, placed)
        schema.end_of_file()
        statements += reading.statements
        problems += [f"{path}:{problem.spot.line}: {_WORDS[problem.code]}: {problem.message}" for problem in reading.problems]
    for table, pos in resolve_views(schema):
        problems.append(f"{pos.file}:{pos.line}: the columns of {table.full_name} come from a query that was not resolved")
    tables = sorted(schema.tables.values(), key=lambda table: (table.schema, table.name))
    return ReadSchema(tuple(tables), tuple(problems), dialect)


_SURE = 4
"""Points by which a file is of another dialect than those beside it: one sign that only that dialect has."""


def _own(path: str, points: Mapping[str, int], common: Dialect) -> Dialect:
    """Return the dialect of one file: a folder may hold the schemas of several databases."""
    if not points:
        return common
    if named := guess_from_path(path):
        return find_dialect(named)
    own = most_likely([points])
    here = points[own.name]
    return own if here >= _SURE and here >= 2 * points.get(common.name, 0) else common
