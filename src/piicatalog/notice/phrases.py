"""Finding known phrases in a text, whatever its letter case, inflection and punctuation.

>>> words = tokens("Työsuhteen päättymisestä 10 vuotta")
>>> [word.folded for word in words], Phrase("tyosuh* paatty*").find(words)
(['tyosuhteen', 'paattymisesta', '10', 'vuotta'], (0, 1))
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from piicatalog.detection.normalise import fold

_WORD = re.compile(r"([^\W_]+)(?::[^\W\d_]{1,3}(?!\w))?")
"""A word; a case ending after a colon is not part of it: ``CV:t``, ``EU:ssa``."""
_SHORTEST = 4
"""Letters of a word that may stand between two others which nothing has taken: "ja", "and"."""


MOST_WORDS = 200
"""Words of an item that are looked at; a longer one is no item of a notice's table."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: folded, and where it stands."""

    folded: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the words of a text in order."""
    found = (Token(fold(word[1]).lower(), word.start(), word.end()) for word in _WORD.finditer(text))
    return [token for token in found if token.folded]


class Phrase:
    """Folded words in a row; ``*`` stands for any beginning or ending of a word, a lone one for a word."""

    __slots__ = ("_parts", "said")

    def __init__(self, said: str) -> None:
        self.said = said
        self._parts = [re.compile(pattern) for pattern in _patterns(said)]

    def find(
        self,
        words: Sequence[Token],
        taken: AbstractSet[int] = frozenset(),
        between: AbstractSet[int] = frozenset(),
        starts: Iterable[int] = (),
    ) -> tuple[int, ...]:
        """Return the positions of the words that say it, or nothing; words at ``between`` may stand among them."""
        for start in starts or range(len(words)):
            places: list[int] = []
            position = start
            for part in self._parts:
                while places and position < len(words) and position in between and not part.fullmatch(words[position].folded):
                    position += 1
                if position >= len(words) or position in taken or not part.fullmatch(words[position].folded):
                    break
                places.append(position)
                position += 1
            else:
                return tuple(places)
        return ()


def _patterns(said: str) -> list[str]:
    return [re.escape(word).replace(r"\*", r"\w*") for word in re.split(r"[\s\-]+", said) if word]


class Phrases:
    """Several phrases; the longer one is looked for first."""

    __slots__ = ("_first", "_phrases")

    def __init__(self, said: Iterable[str]) -> None:
        self._phrases = sorted((Phrase(text) for text in said), key=lambda phrase: (-phrase.said.count(" "), phrase.said))
        self._first = re.compile("|".join(_patterns(phrase.said)[0] for phrase in self._phrases))
        """The words that any of them begins with: most texts have none."""

    def find(
        self, words: Sequence[Token], taken: AbstractSet[int] = frozenset(), between: AbstractSet[int] = frozenset()
    ) -> tuple[int, ...]:
        """Return the positions of the first phrase that the text has."""
        starts = [position for position, word in enumerate(words) if position not in taken and self._first.fullmatch(word.folded)]
        for phrase in self._phrases if starts else ():
            if found := phrase.find(words, taken, between, starts):
                return found
        return ()

    def all(self, words: Sequence[Token], taken: AbstractSet[int] = frozenset(), between: AbstractSet[int] = frozenset()) -> set[int]:
        """Return the positions of all words that any of the phrases takes."""
        mine: set[int] = set()
        while found := self.find(words, taken | mine, between):
            mine |= set(found)
        return mine


@cache
def compiled(said: tuple[str, ...]) -> Phrases:
    """Return phrases, made once."""
    return Phrases(said)


def left(text: str, words: Sequence[Token], taken: AbstractSet[int]) -> str:
    """Return the parts of a text whose words nothing has taken.

    >>> left("Suostumus uutiskirjeen osalta", tokens("Suostumus uutiskirjeen osalta"), {0})
    'uutiskirjeen osalta'
    """
    parts: list[str] = []
    previous = -1
    for position in (position for position in range(len(words)) if position not in taken):
        if parts and (position == previous + 1 or _joined(text, words, previous, position)):
            parts[-1] += text[words[previous].end : words[position].end]
        else:
            parts.append(text[words[position].start : words[position].end])
        previous = position
    return " … ".join(parts)


def _joined(text: str, words: Sequence[Token], first: int, second: int) -> bool:
    """Whether one short word alone stands between two: "ja", "and"."""
    return second == first + 2 and len(words[first + 1].folded) <= _SHORTEST and "," not in text[words[first].end : words[second].start]
