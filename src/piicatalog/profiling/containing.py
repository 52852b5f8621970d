"""In which texts each entity type stands somewhere: a linear pass over those that can hold it, then the exact rule.

One place in a text is read in one way: where a checked number (henkilötunnus) and a mere form (phone number) fit the
same digits, the one that fewer random texts would pass counts.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from piicatalog.model.entity_type import EntityType
from piicatalog.profiling.builds import Builds
from piicatalog.profiling.facts import np_of
from piicatalog.profiling.plan import Plan, TextCheck

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


def holding(texts: "pa.Array", builds: Builds, plan: Plan) -> "dict[EntityType, np.ndarray]":
    """Return, for each entity type that any text holds, the indices of the texts that hold it."""
    import numpy as np
    import pyarrow.compute as pc

    found: dict[EntityType, np.ndarray] = {}
    for check in plan.texts:
        some = builds.passing(check.sieve, whole=False)
        if not len(some):
            continue
        chosen = texts.take(some) if len(some) < len(texts) else texts
        matches = pc.match_substring_regex(chosen, check.bounded or check.relaxed)
        if not matches.true_count:
            continue
        chosen, some = chosen.filter(matches), some[matches.to_numpy(zero_copy_only=False)]
        held = some[_confirmed(chosen, check)]
        if len(held):
            kept = found.get(check.entity_type)
            found[check.entity_type] = held if kept is None else np.union1d(kept, held)
    return _read_once(texts, plan, found) if len(found) > 1 else found


def _read_once(texts: "pa.Array", plan: Plan, found: "Mapping[EntityType, np.ndarray]") -> "dict[EntityType, np.ndarray]":
    """Leave out of each entity type the texts in which all of its places are read better as another one."""
    import numpy as np
    import pyarrow as pa

    chances = {check.entity_type: check.chance for check in plan.texts if check.entity_type in found}
    result: dict[EntityType, np.ndarray] = {}
    for entity, at in found.items():
        better = [other for other in found if chances[other] < chances[entity]]
        held_better = np.zeros(len(texts), bool)
        for other in better:
            held_better[found[other]] = True
        shared = at[held_better[at]]
        hidden = [
            index
            for index, text in zip(shared.tolist(), texts.take(pa.array(shared)).to_pylist(), strict=True)
            if _is_hidden(_places(text, entity, plan), [place for other in better for place in _places(text, other, plan)])
        ]
        kept = at[~np.isin(at, hidden, assume_unique=True)] if hidden else at
        if len(kept):
            result[entity] = kept
    return result


def _places(text: str, entity: EntityType, plan: Plan) -> list[tuple[int, int]]:
    return [
        match.span()
        for check in plan.texts
        if check.entity_type is entity
        for match in check.exact.finditer(text)
        if check.is_valid is None or check.is_valid(match.group())
    ]


def _is_hidden(places: list[tuple[int, int]], better: list[tuple[int, int]]) -> bool:
    return all(any(start < other_end and other_start < end for other_start, other_end in better) for start, end in places)


def passing(texts: "pa.Array", plan: Plan) -> "np.ndarray":
    """Return the indices of the texts that may hold anything: what the linear pass lets through."""
    import numpy as np
    import pyarrow.compute as pc

    passed = np.zeros(len(texts), bool)
    builds = Builds(texts)
    for check in plan.texts:
        some = builds.passing(check.sieve, whole=False)
        if len(some):
            passed[some] |= pc.match_substring_regex(texts.take(some), check.relaxed).to_numpy(zero_copy_only=False)
    return np.flatnonzero(passed)


def _confirmed(texts: "pa.Array", check: TextCheck) -> "np.ndarray":
    """Whether each text that passed really holds one; at once where the pass was exact and the check can be."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if check.bounded and check.is_valid is None:
        return np.ones(len(texts), bool)
    confirmed = np.zeros(len(texts), bool)
    is_open = ~confirmed
    if check.bounded and check.are_valid is not None:
        first = pc.extract_regex(texts, check.bounded).field("found")
        confirmed = np.array(check.are_valid(first))
        # Where the first match is the whole text there is no second one.
        is_open = ~confirmed & (np_of(pc.binary_length(first)) < np_of(pc.binary_length(texts)))
    open_ones = np.flatnonzero(is_open)
    confirmed[open_ones] = [holds(text, check) for text in texts.take(pa.array(open_ones)).to_pylist()]
    return confirmed


def holds(text: str, check: TextCheck) -> bool:
    """Whether a text holds the form with a right check digit."""
    if check.is_valid is None:
        return check.exact.search(text) is not None
    return any(check.is_valid(match.group()) for match in check.exact.finditer(text))
