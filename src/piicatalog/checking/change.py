"""What a rule sees: the schema before and after, column by column, with what each holds and what was declared of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from piicatalog.checking.finding import Place
from piicatalog.checking.judged import JudgedColumn, JudgedTable
from piicatalog.checking.purposes import Purposes


class FlowKind(StrEnum):
    """How a source column reaches a target column."""

    COPY = "copy"
    TRANSFORM = "transform"
    AGGREGATE = "aggregate"
    CONDITION = "condition"
    SAME = "same"
    """The target was made like the source: LIKE, CLONE, INHERITS, PARTITION OF."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Flow:
    """Data of one column ending up in another."""

    source: JudgedColumn
    target: JudgedColumn
    kind: FlowKind
    place: Place
    stored: bool
    """False for a plain view."""
    new: bool = True
    """Not at the base."""


class EventKind(StrEnum):
    """A change that the schema itself does not show."""

    GRANT = "grant"
    UNMASK = "unmask"
    """A masking policy, row policy or encryption was taken away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A statement of a changed file that is about a table but leaves its columns alone."""

    kind: EventKind
    table: str
    place: Place
    column: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that was not read as it stands; ``code`` is the rule that tells it."""

    code: str
    place: Place
    facts: Mapping[str, str] = field(default_factory=dict)
    changed: bool = True
    """In a file that the change touches."""
    minor: bool = False
    """It makes no column that could hold data: told as a note."""


@dataclass(kw_only=True, eq=False)
class Change:
    """The net difference between two revisions."""

    base: Mapping[object, JudgedTable] = field(default_factory=dict)
    head: Mapping[object, JudgedTable] = field(default_factory=dict)
    same: frozenset[object] = frozenset()
    """Ids of the tables that are as they were, what is known of their neighbours too: no rule has to look at them."""
    purposes: Purposes
    layout: str = ""
    flows: Sequence[Flow] = ()
    events: Sequence[Event] = ()
    problems: Sequence[Problem] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    """The changed files' texts by path, for what is written in them."""
    whole: bool = True
    """There is no base: everything is new."""
    dumps: Sequence[tuple[str, Mapping[object, JudgedTable], Mapping[object, JudgedTable]]] = ()
    """The files of baselines and dumps, their tables, and those of the migrations that they stand for."""
    gone: Mapping[object, Place] = field(default_factory=dict)
    """Where a column or table of the base, by its id, is dropped."""

    @cached_property
    def _base_owners(self) -> dict[object, JudgedTable]:
        return {key: table for table in self.base.values() for key in table.column_ids}

    @cached_property
    def _head_owners(self) -> dict[object, JudgedTable]:
        return {key: table for table in self.head.values() for key in table.column_ids}

    @cached_property
    def names(self) -> Mapping[str, JudgedTable]:
        """The tables of the head by their lower-case full names."""
        return {table.name.lower(): table for table in self.head.values()}

    def was(self, column: JudgedColumn) -> JudgedColumn | None:
        """Return a column of the head as it was at the base."""
        table = self._base_owners.get(column.id)
        return table.columns[column.id] if table is not None else None

    def now(self, column: JudgedColumn) -> JudgedColumn | None:
        """Return a column of the base as it is at the head."""
        table = self._head_owners.get(column.id)
        return table.columns[column.id] if table is not None else None

    @cached_property
    def tables(self) -> Sequence[JudgedTable]:
        """The tables and views of the head that are not as they were."""
        return [table for table in self.head.values() if table.id not in self.same]

    @cached_property
    def former_tables(self) -> Sequence[JudgedTable]:
        """The tables and views of the base that are not the same at the head."""
        return [table for table in self.base.values() if table.id not in self.same]

    @cached_property
    def stored(self) -> Sequence[JudgedColumn]:
        """The columns of the changed tables that store rows and stay."""
        return [column for table in self.tables if not table.is_view and not table.temporary for column in table.columns.values()]

    @cached_property
    def new(self) -> Sequence[JudgedColumn]:
        """The stored columns that the base does not have."""
        return [column for column in self.stored if column.id not in self._base_owners]

    @cached_property
    def changed(self) -> Sequence[tuple[JudgedColumn, JudgedColumn]]:
        """Stored columns whose name, table, type or own tag changed, as they were and as they are."""
        pairs = ((self.was(column), column) for column in self.stored)
        return [(was, now) for was, now in pairs if was is not None and (was.full_name != now.full_name or was.state != now.state)]

    @cached_property
    def judged(self) -> Sequence[JudgedColumn]:
        """The stored columns to be judged: new ones, and those whose type, tag or what they hold changed."""
        return [column for column in self.stored if (was := self.was(column)) is None or _judged_again(was, column)]

    def is_news(self, flow: Flow) -> bool:
        """Whether a flow brings personal data that it did not bring before: it is new, or what it comes from became personal."""
        was = self.was(flow.source)
        return flow.source.is_personal and (flow.new or (was is not None and not was.is_personal))

    @cached_property
    def copied_into(self) -> set[object]:
        """The ids of new columns that personal data were copied into; PII202 speaks of them, not PII001."""
        return {
            flow.target.id for flow in self.flows if flow.stored and flow.kind in (FlowKind.COPY, FlowKind.TRANSFORM) and self.is_news(flow)
        }

    def dropped(self) -> Iterator[JudgedColumn]:
        """Yield stored columns of the base that are gone while their table stays."""
        for table in self.former_tables:
            if table.id in self.head and not table.is_view:
                yield from (table.columns[key] for key in table.column_ids if key not in self._head_owners)

    def dropped_tables(self) -> Iterator[JudgedTable]:
        """Yield tables of the base that are gone with all their columns."""
        for table in self.former_tables:
            if table.id not in self.head and not table.is_view and not any(key in self._head_owners for key in table.column_ids):
                yield table

    def new_tables(self) -> Iterator[JudgedTable]:
        """Yield stored tables of the head that the base does not have under any name."""
        for table in self.tables:
            new = table.id not in self.base and not any(key in self._base_owners for key in table.column_ids)
            if new and not table.is_view and not table.temporary:
                yield table


def _judged_again(was: JudgedColumn, now: JudgedColumn) -> bool:
    return was.state != now.state or any(
        getattr(was, name) != getattr(now, name) for name in ("entity_type", "possible", "certain", "purposes")
    )


def about(column: JudgedColumn, layout: str) -> dict[str, Any]:
    """Return what every finding on a column says of it."""
    return {
        "layout": layout,
        "table": column.table.name,
        "column": column.name,
        "entity_type": column.entity_type or column.possible,
        "former": column.former,
        "state": column.state,
    }


def about_table(table: JudgedTable, layout: str) -> dict[str, Any]:
    """Return what every finding on a table says of it."""
    return {"layout": layout, "table": table.name, "former": table.former}
