"""Evidence from the table and the columns beside: ``name`` is a person's among birth dates and a product's among prices."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from piicatalog.detection import ColumnEvidence, TableView, ambiguous, neighbours, reading
from piicatalog.detection.about import SESSIONS, About, Kind, is_own_key
from piicatalog.detection.lexicon import Lexicon, lexicon
from piicatalog.detection.rows import deal_columns, records, told
from piicatalog.detection.rows.kitchens import RECIPES
from piicatalog.detection.survey import Survey
from piicatalog.detection.traits import (
    CODED,
    HELD_BY_OTHERS,
    HELD_IN_KEYS,
    IN_ROWS_OF_THEIR_OWN,
    OF_ANY_PERSON,
    OF_EVENTS,
    PLACES,
    WITH_EVENTS,
)
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import OF_VALUES, Evidence, Signal
from piicatalog.model.reason import Reason
from piicatalog.model.schema import Column, Table
from piicatalog.model.vocabulary import Role

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge


_NOT_OF_PERSONS = (Kind.ORGANISATION, Kind.THING, Kind.LOOKUP, Kind.SYSTEM)


def detect(view: TableView, first: Mapping[str, Sequence[Evidence]], survey: Survey, knowledge: "Knowledge") -> Iterator[ColumnEvidence]:
    """Yield for and against what the names spoke for, by what the table is about."""
    words = lexicon(knowledge)
    about = _as_values_say(survey.about(view.table), first)
    weights = knowledge.weights
    placed = _places(first)
    asked = any(one.entity_type is EntityType.CONSENT and one.weight > 0 for found in first.values() for one in found)
    names = {column.name: words.words(column.name) for column in view.table.columns}
    last = {name[-1] for name in names.values() if name}
    beside = ambiguous.look(view.table.columns, first, words)
    made_of = neighbours.read(view.table.columns, names, first, about, words)
    coordinates = not last.isdisjoint({"lat", "latitude"})
    sizes = not last.isdisjoint(_SIZES)
    for column in view.table.columns:
        made = made_of.get(column.key)
        for entity in dict.fromkeys(evidence.entity_type for evidence in first.get(column.key, ()) if evidence.weight > 0):
            named = any(one.entity_type is entity and one.signal is Signal.COLUMN_NAME for one in first[column.key])
            if not named and max(one.weight for one in first[column.key] if one.entity_type is entity) < weights["table_least"]:
                continue
            doubted = ambiguous.doubt(entity, names[column.name], about, beside, words) if _by_words(entity, first[column.key]) else ""
            name = doubted or _weight_name(entity, about, _whose(names[column.name], words), named=named, due=names[column.name] in _DUE)
            if entity is EntityType.CUSTOMER_ID:
                name = _by_referred(name, names[column.name], survey.referred(view.table, column.name), words)
            if entity is EntityType.CUSTOMER_ID and _is_of_link(column, view.table.columns[0], names[column.name], about):
                name = "table_own_key"
            if entity in _NOT_ITS_KEY and column is view.table.columns[0] and _is_own_row(column, about, words):
                name = "table_own_key"
            if names[column.name][-1:] == ("id",) and _is_key_of_rows(entity, survey.referred(view.table, column.name)):
                name = "table_own_key"
            if entity is EntityType.DEVICE_ID and _is_row_of_things(column, view.table, survey):
                name = "table_own_key"
            if entity is EntityType.USERNAME and names[column.name][-1] == "login" and reading.is_many(column.name, names[column.name]):
                name = "table_not_of_persons"  # how often
            if made is not None and entity in made.refused:
                name = "table_own_key"
            if entity is EntityType.DEVICE_ID and about.entity_type is None and about.kind is Kind.EVENT and about.head in SESSIONS:
                name = "table_own_key"  # of a lesson
            if entity is EntityType.INCOME and coordinates and words.words(column.name)[-1:] == ("lon",):
                name = "table_coordinates"  # longitude, not the Swedish word for a salary
            elif entity is EntityType.HEALTH and sizes and words.words(column.name)[-1:] in _MEASURED:
                name = "table_sizes"  # of a picture or a parcel
            elif entity in PLACES and not name and len(placed - {column.key}) >= 2:
                name = "table_address_beside"
            elif named and entity is EntityType.ADDRESS and not placed - {column.key} and not _is_at_home(column, about, words):
                name = "table_no_address_beside"
            if name:
                why = made.reason if made is not None and entity in made.refused else _reason(about)
                yield column.key, Evidence(entity_type=entity, signal=Signal.TABLE, weight=weights[name], reason=why)
        said = (
            neighbours.told(made)
            or records.told(column, about, words, first.get(column.key, ()), first=column is view.table.columns[0])
            or told.by_row(column, about, words, first=column is view.table.columns[0])
            or ambiguous.other(names[column.name], column.data_type, about, beside, words)
            or told.by_reference(column, about, survey, words, first.get(column.key, ()))
            or told.by_consent(column, words, asked=asked)
            or deal_columns.told(column, about, words, first.get(column.key, ()))
        )
        if said is not None:
            entity, name, reason = said
            weight = weights[name] + records.taken_back(entity, about, first.get(column.key, ()))
            yield column.key, Evidence(entity_type=entity, signal=Signal.TABLE, weight=weight, reason=reason)


def _as_values_say(about: About, first: Mapping[str, Sequence[Evidence]]) -> About:
    """Rows that hold identity numbers, or names beside what reaches somebody, are of persons, though no word says so."""
    shown = {one.entity_type for found in first.values() for one in found if one.signal in OF_VALUES and one.weight >= _PROVED}
    identified = not shown.isdisjoint(_IDENTITIES) or not (shown.isdisjoint(_NAMES) or shown.isdisjoint(_REACHES))
    if not identified or about.of_person or about.kind not in {Kind.EVENT, Kind.DETAIL, Kind.LOOKUP}:
        return about
    return replace(about, kind=Kind.UNKNOWN if about.kind is Kind.LOOKUP else about.kind, of_person=True)


def _by_words(entity: EntityType, found: Sequence[Evidence]) -> bool:
    """Whether more than values speaks for it: what values show has no second meaning."""
    return any(one.entity_type is entity and one.weight > 0 and one.signal not in OF_VALUES for one in found)


def _is_at_home(column: Column, about: About, words: Lexicon) -> bool:
    """Whether the table or the name says that a state or country is where somebody is reached."""
    if words.words(column.name) == ("state",):
        return False  # how it stands with somebody, as often
    return about.kind is Kind.PERSON or any(words.has(word, Role.ADDRESSED, Role.PERSON) for word in words.words(column.name)[:-1])


def _is_own_row(column: Column, about: About, words: Lexicon) -> bool:
    """Whether a column is the key of the table's own rows: diagnosis_id in diagnoses says nothing of a diagnosis."""
    name = words.words(column.name)
    if about.kind is Kind.PERSON or len(name) < 2 or name[-1] not in {"id", "oid", "uuid"}:
        return False
    return column.name not in about.references and family_of(column.data_type) in {TypeFamily.INTEGER, TypeFamily.UUID, TypeFamily.TEXT}


