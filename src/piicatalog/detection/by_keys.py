"""Evidence from keys: the key of a person's row and every reference to it is a pseudonym of that person."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from piicatalog.detection import ColumnEvidence, TableView, reading
from piicatalog.detection.about import INDIVIDUALS, LIVING, MAIL, PATIENTS, TREE, About, Kind, is_own_key
from piicatalog.detection.guessed import UNKNOWN
from piicatalog.detection.keys import beside
from piicatalog.detection.keys import own as own_keys
from piicatalog.detection.lexicon import Lexicon, lexicon
from piicatalog.detection.survey import Survey
from piicatalog.detection.tail import OTHERS, Tail
from piicatalog.model.data_type import TypeFamily, family_of, is_small, is_whole, length_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.reason import Reason
from piicatalog.model.schema import Column, Table
from piicatalog.model.vocabulary import Role

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge

_KEYS = frozenset({TypeFamily.INTEGER, TypeFamily.UUID, TypeFamily.DECIMAL, TypeFamily.TEXT, TypeFamily.OTHER, TypeFamily.BINARY})

_NUMBERS = frozenset({TypeFamily.INTEGER, TypeFamily.UUID})
_OF_CHILDREN = frozenset({Kind.EVENT, Kind.DETAIL, Kind.UNKNOWN})
"""Where there is a table of children, the parent in these is a person; things are parts of each other still."""


def detect(view: TableView, survey: Survey, knowledge: "Knowledge") -> Iterator[ColumnEvidence]:
    """Yield for each column that is, or refers to, the key of a person's row."""
    words = lexicon(knowledge)
    about = survey.about(view.table)
    published = len(_PUBLISHED.intersection(words.words(column.name) for column in view.table.columns)) >= _ENOUGH
    for column in view.table.columns:
        family = family_of(column.data_type)
        if column.path or family not in {*_KEYS, TypeFamily.JSON}:
            continue
        if _is_reached_at(column, about, words) or _is_reached_beside(column, view.table, words):
            reason = Reason("key_reached", {"column": column.name})
            yield (
                column.key,
                Evidence(
                    entity_type=EntityType.PHONE_NUMBER, signal=Signal.KEYS, weight=knowledge.weights["keys_bare_text"], reason=reason
                ),
            )
            continue
        of_person = _of_person(column, view.table, about, survey, words) if family in _KEYS else None
        if of_person is not None:
            name, reason = of_person
            yield (
                column.key,
                Evidence(entity_type=EntityType.CUSTOMER_ID, signal=Signal.KEYS, weight=knowledge.weights[name], reason=reason),
            )
        elif family in {TypeFamily.TEXT, TypeFamily.JSON} or (not column.data_type and _is_alone(column.name, words)):
            named = _bare(column, about, words, published=published)
            if named is not None:
                entity, reason = named
                yield (
                    column.key,
                    Evidence(entity_type=entity, signal=Signal.KEYS, weight=knowledge.weights["keys_bare_text"], reason=reason),
                )


def _of_person(column: Column, table: Table, about: About, survey: Survey, words: Lexicon) -> tuple[str, Reason] | None:
    """Return the name of the weight of a person's key and the reason."""
    name = reading.key_last(words.words(column.name), column.data_type, words)
    if name == ("caller", "id") and family_of(column.data_type) is TypeFamily.TEXT:
        return None  # the number that is shown
    if name in _USER_NAMES and is_whole(column.data_type):
        return "keys_named", Reason("key_user", {"column": column.name})
    if reading.is_count(column.name, words):
        return None
    declared = any(column.name in key.columns for key in table.foreign_keys)
    is_key = reading.is_identifier(name, words) or (len(name) > 1 and name[0] in _KEY_FIRST)
    if family_of(column.data_type) is not TypeFamily.UUID and any(
        match.strength == "strong" and match.tail is Tail.NONE and match.entity_type not in reading.KIN
        for match in reading.matches(name, words)
    ):
        return None
    if not is_key and reading.is_deed(name, words) and family_of(column.data_type) in _NUMBERS and not is_small(column.data_type):
        return "keys_bare", Reason("key_deed", {"column": column.name})
    if not is_key and ("by" in name or _DOERS.intersection(name)):
        return "keys_actor", Reason("key_actor", {"column": column.name})
    referred = survey.referred(table, column.name)
    if referred is not None and not declared and not is_key and name[-1:] and name[-1] in _USERS and _is_called(column.data_type):
        return None  # by the name that they sign in with
    if referred is not None and referred.kind is Kind.PERSON and (declared or is_key or not _is_how_many(column, name)):
        return ("keys_declared" if declared else "keys_named"), Reason("key_to_persons", {"column": column.name})
    if referred is not None and declared:
        return "keys_other", Reason("key_to_others", {"column": column.name})
    person = reading.key_of_person(name, words) or _turned(column, words)
    of_family = about.kind is Kind.PERSON or (survey.of_children and about.kind in _OF_CHILDREN)
    if (person in TREE and not of_family) or _says_more(name, person, words) or _is_no_person(person, referred, about, survey):
        person = ""
    if column is table.columns[0] and about.kind is Kind.DETAIL and is_own_key(name, about):
        return None  # of a row that joins two
    if (
        name[-1:] == ("uid",)
        and name[:-1] in ((), (about.shared,))
        and column is not table.columns[0]
        and is_whole(column.data_type)
        and not _has_user(table, words)
    ):
        return "keys_named", Reason("key_user", {"column": column.name})
    if column.name.lower().removeprefix(f"{about.shared}_") == "pid" and (
        survey.of_patients or about.entity_type is EntityType.HEALTH or PATIENTS.intersection(about.words)
    ):
        return "keys_named", Reason("key_patient", {"column": column.name})
    if (person and is_key) or reading.is_signed_in(name, column.data_type):
        return "keys_named", Reason("key_of", {"column": column.name, "person": person or name[0]})
    if (
        person
        and person not in TREE
        and family_of(column.data_type) in _NUMBERS
        and not is_small(column.data_type)
        and not reading.is_many(column.name, name)
    ):
        return "keys_bare", Reason("key_bare", {"column": column.name, "person": person})
    if about.kind is Kind.PERSON and own_keys.is_own_key(column, name, table, about, words):
        return "keys_own", Reason("key_own", {"column": column.name})
    return beside.told(column, name, table, about, words)


