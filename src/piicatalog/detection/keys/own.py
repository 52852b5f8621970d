"""Which column of a person's table is the key of its own rows."""

from piicatalog.detection import reading
from piicatalog.detection.about import About
from piicatalog.detection.lexicon import Lexicon
from piicatalog.detection.tail import OTHERS
from piicatalog.model.data_type import is_whole
from piicatalog.model.entity_type import EntityType
from piicatalog.model.schema import Column, Table
from piicatalog.model.vocabulary import Role

_ROWS = frozenset(
    "report raportti rapport inbox outbox document file export import summary blacklist whitelist watchlist waitlist waitinglist queue jono"
    " quarantine".split()
)
"""A row of these is no person, though it tells of one."""
_PLAYERS = frozenset({"player", "pelaaja", "spelare", "athlete", "urheilija", "idrottare"})
"""Wear numbers."""


def is_own_key(column: Column, name: tuple[str, ...], table: Table, about: About, words: Lexicon) -> bool:
    """Whether a column is the key of the rows of a table of persons."""
    if len(name) > 1 and name[0] == about.shared:
        name = name[1:]
    if about.by_columns and about.head in _ROWS and name[-1:] == ("id",):
        return False
    if name == ("tunnus",) and not is_whole(column.data_type) and any(_is_password(other, words) for other in table.columns):
        return False  # what they sign in with
    if table.primary_key == (column.name,):
        return True
    if column is table.columns[0] and reading.is_short_key(column.name, table.name, words):
        return True
    if not name or not words.has(name[-1], Role.IDENTIFIER) or column.name in about.references:
        return False
    if name == ("numero",) and column is not table.columns[0] and about.head in _PLAYERS:
        return False
    if about.by_columns and len(name) == 2 and len(name[0]) == 1 and not any(word[0] == name[0] for word in about.words):
        return False  # the letter of another table: EID in rents
    if about.by_columns and name == ("id",) and any(_names_person(other, words) for other in table.columns if other is not column):
        return False
    if about.by_columns and name != ("id",) and column is not table.columns[0] and not set(name) & set(about.words):
        return False
    if len(about.words) > 1 and name[-1] == "id" and _has_key_of_person(column, table, about, words):
        return False  # student_info(student_info_id, student_id): the second is the person's
    owner = [word for word in name[:-1] if words.has(word, Role.EVENT) or not words.has(word, Role.NEUTRAL)]
    if column is table.columns[0]:
        called = any(word in about.words or any(whole.startswith(word) for whole in about.words) for word in owner)  # mem_id of member
        foreign = not called and _refers_to_others(table, about, words)  # fridge_partner(partnership_id, person_id)
        return not owner or not (foreign or words.has(owner[-1], *OTHERS, Role.EVENT) or _is_numbered(owner[-1], words))
    if any(words.has(word, Role.RECORD) and word not in about.words for word in name[:-1]):
        return False
    heads = [word for word in about.words if words.has(word, Role.PERSON)] or list(about.words)
    return not owner or (set(owner) <= set(about.words) and heads[-1] in owner)


def _is_numbered(word: str, words: Lexicon) -> bool:
    """Whether it is given numbers that are nobody's: a purchase order, a contract."""
    return words.has(word, Role.NUMBERED) and not words.has(word, Role.IDENTIFIER)


def _refers_to_others(table: Table, about: About, words: Lexicon) -> bool:
    """Whether some column is a key of persons that the table is not called after."""
    if not about.held:
        return False
    named = (words.words(column.name) for column in table.columns[1:])
    whose = [reading.key_of_person(name, words) for name in named if reading.is_identifier(name, words)]
    return any(person and person not in about.words for person in whose) or not any(whose)


def _is_password(column: Column, words: Lexicon) -> bool:
    return any(match.entity_type is EntityType.PASSWORD for match in reading.matches(words.words(column.name), words))


def _names_person(column: Column, words: Lexicon) -> bool:
    name = words.words(column.name)
    if len(name) != 2 or any(match.entity_type not in reading.KIN for match in reading.matches(name, words)):
        return False  # personnummer; stripe_account_id
    return reading.is_identifier(name, words) and bool(reading.key_of_person(name, words))


def _has_key_of_person(own: Column, table: Table, about: About, words: Lexicon) -> bool:
    """Whether another column is called after the person that the table's name names, and is a key."""
    for column in table.columns:
        name = words.words(column.name)
        if column is not own and len(name) == 2 and name[0] in about.words and words.has(name[0], Role.PERSON) and name[1] == "id":
            return True
    return False
