"""How values are examined: every detector's forms compiled once, for whole Arrow arrays."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from piicatalog import registry
from piicatalog.definitions.builtin import CLASSIFIERS
from piicatalog.definitions.load import line_in
from piicatalog.errors import DefinitionError, Problem, UnknownNameError
from piicatalog.model.detector import Detector, TextRule, ValueRule
from piicatalog.model.vocabulary import Role
from piicatalog.profiling.exact import Whole, bounded, whole
from piicatalog.profiling.explosion import can_explode
from piicatalog.profiling.facts import SHAPES
from piicatalog.profiling.person_names import PersonNames
from piicatalog.profiling.places import CHECKED, Finder, finder, numbered_pattern, stem
from piicatalog.profiling.re2 import ANY_LETTER
from piicatalog.profiling.relax import relax
from piicatalog.profiling.sieve import Sieves, closed_kinds, sieve_of
from piicatalog.profiling.word_lists import WordLists, load_word_lists

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from piicatalog.definitions.knowledge import Knowledge

_RUNNING = r"(?:\A|[ (\n])[a-zß-öø-ÿ]|[0-9:;!?]"
"""A word in small letters, a digit or a sign, which names alone do not have."""
_PROVES = 0.05
"""A check digit that fewer random numbers pass says more than the word before the number."""
FORM = "form:"
VALID = "valid:"
"""Marks of a value: ``form:fi_hetu`` has the form, ``valid:fi_hetu`` passes the check digit too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueCheck:
    """One value rule, ready to run."""

    name: str
    """``<detector id>``, ``<detector id>#2`` …"""
    detector: Detector
    rule: ValueRule
    pattern: str
    """For RE2, over the whole value."""
    is_valid: Callable[[str], bool] | None
    are_valid: Callable[[Any], Any] | None
    """The same for an Arrow array of values of this form, where the validator has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCheck:
    """One text rule, ready to run."""

    detector: Detector
    rule: TextRule
    passes: tuple[str, ...]
    """For RE2, one after the other: what holds anything passes all of them."""
    whole: Whole | None
    """What tells the texts that are one match from end to end."""
    closed: int
    """Kinds of characters of which a text, if of these alone, is one match or holds none."""
    finder: Finder
    validator: Any
    """What checks a match, with ``is_valid`` and perhaps ``are_valid`` for an Arrow array of them; None where nothing is checked."""
    chance: float
    """The share (0 to 1) of random texts of this form that would count; 1 where there is no check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that ``profile`` needs to know."""

    values: tuple[ValueCheck, ...]
    value_sieves: Sieves
    """One rule for each of ``values``."""
    texts: tuple[TextCheck, ...]
    text_sieves: Sieves
    """One rule for each of ``texts``."""
    shape_sieves: Sieves
    """One rule for each of ``facts.SHAPES``."""
    lists: WordLists
    names: tuple[str, ...]
    """The marks, in their order."""


def build_plan(knowledge: "Knowledge") -> Plan:
    """Compile the value and text rules of all detectors; raises DefinitionError with all patterns that can't be run, and validators that are not there."""
    problems: list[Problem] = []
    lists = load_word_lists(knowledge.folders)
    values: list[ValueCheck] = []
    texts: list[TextCheck] = []
    for detector in knowledge.detectors:
        wrong = list(problems_of(detector))
        problems += wrong
        if not wrong:
            values += _value_checks(detector)
            texts += _text_checks(detector, lists, knowledge)
    if problems:
        raise DefinitionError(problems)
    names = (
        *(FORM + check.name for check in values),
        *(VALID + check.name for check in values if check.is_valid),
        *lists.marks,
        *SHAPES,
    )
    return Plan(
        values=tuple(values),
        value_sieves=Sieves([[sieve_of(check.rule.pattern)] for check in values]),
        texts=tuple(texts),
        text_sieves=Sieves([[sieve_of(pattern) for pattern in (check.rule.pattern, *check.passes[1:])] for check in texts]),
        shape_sieves=Sieves([[sieve_of(pattern.replace(r"\z", r"\Z").replace(ANY_LETTER, "[^0-9 ]"))] for pattern in SHAPES.values()]),
        lists=lists,
        names=names,
    )


_plans: dict[int, tuple["Knowledge", Plan]] = {}


