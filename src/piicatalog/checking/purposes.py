"""What a column was declared to hold and for what, by whoever stands nearest: decisions, comments, platform tags, ``pii:`` lines."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import cached_property

from piicatalog.checking.directives import DeclaredTag


@dataclass(frozen=True, slots=True)
class Declared:
    """A column's declaration, put together."""

    tag: DeclaredTag = field(default_factory=DeclaredTag)
    origin: str = ""
    """Where the tag stands: ``decisions``, ``comment``, ``platform``, ``line``, ``table`` or ``carried``; empty: nowhere."""
    dismissed: bool = False
    """A person said that it holds no personal data."""

    @property
    def exists(self) -> bool:
        """Whether anything was declared."""
        return bool(self.origin)


@dataclass(frozen=True, slots=True)
class Activity:
    """What rules ask of a processing activity of the notice."""

    id: str
    purposes: tuple[str, ...]
    categories: tuple[str, ...]
    bases: tuple[tuple[str, ...], ...]
    """For each legal basis the categories that it is for; empty: all."""
    has_retention: bool
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What rules ask of a decision on a column."""

    column: str
    tag: DeclaredTag
    dismissed: bool = False
    line: int = field(default=1, compare=False)
    """Where it stands in its file."""


@dataclass(frozen=True)
class Purposes:
    """The notice and people's decisions, asked about entity types and columns.

    Compact, and made of nothing but texts, so that a warm check reads it from the cache without loading the notice's types.
    """

    notice: str
    """The id of the notice."""
    activities: tuple[Activity, ...] = ()
    kinds: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Data categories with their entity types."""
    retention_rules: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    bindings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Patterns of tables with the activities that people bound them to; the first that fits holds."""
    decisions_file: str = "decisions.yaml"

    @cached_property
    def _columns(self) -> dict[str, Entry]:
        return {entry.column.lower(): entry for entry in self.entries}

    @cached_property
    def _names(self) -> dict[str, Activity]:
        return {name: activity for activity in self.activities for name in activity.purposes} | {
            activity.id: activity for activity in self.activities
        }

    @cached_property
    def _categories(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for category, kinds in self.kinds:
            for kind in kinds:
                found.setdefault(kind, set()).add(category)
        return {kind: frozenset(categories) for kind, categories in found.items()}

    def activity(self, name: str) -> Activity | None:
        """Return the activity of the notice that has this id or a purpose of this id."""
        return self._names.get(name)

    def categories_of(self, entity_type: str) -> frozenset[str]:
        """Return all category ids that the notice or our own list gives to an entity type."""
        return self._categories.get(entity_type, frozenset())

    def allows(self, activity: Activity, entity_type: str) -> bool:
        """Whether an activity declares the category of an entity type."""
        return not self.categories_of(entity_type).isdisjoint(activity.categories)

    def activities_for(self, entity_type: str) -> tuple[str, ...]:
        """Return the ids of the activities that declare an entity type's category, in the notice's order."""
        return tuple(activity.id for activity in self.activities if self.allows(activity, entity_type))

    def bound_activities(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the activities that a person bound a table to, by its name or an earlier one; the first binding that fits holds."""
        for name in map(str.lower, names):
            for pattern, activities in self.bindings:
                wanted = pattern.lower().rsplit("/", 1)[-1]
                if fnmatchcase(name, wanted) or fnmatchcase(name.rsplit(".", 1)[-1], wanted):
                    return activities
        return ()

    def of_table(self, table: str) -> tuple[tuple[str, ...], tuple[Entry, ...]]:
        """Return all that people decided of a table: its activities, and the entries of its columns under its present name."""
        name = table.lower()
        entries = self._entries_by_table.get(name, ())
        short = name.rsplit(".", 1)[-1]
        return self.bound_activities((table,)), entries if short == name else (*entries, *self._entries_by_table.get(short, ()))

    @cached_property
    def _entries_by_table(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, tuple[Entry, ...]] = {}
        for entry in self.entries:
            name = entry.column.lower().rpartition(".")[0]
            found[name] = (*found.get(name, ()), entry)
        return found

    def decision(self, names: Iterable[str]) -> Entry | None:
        """Return the decision on a column by any of its full names."""
        return next((self._columns[name.lower()] for name in names if name.lower() in self._columns), None)

    def decided(self, names: Iterable[str]) -> Declared | None:
        """Return what ``decisions.yaml`` declares of a column, or None."""
        entry = self.decision(names)
        return None if entry is None else Declared(entry.tag, "decisions", dismissed=entry.dismissed)


def nearest(declarations: Iterable[Declared | None]) -> Declared:
    """Put declarations together, the nearest first; each part is taken from the nearest that has it."""
    result = Declared()
    for declared in declarations:
        if declared is None or not declared.exists:
            continue
        tag = result.tag
        merged = replace(
            tag,
            entity_types=tag.entity_types or declared.tag.entity_types,
            purposes=tag.purposes or declared.tag.purposes,
            retention=tag.retention or declared.tag.retention,
            condition=tag.condition or declared.tag.condition,
            unknown=tag.unknown or declared.tag.unknown,
        )
        result = Declared(
            merged, result.origin or declared.origin, dismissed=result.dismissed or (declared.dismissed and not result.exists)
        )
    return result
