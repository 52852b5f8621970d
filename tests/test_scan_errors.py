"""What goes wrong in a scan: one clear message that says what to do, exit code 2, no traceback, no password."""

import json
import os
import sqlite3
import sys
from contextlib import closing
from urllib.parse import quote

import jsonschema
import psycopg
import pytest
from click.testing import CliRunner

from piicatalog.cli.main import group

PASSWORD = "s4l@/ai nen'%;"
ENCODED = quote(PASSWORD, safe="")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run scan in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PIICATALOG_STORE", raising=False)

    def call(*arguments):
        return CliRunner().invoke(group, ["scan", *map(str, arguments)], prog_name="piicatalog", catch_exceptions=False)

    return call


def people(folder, name="asiakas.csv", text="hetu;nimi\n010594Y9032;Aino\n131052-308T;Eeva\n"):
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def check(result, *said, code=2):
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    for text in (PASSWORD, ENCODED, quote(PASSWORD, safe="@"), "s4l%40"):
        assert text not in result.output
    for text in said:
        assert text in result.stderr, result.stderr


ADDRESSES = {
    "nothing listens": (f"postgresql://joku:{ENCODED}@127.0.0.1:1/kauppa", "postgresql://127.0.0.1:1/kauppa"),
    "in a parameter": (f"postgresql://127.0.0.1:1/kauppa?user=joku&password={ENCODED}", "refused"),
    "in another parameter": (f"mysql://joku@127.0.0.1:1/kauppa?ssl_key_password={ENCODED}", "127.0.0.1"),
    "no such host": (f"postgresql://joku:{ENCODED}@tietokanta.invalid/kauppa", "tietokanta.invalid"),
    "a parameter that is none": (f"mysql://joku:{ENCODED}@127.0.0.1:1/kauppa?huu={ENCODED}", "does not take this address"),
    "no such kind": (f"mongodb://joku:{ENCODED}@127.0.0.1/kauppa", "no source is known for mongodb://"),
    "without its beginning": (f"joku:{ENCODED}@127.0.0.1/kauppa", "give one of"),
    "a driver's own form": (f"host=127.0.0.1 user=joku password={ENCODED}", "give one of"),
    "a port that is none": (f"postgresql://joku:{ENCODED}@127.0.0.1:portti/kauppa", "write postgresql://user:password@host"),
    "snowflake": (f"snowflake://joku:{ENCODED}@tili/kauppa", "pip install 'piicatalog[snowflake]'"),
    "bigquery": ("bigquery://projekti/kauppa", "pip install 'piicatalog[bigquery]'"),
    "sql server": (f"mssql://joku:{ENCODED}@host/kauppa", "pip install 'piicatalog[mssql]'"),
    "oracle": (f"oracle://joku:{ENCODED}@host/kauppa", "pip install 'piicatalog[oracle]'"),
    "databricks": (f"databricks://token:{ENCODED}@host/kauppa", "pip install 'piicatalog[databricks]'"),
}


@pytest.mark.parametrize("case", ADDRESSES)
def test_an_address_that_is_wrong(run, case):
    address, said = ADDRESSES[case]
    extra = said.partition("[")[2].partition("]")[0]
    if extra and any(_is_installed(module) for module in _DRIVERS[extra]):
        pytest.skip(f"the extra {extra} is installed")
    check(run(address, "--no-store"), said)


_DRIVERS = {
    "snowflake": ("snowflake.sqlalchemy",),
    "bigquery": ("sqlalchemy_bigquery",),
    "mssql": ("pyodbc",),
    "oracle": ("oracledb",),
    "databricks": ("databricks.sqlalchemy",),
}


def _is_installed(module):
    from importlib.util import find_spec

    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def test_a_store_at_a_wrong_address(run, tmp_path):
    path = people(tmp_path)
    check(run(path, "--store", f"postgresql://joku:{ENCODED}@127.0.0.1:1/varasto"), "store postgresql://", "refused")
    check(run(path, "--store", f"mysql://joku:{ENCODED}@127.0.0.1/varasto"), "the store is a SQLite file or postgresql://")
    check(run(path, "--store", tmp_path), "is a folder")


@pytest.mark.postgres
def test_a_wrong_password_and_a_missing_database(run, postgres_url):
    server = postgres_url.rpartition("/")[0].rpartition("@")[2]
    check(run(f"postgresql://ei_ole:{ENCODED}@{server}/test", "--no-store"), "ei_ole")
    check(run(f"{postgres_url.rpartition('/')[0]}/ei_ole", "--no-store"), 'database "ei_ole" does not exist')


@pytest.mark.mariadb
def test_a_wrong_password_of_mariadb(run, mariadb_url):
    server = mariadb_url.rpartition("/")[0].rpartition("@")[2]
    check(run(f"mariadb://ei_ole:{ENCODED}@{server}/test", "--no-store"), "Access denied for user 'ei_ole'")


