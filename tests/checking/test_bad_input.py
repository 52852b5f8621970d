"""Whatever stands in a file, a check ends with findings or a message, never with an exception."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piicatalog.checking import known
from piicatalog.checking.formats import FORMATS, render
from piicatalog.checking.history import compare
from piicatalog.checking.run import Settings, run
from piicatalog.checking.snapshot import TextSnapshot
from piicatalog.detection import kept

KNOWLEDGE = kept.knowledge((), None)
PURPOSES = known.purposes(known.Configured(), "", Path("none"), None)
GOOD = {
    "db/migration/V1__a.sql": b"CREATE TABLE asiakas (\n  id int PRIMARY KEY,\n  hetu char(11), -- pii: FI_PERSONAL_IDENTITY_CODE purpose=invoicing\n  nimi text\n);\n",
    "db/migration/V2__b.sql": b'-- piicatalog: ignore[PII001] reason="x"\nALTER TABLE asiakas ADD COLUMN sahkoposti text;\nCREATE VIEW v AS SELECT max(hetu) AS h FROM asiakas;\n',
    "alembic/versions/1_a.py": b"revision = '1'\ndown_revision = None\ndef upgrade():\n    op.add_column('asiakas', sa.Column('puhelin', sa.Text()))\n",
    "lb/changelog.xml": b'<databaseChangeLog><changeSet id="1" author="a"><createTable tableName="t"><column name="hetu" type="text"/></createTable></changeSet></databaseChangeLog>',
    "lb2/changelog.yaml": b"databaseChangeLog:\n- changeSet:\n    id: 1\n    author: a\n    changes:\n    - addColumn:\n        tableName: t\n        columns:\n        - column: {name: hetu, type: text}\n",
}


def outcome(base, head):
    done = run(compare(TextSnapshot(base), TextSnapshot(head)), KNOWLEDGE, PURPOSES, Settings(today=date(2026, 11, 24)))
    for name in FORMATS:
        render(name, done.report)
    return done.report


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_damaged_files(name, data):
    content = GOOD[name]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        new = data.draw(
            st.binary(max_size=6)
            | st.sampled_from(
                [b"'", b'"', b"$$", b"/*", b"*/", b"\x00", b"\xff\xfe", b"{{", b"${x}", b"\r", b";", b"(", b")", b"-- pii:", b"]]>"]
            )
        )
        content = content[:at] + new + content[at + data.draw(st.integers(0, 5)) :]
    outcome(GOOD, {**GOOD, name: content})


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(content):
    outcome(
        {}, {"db/migration/V1__a.sql": content, "x/schema.sql": content, "m/changelog.xml": content, "alembic/versions/1_a.py": content}
    )


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_character_lost_costs_no_more_than_its_statement_and_is_told(data):
    statements = [f"CREATE TABLE t{n} (\n  id int,\n  sahkoposti text DEFAULT 'x',\n  luotu date\n);\n" for n in range(12)]
    number = data.draw(st.integers(0, len(statements) - 1))
    at = data.draw(st.integers(0, len(statements[number]) - 1))
    broken = [*statements]
    broken[number] = statements[number][:at] + statements[number][at + 1 :]
    report = outcome({}, {"db/migration/V1__a.sql": "".join(broken).encode()})
    told = {finding.subject for finding in report.findings if finding.rule == "PII001"}
    lost = {f"t{n}.sahkoposti" for n in range(12)} - told
    assert len(lost) <= 2, lost
    if len(lost) > 1:
        assert any(finding.rule in ("PII901", "PII907", "PII904", "PII903") for finding in report.findings)


@pytest.mark.parametrize(
    "text",
    [
        "-- pii: \n",
        "-- pii: purpose=\n",
        "-- piicatalog: ignore[]\n",
        "/* pii:",
        '-- piicatalog: ignore[PII001] reason="',
        "# pii: " + "A" * 5000,
    ],
)
def test_half_written_directives(text):
    outcome({}, {"db/migration/V1__a.sql": f"CREATE TABLE asiakas (id int, hetu char(11)); {text}".encode()})
