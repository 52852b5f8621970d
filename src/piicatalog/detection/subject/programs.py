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
        ("redirect",),
        ("scope",),
        ("scopes",),
        _CLIENT_SECRET,
    }
)
_SIGNED = frozenset({"oauth", "oauth2", "oidc", "openid", "sso", "api", "saml"})
_SERVED = frozenset({"smtp", "imap", "pop3", "port", "host"})
_SHOWN = ("display", "name")
"""Of whoever others see."""
_DOERS = frozenset(
    "collector agent worker client consumer producer listener reader writer player driver controller operator scheduler dispatcher planner"
    " crawler runner handler monitor broker subscriber receiver sender actor executor observer watcher tracker checker assistant member"
    " reporter resolver uploader downloader translator inspector analyst".split()
)
"""Are persons, programs or devices."""
_WORKINGS = frozenset(
    "type kind token version config configuration endpoint url uri host hostname ip port model prompt temperature heartbeat protocol path"
    " schedule cron webhook command topic pid mac firmware plugin class namespace container cluster node capability tool tools parameter"
    " param option script runtime cpu memory queue interval timeout enabled multiple retry".split()
)
"""Say how a program or a device works."""
_OF_PROGRAMS_TOO = frozenset({EntityType.PASSWORD})
_ENOUGH = 2
"""Of them: a type alone persons have too."""
_CONNECTED = frozenset("host hostname port uri url server endpoint protocol dsn palvelin portti".split())


def clients(about: About, seen: Seen) -> About | None:
    """Clients that are programs: client(client_id, redirect_uri, scope), client(id, secret, base_url)."""
    if about.head != "client" or about.kind is not Kind.PERSON or seen.contacts:
        return None
    signs = _OF_PROGRAMS.intersection(seen.names)
    if not signs or not (_CLIENT in seen.names or _CLIENT_SECRET in signs or len(signs) > 1 or not _SIGNED.isdisjoint(about.words)):
        return None
    return replace(about, programs=True, kind=Kind.THING, of_person=False, reason=Reason("table_doers", {"table": seen.table.name}))


def registered(about: About, seen: Seen) -> About | None:
    """What belongs to clients of an authorization server: approvals(client_id, redirect_uri, scope)."""
    if _CLIENT not in seen.names or _OF_PROGRAMS.isdisjoint(seen.names):
        return None
    return replace(about, programs=True)


def doers(about: About, seen: Seen) -> About | None:
    """What has a doer's name and is a program or a device: agents(id, name, model, prompt), survey_collectors(id, type, token)."""
    if about.kind is not Kind.PERSON or about.head not in _DOERS or not seen.told <= _OF_PROGRAMS_TOO or seen.shown:
        return None
    if len(_WORKINGS.intersection(seen.words)) < _ENOUGH:
        return None
    return replace(about, kind=Kind.THING, of_person=False, reason=Reason("table_doers", {"table": seen.table.name}))


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
    if about.kind is not Kind.UNKNOWN or not seen.signs_in or seen.one_person or EntityType.PHOTO in seen.shown or _SHOWN in seen.names:
        return None
    if EntityType.PERSON in seen.told or _CONNECTED.isdisjoint(seen.ends):
        return None
    return replace(about, kind=Kind.SYSTEM, reason=Reason("table_program", {"table": seen.table.name}))
