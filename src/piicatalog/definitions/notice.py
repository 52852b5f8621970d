"""What a privacy notice file may say: ``mappings/<notice>.yaml``, one row of the notice after another.

The notice's own words stand cell by cell beside the machine-readable form; a row without them is written from its labels.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from piicatalog.definitions.base import Definition
from piicatalog.definitions.builtin import MAPPINGS
from piicatalog.definitions.load import parse, read_text, validate
from piicatalog.definitions.notice_check import problems_of
from piicatalog.definitions.notice_parts import (
    ActivityDefinition,
    AppliedBasisDefinition,
    CategoryDefinition,
    CompositeDefinition,
    DataSubjectDefinition,
    Id,
    Labelled,
    LegalBasisDefinition,
    QuestionDefinition,
    RetentionDefinition,
    ReviewDefinition,
    Words,
    as_text,
)
from piicatalog.errors import DefinitionError, UnknownNameError
from piicatalog.model.processing import COLUMNS, LegalBasis, Notice, ProcessingActivity, Purpose

HEADINGS = {
    "fi": ("Käsittelyn tarkoitus", "Henkilötiedot", "Käsittelyn peruste", "Henkilötietojen säilytysaika"),
    "sv": ("Ändamål med behandlingen", "Personuppgifter", "Grund för behandlingen", "Lagringstid för personuppgifterna"),
    "en": ("Purpose of processing", "Personal data", "Legal basis", "Retention period"),
}
"""The headings of a notice whose file gives none."""


class NoticeDefinition(Definition):
    """A notice file."""

    id: Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9_-]*)?$")] = ""
    title: str = ""
    language: Literal["fi", "sv", "en"] = "fi"
    columns: Annotated[tuple[Id, ...], Field(min_length=1)] = COLUMNS
    header: Words | None = None
    blank_rows_after: tuple[int, ...] = ()
    data_subjects: dict[Id, DataSubjectDefinition] = Field(default_factory=dict)
    legal_bases: dict[Id, LegalBasisDefinition]
    data_categories: dict[Id, CategoryDefinition]
    composites: dict[Id, CompositeDefinition] = Field(default_factory=dict)
    retention_rules: dict[Id, RetentionDefinition]
    purposes: Annotated[tuple[ActivityDefinition, ...], Field(min_length=1)]
    questions: dict[Id, QuestionDefinition] = Field(default_factory=dict)
    parameters: dict[Id, Annotated[str, BeforeValidator(as_text)]] = Field(default_factory=dict)
    review: tuple[ReviewDefinition, ...] = ()

    def to_notice(self, file: str) -> Notice:
        """Return it as the core's value; its parts must have been checked to fit."""
        bases = {key: basis.to_basis(key) for key, basis in self.legal_bases.items()}
        rows = sorted(self.purposes, key=lambda activity: activity.row)
        return Notice(
            id=self.id or Path(file).stem,
            title=self.title,
            header=self.header or HEADINGS[self.language],
            columns=self.columns,
            language=self.language,
            legal_bases=tuple(bases.values()),
            categories=tuple(category.to_category(key) for key, category in self.data_categories.items()),
            composites=tuple(composite.to_composite(key) for key, composite in self.composites.items()),
            data_subjects=tuple(subject.to_subject(key) for key, subject in self.data_subjects.items()),
            retention_rules=tuple(rule.to_rule(key) for key, rule in self.retention_rules.items()),
            activities=tuple(self._activity(row, bases) for row in rows),
            questions=tuple(question.to_question(key) for key, question in self.questions.items()),
            parameters=tuple(self.parameters.items()),
            blank_rows_after=self.blank_rows_after,
            review=tuple(mark.to_mark() for mark in self.review),
            file=file,
        )

    def _activity(self, row: ActivityDefinition, bases: Mapping[str, LegalBasis]) -> ProcessingActivity:
        label = row.to_label()
        own = Purpose(id=row.id, label=label, dpv=row.dpv, fides=row.fides)
        purposes = tuple(sub.to_purpose() for sub in row.sub) or (own,)
        expanded = [part for item in row.data for part in (self.composites[item].expands_to if item in self.composites else (item,))]
        return ProcessingActivity(
            id=row.id,
            row=row.row,
            label=label,
            purposes=purposes,
            categories=tuple(dict.fromkeys(expanded)),
            declared=row.data,
            bases=tuple(basis.to_applied(bases[basis.id]) for basis in row.bases),
            retention=row.retention,
            cells=tuple(row.cells.get(column, ()) for column in self.columns) if row.cells else self._cells_of(row),
            merged=row.merged,
            section=row.section,
            data_subjects=row.data_subjects or tuple(self.data_subjects),
            table_words=row.table_words.to_words(),
            dpv=row.dpv or tuple(dict.fromkeys(term for purpose in purposes for term in purpose.dpv)),
            fides=row.fides,
            conditions=row.conditions,
        )

    def _cells_of(self, row: ActivityDefinition) -> tuple[Words, ...]:
        def say(thing: Labelled) -> str:
            return thing.to_label().in_language(self.language)

        data: list[str] = []
        for item in row.data:
            composite = self.composites.get(item)
            if composite is None:
                data.append(say(self.data_categories[item]))
            else:
                data.append(f"{say(composite)}: {', '.join(say(self.data_categories[part]) for part in composite.expands_to)}")
        said = {
            "purpose": tuple(part.strip() for part in say(row).split(";")),
            "data": tuple(data),
            "basis": tuple(basis.text or _qualified(say(self.legal_bases[basis.id]), basis, self.language) for basis in row.bases),
            "retention": tuple(say(self.retention_rules[rule]) for rule in row.retention),
        }
        return tuple(said.get(column, ()) for column in self.columns)


def _qualified(text: str, basis: AppliedBasisDefinition, language: str) -> str:
    return f"{text} {getattr(basis, f'qualifier_{language}')}".rstrip()


def parse_notice(text: str, file: str) -> Notice:
    """Return the notice of a YAML text; raise all that is wrong with it, in its form and between its parts, at once."""
    data, lines = parse(text, file)
    problems = problems_of(data, lines, file)
    definition: NoticeDefinition | None = None
    try:
        definition = validate(NoticeDefinition, data if data is not None else {}, lines, file)
    except DefinitionError as error:
        problems.extend(error.problems)
    if problems or definition is None:
        raise DefinitionError(sorted(set(problems), key=lambda problem: (problem.line, problem.message)))
    return definition.to_notice(file)


def load_notice(path: Path, *, shown_as: str | None = None) -> Notice:
    """Read a notice file."""
    return parse_notice(read_text(path), shown_as or str(path))


def shipped_notices() -> dict[str, Path]:
    """Return the notices that come with the product, by name."""
    return {path.stem: path for path in sorted([*MAPPINGS.glob("examples/*.yaml"), *MAPPINGS.glob("*.yaml")])}


def find_notice(name: str | Path) -> Notice:
    """Return the notice of a file, or the shipped one of that name: ``kuluttaja-asiakkaat``.

    Raises UnknownNameError when it is neither, DefinitionError when the file is wrong.
    """
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or path.is_file():
        return load_notice(path)
    shipped = shipped_notices()
    if str(name) not in shipped:
        raise UnknownNameError("privacy notice", str(name), shipped)
    found = shipped[str(name)]
    return load_notice(found, shown_as=re.sub(r"^.*?(mappings/.*)$", r"\1", found.as_posix()))
