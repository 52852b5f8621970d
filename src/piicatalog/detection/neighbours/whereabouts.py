"""Where somebody is, was or is reached."""

from collections.abc import Mapping

from piicatalog.detection.about import Kind
from piicatalog.detection.neighbours.row import Asked, Row, Rule, Said
from piicatalog.model.data_type import TypeFamily
from piicatalog.model.entity_type import EntityType
from piicatalog.model.reason import Reason


def ridden(asked: Asked, row: Row) -> Said | None:
    """Where somebody was picked up and brought to says where that person went."""
    both = not row.words.isdisjoint(_STARTS) and not row.words.isdisjoint(_ENDS)
    if not both or asked.family is not TypeFamily.TEXT or not set(asked.name) <= _STOPS or row.about.kind is not Kind.EVENT:
        return None
    if not row.about.of_person or not _RIDES & {*row.about.words, *row.words}:
        return None
    return Said(Reason("beside_ride"), EntityType.LOCATION, refused=frozenset({EntityType.DELIVERY}))


def tracked(asked: Asked, row: Row) -> Said | None:
    """Coordinates of somebody, or beside an IP address, a device or their own accuracy, are where a person was."""
    if EntityType.LOCATION not in asked.spoken or not row.about.of_person:
        return None
    if row.about.kind is Kind.PERSON and row.about.by_columns:
        return Said(Reason("rows_of_person"), EntityType.LOCATION, "table_of_person_event")
    traced = row.tells(EntityType.IP_ADDRESS, EntityType.DEVICE_ID, but=asked.key) or "accuracy" in row.words
    return Said(Reason("beside_trace"), EntityType.LOCATION, "table_of_person_event") if traced and row.about.kind in _HAPPENED else None


def visited_from(asked: Asked, row: Row) -> Said | None:
    """A town or country beside an IP address and a browser is where a visitor was."""
    entity = EntityType.CITY if asked.name == ("city",) else EntityType.ADDRESS
    traced = row.tells(EntityType.IP_ADDRESS, but=asked.key) and row.tells(EntityType.DEVICE_ID, but=asked.key)
    if len(asked.name) > 1 or asked.family is not TypeFamily.TEXT or not traced or row.about.kind not in _HAPPENED:
        return None
    return Said(Reason("beside_trace"), entity)


def by_channel(asked: Asked, row: Row) -> Said | None:
    """Beside a channel, whoever is reached is told by a number or an address."""
    if len(asked.name) > 1 or asked.family is not TypeFamily.TEXT or row.names.isdisjoint(_CHANNELS):
        return None
    return Said(Reason("beside_channel"), EntityType.PHONE_NUMBER, refused=frozenset({EntityType.PERSON, EntityType.CUSTOMER_ID}))


def of_visit(asked: Asked, row: Row) -> Said | None:
    """A referrer beside the traces of a visit is a page."""
    if len(asked.name) > 1 or asked.family is not TypeFamily.TEXT or not row.words & _VISITS:
        return None
    return Said(Reason("beside_visit"), refused=frozenset({EntityType.PERSON}))


def preferred(asked: Asked, _: Row) -> Said | None:
    """A preferred contact is how somebody wants to be reached."""
    return Said(Reason("beside_visit"), refused=frozenset({EntityType.PERSON})) if asked.name == ("preferred", "contact") else None


def post_town(asked: Asked, row: Row) -> Said | None:
    """Beside a street, postadress and postiosoite are the postal code and the town."""
    if asked.name not in _POST_TOWNS or not row.tells(EntityType.STREET_ADDRESS, but=asked.key):
        return None
    return Said(Reason("beside_street"), EntityType.ADDRESS, refused=frozenset({EntityType.STREET_ADDRESS}))


def lives(asked: Asked, row: Row) -> Said | None:
    """A person's state is where that person lives, unless the row tells how an account stands."""
    if asked.name != ("state",) or row.about.kind is not Kind.PERSON or asked.family is not TypeFamily.TEXT or row.words & _STANDS:
        return None
    return Said(Reason("beside_person"), EntityType.ADDRESS) if asked.length == _STATE or not row.surely.get(EntityType.PASSWORD) else None


def driven(asked: Asked, row: Row) -> Said | None:
    """A plate beside a vehicle is the vehicle's."""
    if asked.family is not TypeFamily.TEXT or not _VEHICLES & row.words or asked.name[-1] != "plate":
        return None
    return Said(Reason("row_registered", {"word": next(iter(sorted(_VEHICLES & row.words)))}), EntityType.VEHICLE_PLATE)


_STATE = 2
"""Letters of a state."""
_HAPPENED = frozenset({Kind.EVENT, Kind.UNKNOWN, Kind.DETAIL})
_VISITS = frozenset("utm url landing session page agent device ip path browser visit campaign medium".split())
_STARTS = frozenset({"pickup", "origin"})
_ENDS = frozenset({"dropoff", "destination"})
_STOPS = _STARTS | _ENDS | {"location", "address", "point", "place"}
_RIDES = frozenset("ride trip taxi cab driver passenger rider fare chauffeur kyyti matka kuljettaja resa forare".split())
_CHANNELS = frozenset({("channel",), ("kanal",), ("kanava",), ("notification", "channel"), ("delivery", "channel")})
_POST_TOWNS = frozenset({("postadress",), ("posti", "osoite")})
_VEHICLES = frozenset("vehicle car truck motorcycle vin ajoneuvo auto bil fordon".split())
_STANDS = frozenset({"status", "active", "enabled", "locked", "blocked", "is", "workflow"})

RULES: Mapping[str, tuple[Rule, ...]] = {
    **dict.fromkeys(_STARTS | _ENDS, (ridden, by_channel)),
    **dict.fromkeys(("lat", "latitude", "lng", "longitude", "lon", "long", "coordinates", "latitud", "longitud"), (tracked,)),
    **dict.fromkeys(("city", "country", "region"), (visited_from,)),
    **dict.fromkeys(("contact", "recipient", "target", "vastaanottaja", "mottagare"), (by_channel,)),
    **dict.fromkeys(("referrer", "referer"), (of_visit,)),
    "preferred": (preferred,),
    **dict.fromkeys(("postadress", "posti"), (post_town,)),
    "state": (lives,),
    "plate": (driven,),
}
