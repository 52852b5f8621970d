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
    for check, some in zip(plan.texts, builds.passing(plan.text_sieves, whole=False), strict=True):
        if len(some):
            _search(texts, some, check, found)
    found = {entity: one for entity, one in found.items() if one.tried}
    held = _read_once(found, {entity: one.at() for entity, one in found.items()}, plan)
    return {entity: _summed(texts, at, found[entity]) for entity, at in held.items()}


def _search(texts: "pa.Array", at: "np.ndarray", check: TextCheck, found: dict[EntityType, _Found]) -> None:
    """Find the places of one rule: at once where a text is one match from end to end, else by a linear pass and text by text."""
    import numpy as np

    one = found.setdefault(check.detector.entity_type, _Found())
    if check.whole and len(check.passes) == 1:  # the others ask for words around a match
        at, wholes, values = _divided(texts, at, check.whole)
        if len(wholes):
            one.tried.append(wholes)
            one.whole.append(wholes[_valid(values, check)])
    for pattern in check.passes:
        if len(at):
            _, at, values = _divided(texts, at, pattern)
    if not len(at):
        return
    formed = []
    for index, text in zip(at.tolist(), values.to_pylist(), strict=True):
        places = list(check.finder.places(text))
        if places:
            one.places.setdefault(index, []).extend(places)
        if places or (not check.finder.needs_words and check.finder.exact.search(text)):
            formed.append(index)
    if formed:
        one.tried.append(np.array(formed, np.int64))


def _divided(texts: "pa.Array", at: "np.ndarray", pattern: str) -> "tuple[np.ndarray, np.ndarray, pa.Array]":
    """Return which of the texts at these indices do not match, which do, and those that do."""
    import pyarrow as pa
    import pyarrow.compute as pc

    values = texts.take(pa.array(at)) if len(at) < len(texts) else texts
    matches = pc.match_substring_regex(values, pattern)
    matched = np_of(matches)
    return at[~matched], at[matched], values.filter(matches)


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
        better = [other for other in held if chances[other] < chances[entity]]
        shared = at[np.isin(at, np.concatenate([held[other] for other in better]))] if better else at[:0]
        hidden = []
        if len(shared):
            those_of = {other: set(held[other][np.isin(held[other], shared)].tolist()) for other in better}
            hidden = [
                index
                for index in shared.tolist()
                if _is_hidden(
                    found[entity].places_in(index),
                    [place for other, those in those_of.items() if index in those for place in found[other].places_in(index)],
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
    inside = np.flatnonzero(np.isin(at, np.fromiter(found.places, np.int64, len(found.places))))
    if len(inside):
        places = [found.places[index] for index in at[inside].tolist()]
        told[inside] = [any(near for _, _, near in each) for each in places]
        contents = [
            text[each[0][0] : each[0][1]].lower()
            if len(each) == 1
            else "\0".join(sorted({text[start:end].lower() for start, end, _ in each}))
            for each, text in zip(places, texts.take(pa.array(at[inside])).to_pylist(), strict=True)
        ]
        alike[inside] = hash_texts(pa.array(contents, pa.large_string()))
    return Holding(at=at, told=told, alike=alike, tried=np.unique(np.concatenate([at, *found.tried])))
