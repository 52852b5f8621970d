"""Identity documents, cards and secrets."""

from collections.abc import Mapping

from piicatalog.detection.about import Kind
from piicatalog.detection.neighbours.row import Asked, Row, Rule, Said
from piicatalog.model.data_type import TypeFamily
from piicatalog.model.entity_type import EntityType
from piicatalog.model.reason import Reason
from piicatalog.model.vocabulary import Role


def taxed(asked: Asked, row: Row) -> Said | None:
    """Beside identity documents, and no card's code or expiry, India's PAN is the number of a taxpayer."""
    if asked.name != ("pan",) or row.words & _CARDS or not row.tells(*_DOCUMENTS, but=asked.key):
        return None
    return Said(Reason("beside_documents"), EntityType.TAX_ID, refused=frozenset({EntityType.CREDIT_CARD}))


def votes(asked: Asked, row: Row) -> Said | None:
    """Beside identity documents a voter's number is the one on the voter's card; among voters it is the key of one."""
    if asked.name[-2:] != ("voter", "id") or _VOTES & {*row.about.words} or not row.tells(*_DOCUMENTS, but=asked.key):
        return None
    return Said(Reason("beside_documents"), EntityType.NATIONAL_ID, refused=frozenset({EntityType.CUSTOMER_ID}))


def of_card(asked: Asked, row: Row) -> Said | None:
    """What expires beside the number of a person's card is the card."""
    if not set(asked.name) <= _EXPIRES or not row.about.of_person or not row.tells(EntityType.CREDIT_CARD, but=asked.key):
        return None
    return Said(Reason("beside_card"), EntityType.CREDIT_CARD)


def signs_in(asked: Asked, row: Row) -> Said | None:
    """Beside a password, a ``tunnus`` that is not the first column is what a person signs in with."""
    secret = EntityType.PASSWORD in row.surely or not _DIGESTS.isdisjoint(row.names)
    if len(asked.name) > 1 or asked.first or asked.family is not TypeFamily.TEXT or row.about.kind is not Kind.PERSON or not secret:
        return None
    return Said(Reason("beside_password"), EntityType.USERNAME)


def once(asked: Asked, row: Row) -> Said | None:
    """A digest that expires, in a row of a person, is of a secret: what does not change needs no end."""
    ends = any(name[0] in _OUTLIVED and row.lexicon.has(name[-1], Role.MOMENT) for name in row.names if name)
    if EntityType.PASSWORD not in asked.spoken or not row.about.of_person or not ends:
        return None
    return Said(Reason("row_secret"), EntityType.PASSWORD, "table_of_person_event")


def named_so(asked: Asked, row: Row) -> Said | None:
    """An alias beside a person's name, and no password, is another name of that person."""
    called = row.tells(EntityType.FIRST_NAME, EntityType.LAST_NAME, EntityType.DATE_OF_BIRTH, but=asked.key)
    if asked.name not in _ALIASES or not called or row.surely.get(EntityType.PASSWORD):
        return None
    return Said(Reason("beside_name"), EntityType.PERSON, refused=frozenset({EntityType.USERNAME}))


def mapped(asked: Asked, row: Row) -> Said | None:
    """Several columns that begin with attr say where to find things in another system's records."""
    if asked.name[0] not in _ATTRIBUTES or sum(name[0] in _ATTRIBUTES for name in row.names if name) < _SEVERAL:
        return None
    return Said(Reason("beside_attributes"), refused=asked.spoken)


_SEVERAL = 2
"""Columns that begin alike."""
_DOCUMENTS = (EntityType.NATIONAL_ID, EntityType.PASSPORT_NUMBER, EntityType.DRIVING_LICENCE_NUMBER, EntityType.TAX_ID)
_CARDS = frozenset({"card", "cvv", "cvc", "expiry", "exp", "expiration", "cardholder"})
_VOTES = frozenset({"voter", "vote", "ballot", "election"})
_EXPIRES = frozenset("exp expiry expiration expires expire date month year valid thru through until on".split())
_DIGESTS = frozenset({("tiiviste",), ("suola",), ("hash",)})
_OUTLIVED = frozenset({"expires", "expire", "expiry", "expiration", "expired", "valid", "vanhenee", "utgar"})
_ALIASES = frozenset({("alias",), ("aliases",)})
_ATTRIBUTES = frozenset({"attr", "attribute"})

RULES: Mapping[str, tuple[Rule, ...]] = {
    "pan": (taxed,),
    "voter": (votes,),
    **dict.fromkeys(("exp", "expiry", "expiration", "expires", "expire", "valid"), (of_card,)),
    "tunnus": (signs_in,),
    "hash": (once,),
    **dict.fromkeys(("alias", "aliases"), (named_so,)),
    **dict.fromkeys(("attr", "attribute"), (mapped,)),
}
