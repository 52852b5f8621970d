"""What the words behind the matched ones in a name make of them: a key of it, when it was, something about it."""

from collections.abc import Sequence
from enum import StrEnum

from piicatalog.detection.guessed import UNKNOWN
from piicatalog.detection.lexicon import Lexicon
from piicatalog.detection.traits import ADDRESSES, OF_MONEY
from piicatalog.model.entity_type import SPECIAL_CATEGORIES, EntityType
from piicatalog.model.vocabulary import Role

OTHERS = (Role.ORGANISATION, Role.THING, Role.LOOKUP, Role.GROUP, Role.SYSTEM)
"""What is no person and owns what a name says."""


class Tail(StrEnum):
    """What the words after the matched ones make of it."""

    NONE = "none"
    IDENTIFIER = "identifier"
    """A key of it or a code for it."""
    LINK = "link"
    """Where it is kept."""
    MOMENT = "moment"
    """When it was."""
    NAME = "name"
    """What it is called, which for most data is the thing itself: street name."""
    MEASURE = "measure"
    """How much of it."""
    RESULT = "result"
    """What came out of it."""
    STATUS = "status"
    """Its state or kind, which for some data is the thing itself: disability status."""
    ABOUT = "about"
    """Something about it: its state, type, count."""
    REST = "rest"
    """The rest of a compound that no file knows: rokotetilanne."""
    UNKNOWN = "unknown"


_NEVER_FOLLOWED = frozenset({EntityType.CUSTOMER_ID, EntityType.DEVICE_ID})
"""Whose they are stands before them: a device driver is no driver's device."""
KINDS = frozenset(
    {
        "status", "type", "level", "tyyppi", "typ", "tila", "laji", "description", "kuvaus", "beskrivning", "flag", "category",
        "aste", "taso", "tarve", "grad", "niva", "behov", "degree", "need", "finns", "procent", "prosentti", "tarkastettu", "tarkistettu", "selvitetty", "kontrollerad",
    },
)  # fmt: skip
_LINKS = frozenset(
    {
        "url",
        "uri",
        "link",
        "path",
        "file",
        "tiedosto",
        "fil",
        "href",
        "linkki",
        "polku",
        "lank",
        "data",
        "blob",
        "image",
        "kuva",
        "bild",
        "scan",
        "skannaus",
        "pdf",
        "png",
        "jpg",
        "jpeg",
    }
)
_LABELS = frozenset({"selite", "selitys", "klartext"})
"""After a code, the same in words: kotikunta_selite."""
_FORMS = frozenset({"form", "lomake", "formular"})
"""To be filled in, or the form of a medicine."""
_COUNTRIES = frozenset({"maa", "land", "country"})
_DRIVEN = frozenset({"auto", "ajoneuvo", "moottoripyora", "bil", "fordon", "motorcykel", "car", "vehicle"})
"""What has a plate: regnr_bil."""
_TEMPLATES = frozenset({"template", "malli", "mall", "vector", "vektori", "embedding", "hash"})
"""As which a face or a finger is kept."""
_BOUNDS = frozenset({"alku", "loppu", "alkaa", "paattyy", "alkanut", "paattynyt", "start", "slut", "begin", "end"})
"""When it begins or ends: sairausloma_alku, rehabilitering_start."""
_JOINING = frozenset(
    {
        "per",
        "vid",
        "fran",
        "from",
        "tom",
        "till",
        "sedan",
        "av",
        "for",
        "asti",
        "alkaen",
        "saakka",
        "lahtien",
        "since",
        "until",
        "hos",
        "om",
        "med",
        "ja",
        "och",
        "tai",
        "eller",
        "and",
        "or",
    }
)
"""Between two words, or before a date that is left out: inkomst_per_ar, sjukskriven_from."""
_CONSENTED = ADDRESSES | {EntityType.PHOTO, EntityType.VOICE, EntityType.LOCATION}
"""What a consent is to, when it follows: samtycke_foto."""
_REACHED = frozenset({EntityType.EMAIL_ADDRESS, EntityType.PHONE_NUMBER})
_WRITTEN = frozenset("text teksti body content html innehall sisalto".split())
"""After what somebody is reached at, what is written there: epost_text."""
_AGREED = frozenset(
    "marketing newsletter sms email phone mail promotion advertising analytics tracking profiling research privacy gdpr cookie term"
    " data processing sharing markkinointi uutiskirje mainonta tutkimus tietosuoja marknadsforing nyhetsbrev reklam forskning integritet".split()
)
"""What a consent is to, when it follows: consent_marketing."""
_UNITS = frozenset("cent cents minor euro eur usd gbp sek dollar dollars krona kronor kr ore sentti sentit".split())
_AT = frozenset({"at", "vid"})
_PERIODS = frozenset({"kuukausi", "vuosi", "tunti", "month", "year", "hour", "week", "manad", "ar", "timme"})

