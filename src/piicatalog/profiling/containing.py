"""In which texts each entity type stands somewhere: a linear pass over those that can hold it, then the exact rule.

One place in a text is read in one way: where a checked number (henkilötunnus) and a mere form (phone number) fit the
same digits, the one that fewer random texts would pass counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from piicatalog.model.entity_type import EntityType
from piicatalog.profiling.builds import Builds
from piicatalog.profiling.facts import np_of
from piicatalog.profiling.hashing import hash_texts
from piicatalog.profiling.plan import Plan, TextCheck

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

Places = Sequence[tuple[int, int, bool]]


@dataclass(slots=True, kw_only=True)
class Holding:
    """The texts that hold one entity type, by their indices; arrays side by side."""

    at: "np.ndarray"
    told: "np.ndarray"
    """Whether a word near it says so too."""
    alike: "np.ndarray"
    """A hash of what is held; 0 where the text is nothing else."""
    tried: "np.ndarray"
    """The texts that have the form, whether the check digit is right or not."""


@dataclass(slots=True)
class _Found:
    whole: "list[np.ndarray]" = field(default_factory=list)
    places: dict[int, list[tuple[int, int, bool]]] = field(default_factory=dict)
    tried: "list[np.ndarray]" = field(default_factory=list)

    def at(self) -> "np.ndarray":
        import numpy as np

        return np.unique(np.concatenate([*self.whole, np.fromiter(self.places, np.int64, len(self.places))]))

    def places_in(self, index: int) -> Places:
        """Return the places in a text that may also be held as a whole."""
        return self.places.get(index) or [(0, 1 << 62, False)]


def holding(texts: "pa.Array", builds: Builds, plan: Plan) -> dict[EntityType, Holding]:
    """Return, for each entity type whose form any text has, the texts that hold it."""
    found: dict[EntityType, _Found] = {}
    for check in plan.texts:
        some = builds.passing(*check.sieves, whole=False)
        for pattern in check.passes:
            if len(some):
                some = some[np_of(_matching(texts.take(some) if len(some) < len(texts) else texts, pattern))]
        if len(some):
            _search(texts.take(some), some, check, found.setdefault(check.detector.entity_type, _Found()))
    held = _read_once(found, {entity: one.at() for entity, one in found.items()}, plan)
    return {entity: _summed(texts, at, found[entity]) for entity, at in held.items()}


def _matching(texts: "pa.Array", pattern: str) -> "pa.Array":
    import pyarrow.compute as pc

    return pc.match_substring_regex(texts, pattern)


def _search(texts: "pa.Array", at: "np.ndarray", check: TextCheck, found: _Found) -> None:
    """Find the places of one rule: at once where a text is one match from end to end, else text by text."""
    import numpy as np
    import pyarrow as pa

    inside = np.ones(len(texts), bool)
    if check.whole:
        is_whole = _matching(texts, check.whole)
        inside = ~np_of(is_whole)
        if is_whole.true_count:
            found.tried.append(at[~inside])
            found.whole.append(at[~inside][_valid(texts.filter(is_whole), check)])
    formed = []
    for index, text in zip(at[inside].tolist(), texts.filter(pa.array(inside)).to_pylist(), strict=True):
        places = list(check.finder.places(text))
        if places:
            found.places.setdefault(index, []).extend(places)
        if places or (not check.finder.needs_words and check.finder.exact.search(text)):
            formed.append(index)
    found.tried.append(np.array(formed, np.int64))


def _valid(values: "pa.Array", check: TextCheck) -> "np.ndarray":
    import numpy as np

    if hasattr(check.validator, "are_valid"):
        return np.array(check.validator.are_valid(values))
    if check.finder.is_valid is not None:
        return np.fromiter(map(check.finder.is_valid, values.to_pylist()), bool, len(values))
    return np.ones(len(values), bool)


def _read_once(found: Mapping[EntityType, _Found], held: "Mapping[EntityType, np.ndarray]", plan: Plan) -> "dict[EntityType, np.ndarray]":
    """Leave out of each entity type the texts in which all of its places are read better as another one."""
    import numpy as np

    chances = {check.detector.entity_type: check.chance for check in plan.texts}
    result: dict[EntityType, np.ndarray] = {}
    for entity, at in held.items():
        better = [(found[other], set(held[other].tolist())) for other in held if chances[other] < chances[entity]]
        shared = (
            np.intersect1d(at, np.concatenate([held[other] for other in held if chances[other] < chances[entity]])) if better else at[:0]
        )
        hidden = [
            index
            for index in shared.tolist()
            if _is_hidden(
                found[entity].places_in(index), [place for other, those in better if index in those for place in other.places_in(index)]
            )
        ]
        result[entity] = at[~np.isin(at, hidden, assume_unique=True)] if hidden else at
    return result


def _is_hidden(places: Places, better: Places) -> bool:
    return all(any(start < other_end and other_start < end for other_start, other_end, _ in better) for start, end, _ in places)


def _summed(texts: "pa.Array", at: "np.ndarray", found: _Found) -> Holding:
    import numpy as np
    import pyarrow as pa

    alike = np.zeros(len(at), np.uint64)
    told = np.zeros(len(at), bool)
    inside = np.flatnonzero(np.fromiter((index in found.places for index in at.tolist()), bool, len(at)))
    if len(inside):
        places = [found.places[index] for index in at[inside].tolist()]
        told[inside] = [any(near for _, _, near in each) for each in places]
        contents = [
            "\0".join(sorted({text[start:end].lower() for start, end, _ in each}))
            for each, text in zip(places, texts.take(pa.array(at[inside])).to_pylist(), strict=True)
        ]
        alike[inside] = hash_texts(pa.array(contents, pa.large_string()))
    return Holding(at=at, told=told, alike=alike, tried=np.unique(np.concatenate([at, *found.tried])))
