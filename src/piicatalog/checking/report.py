"""A finished check: findings in their final state, what was read, and the rules that speak."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from piicatalog.checking.finding import CheckFinding, Rule, Severity, Status
from piicatalog.model.label import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was read; the closing line says all of it."""

    files: int = 0
    statements: int = 0
    schema_statements: int = 0
    not_understood: int = 0
    unreadable: int = 0
    new_columns: int = 0
    personal_columns: int = 0
    suppressed: int = 0
    in_baseline: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a format renders."""

    findings: Sequence[CheckFinding]
    rules: Mapping[str, Rule]
    tally: Tally
    language: str = "en"
    notes: Sequence[Label] = ()
    """Said once at the end: a first run, a layout chosen."""
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Source lines of the files with findings, for excerpts."""
    changed: frozenset[str] | None = None
    """The files that may still change; None: all of them, there is nothing to compare with."""

    @property
    def open(self) -> list[CheckFinding]:
        """The findings that count, in their order."""
        return [finding for finding in self.findings if finding.status is Status.OPEN]

    def message(self, finding: CheckFinding) -> str:
        """Return what a finding says, in the report's language."""
        return self.rules[finding.rule].say(finding, self.language)

    def fixes(self, finding: CheckFinding) -> list[str]:
        """Return what to write instead, in the report's language."""
        return [fix.in_language(self.language) for fix in finding.fixes]

    def title(self, finding: CheckFinding) -> str:
        """Return the rule's title, in the report's language."""
        return self.rules[finding.rule].title.in_language(self.language)

    def count(self, severity: Severity) -> int:
        """Return how many open findings have a severity."""
        return sum(finding.severity is severity for finding in self.open)

    def worst_first(self) -> list[CheckFinding]:
        """Return the open findings, errors first, each group in its order."""
        return sorted(self.open, key=lambda finding: (finding.severity.rank, finding.order))

    def summary(self) -> str:
        """Return the closing line, in the report's language."""
        tally = self.tally
        if self.language == "fi":
            finnish = (("virhe", "virhettä"), ("varoitus", "varoitusta"), ("huomautus", "huomautusta"))
            return (
                f"{self._counts(finnish)}; luettu {_counted(tally.files, 'tiedosto', 'tiedostoa')}, {_counted(tally.statements, 'lause', 'lausetta')}, "
                f"joista skeemaa {tally.schema_statements}, ymmärtämättä {tally.not_understood}; sarakkeita uusia {tally.new_columns}, "
                f"henkilötietoa {tally.personal_columns}; löydöksiä ohitettu {tally.suppressed}, lähtötasossa {tally.in_baseline}"
            )
        words = tuple((str(severity), f"{severity}s") for severity in Severity)
        return (
            f"{self._counts(words)}; read {_counted(tally.files, 'file', 'files')}, {_counted(tally.statements, 'statement', 'statements')}, "
            f"{tally.schema_statements} of them schema, {tally.not_understood} not understood; "
            f"columns: {tally.new_columns} new, {tally.personal_columns} personal; "
            f"findings: {tally.suppressed} suppressed, {tally.in_baseline} in baseline"
        )

    def _counts(self, words: Sequence[tuple[str, str]]) -> str:
        return ", ".join(_counted(self.count(severity), one, many) for severity, (one, many) in zip(Severity, words, strict=True))


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
