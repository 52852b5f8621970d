"""What each table is about, told from its name, its columns and who refers to whom, before any column is judged.

Declared keys count where there are any; where there are none (files, dumps, many real schemas) ``<table>_id`` does.
Linear in the number of columns.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from piicatalog.detection import reading
from piicatalog.detection.lexicon import Lexicon, lexicon
from piicatalog.detection.reading import Owner, Tail
from piicatalog.detection.traits import ADDRESSES
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.schema import Table
from piicatalog.model.vocabulary import Role

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge


class Kind(StrEnum):
    """What a row of a table is."""

    PERSON = "person"
    DETAIL = "detail"
    """A part of a person's data in a table of its own: addresses, phones."""
    EVENT = "event"
    ORGANISATION = "organisation"
    THING = "thing"
    LOOKUP = "lookup"
    SYSTEM = "system"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What one table is about."""

    kind: Kind
    words: tuple[str, ...] = ()
    head: str = ""
    """The word of the name that says it."""
    of_person: bool = False
    """Its rows belong to a person, directly or through the rows they refer to."""
    entity_type: EntityType | None = None
    """What an event's rows say of a person: a payment, a purchase, health."""
    shared: str = ""
    """The first word of nearly all its columns; it says nothing."""
    alone: bool = False
    """It has hardly any other column that could tell what it is about."""
    by_columns: bool = False
    """Only its columns tell what it is about, its name does not."""
    held: bool = False
    """It has a key of a person: what was paid for a meter with a customer_id was paid by the customer."""
    programs: bool = False
    """Its clients are programs that sign in, not persons."""
    reason: str = ""
    references: Mapping[str, str] = field(default_factory=dict)
    """Column to the full name of the table it refers to."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Survey:
    """What is known of all tables of a source."""

    tables: Mapping[str, About]
    """By ``Table.full_name``."""
    alone: Mapping[str, tuple[Table, About]] = field(default_factory=dict)
    """The same before anything is known of the tables around, with the table that it was told from."""

    def about(self, table: Table) -> About:
        """Return what a table is about; a table that was not surveyed is unknown."""
        return self.tables.get(table.full_name, _NOTHING)

    def referred(self, table: Table, column: str) -> About | None:
        """Return what the table is about that a column refers to, or None."""
        name = self.about(table).references.get(column)
        return self.tables.get(name) if name else None


_NOTHING = About(kind=Kind.UNKNOWN)

TELLS_A_PERSON = frozenset(
    {
        EntityType.FIRST_NAME, EntityType.LAST_NAME, EntityType.DATE_OF_BIRTH, EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.GENDER,
        EntityType.PASSWORD, EntityType.USERNAME, EntityType.EMAIL_ADDRESS, EntityType.MARITAL_STATUS, EntityType.NATIONALITY,
        EntityType.NATIONAL_ID, EntityType.PASSPORT_NUMBER, EntityType.PHONE_NUMBER, EntityType.AGE,
    },
)  # fmt: skip
"""A table with two or more of these, whatever its name, has a person per row."""
LINES = frozenset(
    {
        "line",
        "rivi",
        "rad",
        "row",
        "product",
        "item",
        "article",
        "service",
        "detail",
        "drug",
        "medicine",
        "book",
        "tuote",
        "artikkeli",
        "nimike",
        "produkt",
        "artikel",
        "vara",
    }
)
"""As the last word after an event, they make the rows of one: order product."""
_PROGRAM = frozenset(
    {
        ("secret",),
        ("redirect", "uri"),
        ("redirect", "url"),
        ("redirect", "uris"),
        ("base", "url"),
        ("scope",),
        ("scopes",),
        ("client", "secret"),
    }
)
_WEB = frozenset({"web", "http", "php", "db", "app", "active", "browser", "mobile", "push", "trusted", "django"})
_NEVER_OF_OTHERS = frozenset(
    {EntityType.GENDER, EntityType.DATE_OF_BIRTH, EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.MARITAL_STATUS, EntityType.NATIONALITY},
)
"""No organisation has these."""
_FEW = 4
"""Columns; fewer tell nothing of what a table of unknown name is about."""
_PATIENTS = frozenset({"potilas", "patient", "vardtagare"})
"""Whoever refers to these does it for their health."""
_WEAK_SIGNS = frozenset({EntityType.EMAIL_ADDRESS, EntityType.PHONE_NUMBER, EntityType.PASSWORD})
"""Organisations and requests have these too."""


def survey(tables: Sequence[Table], knowledge: "Knowledge", *, earlier: Survey | None = None) -> Survey:
    """Return what each table is about; of a table that ``earlier`` saw too, only what stands around it is looked at again."""
    words = lexicon(knowledge)
    known = earlier.alone if earlier is not None else {}
    alone: dict[str, tuple[Table, About]] = {}
    for table in tables:
        before = known.get(table.full_name)
        if before is None or before[0] is not table:
            before = (table, _by_columns(table, _by_name(table, words), words))
        alone[table.full_name] = before
    found = _refer(tables, {name: about for name, (_, about) in alone.items()}, words)
    return Survey(tables=_spread(tables, found), alone=alone)


def _by_name(table: Table, words: Lexicon) -> About:
    name = words.words(table.name)
    significant = list(name)
    journal = False
    while len(significant) > 1 and _adds_nothing(significant[-1], words):
        journal = words.has(significant.pop(), Role.JOURNAL) or journal
    head = significant[-1] if significant else ""
    before = significant[:-1]
    kind = _kind(head, before, words)
    entity = next((words.events[word] for word in (head, *before[-1:]) if word in words.events), None) if kind is Kind.EVENT else None
    if kind is Kind.THING and head in LINES and any(words.has(word, Role.EVENT) for word in before):
        kind = Kind.EVENT
        entity = next((words.events[word] for word in reversed(before) if word in words.events), None)
    if _is_health(significant, kind, words):
        kind, entity = Kind.EVENT, EntityType.HEALTH
    if kind is Kind.UNKNOWN and _is_place(name, words):
        kind = Kind.LOOKUP
    owned = any(words.has(word, Role.PERSON) for word in before) and kind in {Kind.EVENT, Kind.DETAIL}
    owned = owned or (kind is Kind.EVENT and entity is EntityType.COMPLAINT)  # only people complain
    if entity is EntityType.DEVICE_ID and any(
        not words.has(word, Role.PERSON, Role.SECRET, Role.SYSTEM) and word not in _WEB for word in before
    ):
        entity = None  # an exam session is no browser's
    if kind is Kind.THING and not before and words.events.get(head) is EntityType.DEVICE_ID:
        kind, entity = Kind.EVENT, EntityType.DEVICE_ID
    if journal and kind is not Kind.EVENT:
        kind, owned = Kind.EVENT, owned or kind is Kind.PERSON
    if kind is Kind.UNKNOWN:
        for match in reading.matches(significant, words):
            if match.end == len(significant) and (match.entity_type in ADDRESSES or any(words.has(word, Role.PERSON) for word in before)):
                kind, owned = Kind.DETAIL, any(words.has(word, Role.PERSON) for word in before)
    reason = f"table {table.name} is about a {head}" if kind is not Kind.UNKNOWN else ""
    return About(kind=kind, words=name, head=head, entity_type=entity, of_person=owned or kind is Kind.PERSON, reason=reason)


def _is_place(name: Sequence[str], words: Lexicon) -> bool:
    """Whether a table is a list of towns or postal codes: postitoimipaikka(postinumero, nimi)."""
    return any(term.entity_type in {EntityType.CITY, EntityType.POSTAL_CODE} for term in words.phrases.get(tuple(name), ()))


def _is_health(name: Sequence[str], kind: Kind, words: Lexicon) -> bool:
    """Whether a table is named after something of a person's health; a thing is, when the health word takes in its last word."""
    found = [match for match in reading.matches(name, words) if match.entity_type is EntityType.HEALTH]
    if kind is Kind.THING:
        return any(match.strength == "strong" and match.end == len(name) > 1 for match in found)
    return kind in {Kind.UNKNOWN, Kind.EVENT} and bool(found)


