"""Reviewdog Diagnostic Format, https://github.com/reviewdog/reviewdog/tree/master/proto/rdf."""

import json

from piicatalog.checking.finding import Severity
from piicatalog.checking.report import Report

_LEVELS = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def render(report: Report) -> str:
    """Return the open findings."""
    diagnostics = [
        {
            "message": "\n".join([report.message(finding), *report.fixes(finding)]),
            "location": {
                "path": finding.place.file,
                "range": {
                    "start": {"line": finding.place.line, "column": finding.place.column},
                    "end": {"line": finding.place.line, "column": max(finding.place.end, finding.place.column)},
                },
            },
            "severity": _LEVELS[finding.severity],
            "code": {"value": finding.rule},
        }
        for finding in report.open
    ]
    return json.dumps({"source": {"name": "piicatalog"}, "diagnostics": diagnostics}, ensure_ascii=False, indent=1) + "\n"
