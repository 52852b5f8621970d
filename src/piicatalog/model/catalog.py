"""The catalog: every column of a source with what it holds, why it may be there, and how far that was checked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from piicatalog.model.finding import Verdict
from piicatalog.model.reason import Words
from piicatalog.model.schema import Column, Table

if TYPE_CHECKING:
    import pandas as pd


class Origin(StrEnum):
    """How an activity came to a table."""

    BOUND = "bound"
    """By a person, in decisions.yaml or piicatalog.yaml."""
    INFERRED = "inferred"
    """From words, keys or siblings."""
    CANDIDATE = "candidate"
    """Unknown: every activity that declares the category; a question to the steward."""


class Severity(StrEnum):
    """How bad a conformance finding is: E1, W4, Q2."""

    ERROR = "error"
    WARNING = "warning"
    QUESTION = "question"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignedActivity:
    """A processing activity that a column's table serves."""

    id: str
    origin: Origin
    confidence: float
    """0 to 1; kept apart from the confidence of the entity type."""
    reason: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignedRetention:
    """A retention rule that holds for a column, with the activity that brings it."""

    rule: str
    activity: str
    computable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignedBasis:
    """A legal basis that holds for a column, with the activity that brings it."""

    basis: str
    activity: str
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A conformance finding on a column or table."""

    rule: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnTags:
    """Why a column may be there: what the notice says of it."""

    data_categories: tuple[str, ...] = ()
    activities: tuple[AssignedActivity, ...] = ()
    purposes: tuple[str, ...] = ()
    legal_bases: tuple[AssignedBasis, ...] = ()
    retention: tuple[AssignedRetention, ...] = ()
    violations: tuple[Violation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided of a column; the words of ``decisions.yaml``."""

    action: str
    """``confirm``, ``dismiss`` or ``retype``."""
    entity_type: str = ""
    who: str = ""
    when: str = ""
    why: str = ""
    recheck: str = ""
    note: Words = ""
    """Why it no longer holds as it stands: the evidence changed, or its re-check date has passed; empty while it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogColumn:
    """One column of the catalog."""

    source: str
    table: Table
    column: Column
    verdict: Verdict
    tags: ColumnTags = ColumnTags()
    decision: Decision | None = None

    @property
    def full_name(self) -> str:
        """``shop.asiakas.hetu``."""
        return f"{self.table.full_name}.{self.column.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """All columns of one or more sources, in a stable order."""

    notice: str
    columns: tuple[CatalogColumn, ...]
    scanned_at: datetime | None = None
    """None where two equal scans must give equal bytes."""
    problems: tuple[Words, ...] = ()
    """What could not be read, in words: files, statements, tables."""
    version: int = 1

    def __repr__(self) -> str:
        found = sum(bool(entry.verdict.findings) for entry in self.columns)
        return f"<Catalog of {len(self.columns)} columns, {found} with findings; to_pandas() shows them>"

    def to_pandas(self) -> "pd.DataFrame":
        """Return one row per column, without any value: where it is, its state, entity types and tags."""
        import pandas as pd

        return pd.DataFrame.from_records(
            [
                {
                    "source": entry.source,
                    "schema": entry.table.schema,
                    "table": entry.table.name,
                    "column": entry.column.key,
                    "data_type": entry.column.data_type,
                    "state": str(entry.verdict.state),
                    "entity_type": str(entry.verdict.findings[0].entity_type) if entry.verdict.findings else None,
                    "confidence": entry.verdict.findings[0].confidence if entry.verdict.findings else None,
                    "entity_types": [str(finding.entity_type) for finding in entry.verdict.findings],
                    "data_categories": list(entry.tags.data_categories),
                    "activities": [activity.id for activity in entry.tags.activities],
                    "legal_bases": list(dict.fromkeys(basis.basis for basis in entry.tags.legal_bases)),
                    "retention": list(dict.fromkeys(rule.rule for rule in entry.tags.retention)),
                    "violations": [violation.rule for violation in entry.tags.violations],
                    "rows_read": entry.verdict.checked.values,
                    "why_not": str(entry.verdict.checked.why_not),
                }
                for entry in self.columns
            ],
        )
