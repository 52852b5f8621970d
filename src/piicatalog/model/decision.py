"""What people decided, as ``decisions.yaml`` keeps it: the only thing that cannot be computed again."""

from dataclasses import dataclass
from enum import StrEnum

from piicatalog.model.catalog import Decision
from piicatalog.model.processing import TableBinding


class Action(StrEnum):
    """What a person says of a column."""

    CONFIRM = "confirm"
    """It holds what was found."""
    DISMISS = "dismiss"
    """It holds no personal data."""
    RETYPE = "retype"
    """It holds another entity type than was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnDecision:
    """A decision on one column."""

    column: str
    """``shop.asiakas.hetu``, as ``CatalogColumn.full_name`` has it."""
    decision: Decision
    source: str = ""
    """The only source that it is for; empty: every source that has such a column."""
    evidence: str = ""
    """What values said when it was decided, see ``store.fingerprint``; empty: it is not re-opened by values."""
    purposes: tuple[str, ...] = ()
    """Processing activities of the notice that this very column serves; empty: those of its table."""
    retention: tuple[str, ...] = ()
    """Retention rules of the notice or ISO 8601 periods; empty: those of the activities."""
    condition: str = ""
    """The condition of GDPR article 9(2), or the authority of article 10, for special categories: ``9(2)(h)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDecision:
    """The activities that a table serves."""

    binding: TableBinding
    who: str = ""
    when: str = ""
    recheck: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer to what the notice leaves open."""

    question: str
    answer: str
    who: str = ""
    when: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All decisions of one file, in its order."""

    columns: tuple[ColumnDecision, ...] = ()
    tables: tuple[TableDecision, ...] = ()
    answers: tuple[Answer, ...] = ()
    file: str = ""
