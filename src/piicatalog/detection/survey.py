"""What each table is about, told from its name, its columns and who refers to whom, before any column is judged.

Declared keys count where there are any; where there are none (files, dumps, many real schemas) ``<table>_id`` does.
Linear in the number of columns.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import is_
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from piicatalog.detection import reading
from piicatalog.detection.about import INDIVIDUALS, NOTHING, PATIENTS, TREE, About, Kind, by_name
from piicatalog.detection.guessed import UNKNOWN
from piicatalog.detection.lexicon import Lexicon, lexicon
from piicatalog.detection.rows import deal, domain, parts
from piicatalog.detection.rows.kitchens import cooked
from piicatalog.detection.subject.cascade import by_columns
from piicatalog.detection.tail import OTHERS
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.schema import Table
from piicatalog.model.vocabulary import Role

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge


_CHILDREN = frozenset({"child", "kid", "lapsi", "barn", "pupil"})
_SEVERAL = 5
"""Tables; fewer may begin with the same word by chance."""
_LONG = 5
"""Letters of a name that may have some before a word."""
_TREE = TREE | {"object", "source", "target", "rel", "entity"}
"""Keys of rows of anything, in each table of another's."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Survey:
    """What is known of all tables of a source."""

    tables: Mapping[str, About]
    """By ``Table.full_name``."""
    alone: Mapping[str, tuple[Table, About]] = field(default_factory=dict)
    """The same before anything is known of the tables around, with the table that it was told from."""

    prefixes: Mapping[str, str] = field(default_factory=dict)
    """Per schema the letters that its tables' names begin with."""
    of_children: bool = False
    """It has a table of children, whose parents are persons."""
    of_animals: bool = False
    """Some of its tables speak of animals, so that a mother or an individual is one as likely as not."""
    of_patients: bool = False
    """Its ``pid`` is a patient's number, as some of its tables show, and no parent's or process's."""

    def about(self, table: Table) -> About:
        """Return what a table is about; a table that was not surveyed is unknown."""
        return self.tables.get(table.full_name, NOTHING)

    def referred(self, table: Table, column: str) -> About | None:
        """Return what the table is about that a column refers to, or None."""
        name = self.about(table).references.get(column)
        return self.tables.get(name) if name else None


def survey(tables: Sequence[Table], knowledge: "Knowledge", *, earlier: Survey | None = None) -> Survey:
    """Return what each table is about; of a table that ``earlier`` saw too, only what stands around it is looked at again.

    Asked of the very tables of the last time, as the tags of a scan are, it says the same.
    """
    words = lexicon(knowledge)
    before, said = _last.get(words, ((), None))
    if said is not None and len(before) == len(tables) and all(map(is_, before, tables)):
        return said
    said = _survey(tables, words, earlier)
    _last[words] = tuple(tables), said
    return said


_last: WeakKeyDictionary[Lexicon, tuple[tuple[Table, ...], Survey]] = WeakKeyDictionary()


def _survey(tables: Sequence[Table], words: Lexicon, earlier: Survey | None) -> Survey:
    prefixes = _letters(tables, words)
    known = earlier.alone if earlier is not None and earlier.prefixes == prefixes else {}
    alone: dict[str, tuple[Table, About]] = {}
    for table in tables:
        before = known.get(table.full_name)
        if before is None or before[0] is not table:
            about = by_columns(table, by_name(table, words, prefix=prefixes.get(table.schema, "")), words)
            before = (table, domain.tell(table, deal.tell(table, about, words), words))
        alone[table.full_name] = before
    own = {name: about for name, (_, about) in alone.items()}
    animals = any(about.of_animals for about in own.values())
    if animals:
        own |= {name: _of_animal(about) for name, about in own.items() if about.kind is Kind.PERSON and about.head in INDIVIDUALS}
    if _has_patients(tables, own):
        own |= {table.full_name: _of_patient(own[table.full_name]) for table in tables if _has_pid(table)}
    own |= cooked(tables, own, words)
    found = _refer(tables, own, words)
    told = deal.presume(tables, domain.spread(parts.belong(tables, found, words)), words)
    children = any(about.kind is Kind.PERSON and not _CHILDREN.isdisjoint(about.words) for about in told.values())
    return Survey(
        tables=told, alone=alone, prefixes=prefixes, of_children=children, of_animals=animals, of_patients=_has_patients(tables, told)
    )


def _of_animal(about: About) -> About:
    """Return individuals as animals, unless their columns tell of persons."""
    return about if about.described else replace(about, kind=Kind.THING, of_person=False, of_animals=True)


def _has_pid(table: Table) -> bool:
    return any(name.lower() == "pid" for name in table.names)


def _of_patient(about: About) -> About:
    return replace(about, of_person=True, held=True) if about.kind in {Kind.EVENT, Kind.DETAIL, Kind.UNKNOWN} else about


def _has_patients(tables: Sequence[Table], found: Mapping[str, About]) -> bool:
    keyed = [found[table.full_name] for table in tables if _has_pid(table)]
    return sum(about.entity_type is EntityType.HEALTH or not PATIENTS.isdisjoint(about.words) for about in keyed) * 3 >= len(keyed) > 0


