"""Rows of programs that sign in, and of what programs read and send from."""

from dataclasses import replace

from piicatalog.detection.about import MAIL, About, Kind
from piicatalog.detection.subject.seen import Seen
from piicatalog.model.entity_type import EntityType
from piicatalog.model.reason import Reason
from piicatalog.model.vocabulary import Role

_CLIENT, _CLIENT_SECRET = ("client", "id"), ("client", "secret")
_OF_PROGRAMS = frozenset(
    {
        ("secret",),
        ("redirect", "uri"),
        ("redirect", "url"),
        ("redirect", "uris"),
        ("base", "url"),
        ("scope",),
        ("scopes",),
        _CLIENT_SECRET,
    }
)
_SERVED = frozenset({"smtp", "imap", "pop3", "port", "host"})
_CONNECTED = frozenset("host hostname port uri url server endpoint protocol dsn palvelin portti".split())


def registered(about: About, seen: Seen) -> About | None:
    """Clients of an authorization server: client(client_id, redirect_uri, scope)."""
    if _CLIENT not in seen.names or _OF_PROGRAMS.isdisjoint(seen.names):
        return None
    return replace(about, programs=True, kind=Kind.THING if about.words == ("client",) else about.kind)


def holding_secrets(about: About, seen: Seen) -> About | None:
    """Tokens and secrets of clients: oauth_access_token(client_id, user_id, expires)."""
    if _CLIENT_SECRET in seen.names or any(seen.lexicon.has(word, Role.SECRET) for word in about.words):
        return replace(about, programs=True)
    return None


def mailbox(about: About, seen: Seen) -> About | None:
    """Settings of a mailbox that programs read and send from: mail(smtp_host, smtp_port, username, password)."""
    if about.kind is not Kind.EVENT or about.head not in MAIL or _SERVED.isdisjoint(seen.words):
        return None
    return replace(about, kind=Kind.SYSTEM, of_person=False)


def connection(about: About, seen: Seen) -> About | None:
    """Where a program signs in, under a user name and a password: exchange_interfaces(name, host, port, login, password)."""
    if about.kind is not Kind.UNKNOWN or not seen.signs_in or seen.one_person:
        return None
    if EntityType.PERSON in seen.told or _CONNECTED.isdisjoint(seen.ends):
        return None
    return replace(about, kind=Kind.SYSTEM, reason=Reason("table_program", {"table": seen.table.name}))
