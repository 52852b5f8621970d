"""Keeps what was read of a file, by git's id of its content: plain JSON in SQLite, safe to delete.

Nothing of a row's values is in it: events hold names, types, comments and the texts of queries.
"""

import json
import sqlite3
from pathlib import Path
from typing import Any, Self

from piicatalog.ddl import events as ev
from piicatalog.ddl.position import Spot
from piicatalog.ddl.reading import READER_VERSION, Reading

_NAME = "events.sqlite"


class EventCache:
    """The cache of a folder; without a folder it keeps nothing. A broken or locked one is not used."""

    def __init__(self, folder: str) -> None:
        self._connection: sqlite3.Connection | None = None
        self._new: list[tuple[str, str]] = []
        if folder:
            try:
                Path(folder).mkdir(parents=True, exist_ok=True)
                self._connection = sqlite3.connect(Path(folder) / _NAME, timeout=1)
                self._connection.execute("CREATE TABLE IF NOT EXISTS reading (key TEXT PRIMARY KEY, events TEXT NOT NULL) WITHOUT ROWID")
            except (OSError, sqlite3.Error):
                self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is None:
            return
        try:
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO reading VALUES (?, ?)", self._new)
        except sqlite3.Error:
            pass  # another process writes: it keeps the same
        self._connection.close()

    @staticmethod
    def _key(blob_id: str, path: str, dialect: str) -> str:
        # The folder counts for Django, whose tables are called by their app.
        where = path if path.endswith(".py") else path[path.rfind(".") :]
        return f"{READER_VERSION} {dialect} {where} {blob_id}"

    def get(self, blob_id: str, path: str, dialect: str) -> Reading | None:
        """Return what was read of this content, or None."""
        if self._connection is None or not blob_id:
            return None
        try:
            row = self._connection.execute("SELECT events FROM reading WHERE key = ?", (self._key(blob_id, path, dialect),)).fetchone()
            return _load(row[0]) if row else None
        except (sqlite3.Error, ValueError, TypeError, KeyError, IndexError):
            return None

    def put(self, blob_id: str, path: str, dialect: str, reading: Reading) -> None:
        """Keep what was read."""
        if self._connection is not None and blob_id:
            self._new.append((self._key(blob_id, path, dialect), _dump(reading)))


def _dump(reading: Reading) -> str:
    events = [(type(placed.event).__name__, placed.event, placed.statement, placed.spot) for placed in reading.events]
    return json.dumps((events, reading.problems, reading.statements, reading.schema_statements), separators=(",", ":"), ensure_ascii=False)


def _load(text: str) -> Reading:
    events, problems, statements, schema_statements = json.loads(text)
    return Reading(
        tuple(ev.Placed(_LOADERS[name](value), statement, Spot(*spot)) for name, value, statement, spot in events),
        tuple(ev.ReadingProblem(code, Spot(*spot), message, statement) for code, spot, message, statement in problems),
        statements,
        schema_statements,
    )


def _table(value: Any) -> ev.TableName:
    return ev.TableName(value[0], value[1], value[2], value[3], Spot(*value[4]))


def _column(value: Any) -> ev.ColumnName:
    return ev.ColumnName(value[0], value[1], Spot(*value[2]))


def _definition(value: Any) -> ev.ColumnDefinition:
    name, key, spot, type_text, comment, note, nullable, tags = value
    return ev.ColumnDefinition(name, key, Spot(*spot), type_text, comment, note, nullable, tuple((tag, text) for tag, text in tags))


def _reference(value: Any) -> ev.Reference:
    return ev.Reference(tuple(value[0]), _table(value[1]), tuple(value[2]))


def _field(value: Any) -> ev.ModelField:
    return ev.ModelField(_column(value[0]), *value[1:])


def _optional(load: Any) -> Any:
    return lambda value: None if value is None else load(value)


def _many(load: Any) -> Any:
    return lambda value: tuple(load(part) for part in value)


def _plain(value: Any) -> Any:
    return value


_BY_ANNOTATION = {
    ev.TableName: _table,
    ev.ColumnName: _column,
    ev.ColumnDefinition: _definition,
    ev.Reference: _reference,
    ev.TableName | None: _optional(_table),
    ev.ColumnName | None: _optional(_column),
    ev.Reference | None: _optional(_reference),
    tuple[ev.TableName, ...]: _many(_table),
    tuple[ev.ColumnName, ...]: _many(_column),
    tuple[ev.ColumnDefinition, ...]: _many(_definition),
    tuple[ev.Reference, ...]: _many(_reference),
    tuple[ev.ModelField, ...]: _many(_field),
    tuple[str, ...]: tuple,
}


def _loader(kind: Any) -> Any:
    loads = tuple(_BY_ANNOTATION.get(annotation, _plain) for annotation in kind.__annotations__.values())
    return lambda value: kind(*(load(part) for load, part in zip(loads, value, strict=True)))


_LOADERS = {kind.__name__: _loader(kind) for kind in ev.Event.__args__}
"""How each kind of event is made from JSON."""
