"""Evidence from the table and the columns beside: ``name`` is a person's among birth dates and a product's among prices."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from piicatalog.detection import ColumnEvidence, TableView, reading
from piicatalog.detection.about import LIVING, SESSIONS, About, Kind
from piicatalog.detection.lexicon import Lexicon, lexicon
from piicatalog.detection.survey import Survey
from piicatalog.detection.traits import (
    CODED,
    HELD_BY_OTHERS,
    HELD_IN_KEYS,
    IN_ROWS_OF_THEIR_OWN,
    OF_ANY_PERSON,
    OF_EVENTS,
    PLACES,
    WITH_EVENTS,
)
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.schema import Column
from piicatalog.model.vocabulary import Role

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge

_NOT_OF_PERSONS = (Kind.ORGANISATION, Kind.THING, Kind.LOOKUP, Kind.SYSTEM)


def detect(view: TableView, first: Mapping[str, Sequence[Evidence]], survey: Survey, knowledge: "Knowledge") -> Iterator[ColumnEvidence]:
    """Yield for and against what the names spoke for, by what the table is about."""
    words = lexicon(knowledge)
    about = survey.about(view.table)
    weights = knowledge.weights
    placed = _places(first)
    asked = any(one.entity_type is EntityType.CONSENT and one.weight > 0 for found in first.values() for one in found)
    names = {column.name: words.words(column.name) for column in view.table.columns}
    last = {name[-1] for name in names.values() if name}
    beside = _Beside(
        called=any(one.entity_type in _CALLED and one.weight > 0 for found in first.values() for one in found),
        posted=any(name[:1] == ("mail",) and _is_place(name[1:], words) for name in names.values() if name != _MAIL),
        booked=any(not _BOOKED.isdisjoint(name) for name in names.values()),
    )
    coordinates = not last.isdisjoint({"lat", "latitude"})
    sizes = not last.isdisjoint(_SIZES)
    for column in view.table.columns:
        for entity in dict.fromkeys(evidence.entity_type for evidence in first.get(column.key, ()) if evidence.weight > 0):
            named = any(one.entity_type is entity and one.signal is Signal.COLUMN_NAME for one in first[column.key])
            if not named and max(one.weight for one in first[column.key] if one.entity_type is entity) < weights["table_least"]:
                continue
            name = _of_others(entity, names[column.name], about, beside, words) or _weight_name(
                entity, about, _whose(column, words), named=named, due=names[column.name] in _DUE
            )
            if entity in CODED - HELD_IN_KEYS and column is view.table.columns[0] and _is_own_row(column, about, words):
                name = "table_own_key"
            if entity is EntityType.DEVICE_ID and about.entity_type is None and about.kind is Kind.EVENT and about.head in SESSIONS:
                name = "table_own_key"  # of a lesson
            if entity is EntityType.INCOME and coordinates and words.words(column.name)[-1:] == ("lon",):
                name = "table_coordinates"  # longitude, not the Swedish word for a salary
            elif entity is EntityType.HEALTH and sizes and words.words(column.name)[-1:] in _MEASURED:
                name = "table_sizes"  # of a picture or a parcel
            elif entity in PLACES and not name and len(placed - {column.key}) >= 2:
                name = "table_address_beside"
            elif entity is EntityType.ADDRESS and not placed - {column.key} and not _is_at_home(column, about, words):
                name = "table_no_address_beside"
            if name:
                yield column.key, Evidence(entity_type=entity, signal=Signal.TABLE, weight=weights[name], reason=_reason(about))
        said = (
            _said(column, about, words)
            or _posted(names[column.name], beside)
            or _chosen(column, about, survey, words, first.get(column.key, ()))
            or _withdrawn(column, words, asked=asked)
        )
        if said is not None:
            entity, name, reason = said
            yield column.key, Evidence(entity_type=entity, signal=Signal.TABLE, weight=weights[name], reason=reason)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands in the same table."""

    called: bool
    """A person's name."""
    posted: bool
    """Another part of where mail goes: mail_city."""
    booked: bool
    """Sides, series or taxes of accounts."""


