"""In which texts each entity type stands somewhere: a linear pass over those that can hold it, then the exact rule.

One place in a text is read in one way: where a checked number (henkilötunnus) and a mere form (phone number) fit the
same digits, the one that fewer random texts would pass counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from piicatalog.model.entity_type import EntityType
from piicatalog.profiling.builds import Builds
from piicatalog.profiling.exact import Whole
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
            _search(texts, builds, some, check, found)
    found = {entity: one for entity, one in found.items() if one.tried}
    held = _read_once(found, len(texts), plan)
    return {entity: _summed(texts, at, found[entity]) for entity, at in held.items()}


def _search(texts: "pa.Array", builds: Builds, at: "np.ndarray", check: TextCheck, found: dict[EntityType, _Found]) -> None:
    """Find the places of one rule: at once where a text is one match from end to end, else by a linear pass and text by text."""
    import numpy as np

    one = found.setdefault(check.detector.entity_type, _Found())
    if check.finder.needs_words:  # they stand around a match
        at = at[~builds.are_of(check.closed)[at]]
    elif check.whole and len(check.passes) == 1:
        at = _take_wholes(texts, builds, at, check, check.whole, one)
        at = at[~builds.are_of(check.closed)[at]]
    for pattern in check.passes:
        if len(at):
            _, at, values = _divided(texts, at, pattern)
    if not len(at):
        return
    formed = []
    for index, text in zip(at.tolist(), values.to_pylist(), strict=True):
        places = check.finder.places(text)
        if places:
            one.places.setdefault(index, []).extend(places)
        if places or (not check.finder.needs_words and check.finder.exact.search(text)):
            formed.append(index)
    if formed:
        one.tried.append(np.array(formed, np.int64))


def _take_wholes(texts: "pa.Array", builds: Builds, at: "np.ndarray", check: TextCheck, whole: Whole, found: _Found) -> "np.ndarray":
    """Add the texts at these indices that are one match from end to end, and return the indices of the others."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    others = []
    if whole.in_ascii:
        is_ascii = builds.in_ascii()[at]
        at, others = at[is_ascii], [at[~is_ascii]]
    rest, at, values = _divided(texts, at, whole.pattern)
    others.append(rest)
    if whole.ruled_out is not None and len(at):
        at, excluded, _ = _divided(texts, at, whole.ruled_out)
        others.append(excluded)
        values = texts.take(pa.array(at))
    if len(at):
        found.tried.append(at)
        valid = _valid(values, check)
        if whole.ruled_out is None:
            found.whole.append(at[valid])
        else:  # a rule that names what it is not finds mere words, which the company's own address repeats
            for index, length in zip(at[valid].tolist(), pc.utf8_length(values.filter(valid)).to_pylist(), strict=True):
                found.places.setdefault(index, []).append((0, length, False))
    return np.sort(np.concatenate(others))


def _divided(texts: "pa.Array", at: "np.ndarray", pattern: str) -> "tuple[np.ndarray, np.ndarray, pa.Array]":
    """Return which of the texts at these indices do not match, which do, and the texts that do."""
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


def _read_once(found: Mapping[EntityType, _Found], size: int, plan: Plan) -> "dict[EntityType, np.ndarray]":
    """Return the texts that hold each entity type, without those in which all of its places are read better as another one.

    ``size``: of how many texts.
    """
    import numpy as np

    chances = {check.detector.entity_type: check.chance for check in plan.texts}
    held = {entity: one.at() for entity, one in found.items()}
    holds = {entity: np.zeros(size, bool) for entity in held}
    for entity, at in held.items():
        holds[entity][at] = True
    result: dict[EntityType, np.ndarray] = {}
    for entity, at in held.items():
        better = [other for other in held if chances[other] < chances[entity]]
        shared = at[np.logical_or.reduce([holds[other][at] for other in better])] if better else at[:0]
        hidden = [
            index
            for index in shared.tolist()
            if _is_hidden(
                found[entity].places_in(index),
                [place for other in better if holds[other][index] for place in found[other].places_in(index)],
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
    inside = [(number, found.places[index]) for number, index in enumerate(at.tolist()) if index in found.places] if found.places else []
    if inside:
        numbers = np.array([number for number, _ in inside])
        told[numbers] = [places[0][2] or (len(places) > 1 and any(near for _, _, near in places)) for _, places in inside]
        contents = [
            text[places[0][0] : places[0][1]].lower()
            if len(places) == 1
            else "\0".join(sorted({text[start:end].lower() for start, end, _ in places}))
            for (_, places), text in zip(inside, texts.take(pa.array(at[numbers])).to_pylist(), strict=True)
        ]
        alike[numbers] = hash_texts(pa.array(contents, pa.large_string()))
    return Holding(at=at, told=told, alike=alike, tried=np.unique(np.concatenate([at, *found.tried])))
