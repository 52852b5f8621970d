"""One column, the row that it stands in, and what a rule says of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from piicatalog.detection.about import About
from piicatalog.detection.lexicon import Lexicon
from piicatalog.model.data_type import TypeFamily
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence
from piicatalog.model.reason import Reason
from piicatalog.model.schema import Column


@dataclass(frozen=True, slots=True)
class Said:
    """What the row makes of a column: what it is, or only what it is not."""

    reason: Reason
    entity_type: EntityType | None = None
    weight: str = "table_event_measure"
    refused: frozenset[EntityType] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """What stands in one table."""

    about: About
    names: frozenset[tuple[str, ...]]
    words: frozenset[str]
    surely: Mapping[EntityType, frozenset[str]]
    """Entity types that names tell alone, to the keys of those columns."""
    lexicon: Lexicon

    def tells(self, *entities: EntityType, but: str) -> bool:
        """Whether some other column surely is one of the types."""
        return any(self.surely.get(entity, frozenset()) - {but} for entity in entities)


@dataclass(frozen=True, slots=True)
class Asked:
    """One column of a row."""

    key: str
    name: tuple[str, ...]
    family: TypeFamily
    length: int
    first: bool
    spoken: frozenset[EntityType]
    """What its own name speaks for."""


Rule = Callable[[Asked, Row], Said | None]


def look(columns: Sequence[Column], found: Mapping[str, Sequence[Evidence]], about: About, words: Lexicon) -> Row:
    """Return what stands in a table, from its columns' words and what they speak for."""
    names = frozenset(words.words(column.name) for column in columns)
    surely: dict[EntityType, set[str]] = {}
    for column in columns:
        for one in found.get(column.key, ()):
            if one.weight >= _SURE:
                surely.setdefault(one.entity_type, set()).add(column.key)
    return Row(
        about=about,
        names=names,
        words=frozenset(word for name in names for word in name),
        surely={entity: frozenset(keys) for entity, keys in surely.items()},
        lexicon=words,
    )


_SURE = 4.0
"""Weight of a name's evidence that needs nothing beside: a strong word's."""