def _is_place(name: Sequence[str], words: Lexicon) -> bool:
    return any(match.entity_type in PLACES for match in reading.matches(name, words))


def _of_others(entity: EntityType, name: Sequence[str], about: About, beside: _Beside, words: Lexicon) -> str:
    """Return the weight of what the columns beside make of a word that has two meanings."""
    if entity in {EntityType.OCCUPATION, EntityType.GENDER} and name == ("title",) and not beside.called:
        return "table_of_person"  # of the row, not of a person
    if entity is EntityType.EMAIL_ADDRESS and name == _MAIL and beside.posted:
        return "table_not_of_persons"
    if entity is EntityType.FREE_TEXT and _is_journal(about, words):
        return "table_of_person"  # why a user's action was denied is not about the user
    if entity is EntityType.BANK_ACCOUNT and beside.booked and about.kind is not Kind.PERSON and not about.held and _is_ledger(name):
        return "table_not_of_persons"
    return ""


def _is_journal(about: About, words: Lexicon) -> bool:
    """Whether rows tell what programs or their users did, in a log that is called after no person and no event of one."""
    if about.head in _RUNG:
        return True
    logged = about.kind is Kind.EVENT and about.entity_type is None and about.of_person and not about.described
    return (
        logged
        and any(words.has(word, Role.JOURNAL) for word in about.words)
        and not any(words.has(word, Role.PERSON) for word in about.words)
    )


def _is_ledger(name: Sequence[str]) -> bool:
    """Whether a name says no more than account, which books are kept by too."""
    return name[:1] in (("account",), ("konto",), ("tili",)) and set(name[1:]) <= {"numero", "id", "code", "nummer"}


def _posted(name: Sequence[str], beside: _Beside) -> tuple[EntityType, str, str] | None:
    if name == _MAIL and beside.posted:
        return EntityType.STREET_ADDRESS, "table_event_measure", "mail goes to a city beside it"
    return None


def _is_at_home(column: Column, about: About, words: Lexicon) -> bool:
    """Whether the table or the name says that a state or country is where somebody is reached."""
    return about.kind is Kind.PERSON or any(words.has(word, Role.ADDRESSED, Role.PERSON) for word in words.words(column.name)[:-1])


def _is_own_row(column: Column, about: About, words: Lexicon) -> bool:
    """Whether a column is the key of the table's own rows: diagnosis_id in diagnoses says nothing of a diagnosis."""
    name = words.words(column.name)
    if about.kind is Kind.PERSON or len(name) < 2 or name[-1] not in {"id", "oid", "uuid"}:
        return False
    return column.name not in about.references and family_of(column.data_type) in {TypeFamily.INTEGER, TypeFamily.UUID, TypeFamily.TEXT}


def _whose(column: Column, words: Lexicon) -> str:
    name = words.words(column.name)
    return next((word for word in reversed(name) if words.has(word, Role.PERSON)), "")


def _weight_name(entity: EntityType, about: About, whose: str, *, named: bool, due: bool) -> str:
    if entity is EntityType.CUSTOMER_ID:
        if whose == "client" and about.programs:
            return "table_of_programs"
        return "table_person" if about.kind is Kind.PERSON and named else ""
    if about.kind is Kind.PERSON or (about.kind is Kind.DETAIL and about.of_person):
        if about.by_columns and entity not in OF_ANY_PERSON:
            return "table_by_columns"
        return "table_of_person" if entity in IN_ROWS_OF_THEIR_OWN else "table_person"
    if about.kind in _NOT_OF_PERSONS:
        if entity not in HELD_BY_OTHERS and not (entity is EntityType.DATE_OF_BIRTH and LIVING.intersection(about.words)):
            return ""
        if about.kind is Kind.THING and about.held and entity in OF_EVENTS:
            return "table_of_person"
        return "table_not_of_persons_owned" if whose else "table_not_of_persons" if named else "table_not_of_persons_valued"
    if about.of_person:
        if entity is EntityType.PAYMENT and due and about.entity_type not in _OWED:
            return "table_of_person"  # a task is due too
        if entity is EntityType.DELIVERY and about.entity_type is EntityType.SUPPORT_MESSAGE:
            return "table_not_of_persons"  # a message is delivered too
        if entity is EntityType.FREE_TEXT and about.kind is Kind.UNKNOWN:
            return "table_of_person"
        if (entity in _OF_WHOM and about.described) or (
            entity is EntityType.LOCATION and (about.held or about.described) and about.kind is Kind.EVENT
        ):
            return "table_of_person_event"
        return "table_of_person_event" if entity in WITH_EVENTS else "table_of_person"
    if entity is EntityType.FREE_TEXT and about.kind in {Kind.UNKNOWN, Kind.EVENT} and not about.alone:
        return "table_text_of_nobody"
    if about.kind is Kind.EVENT and entity in OF_EVENTS:
        return "table_event_of_nobody"
    return ""