def _adds_nothing(word: str, words: Lexicon) -> bool:
    quiet = words.has(word, Role.RECORD, Role.NEUTRAL, Role.IDENTIFIER, Role.JOURNAL) and not words.has(word, Role.PERSON)
    return word.isdigit() or (quiet and (words.has(word, Role.JOURNAL) or not words.has(word, Role.EVENT)))


def _kind(head: str, before: Sequence[str], words: Lexicon) -> Kind:
    if words.has(head, Role.PERSON):
        return Kind.PERSON
    if words.has(head, Role.LOOKUP) and (before or not words.has(head, Role.EVENT)):
        return Kind.LOOKUP
    for role, kind in (
        (Role.SYSTEM, Kind.SYSTEM),
        (Role.EVENT, Kind.EVENT),
        (Role.ORGANISATION, Kind.ORGANISATION),
        (Role.THING, Kind.THING),
        (Role.GROUP, Kind.THING),
    ):
        if words.has(head, role):
            return kind
    return Kind.UNKNOWN


def _by_columns(table: Table, about: About, words: Lexicon) -> About:
    names = [words.words(column.name) for column in table.columns]
    firsts = Counter(name[0] for name in names if len(name) > 1)
    common, times = firsts.most_common(1)[0] if firsts else ("", 0)
    says_nothing = times >= 3 and times >= 0.6 * len(names) and (common in about.words or not words.has(common, *Role))
    about = replace(about, alone=len(names) < _FEW, shared=common if says_nothing else "")
    if ("client", "id") in names and _PROGRAM.intersection(names):
        about = replace(about, programs=True, kind=Kind.THING if about.words == ("client",) else about.kind)
    if ("client", "secret") in names or any(words.has(word, Role.SECRET) for word in about.words):
        about = replace(about, programs=True)
    told = set()
    for column, name in zip(table.columns, names, strict=True):
        for match in reading.matches(name, words):
            if (
                match.entity_type in TELLS_A_PERSON
                and match.strength == "strong"
                and match.tail is Tail.NONE
                and match.owner is not Owner.OTHER
                and not match.setting
                and family_of(column.data_type) is not TypeFamily.BOOLEAN
            ):
                told.add(match.entity_type)
    own_names = {EntityType.FIRST_NAME, EntityType.LAST_NAME} <= told or bool(
        told & {EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.DATE_OF_BIRTH}
    )
    refers = any(_is_key_of_person(name, words) for name in names[1:])
    about = replace(about, held=refers)
    signs_in = {EntityType.USERNAME, EntityType.PASSWORD} <= told
    account = bool(told) and all(words.has(word, Role.RECORD, Role.NEUTRAL) for word in about.words)
    if about.kind is Kind.UNKNOWN and (own_names or signs_in or account or (len(told - _WEAK_SIGNS) >= 2 and not refers)):
        reason = f"columns of {table.name} describe a person"
        return replace(about, kind=Kind.PERSON, of_person=True, by_columns=True, reason=reason)
    if about.kind is Kind.ORGANISATION and ({EntityType.FIRST_NAME, EntityType.LAST_NAME} <= told or told & _NEVER_OF_OTHERS):
        return replace(about, kind=Kind.PERSON, of_person=True, reason=f"columns of {table.name} describe a person")
    if about.kind in {Kind.THING, Kind.LOOKUP} and {EntityType.FIRST_NAME, EntityType.LAST_NAME} <= told:
        return replace(about, kind=Kind.EVENT, of_person=True, reason=f"columns of {table.name} describe a person")
    if about.kind is Kind.THING and _is_owned(about, names, told, words):
        return replace(about, kind=Kind.EVENT, of_person=True, reason=f"{table.name} belongs to a person")
    if about.kind is Kind.PERSON and _is_link(about, names, words):
        return replace(about, kind=Kind.DETAIL)
    if (
        (about.kind in {Kind.EVENT, Kind.UNKNOWN} or (about.kind is Kind.THING and reading.is_text(about.head, words)))
        and about.entity_type in {None, EntityType.PURCHASE_HISTORY}
        and _PATIENTS.intersection(word for name in names for word in name)
    ):
        return replace(about, kind=Kind.EVENT, of_person=True, entity_type=EntityType.HEALTH)
    if about.kind is Kind.EVENT and told:
        return replace(about, of_person=True)
    if about.kind in {Kind.EVENT, Kind.DETAIL, Kind.UNKNOWN} and (own_names or any(_is_key_of_person(name, words) for name in names)):
        return replace(about, of_person=True)
    return about


