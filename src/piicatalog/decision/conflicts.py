"""Which of a column's findings stands: a column holds one kind of thing."""

from collections.abc import Sequence

from piicatalog.model.finding import Finding


def settle(found: Sequence[Finding], stands: float) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return what stands and what lost: the best finding, if it is at least as sure as ``stands`` (0 to 1); all others are candidates."""
    if found and found[0].confidence >= stands:
        return (found[0],), tuple(found[1:])
    return (), tuple(found)
