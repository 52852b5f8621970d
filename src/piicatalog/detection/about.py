"""What one table is about, told from its name and its columns, before any column is judged."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from piicatalog.detection import reading
from piicatalog.detection.lexicon import Lexicon
from piicatalog.detection.reading import Owner, Tail
from piicatalog.detection.traits import ADDRESSES
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.schema import Column, Table
from piicatalog.model.vocabulary import Role


class Kind(StrEnum):
    """What a row of a table is."""

    PERSON = "person"
    DETAIL = "detail"
    """A part of a person's data in a table of its own: addresses, phones."""
    EVENT = "event"
    ORGANISATION = "organisation"
    THING = "thing"
    LOOKUP = "lookup"
    SYSTEM = "system"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What one table is about."""

    kind: Kind
    words: tuple[str, ...] = ()
    head: str = ""
    """The word of the name that says it."""
    of_person: bool = False
    """Its rows belong to a person, directly or through the rows they refer to."""
    entity_type: EntityType | None = None
    """What an event's rows say of a person: a payment, a purchase, health."""
    shared: str = ""
    """The first word of nearly all its columns; it says nothing."""
    alone: bool = False
    """It has hardly any other column that could tell what it is about."""
    by_columns: bool = False
    """Only its columns tell what it is about, its name does not."""
    held: bool = False
    """It has a key of a person: what was paid for a meter with a customer_id was paid by the customer."""
    described: bool = False
    """An event whose own columns tell whose it is: a message with an e-mail address."""
    programs: bool = False
    """Its clients are programs that sign in, not persons."""
    reason: str = ""
    references: Mapping[str, str] = field(default_factory=dict)
    """Column to the full name of the table it refers to."""


NOTHING = About(kind=Kind.UNKNOWN)
"""Of a table that was not looked at."""

TELLS_A_PERSON = frozenset(
    {
        EntityType.FIRST_NAME, EntityType.LAST_NAME, EntityType.DATE_OF_BIRTH, EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.GENDER,
        EntityType.PASSWORD, EntityType.USERNAME, EntityType.EMAIL_ADDRESS, EntityType.MARITAL_STATUS, EntityType.NATIONALITY,
        EntityType.NATIONAL_ID, EntityType.PASSPORT_NUMBER, EntityType.PHONE_NUMBER, EntityType.AGE,
    },
)  # fmt: skip
"""A table with two or more of these, whatever its name, has a person per row."""
LINES = frozenset(
    {
        "line",
        "rivi",
        "rad",
        "row",
        "product",
        "item",
        "article",
        "service",
        "detail",
        "detalj",
        "drug",
        "medicine",
        "book",
        "tuote",
        "artikkeli",
        "nimike",
        "produkt",
        "artikel",
        "vara",
    }
)
"""As the last word after an event, they make the rows of one: order product."""
_PROGRAM = frozenset(
    {
        ("secret",),
        ("redirect", "uri"),
        ("redirect", "url"),
        ("redirect", "uris"),
        ("base", "url"),
        ("scope",),
        ("scopes",),
        ("client", "secret"),
    }
)
_WEB = frozenset({"web", "http", "php", "db", "app", "active", "browser", "mobile", "push", "trusted", "django"})
_NEVER_OF_OTHERS = frozenset(
    {EntityType.GENDER, EntityType.DATE_OF_BIRTH, EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.MARITAL_STATUS, EntityType.NATIONALITY},
)
"""No organisation has these."""
_FEW = 4
"""Columns; fewer tell nothing of what a table of unknown name is about."""
_AMOUNTS = frozenset({("amount",), ("count",), ("headcount",), ("maara",), ("lukumaara",), ("antal",)})
_SHORT_LIST = 6
"""Columns at most."""
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
_NUMBERS = frozenset({TypeFamily.INTEGER, TypeFamily.UUID})
LIVING = frozenset("animal pet dog cat horse cow cattle elain lemmikki koira kissa hevonen djur hund katt hast".split())
"""Are born and have parents too, and are no persons."""
SESSIONS = frozenset({"session", "istunto"})
_TAUGHT = frozenset(
    {"title", "name", "theme", "topic", "capacity", "speaker", "room", "instructor", "fee", "price", "subject", "nimi", "namn"}
)
"""Columns of a session that people attend, not of a browser's."""
_SIGNED_IN = frozenset({"user", "kayttaja", "anvandare", "person", "henkilo"})
_HANDLERS = frozenset({"assignedto", "assignee", "approver", "kasittelija", "hyvaksyja", "handlaggare", "attestant"})
"""Work on a row that is not about them."""
_ATTACHED = frozenset({"photo", "image", "picture", "document", "attachment"})
"""Of a person one row each: customer_photo holds pictures of customers, and is no table of customers."""
_SHOWS_A_PERSON = frozenset({EntityType.PHOTO, EntityType.VOICE, EntityType.SIGNATURE, EntityType.BIOMETRIC})
MAIL = frozenset({"email", "sahkoposti", "epost"})
"""With a subject, letters; without one, addresses."""
_SERVED = frozenset({"smtp", "imap", "pop3", "port", "host"})
"""Settings of a mailbox that programs read and send from."""
PATIENTS = frozenset({"potilas", "patient", "vardtagare"})
"""Whoever refers to these does it for their health."""
_CONTACT_SIGNS = frozenset({EntityType.EMAIL_ADDRESS, EntityType.PHONE_NUMBER, EntityType.FIRST_NAME, EntityType.LAST_NAME})
"""A table that only joins persons to something holds none of these."""
_WEAK_SIGNS = frozenset({EntityType.EMAIL_ADDRESS, EntityType.PHONE_NUMBER, EntityType.PASSWORD})
"""Organisations and requests have these too."""


