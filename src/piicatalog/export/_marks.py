"""What is said of one column in a catalog of somebody else: what stands, with its state; never a candidate as a fact.

A finding stands as confirmed or as suggested. Where the other catalog's mark has no state of its own (a tag, a glossary term),
only what is ``sure`` is written; the rest stays visible beside it with its state and confidence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from piicatalog.definitions.data_categories import load_data_categories
from piicatalog.export._names import unique
from piicatalog.export._summary import PERSONAL
from piicatalog.model.catalog import CatalogColumn, Origin
from piicatalog.model.entity_type import EntityType
from piicatalog.model.finding import ColumnState, Finding
from piicatalog.model.processing import Notice

UNLISTED = "*"
"""The column that stands in the catalog for a table whose columns could not be listed."""
SURE = 0.9
"""At or above this confidence a suggestion is right nineteen times out of twenty (``piicatalog evaluate`` tells)."""


def is_unlisted(entry: CatalogColumn) -> bool:
    """Whether an entry stands for a whole table: other catalogs have no column to mark, so that the table is marked."""
    return entry.column.name == UNLISTED and not entry.column.path and entry.verdict.state is ColumnState.NOT_CHECKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The marks of one column, as ids."""

    state: ColumnState
    findings: tuple[Finding, ...] = ()
    """What stands, best first."""
    sure: tuple[EntityType, ...] = ()
    """Those of them that a person confirmed or that are sure enough to be a mark without a state."""
    incidental: tuple[EntityType, ...] = ()
    """Met in some values only."""
    data_categories: tuple[str, ...] = ()
    special: bool = False
    """Whether what stands is a special category of article 9 or criminal data of article 10."""
    activities: tuple[str, ...] = ()
    """Processing activities that its table serves, as a person said or as inferred."""
    inferred: bool = False
    """Whether these activities were inferred rather than bound by a person."""
    candidates: tuple[str, ...] = ()
    """Activities that it may serve where nothing tells: a question; neither purposes, bases nor retention follow from them."""
    purposes: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    retention: tuple[str, ...] = ()
    """Retention rules."""
    violations: tuple[str, ...] = ()
    """Rules of the notice that it breaks, or questions that it raises: ``E3``, ``Q2``."""
    why_not: str = ""
    """Why its values were not read."""

    @property
    def entity_types(self) -> tuple[str, ...]:
        """What stands, best first."""
        return tuple(str(finding.entity_type) for finding in self.findings)

    @property
    def confidence(self) -> float | None:
        """Of the best of what stands."""
        return round(self.findings[0].confidence, 4) if self.findings else None

    def confirmed(self, finding: Finding) -> bool:
        """Whether a person said this very one."""
        return self.state is ColumnState.CONFIRMED and finding is self.findings[0]


class Marking:
    """Makes marks; knows which categories are special and how long the notice's rules keep data."""

    def __init__(self, notice: Notice | None) -> None:
        self._notice = notice

    @cached_property
    def _special(self) -> dict[str, frozenset[EntityType]]:
        """The entity types of each special category: the notice's word holds over ours."""
        categories = (*load_data_categories(), *(self._notice.categories if self._notice else ()))
        return {category.id: frozenset(category.entity_types) for category in categories if category.special}

    @cached_property
    def periods(self) -> dict[str, str]:
        """ISO 8601 durations by retention rule; a rule without one is not there."""
        rules = self._notice.retention_rules if self._notice else ()
        return {rule.id: rule.period for rule in rules if rule.period.startswith("P")}

    def periods_of(self, rules: Sequence[str]) -> list[str]:
        """Return the durations that rules give, each once."""
        return unique(self.periods[rule] for rule in rules if rule in self.periods)

    def _is_special(self, entity_type: EntityType, categories: Sequence[str]) -> bool:
        return (
            entity_type.is_special_category
            or entity_type.is_criminal_data
            or any(entity_type in self._special.get(category, ()) for category in categories)
        )

    def of(self, entry: CatalogColumn) -> Marks:
        """Return the marks of a column."""
        verdict, tags = entry.verdict, entry.tags
        state = verdict.state
        if state not in PERSONAL:
            return Marks(state=state, why_not=str(verdict.checked.why_not))
        confirmed = state is ColumnState.CONFIRMED
        candidates = {each.id for each in tags.activities if each.origin is Origin.CANDIDATE}
        known = [each for each in tags.activities if each.origin is not Origin.CANDIDATE]
        return Marks(
            state=state,
            findings=verdict.findings,
            sure=tuple(
                finding.entity_type
                for place, finding in enumerate(verdict.findings)
                if finding.confidence >= SURE or (confirmed and place == 0)
            ),
            incidental=tuple(hit.entity_type for hit in verdict.incidental),
            data_categories=tags.data_categories,
            special=any(self._is_special(finding.entity_type, tags.data_categories) for finding in verdict.findings),
            activities=tuple(each.id for each in known),
            inferred=any(each.origin is Origin.INFERRED for each in known),
            candidates=tuple(each.id for each in tags.activities if each.origin is Origin.CANDIDATE),
            purposes=() if candidates else tags.purposes,
            legal_bases=tuple(unique(basis.basis for basis in tags.legal_bases if basis.activity not in candidates)),
            retention=tuple(unique(rule.rule for rule in tags.retention if rule.activity not in candidates)),
            violations=tuple(unique(violation.rule for violation in tags.violations)),
            why_not=str(verdict.checked.why_not),
        )
