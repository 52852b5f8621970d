"""For programs: one document with all findings, suppressed ones too, and what was read."""

import json
from dataclasses import asdict
from typing import Any

from piicatalog.checking.finding import CheckFinding, Severity
from piicatalog.checking.report import Report
from piicatalog.model.label import Label


def as_data(report: Report, finding: CheckFinding) -> dict[str, Any]:
    """Return one finding as plain data."""
    facts = {name: fact.in_language(report.language) if isinstance(fact, Label) else fact for name, fact in finding.facts.items()}
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "end_column": finding.place.end or finding.place.column,
        "subject": finding.subject,
        "table": finding.table,
        "name": finding.column,
        "entity_type": finding.entity_type,
        "message": report.message(finding),
        "facts": facts,
        "fixes": report.fixes(finding),
        "fingerprint": finding.fingerprint,
        "status": str(finding.status),
        "reason": finding.reason,
    }


def render(report: Report) -> str:
    """Return the document."""
    counts = {str(severity): report.count(severity) for severity in Severity}
    document = {
        "version": 1,
        "findings": [as_data(report, finding) for finding in report.findings],
        "summary": {**counts, **asdict(report.tally)},
        "notes": [note.in_language(report.language) for note in report.notes],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