def _is_owned(about: About, names: Sequence[tuple[str, ...]], told: Collection[EntityType], words: Lexicon) -> bool:
    """Whether the rows of a thing are each a person's: named after one (asiakaskuva), and holding a key or something else of one."""
    named = any(words.has(word, Role.PERSON) for word in about.words)
    return named and (bool(told) or any(_is_key_of_person(name, words) for name in names))


def _is_link(about: About, names: Sequence[tuple[str, ...]], words: Lexicon) -> bool:
    """Whether a table named after a person and something else (organisation_user) only joins the two."""
    if (
        len(about.words) < 2
        or ("id",) not in names
        or not any(not words.has(word, Role.PERSON, Role.NEUTRAL, Role.RECORD) for word in about.words)
    ):
        return False
    persons = {word for word in about.words if words.has(word, Role.PERSON)}
    return any(len(name) == 2 and name[0] in persons and words.has(name[1], Role.IDENTIFIER) for name in names)


def _is_key_of_person(name: tuple[str, ...], words: Lexicon) -> bool:
    return (
        reading.is_identifier(name, words)
        and bool(reading.key_of_person(name, words))
        and not any(words.has(word, Role.ACTOR) for word in name)
    )


def _refer(tables: Sequence[Table], found: Mapping[str, About], words: Lexicon) -> dict[str, About]:
    """Add who refers to whom: declared keys, then names."""
    by_words: dict[tuple[str, tuple[str, ...]], str] = {}
    by_head: dict[tuple[str, str], list[str]] = defaultdict(list)
    by_key: dict[tuple[str, tuple[str, ...]], str] = {}
    for table in tables:
        about = found[table.full_name]
        by_words.setdefault((table.schema, about.words), table.full_name)
        if about.head:
            by_head[table.schema, about.head].append(table.full_name)
        for column in table.columns[:2]:
            key = words.words(column.name)
            if (
                reading.is_identifier(key, words)
                and any(not words.has(word, Role.RECORD, Role.NEUTRAL) for word in key[:-1])
                and set(key[:-1]) <= set(about.words)
                and about.kind in {Kind.PERSON, Kind.EVENT}
            ):
                by_key.setdefault((table.schema, key), table.full_name)
    result = {}
    for table in tables:
        references = {
            column: (f"{key.schema}.{key.table}" if key.schema else key.table) for key in table.foreign_keys for column in key.columns
        }
        for column in table.columns:
            if column.name in references:
                continue
            name = words.words(column.name)
            stem = name
            while len(stem) > 1 and words.has(stem[-1], Role.IDENTIFIER):
                stem = stem[:-1]
            target = by_words.get((table.schema, stem)) if len(stem) < len(name) or _may_refer(column.data_type) else None
            if target is None and len(stem) < len(name):
                target = by_key.get((table.schema, name))
                near = by_head.get((table.schema, stem[-1]), ())
                target = target or (near[0] if len(near) == 1 else None)
            if target is not None and (target != table.full_name or len(stem) > len(found[target].words)):
                references[column.name] = target
        result[table.full_name] = replace(found[table.full_name], references=references)
    return result


