"""What the columns beside make of a column whose own words mean several things: a role among staff, a PAN among identity documents.

Each rule is asked only of names that hold one of its words, and sees the column, what its table is about and the rest of the row.
"""

from collections.abc import Mapping, Sequence

from piicatalog.detection.about import About
from piicatalog.detection.lexicon import Lexicon
from piicatalog.detection.neighbours import documents, shown, whereabouts, working
from piicatalog.detection.neighbours.row import Asked, Row, Rule, Said, look
from piicatalog.model.data_type import family_of, length_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import OF_VALUES, Evidence
from piicatalog.model.reason import Reason
from piicatalog.model.schema import Column

__all__ = ["Said", "read", "told"]


def read(
    columns: Sequence[Column], names: Mapping[str, tuple[str, ...]], found: Mapping[str, Sequence[Evidence]], about: About, words: Lexicon
) -> dict[str, Said]:
    """Return what the row makes of its columns, by their keys: of each what the first rule says that has something to say."""
    said: dict[str, Said] = {}
    row: Row | None = None
    for column in columns:
        name = names[column.name]
        if column.path or RULES.keys().isdisjoint(name):
            continue
        row = row or look(columns, found, about, words)
        asked = Asked(
            key=column.key,
            name=name,
            family=family_of(column.data_type),
            length=length_of(column.data_type),
            first=column is columns[0],
            spoken=frozenset(one.entity_type for one in found.get(column.key, ()) if one.weight > 0 and one.signal not in OF_VALUES),
        )
        for rule in (rule for word in name for rule in RULES.get(word, ())):
            made = rule(asked, row)
            if made is not None:
                said[column.key] = made
                break
    return said


def told(said: Said | None) -> tuple[EntityType, str, Reason] | None:
    """Return what a rule says that a column is, the name of its weight and the reason; None when it only says what it is not."""
    return (said.entity_type, said.weight, said.reason) if said is not None and said.entity_type is not None else None


RULES: Mapping[str, tuple[Rule, ...]] = {**working.RULES, **documents.RULES, **whereabouts.RULES, **shown.RULES}
"""Which rules are asked of a name that holds a word."""
