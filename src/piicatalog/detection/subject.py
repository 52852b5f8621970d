"""What a table's columns add to what its name says of its rows, or set right."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from piicatalog.detection import reading
from piicatalog.detection.about import COPIES, LIVING, MAIL, PARTIES, PATIENTS, SESSIONS, About, Kind, is_own_key
from piicatalog.detection.lexicon import Lexicon
from piicatalog.detection.reading import Owner
from piicatalog.detection.tail import Tail
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.reason import Reason
from piicatalog.model.schema import Column, Table
from piicatalog.model.vocabulary import Role

TELLS_A_PERSON = frozenset(
    {
        EntityType.FIRST_NAME, EntityType.LAST_NAME, EntityType.DATE_OF_BIRTH, EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.GENDER,
        EntityType.PASSWORD, EntityType.USERNAME, EntityType.EMAIL_ADDRESS, EntityType.MARITAL_STATUS, EntityType.NATIONALITY,
        EntityType.NATIONAL_ID, EntityType.PASSPORT_NUMBER, EntityType.PHONE_NUMBER, EntityType.AGE,
    },
)  # fmt: skip
"""A table with two or more of these, whatever its name, has a person per row."""
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
_NEVER_OF_OTHERS = frozenset(
    {EntityType.GENDER, EntityType.DATE_OF_BIRTH, EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.MARITAL_STATUS, EntityType.NATIONALITY},
)
"""No organisation has these."""
_FEW = 4
"""Columns; fewer tell nothing of what a table of unknown name is about."""
_ENOUGH = 3
"""Columns that begin alike."""
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
_PAIR = 2
"""Columns: a key and what it stands for."""
_PAIRED = _LISTED | {EntityType.INCOME, EntityType.CREDIT_RATING, EntityType.POSTAL_CODE, EntityType.CITY}
_NUMBERS = frozenset({TypeFamily.INTEGER, TypeFamily.UUID})
_TAUGHT = frozenset(
    {"title", "name", "theme", "topic", "capacity", "speaker", "room", "instructor", "fee", "price", "subject", "nimi", "namn"}
)
"""Columns of a session that people attend, not of a browser's."""
_SIGNING_IN = frozenset({"login", "logon", "signin", "signup", "auth", "credential", "kirjautuminen", "inloggning"})
"""Rows of these with a password are accounts, without one what happened."""
_SIGNED_IN_WITH = {EntityType.EMAIL_ADDRESS, EntityType.USERNAME}
_WHEREABOUTS = frozenset({"location", "site"})
_COORDINATES = frozenset({"lat", "latitude", "leveysaste", "latitud"})
"""With a key of a person, rows of these say where that person was: ride_locations."""
_OF_ORGANISATIONS = frozenset(
    "slug domain subdomain logo website web url vat gst gstin business company industry organization registration capacity fax opening"
    " closing hour headquarters founded branch timezone plan currency subscription".split()
)
"""Words of columns that organisations have and persons hardly."""
_ADVISED = frozenset({"consultation", "konsultaatio", "konsultation"})
_ADVISERS = frozenset(
    "lawyer attorney advocate solicitor barrister advisor adviser consultant tutor teacher mentor expert juristi advokat jurist".split()
)
"""Whoever consults these is no patient."""
_NAMES = frozenset({EntityType.FIRST_NAME, EntityType.LAST_NAME})
_CONTACT_PERSONS = frozenset({"contact", "representative", "yhteyshenkilo", "kontaktperson", "edustaja"})
_HOUSEHOLDS = frozenset({"family", "household", "perhe", "kotitalous", "hushall", "familj"})
_BOUGHT = frozenset({EntityType.PURCHASE_HISTORY, EntityType.PAYMENT, EntityType.DELIVERY})
_SERVING = frozenset(
    "waiter waitress cashier clerk salesperson salesman seller courier driver rider barista bartender chef cook cleaner attendant operator technician"
    " mechanic agent representative dispatcher steward tarjoilija myyja kuljettaja kuski kassanhoitaja saljare forare servitor".split()
)
_EMPLOYED = frozenset({"employee", "staff", "worker", "manager", "admin", "tyontekija", "henkilosto", "anstalld", "personal"})
"""Handle what others order."""
_SIGNED_IN = frozenset({"user", "kayttaja", "anvandare", "person", "henkilo", "identity"})
_HANDLERS = frozenset({"assignedto", "assignee", "approver", "kasittelija", "hyvaksyja", "handlaggare", "attestant"})
"""Work on a row that is not about them."""
_SHOWS_A_PERSON = frozenset({EntityType.PHOTO, EntityType.VOICE, EntityType.SIGNATURE, EntityType.BIOMETRIC})
_FINDINGS = 3
"""Columns that name a finding of health; fewer may stand beside anything."""
_WRITTEN = frozenset("subject body message content text html aihe viesti sisalto amne meddelande innehall".split())
_CONNECTED = frozenset("host hostname port uri url server endpoint protocol dsn palvelin portti".split())
"""Beside a user name and a password: where a program signs in."""
_WHOLE_NAMES = frozenset({("full", "name"), ("fullname",), ("real", "name"), ("kokonimi",), ("helnamn",), ("fullstandigt", "namn")})
"""Nothing but a person has one."""
_SERVED = frozenset({"smtp", "imap", "pop3", "port", "host"})
"""Settings of a mailbox that programs read and send from."""
_CONTACT_SIGNS = frozenset({EntityType.EMAIL_ADDRESS, EntityType.PHONE_NUMBER, EntityType.FIRST_NAME, EntityType.LAST_NAME})
"""A table that only joins persons to something holds none of these."""
_WEAK_SIGNS = frozenset({EntityType.EMAIL_ADDRESS, EntityType.PHONE_NUMBER, EntityType.PASSWORD})
"""Organisations and requests have these too."""


