"""How long a column's data may and must be kept: periods, endings, and the timeline of one record.

An *ending* is a retention rule made exact: which event ends it and how long after. It is evaluated for one record in
Python and pushed down as SQL for all of them, so both say the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from piicatalog.model.processing import Bound
from piicatalog.model.reason import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """An ISO 8601 duration in calendar units; weeks are days."""

    years: int = 0
    months: int = 0
    days: int = 0

    def __str__(self) -> str:
        parts = "".join(f"{count}{unit}" for count, unit in ((self.years, "Y"), (self.months, "M"), (self.days, "D")) if count)
        return f"P{parts or '0D'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """So long after an event."""

    event: str
    period: Period
    financial_year_end: int = 0
    """The month (1 to 12) in which financial years end: the period then runs from the end of the calendar year in which
    the event's financial year ended. 0: the period runs from the event itself."""
    optional: bool = False
    """Says nothing where the event has not happened (a claim's interruption)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """The last of several endings."""

    parts: tuple["Ending", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenHappened:
    """One ending where an event has happened, another where it has not (a claim that is paid)."""

    event: str
    then: "Ending"
    otherwise: "Ending"
    lengthens: bool = False
    """``then`` can be the later one: as long as nobody can tell whether it happened, the end is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByProductGroup:
    """An ending for each product group (a warranty), and one for all others."""

    groups: tuple[tuple[str, "Ending"], ...]
    otherwise: "Ending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Cannot be computed before these are answered."""

    questions: tuple[str, ...]
    at_least: "Ending | None" = None
    """What holds whatever the answers are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependent:
    """As long as some other purpose keeps the data: adds nothing of its own."""

    questions: tuple[str, ...] = ()


Ending = Since | Latest | WhenHappened | ByProductGroup | Unknown | Dependent


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A retention rule of one activity, made exact, as it holds for a column."""

    activity: str
    rule: str
    bound: Bound
    ending: Ending


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one record."""

    events: Mapping[str, date | None] = field(default_factory=dict)
    """By event; None: it has not happened. An event that is missing: nobody can tell."""
    product_group: str = ""
    on_hold: bool = False
    """A claim, complaint or trial is open: nothing of it may be deleted."""


class TermState(StrEnum):
    """What is known of a rule's end for one record."""

    KNOWN = "known"
    RUNNING = "running"
    """The event that ends it has not happened."""
    UNKNOWN = "unknown"
    DEPENDENT = "dependent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What one rule says of one record."""

    activity: str
    rule: str
    bound: Bound
    state: TermState
    until: date | None = None
    """The last day: data may (max) or must (min) be kept on it. For an unknown term: at least that."""
    missing: tuple[str, ...] = ()
    """Events and parameters that nobody has told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A part of a record's life: from the day after the stage before it."""

    until: date | None
    """The last day; None: no end is known."""
    activities: tuple[str, ...]
    """For which the data may still be used."""
    statutory: tuple[str, ...] = ()
    """For which the data are kept only because the law demands it: no other use."""
    restricted: bool = False
    """Some purpose has ended, or only a statutory duty is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """How long a column's data of one record may be kept, for what."""

    terms: tuple[Term, ...]
    stages: tuple[Stage, ...]
    keep_until: date | None
    """The last day that is known: of a computable rule, or the least that an unknown one says."""
    indeterminate: bool
    """Some rule cannot be computed: ``keep_until`` is then "at least"."""
    running: bool
    """The event that would end it has not happened."""
    must_keep_until: date | None
    """The end of the longest statutory duty."""
    on_hold: bool = False

    @property
    def erase_after(self) -> date | None:
        """The day after which the data must be gone; None where there is none to be named."""
        return None if self.indeterminate or self.running or self.on_hold else self.keep_until


class AnchorOrigin(StrEnum):
    """How a column came to tell of an event."""

    BOUND = "bound"
    """By a person, under ``events`` in piicatalog.yaml."""
    PROPOSED = "proposed"
    """Found by its name and type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The column whose date tells when an event happened."""

    event: str
    table: str
    """Its full name."""
    column: str
    aggregate: str = ""
    """``max`` or ``min`` over the rows of one ``by``; empty: each row has its own."""
    by: tuple[str, ...] = ()
    """Columns of the same table that tell whose rows they are."""
    origin: AnchorOrigin = AnchorOrigin.BOUND
    reason: Words = ""
    score: float = 1.0
    """How sure a proposal is, 0 to 1."""

    def __str__(self) -> str:
        place = f"{self.table}.{self.column}"
        return f"{self.aggregate or 'max'}({place}) by {', '.join(self.by)}" if self.by else place
