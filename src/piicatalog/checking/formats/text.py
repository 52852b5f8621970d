"""For people: where, what, why believed, the line itself, what to write."""

from piicatalog.checking.advice import comment
from piicatalog.checking.finding import CheckFinding, Severity, printable
from piicatalog.checking.report import Report
from piicatalog.checking.suppress import ABOUT_SUPPRESSIONS

_WORDS = {
    "en": {
        "error": "error",
        "warning": "warning",
        "note": "note",
        "fix": "fix",
        "either": "fix, either",
        "or": "or",
        "not": "not so?",
        "more": "more",
    },
    "fi": {
        "error": "virhe",
        "warning": "varoitus",
        "note": "huomautus",
        "fix": "korjaus",
        "either": "korjaus, joko",
        "or": "tai",
        "not": "eikö ole?",
        "more": "lisää",
    },
}


def render(report: Report) -> str:
    """Return all open findings, in the order of files and lines."""
    words = _WORDS.get(report.language, _WORDS["en"])
    parts = [_finding(report, finding, words) for finding in report.open]
    parts += [f"{printable(note.in_language(report.language))}\n" for note in report.notes]
    return "\n".join([*parts, report.summary() + "\n"])


def _finding(report: Report, finding: CheckFinding, words: dict[str, str]) -> str:
    place = finding.place
    lines = [f"{printable(place.file)}:{place.line}:{place.column}: {words[finding.severity]} {finding.rule} {report.message(finding)}"]
    lines += excerpt(report, finding)
    fixes = report.fixes(finding)
    for number, fix in enumerate(fixes):
        lead = words["or"] if number else words["either"] if len(fixes) > 1 else words["fix"]
        lines.append(f"  {lead:>{len(words['either']) if number else 0}}: {printable(fix)}")
    answer = _answer(report, finding)
    lines.append(
        f"  {words['not']} {answer}        {words['more']}: piicatalog explain {finding.rule}"
        if answer
        else f"  {words['more']}: piicatalog explain {finding.rule}"
    )
    return "\n".join(lines) + "\n"


def _answer(report: Report, finding: CheckFinding) -> str:
    """Return what to write where the finding is wrong: beside the code, or for code that must not change any more in ``decisions.yaml``."""
    if finding.rule in ABOUT_SUPPRESSIONS or finding.severity is Severity.NOTE:
        return ""
    file = finding.place.file
    if file not in report.lines:
        return ""
    text = comment(file, f'piicatalog: ignore[{finding.rule}] reason="…"')
    if text and (report.changed is None or file in report.changed):
        return text
    if finding.column and not report.rules[finding.rule].incomplete:
        return f"decisions.yaml, columns:  - {{column: {printable(finding.subject)}, decision: dismiss, why: …}}"
    return ""


def excerpt(report: Report, finding: CheckFinding) -> list[str]:
    """Return the source line with a mark below the name; nothing where a line could hold a value of a person."""
    lines = report.lines.get(finding.place.file, ())
    place = finding.place
    if finding.rule == "PII206" or not 0 < place.line <= len(lines):
        return []
    source = lines[place.line - 1].rstrip("\r\n")
    width = max(place.end - place.column, 1)
    start = place.column - 1
    if len(source) > 160:
        shift = max(0, start - 40)
        source, start = source[shift : shift + 160], start - shift
    shown = "".join(mark if mark.isprintable() else " " for mark in source)
    gutter = f"{place.line:>3} | "
    return [f"{gutter}{shown}".rstrip(), f"{' ' * (len(gutter) - 2)}| {' ' * start}{'^' * min(width, max(len(shown) - start, 1))}"]