_ADDED = {
    EntityType.CONSENT: _AGREED,
    EntityType.INCOME: _PERIODS,
    EntityType.BIOMETRIC: _TEMPLATES,
    EntityType.NATIONALITY: _COUNTRIES,
    EntityType.VEHICLE_PLATE: _DRIVEN,
}


def tail_of(words: Sequence[str], end: int, lexicon: Lexicon, entity: EntityType, *, strong: bool) -> Tail:
    """Return what the words from ``end`` on make of a phrase of an entity type; the last word that changes it counts."""
    worst, owned = Tail.NONE, entity not in _NEVER_FOLLOWED
    for place, word in enumerate(words[end:], end + 1):
        if word in _AT and entity is EntityType.AGE:
            break  # age at admission
        if entity in ADDRESSES and lexicon.has(word, Role.ADDRESSED):
            continue  # postnummer_leverans
        if word.isdigit() or word in _JOINING or (len(word) == 1 and word != UNKNOWN):
            continue
        said = {term.entity_type for term in lexicon.phrases.get((word,), ()) if term.strength != "negative"}
        if entity in said or (entity is EntityType.CONSENT and said & _CONSENTED):
            continue  # toimitusosoite_katu: the same once more; consent_email, consent_photo: to what
        if _adds_to_it(entity, word):
            continue
        if word in KINDS:
            worst = Tail.STATUS
            continue
        if word in _WRITTEN and entity in _REACHED:
            return Tail.ABOUT
        if word in _LINKS:
            worst = Tail.LINK
            continue
        if (
            strong
            and entity in SPECIAL_CATEGORIES
            and lexicon.has(word, Role.EVENT)
            and not lexicon.has(word, *OTHERS)
            and word not in _FORMS
        ):
            worst = Tail.REST
            continue
        if word in _BOUNDS:
            worst = Tail.MOMENT
            continue
        if lexicon.has(word, Role.NAME) or word in _LABELS:
            worst = Tail.NAME
            continue
        if lexicon.has(word, Role.MEASURE):
            worst = Tail.MEASURE
            continue
        if lexicon.has(word, Role.STATE, Role.ACTOR):
            return Tail.ABOUT
        if lexicon.has(word, Role.IDENTIFIER):
            worst = Tail.IDENTIFIER
        elif lexicon.has(word, Role.MOMENT):
            worst = Tail.MOMENT
        elif lexicon.has(word, Role.NEUTRAL, Role.RECORD) or (
            owned and lexicon.has(word, Role.PERSON) and not _names_another(words[place:], lexicon)
        ):
            continue  # whose it is: puhelin_huoltaja
        elif lexicon.has(word, Role.RESULT) and not lexicon.has(word, Role.THING, Role.LOOKUP):
            worst = Tail.RESULT
        elif lexicon.has(word, *OTHERS, Role.PERSON, Role.EVENT, Role.SETTING) or tells(word, lexicon):
            return Tail.ABOUT
        elif strong and entity in SPECIAL_CATEGORIES:
            worst = Tail.REST
        elif entity is not EntityType.CONSENT:  # to what: suostumus_tietojen_kasittelyyn
            worst = Tail.UNKNOWN
    return worst


def _adds_to_it(entity: EntityType, word: str) -> bool:
    """Whether a word says more of the same: total_earned_cents, consent_marketing, palkka_kk (what is earned in it)."""
    if entity in OF_MONEY and word in _UNITS:
        return True
    return word in _ADDED.get(entity, ())


def _names_another(rest: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the words behind a person's word make another thing of that person: passi tai henkilokortin numero."""
    return any(lexicon.has(word, *OTHERS, Role.RECORD) and not lexicon.has(word, Role.NEUTRAL) for word in rest)


def tells(word: str, lexicon: Lexicon) -> bool:
    """Whether a word alone speaks for any entity type."""
    return any(term.strength != "negative" for term in lexicon.phrases.get((word,), ()))
