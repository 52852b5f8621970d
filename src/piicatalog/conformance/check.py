"""Runs the rules, worst first."""

from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from piicatalog.conformance.view import View
from piicatalog.model.catalog import Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.QUESTION: 2}


@cache
def modules() -> tuple[ModuleType, ...]:
    """Return every rule's module, sorted by the rule's id."""
    folder = Path(__file__).parent / "rules"
    return tuple(import_module(f"piicatalog.conformance.rules.{path.stem}") for path in sorted(folder.glob("[ewq][0-9]*.py")))


def rules() -> dict[str, ConformanceRule]:
    """Return every rule by its id, errors first."""
    found: list[ConformanceRule] = [module.RULE for module in modules()]
    return {rule.id: rule for rule in sorted(found, key=lambda rule: (_ORDER[rule.severity], int(rule.id[1:])))}


def check(view: View) -> tuple[ConformanceFinding, ...]:
    """Return everything that differs: errors, warnings, questions; each in a stable order."""
    found = [finding for module in modules() for finding in module.check(view)]

    def order(finding: ConformanceFinding) -> tuple[int, int, str, tuple[str, ...]]:
        return _ORDER[finding.rule.severity], int(finding.rule.id[1:]), finding.message, finding.places

    return tuple(sorted(found, key=order))
