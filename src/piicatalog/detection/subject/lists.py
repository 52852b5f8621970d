"""Rows that are what persons may be, how many they are or of which kind, and no persons."""

from collections.abc import Collection
from dataclasses import replace

from piicatalog.detection.about import About, Kind
from piicatalog.detection.subject.seen import FEW, Seen
from piicatalog.detection.tail import Tail
from piicatalog.model.entity_type import EntityType
from piicatalog.model.reason import Reason
from piicatalog.model.vocabulary import Role

_LISTED = frozenset(
    {
        EntityType.ETHNICITY,
        EntityType.NATIONALITY,
        EntityType.RELIGION,
        EntityType.MARITAL_STATUS,
        EntityType.GENDER,
        EntityType.LANGUAGE,
        EntityType.OCCUPATION,
    }
)
_SHORT_LIST = 6
"""Columns at most."""
_PAIRED = _LISTED | {EntityType.INCOME, EntityType.CREDIT_RATING, EntityType.POSTAL_CODE, EntityType.CITY}
_PAIR = 2
"""Columns: a key and what it stands for."""
_OF_ONE = frozenset({"bio", "biography", "avatar", "photo", "headline", "nickname", "esittely", "presentation"})
"""Words of columns of one user's profile."""
_PLACED = (2, 3)
_OWN_KEY = frozenset({("id",)})
_TOWNS = frozenset({EntityType.CITY, EntityType.ADDRESS})
_TOWN_NAMES = frozenset({("nimi",), ("namn",), ("name",), ("toimipaikka",), ("paikka",), ("place",)})
_AMOUNTS = frozenset({("amount",), ("count",), ("headcount",), ("maara",), ("lukumaara",), ("antal",)})


def pair(about: About, seen: Seen) -> About | None:
    """Keys and what they stand for, with nothing beside: genders(gender_id, gender)."""
    if about.kind is not Kind.UNKNOWN or len(seen.names) != _PAIR or not all(seen.names) or about.head not in seen.ends:
        return None
    one_is_a_key = {seen.lexicon.has(name[-1], Role.IDENTIFIER) for name in seen.names} == {True, False}
    if seen.keyed or not one_is_a_key or not _is_called_after(about, _PAIRED, seen):
        return None
    return replace(about, kind=Kind.LOOKUP, reason=Reason("table_lists_named", {"table": seen.table.name}))


def named(about: About, seen: Seen) -> About | None:
    """Lists of what persons may be: ethnic_race(ethnic_race_code, ethnic_race_desc)."""
    if about.kind is not Kind.UNKNOWN or len(seen.names) > _SHORT_LIST or seen.keyed or seen.told:
        return None
    coded = any(seen.lexicon.has(end, Role.IDENTIFIER) for end in seen.ends)
    if not coded or not (seen.called or "description" in seen.ends) or not _is_called_after(about, _LISTED, seen):
        return None
    return replace(about, kind=Kind.LOOKUP, reason=Reason("table_lists_named", {"table": seen.table.name}))


def places(about: About, seen: Seen) -> About | None:
    """Postal codes and the towns they are of, with nothing beside but a key: posti(postinro, toimipaikka)."""
    if about.kind is not Kind.UNKNOWN or len(seen.names) not in _PLACED or seen.keyed:
        return None
    said = [{match.entity_type for match in matches if match.tail is Tail.NONE} for matches in seen.readings]
    coded = [at for at, entities in enumerate(said) if EntityType.POSTAL_CODE in entities]
    rest = [at for at in range(len(said)) if at not in coded and seen.names[at] not in _OWN_KEY]
    if len(coded) != 1 or len(rest) != 1 or not (said[rest[0]] & _TOWNS or seen.names[rest[0]][-1:] in _TOWN_NAMES):
        return None
    return replace(about, kind=Kind.LOOKUP, reason=Reason("table_lists_named", {"table": seen.table.name}))


def no_list(about: About, seen: Seen) -> About | None:
    """What is called like a list and has addresses, as no list has: rates(email, rating)."""
    return replace(about, kind=Kind.UNKNOWN) if about.kind is Kind.LOOKUP and seen.addresses else None


def counts(about: About, seen: Seen) -> About | None:
    """How many persons there are, and none by a name: daycare_caretaker(id, group_id, amount)."""
    if not _is_of_nobody_told(about, seen) or _AMOUNTS.isdisjoint(seen.names) or seen.called:
        return None
    return replace(about, kind=Kind.UNKNOWN, of_person=False)


def profiles(about: About, seen: Seen) -> About | None:
    """Kinds of users, with what each may do: user_profile(id, name, permissions)."""
    if not _is_of_nobody_told(about, seen) or about.words[-1] != "profile" or len(seen.names) >= FEW + 2:
        return None
    if not _OF_ONE.isdisjoint(seen.words):
        return None
    reason = Reason("table_lists_kinds", {"table": seen.table.name, "word": about.head})
    return replace(about, kind=Kind.LOOKUP, of_person=False, reason=reason)


def _is_of_nobody_told(about: About, seen: Seen) -> bool:
    """Whether a table is named after persons, and its columns tell and refer to none."""
    return about.kind is Kind.PERSON and not seen.told and not seen.keyed


def _is_called_after(about: About, entities: Collection[EntityType], seen: Seen) -> bool:
    return any(term.entity_type in entities and term.strength != "negative" for term in seen.lexicon.phrases.get((about.head,), ()))
