"""A column's name, read: which entity types its words speak for, whose they are, and what the words around them do to that."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from piicatalog.detection import normalise
from piicatalog.detection.guessed import UNKNOWN
from piicatalog.detection.lexicon import LONGEST_PHRASE, Lexicon
from piicatalog.detection.tail import KINDS, OTHERS, Tail, tail_of, tells
from piicatalog.detection.traits import OF_MONEY, PLACES
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.vocabulary import Role


class Owner(StrEnum):
    """Whose the thing named is, as far as the name tells."""

    PERSON = "person"
    OTHER = "other"
    """An organisation's or a thing's."""
    ADDRESSED = "addressed"
    """Nobody is named, but it is where somebody is reached: billing city."""
    EVENT = "event"
    """Of something that happened, whose rows may be a person's or not."""
    UNKNOWN = "unknown"
    """Some word says whose, but none that is known."""
    NONE = "none"
    """The name does not say."""


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase of a detector file in a name."""

    entity_type: EntityType
    strength: str
    detector: str
    start: int
    end: int
    owner: Owner
    tail: Tail
    setting: bool
    """The name starts like a setting or a yes-no mark."""


KIN = frozenset({EntityType.CUSTOMER_ID, EntityType.PERSON})
"""A strong word of anything else (henkilötunnus, user name) says what the key of a person is better than the key does."""
_COUNTS = frozenset({"no", "num", "numero", "count", "total", "max", "min", "lkm", "lukumaara", "maara", "antal", "avg", "average"})
"""Before a person they make a number of persons: num_of_members."""
_PEOPLE = frozenset({"people", "men", "women", "children"})
_NUMBER_OF = frozenset({"num", "nbr", "number", "numbers", "numero", "nro", "antal"})
"""After persons they count them, after one they are that person's number."""
_ASKS = frozenset(
    {"allow", "show", "hide", "send", "enable", "disable", "require", "notify", "accept", "display", "nayta", "salli", "visa", "tillat"}
)
"""Directly before what is named, they make a setting of it wherever they stand: hipaa_allow_email."""
_PROFILES = frozenset({("profile", "id"), ("profil", "id"), ("profiili", "id")})
_KEYS = (TypeFamily.INTEGER, TypeFamily.UUID)
_SMALL = frozenset({"to", "from"})
_DONE_BY = frozenset({"by", "to"})
_ORDER = (("first",), ("last",))
_IRREGULAR = frozenset("given taken sold bought taught sent written led held driven paid made seen drawn lent chosen report".split())
"""Deeds without -ed."""
_OF_THINGS = frozenset(
    "replaced superseded caused followed blocked preceded powered related linked attached limited compared due mapped merged".split()
)
"""Done by a row of the same kind, or by nobody."""
_KEY_ENDS = ("code", "num", "id", "no", "nr")
_QUIET = (Role.NEUTRAL, Role.RECORD)


def matches(words: Sequence[str], lexicon: Lexicon) -> tuple[Match, ...]:
    """Return what a name's words speak for: per entity type the longest phrase, nearest the end. Remembered per lexicon."""
    key = tuple(words)
    found: tuple[Match, ...] | None = lexicon.matched.get(key)
    if found is None:
        found = lexicon.matched[key] = tuple(_matches(key, lexicon))
    return found


def _matches(words: tuple[str, ...], lexicon: Lexicon) -> Iterator[Match]:
    found: dict[EntityType, tuple[int, int, str, str]] = {}
    refused: dict[EntityType, list[tuple[int, int]]] = {}
    for start, end, phrase in _phrases(words):
        for term in lexicon.phrases.get(phrase, ()):
            if term.strength == "negative":
                refused.setdefault(term.entity_type, []).append((start, end))
                continue
            best = found.get(term.entity_type)
            if best is None or (term.strength == "strong", end, end - start) >= (best[2] == "strong", best[1], best[1] - best[0]):
                found[term.entity_type] = (start, end, term.strength, term.detector)
    for entity, (start, end, strength, detector) in found.items():
        if any(a < end and start < b for a, b in refused.get(entity, ())):
            continue
        if strength == "weak" and words[start:end] in _ORDER and any(lexicon.has(word, Role.PERSON) for word in words[end : end + 1]):
            continue  # the first of those persons, not a first name
        size = _size(words, start, end)
        owner = _owner(words, start, end, lexicon, entity)
        if owner is Owner.OTHER and strength == "strong" and any(lexicon.has(word, Role.PERSON) for word in words[start : end - 1]):
            owner = Owner.NONE  # the owner's name, whatever is owned: ajoneuvon_omistajan_nimi
        if any(a < end and start < b and _size(words, a, b) > size for other, (a, b, *_) in found.items() if other is not entity):
            continue  # "address" inside "e-mail address", "address 2" across its end
        yield Match(
            entity_type=entity,
            strength=strength,
            detector=detector,
            start=start,
            end=end,
            owner=owner,
            tail=tail_of(words, end, lexicon, entity, strong=strength == "strong"),
            setting=start > 0 and (_is_setting(words[0], entity, lexicon) or words[start - 1] in _ASKS),
        )


