"""The lexicon of the definition files: all their words, with every form of each, and what each tells."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from piicatalog.detection import inflection, normalise
from piicatalog.detection.lexicon import Lexicon, Term
from piicatalog.detection.traits import PLACES
from piicatalog.model.entity_type import SPECIAL_CATEGORIES, EntityType
from piicatalog.model.vocabulary import Role

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge

_SHORTEST_TOLD = 7
"""Shorter words of several parts end other words too."""
_SAME = (
    ("nimi", "namn", "name"),
    ("numero", "nummer", "number"),
    ("osoite", "adress", "address"),
    ("puhelin", "telefon", "phone"),
    ("pvm", "datum", "date"),
    ("koodi", "kod", "code"),
)
"""Words that authors who mix languages put at the end of a phrase of another one."""


def build(knowledge: "Knowledge") -> Lexicon:
    """Make the lexicon of a knowledge."""
    vocabulary = knowledge.vocabulary
    built = Lexicon()
    roles: dict[str, set[Role]] = {}
    for role, words in vocabulary.words.items():
        for word in words:
            roles.setdefault(word, set()).add(role)
    for word in [word for word in roles if len(word) >= 5 and word.endswith("s") and word[:-1] in roles]:
        roles[word[:-1]] |= roles.pop(word)
    built.roles = {word: frozenset(played) for word, played in roles.items()}
    terms = [(word, term) for word, term in _terms(knowledge)]
    built.expansions = {short: tuple(full.split("_")) for short, full in vocabulary.abbreviations.items()}
    own = {word: word for word in roles if word not in vocabulary.abbreviations}
    regular = _forms(own)
    for form, base in (regular | dict(vocabulary.forms) | own).items():
        built.bases[form] = base
    # A detector's word that is made of the vocabulary's words (customerid) is read as those, so that customer_id is the same.
    single = {word for word, _ in terms if "_" not in word and not word[-1].isdigit() and word not in vocabulary.abbreviations}
    for word in sorted(single, key=lambda word: (len(word), word)):
        if not built.knows(word):
            for form in inflection.forms(word):
                if form not in built.bases:
                    built.bases[form] = word
            built.bases[word] = word
    built.expansions = {short: built.joined(full) for short, full in built.expansions.items()}
    built.events = vocabulary.events
    phrases: dict[tuple[str, ...], dict[Term, None]] = {}
    for word, term in terms:
        phrases.setdefault(built.words(word), {})[term] = None
    for phrase in tuple(phrases):
        for other in _in_other_languages(phrase):
            phrases.setdefault(other, phrases[phrase])
    built.phrases = {words: tuple(found) for words, found in phrases.items()}
    spelled = (word.replace("_", "").rstrip("0123456789") for word, term in terms if term.strength == "strong")
    built.told = frozenset(word for word in spelled if len(word) >= _SHORTEST_TOLD)
    built.said = frozenset(word for words in built.phrases for word in words)
    built.lost = {normalise.without_marked(word): normalise.fold(word) for word in sorted(vocabulary.marked)}
    built.short = frozenset(words[0] for words in built.phrases if len(words) == 1 and _is_short_for(words[0], built))
    built.heads = frozenset(
        words[0]
        for words, found in built.phrases.items()
        if len(words) == 1
        and len(words[0]) >= (4 if any(term.entity_type is EntityType.FI_PERSONAL_IDENTITY_CODE for term in found) else 5)
        and words[0] not in built.short
        and any(term.strength == "strong" for term in found)
    ) | frozenset(word for word, played in built.roles.items() if played & {Role.PERSON, Role.ORGANISATION} and len(word) >= 6)
    built.openers = frozenset(
        words[0]
        for words, found in built.phrases.items()
        if len(words) == 1
        and not built.has(words[0], Role.RESULT)  # medicines are goods too
        and any(term.strength == "strong" and term.entity_type in SPECIAL_CATEGORIES for term in found)
    )
    built.tells = frozenset(
        words[0]
        for words, found in built.phrases.items()
        if len(words) == 1 and len(words[0]) == 3 and any(term.strength == "strong" for term in found)
    )
    built.places = frozenset(
        words[0] for words, found in built.phrases.items() if len(words) == 1 and any(term.entity_type in PLACES for term in found)
    )
    for word, term in terms:
        whole = word.replace("_", "")
        if term.strength == "strong" and len(whole) > _SHORTEST_TOLD and whole != word and not built.knows(whole):
            built.expansions.setdefault(whole, built.words(word))  # socialsecuritynumber
    built.bases.add((*built.told, *built.expansions))
    built.read_tokens.clear()
    built.read_names.clear()
    return built


def _in_other_languages(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a phrase with its last word in the other languages: shipping_nimi, syntyma_date."""
    for same in _SAME if len(words) > 1 else ():
        if words[-1] in same:
            yield from ((*words[:-1], word) for word in same if word != words[-1])


def _is_short_for(word: str, built: Lexicon) -> bool:
    """Whether a word is a letter and another word that says something else: snimi ends no longer word, as email does."""
    rest = word[1:] if built.bases.get(word[1:]) == word[1:] else None  # street is no tree's
    said = {term.entity_type for term in built.phrases.get((word,), ())}
    return rest == word[1:] and said.isdisjoint(term.entity_type for term in built.phrases.get((rest,), ()))


def _forms(words: Iterable[str]) -> dict[str, str]:
    """Return the base of every form; of two, the longer: wardens are more than one warden, not a Swedish ward's."""
    return {form: word for word in sorted(words, key=lambda word: (-len(word), word), reverse=True) for form in inflection.forms(word)}


def _terms(knowledge: "Knowledge") -> Iterator[tuple[str, Term]]:
    for detector in knowledge.detectors:
        if detector.name is not None:
            for strength in ("strong", "weak", "negative"):
                for word in getattr(detector.name, strength):
                    yield word, Term(detector.entity_type, strength, detector.id)
