"""What the columns beside make of a column whose own words mean several things: a role among staff, a PAN among identity documents.

Each rule is asked only of names that hold one of its words, and sees the column, what its table is about and the rest of the row.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from piicatalog.detection.about import About, Kind
from piicatalog.detection.lexicon import Lexicon
from piicatalog.model.data_type import TypeFamily, family_of, length_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence
from piicatalog.model.reason import Reason
from piicatalog.model.schema import Column
from piicatalog.model.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Said:
    """What the row makes of a column: what it is, or only what it is not."""

    reason: Reason
    entity_type: EntityType | None = None
    weight: str = "table_event_measure"
    refused: frozenset[EntityType] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """What stands in one table."""

    about: About
    names: frozenset[tuple[str, ...]]
    words: frozenset[str]
    surely: Mapping[EntityType, frozenset[str]]
    """Entity types that names tell alone, to the keys of those columns."""
    lexicon: Lexicon

    def tells(self, *entities: EntityType, but: str) -> bool:
        """Whether some other column surely is one of the types."""
        return any(self.surely.get(entity, frozenset()) - {but} for entity in entities)


@dataclass(frozen=True, slots=True)
class Asked:
    """One column of a row."""

    key: str
    name: tuple[str, ...]
    family: TypeFamily
    length: int
    first: bool
    spoken: frozenset[EntityType]
    """What its own name speaks for."""


Rule = Callable[[Asked, Row], Said | None]


def look(columns: Sequence[Column], found: Mapping[str, Sequence[Evidence]], about: About, words: Lexicon) -> Row:
    """Return what stands in a table, from its columns' words and what they speak for."""
    names = frozenset(words.words(column.name) for column in columns)
    surely: dict[EntityType, set[str]] = {}
    for column in columns:
        for one in found.get(column.key, ()):
            if one.weight >= _SURE:
                surely.setdefault(one.entity_type, set()).add(column.key)
    return Row(
        about=about,
        names=names,
        words=frozenset(word for name in names for word in name),
        surely={entity: frozenset(keys) for entity, keys in surely.items()},
        lexicon=words,
    )


def says(column: Column, name: tuple[str, ...], row: Row, found: Sequence[Evidence], *, first: bool) -> Said | None:
    """Return what the first rule says that has something to say."""
    rules = [rule for word in name for rule in RULES.get(word, ())]
    if not rules or column.path:
        return None
    asked = Asked(
        key=column.key,
        name=name,
        family=family_of(column.data_type),
        length=length_of(column.data_type),
        first=first,
        spoken=frozenset(one.entity_type for one in found if one.weight > 0),
    )
    return next((said for rule in rules if (said := rule(asked, row)) is not None), None)


def told(said: Said | None) -> tuple[EntityType, str, Reason] | None:
    """Return what a rule says that a column is, the name of its weight and the reason; None when it only says what it is not."""
    return (said.entity_type, said.weight, said.reason) if said is not None and said.entity_type is not None else None


def _at_work(asked: Asked, row: Row) -> Said | None:
    """Among staff a role is what somebody does; among those who sign in it is what they may do."""
    rest = tuple(word for word in asked.name if word not in row.about.words and word not in {"id", "name"})
    if row.about.kind is not Kind.PERSON or len(rest) != 1 or _STAFF.isdisjoint(row.about.words) or row.surely.get(EntityType.PASSWORD):
        return None
    return Said(Reason("beside_staff"), EntityType.OCCUPATION)


def _ranked(asked: Asked, row: Row) -> Said | None:
    """A rank beside a unit or a badge is of somebody who serves."""
    if asked.name != ("rank",) or asked.family is not TypeFamily.TEXT or row.about.kind is not Kind.PERSON:
        return None
    return Said(Reason("beside_rank"), EntityType.OCCUPATION) if row.words & _UNITS else None


