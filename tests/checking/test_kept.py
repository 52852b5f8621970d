"""What a check keeps changes nothing but its time: cold, warm, damaged and shared caches give the same bytes."""

import sqlite3

import pytest
from click.testing import CliRunner

from piicatalog.cli.check import command


@pytest.fixture
def check(git, write, tmp_path, tmp_path_factory, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number in range(1, 70):
        write(f"db/migration/V{number}__t.sql", f"CREATE TABLE t{number} (id int PRIMARY KEY, hinta int, luotu date);\n")
    write(
        "db/migration/V70__a.sql",
        "CREATE TABLE asiakas (id int PRIMARY KEY,\n  hetu char(11), -- pii: FI_PERSONAL_IDENTITY_CODE purpose=invoicing\n  luotu date);\n"
        "CREATE TABLE osa (LIKE asiakas);\nCREATE TABLE kopio AS SELECT * FROM asiakas;\n"
        "CREATE VIEW v AS SELECT max(a.hetu) AS h, count(*) AS n FROM asiakas a JOIN t1 ON t1.id = a.id;\n"
        "ALTER TABLE asiakas RENAME COLUMN hetu TO tunnus;\nGRANT SELECT ON asiakas TO PUBLIC;\nALTER TABLE t1 FROBNICATE;\n",
    )
    git("add", "-A")
    git("commit", "-qm", "base")
    write(
        "db/migration/V71__b.sql",
        "ALTER TABLE asiakas ADD COLUMN sahkoposti text;\nCREATE VIEW w AS SELECT upper(h) AS x FROM v;\nDROP TABLE osa;\n",
    )
    cache = tmp_path_factory.mktemp("cache")

    def run(*arguments):
        done = CliRunner().invoke(command, ["--format", "json", "--cache-dir", str(cache), *arguments], catch_exceptions=False)
        return done.exit_code, done.stdout

    run.cache = cache
    return run


@pytest.mark.parametrize("arguments", [("--base", "HEAD"), ("--fail-on", "error")], ids=["difference", "everything"])
def test_cold_warm_and_without_a_cache(check, arguments):
    first = check(*arguments)
    assert first[0] == 1
    assert check(*arguments) == first
    assert check("--no-cache", *arguments) == first


@pytest.mark.parametrize(
    "damage", ["null", "[]", "{}", "[" * 5000, '{"schema": {}, "seen": []}', "\x00", '[[["CreateTable", [], 0, [0,1,1,1]]], [], 1, 1]']
)
def test_a_damaged_cache(check, damage):
    first = check("--base", "HEAD")
    with sqlite3.connect(check.cache / "kept.sqlite") as connection:
        for table in ("reading", "schema", "fact"):
            connection.execute(f"UPDATE {table} SET content = ?", (damage,))
    assert check("--base", "HEAD") == first
    for entry in check.cache.glob("*.json"):
        entry.write_text(damage)
    assert check("--base", "HEAD") == first


def test_an_edited_file_is_seen(check, write):
    assert '"asiakas.sahkoposti"' in check("--base", "HEAD")[1]
    write(
        "db/migration/V71__b.sql",
        "ALTER TABLE asiakas ADD COLUMN puhelinxx text;\nCREATE VIEW w AS SELECT upper(h) AS x FROM v;\nDROP TABLE osa;\n",
    )
    assert '"asiakas.sahkoposti"' not in check("--base", "HEAD")[1]
