"""What a column of no telling name holds because of whose row it stands in: the sum of a payment, the code of a login."""

from collections.abc import Sequence

from piicatalog.detection import reading
from piicatalog.detection.about import About, Kind
from piicatalog.detection.lexicon import Lexicon
from piicatalog.detection.rows.words import CODES, DAYS, GIVEN, GRADES, HANDLED, JOURNALS, RATES, TERMS, WRITTEN, is_whole
from piicatalog.detection.survey import Survey
from piicatalog.detection.tail import OTHERS
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence
from piicatalog.model.reason import Reason
from piicatalog.model.schema import Column
from piicatalog.model.vocabulary import Role

Told = tuple[EntityType, str, Reason]
"""An entity type, the name of its weight, the reason."""


def by_row(column: Column, about: About, words: Lexicon, *, first: bool = False) -> Told | None:
    """Return what a column of no telling name holds because of its table: the sum of a payment, the code of a login.

    ``first``: the table begins with it, so that a key may be the row's own.
    """
    name = words.words(column.name)
    family = family_of(column.data_type)
    if not name or column.path:
        return None
    if (
        name[-1] in _PROOFS
        and all(words.has(word, *_PROVING) and not words.has(word, Role.STATE) for word in name[:-1])
        and (words.has(about.head, Role.SECRET) or (bool(words.roles.get(about.head)) and words.has(about.words[-2:][0], Role.SECRET)))
        and family in _TEXT_LIKE
        and about.kind is not Kind.LOOKUP
    ):
        return EntityType.PASSWORD, "table_secret", Reason("row_secret")
    if about.kind is Kind.PERSON and name[0] == "allow" and not _SHARED.isdisjoint(name):
        return EntityType.CONSENT, "table_event_measure", Reason("row_allowed", {"column": column.name})
    if about.kind is Kind.THING and about.head in _VEHICLES and family in _TEXT_LIKE and name in _PLATES:
        return EntityType.VEHICLE_PLATE, "table_secret", Reason("row_registered", {"word": about.head})
    if about.kind is Kind.EVENT and not _CALLS.isdisjoint(about.words) and name in _PARTIES and family is TypeFamily.TEXT:
        return EntityType.PHONE_NUMBER, "table_secret", Reason("row_called")
    rest = name[1:] if name[0] == about.shared else name
    if about.kind is Kind.EVENT and about.of_person and rest in _ACCOUNTS and not _DRAWN.isdisjoint(about.words) and family in _TEXT_LIKE:
        return EntityType.BANK_ACCOUNT, "table_event_measure", Reason("row_drawn")
    entity = about.entity_type
    if entity is EntityType.DEVICE_ID and about.kind is Kind.EVENT and family in _TEXT_LIKE and words.has(name[-1], Role.IDENTIFIER):
        own = all(word in about.words or words.has(word, Role.IDENTIFIER) for word in name)
        return (entity, "table_secret", Reason("row_device")) if own else None
    if (
        about.kind is Kind.DETAIL
        and about.of_person
        and name[-1] in _HELD
        and _CONTACTS.intersection(about.words)
        and family is TypeFamily.TEXT
    ):
        return EntityType.PHONE_NUMBER, "table_secret", Reason("row_contact")
    if (
        about.kind is Kind.EVENT
        and about.of_person
        and name == ("value",)
        and family is TypeFamily.TEXT
        and reading.is_text(about.head, words)
    ):
        return EntityType.FREE_TEXT, "table_event_measure", Reason("row_text", {"word": about.head})
    if (
        about.kind is Kind.EVENT
        and about.head in _OF_SOMEBODY
        and len(name) == 1
        and words.has(name[0], Role.NAME)
        and family is TypeFamily.TEXT
    ):
        return EntityType.PERSON, "table_event_measure", Reason("row_of_somebody", {"word": about.head})
    if about.kind is not Kind.EVENT or not about.of_person or entity is None:
        return None
    event = about.words[-1] if about.words else "event"
    if not (first and name[-1] == "id" and name[:-1] == about.words[-len(name) + 1 :]) and _is_goods(name, about, words):
        return EntityType.PURCHASE_HISTORY, "table_event_measure", Reason("row_goods", {"word": event})
    if _says_it(column, name, entity, about, words):
        return entity, "table_event_measure", Reason("row_event", {"word": event})
    return None


def by_reference(column: Column, about: About, survey: Survey, words: Lexicon, found: Sequence[Evidence]) -> Told | None:
    """Return that a key of a thing, in a row of what a person bought or rented, says which."""
    bought = about.kind is Kind.EVENT and about.of_person and words.events.get(about.head) is EntityType.PURCHASE_HISTORY
    if not bought or about.head in _DRIVEN or any(one.weight > 0 for one in found):
        return None
    referred = survey.tables.get(about.references.get(column.name, ""))
    if referred is None or referred.kind is not Kind.THING or referred.of_person or words.has(referred.head, Role.GROUP):
        return None
    return EntityType.PURCHASE_HISTORY, "table_event_measure", Reason("row_which", {"word": referred.head})


