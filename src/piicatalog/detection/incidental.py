"""Sparse personal data in a column that is for something else: one henkilötunnus in ten thousand notes."""

from piicatalog.model.finding import Incidence
from piicatalog.model.profile import ColumnProfile


def find(profile: ColumnProfile) -> tuple[Incidence, ...]:
    """Return what stands somewhere in the texts of all rows read, most first."""
    found = [Incidence(entity_type=entity, values=rows) for entity, rows in profile.containing.items()]
    return tuple(sorted(found, key=lambda incidence: (-incidence.values, incidence.entity_type)))
