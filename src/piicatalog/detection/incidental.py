"""Sparse personal data in a column that is for something else: one henkilötunnus in ten thousand notes.

In a column of numbers some look like phone numbers or pass a check digit by chance, so a cell that is nothing but a
number does not count where many of the column's values are built like it; nor do check digits that are right as often
as chance has it, unless a word beside them says what they are. What stands in row after row (a support line, the
company's account) is the company's own.
"""

import math
from typing import TYPE_CHECKING

from piicatalog.model.finding import Incidence
from piicatalog.model.profile import ColumnProfile, Held

if TYPE_CHECKING:
    from collections.abc import Mapping

    from piicatalog.definitions.knowledge import Knowledge
    from piicatalog.model.detector import Detector

_COMMON = 0.1
"""From this share of the distinct values on, a build is what the column's own values have."""


def find(profile: ColumnProfile, knowledge: "Knowledge") -> tuple[Incidence, ...]:
    """Return what stands somewhere in the texts of all rows read, most first."""
    common = _common_builds(profile) if profile.bare else set()
    found = []
    for entity, held in profile.containing.items():
        explained = sum(rows for (of, build), rows in profile.bare.items() if of is entity and build in common)
        chance = max(
            (_chance(detector) for detector in knowledge.detectors if detector.entity_type is entity and detector.text), default=1.0
        )
        rows = _counting(held, profile.non_null, chance, knowledge.weights) - explained
        if rows > 0:
            found.append(Incidence(entity_type=entity, values=rows))
    return tuple(sorted(found, key=lambda incidence: (-incidence.values, incidence.entity_type)))


def _chance(detector: "Detector") -> float:
    """Return what share of the texts with the form a detector would count by chance; 1 where it checks nothing."""
    return max((rule.chance for rule in detector.values if rule.validator), default=1.0)


def _counting(held: Held, non_null: int, chance: float, weights: "Mapping[str, float]") -> int:
    """Return how many rows hold what is neither there by chance nor the company's own."""
    by_chance = held.tried * chance
    most = by_chance + weights["incidental_deviations"] * math.sqrt(by_chance)
    if chance < 1 and by_chance >= weights["incidental_by_chance"] and held.rows <= most:
        return held.told
    often = max(weights["incidental_own_rows"], weights["incidental_own_share"] * non_null)
    return held.rows - sum(rows for rows in held.alike.values() if rows >= often)


def _common_builds(profile: ColumnProfile) -> set[int]:
    import numpy as np

    from piicatalog.profiling.builds import Builds

    if profile.sample is None or not len(profile.sample):
        return set()
    size = len(profile.sample)
    times = Builds(profile.sample.values).bare_numbers(np.arange(size), np.ones(size))
    return {build for build, number in times.items() if number >= _COMMON * size}
