"""Names of persons within running text: a first name before a surname, which may be inflected (``Maija Virtasen``)."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from piicatalog.profiling.word_lists import COMPANY_CODE, FIRST_CODE, LAST_CODE, SURNAME_ENDING, WordLists

_OF_NEN = re.compile(r"(..+)se(?:n|lle|lla|lta|ssa|sta|en|ksi|na|t)\Z|(..+)sta\Z")
_OF_OTHERS = re.compile(r"(...+?)(?:(?<=e)en|i?n|i?lle|i?lla|i?lta|i?ssa|i?sta|iin|ia|s)\Z")
_SURNAME = re.compile(SURNAME_ENDING.replace(r"\z", r"\Z"))


@dataclass(frozen=True, slots=True)
class PersonNames:
    """The word lists, asked about words in a row.

    >>> from piicatalog.profiling.word_lists import load_word_lists
    >>> [PersonNames(load_word_lists()).is_valid(text) for text in ("Asiakas Maija Virtasen", "Karl Fazer", "Maija Virtanen Oy")]
    [True, False, False]
    """

    lists: WordLists

    def is_valid(self, words: str) -> bool:
        """Whether there are a first name and a surname after it, and no form of a company."""
        folded = [_fold(word) for word in words.split()]
        kinds = [self.lists.known.get(word, 0) for word in folded]
        if any(kind & COMPANY_CODE for kind in kinds):
            return False
        return any(kind & FIRST_CODE and _is_surname(self.lists, last) for kind, last in zip(kinds, folded[1:], strict=False))


def _is_surname(lists: WordLists, word: str) -> bool:
    return any(lists.known.get(base, 0) & LAST_CODE or _SURNAME.match(base) for base in _bases(word))


def _bases(word: str) -> Iterator[str]:
    """Yield what a folded surname may be without its ending; a wrong one is on no list."""
    yield word
    if match := _OF_NEN.match(word):
        yield f"{match[1] or match[2]}nen"
    if match := _OF_OTHERS.match(word):
        stem = match[1]
        yield stem
        if stem.endswith("e"):
            yield f"{stem[:-1]}i"  # Niemen: Niemi
            yield re.sub(r"d(?=e\Z)", "t", stem)[:-1] + "i"  # Lahden: Lahti


def _fold(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(letter))
