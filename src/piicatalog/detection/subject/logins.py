"""Rows under which persons sign in."""

from dataclasses import replace

from piicatalog.detection.about import About, Kind
from piicatalog.detection.subject.seen import Seen
from piicatalog.model.entity_type import EntityType
from piicatalog.model.reason import Reason
from piicatalog.model.vocabulary import Role

_SIGNING_IN = frozenset({"login", "logon", "signin", "signup", "auth", "credential", "kirjautuminen", "inloggning"})


def secret_beside(about: About, seen: Seen) -> About | None:
    """Secrets of accounts that stand in a table of their own: user_token_auth(username, password, token)."""
    if about.kind is not Kind.UNKNOWN or not seen.signs_in or seen.one_person:
        return None
    named = any(seen.lexicon.has(word, Role.SECRET) for word in about.words[1:])
    return replace(about, kind=Kind.DETAIL, of_person=True) if named else None


def account(about: About, seen: Seen) -> About | None:
    """Logins with a password, which are accounts; without one they are what happened: LoginTable(id, email, password)."""
    if about.kind is not Kind.EVENT or EntityType.PASSWORD not in seen.told:
        return None
    named_so = about.head in _SIGNING_IN and bool(seen.addresses) and not seen.refers
    if not named_so and not (seen.one_person and seen.lexicon.has(about.head, Role.SECRET)):
        return None
    reason = Reason("table_describes_person", {"table": seen.table.name})
    return replace(about, kind=Kind.PERSON, of_person=True, programs=False, by_columns=True, reason=reason)
