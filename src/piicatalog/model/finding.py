"""What a column was found to hold, and how sure that is."""

from dataclasses import dataclass
from enum import StrEnum

from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence
from piicatalog.model.reason import Words


class ColumnState(StrEnum):
    """What is known of a column; silence never means clean."""

    CONFIRMED = "confirmed"
    SUGGESTED = "suggested"
    DISMISSED = "dismissed"
    INCIDENTAL = "incidental"
    """Personal data in some values only: not what the column is for."""
    CLEAN = "clean"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An entity type with its calibrated confidence (0 to 1) and all evidence for and against it."""

    entity_type: EntityType
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incidence:
    """Sparse personal data: how many of the values read hold an entity type somewhere in them."""

    entity_type: EntityType
    values: int
    """How many of the values read hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was read before the verdict."""

    values: int = 0
    """Rows read."""
    non_null: int = 0
    bound: float | None = None
    """With no hit: at most this share of rows (0 to 1) holds personal data of a known form, with 95 % confidence."""
    why_not: Words = ""
    """Why values were not read; empty when they were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The decision on one column."""

    state: ColumnState
    findings: tuple[Finding, ...] = ()
    """What stands, best first."""
    candidates: tuple[Finding, ...] = ()
    """What was considered and lost, best first."""
    incidental: tuple[Incidence, ...] = ()
    checked: Checked = Checked()

    @property
    def entity_types(self) -> tuple[EntityType, ...]:
        """What stands, best first, then what was met in some values only; each once."""
        standing = [finding.entity_type for finding in self.findings]
        return tuple(dict.fromkeys([*standing, *(hit.entity_type for hit in self.incidental)]))
