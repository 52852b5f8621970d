"""Stage 4: one file per signal, ``by_…``, each yields Evidence; nothing is decided here.

Two passes. The first looks at each column of the table by itself (``Detect``); the second sees what the first
found in the whole table (``DetectInContext``): confident columns inform doubtful ones.

Before them ``lexicon`` and ``reading`` tell what names mean, and ``survey`` what each table is about: ``about`` by its name,
``subject`` whose its rows are by its columns, ``rows`` what they are of. ``by_keys`` asks ``keys`` whose rows a key stands for;
``by_table`` asks ``neighbours`` what the columns beside make of one, and ``rows`` what the rows do.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from piicatalog.model.evidence import Evidence
from piicatalog.model.profile import ColumnProfile
from piicatalog.model.reason import Words
from piicatalog.model.schema import Table

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge
    from piicatalog.detection.survey import Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """All that is known of a table before any of its columns is judged."""

    table: Table
    profiles: Mapping[str, ColumnProfile] = field(default_factory=dict)
    """By ``Column.key``; empty where values were not read."""
    why_not: Words = ""
    """Why values were not read, for ``Checked.why_not``; a column without a profile has this reason."""


ColumnEvidence = tuple[str, Evidence]
"""A ``Column.key`` and one reason about that column."""


class Detect(Protocol):
    """First pass: evidence from the table as it stands."""

    def __call__(self, view: TableView, survey: "Survey", knowledge: "Knowledge") -> Iterator[ColumnEvidence]:
        """Yield evidence for columns of the table."""
        ...


class DetectInContext(Protocol):
    """Second pass: evidence from what the first pass found in the whole table."""

    def __call__(
        self,
        view: TableView,
        first: Mapping[str, Sequence[Evidence]],
        survey: "Survey",
        knowledge: "Knowledge",
    ) -> Iterator[ColumnEvidence]:
        """Yield more evidence for columns of the table."""
        ...
