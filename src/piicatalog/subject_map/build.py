"""The map of one kind of person: which tables hold their data, and every way there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from piicatalog.detection.normalise import split
from piicatalog.model.catalog import Catalog, CatalogColumn
from piicatalog.model.entity_type import EntityType
from piicatalog.model.finding import ColumnState
from piicatalog.model.reference import KeyGraph, Reference
from piicatalog.model.schema import Table, TableKind
from piicatalog.subject_map.registers import EVERYWHERE, IDENTIFYING, registers

_PERSONAL = frozenset({ColumnState.CONFIRMED, ColumnState.SUGGESTED, ColumnState.INCIDENTAL})
_NUMBERED_BY_US = frozenset({EntityType.CUSTOMER_ID, EntityType.USERNAME})
"""Numbers that each register gives anew: employee 7 is not customer 7. They lead elsewhere only under the same name."""
_NO_NAME = frozenset({"id", "nro", "no", "nr", "numero", "number", "nummer", "tunnus", "tunniste", "code", "koodi", "key", "uuid"})
_ROWS = frozenset({TableKind.TABLE, TableKind.FOREIGN_TABLE, TableKind.FILE, TableKind.DATAFRAME})
MOST_WAYS = 8
"""More ways than these to one table are not told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A reference as it is followed on the way from a table to the person."""

    reference: Reference
    backwards: bool = False
    """The person's side refers to the table (a customer's ``address_id``): its row may be shared with others."""

    @property
    def here(self) -> str:
        """The full name of the table that the step leaves."""
        return self.reference.referred if self.backwards else self.reference.table

    @property
    def there(self) -> str:
        """The full name of the table that it leads to."""
        return self.reference.table if self.backwards else self.reference.referred

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Columns that are equal: of the table that it leaves, of the one that it leads to."""
        pairs = tuple(zip(self.reference.columns, self.reference.referred_columns, strict=True))
        return tuple((there, here) for here, there in pairs) if self.backwards else pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class SameValue:
    """Two columns that hold the same kind of identifier: a row is the person's where the values are equal."""

    column: str
    person_column: str
    entity_type: EntityType


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A table that holds data of the person, or that must be emptied before one that does."""

    table: Table
    columns: tuple[CatalogColumn, ...]
    """Its personal columns."""
    ways: tuple[tuple[Step, ...], ...]
    """From the table to the person's own, or to one found by an equal value; the person's own has one way of no step."""
    same: SameValue | None = None
    """How it is found where there is no way."""
    others: tuple[str, ...] = ()
    """Registers that its rows belong to in the first place, by key or being one itself: found by an equal value, they are shown, and
    erased by that register's own request."""

    @property
    def shared(self) -> bool:
        """Whether its rows may belong to several persons."""
        return bool(self.ways) and all(any(step.backwards for step in way) for way in self.ways)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectMap:
    """Where the data of one kind of person are."""

    person: Table
    key: tuple[str, ...]
    places: tuple[Place, ...]
    """The person's own table first, then by distance and name."""
    self_references: tuple[Reference, ...] = ()
    """Columns of a table that refer to rows of the same one."""
    references: tuple[Reference, ...] = ()
    """All references between the places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectMaps:
    """The maps of all kinds of persons, and the tables that no map reaches."""

    maps: tuple[SubjectMap, ...]
    unreached: tuple[Place, ...]


def build(catalog: Catalog, graph: KeyGraph, *, persons: Sequence[str] = ()) -> SubjectMaps:
    """Return a map for each table of persons; ``persons`` names them where they are known, else they are found."""
    personal = dict(_personal(catalog))
    graph = replace(graph, persons=(registers(graph, personal) | frozenset(persons)) & graph.tables.keys())
    wanted = sorted(persons or graph.persons)
    roots = [name for name in wanted if _key(graph.tables[name], personal.get(name, ())) and (persons or name in personal)]
    maps = tuple(_map(root, personal, graph) for root in roots)
    reached = {place.table.full_name for found in maps for place in found.places}
    left = (Place(table=graph.tables[name], columns=columns, ways=()) for name, columns in sorted(personal.items()) if name not in reached)
    return SubjectMaps(maps=maps, unreached=tuple(place for place in left if place.table.kind in _ROWS))


def _personal(catalog: Catalog) -> Iterator[tuple[str, tuple[CatalogColumn, ...]]]:
    for name, entries in groupby(catalog.columns, key=lambda entry: entry.table.full_name):
        columns = tuple(entry for entry in entries if entry.verdict.state in _PERSONAL)
        if columns:
            yield name, columns


def _key(table: Table, columns: Sequence[CatalogColumn]) -> tuple[str, ...]:
    """Return what tells one person of the table from others: its primary key, else its best identifier."""
    if table.primary_key:
        return table.primary_key
    for entity_type in IDENTIFYING:
        for entry in columns:
            if not entry.column.path and entry.verdict.findings and entry.verdict.findings[0].entity_type is entity_type:
                return (entry.column.name,)
    return ()


def _map(root: str, personal: dict[str, tuple[CatalogColumn, ...]], graph: KeyGraph) -> SubjectMap:
    places: dict[str, Place] = {}
    for name in graph.below(root):
        table = graph.tables[name]
        if table.kind not in _ROWS:
            continue
        ways = () if name != root and name in graph.persons else tuple(_ways(name, root, graph))
        if ways:
            places[name] = Place(table=table, columns=personal.get(name, ()), ways=ways)
    _without_key(root, places, personal, graph)
    used = {step.reference for place in places.values() for way in place.ways for step in way}
    order = sorted(places.values(), key=lambda place: (min(map(len, place.ways), default=99), place.table.full_name))
    return SubjectMap(
        person=graph.tables[root],
        key=_key(graph.tables[root], personal.get(root, ())),
        places=tuple(order),
        self_references=tuple(each for each in graph.references if each.table == each.referred and each.table in places),
        references=tuple(
            each
            for each in graph.references
            if each.table in places and each.referred in places and each.table != each.referred and (each.declared or each in used)
        ),
    )


def _without_key(root: str, places: dict[str, Place], personal: dict[str, tuple[CatalogColumn, ...]], graph: KeyGraph) -> None:
    """Add the tables that the person's own rows refer to, those found by an equal value, and what refers to these."""
    left = {name: columns for name, columns in personal.items() if name not in places and graph.tables[name].kind in _ROWS}
    found: dict[str, Place] = {}
    for name, columns in left.items():
        ways = tuple(_backwards(name, places, graph)) if name not in graph.persons else ()
        same = _same_value(name, columns, root, personal.get(root, ()), graph)
        if same is not None and not any(step.reference.declared for way in ways for step in way if step.backwards):
            others = tuple(sorted(graph.persons & graph.up(name).keys() - {root}))
            found[name] = Place(table=graph.tables[name], columns=columns, ways=(), same=same, others=others)
        elif ways:
            found[name] = Place(table=graph.tables[name], columns=columns, ways=ways)
    places.update(found)
    ends = [name for name, place in found.items() if place.same is not None and not place.others]
    for start in {name for end in ends for name in graph.below(end)}:
        table = graph.tables[start]
        if start in places or start in graph.persons or table.kind not in _ROWS:
            continue
        ways = tuple(way for end in ends for way in _ways(start, end, graph))
        if ways:
            places[start] = Place(table=table, columns=personal.get(start, ()), ways=ways)


