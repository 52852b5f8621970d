"""Whose rows are parts of a person's: lines of an order, payments of a loan, what a table of keys joins to somebody."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from piicatalog.detection.about import LINES, About, Kind
from piicatalog.detection.lexicon import Lexicon
from piicatalog.model.entity_type import EntityType
from piicatalog.model.schema import Table
from piicatalog.model.vocabulary import Role

_OF_MONEY = frozenset({EntityType.DEBT, EntityType.PAYMENT})
"""What refers to a person's loan or payment is a part of it, whatever it is called: penalties, adjustments, allocations."""


def belong(tables: Sequence[Table], found: dict[str, About], words: Lexicon) -> dict[str, About]:
    """Let what refers to a person's rows belong to that person, step by step through events."""
    referring: dict[str, list[str]] = defaultdict(list)
    for table in tables:
        for column, target in found[table.full_name].references.items():
            if not any(words.has(word, Role.ACTOR) for word in words.words(column)):  # whoever made a row is not whose it is
                referring[target].append(table.full_name)
    for about in list(found.values()):
        for target in about.references.values() if about.of_person else ():
            if target in found and (found[target].kind is Kind.DETAIL or _is_paid(found[target])):
                found[target] = replace(found[target], of_person=True)
    for table in tables:
        for target in _joined_to_a_person(table, found, words):
            found[target] = replace(found[target], of_person=True)
    reached = [name for name, about in found.items() if about.of_person]
    while reached:
        source = reached.pop()
        for name in referring.get(source, ()):
            about = found[name]
            if not about.of_person and about.kind in {Kind.EVENT, Kind.DETAIL, Kind.UNKNOWN}:
                entity = about.entity_type or found[source].entity_type
                line = about.kind is Kind.UNKNOWN and found[source].kind is Kind.EVENT and not LINES.isdisjoint(about.words)
                part = line or (about.kind is Kind.UNKNOWN and _is_part(about, found[source]))
                found[name] = replace(about, of_person=True, entity_type=entity, kind=Kind.EVENT if part else about.kind)
                reached.append(name)
            elif about.kind in {Kind.THING, Kind.LOOKUP} and not about.of_person and _is_part(about, found[source]):
                found[name] = replace(about, of_person=True, entity_type=found[source].entity_type, kind=Kind.EVENT)
                reached.append(name)
    return found


def _is_paid(about: About) -> bool:
    """Whether rows that a person's refer to are what was paid or delivered for those."""
    return about.kind is Kind.EVENT and about.entity_type in {EntityType.PAYMENT, EntityType.DELIVERY}


def _is_part(about: About, whole: About) -> bool:
    """Whether rows that refer to an event's rows are parts of them, as their table's name says: loan_collateral, order_status_history."""
    if whole.kind is not Kind.EVENT or whole.entity_type is None:
        return False
    return whole.head in about.words[:-1] or (whole.entity_type in _OF_MONEY and about.kind is Kind.UNKNOWN)


def _joined_to_a_person(table: Table, found: Mapping[str, About], words: Lexicon) -> Iterator[str]:
    """Yield the events that a table which holds keys alone joins to a person: tenant_lease(tenant_id, lease_id)."""
    about = found[table.full_name]
    targets = []
    for column in table.columns:
        if not _adds(words.words(column.name), words):
            target = about.references.get(column.name)
            if not target:
                return  # it holds more than keys
            targets.append(target)
    if len(targets) > 1 and any(found[target].kind is Kind.PERSON for target in targets if target in found):
        yield from (target for target in targets if target in found and found[target].kind is Kind.EVENT)


def _adds(name: tuple[str, ...], words: Lexicon) -> bool:
    """Whether a column of a table that joins two others says nothing of either: its own key, when it was made."""
    return name == ("id",) or any(words.has(word, Role.MOMENT, Role.ACTOR) for word in name)
