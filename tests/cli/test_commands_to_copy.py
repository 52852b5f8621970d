"""Commands that are printed to be copied into a shell."""

import shlex

import pytest
from click.testing import CliRunner

from piicatalog.cli.main import group

NAME = "vienti $(touch x); DROP"


@pytest.fixture
def scanned(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.sql").write_text(f'CREATE TABLE "{NAME}" (hetu char(11), sukunimi text);', encoding="utf-8")
    return CliRunner().invoke(group, ["scan", "x.sql", "--no-values"], prog_name="piicatalog")


def test_a_name_is_one_word_of_the_next_command(scanned):
    first = scanned.stderr[scanned.stderr.index("piicatalog explain") :].split("  ·  ")[0]
    assert shlex.split(first)[2] == f"{NAME}.hetu"
    assert CliRunner().invoke(group, shlex.split(first)[1:], prog_name="piicatalog").exit_code == 0


def test_a_table_is_one_word_of_the_command_that_binds_it(scanned):
    assert scanned.exit_code == 0
    asked = CliRunner().invoke(group, ["questions"], prog_name="piicatalog").stdout
    command = next(line for line in asked.splitlines() if " bind " in line)
    assert shlex.split(command)[:4] == ["piicatalog", "decide", NAME, "bind"]
