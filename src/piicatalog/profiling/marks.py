"""What is known of each value of a sample: which forms it has, which checks it passes, on which word lists it stands."""

from typing import TYPE_CHECKING

from piicatalog.profiling.builds import Builds
from piicatalog.profiling.facts import SHAPES
from piicatalog.profiling.plan import FORM, VALID, Plan, ValueCheck

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


def mark(values: "pa.Array", plan: Plan) -> "np.ndarray":
    """Return one row of booleans per name in ``plan.names``, one column per value."""
    import numpy as np

    at = {name: index for index, name in enumerate(plan.names)}
    marks = np.zeros((len(plan.names), len(values)), bool)
    if not len(values):
        return marks
    builds = Builds(values)
    _mark_forms(values, builds, plan, at, marks)
    for (name, pattern), some in zip(SHAPES.items(), builds.passing(plan.shape_sieves, whole=True), strict=True):
        if len(some):
            marks[at[name], _matching(values, some, pattern)] = True
    for name, mask in plan.lists.look_up(values, builds):
        marks[at[name]] |= mask
    return marks


def _mark_forms(values: "pa.Array", builds: Builds, plan: Plan, at: dict[str, int], marks: "np.ndarray") -> None:
    for check, some in zip(plan.values, builds.passing(plan.value_sieves, whole=True), strict=True):
        formed = _matching(values, some, check.pattern) if len(some) else some
        if not len(formed):
            continue
        marks[at[FORM + check.name], formed] = True
        if check.is_valid:
            marks[at[VALID + check.name], formed] = _valid(values.take(formed), check)


def _matching(values: "pa.Array", some: "np.ndarray", pattern: str) -> "np.ndarray":
    """Return which of some values, given by their indices, match."""
    import pyarrow.compute as pc

    chosen = values.take(some) if len(some) < len(values) else values
    matching: np.ndarray = some[pc.match_substring_regex(chosen, pattern).to_numpy(zero_copy_only=False)]
    return matching


def _valid(values: "pa.Array", check: ValueCheck) -> "np.ndarray":
    import numpy as np

    if check.are_valid is not None:
        return np.asarray(check.are_valid(values))
    assert check.is_valid is not None
    return np.fromiter(map(check.is_valid, values.to_pylist()), bool, len(values))
