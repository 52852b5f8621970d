"""``piicatalog export counts``: how many columns hold which kind of personal data, most first."""

from collections import Counter

from piicatalog.model.catalog import Catalog
from piicatalog.model.processing import Notice

SUFFIX = ".txt"


def render(catalog: Catalog, *, notice: Notice | None = None, language: str = "en") -> str:  # noqa: ARG001 - a format's shape
    """Return a line per entity type."""
    counts = Counter(entry.verdict.findings[0].entity_type for entry in catalog.columns if entry.verdict.findings)
    return "".join(f"{count:6}  {entity_type}\n" for entity_type, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
