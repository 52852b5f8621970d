"""The form of the catalog document (``catalog.json``), part by part, each with the core's value that it stands for."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictFloat, StrictInt, StrictStr

from piicatalog.model.catalog import AssignedActivity, AssignedBasis, AssignedRetention, ColumnTags, Decision, Origin, Severity, Violation
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.finding import Checked, ColumnState, Finding, Incidence, Verdict
from piicatalog.model.label import Label
from piicatalog.model.reason import Part as Value
from piicatalog.model.reason import Reason, Words
from piicatalog.model.schema import Column, ForeignKey, Position, Table, TableKind

Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0, lt=2**63)]
SaidShare = Annotated[StrictFloat, Field(ge=0, le=1)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Names = tuple[str, ...]


class Part(BaseModel):
    """A part of the document; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class LabelPart(Part):
    """A name in each language."""

    fi: str
    sv: str
    en: str


class SaidPart(Part):
    """A sentence by its key and what fills its blanks: texts, counts, shares (0 to 1), names, other sentences."""

    key: str
    parts: dict[
        str,
        Annotated[
            "StrictStr | StrictInt | SaidShare | LabelPart | SaidPart | tuple[SaidPart, ...]",
            Field(union_mode="left_to_right"),
        ],
    ]

    def to_reason(self) -> Reason:
        """Return it as the core's value, whether or not this version knows the sentence."""
        return Reason(self.key, {name: _said(part) for name, part in self.parts.items()})


def _said(part: str | float | LabelPart | SaidPart | tuple[SaidPart, ...]) -> Value:
    if isinstance(part, LabelPart):
        return Label(fi=part.fi, sv=part.sv, en=part.en)
    if isinstance(part, tuple):
        return tuple(each.to_reason() for each in part)
    return part.to_reason() if isinstance(part, SaidPart) else part


def words(text: str, said: SaidPart | None) -> Words:
    """Return a sentence as it can be said in any language, or its text where it cannot: another version or somebody else wrote it."""
    if said is None:
        return text
    reason = said.to_reason()
    try:
        reason.in_language("en")
    except KeyError:
        return text
    return reason


class EvidencePart(Part):
    """One reason; ``weight`` is a log-odds. ``said`` is what ``reason`` says in English; null for a text of no language of ours."""

    entity_type: EntityType
    signal: Signal
    weight: Number
    reason: str
    said: SaidPart | None = None
    detector: str

    def to_evidence(self) -> Evidence:
        """Return it as the core's value."""
        return Evidence(
            entity_type=self.entity_type,
            signal=self.signal,
            weight=self.weight,
            reason=words(self.reason, self.said),
            detector=self.detector,
        )


class FindingPart(Part):
    """An entity type with how sure that is, and why."""

    entity_type: EntityType
    confidence: Share
    reasons: Names
    evidence: tuple[EvidencePart, ...]

    def to_finding(self) -> Finding:
        """Return it as the core's value."""
        return Finding(
            entity_type=self.entity_type,
            confidence=self.confidence,
            evidence=tuple(part.to_evidence() for part in self.evidence),
        )


class IncidencePart(Part):
    """Personal data in some values only."""

    entity_type: EntityType
    values: Count


class ActivityPart(Part):
    """A processing activity that the column's table serves."""

    id: str
    origin: Origin
    confidence: Share
    reason: str
    said: SaidPart | None = None

    def to_activity(self) -> AssignedActivity:
        """Return it as the core's value."""
        return AssignedActivity(id=self.id, origin=self.origin, confidence=self.confidence, reason=words(self.reason, self.said))


class BasisPart(Part):
    """A legal basis, with the activity that brings it."""

    basis: str
    activity: str
    scope: str


class RetentionPart(Part):
    """A retention rule, with the activity that brings it."""

    rule: str
    activity: str
    computable: str


class ViolationPart(Part):
    """A conformance finding."""

    rule: str
    severity: Severity
    message: str


class CheckedPart(Part):
    """What was read: rows, rows with a value, the bound of a clean column (a share of rows), or why not."""

    values: Count
    non_null: Count
    bound: Share | None
    why_not: str | None
    said: SaidPart | None = None

    def to_checked(self) -> Checked:
        """Return it as the core's value."""
        return Checked(values=self.values, non_null=self.non_null, bound=self.bound, why_not=words(self.why_not or "", self.said))


class DecisionPart(Part):
    """What a person decided of the column."""

    action: Literal["confirm", "dismiss", "retype"]
    entity_type: EntityType | None
    who: str
    when: str
    why: str
    recheck: str
    note: str
    said: SaidPart | None = None

    def to_decision(self) -> Decision:
        """Return it as the core's value."""
        return Decision(
            action=self.action,
            entity_type=str(self.entity_type or ""),
            who=self.who,
            when=self.when,
            why=self.why,
            recheck=self.recheck,
            note=words(self.note, self.said),
        )


