from dataclasses import replace

import pytest

from piicatalog.checking.baseline import apply_baseline, dump_baseline, load_baseline, record
from piicatalog.checking.finding import CheckFinding, Place, Severity, Status
from piicatalog.errors import DefinitionError


def finding(rule="PII001", column="hetu", **more):
    return CheckFinding(
        rule=rule,
        severity=Severity.ERROR,
        place=Place("V1.sql", 3, 4),
        layout="flyway:postgres",
        table="t",
        column=column,
        entity_type="X",
        **more,
    )


def written(*findings, **options):
    return record(findings, (), today="2026-11-24", **options)[0]


def statuses(findings, entries):
    return [f.status for f in apply_baseline(findings, entries)[0]]


def test_a_recorded_finding_no_longer_counts_wherever_its_file_moves():
    moved = replace(finding(), place=Place("elsewhere/V9.sql", 77, 1), facts={"why": "reworded"})
    assert statuses([moved], written(finding())) == [Status.BASELINE]


def test_a_renamed_column_stays_in_the_baseline_by_its_former_name():
    assert statuses([finding(column="henkilotunnus", former=("t.hetu",))], written(finding())) == [Status.BASELINE]


def test_a_changed_type_or_tag_is_a_new_finding():
    assert statuses([finding(state="text")], written(finding(state="varchar(11)"))) == [Status.OPEN]


def test_the_gravest_rules_enter_only_with_a_reason():
    entries, refused = record([finding("PII003"), finding()], (), today="2026-11-24")
    assert [entry.rule for entry in entries] == ["PII001"]
    assert [f.rule for f in refused] == ["PII003"]
    assert statuses([finding("PII003")], written(finding("PII003"), reason="agreed")) == [Status.BASELINE]


def test_what_was_not_understood_never_enters():
    assert written(finding("PII901")) == ()


def test_an_entry_that_nothing_needs_is_returned():
    entries = written(finding(), finding(column="x"))
    assert [entry.column for entry in apply_baseline([finding()], entries)[1]] == ["x"]


def test_recording_again_keeps_date_and_reason():
    first = written(finding("PII002"), reason="agreed")
    again, refused = record([finding("PII002")], first, today="2027-01-01")
    assert (again, refused) == (first, ())


def test_the_file_has_one_sorted_entry_a_line_and_reads_back(tmp_path):
    entries = written(finding(column="b"), finding(column="a"))
    path = tmp_path / "baseline.json"
    path.write_text(dump_baseline(entries))
    lines = path.read_text().splitlines()
    assert len(lines) == 4
    assert '"column": "a"' in lines[1]
    assert set(load_baseline(path)) == set(entries)
    assert load_baseline(tmp_path / "none.json") == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"findings": [\n<<<<<<< HEAD\n', ":2: holds a merge conflict"),
        ("{", "not JSON"),
        ("[]", "must be an object"),
        ('{"version": 1, "findings": [\n{"rule": 3}\n]}', ":3: an entry is"),
    ],
)
def test_a_broken_file_is_an_error_with_its_line(tmp_path, text, message):
    path = tmp_path / "baseline.json"
    path.write_text(text)
    with pytest.raises(DefinitionError, match=message):
        load_baseline(path)
