"""The parts of a record of processing activities, each with where it is from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from piicatalog.model.label import Label

Feasible = Mapping[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]]
"""By activity and rule: the columns that its end is counted from, and what is to be answered."""


class Status(StrEnum):
    """Where an item of the record is from."""

    FROM_NOTICE = "from_notice"
    FROM_SCAN = "from_scan"
    DERIVED = "derived"
    """By rules; a person must review it."""
    STEWARD = "steward"
    TO_BE_COMPLETED = "to_be_completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One statement of the record."""

    id: str
    label: Label
    status: Status
    note: str = ""
    """The article of a legal basis."""
    scope: str = ""
    """What a legal basis is for, where not for everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A column that holds a category of data: the evidence for it."""

    column: str
    """Its full name."""
    table: str
    entity_type: str
    confidence: float
    confirmed: bool
    """A person has said so."""
    values: int | None = None
    """Met by chance in so many of the values looked at; None: it is what the column holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryItem:
    """A category of personal data of an activity, with the columns that hold it and when it is erased."""

    id: str
    label: Label
    status: Status
    entity_types: tuple[str, ...]
    holdings: tuple[Holding, ...]
    special: bool
    limits: tuple["Limit", ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The full names of the columns that hold it."""
        return tuple(holding.column for holding in self.holdings)

    @property
    def is_declared(self) -> bool:
        """Whether the notice names it for the activity."""
        return self.status is Status.FROM_NOTICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A time limit for erasure."""

    rule: str
    label: Label
    computable: str
    bound: str
    status: Status
    anchors: tuple[str, ...] = ()
    """The columns that it is counted from, as bound or proposed."""
    open: tuple[str, ...] = ()
    """What must be answered before it can be computed, with the answers that people have given."""

    @property
    def is_open(self) -> bool:
        """Whether no end can be computed from it."""
        return bool(self.open) or (not self.anchors and self.computable == "false")


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One processing activity."""

    id: str
    row: int
    label: Label
    purposes: tuple[Item, ...]
    dpv: tuple[str, ...]
    legal_bases: tuple[Item, ...]
    data_subjects: tuple[Item, ...]
    categories: tuple[CategoryItem, ...]
    retention: tuple[Limit, ...]
    recipients: tuple[Item, ...]
    transfers: tuple[Item, ...]
    security: tuple[Item, ...]
    systems: tuple[str, ...]
    gaps: tuple[tuple[str, str], ...]
    """Gap id and what it is about."""
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The whole record."""

    notice: str
    title: str
    header: tuple[str, ...]
    read: str
    """When the databases were read, ISO 8601; empty where that is not known."""
    controller: tuple[tuple[str, Item], ...]
    """By the key of its heading."""
    activities: tuple[Activity, ...]
    outside: tuple[CategoryItem, ...]
    """Personal data that no activity is known for."""
