"""Replays the histories of both snapshots and joins them: from the replay's nouns to the check's."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from piicatalog.checking.change import Event, EventKind, FlowKind, Problem
from piicatalog.checking.finding import Place
from piicatalog.checking.sides import Compared, Side, SideFlow, place
from piicatalog.checking.snapshot import Snapshot
from piicatalog.ddl.position import Pos
from piicatalog.ddl.state import Flow
from piicatalog.migrations.difference import aligned
from piicatalog.migrations.discover import History, discover
from piicatalog.migrations.fitting import Choice, better, made_elsewhere
from piicatalog.migrations.imported_names import Modules
from piicatalog.migrations.order import flyway, flyway_order
from piicatalog.migrations.replay import Notice, Options, ReadProblem, Replay, SourceFile, replay, replay_both

_REPEATABLE = ("R__", "r__", "afterMigrate", "beforeMigrate")


def compare(
    base: Snapshot | None, head: Snapshot, *, layout: str = "", dialect: str = "", cache: Path | None = None, strict: bool = False
) -> list[Compared]:
    """Return every history of the head beside what it was at the base; those that only the base has come last, as dropped.

    Changed files are read by sqlglot too, with ``strict`` all of them.
    """
    now = discover(head.paths(), head.read, layout=layout, dialect=dialect)
    before = [] if base is None else discover(base.paths(), base.read, layout=layout, dialect=dialect)
    ours = _Files(head, [path for history in now for path in (*history.paths, *history.beside, *history.skipped)], cache)
    theirs = None if base is None else _Files(base, [path for history in before for path in history.paths], cache, like=ours)
    partners = [_partner(history, now, before) for history in now]
    compared = [_compared(partner, history, theirs, ours, cache, strict=strict) for partner, history in zip(partners, now, strict=True)]
    taken = {id(partner) for partner in partners}
    gone = [history for history in before if id(history) not in taken]
    return compared + [_gone(history, theirs, cache) for history in gone if theirs is not None]


class _Files:
    """The files of a snapshot with git's ids; a content is read when it is asked for, with some that follow, and none twice."""

    def __init__(self, snapshot: Snapshot, paths: Sequence[str], cache: Path | None, *, like: "_Files | None" = None) -> None:
        self.snapshot, self.ids = snapshot, snapshot.blobs(paths, cache)
        self._paths = [path for path in paths if path in self.ids]
        self._at = {path: number for number, path in enumerate(self._paths)}
        self._contents: dict[str, bytes] = {}
        self._size, self._next = 1, 0
        self._like = like
        """The other revision: most files are the same there."""
        self._by_id = {} if like is None else {own: path for path, own in like.ids.items()}
        self._modules = Modules(lambda path: snapshot.read([path]).get(path, b""))

    def sources(self, paths: Iterable[str]) -> list[SourceFile]:
        """Return files for a replay."""
        return [SourceFile(path, partial(self.read, path), self.ids[path], self._modules) for path in paths if path in self.ids]

    def read(self, path: str) -> bytes:
        """Return the content of one file; empty when it has vanished since."""
        twin = self._by_id.get(self.ids[path])
        if twin is not None and self._like is not None:
            return self._like.read(twin)
        if path not in self._contents:
            start = self._at[path]
            self._size = min(self._size * 2, 4096) if start == self._next else 1  # one by one: a first check, with few processes of git
            self._next = start + self._size
            self._contents |= self.snapshot.read([one for one in self._paths[start : self._next] if one not in self._contents])
        return self._contents.get(path, b"")


def _partner(history: History, now: Sequence[History], before: Sequence[History]) -> History | None:
    """Return the same history at the base: in the same folder, else the one of its kind whose folder is gone."""
    here = [known for known in before if known.root == history.root]
    if here:
        return max(here, key=lambda known: (known.layout == history.layout, known.dialect == history.dialect))
    roots = {known.root for known in now}
    moved = [known for known in before if known.root not in roots and known.layout == history.layout and known.dialect == history.dialect]
    names = {path.rsplit("/", 1)[-1] for path in history.paths}
    return max(moved, key=lambda known: len(names & {path.rsplit("/", 1)[-1] for path in known.paths}), default=None)


