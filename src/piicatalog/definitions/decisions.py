"""What ``decisions.yaml`` may say: people's decisions on columns and tables, and their answers to open questions."""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from piicatalog.definitions.base import Definition
from piicatalog.definitions.load import Location, line_of, parse, read_text, validate
from piicatalog.errors import DefinitionError, Problem
from piicatalog.model.catalog import Decision
from piicatalog.model.decision import Action, Answer, ColumnDecision, Decisions, TableDecision
from piicatalog.model.entity_type import EntityType
from piicatalog.model.processing import TableBinding


def _is_date(text: str) -> str:
    if text:
        try:
            dt.date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"{text} is not a date; write it as 2027-01-31") from None
    return text


def _as_text(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, int | float) else value


Date = Annotated[str, AfterValidator(_is_date)]
Name = Annotated[str, BeforeValidator(_as_text), Field(min_length=1)]


def _empty_is_none(value: Any) -> Any:
    return () if value is None else value


class DecidedDefinition(Definition):
    """Who decided, when and why."""

    why: str = ""
    who: str = ""
    when: Date = ""
    recheck: Date = ""
    """From this day on a person should look again."""


class ColumnDecisionDefinition(DecidedDefinition):
    """One decision on a column."""

    column: Name
    source: str = ""
    decision: Action
    entity_type: EntityType | None = None
    evidence: str = ""
    purposes: Annotated[tuple[str, ...], BeforeValidator(_empty_is_none)] = ()
    retention: Annotated[tuple[str, ...], BeforeValidator(_empty_is_none)] = ()
    condition: str = ""

    @model_validator(mode="after")
    def _type_fits_the_action(self) -> "ColumnDecisionDefinition":
        if self.decision is Action.RETYPE and self.entity_type is None:
            raise ValueError("retype needs an entity_type")
        if self.decision is Action.DISMISS and self.entity_type is not None:
            raise ValueError("dismiss takes no entity_type: the column holds no personal data")
        return self

    def to_decision(self) -> ColumnDecision:
        """Return it as the core's value."""
        return ColumnDecision(
            column=self.column,
            source=self.source,
            evidence=self.evidence,
            purposes=self.purposes,
            retention=self.retention,
            condition=self.condition,
            decision=Decision(
                action=str(self.decision),
                entity_type=str(self.entity_type or ""),
                who=self.who,
                when=self.when,
                why=self.why,
                recheck=self.recheck,
            ),
        )


class TableDecisionDefinition(DecidedDefinition):
    """The activities of a table, or of all tables that a pattern names."""

    table: Name
    activities: Annotated[tuple[str, ...], Field(min_length=1)]

    def to_decision(self) -> TableDecision:
        """Return it as the core's value."""
        binding = TableBinding(pattern=self.table, activities=self.activities, why=self.why)
        return TableDecision(binding=binding, who=self.who, when=self.when, recheck=self.recheck)


class AnswerDefinition(DecidedDefinition):
    """An answer to a question of the notice."""

    question: Name
    answer: Name

    def to_answer(self) -> Answer:
        """Return it as the core's value."""
        return Answer(question=self.question, answer=self.answer, who=self.who, when=self.when, why=self.why)


class DecisionsDefinition(Definition):
    """The file."""

    version: Literal[1] = 1
    columns: Annotated[tuple[ColumnDecisionDefinition, ...], BeforeValidator(_empty_is_none)] = ()
    tables: Annotated[tuple[TableDecisionDefinition, ...], BeforeValidator(_empty_is_none)] = ()
    answers: Annotated[tuple[AnswerDefinition, ...], BeforeValidator(_empty_is_none)] = ()


def parse_decisions(text: str, file: str) -> tuple[Decisions, Mapping[Location, int]]:
    """Return the decisions of a file's text and the line of each part; raises all its problems at once."""
    data, lines = parse(text, file)
    definition = validate(DecisionsDefinition, data if data is not None else {}, lines, file)
    problems = [
        *_given_twice(((entry.source, entry.column) for entry in definition.columns), "columns", lines, file),
        *_given_twice((("", entry.table) for entry in definition.tables), "tables", lines, file),
        *_given_twice((("", entry.question) for entry in definition.answers), "answers", lines, file),
    ]
    if problems:
        raise DefinitionError(problems)
    decisions = Decisions(
        columns=tuple(entry.to_decision() for entry in definition.columns),
        tables=tuple(entry.to_decision() for entry in definition.tables),
        answers=tuple(entry.to_answer() for entry in definition.answers),
        file=file,
    )
    return decisions, lines


def _given_twice(keys: Iterable[tuple[str, str]], section: str, lines: Mapping[Location, int], file: str) -> list[Problem]:
    seen: dict[tuple[str, str], int] = {}
    problems = []
    for index, key in enumerate(keys):
        line = line_of(lines, (section, index))
        if key in seen:
            problems.append(Problem(file, line, f"{key[1]} is decided twice, first in line {seen[key]}"))
        seen.setdefault(key, line)
    return problems


def load_decisions(path: Path | str) -> Decisions:
    """Read a decisions file; one that does not exist holds none."""
    path = Path(path)
    if not path.exists():
        return Decisions(file=str(path))
    return parse_decisions(read_text(path), str(path))[0]
