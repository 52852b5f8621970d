"""Rows that people write to each other, whatever their table is called."""

from dataclasses import replace

from piicatalog.detection.about import COPIES, MAIL, PARTIES, About, Kind
from piicatalog.detection.subject.seen import Seen
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.reason import Reason

_MAY_BE = frozenset({Kind.UNKNOWN, Kind.EVENT, Kind.DETAIL, Kind.THING})
_WRITTEN = frozenset("subject body message content text html aihe viesti sisalto amne meddelande innehall".split())
_TYPES = frozenset({TypeFamily.TEXT, TypeFamily.OTHER, TypeFamily.INTEGER, TypeFamily.JSON})
"""Of an address or of a key, and not of a time: from, to."""
_SUBJECTS = frozenset({("subject",), ("amne",), ("aihe",)})


def between_parties(about: About, seen: Seen) -> About | None:
    """Letters, told by who writes to whom and what: mail_queue(from_email, to_email, body), article(a_from, a_to, a_cc, a_body)."""
    if about.kind not in _MAY_BE or about.of_person or _WRITTEN.isdisjoint(seen.ends):
        return None
    parties: set[str] = set()
    said = False
    for column, name in zip(seen.table.columns, seen.names, strict=True):
        if family_of(column.data_type) in _TYPES:
            parties |= PARTIES.intersection(name)
            said = said or (name[-1:] != () and name[-1] in _WRITTEN and family_of(column.data_type) is TypeFamily.TEXT)
    if not said or len(parties) < 2 or (about.kind is Kind.THING and COPIES.isdisjoint(parties)):
        return None  # an article is a letter when it is copied to somebody
    reason = Reason("table_letters", {"table": seen.table.name})
    return replace(about, kind=Kind.EVENT, entity_type=EntityType.SUPPORT_MESSAGE, of_person=True, reason=reason)


def mail(about: About, seen: Seen) -> About | None:
    """Mail that has a subject, and is no list of addresses: emails(id, subject, sent_at)."""
    if about.head not in MAIL or about.entity_type is not None or _SUBJECTS.isdisjoint(seen.names):
        return None
    return replace(about, entity_type=EntityType.SUPPORT_MESSAGE)