class PositionPart(Part):
    """Where the column is declared; line and column from 1."""

    file: str
    line: Count
    column: Count


class DeclaredPart(Part):
    """What the source declares of a column (the form with evidence only)."""

    path: Names
    nullable: bool
    comment: str
    position: PositionPart | None
    why_not: str
    said: SaidPart | None = None
    listed: bool
    """False: it stands for a table whose columns could not be listed."""


class ColumnPart(Part):
    """One column of the catalog."""

    source: str
    schema_: Annotated[str, Field(alias="schema")]
    table: str
    column: str
    path: str | None
    """The whole dotted name of a nested field."""
    data_type: str
    state: ColumnState
    findings: tuple[FindingPart, ...]
    """What stands, best first."""
    incidental: tuple[IncidencePart, ...]
    data_categories: Names
    activities: tuple[ActivityPart, ...]
    purposes: Names
    legal_bases: Names
    legal_bases_of_activities: tuple[BasisPart, ...]
    retention: tuple[RetentionPart, ...]
    violations: tuple[ViolationPart, ...]
    checked: CheckedPart
    decision: DecisionPart | None
    candidates: tuple[FindingPart, ...] = ()
    """What was considered and lost (the form with evidence only)."""
    declared: DeclaredPart | None = None

    @property
    def listed(self) -> bool:
        """Whether it is a column of its table."""
        return self.declared is None or self.declared.listed

    def to_column(self) -> Column:
        """Return what the source declares."""
        declared = self.declared
        if declared is None:
            path = self.path.removeprefix(f"{self.column}.").split(".") if self.path else ()
            return Column(name=self.column, data_type=self.data_type, path=tuple(path))
        place = declared.position
        return Column(
            name=self.column,
            data_type=self.data_type,
            path=declared.path,
            nullable=declared.nullable,
            comment=declared.comment,
            position=Position(file=place.file, line=place.line, column=place.column) if place else None,
            why_not=words(declared.why_not, declared.said),
        )

    def to_verdict(self) -> Verdict:
        """Return what was decided."""
        return Verdict(
            state=self.state,
            findings=tuple(part.to_finding() for part in self.findings),
            candidates=tuple(part.to_finding() for part in self.candidates),
            incidental=tuple(Incidence(entity_type=part.entity_type, values=part.values) for part in self.incidental),
            checked=self.checked.to_checked(),
        )

    def to_tags(self) -> ColumnTags:
        """Return why it may be there."""
        return ColumnTags(
            data_categories=self.data_categories,
            activities=tuple(part.to_activity() for part in self.activities),
            purposes=self.purposes,
            legal_bases=tuple(AssignedBasis(**part.__dict__) for part in self.legal_bases_of_activities),
            retention=tuple(AssignedRetention(**part.__dict__) for part in self.retention),
            violations=tuple(Violation(**part.__dict__) for part in self.violations),
        )


class ForeignKeyPart(Part):
    """Columns that refer to another table's."""

    columns: Names
    schema_: Annotated[str, Field(alias="schema")]
    table: str
    referred_columns: Names


class TablePart(Part):
    """What the source declares of a table (the form with evidence only)."""

    source: str = ""
    schema_: Annotated[str, Field(alias="schema")]
    table: str
    kind: TableKind
    primary_key: Names
    foreign_keys: tuple[ForeignKeyPart, ...]
    comment: str
    row_estimate: int | None
    query: str
    why_not: str
    said: SaidPart | None = None

    def to_table(self, columns: Iterable[Column]) -> Table:
        """Return it as the core's value, with its columns."""
        return Table(
            schema=self.schema_,
            name=self.table,
            kind=self.kind,
            columns=tuple(columns),
            primary_key=self.primary_key,
            foreign_keys=tuple(
                ForeignKey(columns=key.columns, schema=key.schema_, table=key.table, referred_columns=key.referred_columns)
                for key in self.foreign_keys
            ),
            comment=self.comment,
            row_estimate=self.row_estimate,
            query=self.query,
            why_not=words(self.why_not, self.said),
        )


class CatalogDocument(Part):
    """The catalog document, version 1: every column of what was scanned, in a stable order, and no value of any."""

    version: Literal[1]
    notice: str
    """The id of the privacy notice that tags come from."""
    scanned_at: datetime | None = None
    problems: Names = ()
    """What could not be read."""
    problems_said: tuple[SaidPart | None, ...] = ()
    """The same by their keys and parts; null for a text that somebody wrote."""
    tables: tuple[TablePart, ...] = ()
    columns: tuple[ColumnPart, ...]


class StoredTableDocument(Part):
    """One table as the store keeps it."""

    table: TablePart
    columns: tuple[ColumnPart, ...]