def _reason(about: About) -> str:
    if about.kind is Kind.PERSON:
        return about.reason or "the table is about persons"
    if about.kind in _NOT_OF_PERSONS:
        return f"{about.reason or 'the table'}: its rows are no persons"
    return "the rows belong to a person" if about.of_person else about.reason or "the rows belong to nobody"


def _places(first: Mapping[str, Sequence[Evidence]]) -> set[str]:
    """Return the columns whose names speak for a place where somebody lives or is reached."""
    places = {EntityType.STREET_ADDRESS, EntityType.POSTAL_CODE, EntityType.CITY}
    return {key for key, found in first.items() if any(one.entity_type in places and one.weight > 0 for one in found)}


def _said(column: Column, about: About, words: Lexicon) -> tuple[EntityType, str, str] | None:
    """Return what a column of no telling name holds because of its table: the sum of a payment, the code of a login."""
    name = words.words(column.name)
    family = family_of(column.data_type)
    if not name or column.path:
        return None
    if (
        name[-1] in _PROOFS
        and (words.has(about.head, Role.SECRET) or (bool(words.roles.get(about.head)) and words.has(about.words[-2:][0], Role.SECRET)))
        and family in _TEXT_LIKE
        and about.kind is not Kind.LOOKUP
    ):
        return EntityType.PASSWORD, "table_secret", "a code or key in a table of proofs of identity"
    if about.kind is Kind.THING and about.head in _VEHICLES and family in _TEXT_LIKE and name in _PLATES:
        return EntityType.VEHICLE_PLATE, "table_secret", f"what a {about.head} is registered as"
    if about.kind is Kind.EVENT and not _CALLS.isdisjoint(about.words) and name in _PARTIES and family is TypeFamily.TEXT:
        return EntityType.PHONE_NUMBER, "table_secret", "who called or was called"
    entity = about.entity_type
    if entity is EntityType.DEVICE_ID and about.kind is Kind.EVENT and family in _TEXT_LIKE and words.has(name[-1], Role.IDENTIFIER):
        own = all(word in about.words or words.has(word, Role.IDENTIFIER) for word in name)
        return (entity, "table_secret", "the key of a device or session") if own else None
    if about.kind is Kind.DETAIL and about.of_person and name[-1] in _HELD and _CONTACTS.intersection(about.words):
        return EntityType.PHONE_NUMBER, "table_secret", "a value in a table of a person's phones and addresses"
    if about.kind is not Kind.EVENT or not about.of_person or entity is None:
        return None
    about_what = f"a person's {about.words[-1] if about.words else 'event'}"
    if _is_goods(name, about, words):
        return EntityType.PURCHASE_HISTORY, "table_event_measure", f"what {about_what} is of"
    if _says_it(column, name, entity, words):
        return entity, "table_event_measure", f"a date, sum or detail of {about_what}"
    return None


def _chosen(column: Column, about: About, survey: Survey, words: Lexicon, found: Sequence[Evidence]) -> tuple[EntityType, str, str] | None:
    """Return that a key of a thing, in a row of what a person bought or rented, says which."""
    bought = about.kind is Kind.EVENT and about.of_person and words.events.get(about.head) is EntityType.PURCHASE_HISTORY
    if not bought or about.head in _DRIVEN or any(one.weight > 0 for one in found):
        return None
    referred = survey.tables.get(about.references.get(column.name, ""))
    if referred is None or referred.kind is not Kind.THING or referred.of_person:
        return None
    return EntityType.PURCHASE_HISTORY, "table_event_measure", f"which {referred.head} it was"