def by_name(table: Table, words: Lexicon) -> About:
    """Return what a table's name says of its rows."""
    name = words.words(table.name)
    significant = list(name)
    journal = pictures = False
    while len(significant) > 1 and _adds_nothing(significant[-1], words):
        last = significant.pop()
        journal = words.has(last, Role.JOURNAL) or journal
        pictures = last in _ATTACHED or pictures
    head = significant[-1] if significant else ""
    before = significant[:-1]
    kind = _kind(head, before, words)
    entity = next((words.events[word] for word in (head, *before[-1:]) if word in words.events), None) if kind is Kind.EVENT else None
    if kind is Kind.THING and head in LINES and any(words.has(word, Role.EVENT) for word in before):
        kind = Kind.EVENT
        entity = next((words.events[word] for word in reversed(before) if word in words.events), None)
    if _is_health(significant, kind, words):
        kind, entity = Kind.EVENT, EntityType.HEALTH
    if kind is Kind.UNKNOWN and _is_place(name, words):
        kind = Kind.LOOKUP
    owned = any(words.has(word, Role.PERSON) for word in before) and kind in {Kind.EVENT, Kind.DETAIL}
    owned = owned or (kind is Kind.EVENT and entity is EntityType.COMPLAINT)  # only people complain
    if entity is EntityType.DEVICE_ID and any(
        words.roles.get(word) and not words.has(word, Role.PERSON, Role.SECRET, Role.SYSTEM) and word not in _WEB for word in before
    ):
        entity = None  # an exam session is no browser's
    if kind is Kind.THING and not before and words.events.get(head) is EntityType.DEVICE_ID:
        kind, entity = Kind.EVENT, EntityType.DEVICE_ID
    if (journal and kind is not Kind.EVENT) or (pictures and kind is Kind.PERSON):
        kind, owned = Kind.EVENT, owned or kind is Kind.PERSON
    if kind in {Kind.UNKNOWN, Kind.ORGANISATION}:
        for match in reading.matches(significant, words):
            taken = kind is Kind.UNKNOWN or (match.strength == "strong" and match.end - match.start > 1)  # kotikunta is no kunta
            if (
                taken
                and match.end == len(significant)
                and (match.entity_type in ADDRESSES or any(words.has(word, Role.PERSON) for word in before))
            ):
                kind, owned = Kind.DETAIL, any(words.has(word, Role.PERSON) for word in before)
    reason = f"the table's name {table.name} says {head}" if kind is not Kind.UNKNOWN else ""
    return About(kind=kind, words=name, head=head, entity_type=entity, of_person=owned or kind is Kind.PERSON, reason=reason)


def _is_place(name: Sequence[str], words: Lexicon) -> bool:
    """Whether a table is a list of towns or postal codes: postitoimipaikka(postinumero, nimi)."""
    return any(term.entity_type in {EntityType.CITY, EntityType.POSTAL_CODE} for term in words.phrases.get(tuple(name), ()))


def _is_health(name: Sequence[str], kind: Kind, words: Lexicon) -> bool:
    """Whether a table is named after something of a person's health; a thing is, when the health word takes in its last word."""
    found = [match for match in reading.matches(name, words) if match.entity_type is EntityType.HEALTH]
    if kind is Kind.THING:
        return any(match.strength == "strong" and match.end == len(name) > 1 for match in found)
    return kind in {Kind.UNKNOWN, Kind.EVENT} and bool(found)


