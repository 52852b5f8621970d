"""Where in a running text a rule finds something: its form, its check, and the words near it.

A word counts as it stands and with the endings of its cases (hetu: hetulla, passi: passin); one of seven letters and more with
any ending and within a compound too (puhelin: puhelimeen, asiakaspuhelin), one of three only as it stands. A rule that proves little by itself (its score is below what a find needs, and
nothing is checked) counts beside one of its words alone.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from piicatalog.model.detector import TextRule

CHECKED = "check"
"""The group of a pattern that alone is checked, where there is one."""
BEFORE, AFTER = 60, 20
"""Characters around a match in which a word counts: about five words before it and two after."""
_LETTER = "0-9A-Za-zÀ-ɏ"
_FOLDED = str.maketrans("äöå", "aoa")
_CASES = r"(?:n|a|ä|ia|iä|ja|jä|lla|llä|lle|lta|ltä|ssa|ssä|sta|stä|na|nä|ni|nsa|nsä|mme|ksi|kse[a-zäö]{1,4}|een|iin|en|et|s)?"
_LONG, _SHORT = 7, 4
"""Letters from which a word is known within another one, and below which it is not inflected."""


def stem(word: str) -> str:
    """Return what all forms of a word hold.

    >>> [stem(word) for word in ("puh", "hetu", "passi", "puhelin", "tilinumero")]
    ['puh', 'hetu', 'pass', 'puhel', 'tilinume']
    """
    return word[:-2] if len(word) >= _LONG else word[:-1] if len(word) > _SHORT else word


def words_pattern(words: Sequence[str]) -> str:
    """Return the pattern that finds any form of the words in a text in lower case.

    >>> pattern = re.compile(words_pattern(["puh", "hetu", "passi", "puhelin"]))
    >>> [bool(pattern.search(text)) for text in ("puh.", "hetukseen", "passilla", "asiakaspuhelimesta", "puhdas", "kompassi", "passeli")]
    [True, True, True, True, False, False, False]
    """
    return "|".join(_forms(word.lower()) for word in sorted(set(words)))


def _forms(word: str) -> str:
    if len(word) >= _LONG:
        return re.escape(stem(word))
    ending = "" if len(word) < _SHORT else _CASES if len(word) == _SHORT else rf"[aäeioöuy]{{0,2}}{_CASES}"
    return rf"(?<![{_LETTER}]){re.escape(stem(word))}{ending}(?![{_LETTER}])"


def numbered_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds, at the end of a folded text, a word for something that has a number of its own: ``tilausnumero``.

    >>> bool(numbered_pattern(["tilaus"]).search("kiitos tilausnro. ")), bool(numbered_pattern(["tilaus"]).search("tilaus tehty, "))
    (True, False)
    """
    return re.compile(rf"(?<![a-z])(?:{'|'.join(sorted(words))})[a-z]*[.:]?(?: ?(?:nro|no|nr|numero|number|nummer)[.:]?)? ?#?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """One text rule, ready to find its places."""

    exact: re.Pattern[str] = field(repr=False)
    is_valid: Callable[[str], bool] | None = None
    words: re.Pattern[str] | None = field(default=None, repr=False)
    needs_words: bool = False
    numbered: re.Pattern[str] | None = field(default=None, repr=False)
    """What stands right before the numbers of something else; None where a check digit says enough."""

    @property
    def is_part_checked(self) -> bool:
        """Whether only the group ``check`` of a match is checked."""
        return CHECKED in self.exact.groupindex

    def is_near_words(self, text: str, start: int, end: int) -> bool:
        """Whether a word of the rule stands near a place."""
        if self.words is None:
            return False
        before = text[max(0, start - BEFORE) : start].lower()
        return self.words.search(before) is not None or self.words.search(text[end : end + AFTER].lower()) is not None

    def is_another_number(self, text: str, start: int) -> bool:
        """Whether the word right before digits says that they are the number of something else."""
        if self.numbered is None or not text[start].isdigit():
            return False
        return self.numbered.search(text[max(0, start - BEFORE) : start].lower().translate(_FOLDED)) is not None

    def places(self, text: str) -> list[tuple[int, int, bool]]:
        """Return where the rule finds something: start, end, and whether one of its words is near; of a mere form nobody asks."""
        found = []
        for match in self.exact.finditer(text):
            if self.is_valid is not None and not self.is_valid(match[CHECKED] if self.is_part_checked else match.group()):
                continue
            start, end = match.span()
            is_another = self.is_another_number(text, start)
            asked = self.needs_words or is_another or self.is_valid is not None
            told = asked and self.is_near_words(text, start, end)
            if told or not (self.needs_words or is_another):
                found.append((start, end, told))
        return found


def finder(rule: TextRule, is_valid: Callable[[str], bool] | None, least_score: float, numbered: re.Pattern[str] | None) -> Finder:
    """Return the finder of a rule; ``least_score`` (0 to 1) is what a find needs without any word near it."""
    return Finder(
        exact=re.compile(rule.pattern, re.ASCII),
        is_valid=is_valid,
        words=re.compile(words_pattern(rule.context)) if rule.context else None,
        needs_words=is_valid is None and rule.score < least_score,
        numbered=numbered,
    )
