"""Rows of things and places that are each a person's."""

from dataclasses import replace

from piicatalog.detection.about import About, Kind
from piicatalog.detection.subject.seen import Seen
from piicatalog.model.reason import Reason
from piicatalog.model.vocabulary import Role

_WHEREABOUTS = frozenset({"location", "site"})
_COORDINATES = frozenset({"lat", "latitude", "leveysaste", "latitud"})


def whereabouts(about: About, seen: Seen) -> About | None:
    """Where a person was: ride_locations(driver_id, latitude, longitude)."""
    if about.kind is not Kind.ORGANISATION or about.head not in _WHEREABOUTS or _COORDINATES.isdisjoint(seen.ends) or not seen.keyed:
        return None
    return replace(about, kind=Kind.EVENT, of_person=True, reason=Reason("table_where", {"table": seen.table.name}))


def owned(about: About, seen: Seen) -> About | None:
    """Things named after a person, with a key or something else of one: asiakaskuva(asiakas_id, kuva), employee_badge(photo)."""
    if about.kind is not Kind.THING or not any(seen.lexicon.has(word, Role.PERSON) for word in about.words):
        return None
    if not (seen.keyed or seen.told or seen.shown):
        return None
    return replace(about, kind=Kind.EVENT, of_person=True, reason=Reason("table_belongs", {"table": seen.table.name}))
