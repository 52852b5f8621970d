"""The replay itself: files → events (kept per blob) → schema → lineage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from piicatalog.ddl import events as ev
from piicatalog.ddl.decode import decode
from piicatalog.ddl.dialects import Dialect, find_dialect
from piicatalog.ddl.guess import guess, guess_from_path
from piicatalog.ddl.position import Pos
from piicatalog.ddl.reading import Reading
from piicatalog.ddl.reading import read as read_sql
from piicatalog.ddl.schema import Schema
from piicatalog.ddl.state import Flow
from piicatalog.ddl.views import flows, resolve, resolve_views
from piicatalog.migrations.cache import EventCache
from piicatalog.migrations.django_models import Models
from piicatalog.migrations.replay import Notice, Options, ReadProblem, Replay, SourceFile

_START = Pos("", 0, 1, 1, 1, -1)
SQL_ENDINGS = (".sql", ".ddl", ".psql", ".pgsql", ".mysql", ".tab", ".pks", ".pkb")


def dialect_of(files: Sequence[SourceFile], options: Options) -> Dialect:
    """Return the dialect asked for, told by the paths, or guessed from some of the texts."""
    if options.dialect:
        return find_dialect(options.dialect)
    by_path = {guess_from_path(file.path.rpartition("/")[0]) for file in files}
    if len(by_path) == 1 and (named := by_path.pop()):
        return find_dialect(named)
    some = files if len(files) <= 60 else [*files[:: max(1, len(files) // 50)], *files[-10:]]
    return guess(*(decode(file.blob[:60_000]).text for file in some if not file.path.endswith((".xml", ".yaml", ".yml", ".json"))))


@dataclass(slots=True)
class _Collected:
    models: Models
    problems: list[ReadProblem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    routines: set[str] = field(default_factory=set)
    statements: int = 0
    schema_statements: int = 0
    not_understood: int = 0


def run(files: Sequence[SourceFile], options: Options) -> Replay:
    """Replay files in their order."""
    dialect = dialect_of(files, options)
    schema = Schema(dialect, options.schema, resolve=resolve)
    seen = _Collected(Models(dialect))
    texts: dict[str, str] = {}
    with EventCache(options.cache) as cache:
        for file in files:
            reading = _reading(file, dialect, cache, seen, texts, second=file.path in options.second)
            if reading is not None:
                _apply(schema, file.path, reading, seen)
    unresolved = resolve_views(schema)
    found: list[Flow] = []
    if options.lineage:
        found, unknown = flows(schema)
        unresolved += unknown
        found += _updates(schema)
    told = {(table.id, pos.file, pos.line): (table, pos) for table, pos in unresolved}
    seen.problems += [ReadProblem("PII905", pos, "its sources are not all known", table.full_name) for table, pos in told.values()]
    return Replay(
        layout=options.layout,
        dialect=dialect.name,
        state=schema.state(),
        problems=tuple(dict.fromkeys(seen.problems)),
        flows=tuple(dict.fromkeys(found)),
        notices=tuple(seen.notices),
        conflicts=tuple(schema.conflicts),
        files=len(files),
        statements=seen.statements,
        schema_statements=seen.schema_statements,
        not_understood=seen.not_understood,
        texts=texts,
    )


def _reading(
    file: SourceFile, dialect: Dialect, cache: EventCache, seen: _Collected, texts: dict[str, str], *, second: bool
) -> Reading | None:
    text, problem = decode(file.blob)
    texts[file.path] = text
    if problem:
        seen.problems.append(ReadProblem("PII908", _START._replace(file=file.path), problem))
        if problem == "it is binary":
            return None
    kept = cache.get(file.blob_id, file.path, dialect.name)
    if kept is None:
        kept = read_file(file.path, text, dialect)
        cache.put(file.blob_id, file.path, dialect.name, kept)
    if second and file.path.lower().endswith(SQL_ENDINGS):
        from piicatalog.migrations.second_reader import disagreements

        kept = kept._replace(problems=(*kept.problems, *disagreements(text, kept, dialect)))
    return kept


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
                schema.apply(placed._replace(event=change))
        elif isinstance(event, ev.Call):
            if event.name in seen.routines:
                pos = Pos(path, *placed.spot[:4], placed.statement)
                seen.problems.append(ReadProblem("PII902", pos, f"{event.name} changes the schema when it is called"))
        else:
            schema.apply(placed)
    schema.end_of_file()
    seen.problems += [
        ReadProblem(problem.code, Pos(path, *problem.spot[:4], problem.statement), problem.message) for problem in reading.problems
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
