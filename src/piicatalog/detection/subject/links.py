"""Rows that refer to persons: they are named after one and only join the two, or hold the key of one."""

from dataclasses import replace

from piicatalog.detection import reading
from piicatalog.detection.about import About, Kind, is_own_key
from piicatalog.detection.subject.seen import Seen
from piicatalog.model.vocabulary import Role

_SIGNED_IN = frozenset({"user", "kayttaja", "anvandare", "person", "henkilo", "identity"})
_OWN_KEY = ("id",)
_ROLES = frozenset({"role", "rooli", "roll"})
_KEY_OF = ("participation", "id")
_RELATIONS = ("ship", "tion", "ment")
_NUMBERED = frozenset({"code", "numero", "kod", "koodi"})
"""Somebody's own, and no reference to somebody."""


def held(about: About, seen: Seen) -> About | None:
    """Whatever has a key of a person beside its own: meter(meter_id, customer_id)."""
    return replace(about, held=True) if seen.refers else None


def joined_to(about: About, seen: Seen) -> About | None:
    """Joins that say so: widgets_to_users(widget_id, user_id)."""
    if about.kind is not Kind.PERSON or "to" not in about.words[1:-1] or seen.told:
        return None
    return replace(about, kind=Kind.DETAIL)


def joining(about: About, seen: Seen) -> About | None:
    """Tables named after a person and something else that hold no new persons: user_clients(user_client_id, user_id, client_id)."""
    if about.kind is not Kind.PERSON or len(about.words) < 2 or seen.contacts:
        return None
    return replace(about, kind=Kind.DETAIL) if _is_link(about, seen) else None


def relation(about: About, seen: Seen) -> About | None:
    """Relations that persons have, by what their own key is called: research_participants(participation_id, project_id, role)."""
    if about.kind is not Kind.PERSON or seen.told or not seen.names or len(seen.names[0]) != len(_KEY_OF):
        return None
    what, key = seen.names[0]
    if key != _OWN_KEY[0] or what in about.words or not what.endswith(_RELATIONS):
        return None
    return replace(about, kind=Kind.DETAIL)


def part_played(about: About, seen: Seen) -> About | None:
    """What part a user plays in something, with a key of its own: event_staff(id, event_id, user_id, role)."""
    if about.kind is not Kind.PERSON or seen.told or _ROLES.isdisjoint(seen.ends) or seen.names[:1] != (_OWN_KEY,):
        return None
    keys = [(name, of_person) for name, of_person in zip(seen.names[1:], seen.keys[1:], strict=True) if name[-1:] == _OWN_KEY]
    users = any(of_person and name[0] in _SIGNED_IN for name, of_person in keys)
    return replace(about, kind=Kind.DETAIL) if users and not all(of_person for _, of_person in keys) else None


def paired(about: About, seen: Seen) -> About | None:
    """Who is whose, with a key of its own: guardians(id, owner_id, guardian_id)."""
    if about.kind is not Kind.PERSON or len(about.words) != 1 or seen.told or seen.names[:1] != (_OWN_KEY,):
        return None
    persons = [reading.key_of_person(name, seen.lexicon) for name, key in zip(seen.names, seen.keys, strict=True) if key]
    return replace(about, kind=Kind.DETAIL) if about.head in persons and len({*persons}) > 1 else None


def _is_link(about: About, seen: Seen) -> bool:
    words = seen.lexicon
    names = [tuple(word for word in name if word != "fk") for name in seen.names]
    if _OWN_KEY not in names and not (names and names[0] and is_own_key(names[0], about)):
        return False
    others = not seen.told and seen.refers  # no names of its own but a key of a person
    persons = {word for word in about.words if words.has(word, Role.PERSON)}
    keys = [name for name in names[1:] if len(name) == 1 or (name and words.has(name[-1], Role.IDENTIFIER))]
    of_persons = [name for name in keys if name[-1] not in _NUMBERED and reading.key_of_person(name, words)]
    if others and words.has(about.words[-1], Role.RECORD):
        return True  # user_data_export(id, fk_identity)
    if len(persons) > 1 and sum(name[0] in persons for name in of_persons) > 1:
        return True  # user_clients(user_client_id, user_id, client_id)
    if not any(not words.has(word, Role.PERSON, Role.NEUTRAL, Role.RECORD) for word in about.words):
        return False
    of_others = any(len(name) > 1 and name[-2] in about.words and name[-2] not in persons for name in keys)
    if of_others and about.head == "member" and (("user", "name") in seen.names or of_persons or not seen.called):
        return True  # mail_group_members(id, group_id, user_name), quota_members(id, quota_id)
    return any(len(name) == 2 and (name[0] in persons or (others and name[0] in _SIGNED_IN)) for name in of_persons)
