"""What a rule sees: the schema before and after, column by column, with what each holds and what was declared of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from piicatalog.checking.directives import DeclaredTag
from piicatalog.checking.finding import Place
from piicatalog.checking.purposes import Declared, Purposes, nearest
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.finding import Finding
from piicatalog.model.label import Label
from piicatalog.model.schema import TableKind

CERTAIN = 0.8
"""From this confidence on a column counts as personal (PII001); below it is only possibly so (PII007)."""
KEYS = frozenset({"CUSTOMER_ID"})
"""Keys of persons: a table becomes personal through them (PII010), but no purpose is asked for the key itself."""
CARRIERS = frozenset({"FREE_TEXT"})
"""May hold anything: PII008, not PII001."""
SECRETS = frozenset({"PASSWORD"})
"""A person's in a table of persons; elsewhere mostly a program's own."""
NATIONAL = frozenset({"FI_PERSONAL_IDENTITY_CODE", "NATIONAL_ID"})
SPECIAL = frozenset({"HEALTH", "ETHNICITY", "RELIGION", "POLITICAL", "TRADE_UNION", "SEX_LIFE", "BIOMETRIC", "GENETIC", "CRIMINAL"})


@dataclass(slots=True, kw_only=True, eq=False)
class JudgedColumn:
    """A column at one of the two revisions."""

    id: object
    """The same at both revisions and through renames."""
    table: "JudgedTable"
    name: str
    data_type: str = ""
    comment: str = ""
    place: Place
    former: tuple[str, ...] = ()
    """Earlier full names, latest first."""
    refers_to: str = ""
    """The table that a foreign key of this column points to."""
    hint: str = ""
    """What the platform's coarse classification says that it holds: counts where nothing else tells."""
    declare: Callable[[], Declared] = Declared
    """Puts together what stands in decisions, comments and platform tags, and the table's binding."""
    sources: list["JudgedColumn"] = field(default_factory=list)
    """The columns whose data it takes over: itself before a rename, those it is copied from."""
    likes: list["JudgedColumn"] = field(default_factory=list)
    """The columns that it was made like: what was declared of them holds of it too."""
    _own: Declared | None = field(default=None, repr=False)
    _declared: Declared | None = field(default=None, repr=False)

    @property
    def own(self) -> Declared:
        """What was declared of this very column or its table."""
        if self._own is None:
            self._own = self.declare()
        return self._own

    @property
    def declared(self) -> Declared:
        """What was declared; nearest wins, and what its sources are is the farthest.

        A source gives its entity type only where this column's own name does not tell one (a key or a text tells none). Itself before a rename
        gives its purposes too; a copy needs its own.
        """
        if self._declared is None:
            self._declared = self.own  # a circle of copies ends here
            if not self.own.dismissed:
                self._declared = nearest([self.own, *self._carried()])
        return self._declared

    def _carried(self) -> Iterator[Declared]:
        for source in (*self.likes, *self.sources):
            same = source.id == self.id or source in self.likes
            told = self.own.tag.entity_types or self.certain not in ("", *KEYS, *CARRIERS)
            kinds = () if told or not source.entity_type else (source.entity_type,)
            tag = DeclaredTag(
                entity_types=kinds, purposes=source.purposes if same else (), condition=source.declared.tag.condition if same else ""
            )
            if kinds or tag.purposes:
                yield carried(tag)

    @property
    def found(self) -> tuple[Finding, ...]:
        """What the classifier says, best first."""
        return self.table.findings.get(self.name, ())

    @property
    def full_name(self) -> str:
        """``shop.guardian.henkilotunnus``."""
        return f"{self.table.name}.{self.name}"

    @property
    def family(self) -> TypeFamily:
        """What kind of value it stores."""
        return family_of(self.data_type)

    @property
    def entity_type(self) -> str:
        """What it holds: as declared, else as found with certainty, else empty."""
        if self.declared.dismissed:
            return ""
        if self.declared.tag.entity_types:
            first = self.declared.tag.entity_types[0]
            return "" if first == "NONE" else first
        return self.certain or self.hint

    @property
    def certain(self) -> str:
        """What the classifier is certain of, or empty. A secret of a program, in a table of no persons, is possible only."""
        kind = str(self.found[0].entity_type) if self.found and self.found[0].confidence >= CERTAIN else ""
        return "" if kind in SECRETS and not self.table.of_persons else kind

    @property
    def possible(self) -> str:
        """What the classifier thinks possible when nothing is certain or declared, or empty."""
        if self.entity_type or self.declared.dismissed or self.declared.tag.entity_types or not self.found:
            return ""
        return str(self.found[0].entity_type)

    @property
    def confidence(self) -> float:
        """Of the entity type that it holds: 1 when declared."""
        wanted = self.entity_type or self.possible
        return next((finding.confidence for finding in self.found if finding.entity_type == wanted), 1.0)

    @property
    def is_personal(self) -> bool:
        """Whether a purpose is asked for it."""
        return self.entity_type not in ("", *KEYS, *CARRIERS)

    @property
    def is_tagged(self) -> bool:
        """Whether it is personal or somebody declared it so."""
        return self.is_personal or bool(self.declared.tag.purposes and not self.declared.dismissed)

    @property
    def purposes(self) -> tuple[str, ...]:
        """Those declared of the column, else those its table is bound to."""
        return self.declared.tag.purposes

    @property
    def state(self) -> str:
        """Type and tag in one text, for the baseline."""
        return f"{self.data_type.lower()} {self.own.tag}".strip()

    @property
    def why(self) -> Label:
        """Why it is believed: confidence and signals."""
        if self.declared.tag.entity_types:
            return Label(en="declared", fi="ilmoitettu")
        wanted = self.entity_type or self.possible
        finding = next((finding for finding in self.found if finding.entity_type == wanted), None)
        if finding is None:
            return Label(en="carried", fi="periytynyt")
        signals = list(dict.fromkeys(str(evidence.signal) for evidence in finding.evidence if evidence.weight > 0))
        english = ", ".join(_SIGNALS.get(signal, (signal, signal))[0] for signal in signals)
        finnish = ", ".join(_SIGNALS.get(signal, (signal, signal))[1] for signal in signals)
        return Label(en=f"{finding.confidence:.2f}: {english}", fi=f"{finding.confidence:.2f}: {finnish}")