def by_columns(table: Table, about: About, words: Lexicon) -> About:
    """Return what its columns add to that, or set right."""
    names = [words.words(column.name) for column in table.columns]
    about = replace(about, alone=len(names) < _FEW, shared=_shared(table, names, about, words))
    if ("client", "id") in names and _PROGRAM.intersection(names):
        about = replace(about, programs=True, kind=Kind.THING if about.words == ("client",) else about.kind)
    if ("client", "secret") in names or any(words.has(word, Role.SECRET) for word in about.words):
        about = replace(about, programs=True)
    if about.kind is Kind.EVENT and about.head in MAIL and _SERVED.intersection(word for name in names for word in name):
        return replace(about, kind=Kind.SYSTEM, of_person=False)
    thing = about.kind is Kind.THING  # an article is one when it is copied to somebody
    if about.kind in {Kind.UNKNOWN, Kind.EVENT, Kind.DETAIL, Kind.THING} and not about.of_person and _is_letter(table, names, copied=thing):
        return replace(
            about,
            kind=Kind.EVENT,
            entity_type=EntityType.SUPPORT_MESSAGE,
            of_person=True,
            reason=Reason("table_letters", {"table": table.name}),
        )
    told, shown = _told(table, names, words)
    about = _of_health(about, names, words)
    named = told & {EntityType.FIRST_NAME, EntityType.LAST_NAME}
    own_names = len(named) > 1 or bool(told & {EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.DATE_OF_BIRTH})
    keys = [_is_key_of_person(column, name, words) for column, name in zip(table.columns, names, strict=True)]
    refers = any(keys[1:])
    about = replace(about, held=refers)
    signs_in = EntityType.PASSWORD in told and bool(told & {EntityType.USERNAME, EntityType.PERSON})
    account = bool(told) and all(words.has(word, Role.RECORD, Role.NEUTRAL) and not words.has(word, Role.JOURNAL) for word in about.words)
    if about.kind is Kind.UNKNOWN and signs_in and not own_names:
        if EntityType.PERSON not in told and not _CONNECTED.isdisjoint(name[-1] for name in names if name):
            return replace(about, kind=Kind.SYSTEM, reason=Reason("table_program", {"table": table.name}))
        if any(words.has(word, Role.SECRET) for word in about.words[1:]):
            return replace(about, kind=Kind.DETAIL, of_person=True)  # user_token_auth
    if about.kind is Kind.UNKNOWN and (own_names or signs_in or account or (len(told - _WEAK_SIGNS) >= 2 and not refers)):
        reason = Reason("table_describes_person", {"table": table.name})
        return replace(about, kind=Kind.PERSON, of_person=True, by_columns=True, reason=reason)
    if about.kind is Kind.UNKNOWN and _is_party(about, told, names, words):
        reason = Reason("table_reached", {"table": table.name})
        return replace(about, kind=Kind.PERSON, of_person=True, by_columns=True, reason=reason)
    if about.kind is Kind.UNKNOWN and not any(keys) and (_is_pair(about, names, words) or (not told and _is_list(about, names, words))):
        return replace(about, kind=Kind.LOOKUP, reason=Reason("table_lists_named", {"table": table.name}))
    account = about.head in _SIGNING_IN and bool(told & _SIGNED_IN_WITH) and not refers
    if about.kind is Kind.EVENT and EntityType.PASSWORD in told and (account or (own_names and words.has(about.head, Role.SECRET))):
        reason = Reason("table_describes_person", {"table": table.name})
        return replace(about, kind=Kind.PERSON, of_person=True, programs=False, by_columns=True, reason=reason)  # login
    if about.kind is Kind.ORGANISATION and (len(named) > 1 or (named and EntityType.PASSWORD in told) or told & _NEVER_OF_OTHERS):
        return replace(about, kind=Kind.PERSON, of_person=True, reason=Reason("table_describes_person", {"table": table.name}))
    if about.kind in {Kind.THING, Kind.LOOKUP} and len(named) > 1:
        return replace(about, kind=Kind.EVENT, of_person=True, reason=Reason("table_describes_person", {"table": table.name}))
    if about.head in _HOUSEHOLDS and told & _CONTACT_SIGNS:
        return replace(about, kind=Kind.DETAIL, of_person=True, reason=Reason("table_household", {"table": table.name}))
    if about.kind is Kind.LOOKUP and told & _SIGNED_IN_WITH:
        about = replace(about, kind=Kind.UNKNOWN)  # rates(email, rating): no list has addresses
    if about.kind is Kind.ORGANISATION and about.head in _WHEREABOUTS and any(keys) and _COORDINATES & {name[-1] for name in names if name}:
        return replace(about, kind=Kind.EVENT, of_person=True, reason=Reason("table_where", {"table": table.name}))
    if about.kind is Kind.THING and _is_owned(about, told | shown, words, held=any(keys)):
        return replace(about, kind=Kind.EVENT, of_person=True, reason=Reason("table_belongs", {"table": table.name}))
    if about.kind is Kind.PERSON and not told and not any(keys) and _is_count(names, words):
        return replace(about, kind=Kind.UNKNOWN, of_person=False)  # daycare_caretaker(id, group_id, amount)
    if about.kind is Kind.PERSON and not told and not any(keys) and about.words[-1] == "profile" and len(names) < _FEW + 2:
        return replace(
            about, kind=Kind.LOOKUP, of_person=False, reason=Reason("table_lists_kinds", {"table": table.name, "word": about.head})
        )
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
    return _of_whom(about, names, told, of_person=own_names or (any(keys) and not _is_served(about, names, keys, words)))


