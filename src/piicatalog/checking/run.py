"""The check on one page: compared histories → judged columns → rules → suppression and baseline → report."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatchcase

from piicatalog.checking.baseline import BaselineEntry, apply_baseline
from piicatalog.checking.change import Change
from piicatalog.checking.finding import CheckFinding, Place, Severity, Status
from piicatalog.checking.judge import Judge, carry, follow, unchanged
from piicatalog.checking.known import Level
from piicatalog.checking.purposes import Purposes
from piicatalog.checking.report import Report, Tally
from piicatalog.checking.rules import codes, find_all, rule
from piicatalog.checking.sides import Compared, Side
from piicatalog.checking.suppress import Complaint, apply_suppressions
from piicatalog.definitions.knowledge import Knowledge
from piicatalog.model.label import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How findings are judged; nothing here changes what is read."""

    today: date
    language: str = "en"
    levels: tuple[Level, ...] = ()
    baseline: tuple[BaselineEntry, ...] = ()
    baseline_file: str = ""
    purposes_before: Purposes | None = None
    """The decisions as they stood at the base; None: as they stand now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A finished check and what its outcome leaves to do."""

    report: Report
    changes: Sequence[Change] = field(default_factory=tuple)
    unused_entries: tuple[BaselineEntry, ...] = ()


def run(histories: Sequence[Compared], knowledge: Knowledge, purposes: Purposes, settings: Settings) -> Checked:
    """Judge all histories together."""
    changes: list[Change] = []
    findings: list[CheckFinding] = []
    texts: dict[str, Callable[[], str]] = {}
    changed: set[str] = set()
    for history in histories:
        change = _change(history, knowledge, purposes, settings.purposes_before or purposes)
        changes.append(change)
        findings.extend(find_all(change))
        texts |= {file: _text_of(history.head, file) for file in history.head.texts}
        changed |= history.changed
    findings = list(_levelled(_unique(findings), settings.levels))
    findings, complaints = apply_suppressions(
        findings, texts, known_codes=frozenset(codes()), judged=frozenset(changed), today=settings.today
    )
    findings, unused = apply_baseline(findings, settings.baseline)
    whole = all(history.base is None for history in histories)
    problems = [*map(_problem, complaints), *(_stale(entry, settings.baseline_file) for entry in unused if whole)]
    findings.extend(_levelled(_told(problems, changes[0].layout if changes else ""), settings.levels))
    findings.sort(key=lambda finding: finding.order)
    shown = {finding.place.file for finding in findings if finding.status is Status.OPEN}
    report = Report(
        findings=findings,
        rules={code: rule(code) for code in sorted({finding.rule for finding in findings})},
        tally=_tally(histories, changes, findings),
        language=settings.language,
        changed=None if whole else frozenset(changed),
        lines={file: texts[file]().split("\n") for file in sorted(shown) if file in texts},
    )
    return Checked(report=report, changes=changes, unused_entries=unused)


def _change(history: Compared, knowledge: Knowledge, purposes: Purposes, before: Purposes) -> Change:
    was = Judge(history.base or Side(), knowledge, before)
    now = Judge(history.head, knowledge, purposes, beside=was)
    base, head = was.tables(), now.tables()
    edited = history.changed & was.side.texts.keys()
    same = unchanged(was, now, frozenset(edited), history.flows)
    carry({}, base, history.flows_before)
    follow(base, [table for table in head.values() if table.id not in same])
    return Change(
        base=base,
        head=head,
        same=same,
        purposes=purposes,
        layout=history.layout,
        flows=carry(base, head, history.flows),
        events=history.events,
        problems=history.problems,
        texts={file: history.head.texts[file] for file in sorted(history.changed) if file in history.head.texts},
        whole=history.base is None,
        gone=history.gone,
        dumps=[
            (file, Judge(side, knowledge, purposes).tables(), head if other is None else Judge(other, knowledge, purposes).tables())
            for file, side, other in history.dumps
        ],
    )


def _text_of(side: Side, file: str) -> Callable[[], str]:
    return lambda: side.texts[file]


def _unique(findings: Sequence[CheckFinding]) -> list[CheckFinding]:
    """Drop what histories that share files (one for each dialect) say again."""
    seen: dict[tuple[object, ...], CheckFinding] = {}
    for finding in findings:
        seen.setdefault((*finding.order, finding.facts.get("key", "")), finding)
    return list(seen.values())


def _levelled(findings: Sequence[CheckFinding] | Iterator[CheckFinding], levels: Sequence[Level]) -> Iterator[CheckFinding]:
    for finding in findings:
        severity: Severity | None = finding.severity
        for level in levels:
            if finding.rule in level.rules and any(fnmatchcase(finding.place.file, pattern) for pattern in level.paths):
                severity = None if level.level == "off" else Severity(level.level)
        if severity is None and rule(finding.rule).incomplete:
            severity = Severity.NOTE  # what was not read may be lowered, never hidden
        if severity is not None:
            yield finding if severity is finding.severity else replace(finding, severity=severity)


_COMPLAINTS = {
    "no_code": Label(en="this ignore names no rule: ignore[PII001]", fi="ohitus ei nimeä sääntöä: ignore[PII001]"),
    "unknown": Label(en="there is no rule {detail}", fi="sääntöä {detail} ei ole"),
    "no_reason": Label(en='ignore[{detail}] has no reason="…"', fi='ohituksella ignore[{detail}] ei ole perustetta: reason="…"'),
    "expired": Label(en="this ignore ended: until={detail}", fi="ohitus on päättynyt: until={detail}"),
    "unused": Label(en="ignore[{detail}] silences nothing here", fi="ignore[{detail}] ei ohita tässä mitään"),
}


def _problem(complaint: Complaint) -> tuple[str, Place, Label]:
    label = _COMPLAINTS[complaint.kind]
    text = Label(en=label.en.replace("{detail}", complaint.detail), fi=label.fi.replace("{detail}", complaint.detail))
    return ("PII911" if complaint.kind == "unused" else "PII912", complaint.place, text)


def _stale(entry: BaselineEntry, file: str) -> tuple[str, Place, Label]:
    name = f"{entry.rule} {entry.table}{'.' if entry.column else ''}{entry.column}"
    return (
        "PII911",
        Place(file),
        Label(en=f"the baseline entry {name} is not needed any more", fi=f"lähtötason merkintää {name} ei enää tarvita"),
    )


def _told(problems: Sequence[tuple[str, Place, Label]], layout: str) -> Iterator[CheckFinding]:
    for code, place, text in problems:
        yield rule(code).at(place, layout=layout, facts={"what": text})


def _tally(histories: Sequence[Compared], changes: Sequence[Change], findings: Sequence[CheckFinding]) -> Tally:
    new = [column for change in changes for column in change.new]
    return Tally(
        files=sum(history.files for history in histories),
        statements=sum(history.statements for history in histories),
        schema_statements=sum(history.schema_statements for history in histories),
        not_understood=sum(history.not_understood for history in histories),
        unreadable=sum(history.unreadable for history in histories),
        new_columns=len(new),
        personal_columns=sum(column.is_personal for column in new),
        suppressed=sum(finding.status is Status.SUPPRESSED for finding in findings),
        in_baseline=sum(finding.status is Status.BASELINE for finding in findings),
    )


def exit_code(report: Report, fail_on: Severity | None, *, strict: bool) -> int:
    """Return 0 when nothing reaches ``fail_on``, 1 when something does, 3 when ``strict`` and something was not read."""
    if strict and report.tally.not_understood + report.tally.unreadable:
        return 3
    return int(fail_on is not None and any(finding.severity.rank <= fail_on.rank for finding in report.open))