def plan_of(knowledge: "Knowledge") -> Plan:
    """Return the plan of this knowledge, built once."""
    kept = _plans.get(id(knowledge))
    if kept is None or kept[0] is not knowledge:
        _plans.clear()
        kept = _plans[id(knowledge)] = (knowledge, build_plan(knowledge))
    return kept[1]


def problems_of(detector: Detector) -> Iterator[Problem]:
    """Yield each pattern of a detector that RE2 can't run or Python's ``re`` could run for ever, and each validator that is not there."""

    def problem(place: tuple[str | int, ...], text: str) -> Problem:
        path = Path(detector.file) if Path(detector.file).exists() else CLASSIFIERS.parent / detector.file
        return Problem(detector.file, line_in(path, place), text)

    for number, rule in enumerate(detector.values):
        if why := why_not_run(_whole(rule)):
            yield problem(
                ("values", number, "pattern"),
                f"values.{number}.pattern: can't be run in linear time (no look-around, no back-reference): {why}",
            )
        if rule.validator:
            try:
                registry.find("validators", rule.validator)
            except UnknownNameError as error:
                yield problem(("values", number, "validator"), f"values.{number}.validator: {error}")
    for number, text in enumerate(detector.text):
        if can_explode(text.pattern, re.ASCII):
            why = "can take exponential time: a repetition within a repetition with nothing fixed between"
            yield problem(("text", number, "pattern"), f"text.{number}.pattern: {why}")


def why_not_run(pattern: str) -> str:
    """Return why RE2 does not take a pattern, or an empty text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        pc.match_substring_regex(pa.array([""]), pattern)
    except pa.ArrowInvalid as error:
        return str(error)
    return ""


def _whole(rule: ValueRule) -> str:
    return rf"\A(?:{rule.pattern})\z"


def _value_checks(detector: Detector) -> list[ValueCheck]:
    checks = []
    for number, rule in enumerate(detector.values, start=1):
        validator = registry.find("validators", rule.validator) if rule.validator else None
        if validator and CHECKED in re.compile(rule.pattern).groupindex:
            validator = PartChecked(validator, _whole(rule))
        checks.append(
            ValueCheck(
                name=detector.id if number == 1 else f"{detector.id}#{number}",
                detector=detector,
                rule=rule,
                pattern=_whole(rule),
                is_valid=validator.is_valid if validator else None,
                are_valid=getattr(validator, "are_valid", None),
            ),
        )
    return checks


@dataclass(frozen=True, slots=True)
class PartChecked:
    """A validator that is asked about the group ``check`` of a pattern alone: ``EMP-(?P<check>[0-9]{6})``."""

    validator: Any
    pattern: str

    def is_valid(self, value: str) -> bool:
        """Whether the part of one value passes."""
        import pyarrow as pa

        return bool(self.are_valid(pa.array([value], pa.large_string()))[0])

    def are_valid(self, values: "pa.Array") -> "np.ndarray":
        """Whether the part of each value passes."""
        import numpy as np
        import pyarrow.compute as pc

        parts = pc.extract_regex(values, self.pattern).field(CHECKED)
        return np.fromiter(map(self.validator.is_valid, parts.to_pylist()), bool, len(values))


def _text_checks(detector: Detector, lists: WordLists, knowledge: "Knowledge") -> list[TextCheck]:
    checked = next((rule for rule in detector.values if rule.validator), None)
    validator = registry.find("validators", checked.validator) if checked else None
    least, numbered = knowledge.weights["text_score"], numbered_pattern(knowledge.vocabulary.words.get(Role.NUMBERED, ()))
    checks = []
    for rule in detector.text:
        listed = rule.on_list == "person"
        checks_it = PersonNames(lists) if listed else validator
        find = finder(rule, checks_it.is_valid if checks_it else None, least, None if checked and checked.chance < _PROVES else numbered)
        passes = [bounded(rule.pattern, re.ASCII) or relax(rule.pattern, re.ASCII) or ""]
        if find.needs_words:
            passes.append("(?i)" + "|".join(re.escape(stem(word)) for word in rule.context))
        if listed:
            passes.append(_RUNNING)
        checks.append(
            TextCheck(
                detector=detector,
                rule=rule,
                passes=tuple(passes),
                whole=None if find.needs_words or find.is_part_checked else whole(rule.pattern, re.ASCII),
                closed=closed_kinds(rule.pattern),
                finder=find,
                validator=checks_it,
                chance=checked.chance if checked else 1.0,
            )
        )
    return checks
