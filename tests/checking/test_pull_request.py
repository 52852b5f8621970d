"""A pull request's life in a scratch repository, through the command line as a developer sees it."""

import json
import re

import pytest
from click.testing import CliRunner

from piicatalog.cli.check import command


@pytest.fixture
def check(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        done = CliRunner().invoke(command, [*arguments, "--cache-dir", str(tmp_path.parent / "cache")], catch_exceptions=False)
        return done.exit_code, done.stdout, done.stderr

    return run


@pytest.fixture
def shop(git, write):
    write("db/migration/V1__shop.sql", "CREATE TABLE tuote (\n  id int PRIMARY KEY,\n  hinta numeric(10,2)\n);\n")
    git("add", "-A")
    git("commit", "-qm", "shop")
    git("checkout", "-qb", "feature")


def rules_of(stdout):
    return {(f["rule"], f["subject"]) for f in json.loads(stdout)["findings"] if f["status"] == "open"}


def test_from_a_missing_purpose_to_a_merge(shop, git, write, check):
    # A column of identity codes without a purpose fails, at its line, with the text to write.
    write(
        "db/migration/V2__perinta.sql",
        "CREATE TABLE perinta (\n  id int PRIMARY KEY,\n  henkilotunnus char(11) NOT NULL,\n  luotu date\n);\n",
    )
    code, text, err = check("--base", "main")
    assert code == 1, text + err
    assert "db/migration/V2__perinta.sql:3:3: error PII001 perinta.henkilotunnus is FI_PERSONAL_IDENTITY_CODE (" in text
    assert "  3 |   henkilotunnus char(11) NOT NULL,\n    |   ^^^^^^^^^^^^^\n" in text
    written = re.search(r"-- pii: FI_PERSONAL_IDENTITY_CODE purpose=\w+", text)[0]

    # Written as proposed, it passes.
    write(
        "db/migration/V2__perinta.sql",
        f"CREATE TABLE perinta (\n  id int PRIMARY KEY,\n  henkilotunnus char(11) NOT NULL, {written}\n  luotu date\n);\n",
    )
    code, text, err = check("--base", "main")
    assert code == 0, text + err
    git("add", "-A")
    assert check("--staged")[0] == 0
    git("commit", "-qm", "debt collection")

    # Renamed: the tag goes along.
    git("checkout", "-qb", "rename")
    write("db/migration/V3__rename.sql", "ALTER TABLE perinta RENAME COLUMN henkilotunnus TO hetu;\n")
    code, out, _ = check("--base", "feature", "--format", "json")
    assert code == 0
    assert ("PII101", "perinta.hetu") in rules_of(out)
    git("add", "-A")
    git("commit", "-qm", "rename")

    # Copied into a backup table: the copy has no purpose of its own.
    git("checkout", "-qb", "copy")
    write("db/migration/V4__backup.sql", "CREATE TABLE perinta_bak AS SELECT * FROM perinta;\n")
    code, out, _ = check("--base", "rename", "--format", "json")
    assert code == 1
    assert {("PII202", "perinta_bak.hetu"), ("PII110", "perinta_bak")} <= rules_of(out)

    # Dropped in the same change: nothing is left to say.
    write("db/migration/V5__clean.sql", "DROP TABLE perinta_bak;\n")
    code, out, _ = check("--base", "rename", "--format", "json")
    assert code == 0
    assert rules_of(out) == set()
    git("add", "-A")
    git("commit", "-qm", "copy")

    # The original is dropped: its entry can be closed.
    git("checkout", "-qb", "drop")
    write("db/migration/V6__drop.sql", "ALTER TABLE perinta DROP COLUMN hetu;\n")
    code, out, _ = check("--base", "copy", "--format", "json")
    assert code == 0
    assert ("PII103", "perinta.hetu") in rules_of(out)


def test_base_equal_to_head_gives_nothing(shop, write, git, check):
    write("db/migration/V2__a.sql", "CREATE TABLE asiakas (id int, sahkoposti text);\n")
    git("add", "-A")
    git("commit", "-qm", "a")
    code, out, _ = check("--base", "HEAD", "--format", "json")
    assert (code, rules_of(out)) == (0, set())


def test_moved_files_give_nothing(shop, write, git, check):
    write("db/migration/V2__a.sql", "CREATE TABLE asiakas (id int, sahkoposti text);\n")
    git("add", "-A")
    git("commit", "-qm", "a")
    git("checkout", "-qb", "move")
    git("mv", "db/migration", "migrations")
    code, out, _ = check("--base", "feature", "--format", "json")
    assert (code, rules_of(out)) == (0, set())


def test_two_pull_requests_say_together_what_one_says(shop, write, git, check):
    write("db/migration/V2__a.sql", "CREATE TABLE asiakas (id int, sahkoposti text, luotu date);\n")
    git("add", "-A")
    git("commit", "-qm", "a")
    write("db/migration/V3__b.sql", "ALTER TABLE asiakas ADD COLUMN hetu char(11);\n")
    first = rules_of(check("--base", "main", "--format", "json")[1])
    second = rules_of(check("--base", "feature", "--format", "json")[1])
    git("stash", "-qu")
    alone = rules_of(check("--base", "main", "--format", "json")[1])
    assert alone | second == first


def test_the_first_run_proposes_a_baseline_which_then_holds(shop, write, git, check, tmp_path):
    write("db/migration/V2__a.sql", "CREATE TABLE asiakas (id int, sahkoposti text, luotu date);\n")
    code, text, _ = check()
    assert code == 0
    assert "--write-baseline" in text
    assert check("--fail-on", "error")[0] == 1
    assert check("--write-baseline")[0] == 0
    code, out, err = check("--format", "json")
    assert code == 0, out
    assert "1 in baseline" in err
    write("db/migration/V3__b.sql", "ALTER TABLE asiakas RENAME COLUMN sahkoposti TO email;\n")
    assert check()[0] == 0, "a rename stays in the baseline"
    write("db/migration/V4__c.sql", "ALTER TABLE asiakas ALTER COLUMN email TYPE jsonb;\n")
    assert check()[0] == 1, "a changed type does not"


def test_entries_are_written_with_their_purposes_left_open(shop, write, check, tmp_path):
    write("db/migration/V2__a.sql", "CREATE TABLE asiakas (id int, sahkoposti text, luotu date);\n")
    code, _, err = check("--base", "main", "--fix")
    assert code == 1
    assert "1 entry written" in err
    text = (tmp_path / "decisions.yaml").read_text()
    assert "column: asiakas.sahkoposti" in text
    (tmp_path / "decisions.yaml").write_text(
        text.replace("    entity_type: EMAIL_ADDRESS\n", "    entity_type: EMAIL_ADDRESS\n    purposes: [web_shop]\n")
    )
    assert check("--base", "main")[0] == 0


def test_suppressed_with_a_reason_it_passes(shop, write, check):
    write(
        "db/migration/V2__a.sql",
        'CREATE TABLE asiakas (id int, luotu date,\n  sahkoposti text -- piicatalog: ignore[PII001] reason="a shared mailbox"\n);\n',
    )
    code, out, err = check("--base", "main", "--format", "json")
    assert code == 0, out
    assert "1 suppressed" in err


def test_several_formats_at_once_and_equal_bytes(shop, write, check, tmp_path):
    write("db/migration/V2__a.sql", "CREATE TABLE asiakas (id int, sahkoposti text);\n")
    runs = []
    for _ in range(2):
        code, out, _ = check(
            "--base", "main", "--format", "github", "--format", f"sarif={tmp_path}/out.sarif", "--format", f"markdown={tmp_path}/out.md"
        )
        assert code == 1
        runs.append((out, (tmp_path / "out.sarif").read_bytes(), (tmp_path / "out.md").read_bytes()))
    assert runs[0] == runs[1]
    assert runs[0][0].startswith("::error title=PII001")


def test_a_check_that_reads_nothing_fails(git, write, tmp_path, monkeypatch):
    from piicatalog.cli.main import group

    monkeypatch.chdir(tmp_path)
    write("README.txt", "nothing here")
    done = CliRunner().invoke(group, ["check"])
    assert done.exit_code == 2
    assert "nothing was checked" in done.stderr


def test_finnish_messages(shop, write, check):
    write("db/migration/V2__a.sql", "CREATE TABLE asiakas (id int, sahkoposti text);\n")
    assert "virhe PII001 asiakas.sahkoposti on EMAIL_ADDRESS" in check("--base", "main", "--lang", "fi")[1]


def test_a_table_and_a_column_can_be_asked_about(shop, write, check):
    write("db/migration/V2__a.sql", "CREATE TABLE asiakas (id int, hetu char(11));\nALTER TABLE asiakas RENAME COLUMN hetu TO tunnus;\n")
    assert "tunnus  char(11)" in check("--show-schema", "asiakas")[1]
    text = check("--why", "asiakas.tunnus")[1]
    assert "formerly asiakas.hetu" in text