def _compared(before: History | None, now: History, base: _Files | None, head: _Files, cache: Path | None, *, strict: bool) -> Compared:
    known = set() if before is None or base is None else {base.ids[path] for path in before.paths if path in base.ids}
    changed = frozenset(path for path in now.paths if base is None or head.ids.get(path) not in known)
    options = _options(now, now.dialect, cache, second=frozenset(now.paths) if strict else frozenset() if base is None else changed)
    sources = head.sources(now.paths)
    if base is None or before is None:
        after = replay(sources, options)
        if choice := better(sources, options, after):
            now = replace(now, paths=choice.arranged(now.paths))
            after = _fitted(choice, after, replay(head.sources(now.paths), replace(options, dialect=choice.dialect)))
        after = _told(after, now, head)
        dumps = list(_dumps(now, after.dialect, base, head, cache))
        return _joined(now, None if base is None else Side(), after, changed, (), dumps=dumps)
    earlier, after = replay_both(base.sources(before.paths), sources, options)
    if changed and (choice := better(sources, options, after)):
        now, before = replace(now, paths=choice.arranged(now.paths)), replace(before, paths=choice.arranged(before.paths))
        fitting = replace(options, dialect=choice.dialect)
        earlier, again = replay_both(base.sources(before.paths), head.sources(now.paths), fitting)
        after = _fitted(choice, after, again)
    after = _told(after, now, head)
    dumps = list(_dumps(now, after.dialect, base, head, cache))
    edited = _edited(before, now, base.ids, head.ids)
    return _joined(now, _side(earlier), aligned(earlier, after), changed, edited, earlier=earlier, dumps=dumps)


def _fitted(choice: Choice, first: Replay, again: Replay) -> Replay:
    """Say that another order or dialect was taken, and why."""
    what = f"the order by {choice.order}" if choice.order else f"the dialect {choice.dialect}"
    text = (
        f"{len(first.conflicts)} statements do not fit the schema that they meet, {choice.conflicts} with {what}: "
        "that is used; --layout or --dialect decides"
    )
    said = ReadProblem("PII904", first.conflicts[0].pos, text, minor=True)
    return replace(again, problems=(said, *again.problems))


def _dumps(
    history: History, dialect: str, base: _Files | None, head: _Files, cache: Path | None
) -> Iterator[tuple[str, Side, Side | None]]:
    """Yield new and changed baselines and dumps: a dump beside the whole history, Flyway's baseline beside the versions that it stands for."""
    first = history.paths[0] if history.paths else ""
    kind = flyway(first.rpartition("/")[2]) if history.layout == "flyway" else None
    versions = [path for path in (*history.skipped, *history.beside) if (name := flyway(path.rpartition("/")[2])) and name.kind == "V"]
    candidates = [first] if kind is not None and kind.kind == "B" and versions else []
    candidates += [path for path in history.beside if path.lower().endswith(".sql") and path not in versions]
    known = {} if base is None or not candidates else base.snapshot.blobs(candidates)
    options = replace(_options(history, dialect, cache), lineage=False)
    for path in candidates:
        if known.get(path) != head.ids.get(path):
            dump = _side(replay(head.sources([path]), options))
            yield path, dump, _side(replay(head.sources(flyway_order(versions)), options)) if path == first else None


def _gone(history: History, base: _Files, cache: Path | None) -> Compared:
    """Return a history that the head does not have any more: all its tables are dropped."""
    earlier = replay(base.sources(history.paths), _options(history, history.dialect, cache))
    return Compared(
        layout=_layout(earlier),
        base=_side(earlier),
        head=Side(),
        files=earlier.files,
        statements=earlier.statements,
        schema_statements=earlier.schema_statements,
        not_understood=earlier.not_understood,
    )


