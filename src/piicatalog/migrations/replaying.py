"""The replay itself: files → events (kept per blob) → schema → lineage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from piicatalog.ddl import events as ev
from piicatalog.ddl.apply import apply
from piicatalog.ddl.decode import BINARY, decode
from piicatalog.ddl.dialects import DIALECTS, Dialect, find_dialect
from piicatalog.ddl.events import ReadingProblem
from piicatalog.ddl.guess import guess_from_path, most_likely, scores
from piicatalog.ddl.position import Pos, Spot
from piicatalog.ddl.reading import READER_VERSION, Reading
from piicatalog.ddl.reading import read as read_sql
from piicatalog.ddl.schema import Schema
from piicatalog.ddl.state import Flow
from piicatalog.ddl.views import flows, resolve, resolve_views
from piicatalog.migrations.cache import Kept
from piicatalog.migrations.django_models import Models
from piicatalog.migrations.kept_lineage import Remembered
from piicatalog.migrations.kept_schema import FORM, dump, load
from piicatalog.migrations.replay import Notice, Options, ReadProblem, Replay, SourceFile, Texts

_START = Spot(0, 1, 1, 1)
SQL_ENDINGS = (".sql", ".ddl", ".psql", ".pgsql", ".mysql", ".tab", ".pks", ".pkb")


def dialect_of(files: Sequence[SourceFile], options: Options, kept: Kept) -> Dialect:
    """Return the dialect asked for, told by the paths, or guessed from some of the texts."""
    if options.dialect:
        return find_dialect(options.dialect)
    by_path = {guess_from_path(folder) for folder in {file.path.rpartition("/")[0] for file in files}}
    if len(by_path) == 1 and (named := by_path.pop()):
        return find_dialect(named)
    step = 1
    while len(files) > _SAMPLE * step:
        step *= 2  # so that one more file changes nothing
    some = [file for file in files[::step] if not file.path.endswith((".xml", ".yaml", ".yml", ".json"))]
    keys = {file.path: f"dialect {READER_VERSION} {file.blob_id}" for file in some if file.blob_id}
    known = kept.facts(list(keys.values()))
    scored: list[dict[str, int]] = []
    for file in some:
        points = _points(known.get(keys.get(file.path, "")))
        if points is None:
            points = scores(decode(file.content[:60_000]).text)
            kept.keep_fact(keys.get(file.path, ""), points)
        scored.append(points)
    return most_likely(scored)


def _points(data: Any) -> dict[str, int] | None:
    """Return what was kept if it is of the form that ``scores`` gives."""
    if isinstance(data, dict) and all(name in DIALECTS and isinstance(points, int) for name, points in data.items()):
        return data
    return None


_SAMPLE = 64


@dataclass(slots=True)
class _Collected:
    models: Models
    problems: list[ReadProblem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    routines: set[str] = field(default_factory=set)
    statements: int = 0
    schema_statements: int = 0
    not_understood: int = 0
    imports: bool = False
    """What was read depends on modules beside the files."""

    def fork(self) -> "_Collected":
        return replace(
            self, models=self.models.fork(), problems=list(self.problems), notices=list(self.notices), routines=set(self.routines)
        )


def run(files: Sequence[SourceFile], options: Options) -> Replay:
    """Replay files in their order."""
    with Kept(options.cache) as kept:
        dialect = dialect_of(files, options, kept)
        schema, seen = _from(files, dialect, options, kept)
        return _finished(schema, seen, files, dialect, options, Remembered(kept))


def run_both(base: Sequence[SourceFile], head: Sequence[SourceFile], options: Options) -> tuple[Replay, Replay]:
    """Replay two revisions of a history; what they begin with is replayed once."""
    length = 0
    for one, other in zip(base, head, strict=False):
        if one.path != other.path or not one.blob_id or one.blob_id != other.blob_id:
            break
        length += 1
    with Kept(options.cache) as kept:
        dialect = dialect_of(head or base, options, kept)
        schema, seen = _from(head[:length], dialect, options, kept)
        remembered = Remembered(kept)
        results = []
        for files, own, collected in ((base, schema.fork(), seen.fork()), (head, schema, seen)):
            _read(files[length:], own, collected, dialect, options, kept)
            results.append(_finished(own, collected, files, dialect, options, remembered))
    return results[0], results[1]


def _from(files: Sequence[SourceFile], dialect: Dialect, options: Options, kept: Kept) -> tuple[Schema, _Collected]:
    """Return the schema after files: as it was kept, else replayed."""
    key = _key_of(files, dialect) if len(files) >= LONG and options.second.isdisjoint(file.path for file in files) else ""
    data = kept.schema(key) if key else None
    if data is not None:
        try:
            return load(data["schema"], dialect, resolve), _collected(data["seen"], dialect)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
            pass  # damaged: it is made again
    schema, seen = Schema(dialect, resolve), _Collected(Models(dialect, options.labels))
    _read(files, schema, seen, dialect, options, kept)
    if key and not seen.models and not seen.imports:
        seen_data = (seen.problems, seen.notices, sorted(seen.routines), seen.statements, seen.schema_statements, seen.not_understood)
        kept.keep_schema(key, lambda: {"schema": dump(schema), "seen": seen_data})
    return schema, seen


LONG = 50
"""From so many files on the schema that they give is kept; a shorter history is read as fast."""


def _key_of(files: Sequence[SourceFile], dialect: Dialect) -> str:
    if not all(file.blob_id for file in files):
        return ""
    listed = "\n".join(f"{file.blob_id} {file.path}" for file in files)
    return sha256(f"{FORM} {READER_VERSION} {dialect.name}\n{listed}".encode(errors="surrogateescape")).hexdigest()


def _collected(data: Sequence[Any], dialect: Dialect) -> _Collected:
    problems, notices, routines, *counts = data
    return _Collected(
        Models(dialect),
        [ReadProblem(code, Pos(*pos), *rest) for code, pos, *rest in problems],
        [Notice(kind, table, column, detail, Pos(*pos)) for kind, table, column, detail, pos in notices],
        set(routines),
        *counts,
    )


def _read(files: Sequence[SourceFile], schema: Schema, seen: _Collected, dialect: Dialect, options: Options, kept: Kept) -> None:
    """Go on with files."""
    readings = kept.readings(files, dialect.name)
    for file in files:
        reading = readings.get(file.path)
        if reading is None:
            reading = _reading(file, dialect)
            kept.keep_reading(file, dialect.name, reading)
        if file.modules is not None and file.path.endswith(".py") and any(problem.code == "PII902" for problem in reading.problems):
            reading, seen.imports = _with_modules(file, dialect, reading), True
        if file.path in options.second and file.path.lower().endswith(SQL_ENDINGS):
            from piicatalog.migrations.second_reader import disagreements

            text = decode(file.content).text
            reading = reading._replace(problems=(*reading.problems, *disagreements(text, reading, dialect)))
        _apply(schema, file.path, reading, seen)


def _reading(file: SourceFile, dialect: Dialect) -> Reading:
    text, problem = decode(file.content)
    unreadable = (ReadingProblem("PII908", _START, problem),) if problem else ()
    if problem == BINARY:
        return Reading((), unreadable, 0, 0)
    reading = read_file(file.path, text, dialect)
    return reading._replace(problems=(*unreadable, *reading.problems))


def _with_modules(file: SourceFile, dialect: Dialect, first: Reading) -> Reading:
    """Read a Python file again, now with what its imports stand for; not kept, for it depends on other files."""
    from piicatalog.migrations.python_file import read as read_python

    text, problem = decode(file.content)
    again = read_python(text, file.path, dialect, file.modules)
    unreadable = tuple(one for one in first.problems if one.code == "PII908")
    return first if problem == BINARY else again._replace(problems=(*unreadable, *again.problems))


def _finished(
    schema: Schema, seen: _Collected, files: Sequence[SourceFile], dialect: Dialect, options: Options, remembered: Remembered
) -> Replay:
    """Resolve views and lineage against the schema as it is now."""
    schema.remember = remembered
    unresolved = resolve_views(schema)
    found: list[Flow] = []
    if options.lineage:
        found, unknown = flows(schema)
        unresolved += unknown
        found += _updates(schema)
    told = {(table.id, pos.file, pos.line): (table, pos) for table, pos in unresolved}
    problems = [
        *seen.problems,
        *(ReadProblem("PII905", pos, "its sources are not all known", table.full_name) for table, pos in told.values()),
    ]
    return Replay(
        layout=options.layout,
        dialect=dialect.name,
        state=schema.state(),
        problems=tuple(dict.fromkeys(problems)),
        flows=tuple(dict.fromkeys(found)),
        notices=tuple(seen.notices),
        conflicts=tuple(schema.conflicts),
        files=len(files),
        statements=seen.statements,
        schema_statements=seen.schema_statements,
        not_understood=seen.not_understood,
        texts=Texts(files),
    )


def read_file(path: str, text: str, dialect: Dialect) -> Reading:
    """Read a file by its kind: SQL, or a migration in Python, XML, YAML or JSON."""
    ending = path[path.rfind(".") :].lower()
    if ending == ".py":
        from piicatalog.migrations.python_file import read as read_python

        return read_python(text, path, dialect)
    if ending in (".xml", ".yaml", ".yml", ".json"):
        from piicatalog.migrations.liquibase import read as read_changelog

        return read_changelog(text, path, dialect)
    return read_sql(text, dialect)


def _apply(schema: Schema, path: str, reading: Reading, seen: _Collected) -> None:
    schema.file = path
    for placed in reading.events:
        event = placed.event
        if isinstance(event, ev.Grant | ev.Unmask):
            seen.notices.append(_notice(event, schema, path, placed))
        elif isinstance(event, ev.Routine):
            seen.routines.add(event.name)
        elif isinstance(event, ev.ModelChange):
            for change in seen.models.changes(event):
                apply(schema, placed._replace(event=change))
        elif isinstance(event, ev.Call):
            if event.name in seen.routines:
                pos = Pos(path, *placed.spot[:4], placed.statement)
                seen.problems.append(ReadProblem("PII902", pos, f"{event.name} changes the schema when it is called"))
        else:
            apply(schema, placed)
    schema.end_of_file()
    seen.problems += [
        ReadProblem(problem.code, Pos(path, *problem.spot[:4], problem.statement), problem.message, minor=problem.minor)
        for problem in reading.problems
    ]
    seen.statements += reading.statements
    seen.schema_statements += reading.schema_statements
    seen.not_understood += sum(problem.code == "PII901" for problem in reading.problems)


def _notice(event: ev.Grant | ev.Unmask, schema: Schema, path: str, placed: ev.Placed) -> Notice:
    table = schema.find(event.table)
    name = table.full_name if table else event.table.name
    pos = Pos(path, *event.table.spot[:4], placed.statement)
    if isinstance(event, ev.Grant):
        return Notice("grant", name, "", event.role, pos)
    return Notice("unmask", name, event.column.name if event.column else "", event.detail, pos)


def _updates(schema: Schema) -> Iterable[Flow]:
    """Return the flows of UPDATE … SET a = b: read as a query that selects b."""
    if not schema.updates:
        return []
    from piicatalog.migrations.updates import update_flows

    return [flow for table, statement, pos in schema.updates for flow in update_flows(schema, table, statement, pos)]
