"""Classifies the columns of a replayed schema and puts together what was declared of them.

A table is classified only when a rule asks about it: in a pull request those are few, however long the history.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from piicatalog.checking.change import Flow, FlowKind, JudgedColumn, JudgedTable
from piicatalog.checking.directives import DeclaredTag, parse_tag, tag_comments, tag_in_comment
from piicatalog.checking.purposes import Declared, Purposes, nearest
from piicatalog.checking.sides import Side, SideColumn, SideFlow, SideTable
from piicatalog.decision.decide import decide
from piicatalog.definitions.knowledge import Knowledge
from piicatalog.detection import TableView
from piicatalog.detection.collect import collect
from piicatalog.detection.survey import Kind, Survey, survey
from piicatalog.model.finding import Finding
from piicatalog.model.schema import Table

_PLATFORM_KEYS = frozenset({"pii", "piicatalog", "personal_data", "entity_type"})


class Judge:
    """One side of a change, judged table by table as asked."""

    def __init__(self, side: Side, knowledge: Knowledge, purposes: Purposes) -> None:
        self.side, self.knowledge, self.purposes = side, knowledge, purposes
        self._tables = {table.id: table.as_table() for table in side.tables}
        self._lines: dict[str, dict[object, list[DeclaredTag]]] = {}

    @cached_property
    def _survey(self) -> Survey:
        return survey(list(self._tables.values()), self.knowledge)

    @cached_property
    def _places(self) -> Mapping[str, list[tuple[int, int, object]]]:
        """Where columns are named, by file, in order."""
        places: dict[str, list[tuple[int, int, object]]] = {}
        for table in self.side.tables:
            for column in table.columns:
                for place in column.places or (column.place,):
                    places.setdefault(place.file, []).append((place.line, place.column, column.id))
        return {file: sorted(found, key=lambda entry: entry[:2]) for file, found in places.items()}

    def tables(self) -> dict[object, JudgedTable]:
        """Return all tables by id; what their columns hold is found when it is asked for."""
        return {table.id: self._table(table) for table in self.side.tables}

    def _table(self, table: SideTable) -> JudgedTable:
        plain = self._tables[table.id]
        judged = JudgedTable(
            id=table.id,
            name=table.full_name,
            kind=table.kind,
            place=table.place,
            former=table.former,
            temporary=table.temporary,
            query=table.query,
            bound=self.purposes.bound_activities(table.full_name),
            primary_key=tuple(name.lower() for name in table.primary_key),
            classify=lambda: self._classify(plain),
        )
        keys = {name.lower(): key for key in table.foreign_keys for name in key.columns}
        for column in table.columns:
            key = keys.get(column.name.lower())
            judged.columns[column.id] = JudgedColumn(
                id=column.id,
                table=judged,
                name=column.name,
                data_type=column.data_type,
                comment=column.comment,
                place=column.place,
                former=column.former,
                refers_to="" if key is None else f"{key.schema}.{key.table}" if key.schema else key.table,
                declare=lambda column=column, judged=judged: self._declared(column, judged),  # type: ignore[misc]
            )
            for former in column.former:
                if former.rsplit(".", 1)[-1].lower() != column.name.lower():
                    judged.columns[column.id].sources.append(self._before(table, column, former.rsplit(".", 1)[-1]))
        return judged

    def _before(self, table: SideTable, column: SideColumn, name: str) -> JudgedColumn:
        """Return a column under an earlier name: it still holds what that name said."""
        columns = tuple(other._replace(name=name) if other.id == column.id else other for other in table.columns)
        plain = table._replace(columns=columns).as_table()
        earlier = JudgedTable(id=table.id, name=table.full_name, place=table.place, classify=lambda: self._classify(plain))
        return JudgedColumn(id=column.id, table=earlier, name=name, data_type=column.data_type, place=column.place)

    def _classify(self, table: Table) -> tuple[Mapping[str, tuple[Finding, ...]], bool]:
        view = TableView(table=table)
        verdicts = decide(view, collect(view, self._survey, self.knowledge), self.knowledge)
        about = self._survey.about(table)
        return {key: verdict.findings for key, verdict in verdicts.items()}, about.of_person or about.kind in (Kind.PERSON, Kind.DETAIL)

    def _declared(self, column: SideColumn, table: JudgedTable) -> Declared:
        names = (f"{table.name}.{column.name}", f"{table.name.rsplit('.', 1)[-1]}.{column.name}", *column.former)
        in_comment = tag_in_comment(column.comment)
        declarations = [
            self.purposes.decided(names),
            Declared(in_comment, "comment") if in_comment else None,
            _platform(column.tags),
            *(Declared(tag, "line") for tag in self._beside(column)),
        ]
        own = nearest(declarations)
        return nearest([own, Declared(DeclaredTag(purposes=table.bound), "table")]) if table.bound else own

    def _beside(self, column: SideColumn) -> Iterator[DeclaredTag]:
        for place in reversed(column.places or (column.place,)):
            if place.file not in self._lines:
                self._lines[place.file] = dict(_attach(self.side.texts.get(place.file, ""), self._places.get(place.file, [])))
            yield from self._lines[place.file].get(column.id, ())


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


def _platform(tags: Mapping[str, str]) -> Declared | None:
    parts = [
        value if name.lower() in _PLATFORM_KEYS else f"{name.lower()}={value}"
        for name, value in tags.items()
        if name.lower() in _PLATFORM_KEYS | {"purpose", "retention", "condition"}
    ]
    return Declared(parse_tag(" ".join(parts)), "platform") if parts else None


def carry(base: Mapping[object, JudgedTable], head: Mapping[object, JudgedTable], flows: Iterable[SideFlow]) -> list[Flow]:
    """Return the flows between judged columns, and let tags go with renames, copies and transformations."""
    before = {column.id: column for table in base.values() for column in table.columns.values()}
    for table in head.values():
        for column in table.columns.values():
            was = before.get(column.id)
            if was is not None and was.full_name != column.full_name:
                column.sources.append(was)
    joined = []
    for flow in flows:
        source = _column(head, flow.source) or _column(base, flow.source)
        target = _column(head, flow.target)
        if source is None or target is None or source.id == target.id:
            continue
        joined.append(Flow(source=source, target=target, kind=flow.kind, place=flow.place, stored=flow.stored, new=flow.new))
        if flow.kind in (FlowKind.COPY, FlowKind.TRANSFORM):
            target.sources.append(source)
    return joined


def _column(tables: Mapping[object, JudgedTable], at: tuple[object, object]) -> JudgedColumn | None:
    table = tables.get(at[0])
    return table.columns.get(at[1]) if table is not None else None
