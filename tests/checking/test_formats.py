import json
import xml.etree.ElementTree as ET

import pytest

from piicatalog.checking.finding import CheckFinding, Place, Severity, Status
from piicatalog.checking.formats import FORMATS, render
from piicatalog.checking.formats.github import escape, escape_property
from piicatalog.checking.report import Report, Tally
from piicatalog.checking.rules import rules
from piicatalog.model.label import Label


def finding(rule="PII001", line=4, **more):
    known = rules()[rule]
    defaults = {
        "place": Place("db/V2 ä,x.sql", line, 3, 16),
        "table": "guardian",
        "column": "henkilotunnus",
        "entity_type": "FI_PERSONAL_IDENTITY_CODE",
        "facts": {"why": Label(en="0.99: name, type", fi="0.99: nimi, tyyppi")},
        "fixes": (Label(en="-- pii: X", fi="-- pii: X"),),
    }
    return known.at(**(defaults | more))


def report(*findings, language="en"):
    lines = {"db/V2 ä,x.sql": ["", "", "", "  henkilotunnus text NOT NULL,"]}
    return Report(findings=findings, rules=rules(), tally=Tally(files=1, statements=2), language=language, lines=lines)


HOSTILE = finding(table='a"b<c>&|`\x1b[31m\n::error::', column="x]]>", place=Place("-->|`\n.sql", 1, 1))


def test_text_says_where_what_why_and_what_to_write():
    text = render("text", report(finding()))
    assert text.startswith(
        "db/V2 ä,x.sql:4:3: error PII001 guardian.henkilotunnus is FI_PERSONAL_IDENTITY_CODE (0.99: name, type) and has no purpose\n"
    )
    assert "  4 |   henkilotunnus text NOT NULL,\n    |   ^^^^^^^^^^^^^\n" in text
    assert "fix: -- pii: X" in text
    assert 'ignore[PII001] reason="…"' in text
    assert "1 error, 0 warnings, 0 notes; read 1 file, 2 statements" in text


def test_finnish_is_spoken():
    text = render("text", report(finding(), language="fi"))
    assert "virhe PII001 guardian.henkilotunnus on FI_PERSONAL_IDENTITY_CODE (0.99: nimi, tyyppi)" in text


def test_a_line_with_a_persons_value_is_not_shown():
    assert "text NOT NULL" not in render("text", report(finding("PII206", facts={"kind": "IBAN"})))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("language", ["en", "fi"])
def test_every_format_renders_the_same_bytes_twice_and_survives_hostile_names(name, language):
    shown = report(finding(), HOSTILE, finding("PII101", facts={"was": "a", "now": "b"}), language=language)
    text = render(name, shown)
    assert text == render(name, shown)
    assert "\x1b" not in text
    assert render(name, report()) or name == "jsonl"


def test_sarif_has_what_code_scanning_needs():
    marked = finding().marked(Status.SUPPRESSED, "ours")
    run = json.loads(render("sarif", report(finding(line=5), marked, finding(line=6).marked(Status.BASELINE, ""))))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    rule = run["tool"]["driver"]["rules"][0]
    assert (rule["id"], rule["defaultConfiguration"]["level"]) == ("PII001", "error")
    assert rule["help"]["text"]
    first, second, third = run["results"]
    assert first["suppressions"] == [{"kind": "inSource", "justification": "ours"}]
    assert "suppressions" not in second
    assert (second["baselineState"], third["baselineState"]) == ("new", "unchanged")
    assert third["suppressions"] == [{"kind": "external"}]
    place = second["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "db/V2%20%C3%A4,x.sql"
    assert place["region"] == {"startLine": 5, "startColumn": 3, "endLine": 5, "endColumn": 16}
    assert len(second["partialFingerprints"]["piicatalogColumn/v1"]) == 32


def test_github_escapes_as_its_own_toolkit_does():
    assert escape("50%\r\nx:y,z") == "50%25%0D%0Ax:y,z"
    assert escape_property("a:b,c%\n") == "a%3Ab%2Cc%25%0A"
    line = render("github", report(finding())).splitlines()[0]
    assert line.startswith(
        "::error title=PII001%3A Personal column without a purpose,file=db/V2 ä%2Cx.sql,line=4,endLine=4,col=3,endColumn=16::"
    )


def test_github_shows_ten_of_a_level_and_the_whole_count():
    text = render("github", report(*(finding(line=n) for n in range(1, 31))))
    assert text.count("::error ") == 10
    assert "30 errors" in text


def test_a_hostile_name_starts_no_workflow_command():
    assert [line for line in render("github", report(HOSTILE)).splitlines() if line.startswith("::")] != []
    assert all(not line.startswith("::error::") for line in render("github", report(HOSTILE)).splitlines())


def test_gitlab_fingerprints_are_unique_and_hold_no_line():
    issues = json.loads(render("gitlab", report(finding(line=1), finding(line=2))))
    assert len({issue["fingerprint"] for issue in issues}) == 2
    assert issues[0]["fingerprint"] == json.loads(render("gitlab", report(finding(line=9))))[0]["fingerprint"]
    assert set(issues[0]) == {"description", "check_name", "fingerprint", "severity", "location"}


def test_junit_is_xml_with_failures_and_skips():
    shown = report(finding(), finding(line=5).marked(Status.BASELINE, "later"), HOSTILE)
    root = ET.fromstring(render("junit", shown))
    assert [len(root.findall(f".//{tag}")) for tag in ("testsuite", "testcase", "failure", "skipped")] == [2, 3, 2, 1]


def test_markdown_cells_hold_no_markup_of_others():
    table = [line for line in render("markdown", report(HOSTILE)).splitlines() if line.startswith("| 🔴")]
    assert len(table) == 1
    assert "<c>" not in table[0].replace("\\<c\\>", "")


def test_json_tells_suppressed_findings_too_and_jsonl_does_not():
    shown = report(finding(), finding(line=5).marked(Status.SUPPRESSED, "x"))
    document = json.loads(render("json", shown))
    assert [f["status"] for f in document["findings"]] == ["open", "suppressed"]
    assert document["summary"]["files"] == 1
    assert len(render("jsonl", shown).splitlines()) == 1


def test_the_severity_can_differ_from_the_rules():
    lowered = CheckFinding(rule="PII001", severity=Severity.NOTE, place=Place("a.sql"), facts={"why": "x"})
    assert "::notice " in render("github", report(lowered))