def _withdrawn(column: Column, words: Lexicon, *, asked: bool) -> tuple[EntityType, str, str] | None:
    """Return that a column beside a consent says when or whether it was given or taken back."""
    name = [word for word in words.words(column.name) if not words.has(word, Role.MOMENT)]
    if not asked or column.path or not name or len(name) > 2 or name[-1] not in _GIVEN:
        return None
    return EntityType.CONSENT, "table_event_measure", f"{column.name} stands beside a consent"


_RUNG = frozenset({"alert", "alarm", "halytys", "larm"})
_MAIL = ("mail", "address")
_CALLED = frozenset({EntityType.FIRST_NAME, EntityType.LAST_NAME, EntityType.PERSON})
_BOOKED = frozenset("debit credit debet kredit verifikation voucher tosite vat moms alv ledger saldo kontoplan tilikartta".split())
_DUE = frozenset({("due", "date"), ("era", "paiva"), ("erapaiva",), ("forfallodatum",), ("forfallo", "datum")})
_OWED = frozenset({EntityType.PAYMENT, EntityType.DEBT, EntityType.PURCHASE_HISTORY})
_OF_WHOM = frozenset({EntityType.PERSON, EntityType.NATIONAL_ID})
"""A bare ``name`` or ``id_number`` is the person's, where an event's other columns describe one."""
_SIZES = frozenset({"width", "leveys", "bredd", "depth", "syvyys", "djup"})
_MEASURED = frozenset({("height",), ("korkeus",), ("hojd",), ("length",), ("pituus",), ("langd",), ("weight",), ("paino",), ("vikt",)})
"""A person's measures, unless a width stands beside."""
_GIVEN = frozenset({"peruttu", "peruutettu", "annettu", "withdrawn", "revoked", "granted", "given", "aterkallad", "aterkallat", "givet"})
"""Said of a consent: given, or taken back."""
_DATED_EVENTS = frozenset(
    {EntityType.PURCHASE_HISTORY, EntityType.PAYMENT, EntityType.HEALTH, EntityType.DELIVERY, EntityType.DEBT, EntityType.CRIMINAL},
)
_COUNTED_EVENTS = frozenset({EntityType.PURCHASE_HISTORY, EntityType.PAYMENT, EntityType.HEALTH, EntityType.DEBT, EntityType.INCOME})
_BORDERS = frozenset(
    {
        "start",
        "stop",
        "end",
        "begin",
        "from",
        "to",
        "alku",
        "loppu",
        "alkaa",
        "paattyy",
        "borjan",
        "slut",
        "checkin",
        "checkout",
        "arrival",
        "departure",
    }
)
_MARKS = frozenset({"rating", "star", "stars", "score", "grade", "arvosana", "tahti", "tahdet", "pisteet", "betyg", "poang", "stjarnor"})
"""What a review gives."""
_DONE = frozenset(
    {"ordered", "purchased", "bought", "booked", "rented", "tilattu", "ostettu", "varattu", "vuokrattu", "bestallt", "kopt", "bokat"}
)
"""Of a date: when it was done."""
_HANDLED = frozenset(
    "accepted approved completed confirmed closed assigned expires expired expiry sent print printed hyvaksytty vahvistettu suljettu kasitelty"
    " valmistunut vanhenee lahetetty tulostettu skickad utskriven godkand bekraftad stangd avslutad hanterad".split()
)
"""Of a date: how far whoever handles the row has come."""
_WORKED = frozenset({"hour", "day", "rate", "percent", "percentage", "tunti", "paiva", "prosentti", "timme", "dag", "procent"})
"""Of a salary: how long and by what rate."""
_DRIVEN = frozenset({"trip", "ride", "matka", "resa"})
"""Whoever drives has bought nothing."""
_VEHICLES = frozenset(
    {"vehicle", "car", "truck", "bus", "motorcycle", "auto", "ajoneuvo", "bussi", "moottoripyora", "bil", "fordon", "motorcykel"}
)
_PLATES = frozenset({("registration", "numero"), ("registration",), ("reg", "numero"), ("rekisteri",), ("registrering",)})
"""Said of a vehicle: its plate."""
_CALLS = frozenset({"call", "cdr", "puhelu", "samtal", "sms", "tekstiviesti"})
_PARTIES = frozenset({("source",), ("destination",), ("src",), ("dst",), ("called",), ("calling",), ("a", "numero"), ("b", "numero")})
"""The two numbers of a call record."""
_TAXED = frozenset({"excl", "incl", "ex", "inc", "excluding", "including", "exkl", "inkl"})
_CONTACTS = frozenset({"yhteystieto", "contact", "kontaktuppgift", "telecom", "phone", "puhelin"})
_HELD = frozenset({"value", "arvo", "varde", "numero"})
_PROOFS = frozenset({"key", "code", "secret", "hash", "digest", "value", "avain", "koodi", "nyckel", "kod"})
_TEXT_LIKE = frozenset({TypeFamily.TEXT, TypeFamily.BINARY, TypeFamily.UUID, TypeFamily.OTHER})


