"""Classifies the columns of a replayed schema and puts together what was declared of them.

A table is classified only when a rule asks about it: in a pull request those are few, however long the history.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from piicatalog.checking.change import Flow, FlowKind
from piicatalog.checking.directives import DeclaredTag, tag_comments, tag_in_comment
from piicatalog.checking.judged import JudgedColumn, JudgedTable
from piicatalog.checking.platform_tags import declared_by, information_type
from piicatalog.checking.purposes import Declared, Purposes, nearest
from piicatalog.checking.sides import Side, SideFlow, alike, place
from piicatalog.ddl.position import Pos
from piicatalog.ddl.state import Column as ReplayedColumn
from piicatalog.ddl.state import Table as Replayed
from piicatalog.decision.decide import decide
from piicatalog.definitions.knowledge import Knowledge
from piicatalog.detection import TableView
from piicatalog.detection.about import Kind
from piicatalog.detection.collect import collect
from piicatalog.detection.survey import Survey, survey
from piicatalog.model.finding import Finding
from piicatalog.model.schema import Table, TableKind


class Judge:
    """One side of a change, judged table by table as asked."""

    def __init__(self, side: Side, knowledge: Knowledge, purposes: Purposes, *, beside: "Judge | None" = None) -> None:
        self.side, self.knowledge, self.purposes = side, knowledge, purposes
        self.beside = beside
        """The base's judge: what is the same there is not made again."""
        self._lines: dict[str, dict[object, list[DeclaredTag]]] = {}

    @cached_property
    def _plain(self) -> dict[str, Table]:
        """The tables as a scan sees them, by id."""
        if self.beside is None:
            return {key: self.side.as_table(table) for key, table in self.side.tables.items()}
        theirs, known = self.beside.side.tables, self.beside._plain  # noqa: SLF001 - the same class
        return {
            key: known[key] if key in theirs and alike(theirs[key], table) else self.side.as_table(table)
            for key, table in self.side.tables.items()
        }

    @cached_property
    def survey(self) -> Survey:
        """What each table is about."""
        return survey(list(self._plain.values()), self.knowledge, earlier=self.beside.survey if self.beside else None)

    @cached_property
    def _places(self) -> Mapping[str, list[tuple[int, int, object]]]:
        """Where columns are named, by file, in order."""
        places: dict[str, list[tuple[int, int, object]]] = {}
        for table in self.side.tables.values():
            for column in table.columns.values():
                for pos in column.places or (column.origin,):
                    places.setdefault(pos.file, []).append((pos.line, pos.column, column.id))
        return {file: sorted(found, key=lambda entry: entry[:2]) for file, found in places.items()}

    def tables(self) -> dict[object, JudgedTable]:
        """Return all tables by id; what their columns hold is found when it is asked for."""
        return {key: self._table(table) for key, table in self.side.tables.items()}

    def _table(self, table: Replayed) -> JudgedTable:
        names = (table.full_name, *table.former)
        return JudgedTable(
            id=table.id,
            name=table.full_name,
            kind=TableKind(table.kind),
            column_ids=tuple([column.id for column in table.columns.values()]),
            fill=lambda judged: dict(self._columns(table, judged)),
            place=place(table.origin),
            former=table.former,
            temporary=table.temporary,
            query=table.query,
            bound=self.purposes.bound_activities(names) if self.purposes.bindings else (),
            primary_key=tuple(name.lower() for name in table.primary_key),
            classify=lambda: self._classify(self._plain[table.id]),
        )

    def _columns(self, table: Replayed, judged: JudgedTable) -> Iterator[tuple[object, JudgedColumn]]:
        keys = {key: foreign for foreign in table.foreign_keys for key in foreign.columns}
        declared_of_table = _of_table(table)
        for key, column in table.columns.items():
            foreign = keys.get(key)
            made = JudgedColumn(
                id=column.id,
                table=judged,
                name=column.name,
                data_type=column.type_text,
                comment=column.comment,
                place=place(column.origin),
                former=column.former,
                refers_to="" if foreign is None else ".".join(filter(None, self.side.referred(foreign.schema, foreign.table))),
                declare=lambda column=column: self._declared(column, judged, declared_of_table),  # type: ignore[misc]
                hint=information_type(column.tags),
            )
            for former in column.former:
                if former.rsplit(".", 1)[-1].lower() != column.name.lower():
                    made.sources.append(self._before(table, column, former.rsplit(".", 1)[-1]))
            yield column.id, made

    def _before(self, table: Replayed, column: ReplayedColumn, name: str) -> JudgedColumn:
        """Return a column under an earlier name: it still holds what that name said."""

        def classify() -> tuple[Mapping[str, tuple[Finding, ...]], bool]:
            columns = {key: other._replace(name=name) if other.id == column.id else other for key, other in table.columns.items()}
            return self._classify(self.side.as_table(_with_columns(table, columns)))

        earlier = JudgedTable(id=table.id, name=table.full_name, place=place(table.origin), classify=classify)
        return JudgedColumn(id=column.id, table=earlier, name=name, data_type=column.type_text, place=place(column.origin))

    def _classify(self, table: Table) -> tuple[Mapping[str, tuple[Finding, ...]], bool]:
        view = TableView(table=table)
        verdicts = decide(view, collect(view, self.survey, self.knowledge), self.knowledge)
        about = self.survey.about(table)
        return {key: verdict.findings for key, verdict in verdicts.items()}, about.of_person or about.kind in (Kind.PERSON, Kind.DETAIL)

    def _declared(self, column: ReplayedColumn, table: JudgedTable, of_table: Sequence[Declared]) -> Declared:
        names = (f"{table.name}.{column.name}", f"{table.name.rsplit('.', 1)[-1]}.{column.name}", *column.former)
        in_comment, of_platform = tag_in_comment(column.comment), declared_by(column.tags)
        return nearest(
            [
                self.purposes.decided(names),
                Declared(in_comment, "comment") if in_comment else None,
                Declared(of_platform, "platform") if of_platform else None,
                *(Declared(tag, "line") for tag in self._beside(column)),
                Declared(DeclaredTag(purposes=table.bound), "table") if table.bound else None,
                *of_table,
            ]
        )

    def _beside(self, column: ReplayedColumn) -> Iterator[DeclaredTag]:
        for pos in reversed(column.places or (column.origin,)):
            yield from self._tags_of(pos).get(column.id, ())

    def _tags_of(self, pos: Pos) -> Mapping[object, list[DeclaredTag]]:
        if pos.file not in self._lines:
            text = self.side.texts.get(pos.file, "")
            self._lines[pos.file] = dict(_attach(text, self._places.get(pos.file, []))) if "pii:" in text.lower() else {}
        return self._lines[pos.file]


