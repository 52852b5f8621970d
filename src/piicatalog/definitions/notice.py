"""What a privacy notice file may say: ``mappings/<notice>.yaml``, one row of the notice after another.

The notice's own words stand cell by cell beside the machine-readable form; a row without them is written from its labels.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from piicatalog.definitions.base import Definition
from piicatalog.definitions.builtin import MAPPINGS
from piicatalog.definitions.load import parse, read_text, validate
from piicatalog.definitions.notice_check import problems_of
from piicatalog.errors import DefinitionError, UnknownNameError
from piicatalog.model.entity_type import EntityType
from piicatalog.model.label import Label
from piicatalog.model.processing import (
    COLUMNS,
    AppliedBasis,
    Bound,
    CompositeCategory,
    DataCategory,
    DataSubject,
    LegalBasis,
    Notice,
    OpenQuestion,
    ProcessingActivity,
    Purpose,
    RetentionKind,
    RetentionRule,
    ReviewMark,
    TableWords,
)

HEADINGS = {
    "fi": ("Käsittelyn tarkoitus", "Henkilötiedot", "Käsittelyn peruste", "Henkilötietojen säilytysaika"),
    "sv": ("Ändamål med behandlingen", "Personuppgifter", "Grund för behandlingen", "Lagringstid för personuppgifterna"),
    "en": ("Purpose of processing", "Personal data", "Legal basis", "Retention period"),
}
"""The headings of a notice whose file gives none."""

Words = tuple[str, ...]
Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]
"""A text; ``null`` says that the notice gives none."""
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
FoldedWord = Annotated[str, Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]


_PERIOD = r"^(param:[a-z][a-z0-9_]*|P(\d+Y(\d+M)?(\d+W)?(\d+D)?|\d+M(\d+W)?(\d+D)?|\d+W(\d+D)?|\d+D))?$"
"""An ISO 8601 duration in calendar units, ``param:<name>``, or nothing."""


def one_or_more(value: Any) -> Any:
    """Take one thing for a list of it."""
    return [value] if isinstance(value, str | Mapping) else value


def _as_text(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, int) else value


Some = Annotated[Words, BeforeValidator(one_or_more)]


class Labelled(Definition):
    """Something with a name in Finnish, Swedish and English."""

    fi: str = ""
    sv: str = ""
    en: str = ""

    def to_label(self) -> Label:
        """Return its name as the core's value."""
        return Label(fi=self.fi, sv=self.sv, en=self.en)


class LegalBasisDefinition(Labelled):
    """See ``model.processing.LegalBasis``."""

    gdpr: Annotated[str, Field(pattern=r"^(6\(1\)\([a-f]\))?$")]
    aliases: Some = ()
    dpv: str = ""
    dpv_core: str = ""
    fides: str = ""


class CategoryDefinition(Labelled):
    """See ``model.processing.DataCategory``."""

    entities: Annotated[tuple[EntityType, ...], BeforeValidator(one_or_more)]
    aliases: Some = ()
    words: tuple[FoldedWord, ...] = ()
    dpv: str = ""
    dpv_note: str = ""
    fides: str = ""
    article: Annotated[Literal["", "9", "10"], BeforeValidator(_as_text)] = ""
    follows_table: bool = False

    def to_category(self, category_id: str) -> DataCategory:
        """Return it as the core's value."""
        return DataCategory(
            id=category_id,
            label=self.to_label(),
            entity_types=self.entities,
            aliases=self.aliases,
            words=self.words,
            dpv=self.dpv,
            dpv_note=self.dpv_note,
            fides=self.fides,
            article=self.article,
            special=bool(self.article),
            follows_table=self.follows_table,
        )


class CompositeDefinition(Labelled):
    """See ``model.processing.CompositeCategory``."""

    expands_to: Annotated[Words, Field(min_length=1)]
    aliases: Some = ()


class DataSubjectDefinition(Labelled):
    """See ``model.processing.DataSubject``."""

    dpv: str = ""
    fides: str = ""


class RetentionDefinition(Labelled):
    """See ``model.processing.RetentionRule``."""

    kind: RetentionKind
    period: Annotated[Text, Field(pattern=_PERIOD)] = ""
    anchor: Text = ""
    anchor_scope: Text = ""
    computable: Annotated[str, BeforeValidator(_as_text), Field(pattern=r"^(true|false|derived|with_[a-z_]+)$")] = "false"
    bound: Bound = Bound.MAX
    applies_to: Words = ()
    dpv: str = ""
    statute: str = ""
    ask: Words = ()
    aliases: Some = ()

    def to_rule(self, rule_id: str) -> RetentionRule:
        """Return it as the core's value."""
        return RetentionRule(id=rule_id, label=self.to_label(), **self.model_dump(exclude={"fi", "sv", "en", "aliases"}))


class AppliedBasisDefinition(Definition):
    """See ``model.processing.AppliedBasis``."""

    id: str
    scope: str = ""
    applies_to: Words = ()
    suggested: bool = False
    text: str = ""
    qualifier: str = ""
    qualifier_fi: str = ""
    qualifier_sv: str = ""
    qualifier_en: str = ""


