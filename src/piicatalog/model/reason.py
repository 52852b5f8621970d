"""A sentence for people, kept as its key and its data, and put into words only where it is shown.

The sentences themselves are in ``model/sentences/``. A plain text stands beside them wherever somebody else has
written it already (a person, a database, a source of another's making): it is shown as it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Union

from piicatalog.model.label import Label
from piicatalog.model.sentences import SENTENCES

Part = Union[str, int, float, Label, "Reason", tuple["Reason", ...]]
"""What fills a blank: a name or a count as it is; a float is a share (0 to 1); a name in each language; sentences, side by side."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence by its key, and what fills its blanks: names, counts and shares, never a sampled value.

    >>> reason = Reason("name_says", {"column": "hetu", "word": "hetu"})
    >>> str(reason), reason.in_language("sv")
    ('the name hetu says hetu', 'namnet hetu innehåller «hetu»')
    """

    key: str
    parts: Mapping[str, Part] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """Return the sentence; one whose key or blanks are unknown raises KeyError."""
        sentence = SENTENCES[self.key].in_language(language)
        return sentence.format_map({name: _shown(part, language) for name, part in self.parts.items()}) if self.parts else sentence

    def __str__(self) -> str:
        return self.in_language("en")

    def __hash__(self) -> int:
        return hash((self.key, *self.parts.items()))

    def __lt__(self, other: "Words") -> bool:
        return str(self) < str(other)

    def __gt__(self, other: "Words") -> bool:
        return str(self) > str(other)


Words = Reason | str
"""A sentence in every language, or a text as somebody wrote it."""


def say(words: Words, language: str) -> str:
    """Return a sentence in a language.

    >>> say(Reason("name_says", {"column": "hetu", "word": "hetu"}), "fi"), say("permission denied", "fi")
    ('nimessä hetu lukee «hetu»', 'permission denied')
    """
    return words if isinstance(words, str) else words.in_language(language)


def listed(several: Iterable[Words]) -> Words:
    """Return several sentences (at least one) as one, with a semicolon between them."""
    first, *others = several
    for other in others:
        first = Reason("and", {"first": first, "then": other})
    return first


def share(part: float, language: str = "en") -> str:
    """Return a share as people write it, with two digits that tell.

    >>> share(0.0006), share(0.03), share(0.0000012, "fi")
    ('0.06 %', '3 %', '0,00012 %')
    """
    percent = f"{float(f'{part * 100:.2g}'):.6f}".rstrip("0").rstrip(".")
    return f"{percent if language == 'en' else percent.replace('.', ',')} %"


def _shown(part: Part, language: str) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, float):
        return share(part, language)
    if isinstance(part, tuple):
        return ", ".join(each.in_language(language) for each in part)
    return part.in_language(language) if isinstance(part, (Label, Reason)) else str(part)