def _ways(start: str, root: str, graph: KeyGraph) -> Iterator[tuple[Step, ...]]:
    """Yield the ways up to the person; a way through another person's table is theirs, not this one's."""
    others = graph.persons - {root}
    for number, path in enumerate(graph.ways(start, root)):
        if number == MOST_WAYS:
            return
        if not any(step.referred in others for step in path):
            yield tuple(Step(reference=step) for step in path)


def _backwards(name: str, places: dict[str, Place], graph: KeyGraph) -> Iterator[tuple[Step, ...]]:
    """Yield the ways through a table of the person that refers to this one."""
    for reference in graph.referring(name):
        place = places.get(reference.table)
        if place is not None and not place.shared:
            yield from ((Step(reference=reference, backwards=True), *way) for way in place.ways)


def _same_value(
    name: str, columns: Sequence[CatalogColumn], root: str, person: Sequence[CatalogColumn], graph: KeyGraph
) -> SameValue | None:
    keyed = {column for reference in graph.refers(name) if reference.referred != root for column in reference.columns if reference.declared}
    here = _identifiers([entry for entry in columns if entry.column.name not in keyed])
    there = _identifiers(person)
    for entity_type in IDENTIFYING:
        if entity_type in here and entity_type in there:
            if name in graph.persons and entity_type not in EVERYWHERE:
                continue
            if entity_type in _NUMBERED_BY_US and not _named_alike(here[entity_type], there[entity_type]):
                continue
            return SameValue(column=here[entity_type], person_column=there[entity_type], entity_type=entity_type)
    return None


def _identifiers(entries: Sequence[CatalogColumn]) -> dict[EntityType, str]:
    found: dict[EntityType, str] = {}
    for entry in entries:
        if entry.verdict.findings and not entry.column.path:
            found.setdefault(entry.verdict.findings[0].entity_type, entry.column.name)
    return found


def _named_alike(one: str, other: str) -> bool:
    return bool((set(split(one)) & set(split(other))) - _NO_NAME)
