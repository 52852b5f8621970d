"""A privacy notice: which personal data are processed for what, on what legal basis, for how long.

The notice's own words are kept cell by cell beside the machine-readable form, so that the table can be given back.
Terms are those of the GDPR: articles 4, 6, 9, 13 and 30.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from piicatalog.model.entity_type import EntityType
from piicatalog.model.label import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """A legal basis of article 6(1)."""

    id: str
    label: Label
    gdpr: str
    """``6(1)(a)``."""
    dpv: str = ""
    dpv_core: str = ""
    fides: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCategory:
    """A category of personal data in the sense of article 30(1)(c)."""

    id: str
    label: Label
    entity_types: tuple[EntityType, ...]
    aliases: tuple[str, ...] = ()
    dpv: str = ""
    dpv_note: str = ""
    fides: str = ""
    special: bool = False
    """A special category of article 9, or criminal data of article 10."""
    article: str = ""
    """``9`` or ``10`` where special; the notice must then give a condition."""
    follows_table: bool = False
    """Carries whatever its table is for (a customer number, the proof of a consent) rather than a purpose of its own."""
    words: tuple[str, ...] = ()
    """Words of column and table names that tell it from other categories of the same entity types, folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeCategory:
    """One item of the notice that stands for several categories of data."""

    id: str
    label: Label
    expands_to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSubject:
    """A group of people whose data are processed."""

    id: str
    label: Label
    dpv: str = ""
    fides: str = ""


class RetentionKind(StrEnum):
    """What ends the retention period."""

    FIXED = "fixed"
    EVENT_ANCHORED = "event-anchored"
    WHILE_NECESSARY = "while-necessary"
    WHILE_CONSENT = "while-consent"
    WARRANTY = "warranty"
    STATUTORY = "statutory"
    DEPENDENT = "dependent"


class Bound(StrEnum):
    """Whether data must be kept at least (min) or must be gone by (max)."""

    MIN = "min"
    MAX = "max"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """A retention rule of the notice; a vague one stays vague."""

    id: str
    label: Label
    kind: RetentionKind
    period: str = ""
    """An ISO 8601 duration, ``param:<name>``, or empty where the notice gives none."""
    anchor: str = ""
    """The event that the period runs from, as a name; ``max(a, b)`` for the later of two."""
    anchor_scope: str = ""
    computable: str = "false"
    """``true``, ``false``, ``derived`` or ``with_<what is missing>``."""
    bound: Bound = Bound.MAX
    applies_to: tuple[str, ...] = ()
    """Data category ids; empty: all of the activity's."""
    dpv: str = ""
    statute: str = ""
    ask: tuple[str, ...] = ()
    """What must be known before it can be computed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedBasis:
    """A legal basis as one activity uses it."""

    basis: LegalBasis
    scope: str = ""
    applies_to: tuple[str, ...] = ()
    """Data category ids; empty: all of the activity's."""
    suggested: bool = False
    """``applies_to`` is our suggestion: the notice does not say it, a steward is asked."""
    text: str = ""
    """The notice's own words, where they are more than the basis' label."""
    qualifier: str = ""
    qualifier_label: Label = field(default_factory=Label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """One purpose of processing within an activity."""

    id: str
    label: Label
    dpv: tuple[str, ...] = ()
    fides: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """What suggests that a table serves an activity. All words are folded."""

    fi: tuple[str, ...] = ()
    """May stand within a compound: ``palaute`` in ``asiakaspalaute``."""
    sv: tuple[str, ...] = ()
    """The same: ``faktura`` in ``kundfaktura``."""
    en: tuple[str, ...] = ()
    """Stand alone."""
    persons: tuple[str, ...] = ()
    """Words of tables that list the persons themselves: count only where nothing more specific is said."""
    data: tuple[tuple[str, ...], ...] = ()
    """Data categories that together tell it where no word does: ``(("photo", "consent_record"), ("debt",))``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessingActivity:
    """A row of the notice; the purposes listed in it are processed together."""

    id: str
    row: int
    """From 1, in the notice's order."""
    label: Label
    purposes: tuple[Purpose, ...]
    categories: tuple[str, ...]
    """Data category ids that it declares, composites expanded, in the notice's order."""
    bases: tuple[AppliedBasis, ...]
    retention: tuple[str, ...]
    """Retention rule ids."""
    declared: tuple[str, ...] = ()
    """The ids as the row lists them, composites not expanded."""
    cells: tuple[tuple[str, ...], ...] = ()
    """The row's cells in the original wording, each a tuple of its items, in the order of ``Notice.columns``."""
    merged: tuple[str, ...] = ()
    """Columns whose cell is one with that of the row above."""
    section: str = ""
    """A heading within the table that stands above this row."""
    data_subjects: tuple[str, ...] = ()
    table_words: TableWords = TableWords()
    dpv: tuple[str, ...] = ()
    fides: str = ""
    conditions: tuple[str, ...] = ()
    """Conditions of article 9(2) or 10 that the notice gives: ``9(2)(b)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """Something the notice leaves open that only people can answer."""

    id: str
    label: Label
    """The question itself."""
    answer: Label = field(default_factory=Label)
    """What an answer looks like: ``a month, 1 to 12``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewMark:
    """Something that an import was not sure of, to be put right by a person."""

    at: str
    """``row 2, data``."""
    text: str
    why: str


COLUMNS = ("purpose", "data", "basis", "retention")
"""What a row of a notice says; a table may have more columns, and these in another order."""


def column_kind(column: str) -> str:
    """Return what a column of the table says: a second one of a kind is numbered.

    >>> column_kind("data_2"), column_kind("data_subjects")
    ('data', 'data_subjects')
    """
    return re.sub(r"_[0-9]+$", "", column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One privacy notice."""

    id: str
    title: str
    header: tuple[str, ...]
    """The headings of the original table, in the order of ``columns``."""
    language: str
    legal_bases: tuple[LegalBasis, ...]
    categories: tuple[DataCategory, ...]
    """Those that the notice names; the others are in ``classifiers/data_categories.yaml``."""
    retention_rules: tuple[RetentionRule, ...]
    activities: tuple[ProcessingActivity, ...]
    composites: tuple[CompositeCategory, ...] = ()
    data_subjects: tuple[DataSubject, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    """What the notice leaves open; an answer with its id is in ``parameters`` or ``decisions.yaml``."""
    parameters: tuple[tuple[str, str], ...] = ()
    """Answers to what the notice leaves open: ``financial_year_end_month`` …"""
    columns: tuple[str, ...] = COLUMNS
    """What each column of the original table says, in its order."""
    blank_rows_after: tuple[int, ...] = ()
    """Rows that an empty row follows; 0 is the header."""
    review: tuple[ReviewMark, ...] = ()
    """What is still to be reviewed."""
    file: str = ""

    def activity(self, activity_id: str) -> ProcessingActivity:
        """Return the activity of that id; KeyError when there is none."""
        for activity in self.activities:
            if activity.id == activity_id:
                return activity
        raise KeyError(activity_id)

    def retention_rule(self, rule_id: str) -> RetentionRule:
        """Return the rule of that id; KeyError when there is none."""
        for rule in self.retention_rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBinding:
    """A person's word that tables serve activities: certain, nothing is inferred for them."""

    pattern: str
    """``schema.table`` with ``*`` and ``?``, or ``source/schema.table``; letter case does not matter."""
    activities: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeBinding:
    """Which tables a privacy notice is for, where several notices stand side by side; the first that fits holds."""

    pattern: str
    notice: str
    """The notice's id."""