def _refer(tables: Sequence[Table], found: Mapping[str, About], words: Lexicon) -> dict[str, About]:
    """Add who refers to whom: declared keys, then names."""
    by_words: dict[tuple[str, tuple[str, ...]], str] = {}
    by_one: dict[tuple[str, tuple[str, ...]], str] = {}
    by_head: dict[tuple[str, str], list[str]] = defaultdict(list)
    by_key: dict[tuple[str, tuple[str, ...]], str] = {}
    same = _same_names(tables, found, words)
    prefix = _prefix([found[table.full_name].words for table in tables])
    for table in tables:
        about = found[table.full_name]
        by_words.setdefault((table.schema, about.words), table.full_name)
        by_one.setdefault((table.schema, _one(about.words, words)), table.full_name)
        if prefix and about.words[:1] == (prefix,):
            by_words.setdefault((table.schema, about.words[1:]), table.full_name)
        if about.head:
            by_head[table.schema, about.head].append(table.full_name)
        for column in table.columns[:2]:
            key = words.words(column.name)
            if (
                reading.is_identifier(key, words)
                and any(not words.has(word, Role.RECORD, Role.NEUTRAL) for word in key[:-1])
                and set(key[:-1]) <= set(about.words)
                and (about.kind is Kind.EVENT or (about.kind is Kind.PERSON and any(words.has(word, Role.PERSON) for word in key)))
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
            name = reading.key_last(words.words(column.name), column.data_type, words)
            stem = name
            while len(stem) > 1 and words.has(stem[-1], Role.IDENTIFIER):
                stem = stem[:-1]
            keyed = len(stem) < len(name)
            target = by_words.get((table.schema, stem))
            if target and not keyed and (not _may_refer(column.data_type) or _tells_itself(name, column.data_type, words)):
                target = None
            if target is None and keyed:
                target = by_one.get((table.schema, stem)) or by_key.get((table.schema, name))
                near = by_head.get((table.schema, stem[-1]), ())
                target = target or (near[0] if len(near) == 1 else None)
            target = target or same.get((table.schema, column.name.lower()))
            if target is not None and (target != table.full_name or len(stem) > len(found[target].words)):
                references[column.name] = target
        result[table.full_name] = replace(found[table.full_name], references=references)
    return result


def _one(name: tuple[str, ...], words: Lexicon) -> tuple[str, ...]:
    """Return a name whose last word is no known one in the singular, as keys have it: matters, matter_id."""
    last = name[-1] if name else ""
    if len(last) < _LONG - 1 or not last.endswith("s") or last.endswith("ss") or words.knows(last):
        return name
    return (*name[:-1], f"{last[:-3]}y" if last.endswith("ies") else last[:-1])


def _same_names(tables: Sequence[Table], found: Mapping[str, About], words: Lexicon) -> dict[tuple[str, str], str]:
    """Return which table of persons a key's name stands for: the only one that it is the key of, or that it is declared to refer to.

    ``account_id``, ``sid`` and ``docid`` say of themselves nothing of whose they are; the table that begins with them does. A key that
    a table of things begins with too (pid of patients and of products) is of either.
    """
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    others: set[tuple[str, str]] = set()
    things = {(table.schema, _one(about.words, words)) for table in tables if (about := found[table.full_name]).kind is not Kind.PERSON}
    for table in tables:
        named = {(f"{key.schema}.{key.table}" if key.schema else key.table, name) for key in table.foreign_keys for name in key.columns}
        if found[table.full_name].kind is Kind.PERSON:
            own = table.primary_key[0] if len(table.primary_key) == 1 else table.columns[0].name if table.columns else ""
            named.add((table.full_name, own))
        for target, name in named:
            key = words.words(name)
            whose = key[:-1] if reading.is_identifier(key, words) and len(key) > 1 else ()
            if target == table.full_name and reading.is_short_key(name, table.name, words):
                whose = key
            if (
                whose
                and not any(words.has(word, *OTHERS, Role.EVENT, Role.ACTOR) for word in whose)
                and not _TREE.intersection(whose)
                and (table.schema, whose) not in things
            ):
                owners[table.schema, name.lower()].add(target)
        if table.columns and found[table.full_name].kind in {Kind.THING, Kind.ORGANISATION, Kind.LOOKUP, Kind.SYSTEM}:
            others.add((table.schema, table.columns[0].name.lower()))
    return {key: next(iter(known)) for key, known in owners.items() if len(known) == 1 and key not in others}


def _letters(tables: Sequence[Table], words: Lexicon) -> dict[str, str]:
    """Return per schema the two to four letters, no word of their own, that names of several tables begin with: aqbudgets, aqcontacts."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for table in tables:
        token = table.name.lower()
        if token.isalpha() and len(token) > _LONG and words.words(token)[0] in {token, UNKNOWN}:
            for length in range(2, 5):
                if words.knows(token[length:]):
                    found[table.schema][token[:length]] += 1
    best = {schema: max(counted.items(), key=lambda each: (each[1], len(each[0]), each[0])) for schema, counted in found.items()}
    return {schema: prefix for schema, (prefix, times) in best.items() if times >= _SEVERAL - 1}


def _prefix(names: Sequence[tuple[str, ...]]) -> str:
    """Return the word that most names of five tables or more begin with, or nothing: f_faktura, f_avtal."""
    firsts = Counter(name[0] for name in names if len(name) > 1)
    common, times = firsts.most_common(1)[0] if firsts else ("", 0)
    return common if len(names) >= _SEVERAL and times > 0.6 * len(names) else ""


def _may_refer(data_type: str) -> bool:
    return family_of(data_type) in {TypeFamily.INTEGER, TypeFamily.UUID, TypeFamily.DECIMAL, TypeFamily.OTHER, TypeFamily.TEXT}


def _tells_itself(name: tuple[str, ...], data_type: str, words: Lexicon) -> bool:
    """Whether a text column's name says what it holds: the text ``notes`` is no reference to a table of notes."""
    return family_of(data_type) is TypeFamily.TEXT and any(match.entity_type not in reading.KIN for match in reading.matches(name, words))
