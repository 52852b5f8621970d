"""Where the data and the privacy notice differ, over a whole catalog."""

from dataclasses import dataclass

from piicatalog.model.catalog import Severity
from piicatalog.model.label import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class ConformanceRule:
    """One way in which they can differ."""

    id: str
    """``E3``, ``W6``: errors, warnings and questions, numbered apart."""
    severity: Severity
    title: Label
    advice: Label
    """What to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConformanceFinding:
    """One difference."""

    rule: ConformanceRule
    message: str
    places: tuple[str, ...] = ()
    """Full names of columns or tables, sorted; empty: it is about the notice itself."""
    notice_words: str = ""
    """The notice's own words that it is about, with the row."""
