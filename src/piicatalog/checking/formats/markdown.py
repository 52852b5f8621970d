"""Markdown for a pull request comment or a job summary."""

import re

from piicatalog.checking.finding import Severity, printable
from piicatalog.checking.report import Report

_WORDS = {
    "en": ("Personal data in migrations", "Severity", "Rule", "Place", "Finding", "What to write", "Nothing to report."),
    "fi": ("Henkilötiedot migraatioissa", "Vakavuus", "Sääntö", "Paikka", "Löydös", "Mitä kirjoittaa", "Ei huomautettavaa."),
}
_SIGNS = {Severity.ERROR: "🔴", Severity.WARNING: "🟡", Severity.NOTE: "🔵"}
SHOWN = 100
"""Rows of the table: a comment holds at most 65,536 characters."""


def _cell(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>|#@&])", r"\\\1", printable(text))


def _code(text: str) -> str:
    return f"`{printable(text).replace('`', chr(0x2BC)).replace('|', chr(92) + '|')}`"


def render(report: Report) -> str:
    """Return a table of the open findings, worst first."""
    title, severity, rule, place, found, write, nothing = _WORDS.get(report.language, _WORDS["en"])
    lines = [f"## {title}", ""]
    findings = report.worst_first()
    if findings:
        lines += [f"| {severity} | {rule} | {place} | {found} | {write} |", "|---|---|---|---|---|"]
        lines += [
            f"| {_SIGNS[finding.severity]} {finding.severity} | {finding.rule} | {_code(f'{finding.place.file}:{finding.place.line}')} "
            f"| {_cell(report.message(finding))} | {'<br>'.join(_code(fix) for fix in report.fixes(finding))} |"
            for finding in findings[:SHOWN]
        ]
        if len(findings) > SHOWN:
            lines.append(f"\n… {len(findings) - SHOWN} +")
    else:
        lines.append(nothing)
    lines += ["", *(f"> {_cell(note.in_language(report.language))}" for note in report.notes), report.summary()]
    return "\n".join(lines) + "\n"