def _of_whom(about: About, names: Sequence[tuple[str, ...]], told: set[EntityType], *, of_person: bool) -> About:
    """Return whose the rows of something that is no person are, as far as they tell themselves."""
    own = (name[-1] for name in names if len(name) == 1 or name[:1] == (about.head,))
    if about.entity_type is EntityType.DEVICE_ID and about.head in SESSIONS and not _TAUGHT.isdisjoint(own):
        about = replace(about, entity_type=None)
    if about.head in MAIL and about.entity_type is None and {("subject",), ("amne",), ("aihe",)}.intersection(names):
        about = replace(about, entity_type=EntityType.SUPPORT_MESSAGE)
    if about.kind is Kind.EVENT and (told or about.entity_type is EntityType.SUPPORT_MESSAGE):  # only people write to each other
        return replace(about, of_person=True, described=bool(told))
    if about.kind is Kind.UNKNOWN and told & _SIGNED_IN_WITH and not _is_of_others(names):
        return replace(about, of_person=True)
    if about.kind in {Kind.EVENT, Kind.DETAIL, Kind.UNKNOWN} and of_person:
        return replace(about, of_person=True)
    return about


def _shared(table: Table, names: Sequence[tuple[str, ...]], about: About, words: Lexicon) -> str:
    """Return the word or letter that nearly all columns begin with and that says nothing, or nothing: l_id, l_code, l_name."""
    initials = {column.name[:2].lower() for column in table.columns}
    if len(initials) == 1 and len(names) >= _ENOUGH and table.columns[0].name[1:2] == "_":
        return initials.pop()[0]
    letter = table.name.removeprefix("".join(about.words[:1]) if len(about.words) > 1 else "")[:1].lower()
    lettered = sum(column.name[:2].lower() == f"{letter}_" for column in table.columns)
    if letter.isalpha() and lettered > _ENOUGH and about.head[:1] == letter:
        return letter
    firsts = Counter(name[0] for name in names if len(name) > 1)
    common, times = firsts.most_common(1)[0] if firsts else ("", 0)
    says_nothing = times >= _ENOUGH and times >= 0.6 * len(names) and (common in about.words or not words.has(common, *Role))
    return common if says_nothing else ""