def _may_refer(data_type: str) -> bool:
    return family_of(data_type) in {TypeFamily.INTEGER, TypeFamily.UUID, TypeFamily.DECIMAL, TypeFamily.OTHER, TypeFamily.TEXT}


def _spread(tables: Sequence[Table], found: dict[str, About]) -> dict[str, About]:
    """Let what refers to a person's rows belong to that person, step by step through events."""
    referring: dict[str, list[str]] = defaultdict(list)
    for table in tables:
        for target in found[table.full_name].references.values():
            referring[target].append(table.full_name)
    for about in list(found.values()):
        for target in about.references.values() if about.of_person else ():
            if target in found and found[target].kind is Kind.DETAIL:
                found[target] = replace(found[target], of_person=True)
    reached = [name for name, about in found.items() if about.of_person]
    while reached:
        source = reached.pop()
        for name in referring.get(source, ()):
            about = found[name]
            if not about.of_person and about.kind in {Kind.EVENT, Kind.DETAIL, Kind.UNKNOWN}:
                entity = about.entity_type or found[source].entity_type
                line = about.kind is Kind.UNKNOWN and found[source].kind is Kind.EVENT and not LINES.isdisjoint(about.words)
                found[name] = replace(about, of_person=True, entity_type=entity, kind=Kind.EVENT if line else about.kind)
                reached.append(name)
    return found