def _licensed(asked: Asked, row: Row) -> Said | None:
    """The licence of somebody who is licensed to a profession is no driver's."""
    if EntityType.DRIVING_LICENCE_NUMBER not in asked.spoken or not (_LICENSED & {*row.about.words, *asked.name} or _SPECIAL & row.words):
        return None
    return Said(Reason("beside_profession"), EntityType.OCCUPATION, refused=frozenset({EntityType.DRIVING_LICENCE_NUMBER}))


def _taxed(asked: Asked, row: Row) -> Said | None:
    """Beside identity documents, and no card's code or expiry, India's PAN is the number of a taxpayer."""
    if asked.name != ("pan",) or row.words & _CARDS or not row.tells(*_DOCUMENTS, but=asked.key):
        return None
    return Said(Reason("beside_documents"), EntityType.TAX_ID, refused=frozenset({EntityType.CREDIT_CARD}))


def _votes(asked: Asked, row: Row) -> Said | None:
    """Beside identity documents a voter's number is the one on the voter's card; among voters it is the key of one."""
    if asked.name[-2:] != ("voter", "id") or _VOTES & {*row.about.words} or not row.tells(*_DOCUMENTS, but=asked.key):
        return None
    return Said(Reason("beside_documents"), EntityType.NATIONAL_ID, refused=frozenset({EntityType.CUSTOMER_ID}))


def _of_file(asked: Asked, row: Row) -> Said | None:
    """An extension beside the name or size of a file is the file's."""
    return (
        Said(Reason("beside_file"), refused=frozenset({EntityType.PHONE_NUMBER})) if len(asked.name) == 1 and row.words & _FILES else None
    )


def _of_visit(asked: Asked, row: Row) -> Said | None:
    """A referrer beside the traces of a visit is a page."""
    if len(asked.name) > 1 or asked.family is not TypeFamily.TEXT or not row.words & _VISITS:
        return None
    return Said(Reason("beside_visit"), refused=frozenset({EntityType.PERSON}))


def _preferred(asked: Asked, _: Row) -> Said | None:
    """A preferred contact is how somebody wants to be reached."""
    return Said(Reason("beside_visit"), refused=frozenset({EntityType.PERSON})) if asked.name == ("preferred", "contact") else None


def _of_card(asked: Asked, row: Row) -> Said | None:
    """What expires beside the number of a person's card is the card."""
    if not set(asked.name) <= _EXPIRES or not row.about.of_person or not row.tells(EntityType.CREDIT_CARD, but=asked.key):
        return None
    return Said(Reason("beside_card"), EntityType.CREDIT_CARD)


def _ridden(asked: Asked, row: Row) -> Said | None:
    """Where somebody was picked up and brought to says where that person went."""
    both = not row.words.isdisjoint(_STARTS) and not row.words.isdisjoint(_ENDS)
    if not both or asked.family is not TypeFamily.TEXT or not set(asked.name) <= _STOPS or row.about.kind is not Kind.EVENT:
        return None
    if not row.about.of_person or not _RIDES & {*row.about.words, *row.words}:
        return None
    return Said(Reason("beside_ride"), EntityType.LOCATION, refused=frozenset({EntityType.DELIVERY}))


def _tracked(asked: Asked, row: Row) -> Said | None:
    """Coordinates beside an IP address, a device or their own accuracy are where a person was."""
    if EntityType.LOCATION not in asked.spoken or not row.about.of_person or row.about.kind not in _HAPPENED:
        return None
    traced = row.tells(EntityType.IP_ADDRESS, EntityType.DEVICE_ID, but=asked.key) or "accuracy" in row.words
    return Said(Reason("beside_trace"), EntityType.LOCATION, "table_of_person_event") if traced else None


def _visited_from(asked: Asked, row: Row) -> Said | None:
    """A town or country beside an IP address and a browser is where a visitor was."""
    entity = EntityType.CITY if asked.name == ("city",) else EntityType.ADDRESS
    traced = row.tells(EntityType.IP_ADDRESS, but=asked.key) and row.tells(EntityType.DEVICE_ID, but=asked.key)
    if len(asked.name) > 1 or asked.family is not TypeFamily.TEXT or not traced or row.about.kind not in _HAPPENED:
        return None
    return Said(Reason("beside_trace"), entity)


