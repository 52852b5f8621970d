"""Gathers what single columns break: one finding for each rule and message, with all its columns."""

from collections.abc import Iterator

from piicatalog.conformance.view import View
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule


def gathered(rule: ConformanceRule, view: View) -> Iterator[ConformanceFinding]:
    """Yield the columns' violations of one rule; their messages quote the notice already."""
    places: dict[str, list[str]] = {}
    for entries in view.tables.values():
        for entry in entries:
            for violation in entry.tags.violations:
                if violation.rule == rule.id:
                    places.setdefault(violation.message, []).append(entry.full_name)
    for message, columns in places.items():
        yield ConformanceFinding(rule=rule, message=message, places=tuple(sorted(columns)))