OPTIONS = [
    (["--rows", "0"], "neither a number of rows nor all"),
    (["--rows", "-5"], "--rows"),
    (["--format", "xml"], "'xml' is not one of"),
    (["--fail-on", "huu"], "'huu' is not one of"),
    (["--dialect", "klingon"], "no dialect is called 'klingon'"),
    (["--notice", "ei-ole"], "no privacy notice is called 'ei-ole'"),
    (["--classifiers", "ei-ole"], "does not exist"),
    (["--decisions", "ei-ole.yaml"], "does not exist"),
    (["--config", "ei-ole.yaml"], "ei-ole.yaml"),
    (["--include", "ei-ole.*"], "no table fits --include"),
    (["--include", ""], "an empty --include"),
    (["--timeout", "0"], "--timeout"),
    (["--ei-ole"], "No such option"),
]


@pytest.mark.parametrize(("options", "said"), OPTIONS, ids=[" ".join(options) for options, _ in OPTIONS])
def test_an_option_that_makes_no_sense(run, tmp_path, options, said):
    check(run(people(tmp_path), "--no-store", *options), said)


def test_what_is_not_there(run, tmp_path):
    check(run(), "which source?")
    check(run("ei-ole.csv"), "ei-ole.csv: there is no such file")
    check(run("ei-ole.sql"), "there is no such file")
    check(run("ei-ole"), "there is no such file or folder", "postgresql://user:password@host/database")
    check(run("data/*.parquet"), "there is no such file")
    check(run("sqlite:///ei-ole.sqlite"), "there is no such file")
    check(run("duckdb:///ei-ole.duckdb"), "there is no such file")
    check(run(tmp_path), "no file in this folder can be read")


BROKEN = {
    "tyhja.csv": (b"", "the file is empty"),
    "a.parquet": (b"PAR1" + bytes(range(256)), "it is no Parquet file"),
    "a.json": (b"{", "it is no JSON"),
    "a.xlsx": (b"PK\x03\x04", "no Excel workbook"),
    "a.sqlite": (b"SQLite format 3\0" + b"x" * 500, "is not a database"),
    "a.duckdb": (b"x" * 4096, "not a valid DuckDB database"),
    "a.pdf": (b"%PDF-1.7", "this kind of file cannot be read"),
    "tyhja.sqlite": (b"", "nothing was checked"),
    "tyhja.sql": (b"-- nothing\n", "nothing was checked"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_or_empty(run, tmp_path, name):
    content, said = BROKEN[name]
    (tmp_path / name).write_bytes(content)
    check(run(name, "--no-store"), said, name)


def test_a_parquet_file_that_breaks_off_says_so(run, tmp_path):
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.table({"nimi": [f"nimi {number}" for number in range(50_000)]}), tmp_path / "a.parquet", compression="gzip")
    whole = bytearray((tmp_path / "a.parquet").read_bytes())
    whole[1000:60_000] = os.urandom(59_000)
    (tmp_path / "a.parquet").write_bytes(whole)
    check(run("a.parquet", "--no-store"), "no value could be read", "a: ")


def test_one_broken_file_does_not_lose_the_others(run, tmp_path):
    people(tmp_path)
    (tmp_path / "rikki.parquet").write_bytes(b"xx")
    (tmp_path / "katkennut.csv").symlink_to("ei-ole.csv")
    result = run(tmp_path, "--format", "json", "--no-store")
    check(result, code=0)
    entries = {(entry["table"], entry["column"]): entry for entry in json.loads(result.stdout)["columns"]}
    assert entries["asiakas", "hetu"]["state"] == "suggested"
    assert entries["rikki", "*"]["state"] == "not_checked"
    assert "no Parquet file" in entries["rikki", "*"]["checked"]["why_not"]


def test_a_sqlite_file_that_another_program_writes(run, tmp_path):
    path = tmp_path / "a.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE asiakas (hetu text)")
        connection.execute("BEGIN EXCLUSIVE")
        check(run(path, "--no-store"), "locked", "try again later")


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux alone")
def test_file_names_that_are_no_text(run, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    for name in (b"asiak\xe4s.csv", b"esc\x1b[2J.csv", b"rivi\nvaihto.csv", "hämähäkki😀.csv".encode(), b"no[mag]ic*.csv"):
        (tmp_path / "x").write_bytes(b"hetu;nimi\n010594Y9032;Aino\n131052-308T;Eeva\n")
        (tmp_path / "x").rename(os.fsdecode(os.fsencode(folder) + b"/" + name))
    result = run(folder)
    check(result, code=0)
    assert "\x1b" not in result.output
    document = run(folder, "--format", "json")
    check(document, code=0)
    found = json.loads(document.stdout)["columns"]
    assert [entry["state"] for entry in found if entry["column"] == "hetu"] == ["suggested"] * 5
    assert "5 unchanged" in document.stderr


@pytest.mark.parametrize("name", ["esc\x1b[2J.parquet", "esc\x1b[2J.csv", "esc\x1b]0;x\x07.sql"])
def test_an_error_moves_no_cursor(run, tmp_path, name):
    check(run(name), "\\x1b")
    (tmp_path / name).write_bytes(b"")
    result = run(name)
    check(result, "\\x1b")
    assert "\x1b" not in result.output


@pytest.mark.postgres
def test_one_table_and_one_column_without_permission_do_not_lose_the_rest(run, postgres_url):
    user = f"steward_of_{postgres_url.rpartition('/')[2]}"  # a role is of the whole server
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"DROP ROLE IF EXISTS {user}")
        connection.execute(
            "CREATE SCHEMA oikeudet CREATE TABLE a (nimi text, puhelin text) CREATE TABLE b (nimi text) CREATE TABLE c (email text)"
        )
        connection.execute("INSERT INTO oikeudet.c VALUES ('a@example.com'); INSERT INTO oikeudet.a VALUES ('x', '0401234567')")
        connection.execute(f"CREATE ROLE {user} LOGIN PASSWORD 'x'; GRANT USAGE ON SCHEMA oikeudet TO {user}")
        connection.execute(f"GRANT SELECT (puhelin) ON oikeudet.a TO {user}; GRANT SELECT ON oikeudet.c TO {user}")
        address = postgres_url.replace("postgres@", f"{user}@")
        try:
            result = run(address, "--include", "oikeudet.*", "--format", "json")
            check(result, code=0)
            entries = {(entry["table"], entry["column"]): entry for entry in json.loads(result.stdout)["columns"]}
            assert "no permission" in entries["a", "nimi"]["checked"]["why_not"]
            assert entries["a", "puhelin"]["checked"]["non_null"] == 1
            assert "no permission" in entries["b", "nimi"]["checked"]["why_not"]
            assert entries["c", "email"]["checked"]["non_null"] == 1
            nothing = run(address, "--include", "oikeudet.b")
            check(nothing, "no value could be read", "no permission")
            # A permission that comes later is seen: what failed is not remembered.
            connection.execute(f"GRANT SELECT ON oikeudet.b TO {user}; INSERT INTO oikeudet.b VALUES ('Aino')")
            again = run(address, "--include", "oikeudet.*", "--format", "json")
            (entry,) = [entry for entry in json.loads(again.stdout)["columns"] if entry["table"] == "b"]
            assert entry["checked"]["non_null"] == 1
        finally:
            connection.execute(f"DROP SCHEMA oikeudet CASCADE; DROP OWNED BY {user}; DROP ROLE {user}")


