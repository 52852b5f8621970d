"""SARIF 2.1.0 (OASIS), as GitHub code scanning and others read it.

GitHub takes 25,000 results a run; suppressed and baseline findings are given with their suppression.
"""

import json
from typing import Any

from piicatalog.checking.finding import CheckFinding, Rule, Severity, Status
from piicatalog.checking.report import Report

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_SCORES = {Severity.ERROR: "7.0", Severity.WARNING: "4.0", Severity.NOTE: "1.0"}
LIMIT = 25_000


def render(report: Report) -> str:
    """Return the log of one run."""
    from importlib.metadata import version

    codes = sorted({finding.rule for finding in report.findings})
    results = sorted(report.findings, key=lambda finding: (finding.severity.rank, finding.order))[:LIMIT]
    run = {
        "tool": {
            "driver": {
                "name": "piicatalog",
                "semanticVersion": version("piicatalog"),
                "rules": [_rule(report.rules[code], report.language) for code in codes],
            },
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, finding, codes.index(finding.rule)) for finding in results],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(rule: Rule, language: str) -> dict[str, Any]:
    explanation = rule.explanation.in_language(language)
    title = rule.title.in_language(language)
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in "".join(c if c.isascii() and c.isalnum() else " " for c in rule.title.en).split()),
        "shortDescription": {"text": title},
        "fullDescription": {"text": explanation},
        "help": {"text": explanation, "markdown": f"**{rule.code}: {title}**\n\n{explanation}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": ["privacy", "gdpr"],
            "precision": "high",
            "problem.severity": _LEVELS[rule.severity],
            "security-severity": _SCORES[rule.severity],
        },
    }


def _result(report: Report, finding: CheckFinding, index: int) -> dict[str, Any]:
    place = finding.place
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(place.file), "uriBaseId": "%SRCROOT%"},
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.line,
                "endColumn": max(place.end, place.column + 1),
            },
        },
    }
    if finding.subject:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.subject, "name": finding.column or finding.table, "kind": "member"}]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join([report.message(finding), *report.fixes(finding)])},
        "locations": [location],
        "partialFingerprints": {"piicatalogColumn/v1": finding.fingerprint},
        "baselineState": "unchanged" if finding.status is Status.BASELINE else "new",
    }
    if finding.status is not Status.OPEN:
        kind = "inSource" if finding.status is Status.SUPPRESSED else "external"
        result["suppressions"] = [{"kind": kind, **({"justification": finding.reason} if finding.reason else {})}]
    return result


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.removeprefix("./"), safe="/-._~!$&'()*+,;=@")