def _is_key_of_rows(entity: EntityType, referred: About | None) -> bool:
    """Whether a key says no more than its row: a qualification that is somebody's already, and no list of them; a cell where prisoners live."""
    if referred is None:
        return False
    if entity is EntityType.LOCATION or (referred.kind is Kind.THING and not RECIPES.isdisjoint(referred.words)):
        return True
    return entity in _NOT_ITS_KEY and referred.kind in {Kind.EVENT, Kind.DETAIL, Kind.UNKNOWN} and referred.of_person


def _is_row_of_things(column: Column, table: Table, survey: Survey) -> bool:
    """Whether a plain number is the key of a row of another table that is no person's, nor known for what it is of."""
    referred = survey.referred(table, column.name)
    return family_of(column.data_type) is TypeFamily.INTEGER and referred is not None and referred.kind in {Kind.THING, Kind.UNKNOWN}


def _by_referred(weight: str, name: Sequence[str], referred: About | None, words: Lexicon) -> str:
    """Return what weighs, where the table that a key refers to says what its clients are: persons, or programs with a secret."""
    if referred is not None and referred.kind is Kind.THING and _whose(name, words) in referred.words:
        return "table_of_programs"
    return "" if weight == "table_of_programs" and referred is not None and referred.kind is Kind.PERSON else weight


def _is_of_link(column: Column, first: Column, name: Sequence[str], about: About) -> bool:
    """Whether a column is the own key of rows that only join a person to something: user_client_id in user_clients."""
    return column is first and about.kind is Kind.DETAIL and is_own_key(name, about)


def _whose(name: Sequence[str], words: Lexicon) -> str:
    """Return the person's word of a name; a shop's contact number names no person."""
    return "" if name == _REACHED_AT else next((word for word in reversed(name) if words.has(word, Role.PERSON)), "")


