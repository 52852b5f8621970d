"""JUnit XML: a test suite per file, a failing test case per finding; suppressed ones are skipped."""

from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from piicatalog.checking.finding import Severity, Status, printable
from piicatalog.checking.report import Report


def render(report: Report) -> str:
    """Return the document; a check without findings is one passed test."""
    suites = []
    for file, group in groupby(report.findings, key=lambda finding: finding.place.file):
        findings = list(group)
        cases = []
        for finding in findings:
            name = quoteattr(printable(f"{finding.rule} {finding.subject or file}"))
            head = f'    <testcase classname={quoteattr(printable(finding.table or file))} name={name} file={quoteattr(printable(file))} line="{finding.place.line}"'
            if finding.status is not Status.OPEN:
                cases.append(f"{head}><skipped message={quoteattr(printable(finding.reason or str(finding.status)))}/></testcase>")
            elif finding.severity is Severity.NOTE:
                cases.append(f"{head}><system-out>{escape(report.message(finding))}</system-out></testcase>")
            else:
                text = escape("\n".join([f"{file}:{finding.place.line}:{finding.place.column}", *map(printable, report.fixes(finding))]))
                cases.append(
                    f"{head}><failure type={quoteattr(finding.rule)} message={quoteattr(report.message(finding))}>{text}</failure></testcase>"
                )
        failures = sum(f.status is Status.OPEN and f.severity is not Severity.NOTE for f in findings)
        skipped = sum(f.status is not Status.OPEN for f in findings)
        suites.append(
            f'  <testsuite name={quoteattr(printable(file))} tests="{len(findings)}" failures="{failures}" errors="0" skipped="{skipped}" time="0">\n'
            + "\n".join(cases)
            + "\n  </testsuite>",
        )
    if not suites:
        suites = [
            '  <testsuite name="piicatalog check" tests="1" failures="0" errors="0" skipped="0" time="0">\n    <testcase classname="piicatalog" name="check"/>\n  </testsuite>'
        ]
    return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="piicatalog check">\n' + "\n".join(suites) + "\n</testsuites>\n"
