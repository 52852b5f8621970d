"""Replays the histories of both snapshots and joins them: from the replay's nouns to the check's."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from piicatalog.checking.change import Event, EventKind, FlowKind, Problem
from piicatalog.checking.finding import Place
from piicatalog.checking.sides import Compared, Side, SideFlow, place
from piicatalog.checking.snapshot import Snapshot
from piicatalog.ddl.position import Pos
from piicatalog.migrations.difference import difference
from piicatalog.migrations.discover import History, discover
from piicatalog.migrations.order import flyway, flyway_order
from piicatalog.migrations.replay import Notice, Options, ReadProblem, Replay, SourceFile, replay

_REPEATABLE = ("R__", "r__", "afterMigrate", "beforeMigrate")


def compare(base: Snapshot | None, head: Snapshot, *, layout: str = "", dialect: str = "", cache: Path | None = None) -> list[Compared]:
    """Return every history of the head beside what it was at the base; those that only the base has come last, as dropped."""
    now = discover(head.paths(), head.read, layout=layout, dialect=dialect)
    before = [] if base is None else discover(base.paths(), base.read, layout=layout, dialect=dialect)
    blobs = {} if base is None else base.blobs(path for history in before for path in history.paths)
    compared = [_compared(_partner(history, now, before), history, base, head, blobs, cache) for history in now]
    taken = {id(partner) for history in now if (partner := _partner(history, now, before)) is not None}
    gone = [history for history in before if id(history) not in taken]
    return compared + [_gone(history, base, cache) for history in gone if base is not None]


def _partner(history: History, now: Sequence[History], before: Sequence[History]) -> History | None:
    """Return the same history at the base: in the same folder, else the one of its kind whose folder is gone."""
    same = next((known for known in before if known.root == history.root and known.layout == history.layout), None)
    same = same or next((known for known in before if known.root == history.root), None)
    if same is not None:
        return same
    roots = {known.root for known in now}
    moved = [known for known in before if known.root not in roots and known.layout == history.layout and known.dialect == history.dialect]
    names = {path.rsplit("/", 1)[-1] for path in history.paths}
    return max(moved, key=lambda known: len(names & {path.rsplit("/", 1)[-1] for path in known.paths}), default=None)


def _compared(
    before: History | None, now: History, base: Snapshot | None, head: Snapshot, blobs: Mapping[str, str], cache: Path | None
) -> Compared:
    contents = head.read(now.paths)
    ids = head.blobs(now.paths)
    known = set() if before is None else {blobs[path] for path in before.paths if path in blobs}
    changed = frozenset(path for path in now.paths if base is None or ids.get(path) not in known)
    after = _replayed(now, now.dialect, contents, ids, cache, second=frozenset() if base is None else changed)
    dumps = list(_dumps(now, after.dialect, base, head, cache))
    if base is None or before is None:
        return _joined(now, None if base is None else Side(), after, changed, (), dumps=dumps)
    earlier = _replayed(before, now.dialect or after.dialect, base.read(before.paths), blobs, cache)
    joined = difference(earlier, after)
    return _joined(now, _side(joined.base), joined.head, changed, _edited(before, now, blobs, ids), earlier=joined.base, dumps=dumps)


def _dumps(
    history: History, dialect: str, base: Snapshot | None, head: Snapshot, cache: Path | None
) -> Iterator[tuple[str, Side, Side | None]]:
    """Yield new and changed baselines and dumps: a dump beside the whole history, Flyway's baseline beside the versions that it stands for."""
    first = history.paths[0] if history.paths else ""
    kind = flyway(first.rpartition("/")[2]) if history.layout == "flyway" else None
    versions = [path for path in (*history.skipped, *history.beside) if (name := flyway(path.rpartition("/")[2])) and name.kind == "V"]
    candidates = [first] if kind is not None and kind.kind == "B" and versions else []
    candidates += [path for path in history.beside if path.lower().endswith(".sql") and path not in versions]
    known = {} if base is None else base.blobs(candidates)
    ids = head.blobs([*candidates, *versions])
    options = Options(layout=history.layout, dialect=dialect, cache=str(cache) if cache is not None else "", lineage=False)

    def side(paths: Sequence[str]) -> Side:
        contents = head.read(paths)
        return _side(replay([SourceFile(path, contents[path], ids[path]) for path in paths if path in contents], options))

    for path in candidates:
        if known.get(path) != ids.get(path):
            yield path, side([path]), side(flyway_order(versions)) if path == first else None


