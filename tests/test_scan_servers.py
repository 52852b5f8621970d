"""Scans of and into real servers: what is left out is never asked for, and a team's store is a database."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pymysql
import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from piicatalog.cli.main import group
from piicatalog.sources.open import open_source

SCHEMAS, TABLES, COLUMNS = 60, 5, 8


def scan(*arguments):
    result = CliRunner().invoke(group, ["scan", *map(str, arguments)], prog_name="piicatalog", catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def cells_asked_for(address, include):
    """How many cells of the server's catalog a listing of tables reads, and how many tables it gives."""
    with open_source(address, include=include) as source:
        server, read = source._server, []
        ask = server.ask

        def counting(sql, **parameters):
            rows = ask(sql, **parameters)
            read.append(sum(len(row) for row in rows))
            return rows

        server.ask = counting
        tables = list(source.tables())
    return sum(read), len(tables)


@pytest.mark.postgres
def test_one_schema_of_many_costs_one_schema_in_postgres(postgres_url):
    columns = ", ".join(f"sarake_{number} text" for number in range(COLUMNS))
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for number in range(SCHEMAS):
            made = " ".join(f"CREATE TABLE t{table} ({columns})" for table in range(TABLES))
            connection.execute(f"CREATE SCHEMA osa_{number} {made}".encode())
    one, tables = cells_asked_for(postgres_url, ["osa_7.*"])
    assert tables == TABLES
    assert one < SCHEMAS * 2 + TABLES * (10 + COLUMNS * 8)
    every, tables = cells_asked_for(postgres_url, ["osa_*.*"])
    assert tables == SCHEMAS * TABLES
    assert every > 20 * one


@pytest.mark.mariadb
def test_one_schema_of_many_costs_one_schema_in_mariadb(mariadb_url):
    url = sa.make_url(mariadb_url)
    columns = ", ".join(f"sarake_{number} text" for number in range(COLUMNS))
    names = [f"{url.database}_osa_{number}" for number in range(10)]
    arguments = {"host": url.host, "port": url.port or 3306, "user": url.username, "password": url.password or ""}
    with pymysql.connect(**arguments, autocommit=True) as connection, connection.cursor() as cursor:
        try:
            for name in names:
                cursor.execute(f"CREATE DATABASE {name}")
                for table in range(TABLES):
                    cursor.execute(f"CREATE TABLE {name}.t{table} ({columns})")
            server = mariadb_url.rpartition("/")[0]
            one, tables = cells_asked_for(server, [f"{names[0]}.*"])
            assert tables == TABLES
            every, tables = cells_asked_for(server, [f"{url.database}_osa_*.*"])
            assert tables == 10 * TABLES
            assert every > 5 * one
        finally:
            for name in names:
                cursor.execute(f"DROP DATABASE IF EXISTS {name}")


@pytest.mark.postgres
def test_a_team_shares_a_store_in_postgres(tmp_path, monkeypatch, postgres_url):
    monkeypatch.chdir(tmp_path)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA varasto")
    store = f"{postgres_url}?options=-csearch_path%3Dvarasto"
    path = tmp_path / "asiakas.csv"
    path.write_text("hetu;nimi\n010594Y9032;Aino\n131052-308T;Eeva\n", encoding="utf-8")
    first = scan(path, "--store", store)
    assert "1 tables read, " in first.stderr
    assert "0 tables read, 1 unchanged" in scan(path, "--store", store).stderr
    assert not (tmp_path / ".piicatalog").exists()
    exported = CliRunner().invoke(group, ["export", "csv", "--store", store], catch_exceptions=False)
    assert "FI_PERSONAL_IDENTITY_CODE" in exported.stdout
    history = CliRunner().invoke(group, ["history", "--store", store], catch_exceptions=False)
    assert history.stdout.count("asiakas.csv: 1 tables") == 2