def _told(table: Table, names: Sequence[tuple[str, ...]], words: Lexicon) -> tuple[set[EntityType], set[EntityType]]:
    """Return what the columns surely tell of a person, and what they show of one: a photo, a signature."""
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
                if match.entity_type in _NAMES and _is_of_contact(name[: match.start], table.name, words):
                    continue
                (shown if match.entity_type in _SHOWS_A_PERSON else told).add(match.entity_type)
        if name in _WHOLE_NAMES:
            told.add(EntityType.PERSON)
    return told, shown


def _is_of_contact(before: Sequence[str], table: str, words: Lexicon) -> bool:
    """Whether a name is of whoever is reached at what a row is of: the contact's first name of a vendor."""
    return not _CONTACT_PERSONS.isdisjoint(before) and _CONTACT_PERSONS.isdisjoint(words.words(table))


def _is_served(about: About, names: Sequence[tuple[str, ...]], keys: Sequence[bool], words: Lexicon) -> bool:
    """Whether the only persons that an order or payment names are those who serve: the waiter of an order did not buy it."""
    if about.entity_type not in _BOUGHT:
        return False
    whose = {reading.key_of_person(name, words) for name, key in zip(names, keys, strict=True) if key}
    return whose <= (_SERVING | _EMPLOYED if about.entity_type is EntityType.PURCHASE_HISTORY else _SERVING)


def _is_letter(table: Table, names: Sequence[tuple[str, ...]], *, copied: bool) -> bool:
    """Whether columns say who wrote to whom, and what."""
    parties: set[str] = set()
    said = False
    for column, name in zip(table.columns, names, strict=True):
        if family_of(column.data_type) in {TypeFamily.TEXT, TypeFamily.OTHER, TypeFamily.INTEGER, TypeFamily.JSON}:
            parties |= PARTIES.intersection(name)
            said = said or (name[-1:] != () and name[-1] in _WRITTEN and family_of(column.data_type) is TypeFamily.TEXT)
    return said and len(parties) >= 2 and (not copied or not COPIES.isdisjoint(parties))


def _of_health(about: About, names: Sequence[tuple[str, ...]], words: Lexicon) -> About:
    """Return a table whose columns name so many findings of health that its rows are a patient's, whatever its name."""
    if about.kind in {Kind.PERSON, Kind.SYSTEM, Kind.ORGANISATION} or about.entity_type not in {None, EntityType.HEALTH}:
        return about
    if about.entity_type is EntityType.HEALTH and about.head in _ADVISED and any(not _ADVISERS.isdisjoint(name) for name in names):
        return replace(about, entity_type=None)
    told = sum(
        any(
            match.entity_type is EntityType.HEALTH and match.strength == "strong" and match.tail is Tail.NONE
            for match in reading.matches(name, words)
        )
        for name in names
    )
    keyed = ("p", "id") in names or any(PATIENTS.intersection(name) for name in names)
    if told < _FINDINGS or (told * 8 < len(names)) or LIVING.intersection(about.words):
        return replace(about, of_person=True) if about.entity_type is EntityType.HEALTH and keyed else about
    return replace(about, kind=Kind.EVENT, entity_type=EntityType.HEALTH, of_person=True, recorded=True)


def _is_party(about: About, told: set[EntityType], names: Sequence[tuple[str, ...]], words: Lexicon) -> bool:
    """Whether rows of an unknown name have a name, a phone and an e-mail address of their own, and nothing that organisations have.

    A tenant of a flat has, and a tenant of a cloud service has a slug or a domain beside.
    """
    reached = {EntityType.EMAIL_ADDRESS, EntityType.PHONE_NUMBER} <= told
    own = {*about.words, about.shared}
    called = any(words.has(name[-1], Role.NAME) and len(name) < _FEW - 1 and set(name[:-1]) <= own for name in names if name)
    return reached and called and not _is_of_others(names)