class PurposeDefinition(Labelled):
    """One of several purposes within a row."""

    id: Id
    dpv: Some = ()
    fides: str = ""


class TableWordsDefinition(Definition):
    """See ``model.processing.TableWords``; several data categories that count together are joined by ``+``."""

    fi: tuple[FoldedWord, ...] = ()
    sv: tuple[FoldedWord, ...] = ()
    en: tuple[FoldedWord, ...] = ()
    persons: tuple[FoldedWord, ...] = ()
    data: Words = ()

    def to_words(self) -> TableWords:
        """Return it as the core's value."""
        return TableWords(
            fi=self.fi, sv=self.sv, en=self.en, persons=self.persons, data=tuple(tuple(sign.split("+")) for sign in self.data)
        )


class ActivityDefinition(Labelled):
    """One row of the notice."""

    id: Id
    row: Annotated[int, Field(ge=1)]
    cells: dict[Id, Words] | None = None
    merged: Words = ()
    section: str = ""
    sub: tuple[PurposeDefinition, ...] = ()
    data: Words
    bases: tuple[AppliedBasisDefinition, ...]
    retention: Words
    data_subjects: Words = ()
    dpv: Some = ()
    dpv_note: str = ""
    fides: str = ""
    conditions: tuple[Annotated[str, Field(pattern=r"^(9\(2\)\([a-j]\)|10)$")], ...] = ()
    table_words: TableWordsDefinition = TableWordsDefinition()


class QuestionDefinition(Labelled):
    """See ``model.processing.OpenQuestion``."""

    answer: str = ""


class ReviewDefinition(Definition):
    """Something an import was not sure of; to be put right by a person and then deleted."""

    at: str
    text: str = ""
    why: str


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
    parameters: dict[Id, Annotated[str, BeforeValidator(_as_text)]] = Field(default_factory=dict)
    review: tuple[ReviewDefinition, ...] = ()

    def to_notice(self, file: str) -> Notice:
        """Return it as the core's value; its parts must have been checked to fit."""
        bases = {key: LegalBasis(id=key, label=basis.to_label(), **_terms(basis)) for key, basis in self.legal_bases.items()}
        rows = sorted(self.purposes, key=lambda activity: activity.row)
        return Notice(
            id=self.id or Path(file).stem,
            title=self.title,
            header=self.header or HEADINGS[self.language],
            columns=self.columns,
            language=self.language,
            legal_bases=tuple(bases.values()),
            categories=tuple(category.to_category(key) for key, category in self.data_categories.items()),
            composites=tuple(
                CompositeCategory(id=key, label=composite.to_label(), expands_to=composite.expands_to)
                for key, composite in self.composites.items()
            ),
            data_subjects=tuple(
                DataSubject(id=key, label=subject.to_label(), dpv=subject.dpv, fides=subject.fides)
                for key, subject in self.data_subjects.items()
            ),
            retention_rules=tuple(rule.to_rule(key) for key, rule in self.retention_rules.items()),
            activities=tuple(self._activity(row, bases) for row in rows),
            questions=tuple(
                OpenQuestion(id=key, label=question.to_label(), answer=question.answer) for key, question in self.questions.items()
            ),
            parameters=tuple(self.parameters.items()),
            blank_rows_after=self.blank_rows_after,
            review=tuple(ReviewMark(at=mark.at, text=mark.text, why=mark.why) for mark in self.review),
            file=file,
        )

    def _activity(self, row: ActivityDefinition, bases: Mapping[str, LegalBasis]) -> ProcessingActivity:
        label = row.to_label()
        own = Purpose(id=row.id, label=label, dpv=row.dpv, fides=row.fides)
        purposes = tuple(Purpose(id=sub.id, label=sub.to_label(), dpv=sub.dpv, fides=sub.fides) for sub in row.sub) or (own,)
        expanded = [part for item in row.data for part in (self.composites[item].expands_to if item in self.composites else (item,))]
        return ProcessingActivity(
            id=row.id,
            row=row.row,
            label=label,
            purposes=purposes,
            categories=tuple(dict.fromkeys(expanded)),
            declared=row.data,
            bases=tuple(_applied(basis, bases[basis.id]) for basis in row.bases),
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


def _terms(basis: LegalBasisDefinition) -> dict[str, str]:
    return {"gdpr": basis.gdpr, "dpv": basis.dpv, "dpv_core": basis.dpv_core, "fides": basis.fides}


def _qualified(text: str, basis: AppliedBasisDefinition, language: str) -> str:
    return f"{text} {getattr(basis, f'qualifier_{language}')}".rstrip()


def _applied(applied: AppliedBasisDefinition, basis: LegalBasis) -> AppliedBasis:
    return AppliedBasis(
        basis=basis,
        scope=applied.scope,
        applies_to=applied.applies_to,
        suggested=applied.suggested,
        text=applied.text,
        qualifier=applied.qualifier,
        qualifier_label=Label(fi=applied.qualifier_fi, sv=applied.qualifier_sv, en=applied.qualifier_en),
    )


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
