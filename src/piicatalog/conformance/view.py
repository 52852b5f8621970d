"""All that rules ask of: the tagged catalog, its notices, the keys between its tables, and what must be kept how long."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from piicatalog.model.catalog import Catalog, CatalogColumn, Origin
from piicatalog.model.configuration import Event
from piicatalog.model.entity_type import EntityType
from piicatalog.model.finding import ColumnState
from piicatalog.model.label import short
from piicatalog.model.processing import Notice, ProcessingActivity, TableBinding
from piicatalog.model.reference import KeyGraph
from piicatalog.retention.plan import Plan, make_plan
from piicatalog.tagging.binding import Bindings

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge

PERSONAL = frozenset({ColumnState.CONFIRMED, ColumnState.SUGGESTED, ColumnState.INCIDENTAL})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class View:
    """The catalog as conformance rules see it."""

    columns: Sequence[CatalogColumn]
    """All, in the catalog's order."""
    notice: Notice
    """Several notices as one."""
    plan: Plan
    answers: Mapping[str, str]
    """What the organisation has answered, by question."""
    language: str
    tables: Mapping[str, tuple[CatalogColumn, ...]]
    """The personal columns of each table, by its full name."""
    bound: frozenset[str]
    """Full names of the tables of which people said what they serve."""
    serving: Mapping[str, tuple[str, ...]]
    """The tables that serve an activity, candidates aside, by its id."""

    @property
    def graph(self) -> KeyGraph:
        """The references between the tables."""
        return self.plan.anchors.graph

    def near(self, table: str) -> Iterator[str]:
        """Yield a table and those that one reference joins it with."""
        yield table
        yield from (reference.referred for reference in self.graph.refers(table))
        yield from (reference.table for reference in self.graph.referring(table))

    def holds_near(self, table: str, entity_type: EntityType) -> bool:
        """Whether a table, or one joined with it, has a column of an entity type."""
        return any(entity_type in entry.verdict.entity_types for name in self.near(table) for entry in self.tables.get(name, ()))

    def words(self, activity: ProcessingActivity, cell: int) -> str:
        """Return the notice's own words of a row: cell 0 purpose, 1 data, 2 basis, 3 retention."""
        said = " ¦ ".join(activity.cells[cell]) if len(activity.cells) > cell else ""
        return f"{self.name(activity)}: {said}" if said and cell else said

    def name(self, activity: ProcessingActivity) -> str:
        """Return an activity's short name in the notice's language."""
        return short(activity.label.in_language(self.notice.language))


def view(
    catalog: Catalog,
    notice: Notice,
    knowledge: "Knowledge",
    *,
    events: Iterable[Event] = (),
    parameters: Iterable[tuple[str, str]] = (),
    bindings: Iterable[TableBinding] = (),
    language: str = "en",
) -> View:
    """Return a tagged catalog as rules see it; raises UsageError when a parameter or event is malformed."""
    answers = dict(parameters)
    said = Bindings(bindings)
    tables: dict[str, list[CatalogColumn]] = {}
    serving: dict[str, dict[str, None]] = {}
    for entry in catalog.columns:
        if entry.verdict.state not in PERSONAL:
            continue
        tables.setdefault(entry.table.full_name, []).append(entry)
        for activity in entry.tags.activities:
            if activity.origin is not Origin.CANDIDATE:
                serving.setdefault(activity.id, {})[entry.table.full_name] = None
    return View(
        columns=catalog.columns,
        notice=notice,
        plan=make_plan(catalog, notice, knowledge, events=events, parameters=answers.items()),
        answers={**dict(notice.parameters), **answers},
        language=language,
        tables={name: tuple(entries) for name, entries in tables.items()},
        bound=frozenset(name for name, entries in tables.items() if any(said.of(entries[0].source, entries[0].table))),
        serving={activity: tuple(names) for activity, names in serving.items()},
    )
