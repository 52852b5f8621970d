"""GitHub workflow commands: annotations on the lines of a pull request.

GitHub shows 10 errors, 10 warnings and 10 notices a step: worst come first, and one line tells the whole count.
"""

from piicatalog.checking.finding import Severity
from piicatalog.checking.report import Report

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
SHOWN = 10
"""Annotations of one level that GitHub shows for a step."""


def escape(text: str) -> str:
    """Escape a message as ``@actions/core`` does."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Escape a property as ``@actions/core`` does."""
    return escape(text).replace(":", "%3A").replace(",", "%2C")


def render(report: Report) -> str:
    """Return up to ten annotations of each level and the summary."""
    lines = []
    shown = dict.fromkeys(Severity, 0)
    for finding in report.worst_first():
        if shown[finding.severity] == SHOWN:
            continue
        shown[finding.severity] += 1
        place = finding.place
        properties = {
            "title": f"{finding.rule}: {report.title(finding)}",
            "file": place.file,
            "line": str(place.line),
            "endLine": str(place.line),
            "col": str(place.column),
            "endColumn": str(max(place.end, place.column)),
        }
        listed = ",".join(f"{name}={escape_property(value)}" for name, value in properties.items())
        text = "\n".join([report.message(finding), *report.fixes(finding)])
        lines.append(f"::{_LEVELS[finding.severity]} {listed}::{escape(text)}")
    lines += [f"::notice::{escape(note.in_language(report.language))}" for note in report.notes]
    return "\n".join([*lines, report.summary() + "\n"])
