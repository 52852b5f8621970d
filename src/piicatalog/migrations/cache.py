"""Keeps what was read of a file, by git's id of its content, and the schema that a history's files give: plain JSON in SQLite, safe to delete.

Nothing of a row's values is in it: events hold names, types, comments and the texts of queries.
"""

import json
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self

from piicatalog.ddl import events as ev
from piicatalog.ddl.position import Spot
from piicatalog.ddl.reading import READER_VERSION, Reading
from piicatalog.migrations.replay import SourceFile

_NAME = "kept.sqlite"
_AT_ONCE = 900
"""Keys of one question: older SQLite takes no more than 999."""
SCHEMAS = 8
"""How many schemas of earlier checks stay."""


class Kept:
    """What was read before, in a folder; without a folder it keeps nothing. A broken or locked one is not used."""

    def __init__(self, folder: str) -> None:
        self._connection: sqlite3.Connection | None = None
        self._new: dict[str, list[tuple[str, str | bytes]]] = {"reading": [], "schema": [], "fact": []}
        if folder:
            try:
                Path(folder).mkdir(parents=True, exist_ok=True)
                self._connection = sqlite3.connect(Path(folder) / _NAME, timeout=1)
                for table in self._new:
                    self._connection.execute(f"CREATE TABLE IF NOT EXISTS {table} (key TEXT PRIMARY KEY, content NOT NULL)")
            except (OSError, sqlite3.Error):
                self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is None:
            return
        try:
            with self._connection:
                for table, rows in self._new.items():
                    self._connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", rows)  # noqa: S608 - names of ours
                if self._new["schema"]:  # the newest few: each is as large as a schema
                    self._connection.execute(
                        "DELETE FROM schema WHERE rowid NOT IN (SELECT rowid FROM schema ORDER BY rowid DESC LIMIT ?)", (SCHEMAS,)
                    )
        except sqlite3.Error:
            pass  # another process writes: it keeps the same
        self._connection.close()

    def _get(self, table: str, keys: Sequence[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self._connection is None:
            return found
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            try:
                found |= dict(self._connection.execute(f"SELECT key, content FROM {table} WHERE key IN ({marks})", some))  # noqa: S608 - marks
            except sqlite3.Error:
                return found
        return found

    @staticmethod
    def _key(blob_id: str, path: str, dialect: str) -> str:
        # The folder counts for Django, whose tables are called by their app.
        where = path if path.endswith(".py") else path[path.rfind(".") :]
        return f"{READER_VERSION} {dialect} {where} {blob_id}"

    def readings(self, files: Sequence[SourceFile], dialect: str) -> dict[str, Reading]:
        """Return what is kept of files, by path."""
        keys = {file.path: self._key(file.blob_id, file.path, dialect) for file in files if file.blob_id}
        texts = self._get("reading", list(dict.fromkeys(keys.values())))
        found = {}
        for path, key in keys.items():
            if key in texts:
                try:
                    found[path] = _load(texts[key])
                except _DAMAGED:
                    continue
        return found

    def keep_reading(self, file: SourceFile, dialect: str, reading: Reading) -> None:
        """Keep what was read of a file."""
        if self._connection is not None and file.blob_id:
            self._new["reading"].append((self._key(file.blob_id, file.path, dialect), _dump(reading)))

    def schema(self, key: str) -> Any:
        """Return the plain data of a schema, or None."""
        content = self._get("schema", [key]).get(key)
        try:
            return None if content is None else json.loads(zlib.decompress(content))
        except (*_DAMAGED, zlib.error):
            return None

    def keep_schema(self, key: str, make: Callable[[], Any]) -> None:
        """Keep the plain data of a schema."""
        if self._connection is not None:
            text = json.dumps(make(), separators=(",", ":"), ensure_ascii=False)
            self._new["schema"].append((key, zlib.compress(text.encode("utf-8", errors="surrogatepass"), 1)))

    def facts(self, keys: Sequence[str]) -> dict[str, Any]:
        """Return the plain data kept under keys, of what there is."""
        found = {}
        for key, text in self._get("fact", keys).items():
            try:
                found[key] = json.loads(text)
            except _DAMAGED:
                continue
        return found

    def keep_fact(self, key: str, data: Any) -> None:
        """Keep plain data; without a key it is not kept."""
        if self._connection is not None and key:
            self._new["fact"].append((key, json.dumps(data, separators=(",", ":"), ensure_ascii=False)))


_DAMAGED = (ValueError, TypeError, KeyError, IndexError, RecursionError)


def _dump(reading: Reading) -> str:
    events = [(type(placed.event).__name__, placed.event, placed.statement, placed.spot) for placed in reading.events]
    return json.dumps((events, reading.problems, reading.statements, reading.schema_statements), separators=(",", ":"), ensure_ascii=False)


def _load(text: str) -> Reading:
    events, problems, statements, schema_statements = json.loads(text)
    return Reading(
        tuple(ev.Placed(_LOADERS[name](value), statement, Spot(*spot)) for name, value, statement, spot in events),
        tuple(ev.ReadingProblem(code, Spot(*spot), *rest) for code, spot, *rest in problems),
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
