"""The words that names are made of: ``classifiers/vocabulary.yaml``."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from piicatalog.definitions.base import Definition
from piicatalog.definitions.load import load
from piicatalog.model.entity_type import EntityType
from piicatalog.model.vocabulary import Role, Vocabulary

Word = Annotated[str, Field(pattern=r"^[a-z0-9]+$")]
Phrase = Annotated[str, Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]


class ByLanguage(Definition):
    """Words of one role; languages are for the reader, all are read in one pass."""

    fi: tuple[Word, ...] = ()
    sv: tuple[Word, ...] = ()
    en: tuple[Word, ...] = ()


class VocabularyDefinition(Definition):
    """The file."""

    words: dict[Role, ByLanguage]
    events: dict[EntityType, ByLanguage] = Field(default_factory=dict)
    abbreviations: dict[Word, Phrase] = Field(default_factory=dict)
    forms: dict[Word, Word] = Field(default_factory=dict)
    marked: tuple[Annotated[str, Field(pattern=r"^[a-zåäö]*[åäö][a-zåäö]*$")], ...] = ()


def load_vocabulary(path: Path, *, shown_as: str | None = None) -> Vocabulary:
    """Return the vocabulary; an unknown role or an unfolded word is an error with its line."""
    definition = load(VocabularyDefinition, path, shown_as=shown_as)
    return Vocabulary(
        words={role: frozenset((*words.fi, *words.sv, *words.en)) for role, words in definition.words.items()},
        events={word: entity for entity, words in definition.events.items() for word in (*words.fi, *words.sv, *words.en)},
        abbreviations=definition.abbreviations,
        forms=definition.forms,
        marked=frozenset(definition.marked),
    )
