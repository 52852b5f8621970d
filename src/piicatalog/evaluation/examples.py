"""The examples of detector files, run: what each must recognise and must leave alone."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from piicatalog.decision.decide import decide
from piicatalog.definitions.builtin import CLASSIFIERS
from piicatalog.definitions.load import Location, line_of, parse, read_text
from piicatalog.detection import TableView
from piicatalog.detection.collect import collect
from piicatalog.detection.survey import survey
from piicatalog.errors import PiicatalogError, Problem
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


def why_unfit(rule: ValueRule, value: str, knowledge: "Knowledge") -> str:
    """Return why a whole value is not one of a rule, or an empty text when it is; by RE2, so that no pattern can hang."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from piicatalog.profiling.plan import plan_of

    check = next(check for check in plan_of(knowledge).values if check.rule is rule)
    value = value.strip()
    if not pc.match_substring_regex(pa.array([value]), check.pattern)[0].as_py():
        return "does not have the form"
    if check.is_valid is not None and not check.is_valid(value):
        part = "" if "(?P<check>" in rule.pattern else "; where only a part is checked, name it: (?P<check>[0-9]{6})"
        return f"has the form, but {rule.validator} says no{part}"
    return ""


def why_not_held(rule: TextRule, text: str, knowledge: "Knowledge") -> str:
    """Return why a rule finds nothing in a running text, or an empty text when it does."""
    from piicatalog.profiling.plan import plan_of

    check = next(check for check in plan_of(knowledge).texts if check.rule is rule)
    if any(check.finder.places(text)):
        return ""
    if not check.finder.exact.search(text):
        return "nothing in it has the form"
    if check.finder.needs_words:
        least = knowledge.weights["text_score"]
        return f"the form is there, but none of the context words near it, which a score below {least:g} needs"
    return "the form is there, but its check says no, or the word before it says that it is another number"


def failures(detector: Detector, knowledge: "Knowledge") -> Iterator[Problem]:
    """Yield each example of a detector that does not hold, with its line."""
    lines = _lines(detector.file)
    if detector.name is not None:
        yield from _names(detector, knowledge, lines)
    for number, rule in enumerate(detector.values):
        yield from _examples(detector, rule, knowledge, lines, ("values", number))
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
            why_not = why_unfit(rule, value, knowledge) if isinstance(rule, ValueRule) else why_not_held(rule, value, knowledge)
            if bool(why_not) is (kind == "match"):
                said = f"is not recognised: {why_not}" if why_not else "is recognised and should not be"
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