@pytest.mark.parametrize("server", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_two_scans_that_make_the_store_at_once_both_end(tmp_path, server, request):
    store = tmp_path / "store.sqlite"
    if server == "postgresql":
        url = request.getfixturevalue("postgres_url")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE SCHEMA kaksi")
        store = f"{url}?options=-csearch_path%3Dkaksi"
    paths = [tmp_path / f"{name}.csv" for name in "abc"]
    for path in paths:
        path.write_text("hetu;nimi\n010594Y9032;Aino\n131052-308T;Eeva\n", encoding="utf-8")
    command = [sys.executable, "-m", "piicatalog", "scan", "--store", str(store)]
    running = [
        subprocess.Popen([*command, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path) for path in paths
    ]
    ended = [(process.communicate(timeout=120)[1], process.returncode) for process in running]
    assert [code for _, code in ended] == [0, 0, 0], ended
    request.getfixturevalue("monkeypatch").chdir(tmp_path)
    history = CliRunner().invoke(group, ["history", "--store", str(store)], catch_exceptions=False)
    assert len(history.stdout.splitlines()) == 3


@pytest.mark.postgres
def test_a_connection_that_breaks_stops_the_scan_and_says_how_to_go_on(postgres_url):
    from piicatalog.errors import SourceLostError
    from piicatalog.model.sample import SampleRequest

    with psycopg.connect(postgres_url, autocommit=True) as other:
        other.execute("CREATE SCHEMA katko CREATE TABLE a (nimi text) CREATE TABLE b (nimi text)")
        with open_source(postgres_url, include=["katko.*"]) as source:
            first, second = source.tables()
            other.execute("SELECT pg_terminate_backend(%s)", [source._server.driver.info.backend_pid])
            with pytest.raises(SourceLostError, match="go on with the same command and --resume"):
                list(source.sample(first, SampleRequest()))
            with pytest.raises(SourceLostError):
                source.state_of(second)


LIGHT = """
import sys
import time
from importlib.abc import MetaPathFinder
BLOCKED = {"pandas", "pyarrow", "duckdb", "sqlalchemy", "presidio_analyzer", "spacy", "numpy", "stdnum", "phonenumbers", "openpyxl"}
class Absent(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in BLOCKED:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Absent())
sys.argv = ["piicatalog", *sys.argv[1:]]
from piicatalog.cli.main import main
main()
"""


def light(*arguments, cwd):
    """Run the command where the core alone is installed."""
    return subprocess.run([sys.executable, "-c", LIGHT, *arguments], capture_output=True, text=True, cwd=cwd, check=False, timeout=60)


def test_the_core_alone_scans_ddl_and_says_that_nothing_is_kept(tmp_path):
    (tmp_path / "shop.sql").write_text("CREATE TABLE asiakas (hetu varchar(11), nimi text);")
    done = light("scan", "shop.sql", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "hetu" in done.stdout
    assert "nothing of this scan is kept: the store needs pip install 'piicatalog[scan]'" in done.stderr
    assert not (tmp_path / ".piicatalog").exists()


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [
        (["scan", "shop.sql", "--store", "x.sqlite"], "scan"),
        (["scan", "a.csv"], "scan"),
        (["scan", "a.sqlite"], "scan"),
        (["scan", "a.duckdb"], "scan"),
        (["scan", "postgresql://host/shop"], "postgres"),
        (["scan", "mariadb://host/shop"], "mysql"),
        (["history"], "scan"),
    ],
)
def test_the_core_alone_names_the_extra_that_is_missing(tmp_path, arguments, extra):
    (tmp_path / "shop.sql").write_text("CREATE TABLE asiakas (hetu varchar(11));")
    (tmp_path / "a.csv").write_text("hetu\n010594Y9032\n")
    Path(tmp_path / "a.sqlite").write_bytes(b"SQLite format 3\0")
    Path(tmp_path / "a.duckdb").write_bytes(b"\0" * 8 + b"DUCK")
    done = light(*arguments, cwd=tmp_path)
    assert done.returncode == 2, done.stdout
    assert f"pip install 'piicatalog[{extra}]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
@pytest.mark.parametrize(
    ("server", "view"),
    [
        pytest.param("postgres", "SELECT pg_sleep(50)::text AS nimi", marks=pytest.mark.postgres),
        pytest.param("mariadb", "SELECT sleep(50) AS nimi FROM (SELECT 1 AS x) AS q", marks=pytest.mark.mariadb),
    ],
)
def test_ctrl_c_stops_the_statement_on_the_server_too(tmp_path, request, server, view):
    url = request.getfixturevalue(f"{server}_url")
    engine = sa.create_engine(
        url.replace("postgresql:", "postgresql+psycopg:").replace("mariadb:", "mysql+pymysql:"), isolation_level="AUTOCOMMIT"
    )
    running = {
        "postgres": "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'piicatalog' AND query LIKE '%uni_näkymä%' AND state = 'active'",
        "mariadb": "SELECT count(*) FROM information_schema.processlist WHERE db = database() AND info LIKE '%uni\\_näkymä%' AND info NOT LIKE '%processlist%'",
    }[server].replace("%", "%%")
    with engine.connect() as connection:

        def count():
            return connection.exec_driver_sql(running).scalar_one()

        def wait_until(number):
            end = time.monotonic() + 30
            while count() != number:
                assert time.monotonic() < end, f"{count()} statements run"
                time.sleep(0.1)

        connection.exec_driver_sql(f"CREATE VIEW uni_näkymä AS {view}")
        command = [sys.executable, "-m", "piicatalog", "scan", url, "--include", "*.uni_*", "--store", str(tmp_path / "s.sqlite")]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=tmp_path)
        wait_until(1)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
        assert process.returncode == 130
        assert err.strip() == "stopped; go on with the same command and --resume"
        wait_until(0)
        connection.exec_driver_sql("DROP VIEW uni_näkymä")
    engine.dispose()