def _is_no_person(person: str, referred: About | None, about: About, survey: Survey) -> bool:
    """Whether who a key names is no person in this schema: an animal's mother, a client that is a program."""
    if referred is not None and referred.kind is Kind.THING and person in referred.words:
        return True
    if about.kind is Kind.SYSTEM and person == "worker":
        return True  # of a queue
    return survey.of_animals and person in _OF_ANIMALS and about.kind is not Kind.PERSON


def _has_user(table: Table, words: Lexicon) -> bool:
    """Whether another column says who the user is, so that ``uid`` is the number of something else: of a letter in its mailbox."""
    return any(words.words(column.name) == ("user", "id") for column in table.columns)


def _says_more(name: tuple[str, ...], person: str, words: Lexicon) -> bool:
    """Whether the person's word is part of what says something else: gender identity."""
    return bool(person) and any(
        match.end - match.start > 1 and name[match.end - 1] == person and match.entity_type not in reading.KIN
        for match in reading.matches(name, words)
    )


_DOERS = frozenset(
    {"muokkaaja", "luoja", "paivittaja", "kirjaaja", "tallentaja", "poistaja", "muuttaja", "creator", "modifier", "editor", "updater"}
)
_DESCRIBES = re.compile(r"(?:[vy]a|nen|tu|ty|ut|yt|[ae]nde|ig|lig|sk|ad|iv|or|er|al)$")
"""How Finnish, Swedish and English words end that say what somebody is like: hoitava, behandlande, ansvarig, medical."""
_KEY_FIRST = frozenset({"fk", "pk", "sk", "bk"})
"""Some systems name keys so: FK_ASIAKAS."""
_UUID = 36
_USER_NAMES = frozenset({("user", "name"), ("kayttaja", "tunnus"), ("kayttaja", "nimi"), ("anvandarnamn",), ("anvandare", "namn")})
"""Held as a number, the user's key."""
_MARK = 3
"""Letters: a yes or no, or a code, and nobody's name."""
_LONGEST = 1000
"""Letters; whatever may be longer is a link or a text, and nobody's name."""
_MAKERS = frozenset(
    {"author", "composer", "director", "writer", "editor", "kirjoittaja", "tekija", "skribent", "forfattare", "designer", "actor"}
)
"""Named as makers of a book, song or film: in public, and not as anybody's customer."""
_PUBLISHED = frozenset(
    {("isbn",), ("issn",), ("publisher",), ("volume",), ("issue",), ("page",), ("kustantaja",), ("painos",), ("forlag",)}
)
_ENOUGH = 2
"""Of these, and the author is a book's or an article's."""
_ENDS = frozenset({"from", "to", "of"})
"""After a person's word they say something else of that person: user_from."""
_PARENTS = frozenset({"parent", "mother", "father", "isa", "aiti", "pappa", "mamma"})
_OF_ANIMALS = (_PARENTS - {"parent"}) | INDIVIDUALS | {"emo"}
"""Animals have these or are these, where a schema is of animals."""
_CORRESPONDENTS = frozenset({"recipient", "sender", "receiver", "vastaanottaja", "lahettaja", "saaja", "mottagare", "avsandare"})
_USERS = frozenset({"user", "kayttaja", "anvandare", "login"})