def _gone(history: History, base: Snapshot, cache: Path | None) -> Compared:
    """Return a history that the head does not have any more: all its tables are dropped."""
    blobs = base.blobs(history.paths)
    earlier = _replayed(history, history.dialect, base.read(history.paths), blobs, cache)
    return Compared(
        layout=_layout(earlier),
        base=_side(earlier),
        head=Side(),
        files=earlier.files,
        statements=earlier.statements,
        schema_statements=earlier.schema_statements,
        not_understood=earlier.not_understood,
    )


def _replayed(
    history: History,
    dialect: str,
    contents: Mapping[str, bytes],
    ids: Mapping[str, str],
    cache: Path | None,
    second: frozenset[str] = frozenset(),
) -> Replay:
    by_path = {path: SourceFile(path, contents[path], ids.get(path, "")) for path in history.paths if path in contents}
    missing = [path for path in history.paths if path not in contents]
    options = Options(layout=history.layout, dialect=dialect, cache=str(cache) if cache is not None else "", second=second)
    result = replay([by_path[path] for path in history.paths if path in by_path], options)
    unreadable = tuple(ReadProblem("PII908", Pos(path, 0, 1, 1, 1, 0), "it cannot be opened") for path in missing)
    return _with_problems(result, (*history.problems, *unreadable))


def _with_problems(result: Replay, more: tuple[ReadProblem, ...]) -> Replay:
    from dataclasses import replace

    return replace(result, problems=(*more, *result.problems)) if more else result


def _conflicts(result: Replay, changed: frozenset[str]) -> Iterator[Problem]:
    """Yield one problem for all statements of the changed files that do not fit the schema that they meet."""
    found = [conflict for conflict in result.conflicts if conflict.pos.file in changed]
    if found:
        text = (
            found[0].message
            if len(found) == 1
            else f"{len(found)} statements do not fit the schema that they meet; the first: {found[0].message}"
        )
        yield Problem(code="PII904", place=place(found[0].pos), facts={"what": text, "key": "conflicts"})


def _layout(result: Replay) -> str:
    return f"{result.layout}:{result.dialect}"


def _joined(
    history: History,
    base: Side | None,
    after: Replay,
    changed: frozenset[str],
    edited: Iterable[Problem],
    *,
    earlier: Replay | None = None,
    dumps: Sequence[tuple[str, Side, Side | None]] = (),
) -> Compared:
    old_flows = set() if earlier is None else {(flow.source, flow.target) for flow in earlier.flows}
    return Compared(
        layout=_layout(after),
        base=base,
        head=_side(after),
        flows=[
            SideFlow(
                source=flow.source,
                target=flow.target,
                kind=FlowKind(flow.kind),
                place=place(flow.pos),
                stored=flow.stored,
                new=(flow.source, flow.target) not in old_flows,
            )
            for flow in after.flows
        ],
        events=[event for notice in after.notices if notice.pos.file in changed for event in _event(notice)],
        problems=[*(_problem(problem, changed) for problem in after.problems), *_conflicts(after, changed), *edited],
        dumps=dumps,
        gone={key: place(pos) for key, pos in after.state.dropped.items()},
        changed=changed,
        files=len(history.paths),
        statements=after.statements,
        schema_statements=after.schema_statements,
        not_understood=after.not_understood,
    )


def _event(notice: Notice) -> Iterator[Event]:
    if notice.kind in ("grant", "unmask"):
        kind = EventKind.GRANT if notice.kind == "grant" else EventKind.UNMASK
        yield Event(kind=kind, table=notice.table, place=place(notice.pos), column=notice.column, detail=notice.detail)


def _problem(problem: ReadProblem, changed: frozenset[str]) -> Problem:
    facts = {"what": problem.message, "key": problem.message}
    if problem.table:
        facts["table"] = problem.table
    return Problem(code=problem.code, place=place(problem.pos), facts=facts, changed=problem.pos.file in changed)


def _edited(before: History, now: History, blobs: Mapping[str, str], ids: Mapping[str, str]) -> list[Problem]:
    """Return PII910 for versioned migrations of the base that read differently now, or are gone where they were one file among others."""
    if before.layout in ("schema", "dump", "dbt") or len(before.paths) < 1:
        return []
    present = set(ids.values())
    found = []
    for path in now.paths:
        name = path.rsplit("/", 1)[-1]
        old, new = blobs.get(path), ids.get(path)
        if old is not None and new is not None and old != new and old not in present and not name.startswith(_REPEATABLE):
            found.append(Problem(code="PII910", place=Place(path), facts={"what": "edited", "key": path.rsplit("/", 1)[-1]}))
    return found


def _side(result: Replay) -> Side:
    return Side(list(result.state.tables.values()), result.texts)
