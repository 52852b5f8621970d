"""Whose the rows are of something that is no person, as far as they tell themselves."""

from dataclasses import replace

from piicatalog.detection import reading
from piicatalog.detection.about import SESSIONS, About, Kind
from piicatalog.detection.subject.seen import Seen
from piicatalog.model.entity_type import EntityType

_MAY_BE = frozenset({Kind.EVENT, Kind.DETAIL, Kind.UNKNOWN})
_TAUGHT = frozenset(
    {"title", "name", "theme", "topic", "capacity", "speaker", "room", "instructor", "fee", "price", "subject", "nimi", "namn"}
)
"""Columns of a session that people attend, not of a browser's."""
_GRADES = frozenset({"arvosana", "betyg", "grade", "score", "aani", "rost", "tykkays", "gillning"})
_GRADING = frozenset("asiakas kayttaja kuluttaja kund anvandare konsument customer user consumer viewer reviewer visitor guest".split())
_PARCELS = frozenset("frakt forsandelse paket rahti paketti parcel package cargo".split())
_PARTIES = frozenset("avsandare mottagare lahettaja vastaanottaja sender recipient receiver consignee".split())
_BOUGHT = frozenset({EntityType.PURCHASE_HISTORY, EntityType.PAYMENT, EntityType.DELIVERY})
_SERVING = frozenset(
    "waiter waitress cashier clerk salesperson salesman seller courier driver rider barista bartender chef cook cleaner attendant operator technician"
    " mechanic agent representative dispatcher steward tarjoilija myyja kuljettaja kuski kassanhoitaja saljare forare servitor".split()
)
_EMPLOYED = frozenset({"employee", "staff", "worker", "manager", "admin", "tyontekija", "henkilosto", "anstalld", "personal"})
"""Handle what others order."""


def lesson(about: About, seen: Seen) -> About | None:
    """Sessions that people attend: session(title, speaker, room)."""
    if about.entity_type is not EntityType.DEVICE_ID or about.head not in SESSIONS:
        return None
    own = (name[-1] for name in seen.names if len(name) == 1 or name[:1] == (about.head,))
    return None if _TAUGHT.isdisjoint(own) else replace(about, entity_type=None)


def event(about: About, seen: Seen) -> About | None:
    """What happened to somebody that its own columns tell, and letters, which only people write to each other: visits(date, email)."""
    if about.kind is Kind.EVENT and (seen.told or about.entity_type is EntityType.SUPPORT_MESSAGE):
        return replace(about, of_person=True, described=bool(seen.told))
    return None


def sent(about: About, seen: Seen) -> About | None:
    """Parcels with who sends or gets them: frakt(avsandare, adress, vikt), and not frakt(pris, vikt)."""
    if about.kind is not Kind.THING or about.head not in _PARCELS or _PARTIES.isdisjoint(seen.words):
        return None
    return replace(about, kind=Kind.EVENT, entity_type=EntityType.DELIVERY, of_person=True)


def graded(about: About, seen: Seen) -> About | None:
    """Marks that customers and users give to things, and no teacher gives to a pupil: betyg(kund_id, sko_id, poang)."""
    if about.kind is not Kind.EVENT or about.head not in _GRADES or about.entity_type is not None or not seen.refers:
        return None
    persons = {reading.key_of_person(name, seen.lexicon) for name, key in zip(seen.names, seen.keys, strict=True) if key}
    return replace(about, entity_type=EntityType.COMPLAINT, of_person=True) if persons <= _GRADING else None


def referring(about: About, seen: Seen) -> About | None:
    """Rows with a key of a person who did not only serve: orders(customer_id, waiter_id), and not orders(waiter_id)."""
    if about.kind in _MAY_BE and (seen.one_person or (seen.keyed and not _is_served(about, seen))):
        return replace(about, of_person=True)
    return None


def _is_served(about: About, seen: Seen) -> bool:
    """Whether the only persons that an order or payment names are those who serve: the waiter of an order did not buy it."""
    if about.entity_type not in _BOUGHT:
        return False
    persons = {reading.key_of_person(name, seen.lexicon) for name, key in zip(seen.names, seen.keys, strict=True) if key}
    return persons <= (_SERVING | _EMPLOYED if about.entity_type is EntityType.PURCHASE_HISTORY else _SERVING)
