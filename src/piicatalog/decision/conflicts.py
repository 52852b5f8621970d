"""Which of a column's findings stand: a column holds one kind of thing, a column of documents one in each field."""

from collections.abc import Sequence

from piicatalog.model.evidence import Signal
from piicatalog.model.finding import Finding


def settle(found: Sequence[Finding], stands: float) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return what stands and what lost: the best finding at least as sure as ``stands`` (0 to 1), and those of fields beside it.

    All others are candidates.
    """
    standing = tuple(one for place, one in enumerate(found) if one.confidence >= stands and (place == 0 or _is_of_a_field(one)))
    return standing, tuple(one for one in found if one not in standing)


def _is_of_a_field(finding: Finding) -> bool:
    return any(one.signal is Signal.FIELDS and one.weight > 0 for one in finding.evidence)
