"""Names that notices use, told apart whatever their letter case, inflection, punctuation, order of owner and thing.

A name's *key* is its words in their base forms, without words that say whose data they are or that they are data.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from piicatalog.detection.inflection import forms
from piicatalog.notice.phrases import tokens

Key = tuple[str, ...]

_JOINING = frozenset(("ja", "seka", "tai", "och", "samt", "eller", "and", "or", "of", "the", "a", "an", "n", "s"))
_SUFFIXES = ("tiedot", "tietoja", "tieto", "tietojen", "uppgifter", "uppgift", "numero", "nummer")
"""Last parts of compounds that add nothing: ``nimitiedot`` is ``nimi``."""
_SHORTEST_STEM = 4


class Names:
    """Known names by their keys."""

    def __init__(self, ids: Iterable[tuple[str, Sequence[str]]], *, owners: Sequence[str] = (), generic: Sequence[str] = ()) -> None:
        known = [(name_id, tuple(names)) for name_id, names in ids]
        every = {word.folded for _, names in known for name in names for word in tokens(name)}
        passed = {word.folded for name in (*owners, *generic) for word in tokens(name)}
        self._base: dict[str, str] = {}
        for word in sorted(every | passed, key=lambda word: (len(word), word)):
            base = self._base.setdefault(word, word)
            for form in forms(word):
                self._base.setdefault(form, base)
        self._passed = {self._base[word] for word in passed}
        self._ids: dict[Key, str] = {}
        self._labels: dict[str, str] = {}
        for name_id, names in known:
            for name in names:
                self._ids.setdefault(self.key(name), name_id)
                self._labels.setdefault(name, name_id)

        self._folded = {label.casefold(): label for label in self._labels}

    def key(self, text: str) -> Key:
        """Return a name's key; all its words where nothing else is left."""
        words = [self._stem(word.folded) for word in tokens(text) if word.folded not in _JOINING]
        return tuple(word for word in words if word not in self._passed) or tuple(words)

    def _stem(self, word: str) -> str:
        if word in self._base:
            return self._base[word]
        for suffix in _SUFFIXES:
            stem = word.removesuffix(suffix)
            if stem != word and len(stem) >= _SHORTEST_STEM:
                for candidate in (stem, stem.removesuffix("s")):
                    if candidate in self._base:
                        return self._base[candidate]
        return word

    def find(self, text: str) -> str:
        """Return the id that a name stands for, or an empty text."""
        key = self.key(text)
        return self._ids.get(key, "") if key else ""

    def near(self, text: str) -> tuple[str, str]:
        """Return the most similar known name and its id, for a person to judge; empty where none is."""
        close = get_close_matches(text.casefold(), self._folded, n=1, cutoff=0.86)
        label = self._folded[close[0]] if close else ""
        return label, self._labels.get(label, "")
