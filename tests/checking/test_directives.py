from datetime import date

import pytest

from piicatalog.checking.directives import parse_tag, suppressions, tag_comments, tag_in_comment
from piicatalog.checking.finding import CheckFinding, Place, Severity, Status
from piicatalog.checking.suppress import apply_suppressions

TODAY = date(2026, 11, 24)


def finding(rule="PII001", line=1):
    return CheckFinding(rule=rule, severity=Severity.ERROR, place=Place("a.sql", line, 1), table="t", column="c")


def judge(text, *findings):
    marked, complaints = apply_suppressions(
        findings, {"a.sql": lambda: text}, known_codes=frozenset({"PII001", "PII008"}), judged=frozenset({"a.sql"}), today=TODAY
    )
    return [f.status for f in marked], [c.kind for c in complaints]


@pytest.mark.parametrize(
    ("text", "kinds", "purposes"),
    [
        ("EMAIL_ADDRESS purpose=a retention=P3Y", ("EMAIL_ADDRESS",), ("a",)),
        ("EMAIL_ADDRESS; purpose=a,b;", ("EMAIL_ADDRESS",), ("a", "b")),
        ('purpose="a, b"', (), ("a", "b")),
        ("NONE */", ("NONE",), ()),
        ("", (), ()),
    ],
)
def test_a_tag_is_read(text, kinds, purposes):
    tag = parse_tag(text)
    assert (tag.entity_types, tag.purposes) == (kinds, purposes)


def test_a_tag_in_a_column_comment_is_found():
    assert str(tag_in_comment("Henkilötunnus. [pii: FI_PERSONAL_IDENTITY_CODE; purpose=x condition=9(2)(h)]")) == (
        "FI_PERSONAL_IDENTITY_CODE purpose=x condition=9(2)(h)"
    )
    assert tag_in_comment("[pii is not here]") is None


def test_tag_comments_know_whether_they_have_a_line_to_themselves():
    found = list(tag_comments("a text, -- pii: EMAIL_ADDRESS\n  # pii: PERSON purpose=x\nb text /* pii: AGE */,\n<!-- pii: CITY -->"))
    assert [(c.line, c.own_line, c.tag.entity_types[0]) for c in found] == [
        (1, False, "EMAIL_ADDRESS"),
        (2, True, "PERSON"),
        (3, False, "AGE"),
        (4, True, "CITY"),
    ]


def test_an_ignore_at_the_end_of_the_line_silences_that_line_only():
    text = 'a text, -- piicatalog: ignore[PII001] reason="ours"\nb text\n'
    assert judge(text, finding(line=1), finding(line=2)) == ([Status.SUPPRESSED, Status.OPEN], [])


def test_an_ignore_on_its_own_line_silences_the_next_line_with_code():
    text = '-- piicatalog: ignore[PII001] reason="ours"\n-- more\n\na text\n'
    assert judge(text, finding(line=4)) == ([Status.SUPPRESSED], [])
    assert judge(text, finding(line=1)) == ([Status.OPEN], ["unused"])


def test_a_whole_file_is_silenced():
    assert judge('-- piicatalog: ignore-file[PII001,PII008] reason="x"\n\na', finding(line=3), finding("PII008", 3)) == (
        [Status.SUPPRESSED, Status.SUPPRESSED],
        [],
    )


@pytest.mark.parametrize(
    ("comment", "kind"),
    [
        ("ignore", "no_code"),
        ("ignore[PII001]", "no_reason"),
        ('ignore[PII999] reason="x"', "unknown"),
        ('ignore[PII001] reason="x" until=2026-11-23', "expired"),
        ('ignore[PII001] reason="x" until=soon', "expired"),
        ('ignore[PII008] reason="x"', "unused"),
    ],
)
def test_what_is_wrong_with_an_ignore_is_said_and_silences_nothing(comment, kind):
    assert judge(f"a text -- piicatalog: {comment}", finding()) == ([Status.OPEN], [kind])


def test_an_ignore_holds_to_its_last_day():
    assert judge('a -- piicatalog: ignore[PII001] reason="x" until=2026-11-24', finding()) == ([Status.SUPPRESSED], [])


def test_only_the_comments_of_changed_files_are_judged():
    _, complaints = apply_suppressions(
        [finding(line=9)],
        {"a.sql": lambda: "a -- piicatalog: ignore[PII008] reason=x"},
        known_codes=frozenset({"PII008"}),
        judged=frozenset(),
        today=TODAY,
    )
    assert complaints == []


def test_an_ordinary_comment_is_no_directive():
    assert list(suppressions("-- ignore this\nselect 'piicatalog: x'")) == []
