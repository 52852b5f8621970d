"""What the parts of a privacy notice file may say: labels, categories, legal bases, retention rules, rows.

Each is the form of the like-named value of ``model.processing``.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from piicatalog.definitions.base import Definition, LabelDefinition
from piicatalog.model.entity_type import EntityType
from piicatalog.model.label import Label
from piicatalog.model.processing import (
    AppliedBasis,
    Bound,
    CompositeCategory,
    DataCategory,
    DataSubject,
    LegalBasis,
    OpenQuestion,
    Purpose,
    RetentionKind,
    RetentionRule,
    ReviewMark,
    TableWords,
)

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


def as_text(value: Any) -> Any:
    """Take a number, true or false for the text that it is written as."""
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

    def to_basis(self, basis_id: str) -> LegalBasis:
        """Return it as the core's value."""
        return LegalBasis(id=basis_id, label=self.to_label(), gdpr=self.gdpr, dpv=self.dpv, dpv_core=self.dpv_core, fides=self.fides)


class CategoryDefinition(Labelled):
    """See ``model.processing.DataCategory``."""

    entities: Annotated[tuple[EntityType, ...], BeforeValidator(one_or_more)]
    aliases: Some = ()
    words: tuple[FoldedWord, ...] = ()
    dpv: str = ""
    dpv_note: str = ""
    fides: str = ""
    article: Annotated[Literal["", "9", "10"], BeforeValidator(as_text)] = ""
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

    def to_composite(self, composite_id: str) -> CompositeCategory:
        """Return it as the core's value."""
        return CompositeCategory(id=composite_id, label=self.to_label(), expands_to=self.expands_to)


class DataSubjectDefinition(Labelled):
    """See ``model.processing.DataSubject``."""

    dpv: str = ""
    fides: str = ""

    def to_subject(self, subject_id: str) -> DataSubject:
        """Return it as the core's value."""
        return DataSubject(id=subject_id, label=self.to_label(), dpv=self.dpv, fides=self.fides)


class RetentionDefinition(Labelled):
    """See ``model.processing.RetentionRule``."""

    kind: RetentionKind
    period: Annotated[Text, Field(pattern=_PERIOD)] = ""
    anchor: Text = ""
    anchor_scope: Text = ""
    computable: Annotated[str, BeforeValidator(as_text), Field(pattern=r"^(true|false|derived|with_[a-z_]+)$")] = "false"
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

    def to_applied(self, basis: LegalBasis) -> AppliedBasis:
        """Return it as the core's value."""
        return AppliedBasis(
            basis=basis,
            scope=self.scope,
            applies_to=self.applies_to,
            suggested=self.suggested,
            text=self.text,
            qualifier=self.qualifier,
            qualifier_label=Label(fi=self.qualifier_fi, sv=self.qualifier_sv, en=self.qualifier_en),
        )


class PurposeDefinition(Labelled):
    """One of several purposes within a row."""

    id: Id
    dpv: Some = ()
    fides: str = ""

    def to_purpose(self) -> Purpose:
        """Return it as the core's value."""
        return Purpose(id=self.id, label=self.to_label(), dpv=self.dpv, fides=self.fides)


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

    answer: LabelDefinition = LabelDefinition()

    def to_question(self, question_id: str) -> OpenQuestion:
        """Return it as the core's value."""
        return OpenQuestion(id=question_id, label=self.to_label(), answer=self.answer.to_label())


class ReviewDefinition(Definition):
    """Something an import was not sure of; to be put right by a person and then deleted."""

    at: str
    text: str = ""
    why: str

    def to_mark(self) -> ReviewMark:
        """Return it as the core's value."""
        return ReviewMark(at=self.at, text=self.text, why=self.why)