def by_consent(column: Column, words: Lexicon, *, asked: bool) -> Told | None:
    """Return that a column beside a consent says when or whether it was given or taken back."""
    name = [word for word in words.words(column.name) if not words.has(word, Role.MOMENT)]
    if not asked or column.path or not name or len(name) > 2 or name[-1] not in GIVEN:
        return None
    return EntityType.CONSENT, "table_event_measure", Reason("row_consent", {"column": column.name})


def _is_goods(name: Sequence[str], about: About, words: Lexicon) -> bool:
    if about.entity_type not in {EntityType.PURCHASE_HISTORY, EntityType.PAYMENT}:
        return False
    if about.entity_type is EntityType.PAYMENT and name == ("title",):
        return False  # of a collection
    own = sum(word in about.words for word in name)
    if any(words.has(word, Role.GOODS) for word in name):
        said = next(word for word in reversed(name) if not words.has(word, Role.IDENTIFIER, Role.NAME))
        return own < 2 and "line" not in name and words.has(said, Role.GOODS)
    return len(name) == 1 and words.has(name[0], Role.NAME) and any(words.has(word, Role.GOODS) for word in about.words)


def _says_it(column: Column, name: Sequence[str], entity: EntityType, about: About, words: Lexicon) -> bool:
    if _is_of_event(column, words):
        dated = family_of(column.data_type) in _DATES or name[-1] in DAYS
        return entity in (_DATED_EVENTS if dated else _COUNTED_EVENTS) and not (dated and not JOURNALS.isdisjoint(about.words))
    if any(words.has(word, Role.ACTOR) for word in name):
        return False
    text = family_of(column.data_type) in {TypeFamily.TEXT, TypeFamily.JSON, TypeFamily.OTHER}
    if entity is EntityType.HEALTH and _is_of_treatment(name, words) and family_of(column.data_type) is not TypeFamily.UUID:
        return True
    if entity is EntityType.HEALTH and about.described and words.has(name[-1], Role.NAME):
        return False  # of the patient
    if entity is EntityType.HEALTH and len(name) <= 2:
        return (words.has(name[-1], Role.RESULT) and not words.has(name[0], Role.SETTING, Role.GROUP)) or (
            text and reading.is_text(name[-1], words)
        )
    if entity is EntityType.INCOME and family_of(column.data_type) is TypeFamily.DECIMAL:
        return not is_whole(column.data_type) and _WORKED.isdisjoint(name) and not reading.is_identifier(name, words)
    if entity in _MONEY and family_of(column.data_type) is TypeFamily.DECIMAL:
        return _is_sum(column.data_type, name, words)
    if entity is EntityType.COMPLAINT and name[-1] in _MARKS and family_of(column.data_type) in _MARKED:
        return True
    if not _OF_PROGRAMS.isdisjoint(name):
        return False  # what went wrong in sending
    return entity in {EntityType.COMPLAINT, EntityType.SUPPORT_MESSAGE} and text and reading.is_text(name[-1], words)


def _is_sum(data_type: str, name: Sequence[str], words: Lexicon) -> bool:
    """Whether a decimal number with cents is a sum of money, unless it is called a rate or a measure of something else."""
    cents = data_type.replace(" ", "").lower().startswith(("decimal", "numeric", "number", "money")) and "," in data_type
    return (
        cents and not is_whole(data_type) and RATES.isdisjoint(name) and TERMS.isdisjoint(name) and not reading.is_identifier(name, words)
    )


def _is_of_treatment(name: Sequence[str], words: Lexicon) -> bool:
    """Whether a name says something of a treatment or diagnosis that is no mere reference to its row and no place: planned_procedure."""
    if name[-1] in {"id", "pk"} and not _CODES.intersection(name):
        return False
    told = any(words.events.get(word) is EntityType.HEALTH for word in name)
    return told and len(name) > 1 and not any(words.has(word, *OTHERS, Role.STATE, Role.PERSON) for word in name[-1:])


