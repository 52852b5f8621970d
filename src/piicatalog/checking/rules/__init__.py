"""The rules, one file each: ``RULE`` says what it is, with examples that are its tests; ``check(change)`` finds."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from piicatalog.checking.change import Change
from piicatalog.checking.finding import CheckFinding, Rule, Severity


@cache
def codes() -> tuple[str, ...]:
    """Return every rule's code, sorted, without importing any."""
    return tuple(sorted(path.stem.upper() for path in Path(__file__).parent.glob("pii[0-9][0-9][0-9].py")))


def module(code: str) -> ModuleType:
    """Import a rule's module."""
    return import_module(f"{__name__}.{code.lower()}")


def rule(code: str) -> Rule:
    """Return a rule by its code."""
    found: Rule = module(code).RULE
    return found


def rules() -> dict[str, Rule]:
    """Return every rule by its code."""
    return {code: rule(code) for code in codes()}


def find_all(change: Change) -> Iterator[CheckFinding]:
    """Run the rules over a change; those that only tell problems are imported when there is one of theirs."""
    problems = {problem.code for problem in change.problems}
    for code in codes():
        if not code.startswith("PII9") or code in problems:
            yield from module(code).check(change)


def from_problems(rule: Rule, change: Change, *, unchanged: Severity | None = None) -> Iterator[CheckFinding]:
    """Yield a finding per problem of the rule's code; those in files that the change leaves alone with their own severity.

    What makes no column that could hold data is a note.
    """
    for problem in change.problems:
        if problem.code == rule.code:
            severity = Severity.NOTE if problem.minor else rule.severity if problem.changed or unchanged is None else unchanged
            yield rule.at(
                problem.place, severity=severity, layout=change.layout, facts={**problem.facts, "key": problem.facts.get("key", "")}
            )
