"""What a detector file may say: ``classifiers/<locale>/<name>.yaml``, whose id is ``<locale>_<name>``."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from piicatalog.definitions.base import Definition, LabelDefinition
from piicatalog.definitions.load import load
from piicatalog.errors import DefinitionError, Problem
from piicatalog.model.data_type import TypeFamily
from piicatalog.model.detector import Detector, NameRule, TextRule, ValueRule
from piicatalog.model.entity_type import EntityType

WEIGHTS = "weights.yaml"
"""In a user's folder: numbers that replace the shipped ones of the same names."""

Words = tuple[str, ...]


class Examples(Definition):
    """What it must recognise and what it must leave alone; both are run as tests."""

    match: Words = ()
    no_match: Words = ()


class NameDefinition(Definition):
    """Words of column names, folded; see ``model.detector.NameRule``."""

    strong: Words = ()
    weak: Words = ()
    negative: Words = ()
    examples: Examples = Examples()

    @field_validator("strong", "weak", "negative")
    @classmethod
    def _words_are_folded(cls, words: Words) -> Words:
        wrong = [word for word in words if not re.fullmatch(r"[a-z0-9]+(?:_[a-z0-9]+)*", word)]
        if wrong:
            raise ValueError(f"words are lower case a-z and 0-9 with _ between words (å ä ö folded): {', '.join(wrong)}")
        return words


class ValueDefinition(Definition):
    """The form of a value; see ``model.detector.ValueRule``."""

    pattern: str
    validator: str = ""
    chance: Annotated[float, Field(ge=0, le=1)] = 0.0
    needs_name: bool = False
    examples: Examples = Examples()

    @field_validator("pattern")
    @classmethod
    def _pattern_compiles(cls, pattern: str) -> str:
        try:
            compiled = re.compile(pattern)
        except re.error as error:
            raise ValueError(f"is not a regular expression: {error}") from None
        if compiled.fullmatch(""):
            raise ValueError("fits nothing at all too, so it would be found everywhere")
        return pattern

    @model_validator(mode="after")
    def _chance_goes_with_validator(self) -> "ValueDefinition":
        if self.validator and not self.chance:
            raise ValueError("a validator needs its chance: the share of random numbers that pass it, 0.1 for one check digit of ten")
        if self.chance and not self.validator:
            raise ValueError("chance is that of a validator, and none is named")
        return self


class TextDefinition(Definition):
    """The form within running text; see ``model.detector.TextRule``."""

    pattern: str
    score: Annotated[float, Field(gt=0, le=1)] = 0.4
    context: Words = ()
    on_list: Literal["", "person"] = ""
    examples: Examples = Examples()

    _pattern_compiles = field_validator("pattern")(ValueDefinition._pattern_compiles.__func__)  # type: ignore[attr-defined]  # noqa: SLF001


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


class DetectorDefinition(Definition):
    """A detector file."""

    id: str
    entity_type: EntityType
    title: LabelDefinition
    description: str = ""
    references: tuple[str, ...] = ()
    column_name: NameDefinition | None = None
    data_types: tuple[TypeFamily, ...] = ()
    values: Annotated[tuple[ValueDefinition, ...], BeforeValidator(_one_or_more)] = ()
    text: Annotated[tuple[TextDefinition, ...], BeforeValidator(_one_or_more)] = ()

    @field_validator("id")
    @classmethod
    def _id_is_of_a_file(cls, given: str) -> str:
        if not re.fullmatch(r"[a-z]+(_[a-z0-9]+)+", given):
            raise ValueError("must be LOCALE_NAME in small letters, such as fi_jasenkortti")
        return given

    @model_validator(mode="after")
    def _recognises_something(self) -> "DetectorDefinition":
        if not (self.column_name or self.values or self.text):
            raise ValueError("recognises nothing: it has neither column_name nor values nor text")
        return self

    def to_detector(self, file: str) -> Detector:
        """Return it as the core's value."""
        name = self.column_name
        return Detector(
            id=self.id,
            entity_type=self.entity_type,
            title=self.title.to_label(),
            description=self.description,
            references=self.references,
            name=NameRule(
                strong=name.strong,
                weak=name.weak,
                negative=name.negative,
                match=name.examples.match,
                no_match=name.examples.no_match,
            )
            if name
            else None,
            data_types=self.data_types,
            values=tuple(
                ValueRule(
                    pattern=rule.pattern,
                    validator=rule.validator,
                    chance=rule.chance,
                    needs_name=rule.needs_name,
                    match=rule.examples.match,
                    no_match=rule.examples.no_match,
                )
                for rule in self.values
            ),
            text=tuple(
                TextRule(
                    pattern=rule.pattern,
                    score=rule.score,
                    context=rule.context,
                    on_list=rule.on_list,
                    match=rule.examples.match,
                    no_match=rule.examples.no_match,
                )
                for rule in self.text
            ),
            file=file,
        )


def load_detectors(directory: Path, *, shown_as: str | None = None) -> tuple[Detector, ...]:
    """Read all detector files of a folder, sorted by id; raise all problems of all files at once."""
    problems = [] if shown_as else list(_misplaced(directory))
    detectors: list[Detector] = []
    for path in sorted(directory.glob("*/*.yaml")):
        file = f"{shown_as or directory}/{path.parent.name}/{path.name}"
        try:
            detector = load(DetectorDefinition, path, shown_as=file).to_detector(file)
        except DefinitionError as error:
            problems.extend(error.problems)
            continue
        expected = f"{path.parent.name}_{path.stem}"
        if detector.id != expected:
            problems.append(Problem(file, 1, f"id: must be {expected}, after the folder and the file"))
        detectors.append(detector)
    if problems:
        raise DefinitionError(problems)
    return tuple(sorted(detectors, key=lambda detector: detector.id))


def _misplaced(directory: Path) -> Iterator[Problem]:
    """Yield files of a user's folder that would be passed over in silence, and a folder that holds nothing."""
    for path in sorted((*directory.glob("*.y*ml"), *directory.glob("*/*.yml"), *directory.glob("*/*/*.y*ml"))):
        if path != directory / WEIGHTS:
            yield Problem(str(path), 1, f"a folder of detectors holds LOCALE/NAME.yaml (fi/jasenkortti.yaml), {WEIGHTS} and lists/NAME.txt")
    if not directory.is_dir():
        yield Problem(str(directory), 1, "there is no such folder")
    elif not any(directory.glob("*/*")) and not (directory / WEIGHTS).exists():
        yield Problem(str(directory), 1, "holds no detector file (LOCALE/NAME.yaml) and no word list (lists/NAME.txt)")
