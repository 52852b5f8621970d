"""What could not be read is told, with its place, and nothing else is lost."""

import json

import pytest
from click.testing import CliRunner

from piicatalog.cli.check import command

CLEAN = b"CREATE TABLE asiakas (\n  id int,\n  sahkoposti text\n);\n"


@pytest.fixture
def check(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(files, *arguments):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        done = CliRunner().invoke(command, [".", "--format", "json", "--no-cache", *arguments], catch_exceptions=False)
        findings = json.loads(done.stdout)["findings"] if done.stdout else []
        return done.exit_code, {(f["rule"], f["file"], f["line"]) for f in findings}

    return run


@pytest.mark.parametrize(
    ("code", "files"),
    [
        ("PII901", {"db/V2__x.sql": b"ALTER TABLE asiakas FROBNICATE THE widget;"}),
        ("PII902", {"db/V2__x.sql": b"DO $$ BEGIN EXECUTE 'ALTER TABLE asiakas ADD COLUMN ' || quote_ident(x) || ' text'; END $$;"}),
        ("PII904", {"db/V2__x.sql": b"ALTER TABLE missing DROP COLUMN x;"}),
        ("PII906", {"db/V2__x.sql": b"CREATE TABLE ${name} (id int);"}),
        (
            "PII907",
            {"db/V2__x.sql": b"INSERT INTO asiakas VALUES (1, 'x);\nCREATE TABLE c (id int);\nCREATE TABLE d (n text DEFAULT 'y');"},
        ),
        ("PII908", {"db/V2__x.sql": b"\x00\x01\x02\xff\xfe\x00CREATE\x00\x00\x80\x81\x82"}),
        (
            "PII909",
            {"knex/migrations/20240101000000_a.js": b"exports.up = (knex) => knex.schema.createTable('a', (t) => t.string('email'));"},
        ),
    ],
)
def test_it_is_told(check, code, files):
    exit_code, found = check({"db/V1__a.sql": CLEAN, **files})
    assert code in {rule for rule, _, _ in found}
    assert ("PII001", "db/V1__a.sql", 3) in found, "the rest is still judged"
    assert exit_code == 1


def test_what_is_lowered_is_never_hidden(check):
    levels = b"check:\n  - {rules: [PII901], level: 'off'}\n  - {rules: [PII001], level: 'off'}\n"
    code, found = check({"db/V1__a.sql": CLEAN + b"ALTER TABLE asiakas FROBNICATE THE widget;", "piicatalog.yaml": levels})
    assert {rule for rule, _, _ in found} & {"PII901", "PII001"} == {"PII901"}
    assert code == 0


def test_strict_tells_that_not_all_was_understood(check):
    code, _ = check({"db/V1__a.sql": CLEAN + b"ALTER TABLE asiakas FROBNICATE THE widget;"}, "--strict")
    assert code == 3


@pytest.mark.parametrize(
    "content",
    [
        CLEAN.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + CLEAN,
        CLEAN.decode().encode("utf-16"),
        b"-- \xe4iti\n".join([b"", CLEAN]),
        b"CREATE TABLE asiakas (\n  \xf0\x9f\x98\x80 int,\n  sahkoposti text\n);\n",
        b"COPY t (a) FROM stdin;\n1\t'\n\\.\n" + CLEAN,
        b"\\connect shop\n" + CLEAN,
    ],
    ids=["crlf", "bom", "utf-16", "latin-1", "astral", "copy", "psql"],
)
def test_odd_text_loses_nothing(check, content):
    _, found = check({"db/V1__a.sql": content})
    assert "PII001" in {rule for rule, _, _ in found}


def test_answered_dynamic_sql_is_judged(check):
    text = b"CREATE TABLE asiakas (id int);\n-- piicatalog: schema ADD COLUMN asiakas.sahkoposti text\nSELECT add_column_by_magic();\n"
    _, found = check({"db/V1__a.sql": text})
    assert "PII001" in {rule for rule, _, _ in found}
