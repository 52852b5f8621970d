"""What each table's columns must keep and lose when: the catalog's tags, the notice's rules and the anchors put together."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from piicatalog.detection.references import key_graph
from piicatalog.errors import UsageError
from piicatalog.model.catalog import Catalog, CatalogColumn, Origin
from piicatalog.model.configuration import Event
from piicatalog.model.finding import ColumnState
from piicatalog.model.label import Label
from piicatalog.model.processing import Bound, Notice, RetentionKind, RetentionRule
from piicatalog.model.retention import Assignment, ByProductGroup, Dependent, Ending, Latest, Unknown, WhenHappened
from piicatalog.model.schema import Table, TableKind
from piicatalog.retention.anchors import PRODUCT_GROUP, Anchors, Route
from piicatalog.retention.endings import Parameters, ending_of, events_of, questions_of
from piicatalog.retention.periods import parse_period
from piicatalog.retention.vouchers import PARAMETER, Voucher, voucher

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge

PERSONAL = frozenset({ColumnState.CONFIRMED, ColumnState.SUGGESTED, ColumnState.INCIDENTAL})
UNCERTAIN = "bind_table"
"""The question that a table without a certain activity raises."""
_OWN = re.compile(r"(?P<period>P\w+)(?:\s+from\s+(?P<event>[a-z][a-z0-9_]*))?")
UNDECLARED = "undeclared"
"""The question of a column whose table is for something, but not for this kind of data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnGroup:
    """Columns of a table for which the same rules hold."""

    columns: tuple[str, ...]
    assignments: tuple[Assignment, ...]
    voucher: Voucher
    questions: tuple[str, ...]
    """What must be answered before all is exact: parameters, and ``anchor:<event>`` where no column tells of an event."""

    @property
    def activities(self) -> tuple[str, ...]:
        """The activities that the columns serve, sorted."""
        return tuple(sorted({assignment.activity for assignment in self.assignments}))

    @property
    def is_exact(self) -> bool:
        """Whether every rule can be computed."""
        return bool(self.assignments) and not self.questions


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TablePlan:
    """All personal columns of a table."""

    source: str
    table: Table
    groups: tuple[ColumnGroup, ...]
    routes: Mapping[str, Route]
    """By event: how a row comes to its date. An event that is missing: no column tells of it."""
    never: frozenset[str]
    """Events that the organisation says do not happen (``last_interruption: none``)."""

    @property
    def has_rows(self) -> bool:
        """Whether it keeps rows of its own; those of a view are other tables'."""
        return self.table.kind is not TableKind.VIEW


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """The plan of a whole catalog."""

    tables: tuple[TablePlan, ...]
    rules: Mapping[str, RetentionRule]
    anchors: Anchors


def make_plan(
    catalog: Catalog,
    notice: Notice,
    knowledge: "Knowledge",
    *,
    events: Iterable[Event] = (),
    parameters: Iterable[tuple[str, str]] = (),
    tables: Iterable[Table] = (),
) -> Plan:
    """Return the plan of a catalog; ``tables`` are those of the live source, whose keys a document may lack.

    ``parameters`` are the organisation's answers: they come before the notice's own. UsageError when one is malformed or
    an event names a column that is not there.
    """
    answers = Parameters.of(notice.parameters, parameters)
    live = {table.full_name: table for table in tables}
    known = {entry.table.full_name: live.get(entry.table.full_name, entry.table) for entry in catalog.columns} | live
    anchors = Anchors.of(key_graph(tuple(known.values()), knowledge), events)
    rules = {rule.id: rule for rule in notice.retention_rules}
    plans = []
    for _, entries in groupby(catalog.columns, key=lambda entry: (entry.source, entry.table.schema, entry.table.name)):
        personal = [entry for entry in entries if entry.verdict.state in PERSONAL]
        if personal:
            plans.append(_table_plan(known[personal[0].table.full_name], personal, rules, answers, anchors))
    return Plan(tables=tuple(plans), rules=rules, anchors=anchors)