def _bare(column: Column, about: About, words: Lexicon, *, published: bool) -> tuple[EntityType, Reason] | None:
    """Return what a text column named after a person alone (``vastuuhenkilo``, ``author``) holds of that person."""
    name = words.words(column.name)
    person = reading.key_of_person(name, words)
    if person == "contact" and name[-1] == "contact" and _is_short(column.data_type):
        return EntityType.PHONE_NUMBER, Reason("key_phone", {"column": column.name})
    if (
        not person
        or name[-1] in _ENDS
        or any(words.has(word, Role.ACTOR, Role.IDENTIFIER) for word in name)
        or not _MARK < (length_of(column.data_type) or _LONGEST - 1) < _LONGEST
    ):
        return None
    if (person in _MAKERS and (published or about.kind in {Kind.THING, Kind.LOOKUP})) or (
        person in _PARENTS and (LIVING.intersection(about.words) or (person in TREE and about.kind is not Kind.PERSON))
    ):
        return None
    if any(match.strength == "strong" and match.tail is Tail.NONE for match in reading.matches(name, words)):
        return None
    if about.head in MAIL and person in _CORRESPONDENTS:
        return EntityType.EMAIL_ADDRESS, Reason("key_mail", {"column": column.name})
    reason = Reason("key_named", {"column": column.name, "person": person})
    return EntityType.USERNAME if person in _USERS else EntityType.PERSON, reason


def _is_alone(column: str, words: Lexicon) -> bool:
    """Whether a name is a person's word with nothing before it but words of no meaning of their own: hoitava_laakari."""
    name = words.words(column)
    if len(name) > 1 and name[-1].isdigit():
        name = name[:-1]  # vardnadshavare2
    before = name[:-1]
    return (
        bool(name)
        and not reading.is_many(column, name)
        and words.has(name[-1], Role.PERSON)
        and UNKNOWN not in name
        and all(
            words.has(word, Role.NEUTRAL, Role.PERSON) or (_DESCRIBES.search(word) and not (words.roles.get(word) or word in words.said))
            for word in before
        )
    )


def _turned(column: Column, words: Lexicon) -> str:
    """Return the person's word of a key that says behind it as what the person takes part: id_users_provider."""
    name = words.words(column.name)
    if len(name) < 3 or not words.has(name[1], Role.PERSON) or family_of(column.data_type) not in _NUMBERS:
        return ""
    if name[0] == "fk" and not any(words.has(word, *OTHERS) for word in name[2:]):
        return name[1]
    if len(name) > 3 or name[0] != "id":
        return ""
    return name[1] if words.has(name[2], Role.ORGANISATION) and name[2].endswith(("er", "or")) else ""


def _is_called(data_type: str) -> bool:
    """Whether a text is longer than keys are."""
    return family_of(data_type) is TypeFamily.TEXT and length_of(data_type) > _UUID


def _is_how_many(column: Column, name: tuple[str, ...]) -> bool:
    """Whether a number called ``users`` says how many, or what a role may do with them."""
    return family_of(column.data_type) is TypeFamily.INTEGER and reading.is_many(column.name, name)


def _is_reached_at(column: Column, about: About, words: Lexicon) -> bool:
    """Whether a person's own ``contact`` is a phone number: who has a name of their own needs no other's; a key of 64 bits may be one too."""
    name = words.words(column.name)
    own = (
        about.kind is Kind.PERSON
        and column.name not in about.references
        and all(len(word) == 1 or words.has(word, Role.PERSON) for word in name)
    )
    whole = family_of(column.data_type) is TypeFamily.INTEGER and not column.data_type.lower().startswith(("bigint", "int8"))
    return (
        own and name[-1:] == ("contact",) and not whole and family_of(column.data_type) in {*_NUMBERS, TypeFamily.DECIMAL, TypeFamily.TEXT}
    )


def _is_reached_beside(column: Column, table: Table, words: Lexicon) -> bool:
    """Whether a person's ``contact`` is a phone number, since the row tells of that person in words: coordinator, coordinator_contact."""
    name = words.words(column.name)
    if len(name) < 2 or name[-1] != "contact" or not words.has(name[-2], Role.PERSON) or name[-2] == "contact":
        return False
    return any(
        other is not column
        and family_of(other.data_type) is TypeFamily.TEXT
        and (said := words.words(other.name))[: len(name) - 1] == name[:-1]
        and (len(said) == len(name) - 1 or words.has(said[-1], Role.NAME))
        for other in table.columns
    )


def _is_short(data_type: str) -> bool:
    """Whether a text holds no more than a phone number."""
    return 0 < length_of(data_type) <= 20
