"""Which processing activities the words of a name speak of: ``asiakaspalaute`` of feedback, ``laskurivit`` of invoicing.

A notice gives the words of each activity (``model.processing.TableWords``). Longer phrases are looked for first and use
up the words that they stand on: with ``uutiskirje_tilaus`` in the notice, ``uutiskirjetilaukset`` is a newsletter and no order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from piicatalog.detection import inflection, normalise
from piicatalog.detection.lexicon import Lexicon
from piicatalog.model.processing import Notice, ProcessingActivity
from piicatalog.model.vocabulary import Role
from piicatalog.tagging.label_words import label_words

_SHORTEST_PART = 4
"""A shorter word is not looked for inside a token: ``osto`` would be in ``postos``."""

_SHORTEST_OPENING = 7


@dataclass(frozen=True, slots=True)
class Spoken:
    """An activity that a name speaks of."""

    activity: str
    word: str
    persons: bool = False
    """The word is one of people, who may be there for other activities too."""
    by_label: bool = False
    """The word is taken from the activity's own name."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words of a notice, with all activities that they speak of."""

    place: int
    """Longer phrases come first."""
    words: tuple[frozenset[str], ...]
    """Each word with its forms, where the lexicon does not know them."""
    spoken: tuple[Spoken, ...]


class ActivityWords:
    """The words of all activities of a notice, read through the lexicon as names are."""

    def __init__(self, notice: Notice, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        spoken: dict[tuple[str, ...], dict[Spoken, None]] = {}
        parts: dict[tuple[str, ...], set[str]] = {}
        for activity in notice.activities:
            for word, said, inside in _said(activity):
                words = lexicon.words(word)
                spoken.setdefault(words, {})[said] = None
                if inside and "_" not in word and len(word) >= _SHORTEST_PART:
                    parts.setdefault(words, set()).update((word, *inflection.forms(word)))
        for activity_id, phrases in label_words(notice, lexicon).items():
            for phrase_words in phrases:
                said = Spoken(activity_id, "".join(phrase_words), by_label=True)
                spoken.setdefault(phrase_words, {})[said] = None
                if len(phrase_words) == 1:
                    parts.setdefault(phrase_words, set()).update((phrase_words[0], *inflection.forms(phrase_words[0])))
        self._beginning: dict[str, list[_Phrase]] = {}
        """By each form of its first word."""
        self._parts: dict[str, list[_Phrase]] = {}
        """By each form that may stand within a compound."""
        self._openings: dict[str, list[_Phrase]] = {}
        """By the beginnings of a long word of an activity's own name: ``tyoterveys`` of ``tyoterveyshuollon``."""
        for place, words in enumerate(sorted(spoken, key=lambda words: (-len(words), -sum(map(len, words)), words))):
            phrase = _Phrase(place, tuple(map(self._forms, words)), tuple(spoken[words]))
            for form in phrase.words[0] if words else ():
                self._beginning.setdefault(form, []).append(phrase)
            for form in parts.get(words, ()):
                self._parts.setdefault(form, []).append(phrase)
            for opening in _openings(words) if any(said.by_label for said in phrase.spoken) else ():
                self._openings.setdefault(opening, []).append(phrase)
        self._known: dict[str, tuple[Spoken, ...]] = {}

    def spoken(self, name: str) -> tuple[Spoken, ...]:
        """Return the activities that a name speaks of; those of words for people only where no other word says more."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._read(name)
        return known

    def _read(self, name: str) -> tuple[Spoken, ...]:
        words = self._lexicon.words(name)
        within = {phrase.place: phrase for token in normalise.split(name) if self._is_whole(token) for phrase in self._within(token)}
        possible = within | {phrase.place: phrase for word in words for phrase in self._beginning.get(word, ())}
        free = [True] * len(words)
        found: dict[tuple[str, bool], Spoken] = {}
        for place in sorted(possible):
            phrase = possible[place]
            at = _find(phrase.words, words, free)
            if at is not None:
                free[at : at + len(phrase.words)] = [False] * len(phrase.words)
            elif place not in within:
                continue
            for said in phrase.spoken:
                found.setdefault((said.activity, said.persons), said)
        specific = tuple(said for said in found.values() if not said.persons)
        return specific or tuple(found.values())

    def _forms(self, word: str) -> frozenset[str]:
        return frozenset({word} if word in self._lexicon.bases else {word, *inflection.forms(word)})

    def _is_whole(self, token: str) -> bool:
        """Whether the lexicon has not split a token, and knows it at most as something that happens or from a detector's phrase."""
        base = self._lexicon.bases.get(token)
        if base is None:
            return not self._lexicon.knows(token)
        return base not in self._lexicon.roles or self._lexicon.has(base, Role.EVENT)

    def _within(self, token: str) -> Iterator[_Phrase]:
        """Yield the words that a token is a form of, or begins or ends with, going on for a word's length."""
        yield from self._parts.get(token, ())
        yield from self._openings.get(token, ())
        for end in range(_SHORTEST_PART, len(token) - _SHORTEST_PART + 1):
            yield from self._parts.get(token[:end], ())
        for start in range(2, len(token) - _SHORTEST_PART + 1):
            yield from self._parts.get(token[start:], ())


def _said(activity: ProcessingActivity) -> Iterator[tuple[str, Spoken, bool]]:
    words = activity.table_words
    for group, inside in ((words.fi, True), (words.sv, True), (words.en, False)):
        yield from ((word, Spoken(activity.id, word), inside) for word in group)
    yield from ((word, Spoken(activity.id, word, persons=True), False) for word in words.persons)


def _openings(words: Sequence[str]) -> Iterator[str]:
    if len(words) == 1:
        yield from (words[0][:end] for end in range(_SHORTEST_OPENING, len(words[0]) - _SHORTEST_PART + 1))


def _find(phrase: Sequence[frozenset[str]], words: Sequence[str], free: Sequence[bool]) -> int | None:
    size = len(phrase)
    for at in range(len(words) - size + 1):
        if all(free[at : at + size]) and all(word in forms for word, forms in zip(words[at:], phrase, strict=False)):
            return at
    return None
