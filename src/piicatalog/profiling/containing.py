"""In which texts each entity type stands somewhere: a linear pass over those that can hold it, then the exact rule."""

from typing import TYPE_CHECKING

from piicatalog.model.entity_type import EntityType
from piicatalog.profiling.plan import Plan, TextCheck
from piicatalog.profiling.sieve import kinds_of

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


def holding(texts: "pa.Array", plan: Plan) -> "dict[EntityType, np.ndarray]":
    """Return, for each entity type that any text holds, the indices of the texts that hold it."""
    import numpy as np
    import pyarrow.compute as pc

    found: dict[EntityType, np.ndarray] = {}
    kinds, lengths = kinds_of(texts)
    for check in plan.texts:
        some = check.sieve.passing(kinds, lengths, whole=False)
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
    return found


def passing(texts: "pa.Array", plan: Plan) -> "np.ndarray":
    """Return the indices of the texts that may hold anything: what the linear pass lets through."""
    import numpy as np
    import pyarrow.compute as pc

    passed = np.zeros(len(texts), bool)
    kinds, lengths = kinds_of(texts)
    for check in plan.texts:
        some = check.sieve.passing(kinds, lengths, whole=False)
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
    if check.bounded and check.are_valid is not None:
        confirmed = np.array(check.are_valid(pc.extract_regex(texts, check.bounded).field("found")))
    open_ones = np.flatnonzero(~confirmed)
    confirmed[open_ones] = [holds(text, check) for text in texts.take(pa.array(open_ones)).to_pylist()]
    return confirmed


def holds(text: str, check: TextCheck) -> bool:
    """Whether a text holds the form with a right check digit."""
    if check.is_valid is None:
        return check.exact.search(text) is not None
    return any(check.is_valid(match.group()) for match in check.exact.finditer(text))