def _table_plan(
    table: Table, entries: Sequence[CatalogColumn], rules: Mapping[str, RetentionRule], answers: Parameters, anchors: Anchors
) -> TablePlan:
    bound = any(_certain(entry) for entry in entries)
    drafts: dict[tuple[tuple[Assignment, ...], Voucher, bool], list[str]] = {}
    for entry in entries:
        kind = voucher(table, entry.column, answers)
        uncertain = not _certain(entry)
        drafts.setdefault((tuple(_assignments(entry, kind, rules, answers)), kind, uncertain), []).append(entry.column.key)
    never = frozenset(name for name, value in answers.values.items() if value.lower() == "none" and name != PARAMETER)
    wanted = {event for assignments, _, _ in drafts for each in assignments for event in events_of(each.ending)} | {
        PRODUCT_GROUP,
        "legal_hold",
    }
    routes = {event: route for event in sorted(wanted - never) if (route := anchors.route(table.full_name, event)) is not None}
    told = never | routes.keys()
    groups = tuple(
        ColumnGroup(
            columns=tuple(columns),
            assignments=assignments,
            voucher=kind,
            questions=tuple(dict.fromkeys(_questions(assignments, told, asked=_asked(uncertain=uncertain, bound=bound)))),
        )
        for (assignments, kind, uncertain), columns in drafts.items()
    )
    return TablePlan(source=entries[0].source, table=table, groups=groups, routes=routes, never=never)


def _assignments(entry: CatalogColumn, kind: Voucher, rules: Mapping[str, RetentionRule], answers: Parameters) -> Iterator[Assignment]:
    """Yield the rules of a column: of activities that are more than candidates, a statutory one for voucher content alone."""
    certain = {activity.id for activity in entry.tags.activities if activity.origin is not Origin.CANDIDATE}
    for assigned in sorted(set(entry.tags.retention), key=lambda each: (each.activity, each.rule)):
        if assigned.activity and assigned.activity not in certain:
            continue
        rule = rules.get(assigned.rule) or _own(assigned.rule)
        if rule.applies_to and not set(rule.applies_to) & set(entry.tags.data_categories):
            continue
        if rule.bound is Bound.MIN and kind not in {Voucher.YES, Voucher.LIKELY}:
            continue
        yield Assignment(activity=assigned.activity, rule=rule.id, bound=rule.bound, ending=ending_of(rule, answers))


def _own(text: str) -> RetentionRule:
    """Return the rule that a person gave a column: ``P7Y`` from the record's creation, or ``P7Y from employment_end``."""
    said = _OWN.fullmatch(text.strip())
    if said is None:
        raise UsageError(f"the notice has no retention rule {text}; write one of its rules, P7Y, or P7Y from last_order")
    parse_period(said["period"])
    return RetentionRule(
        id=text,
        label=Label(en=text),
        kind=RetentionKind.EVENT_ANCHORED if said["event"] else RetentionKind.FIXED,
        period=said["period"],
        anchor=said["event"] or "created",
        computable="true",
    )


def _certain(entry: CatalogColumn) -> bool:
    return any(activity.origin is not Origin.CANDIDATE for activity in entry.tags.activities)


def _asked(*, uncertain: bool, bound: bool) -> str:
    """Return what is asked of a column without a purpose."""
    return UNDECLARED if uncertain and bound else UNCERTAIN if uncertain else ""


def _questions(assignments: Sequence[Assignment], told: Iterable[str], *, asked: str) -> Iterator[str]:
    if asked or not assignments:
        yield asked or UNDECLARED
    for assignment in assignments:
        yield from unanswered(assignment.ending, frozenset(told))
    if assignments and all(isinstance(assignment.ending, Dependent) for assignment in assignments):
        yield "circular"


def unanswered(ending: Ending, told: frozenset[str]) -> Iterator[str]:
    """Yield what keeps an ending from being exact: questions, and events that no column tells of."""
    if isinstance(ending, Dependent):
        return
    yield from questions_of(ending)
    yield from (f"anchor:{event}" for event in _needed(ending) if event not in told)


def _needed(ending: Ending) -> Iterator[str]:
    match ending:
        case Latest():
            for part in ending.parts:
                yield from _needed(part)
        case WhenHappened():
            yield ending.event
            yield from _needed(ending.otherwise)
        case ByProductGroup():
            yield PRODUCT_GROUP
            yield from events_of(ending)
        case Unknown():
            if ending.at_least is not None:
                yield from _needed(ending.at_least)
        case _:
            yield from events_of(ending)
