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
    seconds: float | None = None
    """None where two equal checks must give equal bytes; only the closing line on stderr tells it."""

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
            counts = (
                f"{self.count(Severity.ERROR)} virhettä, {self.count(Severity.WARNING)} varoitusta, {self.count(Severity.NOTE)} huomautusta"
            )
            text = (
                f"{counts}; luettu {tally.files} tiedostoa, {tally.statements} lausetta, joista {tally.schema_statements} skeemaa, "
                f"{tally.not_understood} ymmärtämättä; sarakkeita uusia {tally.new_columns}, henkilötietoa {tally.personal_columns}, "
                f"ohitettu {tally.suppressed}, lähtötasossa {tally.in_baseline}"
            )
        else:
            counts = f"{self.count(Severity.ERROR)} errors, {self.count(Severity.WARNING)} warnings, {self.count(Severity.NOTE)} notes"
            text = (
                f"{counts}; read {tally.files} files, {tally.statements} statements, {tally.schema_statements} of them schema, "
                f"{tally.not_understood} not understood; columns: {tally.new_columns} new, {tally.personal_columns} personal; "
                f"findings: {tally.suppressed} suppressed, {tally.in_baseline} in baseline"
            )
        return text if self.seconds is None else f"{text}; {self.seconds:.2f} s"
