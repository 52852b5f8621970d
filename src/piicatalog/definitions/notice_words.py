"""What privacy notices say, in general: ``mappings/words/*.yaml``, by which an import knows the parts of a notice's table."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from piicatalog.definitions.base import Definition
from piicatalog.definitions.builtin import MAPPINGS
from piicatalog.definitions.load import D, load
from piicatalog.definitions.notice_parts import (
    CategoryDefinition,
    CompositeDefinition,
    DataSubjectDefinition,
    Id,
    Labelled,
    LegalBasisDefinition,
    PurposeDefinition,
    Some,
    TableWordsDefinition,
    one_or_more,
)
from piicatalog.model.entity_type import EntityType

FOLDER = MAPPINGS / "words"

Words = tuple[str, ...]
Phrases = Annotated[tuple[str, ...], BeforeValidator(one_or_more)]
"""Folded words in a row; ``*`` stands for any beginning or ending of a word."""


class HeadingsFile(Definition):
    """Words of headings by what the column says; the first kind that has a word in the heading holds."""

    headings: Annotated[dict[Id, Words], Field(min_length=4)]


class CategoryWords(CategoryDefinition):
    """A data category; of one in ``classifiers/data_categories.yaml`` only the aliases need be said."""

    entities: Annotated[tuple[EntityType, ...] | None, BeforeValidator(one_or_more)] = None  # type: ignore[assignment]


class CategoriesFile(Definition):
    """Names of categories, and words that may stand beside them."""

    owners: Words
    generic: Words
    data_categories: dict[Id, CategoryWords]
    composites: dict[Id, CompositeDefinition]


class BasisWords(LegalBasisDefinition):
    """A legal basis and how it is said."""

    phrases: Annotated[Phrases, Field(min_length=1)]


class BasesFile(Definition):
    """Legal bases, in the order in which they are looked for."""

    legal_bases: dict[Id, BasisWords]
    fillers: Phrases


class SubjectWords(DataSubjectDefinition):
    """A group of people and how it is called."""

    words: Phrases


class SubjectsFile(Definition):
    """Groups of people."""

    data_subjects: dict[Id, SubjectWords]


class EventWords(Labelled):
    """An event that a period runs from, or something that goes on until it."""

    phrases: Phrases


class KindWords(Definition):
    """How a kind of rule is said: one of ``words``, beside one of ``nouns`` where there are any."""

    nouns: Phrases = ()
    words: Phrases


class StatuteWords(Definition):
    """A law that demands keeping."""

    id: Id
    phrases: Phrases
    statute: str
    anchors: Annotated[dict[str, str], Field(default_factory=dict)]
    """The event that the period runs from, by period."""


class RetentionFile(Definition):
    """How long data are kept, in words."""

    numbers: dict[int, Words]
    units: dict[Literal["Y", "M", "W", "D"], Words]
    relationships: dict[Id, EventWords]
    ended: Phrases
    during: Phrases
    afterwards: Phrases
    events: dict[Id, EventWords]
    kinds: dict[str, KindWords]
    statutes: tuple[StatuteWords, ...]
    at_least: Phrases
    fillers: Phrases


class PurposeWords(PurposeDefinition):
    """A purpose, how it is called, and the tables that serve it."""

    id: str = ""
    aliases: Some = ()
    phrases: Phrases
    table_words: TableWordsDefinition = TableWordsDefinition()


class PurposesFile(Definition):
    """Purposes."""

    purposes: dict[Id, PurposeWords]


class NoticeWords(Definition):
    """All of them."""

    headings: Mapping[str, Words]
    categories: CategoriesFile
    bases: BasesFile
    subjects: Mapping[str, SubjectWords]
    retention: RetentionFile
    purposes: Mapping[str, PurposeWords]


@cache
def load_notice_words(folder: Path = FOLDER) -> NoticeWords:
    """Read the folder; raises DefinitionError with file and line."""

    def read(definition: type[D], name: str) -> D:
        shown_as = f"mappings/words/{name}" if folder == FOLDER else None
        return load(definition, folder / name, shown_as=shown_as)

    return NoticeWords(
        headings=read(HeadingsFile, "headings.yaml").headings,
        categories=read(CategoriesFile, "categories.yaml"),
        bases=read(BasesFile, "bases.yaml"),
        subjects=read(SubjectsFile, "subjects.yaml").data_subjects,
        retention=read(RetentionFile, "retention.yaml"),
        purposes=read(PurposesFile, "purposes.yaml").purposes,
    )