def _is_of_others(names: Sequence[tuple[str, ...]]) -> bool:
    """Whether some column is one that organisations have and persons hardly."""
    return any(not _OF_ORGANISATIONS.isdisjoint(name) for name in names)


def _is_count(names: Sequence[tuple[str, ...]], words: Lexicon) -> bool:
    """Whether rows say how many of them there are, and tell none by a name."""
    return not _AMOUNTS.isdisjoint(names) and not any(words.has(name[-1], Role.NAME) for name in names if name)


def _is_list(about: About, names: Sequence[tuple[str, ...]], words: Lexicon) -> bool:
    """Whether a table lists what persons may be: ethnic_race(ethnic_race_code, ethnic_race_desc)."""
    listed = any(term.entity_type in _LISTED and term.strength != "negative" for term in words.phrases.get((about.head,), ()))
    ends = {name[-1] for name in names if name}
    keyed, called = any(words.has(end, Role.IDENTIFIER) for end in ends), any(words.has(end, Role.NAME) for end in ends)
    return listed and len(names) <= _SHORT_LIST and keyed and (called or "description" in ends)


def _is_pair(about: About, names: Sequence[tuple[str, ...]], words: Lexicon) -> bool:
    """Whether a table has nothing but keys and what they stand for: genders(gender_id, gender)."""
    listed = any(term.entity_type in _PAIRED and term.strength != "negative" for term in words.phrases.get((about.head,), ()))
    return (
        listed
        and len(names) == _PAIR
        and all(names)
        and {words.has(name[-1], Role.IDENTIFIER) for name in names} == {True, False}
        and about.head in {name[-1] for name in names}
    )


def _is_owned(about: About, told: Collection[EntityType], words: Lexicon, *, held: bool) -> bool:
    """Whether the rows of a thing are each a person's: named after one (asiakaskuva), and holding a key or something else of one."""
    named = any(words.has(word, Role.PERSON) for word in about.words)
    return named and (held or bool(told))


def _is_link(about: About, names: Sequence[tuple[str, ...]], words: Lexicon, *, others: bool) -> bool:
    """Whether a table named after a person and something else (organisation_user) only joins the two.

    ``others``: it has no names of its own but a key of a person: chat_members(id, user_id) holds no new persons.
    """
    keyed = [tuple(word for word in name if word != "fk") for name in names]
    if len(about.words) < 2 or (("id",) not in keyed and not is_own_key(keyed[0], about)):
        return False
    persons = {word for word in about.words if words.has(word, Role.PERSON)}
    keys = [name for name in keyed[1:] if len(name) == 1 or words.has(name[-1], Role.IDENTIFIER)]
    of_persons = [name for name in keys if reading.key_of_person(name, words)]
    if others and words.has(about.words[-1], Role.RECORD):
        return True  # user_data_export(id, fk_identity)
    if len(persons) > 1 and sum(name[0] in persons for name in of_persons) > 1:
        return True  # user_clients(user_client_id, user_id, client_id)
    if not any(not words.has(word, Role.PERSON, Role.NEUTRAL, Role.RECORD) for word in about.words):
        return False
    others_id = any(len(name) > 1 and name[-2] in about.words and name[-2] not in persons for name in keys)
    if others_id and about.head == "member" and (("user", "name") in names or of_persons or not _is_called(names, words)):
        return True  # mail_group_members(id, group_id, user_name), quota_members(id, quota_id)
    return any(len(name) == 2 and (name[0] in persons or (others and name[0] in _SIGNED_IN)) for name in of_persons)


def _is_called(names: Sequence[tuple[str, ...]], words: Lexicon) -> bool:
    return any(words.has(name[-1], Role.NAME) for name in names if name)


def _is_key_of_person(column: Column, name: tuple[str, ...], words: Lexicon) -> bool:
    """Whether a column is called customer_id, or ``customer`` and holds a number."""
    if reading.is_signed_in(name, column.data_type):
        return True
    return (
        (reading.is_identifier(name, words) or (family_of(column.data_type) in _NUMBERS and not reading.is_many(column.name, name)))
        and bool(reading.key_of_person(name, words))
        and not any(words.has(word, Role.ACTOR) or word in _HANDLERS for word in name)
    )
