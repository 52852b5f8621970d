"""Sparse personal data in a column that is for something else: one henkilötunnus in ten thousand notes.

In a column of numbers some look like phone numbers or pass a check digit by chance. So a cell that is nothing but a
number does not count where many of the column's values are built like it.
"""

from typing import TYPE_CHECKING

from piicatalog.model.finding import Incidence
from piicatalog.model.profile import ColumnProfile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from piicatalog.model.entity_type import EntityType

_COMMON = 0.1
"""From this share of the distinct values on, a build is what the column's own values have."""


def find(profile: ColumnProfile) -> tuple[Incidence, ...]:
    """Return what stands somewhere in the texts of all rows read, most first."""
    counts: Mapping[EntityType, int] = profile.containing
    if profile.bare:
        common = _common_builds(profile)
        explained = {
            entity: sum(rows for (of, build), rows in profile.bare.items() if of is entity and build in common) for entity in counts
        }
        counts = {entity: rows - explained[entity] for entity, rows in counts.items() if rows > explained[entity]}
    found = [Incidence(entity_type=entity, values=rows) for entity, rows in counts.items()]
    return tuple(sorted(found, key=lambda incidence: (-incidence.values, incidence.entity_type)))


def _common_builds(profile: ColumnProfile) -> set[int]:
    import numpy as np

    from piicatalog.profiling.builds import Builds

    if profile.sample is None or not len(profile.sample):
        return set()
    size = len(profile.sample)
    times = Builds(profile.sample.values).bare_numbers(np.arange(size), np.ones(size))
    return {build for build, number in times.items() if number >= _COMMON * size}
