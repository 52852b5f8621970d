"""The examples of detector files, run: what each must recognise and must leave alone."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from piicatalog import registry
from piicatalog.decision.decide import decide
from piicatalog.definitions.builtin import CLASSIFIERS
from piicatalog.definitions.load import Location, line_of, parse, read_text
from piicatalog.detection import TableView
from piicatalog.detection.collect import collect
from piicatalog.detection.survey import survey
from piicatalog.errors import PiicatalogError, Problem, UnknownNameError
from piicatalog.model.detector import Detector, NameRule, TextRule, ValueRule
from piicatalog.model.finding import Verdict
from piicatalog.model.schema import Column, Table

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge


def judge_name(name: str, knowledge: "Knowledge") -> Verdict:
    """Return the verdict on a name alone; ``asiakas.nimi`` names table and column."""
    table_name, _, column = name.rpartition(".")
    table = Table(schema="", name=table_name or "t", columns=(Column(name=column),))
    view = TableView(table=table)
    return decide(view, collect(view, survey([table], knowledge), knowledge), knowledge)[column]


def fits(rule: ValueRule, value: str) -> bool:
    """Whether one whole value has a rule's form and, where it has one, its check digit."""
    if re.fullmatch(rule.pattern, value.strip()) is None:
        return False
    return not rule.validator or registry.find("validators", rule.validator).is_valid(value.strip())


def holds(rule: TextRule, text: str, knowledge: "Knowledge") -> bool:
    """Whether a running text holds what a rule finds there, with its check and the words near it."""
    from piicatalog.profiling.plan import plan_of  # the word lists need Arrow

    return any(any(check.finder.places(text)) for check in plan_of(knowledge).texts if check.rule is rule)


def failures(detector: Detector, knowledge: "Knowledge") -> Iterator[Problem]:
    """Yield each example of a detector that does not hold, with its line; and a missing validator."""
    lines = _lines(detector.file)
    if detector.name is not None:
        yield from _names(detector, knowledge, lines)
    for number, rule in enumerate(detector.values):
        try:
            yield from _examples(detector, rule, knowledge, lines, ("values", number))
        except UnknownNameError as error:
            yield Problem(detector.file, line_of(lines, ("values", number, "validator")), str(error))
    for number, text in enumerate(detector.text):
        yield from _examples(detector, text, knowledge, lines, ("text", number))


def _names(detector: Detector, knowledge: "Knowledge", lines: Mapping[Location, int]) -> Iterator[Problem]:
    assert detector.name is not None
    for kind, names in (("match", detector.name.match), ("no_match", detector.name.no_match)):
        for number, name in enumerate(names):
            findings = judge_name(name, knowledge).findings
            found = findings[0].entity_type if findings else None
            if (found == detector.entity_type) is not (kind == "match"):
                line = line_of(lines, ("column_name", "examples", kind, number))
                yield Problem(detector.file, line, f"{name} is found to be {found or 'nothing'}")


def _examples(
    detector: Detector, rule: ValueRule | TextRule, knowledge: "Knowledge", lines: Mapping[Location, int], at: Location
) -> Iterator[Problem]:
    for kind, values in (("match", rule.match), ("no_match", rule.no_match)):
        for number, value in enumerate(values):
            found = fits(rule, value) if isinstance(rule, ValueRule) else holds(rule, value, knowledge)
            if found is not (kind == "match"):
                said = "is recognised and should not be" if found else "is not recognised"
                yield Problem(detector.file, line_of(lines, (*at, "examples", kind, number)), f"{kind} example {number + 1} {said}")


def _lines(file: str) -> Mapping[Location, int]:
    """Return the lines of a detector file's parts; shipped files are named from the folder that holds them all."""
    path = Path(file) if Path(file).exists() else CLASSIFIERS.parent / file
    with suppress(PiicatalogError):
        return parse(read_text(path), file)[1]
    return {}


def count(detectors: Sequence[Detector]) -> int:
    """Return how many examples the detectors have."""
    rules: list[NameRule | ValueRule | TextRule] = []
    for each in detectors:
        rules += [*((each.name,) if each.name else ()), *each.values, *each.text]
    return sum(len(rule.match) + len(rule.no_match) for rule in rules)
