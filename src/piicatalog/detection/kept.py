"""The classifier files, read and put together, from the cache folder when none of them has changed: a third of a second less."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from piicatalog.definitions.builtin import CLASSIFIERS
from piicatalog.definitions.cache import cached
from piicatalog.definitions.knowledge import Knowledge
from piicatalog.detection.forms import Forms
from piicatalog.detection.lexicon import Lexicon, Term, keep
from piicatalog.model.vocabulary import Role


@dataclass(frozen=True, slots=True)
class _KeptLexicon:
    """A lexicon with what is alike told once: a tenth of the time to read."""

    forms: dict[str, str]
    phrases: tuple[tuple[tuple[Term, ...], str], ...]
    roles: tuple[tuple[frozenset[Role], str], ...]
    rest: Lexicon

    @classmethod
    def of(cls, lexicon: Lexicon) -> "_KeptLexicon":
        lexicon.seams()
        phrases: dict[tuple[Term, ...], list[str]] = {}
        for phrase, terms in lexicon.phrases.items():
            phrases.setdefault(terms, []).append(" ".join(phrase))
        roles: dict[frozenset[Role], list[str]] = {}
        for word, played in lexicon.roles.items():
            roles.setdefault(played, []).append(word)
        return cls(
            forms=lexicon.bases.texts(),
            phrases=tuple((terms, "\n".join(said)) for terms, said in phrases.items()),
            roles=tuple((played, "\n".join(words)) for played, words in roles.items()),
            rest=replace(lexicon, phrases={}, roles={}),
        )

    def lexicon(self) -> Lexicon:
        lexicon = self.rest
        lexicon.bases = Forms(self.forms)
        lexicon.phrases = {tuple(phrase.split(" ")): terms for terms, said in self.phrases for phrase in said.split("\n")}
        lexicon.roles = {word: played for played, words in self.roles for word in words.split("\n")}
        return lexicon


def knowledge(folders: Sequence[Path], cache: Path | None) -> Knowledge:
    """Return the knowledge of the shipped classifiers and the user's folders; ``cache`` None reads all files again."""

    def load() -> Knowledge:
        from piicatalog.definitions.knowledge import load_knowledge

        return load_knowledge(folders)

    files = [file for folder in (CLASSIFIERS, *folders) for file in _files_of(folder)]
    known = cached("knowledge", Knowledge, files, load, cache)
    if cache is not None:
        keep(known, cached("lexicon", _KeptLexicon, files, lambda: _built(known), cache).lexicon())
    return known


def _built(known: Knowledge) -> _KeptLexicon:
    from piicatalog.detection.build import build

    return _KeptLexicon.of(build(known))


def _files_of(folder: Path) -> Iterator[Path]:
    """Yield the folder's definition files, and the folder itself, so that another folder is another key."""
    yield folder
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from (Path(inner.path) for inner in os.scandir(entry.path))
        else:
            yield Path(entry.path)