def _options(history: History, dialect: str, cache: Path | None, second: frozenset[str] = frozenset()) -> Options:
    return Options(
        layout=history.layout, labels=history.labels, dialect=dialect, cache=str(cache) if cache is not None else "", second=second
    )


def _told(result: Replay, history: History, files: _Files) -> Replay:
    """Add what was found out before the replay: migrations in code, files that cannot be opened."""
    missing = tuple(
        ReadProblem("PII908", Pos(path, 0, 1, 1, 1, 0), "it cannot be opened") for path in history.paths if path not in files.ids
    )
    more = (*history.problems, *missing)
    return replace(result, problems=(*more, *result.problems)) if more else result


def _conflicts(result: Replay, changed: frozenset[str]) -> Iterator[Problem]:
    """Yield one problem for all statements of the changed files that do not fit the schema that they meet; one of tables made elsewhere."""
    found = [conflict for conflict in result.conflicts if conflict.pos.file in changed]
    for minor in (False, True):
        some = [conflict for conflict in found if made_elsewhere(result, conflict) is minor]
        if some:
            text = (
                some[0].message
                if len(some) == 1
                else f"{len(some)} statements do not fit the schema that they meet; the first: {some[0].message}"
            )
            text += ": no file here makes it" if minor else ""
            yield Problem(
                code="PII904", place=place(some[0].pos), facts={"what": text, "key": "elsewhere" if minor else "conflicts"}, minor=minor
            )


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
        flows=[_flow(flow, new=(flow.source, flow.target) not in old_flows) for flow in after.flows],
        flows_before=[] if earlier is None else [_flow(flow, new=False) for flow in earlier.flows],
        events=[event for notice in after.notices if notice.pos.file in changed for event in _event(notice)],
        problems=[*_problems(_new(after, earlier), changed), *_conflicts(after, changed), *edited],
        dumps=dumps,
        gone={key: place(pos) for key, pos in after.state.dropped.items()},
        changed=changed,
        files=len(history.paths),
        statements=after.statements,
        schema_statements=after.schema_statements,
        not_understood=after.not_understood,
        unreadable=sum(problem.code == "PII908" for problem in after.problems),
    )


def _flow(flow: Flow, *, new: bool) -> SideFlow:
    return SideFlow(flow.source, flow.target, FlowKind(flow.kind), place(flow.pos), flow.stored, new)


def _event(notice: Notice) -> Iterator[Event]:
    if notice.kind in ("grant", "unmask"):
        kind = EventKind.GRANT if notice.kind == "grant" else EventKind.UNMASK
        yield Event(kind=kind, table=notice.table, place=place(notice.pos), column=notice.column, detail=notice.detail)


def _new(after: Replay, earlier: Replay | None) -> Iterator[ReadProblem]:
    """Yield the problems that the base does not have, wherever its files stood."""
    known = Counter(_what(problem) for problem in earlier.problems) if earlier is not None else Counter()
    for problem in after.problems:
        if known[_what(problem)]:
            known[_what(problem)] -= 1
        else:
            yield problem


def _what(problem: ReadProblem) -> tuple[str, str, str, int, int]:
    return (problem.code, problem.message, problem.table, problem.pos.line, problem.pos.column)


def _problems(found: Iterable[ReadProblem], changed: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem each; what is made when it is run (PII902) once for each file and cause, where it stands first."""
    alike: dict[tuple[object, ...], list[ReadProblem]] = {}
    for problem in found:
        once = (problem.code, problem.pos.file, problem.message, problem.minor) if problem.code == "PII902" else (len(alike),)
        alike.setdefault(once, []).append(problem)
    for first, *others in alike.values():
        facts = {"what": f"{first.message} (in {len(others) + 1} places)" if others else first.message, "key": first.message}
        if first.table:
            facts["table"] = first.table
        yield Problem(code=first.code, place=place(first.pos), facts=facts, changed=first.pos.file in changed, minor=first.minor)


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