def _weight_name(entity: EntityType, about: About, whose: str, *, named: bool, due: bool) -> str:
    if entity is EntityType.CUSTOMER_ID:
        if whose == "client" and about.programs:
            return "table_of_programs"
        return "table_person" if about.kind is Kind.PERSON and named else ""
    if about.kind is Kind.PERSON or (about.kind is Kind.DETAIL and about.of_person):
        if about.by_columns and entity is EntityType.FREE_TEXT:
            return "table_of_person_event"
        if about.by_columns and entity not in OF_ANY_PERSON:
            return "table_by_columns"
        return "table_of_person" if entity in IN_ROWS_OF_THEIR_OWN else "table_person"
    if about.kind in _NOT_OF_PERSONS:
        if entity not in HELD_BY_OTHERS and not (entity is EntityType.DATE_OF_BIRTH and about.of_animals):
            return ""
        if about.kind is Kind.THING and about.held and entity in OF_EVENTS:
            return "table_of_person"
        return "table_not_of_persons_owned" if whose else "table_not_of_persons" if named else "table_not_of_persons_valued"
    if about.of_person:
        if entity is EntityType.PAYMENT and due and about.entity_type not in _OWED:
            return "table_of_person"  # a task is due too
        if entity is EntityType.DELIVERY and about.entity_type is EntityType.SUPPORT_MESSAGE:
            return "table_not_of_persons"  # a message is delivered too
        if entity is EntityType.FREE_TEXT and about.kind is Kind.UNKNOWN:
            return "table_of_person_event" if about.held else "table_of_person"
        if (entity in _OF_WHOM and about.described) or (
            entity is EntityType.LOCATION and (about.held or about.described) and about.kind is Kind.EVENT
        ):
            return "table_of_person_event"
        return "table_of_person_event" if entity in WITH_EVENTS else "table_of_person"
    if entity is EntityType.FREE_TEXT and about.kind in {Kind.UNKNOWN, Kind.EVENT} and not about.alone:
        return "table_text_of_nobody"
    if entity is EntityType.CRIMINAL and about.head in _CASES:
        return ""  # of somebody always
    if entity in OF_EVENTS and (
        about.kind is Kind.EVENT or (entity in IN_ROWS_OF_THEIR_OWN and about.kind is Kind.UNKNOWN and not about.alone)
    ):
        return "table_event_of_nobody"
    return ""


def _reason(about: About) -> Reason:
    if about.kind is Kind.PERSON:
        return about.reason or Reason("table_of_persons")
    if about.kind in _NOT_OF_PERSONS:
        return Reason("table_of_nobody_said", {"said": about.reason}) if about.reason else Reason("table_not_of_persons")
    return Reason("rows_of_person") if about.of_person else about.reason or Reason("rows_of_nobody")


def _places(first: Mapping[str, Sequence[Evidence]]) -> set[str]:
    """Return the columns whose names speak for a place where somebody lives or is reached."""
    places = {EntityType.STREET_ADDRESS, EntityType.POSTAL_CODE, EntityType.CITY}
    return {key for key, found in first.items() if any(one.entity_type in places and one.weight > 0 for one in found)}


_PROVED = 5.0
"""Weight of values that show by themselves what they are."""
_IDENTITIES = frozenset({EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.NATIONAL_ID})
_NAMES = frozenset({EntityType.PERSON, EntityType.FIRST_NAME, EntityType.LAST_NAME})
_REACHES = frozenset({EntityType.EMAIL_ADDRESS, EntityType.PHONE_NUMBER, EntityType.STREET_ADDRESS, EntityType.BANK_ACCOUNT})
_NOT_ITS_KEY = (CODED - HELD_IN_KEYS) | {EntityType.PASSWORD}
_CASES = frozenset({"case", "investigation", "lawsuit", "hearing", "trial"})
_REACHED_AT = ("contact", "numero")
_DUE = frozenset({("due", "date"), ("era", "paiva"), ("erapaiva",), ("forfallodatum",), ("forfallo", "datum")})
_OWED = frozenset({EntityType.PAYMENT, EntityType.DEBT, EntityType.PURCHASE_HISTORY})
_OF_WHOM = frozenset({EntityType.PERSON, EntityType.NATIONAL_ID})
"""A bare ``name`` or ``id_number`` is the person's, where an event's other columns describe one."""
_SIZES = frozenset({"width", "leveys", "bredd", "depth", "syvyys", "djup"})
_MEASURED = frozenset({("height",), ("korkeus",), ("hojd",), ("length",), ("pituus",), ("langd",), ("weight",), ("paino",), ("vikt",)})
"""A person's measures, unless a width stands beside."""