def _by_channel(asked: Asked, row: Row) -> Said | None:
    """Beside a channel, whoever is reached is told by a number or an address."""
    if len(asked.name) > 1 or asked.family is not TypeFamily.TEXT or row.names.isdisjoint(_CHANNELS):
        return None
    return Said(Reason("beside_channel"), EntityType.PHONE_NUMBER, refused=frozenset({EntityType.PERSON, EntityType.CUSTOMER_ID}))


def _signs_in(asked: Asked, row: Row) -> Said | None:
    """Beside a password, a ``tunnus`` that is not the first column is what a person signs in with."""
    secret = EntityType.PASSWORD in row.surely or not _DIGESTS.isdisjoint(row.names)
    if len(asked.name) > 1 or asked.first or asked.family is not TypeFamily.TEXT or row.about.kind is not Kind.PERSON or not secret:
        return None
    return Said(Reason("beside_password"), EntityType.USERNAME)


def _once(asked: Asked, row: Row) -> Said | None:
    """A digest that expires, in a row of a person, is of a secret: what does not change needs no end."""
    ends = any(name[0] in _OUTLIVED and row.lexicon.has(name[-1], Role.MOMENT) for name in row.names if name)
    if EntityType.PASSWORD not in asked.spoken or not row.about.of_person or not ends:
        return None
    return Said(Reason("row_secret"), EntityType.PASSWORD, "table_of_person_event")


def _post_town(asked: Asked, row: Row) -> Said | None:
    """Beside a street, postadress and postiosoite are the postal code and the town."""
    if asked.name not in _POST_TOWNS or not row.tells(EntityType.STREET_ADDRESS, but=asked.key):
        return None
    return Said(Reason("beside_street"), EntityType.ADDRESS, refused=frozenset({EntityType.STREET_ADDRESS}))


def _lives(asked: Asked, row: Row) -> Said | None:
    """A person's state is where that person lives, unless the row tells how an account stands."""
    if asked.name != ("state",) or row.about.kind is not Kind.PERSON or asked.family is not TypeFamily.TEXT or row.words & _STANDS:
        return None
    return Said(Reason("beside_person"), EntityType.ADDRESS) if asked.length == _STATE or not row.surely.get(EntityType.PASSWORD) else None


def _pictured(asked: Asked, row: Row) -> Said | None:
    """In a table of a person's pictures, the picture or the file is one of that person."""
    if not row.about.of_person or _PICTURES.isdisjoint(row.about.words) or row.about.kind is Kind.PERSON:
        return None
    kept = asked.family is TypeFamily.BINARY or (asked.family is TypeFamily.TEXT and asked.name[-1] in _KEPT)
    return Said(Reason("row_picture"), EntityType.PHOTO) if kept and not set(asked.name) & _OF_FILE else None


