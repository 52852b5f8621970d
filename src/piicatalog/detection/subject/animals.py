"""Rows that are animals, which are born, have a sex and parents too and are no persons."""

from dataclasses import replace

from piicatalog.detection.about import INDIVIDUALS, LIVING, About, Kind
from piicatalog.detection.subject.seen import Seen
from piicatalog.model.entity_type import EntityType
from piicatalog.model.reason import Reason

_OF_ANIMALS = frozenset(
    "species breed fur plumage feather wingspan beak antler tusk hoof wild captured capture sire dam litter herd flock pedigree neutered spayed"
    " castrated calving lambing hatched bamboo sighting lajike rotu pentue lauma poikue elainlaji raslista kull flocken djurart".split()
)
_NOT_TURNED = frozenset({Kind.EVENT, Kind.DETAIL, Kind.LOOKUP, Kind.SYSTEM})
_ONLY_OF_PERSONS = frozenset(
    {
        EntityType.LAST_NAME, EntityType.EMAIL_ADDRESS, EntityType.PHONE_NUMBER, EntityType.PASSWORD, EntityType.MARITAL_STATUS,
        EntityType.NATIONAL_ID, EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.PASSPORT_NUMBER, EntityType.PERSON,
    },
)  # fmt: skip
_OF_THEIR_KIND = frozenset(
    {("species",), ("species", "id"), ("breed",), ("breed", "id"), ("rotu",), ("elainlaji",), ("djurart",), ("ras",)}
)


def spoken_of(about: About, seen: Seen) -> About | None:
    """Tables that speak of animals: weight_records(animal_id, weight), sightings(species, seen_at)."""
    if LIVING.isdisjoint(about.words) and LIVING.isdisjoint(seen.words) and _OF_ANIMALS.isdisjoint(seen.words):
        return None
    return replace(about, of_animals=True)


def individuals(about: About, seen: Seen) -> About | None:
    """Individuals that are persons, whatever animals the schema has beside: individual(first_name, last_name)."""
    if about.head not in INDIVIDUALS or about.kind is not Kind.PERSON or _ONLY_OF_PERSONS.isdisjoint(seen.told):
        return None
    return replace(about, described=True)


def animals(about: About, seen: Seen) -> About | None:
    """Animals, by the name of the table or by the species or breed of each: bird(sex, birth_date), patients(name, species, owner_id)."""
    if not about.of_animals or about.kind in _NOT_TURNED or not _ONLY_OF_PERSONS.isdisjoint(seen.told):
        return None
    named = about.head in LIVING or about.words[-1:] in {(word,) for word in LIVING}
    kept = about.kind is Kind.PERSON and not _OF_THEIR_KIND.isdisjoint(seen.names) and not _has_ethnicity(seen)
    if not named and not kept:
        return None
    return replace(about, kind=Kind.THING, of_person=False, reason=Reason("table_animals", {"table": seen.table.name}))


def _has_ethnicity(seen: Seen) -> bool:
    """Whether rows of persons stand among those of animals, as in a laboratory: donors(species, ethnicity)."""
    return any(match.entity_type is EntityType.ETHNICITY and match.strength == "strong" for found in seen.readings for match in found)
