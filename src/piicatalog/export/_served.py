"""What a column may be there for, in words: activities with how they are known, their bases and rules; candidates as a question."""

from dataclasses import dataclass

from piicatalog.export._names import Names, unique
from piicatalog.model.catalog import ColumnTags, Origin
from piicatalog.model.label import short
from piicatalog.model.labels import ORIGINS, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """The tags of a column in words."""

    activities: tuple[str, ...]
    """Short names; with candidates alone it is one entry that counts them."""
    candidates: tuple[str, ...]
    """Names of what it may serve, where nothing tells."""
    bases: tuple[str, ...]
    rules: tuple[str, ...]


def served(tags: ColumnTags, names: Names) -> Served:
    """Return the tags in words; nothing is said of the bases and retention of mere candidates.

    Columns of a table that hold the same share their tags, and so these words: they are found by the tags' identity.
    """
    same = names.served.get(id(tags))
    if same is None or same[0] is not tags:
        same = names.served[id(tags)] = tags, _said(tags, names)
    return same[1]


def _said(tags: ColumnTags, names: Names) -> Served:
    known = [each for each in tags.activities if each.origin is not Origin.CANDIDATE]
    if tags.activities and not known:
        candidates = tuple(short(names.activity(each.id)) for each in tags.activities)
        asked = text("candidates", names.language).format(count=len(candidates))
        return Served(activities=(asked,), candidates=candidates, bases=(), rules=())
    said = [
        short(names.activity(each.id))
        + (f" ({ORIGINS[each.origin].in_language(names.language)})" if each.origin is not Origin.BOUND else "")
        for each in known
    ]
    return Served(
        activities=tuple(said),
        candidates=(),
        bases=tuple(unique(names.basis(basis.basis) for basis in tags.legal_bases)),
        rules=tuple(unique(names.rule(rule.rule) for rule in tags.retention)),
    )