def _is_of_event(column: Column, words: Lexicon) -> bool:
    name = words.words(column.name)
    if not name or column.path or any(words.has(word, Role.ACTOR) and not words.has(word, Role.EVENT) for word in name):
        return False
    if not _HANDLED.isdisjoint(name) or not TERMS.isdisjoint(name):
        return False
    family = family_of(column.data_type)
    name = next((name[:at] for at, word in enumerate(name) if at and word in _TAXED), name)  # amount excl. VAT
    if words.has(name[-1], Role.MEASURE) and words.has(name[-2:][0], Role.PERSON):
        return False  # how many persons: potilasmaara
    dated = family in _DATES
    if not dated and any(words.has(word, Role.MEASURE) for word in name[-2:]) and not words.has(name[-1], Role.IDENTIFIER):
        return family in {TypeFamily.DECIMAL, TypeFamily.INTEGER, TypeFamily.TEXT, TypeFamily.OTHER}
    if dated and name not in WRITTEN:
        return any(words.has(word, Role.MOMENT) for word in name) or name[-1] in _BORDERS | _DONE
    return family is TypeFamily.TEXT and name[-1] in DAYS


_SHARED = frozenset({"share", "sharing", "use", "info", "disclosure", "exchange", "release", "marketing"})
"""Of a person's data: what that person allows."""
_CODES = CODES | {"concept"}
_MONEY = frozenset({EntityType.DEBT, EntityType.PAYMENT})
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
        "aloitus",
        "lopetus",
        "borjan",
        "slut",
        "checkin",
        "checkout",
        "arrival",
        "departure",
    }
)
_OF_PROGRAMS = frozenset("error failure exception bounce debug virhe poikkeus fel undantag".split())
_MARKS = GRADES | {"stars", "arvio", "varde", "tahti", "tahdet", "pisteet", "stjarnor"}
"""What a review gives."""
_MARKED = frozenset({TypeFamily.INTEGER, TypeFamily.DECIMAL, TypeFamily.TEXT, TypeFamily.ENUM})
_DONE = frozenset(
    {"ordered", "purchased", "bought", "booked", "rented", "tilattu", "ostettu", "varattu", "vuokrattu", "bestallt", "kopt", "bokat"}
)
"""Of a date: when it was done."""
_OF_SOMEBODY = frozenset(
    "attendance absence leave admission complaint feedback review reservation enquiry inquiry donation appointment enrollment enrolment visit"
    " poissaolo lasnaolo palaute valitus varaus ilmoittautuminen lahjoitus franvaro narvaro klagomal bokning anmalan besok".split()
)
"""Have no names themselves: the name in an attendance is whose it is."""
_DATES = frozenset({TypeFamily.DATE, TypeFamily.TIMESTAMP, TypeFamily.TIME})
_HANDLED = HANDLED | frozenset("reviewed signed verified deleted cancelled canceled tarkastettu allekirjoitettu granskad signerad".split())
"""Of a date: how far whoever handles the row has come."""
_WORKED = frozenset({"hour", "day", "rate", "percent", "percentage", "tunti", "paiva", "prosentti", "timme", "dag", "procent"})
"""Of a salary: how long and by what rate."""
_DRIVEN = frozenset({"trip", "ride", "matka", "resa"})
"""Whoever drives has bought nothing."""
_VEHICLES = frozenset(
    {"vehicle", "car", "truck", "bus", "motorcycle", "auto", "ajoneuvo", "bussi", "moottoripyora", "bil", "fordon", "motorcykel"}
)
_PLATES = frozenset(
    {("plate",), ("plates",), ("registration", "numero"), ("registration",), ("reg", "numero"), ("rekisteri",), ("registrering",)}
)
"""Said of a vehicle: its plate."""
_CALLS = frozenset({"call", "cdr", "puhelu", "samtal", "sms", "tekstiviesti"})
_PARTIES = frozenset({("source",), ("destination",), ("src",), ("dst",), ("called",), ("calling",), ("a", "numero"), ("b", "numero")})
"""The two numbers of a call record."""
_TAXED = frozenset({"excl", "incl", "ex", "inc", "excluding", "including", "exkl", "inkl"})
_ACCOUNTS = frozenset({("account",), ("konto",), ("tili",)})
_DRAWN = frozenset({"directdebit", "autogiro", "suoraveloitus", "suoramaksu"})
_CONTACTS = frozenset("yhteystieto contact kontaktuppgift telecom phone puhelin matkapuhelin telefon mobiltelefon mobil".split())
_HELD = frozenset({"value", "arvo", "varde", "numero"})
_PROOFS = frozenset(
    {"key", "code", "secret", "hash", "sha1", "sha256", "sha512", "md5", "digest", "value", "avain", "koodi", "nyckel", "kod"}
)
_PROVING = (Role.SECRET, Role.PERSON, Role.EVENT, Role.SYSTEM, Role.RECORD, Role.NEUTRAL)
"""What a proof of identity is of: the code of a reset, and not of a country."""
_TEXT_LIKE = frozenset({TypeFamily.TEXT, TypeFamily.BINARY, TypeFamily.UUID, TypeFamily.OTHER})