def _adds_nothing(word: str, words: Lexicon) -> bool:
    quiet = words.has(word, Role.RECORD, Role.NEUTRAL, Role.IDENTIFIER, Role.JOURNAL) and not words.has(word, Role.PERSON)
    return word.isdigit() or (quiet and (words.has(word, Role.JOURNAL) or not words.has(word, Role.EVENT)))


def _kind(head: str, before: Sequence[str], words: Lexicon) -> Kind:
    if words.has(head, Role.PERSON):
        return Kind.PERSON
    if words.has(head, Role.LOOKUP) and (before or not words.has(head, Role.EVENT)):
        return Kind.LOOKUP
    for role, kind in (
        (Role.SYSTEM, Kind.SYSTEM),
        (Role.EVENT, Kind.EVENT),
        (Role.ORGANISATION, Kind.ORGANISATION),
        (Role.THING, Kind.THING),
        (Role.GROUP, Kind.THING),
    ):
        if words.has(head, role):
            return kind
    return Kind.UNKNOWN


def by_columns(table: Table, about: About, words: Lexicon) -> About:
    """Return what its columns add to that, or set right."""
    names = [words.words(column.name) for column in table.columns]
    firsts = Counter(name[0] for name in names if len(name) > 1)
    common, times = firsts.most_common(1)[0] if firsts else ("", 0)
    says_nothing = times >= 3 and times >= 0.6 * len(names) and (common in about.words or not words.has(common, *Role))
    about = replace(about, alone=len(names) < _FEW, shared=common if says_nothing else "")
    if ("client", "id") in names and _PROGRAM.intersection(names):
        about = replace(about, programs=True, kind=Kind.THING if about.words == ("client",) else about.kind)
    if ("client", "secret") in names or any(words.has(word, Role.SECRET) for word in about.words):
        about = replace(about, programs=True)
    if about.kind is Kind.EVENT and about.head in MAIL and _SERVED.intersection(word for name in names for word in name):
        return replace(about, kind=Kind.SYSTEM, of_person=False)
    told: set[EntityType] = set()
    shown: set[EntityType] = set()
    for column, name in zip(table.columns, names, strict=True):
        for match in reading.matches(name, words):
            if (
                match.entity_type in TELLS_A_PERSON | _SHOWS_A_PERSON
                and match.strength == "strong"
                and match.tail is Tail.NONE
                and match.owner is not Owner.OTHER
                and not match.setting
                and family_of(column.data_type) is not TypeFamily.BOOLEAN
            ):
                (shown if match.entity_type in _SHOWS_A_PERSON else told).add(match.entity_type)
    own_names = {EntityType.FIRST_NAME, EntityType.LAST_NAME} <= told or bool(
        told & {EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.DATE_OF_BIRTH}
    )
    keys = [_is_key_of_person(column, name, words) for column, name in zip(table.columns, names, strict=True)]
    refers = any(keys[1:])
    about = replace(about, held=refers)
    signs_in = {EntityType.USERNAME, EntityType.PASSWORD} <= told
    account = bool(told) and all(words.has(word, Role.RECORD, Role.NEUTRAL) for word in about.words)
    if about.kind is Kind.UNKNOWN and (own_names or signs_in or account or (len(told - _WEAK_SIGNS) >= 2 and not refers)):
        reason = f"columns of {table.name} describe a person"
        return replace(about, kind=Kind.PERSON, of_person=True, by_columns=True, reason=reason)
    if about.kind is Kind.UNKNOWN and not told and not any(keys) and _is_list(about, names, words):
        return replace(about, kind=Kind.LOOKUP, reason=f"{table.name} lists what its name says")
    if about.kind is Kind.ORGANISATION and ({EntityType.FIRST_NAME, EntityType.LAST_NAME} <= told or told & _NEVER_OF_OTHERS):
        return replace(about, kind=Kind.PERSON, of_person=True, reason=f"columns of {table.name} describe a person")
    if about.kind in {Kind.THING, Kind.LOOKUP} and {EntityType.FIRST_NAME, EntityType.LAST_NAME} <= told:
        return replace(about, kind=Kind.EVENT, of_person=True, reason=f"columns of {table.name} describe a person")
    if about.kind is Kind.THING and _is_owned(about, told | shown, words, held=any(keys)):
        return replace(about, kind=Kind.EVENT, of_person=True, reason=f"{table.name} belongs to a person")
    if about.kind is Kind.PERSON and not told and not any(keys) and _is_count(names, words):
        return replace(about, kind=Kind.UNKNOWN, of_person=False)  # daycare_caretaker(id, group_id, amount)
    if about.kind is Kind.PERSON and not told and not any(keys) and about.words[-1] == "profile" and len(names) < _FEW + 2:
        return replace(about, kind=Kind.LOOKUP, of_person=False, reason=f"{table.name} lists kinds of {about.head}")
    if about.kind is Kind.PERSON and "to" in about.words[1:-1] and not told:
        return replace(about, kind=Kind.DETAIL)  # widgets_to_users
    if about.kind is Kind.PERSON and not told & _CONTACT_SIGNS and _is_link(about, names, words, others=not told and refers):
        return replace(about, kind=Kind.DETAIL)
    if (
        (about.kind in {Kind.EVENT, Kind.UNKNOWN} or (about.kind is Kind.THING and reading.is_text(about.head, words)))
        and about.entity_type in {None, EntityType.PURCHASE_HISTORY}
        and PATIENTS.intersection(word for name in names for word in name)
    ):
        return replace(about, kind=Kind.EVENT, of_person=True, entity_type=EntityType.HEALTH)
    own = (name[-1] for name in names if len(name) == 1 or name[:1] == (about.head,))
    if about.entity_type is EntityType.DEVICE_ID and about.head in SESSIONS and not _TAUGHT.isdisjoint(own):
        about = replace(about, entity_type=None)
    if about.head in MAIL and about.entity_type is None and {("subject",), ("amne",), ("aihe",)}.intersection(names):
        about = replace(about, entity_type=EntityType.SUPPORT_MESSAGE)
    if about.kind is Kind.EVENT and (told or about.entity_type is EntityType.SUPPORT_MESSAGE):  # only people write to each other
        return replace(about, of_person=True, described=bool(told))
    if about.kind in {Kind.EVENT, Kind.DETAIL, Kind.UNKNOWN} and (own_names or any(keys)):
        return replace(about, of_person=True)
    return about


