"""Which tables are registers of people, each with requests of its own, and which belong to those of another."""

from collections.abc import Mapping, Sequence

from piicatalog.detection.normalise import split
from piicatalog.model.catalog import CatalogColumn
from piicatalog.model.entity_type import EntityType
from piicatalog.model.reference import KeyGraph, Path, Reference

IDENTIFYING = (EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.NATIONAL_ID, EntityType.CUSTOMER_ID, EntityType.EMAIL_ADDRESS, EntityType.USERNAME, EntityType.PHONE_NUMBER)  # fmt: skip
"""What tells one person from others, the surest first: it leads to tables that no key leads to."""
EVERYWHERE = frozenset({EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.NATIONAL_ID, EntityType.EMAIL_ADDRESS})
"""What is the same person's in every register."""
_NAMING = frozenset({EntityType.PERSON, EntityType.FIRST_NAME, EntityType.LAST_NAME, *IDENTIFYING}) - {EntityType.CUSTOMER_ID}
"""What a table with a person per row has: ``customer_photos`` has none of it, its rows are a customer's."""
_ALIKE = 4
"""So many first letters in common: ``asiakas_id`` and ``asiakkaat``."""


def registers(graph: KeyGraph, personal: Mapping[str, Sequence[CatalogColumn]]) -> frozenset[str]:
    """Return the tables of persons that belong to no other's: ``kayttajatili.asiakas_id`` makes an account its customer's.

    A key that names a role (``asiakas.vastuumyyja_id``) makes nobody another's.
    """
    named = {name for name in graph.persons if _names_people(personal.get(name, ()))}

    def belongs(name: str, other: str) -> bool:
        way: Path | None = graph.up(name).get(other) if name != other else None
        return way is not None and all(_is_named_after(step) for step in way)

    return frozenset(name for name in named if not any(belongs(name, other) and not belongs(other, name) for other in named))


def _names_people(columns: Sequence[CatalogColumn]) -> bool:
    return any(entry.verdict.findings and entry.verdict.findings[0].entity_type in _NAMING for entry in columns)


def _is_named_after(step: Reference) -> bool:
    """Whether a key is called like what it refers to, and so names no role."""
    here = [column.lower() for column in step.columns]
    if here == [column.lower() for column in step.referred_columns]:
        return True
    words = {word for column in here for word in split(column)}
    names = split(step.referred.rpartition(".")[2])
    return any(len(word) >= _ALIKE and word[:_ALIKE] == name[:_ALIKE] for word in words for name in names)
