"""What every documentation format shows first: how much there is of each state, what was found, and what was not looked at."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from piicatalog.model.catalog import CatalogColumn, Decision
from piicatalog.model.entity_type import EntityType
from piicatalog.model.finding import ColumnState
from piicatalog.model.labels import ACTIONS, text
from piicatalog.model.reason import Words, say, share
from piicatalog.model.schema import Table

PERSONAL = frozenset({ColumnState.CONFIRMED, ColumnState.SUGGESTED, ColumnState.INCIDENTAL})
"""States in which a column holds, or seems to hold, personal data."""
UNDECIDED = frozenset({ColumnState.SUGGESTED, ColumnState.INCIDENTAL})
"""States that wait for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts of columns."""

    columns: int
    tables: int
    states: Counter[ColumnState]
    entity_types: Counter[EntityType]
    """By the best finding, or by what is incidental."""
    violations: Counter[str]
    """By rule."""
    unchecked: Counter[Words]
    """By reason; columns that were found by their names are among them: their values were not looked at."""

    @property
    def personal(self) -> int:
        """How many hold, or seem to hold, personal data."""
        return sum(self.states[state] for state in PERSONAL)

    @property
    def undecided(self) -> int:
        """How many wait for a person."""
        return sum(self.states[state] for state in UNDECIDED)


def summarise(columns: Sequence[CatalogColumn]) -> Summary:
    """Count."""
    entity_types: Counter[EntityType] = Counter()
    for entry in columns:
        if entry.verdict.state in PERSONAL:
            entity_types.update(
                [finding.entity_type for finding in entry.verdict.findings[:1]] or {hit.entity_type for hit in entry.verdict.incidental}
            )
    return Summary(
        columns=len(columns),
        tables=len({(entry.source, entry.table.schema, entry.table.name) for entry in columns}),
        states=Counter(entry.verdict.state for entry in columns),
        entity_types=entity_types,
        violations=Counter(violation.rule for entry in columns for violation in entry.tags.violations),
        unchecked=Counter(entry.verdict.checked.why_not for entry in columns if entry.verdict.checked.why_not),
    )


def by_schema(columns: Sequence[CatalogColumn]) -> list[tuple[str, str, list[CatalogColumn]]]:
    """Return the columns of each source and schema, in the catalog's order."""
    groups: dict[tuple[str, str], list[CatalogColumn]] = {}
    for entry in columns:
        groups.setdefault((entry.source, entry.table.schema), []).append(entry)
    return [(source, schema, group) for (source, schema), group in groups.items()]


def by_table(columns: Sequence[CatalogColumn]) -> list[tuple[Table, list[CatalogColumn]]]:
    """Return the columns of each table of one schema, in the catalog's order."""
    tables = []
    for _, entries in groupby(columns, key=lambda entry: entry.table.name):
        group = list(entries)
        tables.append((group[0].table, group))
    return tables


def checked_in_words(entry: CatalogColumn, language: str) -> str:
    """Return what was read of a column: why nothing was, below which share of rows nothing hides, or how many values."""
    checked = entry.verdict.checked
    if checked.why_not:
        return say(checked.why_not, language)
    if checked.bound is not None:
        return text("bound", language).format(share=share(checked.bound, language))
    return text("rows_read", language).format(rows=checked.values, non_null=checked.non_null)


def decision_in_words(decision: Decision, language: str) -> str:
    """Return what a person decided, who, when and why."""
    said = (
        ACTIONS[decision.action].in_language(language),
        decision.entity_type,
        decision.who,
        decision.when,
        decision.why,
        say(decision.note, language),
    )
    return " · ".join(part for part in said if part)


def sureness(confidence: float) -> str:
    """Return a confidence as people write it; only what a person has said is 100 %.

    >>> sureness(0.996), sureness(1.0), sureness(0.5)
    ('99 %', '100 %', '50 %')
    """
    return f"{int(confidence * 100 + 1e-9)} %"
