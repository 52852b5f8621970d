"""A baseline in a repository: it holds through moves, squashes, renames and merges, and never hides a change."""

import json

import pytest
from click.testing import CliRunner

from piicatalog.cli.check import command
from piicatalog.cli.main import group

V1 = "CREATE TABLE asiakas (\n  id int PRIMARY KEY,\n  sahkoposti text,\n  luotu date\n);\n"
V2 = "ALTER TABLE asiakas ADD COLUMN hetu char(11);\n"


@pytest.fixture
def check(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        done = CliRunner().invoke(command, [*arguments, "--no-cache"], catch_exceptions=False)
        return done.exit_code, done.stdout, done.stderr

    return run


@pytest.fixture
def adopted(git, write, check, tmp_path):
    """A history whose findings were all put off."""
    write("db/migration/V1__a.sql", V1)
    write("db/migration/V2__b.sql", V2)
    git("add", "-A")
    git("commit", "-qm", "history")
    code, _, err = check("--write-baseline", "--reason", "before we began")
    assert (code, "2 findings put off" in err) == (0, True)
    git("add", "-A")
    git("commit", "-qm", "baseline")
    assert check()[0] == 0


def open_rules(out):
    return {(f["rule"], f["subject"]) for f in json.loads(out)["findings"] if f["status"] == "open"}


def test_moved_files(adopted, git, check):
    git("mv", "db/migration", "sql")
    code, out, _ = check("--format", "json")
    assert (code, open_rules(out)) == (0, set())


def test_a_squashed_history(adopted, git, write, check):
    git("rm", "-q", "db/migration/V1__a.sql", "db/migration/V2__b.sql")
    write("db/migration/B2__all.sql", V1.replace("luotu date", "luotu date,\n  hetu char(11)"))
    code, out, _ = check("--format", "json")
    assert (code, open_rules(out)) == (0, set())


def test_renames(adopted, write, check):
    write("db/migration/V3__c.sql", "ALTER TABLE asiakas RENAME COLUMN hetu TO henkilotunnus;\nALTER TABLE asiakas RENAME TO henkilo;\n")
    code, out, _ = check("--format", "json")
    assert (code, open_rules(out)) == (0, set())


def test_a_changed_type_or_a_new_column_is_not_hidden(adopted, write, check):
    write(
        "db/migration/V3__c.sql", "ALTER TABLE asiakas ALTER COLUMN sahkoposti TYPE jsonb;\nALTER TABLE asiakas ADD COLUMN puhelin text;\n"
    )
    code, out, _ = check("--format", "json")
    assert code == 1
    assert open_rules(out) >= {("PII001", "asiakas.sahkoposti"), ("PII001", "asiakas.puhelin")}


def test_what_is_gone_is_told_and_pruned(adopted, write, check, tmp_path):
    write("db/migration/V3__c.sql", "ALTER TABLE asiakas DROP COLUMN hetu;\n")
    code, out, _ = check("--format", "json")
    assert code == 0
    assert {rule for rule, _ in open_rules(out)} == {"PII911"}
    assert "1 entry dropped" in check("--prune-baseline")[2]
    assert open_rules(check("--format", "json")[1]) == set()
    assert "hetu" not in (tmp_path / ".piicatalog-baseline.json").read_text()


def test_two_branches_merge_line_by_line(adopted, git, write, check, tmp_path):
    for name, column in (("one", "puhelin"), ("two", "osoite")):
        git("checkout", "-q", "main")
        git("checkout", "-qb", name)
        write(
            f"db/migration/V3_{column}__x.sql".replace("_" + column, ".1" if name == "one" else ".2"),
            f"ALTER TABLE asiakas ADD COLUMN {column} text;\n",
        )
        assert check("--write-baseline")[0] == 0
        git("add", "-A")
        git("commit", "-qm", name)
    path = tmp_path / ".piicatalog-baseline.json"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:2], "<<<<<<< HEAD", lines[2], "=======", lines[3], ">>>>>>> two", *lines[4:]]) + "\n")
    done = CliRunner().invoke(group, ["check", "--no-cache"])
    assert done.exit_code == 2
    assert ".piicatalog-baseline.json:3: holds a merge conflict" in done.stderr


def test_the_gravest_need_a_reason(git, write, check):
    write("db/migration/V1__a.sql", "CREATE TABLE potilas (id int PRIMARY KEY, diagnoosi text, luotu date);\n")
    _, _, err = check("--write-baseline")
    assert "not put off without --reason: db/migration/V1__a.sql:1:43 PII002 potilas.diagnoosi" in err
    assert check("--write-baseline", "--reason", "agreed")[0] == 0
    assert check()[0] == 0


def test_a_baseline_is_written_of_everything_not_of_a_difference(adopted, write, check):
    write("db/migration/V3__c.sql", "ALTER TABLE asiakas ADD COLUMN puhelin text;\n")
    assert "3 findings put off" in check("--write-baseline", "--base", "HEAD")[2]
    assert check("--base", "HEAD")[0] == 0
    assert "0 entries dropped" in check("--prune-baseline", "--base", "HEAD")[2]


def test_a_baseline_of_one_folder_leaves_the_others_alone(adopted, write, check):
    write("other/V1__x.sql", "CREATE TABLE kontakti (id int PRIMARY KEY, sahkoposti text, luotu date);\n")
    assert "3 findings put off" in check("other", "--write-baseline")[2]
    assert check()[0] == 0