def _is_goods(name: Sequence[str], about: About, words: Lexicon) -> bool:
    if about.entity_type not in {EntityType.PURCHASE_HISTORY, EntityType.PAYMENT}:
        return False
    own = sum(word in about.words for word in name)
    if any(words.has(word, Role.GOODS) for word in name):
        return own < 2 and "line" not in name and words.has(name[-1], Role.GOODS, Role.IDENTIFIER, Role.NAME)
    return len(name) == 1 and words.has(name[0], Role.NAME) and any(words.has(word, Role.GOODS) for word in about.words)


def _says_it(column: Column, name: Sequence[str], entity: EntityType, words: Lexicon) -> bool:
    if _is_of_event(column, words):
        dated = family_of(column.data_type) in {TypeFamily.DATE, TypeFamily.TIMESTAMP}
        return entity in (_DATED_EVENTS if dated else _COUNTED_EVENTS)
    if any(words.has(word, Role.ACTOR) for word in name):
        return False
    text = family_of(column.data_type) in {TypeFamily.TEXT, TypeFamily.JSON, TypeFamily.OTHER}
    if entity is EntityType.HEALTH and len(name) <= 2:
        return (words.has(name[-1], Role.RESULT) and not words.has(name[0], Role.SETTING)) or (text and reading.is_text(name[-1], words))
    if entity is EntityType.INCOME and family_of(column.data_type) is TypeFamily.DECIMAL:
        whole = column.data_type.replace(" ", "").endswith(",0)")
        return not whole and _WORKED.isdisjoint(name) and not reading.is_identifier(name, words)
    if entity is EntityType.COMPLAINT and name[-1] in _MARKS and family_of(column.data_type) in {TypeFamily.INTEGER, TypeFamily.DECIMAL}:
        return True
    return entity in {EntityType.COMPLAINT, EntityType.SUPPORT_MESSAGE} and text and reading.is_text(name[-1], words)


def _is_of_event(column: Column, words: Lexicon) -> bool:
    name = words.words(column.name)
    if not name or column.path or any(words.has(word, Role.ACTOR) and not words.has(word, Role.EVENT) for word in name):
        return False
    if not _HANDLED.isdisjoint(name):
        return False
    family = family_of(column.data_type)
    name = next((name[:at] for at, word in enumerate(name) if at and word in _TAXED), name)  # amount excl. VAT
    if any(words.has(word, Role.MEASURE) for word in name[-2:]) and not words.has(name[-1], Role.IDENTIFIER):
        return family in {TypeFamily.DECIMAL, TypeFamily.INTEGER, TypeFamily.TEXT, TypeFamily.OTHER}
    if family in {TypeFamily.DATE, TypeFamily.TIMESTAMP}:
        return any(words.has(word, Role.MOMENT) for word in name) or name[-1] in _BORDERS | _DONE
    return False
