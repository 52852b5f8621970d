"""What holds of every history: nothing changed says nothing, moving says nothing, and two pull requests say what one says."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from piicatalog.checking import known
from piicatalog.checking.finding import Severity
from piicatalog.checking.formats import FORMATS
from piicatalog.checking.history import compare
from piicatalog.checking.run import Settings, run
from piicatalog.checking.snapshot import TextSnapshot
from piicatalog.detection import kept

TABLES = ("asiakas", "tuote", "tilaus", "kaynti", "loki", "perinta", "laite")
COLUMNS = {
    "sahkoposti": "text",
    "hetu": "char(11)",
    "nimi": "text",
    "hinta": "numeric(10,2)",
    "luotu": "date",
    "asiakas_id": "int",
    "diagnoosi": "text",
    "lisatiedot": "text",
    "payload": "jsonb",
    "salasana": "varchar(20)",
    "x1": "text",
}
TAGS = ("", "", "", " -- pii: EMAIL_ADDRESS purpose=web_shop", " -- pii: NONE", " -- pii: PERSON purpose=nonsense")
KNOWLEDGE = kept.knowledge((), None)
PURPOSES = known.purposes(known.Configured(), "", Path("none"), None)


@st.composite
def histories(draw, *, growing: bool):
    """Statements in the order in which they run; ``growing``: none takes back what another did."""
    tables: dict[str, list[str]] = {}
    copies = 0
    statements = []
    for _ in range(draw(st.integers(2, 7))):
        kinds = (
            ["create"]
            if not tables
            else ["create", "add", "add", "view", "copy", "insert"] + ([] if growing else ["rename", "drop", "move", "retype"])
        )
        kind = draw(st.sampled_from(kinds))
        table = draw(st.sampled_from(sorted(tables))) if tables else ""
        if kind == "create":
            free = [name for name in TABLES if name not in tables]
            if not free:
                continue
            name = draw(st.sampled_from(free))
            columns = draw(st.lists(st.sampled_from(sorted(COLUMNS)), min_size=1, max_size=4, unique=True))
            lines = [f"  {column} {COLUMNS[column]},{draw(st.sampled_from(TAGS))}" for column in columns]
            statements.append(f"CREATE TABLE {name} (\n" + "\n".join(lines) + "\n  id int PRIMARY KEY\n);")
            tables[name] = list(columns)
        elif kind == "add":
            column = draw(st.sampled_from(sorted(COLUMNS)))
            if column not in tables[table]:
                tables[table].append(column)
                statements.append(f"ALTER TABLE {table} ADD COLUMN {column} {COLUMNS[column]};{draw(st.sampled_from(TAGS))}")
        elif kind == "view":
            copies += 1
            statements.append(f"CREATE VIEW nakyma{copies} AS SELECT * FROM {table};")
        elif kind == "copy":
            copies += 1
            statements.append(f"CREATE TABLE kopio{copies} AS SELECT * FROM {table};")
        elif kind == "insert" and len(tables) > 1:
            other = draw(st.sampled_from(sorted(set(tables) - {table})))
            source, target = draw(st.sampled_from(tables[table])), draw(st.sampled_from(tables[other]))
            statements.append(f"INSERT INTO {other} ({target}) SELECT {source} FROM {table};")
        elif kind == "rename":
            column, new = draw(st.sampled_from(tables[table])), draw(st.sampled_from(sorted(COLUMNS)))
            if new not in tables[table]:
                tables[table][tables[table].index(column)] = new
                statements.append(f"ALTER TABLE {table} RENAME COLUMN {column} TO {new};")
        elif kind == "retype":
            statements.append(f"ALTER TABLE {table} ALTER COLUMN {draw(st.sampled_from(tables[table]))} TYPE varchar(900);")
        elif kind == "move":
            free = [name for name in TABLES if name not in tables]
            if free:
                new = draw(st.sampled_from(free))
                tables[new] = tables.pop(table)
                statements.append(f"ALTER TABLE {table} RENAME TO {new};")
        elif kind == "drop" and len(tables[table]) > 1:
            column = draw(st.sampled_from(tables[table]))
            tables[table].remove(column)
            statements.append(f"ALTER TABLE {table} DROP COLUMN {column};")
    return statements


def snapshot(statements, folder="db/migration"):
    return TextSnapshot({f"{folder}/V{number}__s.sql": f"{text}\n".encode() for number, text in enumerate(statements, 1)})


def found(base, head):
    compared = compare(base, head, dialect="postgres")
    return run(compared, KNOWLEDGE, PURPOSES, Settings(today=date(2026, 11, 24))).report.findings


def said(findings):
    return {(finding.rule, finding.subject, finding.entity_type) for finding in findings}


@settings(max_examples=40, deadline=None)
@given(histories(growing=False))
def test_nothing_changed_says_nothing(statements):
    assert said(found(snapshot(statements), snapshot(statements))) == set()


@settings(max_examples=40, deadline=None)
@given(histories(growing=False))
def test_moved_files_say_nothing(statements):
    assert said(found(snapshot(statements), snapshot(statements, "sql/elsewhere"))) == set()


@settings(max_examples=50, deadline=None)
@example(
    [
        "CREATE TABLE tuote (\n  asiakas_id int,\n  id int PRIMARY KEY\n);",
        "CREATE TABLE asiakas (\n  lisatiedot text,\n  hetu char(11),\n  id int PRIMARY KEY\n);",
        "INSERT INTO asiakas (lisatiedot) SELECT asiakas_id FROM tuote;",
    ],
    2,
)
@given(histories(growing=True), st.integers(0, 7))
def test_two_pull_requests_say_what_one_says(statements, cut):
    first, second = found(snapshot(statements[:cut]), snapshot(statements)), found(snapshot([]), snapshot(statements[:cut]))
    union, whole = said(first) | said(second), said(found(snapshot([]), snapshot(statements)))
    assert whole <= union
    # A later date cures PII301; more columns make certain (PII001) what was possible (PII007); of a column copied into, PII202 speaks.
    copied = {subject for rule, subject, _ in whole if rule == "PII202"}
    assert {one for one in union - whole if one[0] not in ("PII301", "PII007") and not (one[0] == "PII001" and one[1] in copied)} == set()


@settings(max_examples=50, deadline=None)
@example(["CREATE TABLE asiakas (\n  salasana varchar(20),\n  id int PRIMARY KEY\n);", "ALTER TABLE asiakas RENAME TO tuote;"], 1)
@example(
    [
        "CREATE TABLE asiakas (\n  lisatiedot text,\n  id int PRIMARY KEY\n);",
        "ALTER TABLE asiakas RENAME COLUMN lisatiedot TO salasana;",
        "ALTER TABLE asiakas RENAME TO tuote;",
    ],
    1,
)
@example(
    [
        "CREATE TABLE tilaus (\n  nimi text,\n  id int PRIMARY KEY\n);",
        "CREATE TABLE kopio1 AS SELECT * FROM tilaus;",
        "ALTER TABLE tilaus ADD COLUMN sahkoposti text;",
        "ALTER TABLE tilaus RENAME TO asiakas;",
    ],
    3,
)
@example(
    [
        "CREATE TABLE asiakas (\n  diagnoosi text, -- pii: EMAIL_ADDRESS purpose=web_shop\n  x1 text,\n  id int PRIMARY KEY\n);",
        "ALTER TABLE asiakas DROP COLUMN diagnoosi;",
        "ALTER TABLE asiakas ADD COLUMN diagnoosi text;",
    ],
    1,
)
@example(
    [
        "CREATE TABLE asiakas (\n  diagnoosi text,\n  asiakas_id int,\n  hetu char(11),\n  id int PRIMARY KEY\n);",
        "CREATE TABLE kopio1 AS SELECT * FROM asiakas;",
        "ALTER TABLE asiakas DROP COLUMN diagnoosi;",
        "ALTER TABLE asiakas RENAME TO tuote;",
    ],
    1,
)
@given(histories(growing=False), st.integers(0, 7))
def test_nothing_is_lost_between_two_pull_requests(statements, cut):
    parts = [*found(snapshot([]), snapshot(statements[:cut])), *found(snapshot(statements[:cut]), snapshot(statements))]
    # Of a column copied into, PII202 says what PII001 would, while its source is there; what was certain under an old name
    # (PII001) says more than what is possible (PII007) under the new one; of a column that lost its tag, PII106 speaks.
    as_told = {"PII202": "PII001"}
    enough = {"PII007": ("PII007", "PII001"), "PII001": ("PII001", "PII106")}
    told = {(as_told.get(finding.rule, finding.rule), finding.subject.lower()) for finding in parts}
    for finding in found(snapshot([]), snapshot(statements)):
        rule = as_told.get(finding.rule, finding.rule)
        names = {name.lower() for name in (finding.subject, *finding.former)}
        assert finding.severity is Severity.NOTE or any((one, name) in told for one in enough.get(rule, (rule,)) for name in names), finding


CHECKING = """
import json, sys
from click.testing import CliRunner
from piicatalog.cli.main import group
cache, *formats = sys.argv[1:]
command = ["check", "db", "--cache-dir", cache, "--format"]
done = {name: CliRunner().invoke(group, [*command, name], catch_exceptions=False) for name in formats}
print(json.dumps({name: (one.exit_code, one.stdout) for name, one in done.items()}))
"""


def test_the_order_of_sets_does_not_show(write, tmp_path):
    write(
        "db/V1__a.sql", "CREATE TABLE asiakas (id int, hetu char(11), sahkoposti text, nimi text, diagnoosi text, salasana varchar(9));\n"
    )
    write(
        "db/V2__b.sql",
        "CREATE TABLE kopio AS SELECT * FROM asiakas;\nCREATE VIEW v AS SELECT max(hetu) AS h, count(nimi) AS n FROM asiakas;\n",
    )
    outputs = []
    for seed in ("1", "2", "3"):
        command = [sys.executable, "-c", CHECKING, str(tmp_path / f"cache-{seed}"), *FORMATS]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, env=os.environ | {"PYTHONHASHSEED": seed})
        assert done.returncode == 0, done.stderr
        outputs.append(json.loads(done.stdout))
    for name in FORMATS:
        (code, text), *others = (output[name] for output in outputs)
        assert (code, bool(text)) == (1, True), name
        assert others == [[code, text]] * 2, name
