"""From the entity types found in a column to the data categories of its notice."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from piicatalog.detection.lexicon import Lexicon
from piicatalog.model.catalog import CatalogColumn
from piicatalog.model.entity_type import EntityType
from piicatalog.model.processing import DataCategory, Notice


class Categories:
    """The data categories of one notice, and the default ones for what it does not name."""

    def __init__(self, notice: Notice, defaults: Iterable[DataCategory], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._default = {entity: category for category in defaults for entity in category.entity_types}
        self._named: dict[EntityType, list[DataCategory]] = {}
        for category in notice.categories:
            for entity in category.entity_types:
                self._named.setdefault(entity, []).append(category)

    def of(self, entry: CatalogColumn, entity_type: EntityType, declared: Iterable[str]) -> tuple[DataCategory, ...]:
        """Return the categories of an entity type in a column whose table's activities declare ``declared``.

        Where the notice has several, words of the names choose; where none does, those that the table's activities declare, or all.
        What goes wherever its table goes (free text, a customer number) is the notice's category only where that is declared.
        """
        named = self._named.get(entity_type, [])
        allowed = set(declared)
        default = self._default[entity_type]
        if default.follows_table:
            named = [category for category in named if category.id in allowed or category.follows_table]
        if not named:
            return (default,)
        if len(named) == 1:
            return tuple(named)
        spoken = set(self._words(entry))
        chosen = [category for category in named if spoken.intersection(category.words)]
        return tuple(chosen or [category for category in named if category.id in allowed] or named)

    def _words(self, entry: CatalogColumn) -> Iterator[str]:
        """Yield the words of the column's and its table's names, single and in pairs."""
        for name in (entry.column.key, entry.table.name):
            words = self._lexicon.words(name)
            yield from words
            yield from _pairs(words)


def _pairs(words: Sequence[str]) -> Iterator[str]:
    yield from (f"{one}_{two}" for one, two in pairwise(words))
