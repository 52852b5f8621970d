"""The retention and subject-map commands, from a scan to what a privacy officer reads."""

import json
import sqlite3

import pytest
from click.testing import CliRunner

from piicatalog.cli.main import group

CONFIGURATION = """
notice: kuluttaja-asiakkaat
sources: {shop: shop.sqlite}
tables:
  - {table: asiakas, activities: [web_shop]}
  - {table: lasku, activities: [web_shop]}
parameters: {financial_year_end_month: 12}
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PIICATALOG_STORE", raising=False)
    with sqlite3.connect("shop.sqlite") as connection:
        connection.execute("CREATE TABLE asiakas (asiakas_id INTEGER PRIMARY KEY, etunimi TEXT, sukunimi TEXT, sahkoposti TEXT)")
        connection.execute(
            "CREATE TABLE tilaus (tilaus_id INTEGER PRIMARY KEY, asiakas_id INTEGER REFERENCES asiakas(asiakas_id), tilauspvm TEXT)"
        )
        connection.execute(
            "CREATE TABLE lasku (laskunro INTEGER PRIMARY KEY, asiakas_id INTEGER REFERENCES asiakas(asiakas_id),"
            " laskutusosoite TEXT, laskupvm TEXT)"
        )
        connection.executemany(
            "INSERT INTO asiakas VALUES (?, 'Aino', 'Korhonen', ?)", [(number, f"a{number}@example.com") for number in range(40)]
        )
        old_and_new = [(number, number, "2015-03-01" if number < 10 else "2026-01-05") for number in range(40)]
        connection.executemany("INSERT INTO tilaus VALUES (?, ?, ?)", old_and_new)
        connection.executemany("INSERT INTO lasku VALUES (?, ?, 'Koivukuja 1, 00100 Helsinki', ?)", old_and_new)
    (tmp_path / "piicatalog.yaml").write_text(CONFIGURATION, encoding="utf-8")

    def call(*arguments, code=0):
        result = CliRunner().invoke(group, list(arguments), prog_name="piicatalog", catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result.stdout

    call("scan", "shop", "--quiet")
    return call


def test_the_plan_is_text_or_json(run):
    text = run("retention", "plan")
    assert "must go: 5 y after the customer's last order" in text
    assert "must stay: 6 y from the end of the calendar year of the voucher" in text
    assert {table["table"] for table in json.loads(run("retention", "plan", "--format", "json"))["tables"]} >= {"asiakas", "lasku"}
    assert "poistettava: 5 v" in run("retention", "plan", "--lang", "fi")


def test_the_audit_counts_and_can_fail(run):
    data = json.loads(run("retention", "audit", "shop", "--as-of", "2026-11-24", "--format", "json"))
    (customer,) = [line for line in data["lines"] if line["table"] == "asiakas" and "sahkoposti" in line["columns"]]
    assert customer["rows"] == {"overdue": 10, "later": 30, "longest_overdue_more_than_years": 5}
    (invoice,) = [line for line in data["lines"] if line["table"] == "lasku" and "laskutusosoite" in line["columns"]]
    assert invoice["rows"] == {"overdue": 10, "later": 30, "longest_overdue_more_than_years": 2}
    text = run("retention", "audit", "shop", "--as-of", "2026-11-24", "--floor", "11", "--fail-on-overdue", code=1)
    assert "overdue <11; later hidden" in text
    assert "Korhonen" not in text


def test_the_queries_can_be_seen_instead(run):
    sql = run("retention", "audit", "shop", "--as-of", "2026-11-24", "--sql")
    for statement in [part for part in sql.split(";\n\n") if part.strip()]:
        assert sqlite3.connect("shop.sqlite").execute(statement).fetchall()


def test_requests_are_printed_and_run_as_printed(run):
    script = run("subject-map", "--live", "shop", "--as", "access")
    lines = [line for line in script.splitlines() if line.startswith("SELECT")]
    rows = [sqlite3.connect("shop.sqlite").execute(line.rstrip(";"), {"asiakas_id": 7}).fetchall() for line in lines]
    assert [len(found) for found in rows] == [1] * len(lines)
    assert len(lines) >= 2
    erasure = run("subject-map", "--live", "shop", "--as", "erasure")
    assert "-- kept by law: " in erasure
    assert 'DELETE FROM "lasku"' not in erasure
    assert run("subject-map", "--as", "mermaid").startswith("flowchart LR\n")


def test_an_answer_in_decisions_counts_as_one_in_the_configuration(run):
    run("decide", "which_columns_are_vouchers", "answer", "none", "--why", "erillinen kirjanpito", "--who", "Maija")
    assert "must stay" not in run("retention", "plan")
    assert "six years" not in run("subject-map", "--live", "shop", "--as", "erasure")
    assert 'DELETE FROM "lasku"' in run("subject-map", "--live", "shop", "--as", "erasure")


def test_a_table_that_cannot_be_read_does_not_pass_as_one_with_nothing_overdue(run):
    with sqlite3.connect("shop.sqlite") as connection:
        connection.execute("UPDATE tilaus SET tilauspvm = '2026-01-05'")
        connection.execute("DROP TABLE lasku")
    text = run("retention", "audit", "shop", "--as-of", "2026-11-24", "--fail-on-overdue", code=2)
    assert "not audited: lasku: " in text


def test_a_view_has_no_rows_of_its_own_to_go(run):
    with sqlite3.connect("shop.sqlite") as connection:
        connection.execute("CREATE VIEW asiakas_v AS SELECT asiakas_id, etunimi, sukunimi, sahkoposti FROM asiakas")
    run("scan", "shop", "--quiet")
    assert "asiakas_v\n  a view: its rows are those of other tables and go with them\n" in run("retention", "plan")
    assert "asiakas_v" not in run("retention", "audit", "shop")
    assert "asiakas_v" not in run("retention", "audit", "shop", "--sql")


def test_files_are_audited_as_tables_are(run, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    orders = "".join(f"{number},{number},{'1.3.2015' if number < 10 else '2026-01-05'}\n" for number in range(40))
    (folder / "asiakas.csv").write_text("asiakas_id,etunimi,sahkoposti\n" + "".join(f"{n},Aino,a{n}@example.com\n" for n in range(40)))
    (folder / "tilaus.csv").write_text("tilaus_id,asiakas_id,tilauspvm\n" + orders)
    run("scan", "files", "--quiet")
    data = json.loads(run("retention", "audit", "files", "--as-of", "2026-11-24", "--format", "json"))
    assert data["problems"] == []
    (customer,) = [line for line in data["lines"] if line["table"] == "asiakas" and line["activity"] == "web_shop"]
    assert customer["rows"] == {"overdue": 10, "later": 30, "longest_overdue_more_than_years": 5}


def test_a_source_is_meant_by_its_name_in_the_configuration(run):
    assert "must go" in run("retention", "plan", "--source", "shop")
    assert "must go" in run("retention", "plan", "--source", "shop.sqlite")
    run("retention", "plan", "--source", "crm", code=2)