def unchanged(base: Judge, head: Judge, edited: frozenset[str], flows: Iterable[SideFlow]) -> frozenset[object]:
    """Return the ids of the tables that need no look: the same at both revisions, and nothing else known of them or of their neighbours.

    ``edited`` are the files of the base that read differently now: a tag beside a column may have changed there. What data flow into
    from a changed table, or newly, is not the same either.
    """
    theirs, ours = base.side.tables, head.side.tables
    same = {key for key, table in ours.items() if key in theirs and alike(theirs[key], table)}
    if edited:
        same = {key for key in same if edited.isdisjoint(pos.file for column in ours[key].columns.values() for pos in column.places)}
    if base.purposes is not head.purposes:
        same = {key for key in same if base.purposes.of_table(ours[key].full_name) == head.purposes.of_table(ours[key].full_name)}
    if len(same) < len(ours) or len(ours) < len(theirs):
        before, now = base.survey.tables, head.survey.tables
        other = {name for name, about in now.items() if before.get(name) != about} | (before.keys() - now.keys())
        if other:
            same = {
                key
                for key in same
                if (name := ours[key].full_name) not in other and other.isdisjoint(now[name].references.values() if name in now else ())
            }
    return frozenset(same - _reached(same, flows))


def _reached(same: AbstractSet[object], flows: Iterable[SideFlow]) -> set[object]:
    """Return the tables that data of a changed table reach, step by step."""
    reached: set[object] = set()
    onward: dict[object, set[object]] = {}
    for flow in flows:
        if flow.kind in (FlowKind.SAME, FlowKind.COPY, FlowKind.TRANSFORM):
            onward.setdefault(flow.source[0], set()).add(flow.target[0])
            if flow.new or flow.source[0] not in same:
                reached.add(flow.target[0])
    waiting = list(reached)
    while waiting:
        for target in onward.get(waiting.pop(), ()):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    return reached


