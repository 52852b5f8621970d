"""Which processing activities the words of a name speak of: ``asiakaspalaute`` of feedback, ``laskurivit`` of invoicing.

A notice gives the words of each activity (``model.processing.TableWords``). Longer phrases are looked for first and use
up the words that they stand on: with ``uutiskirje_tilaus`` in the notice, ``uutiskirjetilaukset`` is a newsletter and no order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from piicatalog.detection import inflection, normalise
from piicatalog.detection.lexicon import Lexicon
from piicatalog.model.processing import Notice, ProcessingActivity

_SHORTEST_PART = 4
"""A shorter word is not looked for inside a token: ``osto`` would be in ``postos``."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """An activity that a name speaks of."""

    activity: str
    word: str
    persons: bool = False
    """The word is one of people, who may be there for other activities too."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words of a notice, with all activities that they speak of."""

    words: tuple[frozenset[str], ...]
    """Each word with its forms, where the lexicon does not know them."""
    spoken: tuple[Spoken, ...]
    parts: frozenset[str]
    """Forms of a single word that may stand within a compound."""


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
        longest_first = sorted(spoken, key=lambda words: (-len(words), -sum(map(len, words)), words))
        self._phrases = [
            _Phrase(tuple(map(self._forms, words)), tuple(spoken[words]), frozenset(parts.get(words, ()))) for words in longest_first
        ]

    def _forms(self, word: str) -> frozenset[str]:
        return frozenset({word} if word in self._lexicon.bases else {word, *inflection.forms(word)})

    def spoken(self, name: str) -> tuple[Spoken, ...]:
        """Return the activities that a name speaks of; those of words for people only where no other word says more."""
        words = self._lexicon.words(name)
        whole = [token for token in normalise.split(name) if self._is_whole(token)]
        free = [True] * len(words)
        found: dict[tuple[str, bool], Spoken] = {}
        for phrase in self._phrases:
            at = _find(phrase.words, words, free)
            if at is not None:
                free[at : at + len(phrase.words)] = [False] * len(phrase.words)
            elif not any(_is_part(token, phrase.parts) for token in whole):
                continue
            for said in phrase.spoken:
                found.setdefault((said.activity, said.persons), said)
        specific = tuple(said for said in found.values() if not said.persons)
        return specific or tuple(found.values())

    def _is_whole(self, token: str) -> bool:
        """Whether the lexicon has not split a token, and knows it from no more than a detector's phrase, if at all."""
        base = self._lexicon.bases.get(token)
        return base not in self._lexicon.roles if base is not None else not self._lexicon.knows(token)


def _said(activity: ProcessingActivity) -> Iterator[tuple[str, Spoken, bool]]:
    words = activity.table_words
    for group, inside in ((words.fi, True), (words.sv, True), (words.en, False)):
        yield from ((word, Spoken(activity.id, word), inside) for word in group)
    yield from ((word, Spoken(activity.id, word, persons=True), False) for word in words.persons)


def _find(phrase: Sequence[frozenset[str]], words: Sequence[str], free: Sequence[bool]) -> int | None:
    size = len(phrase)
    for at in range(len(words) - size + 1):
        if all(free[at : at + size]) and all(word in forms for word, forms in zip(words[at:], phrase, strict=False)):
            return at
    return None


def _is_part(token: str, forms: frozenset[str]) -> bool:
    """Whether a token is a form of a word, or begins or ends with one and goes on for a word's length."""
    if token in forms:
        return True
    for form in forms:
        rest = len(token) - len(form)
        if len(form) >= _SHORTEST_PART and ((rest >= _SHORTEST_PART and token.startswith(form)) or (rest > 1 and token.endswith(form))):
            return True
    return False
