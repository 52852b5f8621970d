"""How values are examined: every detector's forms compiled once, for whole Arrow arrays."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from piicatalog import registry
from piicatalog.errors import DefinitionError, Problem
from piicatalog.model.detector import Detector, TextRule, ValueRule
from piicatalog.model.vocabulary import Role
from piicatalog.profiling.explosion import can_explode
from piicatalog.profiling.person_names import PersonNames
from piicatalog.profiling.places import Finder, finder, numbered_pattern, stem
from piicatalog.profiling.relax import bounded, relax, whole
from piicatalog.profiling.sieve import Sieve, sieve_of
from piicatalog.profiling.word_lists import WordLists, load_word_lists

if TYPE_CHECKING:
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
    sieve: Sieve
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
    sieves: tuple[Sieve, ...]
    whole: str | None
    """For RE2: the texts that are one match from end to end, where there is such a pattern."""
    finder: Finder
    validator: Any
    """What checks a match, with ``is_valid`` and perhaps ``are_valid`` for an Arrow array of them; None where nothing is checked."""
    chance: float
    """The share (0 to 1) of random texts of this form that would count; 1 where there is no check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that ``profile`` needs to know."""

    values: tuple[ValueCheck, ...]
    texts: tuple[TextCheck, ...]
    lists: WordLists
    names: tuple[str, ...]
    """The marks, in their order."""


def build_plan(knowledge: "Knowledge") -> Plan:
    """Compile the value and text rules of all detectors; raises DefinitionError for a pattern that RE2 can't run."""
    values = tuple(check for detector in knowledge.detectors for check in _value_checks(detector))
    lists = load_word_lists(knowledge.folders)
    texts = tuple(check for detector in knowledge.detectors for check in _text_checks(detector, lists, knowledge))
    names = (
        *(FORM + check.name for check in values),
        *(VALID + check.name for check in values if check.is_valid),
        *lists.marks,
    )
    return Plan(
        values=values,
        texts=texts,
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


def _value_checks(detector: Detector) -> list[ValueCheck]:
    checks = []
    for number, rule in enumerate(detector.values, start=1):
        validator = registry.find("validators", rule.validator) if rule.validator else None
        checks.append(
            ValueCheck(
                name=detector.id if number == 1 else f"{detector.id}#{number}",
                detector=detector,
                rule=rule,
                pattern=_runs(rf"\A(?:{rule.pattern})\z", detector),
                sieve=sieve_of(rule.pattern),
                is_valid=validator.is_valid if validator else None,
                are_valid=getattr(validator, "are_valid", None),
            ),
        )
    return checks


def _text_checks(detector: Detector, lists: WordLists, knowledge: "Knowledge") -> list[TextCheck]:
    for rule in detector.text:
        if can_explode(rule.pattern, re.ASCII):
            reason = f"{detector.id}: text pattern {rule.pattern!r} can take exponential time: a repetition within a repetition with nothing fixed between"
            raise DefinitionError([Problem(detector.file, 1, reason)])
    checked = next((rule for rule in detector.values if rule.validator), None)
    validator = registry.find("validators", checked.validator) if checked else None
    least, numbered = knowledge.weights["text_score"], numbered_pattern(knowledge.vocabulary.words.get(Role.NUMBERED, ()))
    checks = []
    for rule in detector.text:
        listed = rule.on_list == "person"
        checks_it = PersonNames(lists) if listed else validator
        find = finder(rule, checks_it.is_valid if checks_it else None, least, None if checked and checked.chance < _PROVES else numbered)
        passes = [_runs(bounded(rule.pattern, re.ASCII) or relax(rule.pattern, re.ASCII) or "", detector)]
        if find.needs_words:
            passes.append("(?i)" + "|".join(re.escape(stem(word)) for word in rule.context))
        if listed:
            passes.append(_RUNNING)
        checks.append(
            TextCheck(
                detector=detector,
                rule=rule,
                passes=tuple(passes),
                sieves=(sieve_of(rule.pattern), *(sieve_of(pattern) for pattern in passes[1:])),
                whole=None if find.needs_words else whole(rule.pattern, re.ASCII),
                finder=find,
                validator=checks_it,
                chance=checked.chance if checked else 1.0,
            )
        )
    return checks


def _runs(pattern: str, detector: Detector) -> str:
    """Return the pattern when RE2 takes it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        pc.match_substring_regex(pa.array([""]), pattern)
    except pa.ArrowInvalid as error:
        raise DefinitionError([Problem(detector.file, 1, f"{detector.id}: a pattern can't be run in linear time: {error}")]) from None
    return pattern