def _is_setting(first: str, entity: EntityType, lexicon: Lexicon) -> bool:
    """Whether a name that begins so is a setting's; a total of money is money."""
    return lexicon.has(first, Role.SETTING) and not (entity in OF_MONEY and lexicon.has(first, Role.MEASURE))


def _phrases(words: tuple[str, ...]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield the places and words of all phrases, then of those that small words stand within: email_to_address."""
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + LONGEST_PHRASE) + 1):
            yield start, end, words[start:end]
    kept = [place for place, word in enumerate(words) if word not in _SMALL]
    for first in range(len(kept)) if len(kept) < len(words) else ():
        for last in range(first + 1, min(len(kept), first + LONGEST_PHRASE)):
            places = kept[first : last + 1]
            if places[-1] - places[0] >= len(places):
                yield places[0], places[-1] + 1, tuple(words[place] for place in places)


def _size(words: Sequence[str], start: int, end: int) -> float:
    """Count words; a digit only tells phrases of the same words apart: address line, address line 2."""
    return sum(0.1 if word.isdigit() else 1 for word in words[start:end])


def _owner(words: Sequence[str], start: int, end: int, lexicon: Lexicon, entity: EntityType) -> Owner:
    of_place, none = entity in PLACES, Owner.NONE
    for word in [*reversed(words[:start]), *words[end:]]:
        if lexicon.has(word, Role.PERSON):
            return Owner.PERSON
        if of_place and (_is_address(word, lexicon) if word in words[:start] else lexicon.has(word, Role.ADDRESSED)):
            return Owner.ADDRESSED
        if lexicon.has(word, *_QUIET, Role.IDENTIFIER) or word.isdigit() or (len(word) == 1 and word != UNKNOWN):
            continue
        if word in words[end:] and (word in KINDS or any(term.entity_type is entity for term in lexicon.phrases.get((word,), ()))):
            continue  # address2Country: the same once more
        if lexicon.has(word, *OTHERS):
            return Owner.OTHER
        if of_place and any(term.entity_type in PLACES for term in lexicon.phrases.get((word,), ())):
            continue
        if of_place and word == UNKNOWN:
            none = Owner.UNKNOWN  # noutoosoite_asiakas
            continue
        if word in words[:start] and lexicon.has(word, Role.EVENT):
            return Owner.EVENT
        if word in words[:start] and not lexicon.has(word, Role.SETTING):
            return Owner.UNKNOWN
    return none


def _is_address(word: str, lexicon: Lexicon) -> bool:
    """Whether a word before a place says that somebody is reached there: billing, or toimitusosoite itself."""
    strong = any(term.entity_type in PLACES and term.strength == "strong" for term in lexicon.phrases.get((word,), ()))
    return strong or lexicon.has(word, Role.ADDRESSED)


def key_of_person(words: Sequence[str], lexicon: Lexicon) -> str:
    """Return the person's word of a name like ``customer_id`` or ``omistaja``, empty when it is no such name."""
    if words[:1] in (("relationship",), ("relation",), ("suhde",), ("is",), ("has",), ("onko",)):
        return ""
    for place, word in reversed(list(enumerate(words))):
        if lexicon.has(word, Role.PERSON):
            if _COUNTS.intersection(words[:place]) or words[place - 1 : place] == ("per",) or words[place + 1 : place + 2] == ("of",):
                return ""  # a number of members; what it is a member of
            if words[place - 1 : place] == ("of",) and lexicon.has(words[place - 2], Role.STATE):
                return ""  # type of user
            before = words[place - 1] if place else ""
            return "" if lexicon.has(before, Role.SETTING) and place == 1 and before not in _WHICH else word
        if words[place - 1 : place] == ("id",) and _is_deed(word, lexicon):
            continue  # customer_id_sent, users_id_validate
        if words[-1] == "id" and place and (word in _ON_DUTY or (word.endswith("ed") and _is_deed(word, lexicon))):
            continue  # lawyer_assigned_id, officer_on_duty_id
        if not (lexicon.has(word, Role.IDENTIFIER, Role.NEUTRAL) or word.isdigit() or len(word) == 1):
            return ""
    return ""


_WHICH = frozenset({"total", "only", "primary", "secondary", "main", "default", "alternate", "backup"})
_ON_DUTY = frozenset({"on", "duty", "in", "charge", "incharge"})


def _is_deed(word: str, lexicon: Lexicon) -> bool:
    """Whether a word may only say what somebody did or is to a row."""
    if lexicon.has(word, Role.STATE, Role.SETTING):
        return not lexicon.has(word, *OTHERS, Role.RESULT)
    return not lexicon.roles.get(word) and not tells(word, lexicon) and word.endswith(("ed", "or", "er", "ee"))


def key_last(words: tuple[str, ...], data_type: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return a key's words in the usual order: the number ``id_card`` is a card's, and no identity card's."""
    turned = len(words) > 1 and words[0] == "id" and family_of(data_type) in _KEYS and not lexicon.has(words[-1], Role.IDENTIFIER)
    return (*words[1:], "id") if turned else words


def is_signed_in(words: Sequence[str], data_type: str) -> bool:
    """Whether a key is of a profile as services that sign users in make them; a plain number may be one of settings."""
    return tuple(words) in _PROFILES and family_of(data_type) in {TypeFamily.UUID, TypeFamily.TEXT}


def is_many(name: str, words: Sequence[str]) -> bool:
    """Whether a name's last word stands in the plural: a number called ``affected_customers`` says how many."""
    last = normalise.split(name)[-1:]
    if last and last[0] in _PEOPLE:
        return True
    return bool(last) and not last[0].endswith(words[-1]) and last[0].endswith(("s", "t", "ar", "er", "oita", "ita", "oja"))


def is_count(name: str, lexicon: Lexicon) -> bool:
    """Whether a name says how many persons there are: attendants_number, and not attendant_number."""
    parts = normalise.split(name)
    for part, after in pairwise(parts):
        base = lexicon.words(part)[-1:]
        if after in _NUMBER_OF and base and lexicon.has(base[0], Role.PERSON) and is_many(part, base):
            return True
    return False


def is_identifier(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the last word that says anything is a key or number. Remembered per lexicon."""
    key = tuple(words)
    known = lexicon.identifiers.get(key)
    if known is None:
        known = lexicon.identifiers[key] = _is_identifier(key, lexicon)
    return known


def _is_identifier(words: tuple[str, ...], lexicon: Lexicon) -> bool:
    for word in reversed(words):
        if lexicon.has(word, Role.IDENTIFIER):
            return True
        if not (lexicon.has(word, Role.NEUTRAL) or word.isdigit()):
            return False
    return False


def is_deed(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a name says only who did something to what the row is of, or for whom: requested_by, assigned_to; not created_by."""
    if len(words) != 2 or words[1] not in _DONE_BY or lexicon.has(words[0], Role.ACTOR):
        return False
    return (words[0].endswith("ed") or words[0] in _IRREGULAR) and words[0] not in _OF_THINGS


def is_short_key(name: str, table: str, lexicon: Lexicon) -> bool:
    """Whether a name is one word that no file knows, made of letters of what its table is called and a key's ending: docid, jsid.

    >>> from piicatalog.definitions.knowledge import load_knowledge
    >>> from piicatalog.detection.lexicon import lexicon
    >>> words = lexicon(load_knowledge())
    >>> is_short_key("docid", "Doctor", words), is_short_key("jsid", "job_seekers", words), is_short_key("docid", "patient", words)
    (True, True, False)
    """
    words = lexicon.words(name)
    letters = next((words[0].removesuffix(end) for end in _KEY_ENDS if words[0].endswith(end)), "") if len(words) == 1 else ""
    if not letters or lexicon.roles.get(words[0]):
        return False
    tokens = [token for token in normalise.split(table) if not lexicon.has(token, Role.RECORD)]
    return any(token[0] == letters[0] and _stands_in(letters, "".join(tokens[at:])) for at, token in enumerate(tokens))


def _stands_in(letters: str, word: str) -> bool:
    """Whether a word has the letters in their order."""
    rest = iter(word)
    return all(letter in rest for letter in letters)


def is_text(word: str, lexicon: Lexicon) -> bool:
    """Whether a word stands for running text: notes, reports, instructions."""
    return any(term.entity_type is EntityType.FREE_TEXT and term.strength != "negative" for term in lexicon.phrases.get((word,), ()))
