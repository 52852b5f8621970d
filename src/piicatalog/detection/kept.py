"""The classifier files, read and put together, from the cache folder when none of them has changed: a third of a second less."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from piicatalog.definitions.builtin import CLASSIFIERS
from piicatalog.definitions.cache import cached
from piicatalog.definitions.knowledge import Knowledge
from piicatalog.detection.lexicon import Lexicon, build, keep


@dataclass(frozen=True, slots=True)
class _KeptLexicon:
    """A lexicon with the forms of each word, and its seams, in one text each: a third of the time to read."""

    forms: dict[str, str]
    seams: dict[str, str]
    rest: Lexicon

    @classmethod
    def of(cls, lexicon: Lexicon) -> "_KeptLexicon":
        forms: dict[str, list[str]] = {}
        for form, base in lexicon.bases.items():
            forms.setdefault(base, []).append(form)
        seams = {begin: " ".join(f"{spelling} {seam}" for spelling, seam in known) for begin, known in lexicon.seams().items()}
        rest = replace(lexicon, bases={}, seamed={}, read_names={}, read_tokens={})
        return cls({base: " ".join(known) for base, known in forms.items()}, seams, rest)

    def lexicon(self) -> Lexicon:
        bases = {form: base for base, forms in self.forms.items() for form in forms.split(" ")}
        return replace(self.rest, bases=bases, seamed={begin: _seams(known) for begin, known in self.seams.items()})


def _seams(known: str) -> list[tuple[str, int]]:
    parts = known.split(" ")
    return [(parts[at], int(parts[at + 1])) for at in range(0, len(parts), 2)]


def knowledge(folders: Sequence[Path], cache: Path | None) -> Knowledge:
    """Return the knowledge of the shipped classifiers and the user's folders; ``cache`` None reads all files again."""

    def load() -> Knowledge:
        from piicatalog.definitions.knowledge import load_knowledge

        return load_knowledge(folders)

    files = [file for folder in (CLASSIFIERS, *folders) for file in _files_of(folder)]
    known = cached("knowledge", Knowledge, files, load, cache)
    if cache is not None:
        keep(known, cached("lexicon", _KeptLexicon, files, lambda: _KeptLexicon.of(build(known)), cache).lexicon())
    return known


def _files_of(folder: Path) -> Iterator[Path]:
    """Yield the folder's definition files, and the folder itself, so that another folder is another key."""
    yield folder
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from (Path(inner.path) for inner in os.scandir(entry.path))
        else:
            yield Path(entry.path)
