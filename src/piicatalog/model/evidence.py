"""Reasons to believe that a column holds an entity type, or does not."""

from dataclasses import dataclass
from enum import StrEnum

from piicatalog.model.entity_type import EntityType
from piicatalog.model.reason import Words


class Signal(StrEnum):
    """Where a reason comes from; each is one module ``detection/by_<signal>.py``."""

    COLUMN_NAME = "column_name"
    DATA_TYPE = "data_type"
    COMMENT = "comment"
    VALUES = "values"
    FIELDS = "fields"
    TEXT = "text"
    TABLE = "table"
    KEYS = "keys"
    LINEAGE = "lineage"


OF_VALUES = frozenset({Signal.VALUES, Signal.FIELDS})
"""What is told by what was read, whatever a column is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason, for or against.

    ``weight`` is a log-odds (natural logarithm) that adds to the others': 0 says nothing, 3 is strong,
    below 0 speaks against. ``reason`` is a sentence for a data steward (``model.reason``); it holds shapes and counts, never a value.
    """

    entity_type: EntityType
    signal: Signal
    weight: float
    reason: Words
    detector: str = ""
    """The id of the detector file it comes from; empty when it comes from none."""