def _with_columns(table: Replayed, columns: dict[str, ReplayedColumn]) -> Replayed:
    from dataclasses import replace

    return replace(table, columns=columns)


def _of_table(table: Replayed) -> list[Declared]:
    """Return what was declared of a whole table: in its comment, by tags of the platform. It gives purposes, never what a column holds."""
    return [
        Declared(DeclaredTag(purposes=tag.purposes, retention=tag.retention), origin)
        for origin, tag in (("comment", tag_in_comment(table.comment)), ("platform", declared_by(table.tags)))
        if tag is not None and (tag.purposes or tag.retention)
    ]


def _attach(text: str, places: Sequence[tuple[int, int, object]]) -> Iterable[tuple[object, list[DeclaredTag]]]:
    """Give each ``pii:`` comment to a column: the last one named before it, or the next one when it has a line to itself."""
    attached: dict[object, list[DeclaredTag]] = {}
    spots = [entry[:2] for entry in places]
    lines: list[str] = []
    for comment in tag_comments(text):
        lines = lines or text.split("\n")
        index = bisect_left(spots, (comment.line, comment.column))
        if not comment.own_line:
            index -= 1
            line, column = spots[index] if index >= 0 else (0, 0)
            # On another line than the column's, it belongs to it only within the same statement.
            between = [lines[line - 1][column:], *lines[line : comment.line - 1], lines[comment.line - 1][: comment.column - 1]]
            if index < 0 or (line != comment.line and any(";" in part for part in between)):
                continue
        if 0 <= index < len(places):
            attached.setdefault(places[index][2], []).append(comment.tag)
    return attached.items()


def carry(base: Mapping[object, JudgedTable], head: Mapping[object, JudgedTable], flows: Sequence[SideFlow]) -> list[Flow]:
    """Return the flows between judged columns, and let tags go with copies and transformations."""
    joined = []
    for flow in _through(flows, head, base):
        source = _column(head, flow.source) or _column(base, flow.source)
        target = _column(head, flow.target)
        if source is None or target is None or source.id == target.id:
            continue
        if flow.kind is FlowKind.SAME:
            target.likes.append(source)
            continue
        joined.append(Flow(source=source, target=target, kind=flow.kind, place=flow.place, stored=flow.stored, new=flow.new))
        if flow.kind in (FlowKind.COPY, FlowKind.TRANSFORM):
            target.sources.append(source)
    return joined


_RANK = (FlowKind.SAME, FlowKind.COPY, FlowKind.TRANSFORM, FlowKind.AGGREGATE, FlowKind.CONDITION)


def _through(flows: Sequence[SideFlow], *sides: Mapping[object, JudgedTable]) -> Iterator[SideFlow]:
    """Yield flows; those out of a table that is gone (a temporary one) begin where its data came from."""

    def is_there(at: tuple[str, str]) -> bool:
        return any(_column(side, at) is not None for side in sides)

    into: dict[tuple[str, str], list[SideFlow]] = {}
    for flow in flows:
        if flow.target != flow.source and not is_there(flow.target):
            into.setdefault(flow.target, []).append(flow)
    for flow in flows:
        waiting, seen = [flow], {flow.source}
        while waiting:
            last = waiting.pop()
            if is_there(last.source):
                yield last
                continue
            for before in into.get(last.source, ()):
                if before.source not in seen:
                    seen.add(before.source)
                    kind = max(last.kind, before.kind, key=_RANK.index)
                    waiting.append(last._replace(source=before.source, kind=FlowKind.COPY if kind is FlowKind.SAME else kind))


def follow(base: Mapping[object, JudgedTable], head: Iterable[JudgedTable]) -> None:
    """Let tags go with renames and moves: a column is a source of itself under its new name."""
    owners = {key: table for table in base.values() for key in table.column_ids}
    for table in head:
        for column in table.columns.values():
            owner = owners.get(column.id)
            if owner is not None and (was := owner.columns[column.id]).full_name != column.full_name:
                column.sources.append(was)


def _column(tables: Mapping[object, JudgedTable], at: tuple[object, object]) -> JudgedColumn | None:
    table = tables.get(at[0])
    return table.columns.get(at[1]) if table is not None else None