_SURE = 4.0
"""Weight of a name's evidence that needs nothing beside: a strong word's."""
_STATE = 2
"""Letters of a state."""
_HAPPENED = frozenset({Kind.EVENT, Kind.UNKNOWN, Kind.DETAIL})
_STAFF = frozenset(
    "employee staff worker personnel crew faculty colleague coworker trainer coach teacher tutor instructor lecturer nurse doctor physician therapist"
    " volunteer officer guard clerk waiter technician mechanic researcher tyontekija henkilosto henkilokunta toimihenkilo opettaja hoitaja laakari"
    " vapaaehtoinen anstalld personal medarbetare larare lakare skoterska volontar tjansteman".split()
)
"""Are known by what they do."""
_UNITS = frozenset(
    "unit badge regiment battalion squadron brigade platoon company precinct force yksikko joukko regemente bataljon".split()
)
_LICENSED = frozenset(
    "doctor physician nurse medical dentist pharmacist pharmacy veterinarian vet surgeon psychologist psychiatrist therapist practitioner provider clinician midwife"
    " prescriber paramedic consultant counselor counsellor lawyer attorney advocate solicitor notary teacher teaching engineer architect surveyor broker"
    " realtor agent contractor electrician plumber accountant auditor laakari hoitaja psykologi apteekkari juristi lakare skoterska tandlakare veterinar"
    " advokat professional profession".split()
)
_SPECIAL = frozenset({"specialty", "speciality", "specialization", "specialisation", "erikoisala", "specialitet", "council"})
_DOCUMENTS = (EntityType.NATIONAL_ID, EntityType.PASSPORT_NUMBER, EntityType.DRIVING_LICENCE_NUMBER, EntityType.TAX_ID)
_CARDS = frozenset({"card", "cvv", "cvc", "expiry", "exp", "expiration", "cardholder"})
_VOTES = frozenset({"voter", "vote", "ballot", "election", "candidate_vote"})
_FILES = frozenset({"filename", "mime", "mimetype", "filesize", "file", "attachment", "path", "thumbnail"})
_VISITS = frozenset("utm url landing session page agent device ip path browser visit campaign medium".split())
_EXPIRES = frozenset("exp expiry expiration expires expire date month year valid thru through until on".split())
_STARTS = frozenset({"pickup", "origin"})
_ENDS = frozenset({"dropoff", "destination"})
_STOPS = _STARTS | _ENDS | {"location", "address", "point", "place"}
_RIDES = frozenset("ride trip taxi cab driver passenger rider fare chauffeur kyyti matka kuljettaja resa forare".split())
_CHANNELS = frozenset({("channel",), ("kanal",), ("kanava",), ("notification", "channel"), ("delivery", "channel")})
_DIGESTS = frozenset({("tiiviste",), ("suola",), ("hash",)})
_OUTLIVED = frozenset({"expires", "expire", "expiry", "expiration", "expired", "valid", "vanhenee", "utgar"})
_POST_TOWNS = frozenset({("postadress",), ("posti", "osoite")})
_STANDS = frozenset({"status", "active", "enabled", "locked", "blocked", "is", "workflow"})
_PICTURES = frozenset("photo image picture avatar mugshot portrait selfie headshot kuva valokuva bild foto".split())
_KEPT = frozenset("photo image picture avatar url path file filename uri blob data kuva bild foto".split()) | {"name"}
_OF_FILE = frozenset({"type", "size", "width", "height", "mime", "alt", "user", "title", "tag", "meta", "metadata", "person"})

RULES: Mapping[str, tuple[Rule, ...]] = {
    **dict.fromkeys(("role", "rooli", "roll"), (_at_work,)),
    "rank": (_ranked,),
    **dict.fromkeys(("license", "licence"), (_licensed,)),
    "pan": (_taxed,),
    "voter": (_votes,),
    **dict.fromkeys(("extension", "ext"), (_of_file,)),
    **dict.fromkeys(("referrer", "referer"), (_of_visit,)),
    "preferred": (_preferred,),
    **dict.fromkeys(("exp", "expiry", "expiration", "expires", "expire", "valid"), (_of_card,)),
    **dict.fromkeys(_STARTS | _ENDS, (_ridden, _by_channel)),
    **dict.fromkeys(("lat", "latitude", "lng", "longitude", "lon", "long", "coordinates", "latitud", "longitud"), (_tracked,)),
    **dict.fromkeys(("city", "country", "region"), (_visited_from,)),
    **dict.fromkeys(("contact", "recipient", "target", "vastaanottaja", "mottagare"), (_by_channel,)),
    "tunnus": (_signs_in,),
    "hash": (_once,),
    **dict.fromkeys(("postadress", "posti"), (_post_town,)),
    "state": (_lives,),
    **dict.fromkeys(_KEPT, (_pictured,)),
}
"""Which rules are asked of a name that holds a word."""
