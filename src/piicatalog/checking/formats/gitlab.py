"""GitLab Code Quality: a JSON array; GitLab shows only the first of equal fingerprints, so they are made unique."""

import json
from hashlib import sha256

from piicatalog.checking.finding import Severity
from piicatalog.checking.report import Report

_LEVELS = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report) -> str:
    """Return the open findings."""
    seen: dict[str, int] = {}
    issues = []
    for finding in report.open:
        count = seen.get(finding.fingerprint, 0)
        seen[finding.fingerprint] = count + 1
        fingerprint = sha256(f"{finding.fingerprint}#{count}".encode()).hexdigest()[:32] if count else finding.fingerprint
        issues.append(
            {
                "description": "\n".join([report.message(finding), *report.fixes(finding)]),
                "check_name": finding.rule,
                "fingerprint": fingerprint,
                "severity": _LEVELS[finding.severity],
                "location": {"path": finding.place.file.removeprefix("./"), "lines": {"begin": finding.place.line}},
            },
        )
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"