_SIGNALS = {
    "column_name": ("name", "nimi"),
    "data_type": ("type", "tyyppi"),
    "comment": ("comment", "kommentti"),
    "table": ("table", "taulu"),
    "keys": ("keys", "avaimet"),
    "lineage": ("lineage", "alkuperä"),
}


@dataclass(slots=True, kw_only=True, eq=False)
class JudgedTable:
    """A table or view at one of the two revisions."""

    id: object
    name: str
    """With its schema where it has one."""
    kind: TableKind = TableKind.TABLE
    column_ids: tuple[object, ...] = ()
    """The ids of its columns, in declared order."""
    fill: Callable[["JudgedTable"], Mapping[object, JudgedColumn]] = lambda _: {}
    """Makes its columns; called at most once."""
    place: Place
    former: tuple[str, ...] = ()
    temporary: bool = False
    query: str = ""
    bound: tuple[str, ...] = ()
    """Activities that a person bound it to."""
    primary_key: tuple[str, ...] = ()
    """Folded names."""
    classify: Callable[[], tuple[Mapping[str, tuple[Finding, ...]], bool]] = lambda: ({}, False)
    """Returns the findings by column name, and whether its rows are about persons; called at most once."""
    _classified: tuple[Mapping[str, tuple[Finding, ...]], bool] | None = field(default=None, repr=False)
    _columns: Mapping[object, JudgedColumn] | None = field(default=None, repr=False)

    @property
    def columns(self) -> Mapping[object, JudgedColumn]:
        """By id, in declared order."""
        if self._columns is None:
            self._columns = self.fill(self)
        return self._columns

    @property
    def findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """What the classifier says of its columns, by name."""
        if self._classified is None:
            self._classified = self.classify()
        return self._classified[0]

    @property
    def of_persons(self) -> bool:
        """Whether its rows are persons or belong to persons, by its name and keys or by what else it holds of them."""
        if self.findings is not None and self._classified and self._classified[1]:
            return True
        others = SECRETS | KEYS | CARRIERS
        return any(found and found[0].confidence >= CERTAIN and found[0].entity_type not in others for found in self.findings.values())

    @property
    def is_view(self) -> bool:
        """Whether it stores nothing itself."""
        return self.kind is TableKind.VIEW

    @property
    def personal(self) -> list[JudgedColumn]:
        """Its personal columns."""
        return [column for column in self.columns.values() if column.is_personal]

    @property
    def is_personal(self) -> bool:
        """Whether it has a personal column."""
        return any(column.is_personal for column in self.columns.values())

    def column(self, name: str) -> JudgedColumn | None:
        """Return the column of a name, whatever its case."""
        wanted = name.lower()
        return next((column for column in self.columns.values() if column.name.lower() == wanted), None)


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


def carried(tag: DeclaredTag) -> Declared:
    """Return the declaration that a copy takes over."""
    return Declared(tag, "carried")