def _is_count(names: Sequence[tuple[str, ...]], words: Lexicon) -> bool:
    """Whether rows say how many of them there are, and tell none by a name."""
    return not _AMOUNTS.isdisjoint(names) and not any(words.has(name[-1], Role.NAME) for name in names if name)


def _is_list(about: About, names: Sequence[tuple[str, ...]], words: Lexicon) -> bool:
    """Whether a table lists what persons may be: ethnic_race(ethnic_race_code, ethnic_race_desc)."""
    listed = any(term.entity_type in _LISTED and term.strength != "negative" for term in words.phrases.get((about.head,), ()))
    ends = {name[-1] for name in names if name}
    keyed, called = any(words.has(end, Role.IDENTIFIER) for end in ends), any(words.has(end, Role.NAME) for end in ends)
    return listed and len(names) <= _SHORT_LIST and keyed and (called or "description" in ends)


def _is_owned(about: About, told: Collection[EntityType], words: Lexicon, *, held: bool) -> bool:
    """Whether the rows of a thing are each a person's: named after one (asiakaskuva), and holding a key or something else of one."""
    named = any(words.has(word, Role.PERSON) for word in about.words)
    return named and (held or bool(told))


def _is_link(about: About, names: Sequence[tuple[str, ...]], words: Lexicon, *, others: bool) -> bool:
    """Whether a table named after a person and something else (organisation_user) only joins the two.

    ``others``: it has no names of its own but a key of a person: chat_members(id, user_id) holds no new persons.
    """
    if (
        len(about.words) < 2
        or ("id",) not in names
        or not any(not words.has(word, Role.PERSON, Role.NEUTRAL, Role.RECORD) for word in about.words)
    ):
        return False
    persons = {word for word in about.words if words.has(word, Role.PERSON)}
    others_id = any(len(name) == 2 and name[1] == "id" and name[0] in about.words and name[0] not in persons for name in names)
    if others_id and about.head == "member" and ("user", "name") in names:
        return True  # mail_group_members(id, group_id, user_name)
    return any(
        len(name) == 2 and (name[0] in persons or (others and name[0] in _SIGNED_IN)) and words.has(name[1], Role.IDENTIFIER)
        for name in names
    )


def _is_key_of_person(column: Column, name: tuple[str, ...], words: Lexicon) -> bool:
    """Whether a column is called customer_id, or ``customer`` and holds a number."""
    if reading.is_signed_in(name, column.data_type):
        return True
    return (
        (reading.is_identifier(name, words) or (family_of(column.data_type) in _NUMBERS and not reading.is_many(column.name, name)))
        and bool(reading.key_of_person(name, words))
        and not any(words.has(word, Role.ACTOR) or word in _HANDLERS for word in name)
    )