def test_exit_codes_and_fail_on(run, tmp_path):
    path = people(tmp_path)
    assert run(path).exit_code == 0
    assert run(path, "--fail-on", "undecided").exit_code == 1
    assert run(path, "--fail-on", "violation", "--fail-on", "undecided").exit_code == 1
    assert (
        run(people(tmp_path, "tuote.csv", "ean;vari\n1;sininen\n2;musta\n"), "--fail-on", "undecided", "--fail-on", "violation").exit_code
        == 0
    )
    undeclared = people(tmp_path, "kayttaja.csv", "ip_osoite;nimi\n192.0.2.1;Aino Virtanen\n192.0.2.7;Eeva Laine\n")
    assert run(undeclared).exit_code == 0
    assert run(undeclared, "--fail-on", "violation").exit_code == 1


def test_the_document_is_as_its_schema_says_complete_and_the_same_each_time(run, tmp_path):
    from pathlib import Path

    people(tmp_path, "data.sql", "CREATE TABLE asiakas (hetu varchar(11), tila integer); CREATE TABLE tuote (ean varchar(13));")
    people(tmp_path, text="hetu;nimi;tila\n" + "".join(f"010594Y9032;Aino;{number}\n" for number in range(3000)))
    schema = json.loads((Path(__file__).parents[1] / "docs" / "catalog.schema.json").read_text(encoding="utf-8"))
    for source, columns in (("data.sql", 3), ("asiakas.csv", 3)):
        outputs = [run(source, "--format", "json", *options).stdout for options in (["--no-store"], ["--no-store"], [], ["--fresh"], [])]
        assert len(set(outputs)) == 1
        document = json.loads(outputs[0])
        jsonschema.validate(document, schema)
        assert document["scanned_at"] is None
        assert len(document["columns"]) == columns
        assert run(source, "--format", "json", "-o", "out/c.json").exit_code == 0
        assert (tmp_path / "out" / "c.json").read_text(encoding="utf-8") == outputs[0]
    assert {entry["state"] for entry in document["columns"]} >= {"suggested", "clean"}
    assert run("asiakas.csv", "--format", "json", "--no-values", "--no-store").exit_code == 0
