"""No sampled value leaves memory: markers are planted in every kind of source, and looked for in all that a scan leaves behind."""

import json
import sqlite3
from contextlib import closing

import duckdb
import openpyxl
import psycopg
import pyarrow as pa
import pymysql
import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from pyarrow import parquet

from piicatalog.cli.main import group

MARKER = "merkkiarvo"
HEADER = ["nimi", "email", "huomautus"]
NOTE = (
    f"Asiakas {MARKER.title()} Virtanen soitti ja kertoi, että uusi sähköposti on {MARKER}.uusi@example.com. "
    f"Hänen hetunsa on 010594Y9032 ja puhelimensa 040 123 4567. Palataan asiaan maanantaina, sanoi {MARKER}."
)
ROWS = [[f"Aino {MARKER.title()}", f"{MARKER}{number}@example.com", NOTE] for number in range(40)]


def csv_file(folder):
    lines = [";".join(HEADER), *(";".join(row) for row in ROWS), f"{MARKER};liian;monta;solua", f'"{MARKER} ei suljettu;x;y']
    (folder / "asiakas.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder / "asiakas.csv"


def csv_without_header(folder):
    (folder / "otsikoton.csv").write_text("\n".join(";".join(row) for row in ROWS), encoding="utf-8")
    return folder / "otsikoton.csv"


def legacy_csv(folder):
    (folder / "vanha.csv").write_bytes("\n".join([";".join(HEADER), *(";".join(row) + f"ä{MARKER}" for row in ROWS)]).encode("cp1252"))
    return folder / "vanha.csv"


def json_file(folder):
    lines = [json.dumps({"asiakas": dict(zip(HEADER, row, strict=True))}) for row in ROWS]
    (folder / "asiakas.ndjson").write_text("\n".join([*lines, f'{{"asiakas": {MARKER}']), encoding="utf-8")
    return folder / "asiakas.ndjson"


def parquet_file(folder):
    columns = dict(zip(HEADER, zip(*ROWS, strict=True), strict=True))
    parquet.write_table(pa.table({name: list(values) for name, values in columns.items()}), folder / "asiakas.parquet")
    return folder / "asiakas.parquet"


def excel_file(folder):
    book = openpyxl.Workbook()
    for row in ROWS:  # no header: the first row must not become one
        book.active.append(row)
    book.save(folder / "asiakas.xlsx")
    return folder / "asiakas.xlsx"


def sqlite_file(folder):
    with closing(sqlite3.connect(folder / "shop.sqlite")) as connection:
        connection.execute("CREATE TABLE asiakas (nimi text, email text, huomautus text)")
        connection.executemany("INSERT INTO asiakas VALUES (?, ?, ?)", ROWS)
        connection.execute("CREATE VIEW rikki AS SELECT json_extract(nimi, '$.x') AS nimi FROM asiakas")
        connection.commit()
    return folder / "shop.sqlite"


def duckdb_file(folder):
    with duckdb.connect(str(folder / "shop.duckdb")) as connection:
        connection.execute("CREATE TABLE asiakas (nimi text, email text, huomautus text)")
        connection.executemany("INSERT INTO asiakas VALUES (?, ?, ?)", ROWS)
        connection.execute("CREATE VIEW rikki AS SELECT CAST(nimi AS integer) AS luku FROM asiakas")
    return folder / "shop.duckdb"


FILES = [csv_file, csv_without_header, legacy_csv, json_file, parquet_file, excel_file, sqlite_file, duckdb_file]


def leftovers(folder, source, *arguments):
    """Scan as people do; return all that is on the disk and on the terminal after it."""
    store = folder / "store"
    calls = [
        ["scan", str(source), *arguments, "--store", str(store / "store.sqlite")],
        [
            "scan",
            str(source),
            *arguments,
            "--store",
            str(store / "store.sqlite"),
            "--format",
            "json",
            "--fresh",
            "-o",
            str(store / "c.json"),
        ],
        ["export", "html", "--store", str(store / "store.sqlite"), "-o", str(store / "c.html")],
        ["export", "json", "--evidence", "--store", str(store / "store.sqlite")],
    ]
    texts = []
    for call in calls:
        result = CliRunner().invoke(group, call, prog_name="piicatalog", catch_exceptions=False)
        assert result.exit_code == 0, result.output
        texts.append(result.output.encode())
    return texts + [path.read_bytes() for path in store.rglob("*") if path.is_file()]


def check(texts):
    whole = b"\0".join(texts)
    assert b"EMAIL_ADDRESS" in whole  # it has looked
    for form in (MARKER, MARKER.title(), MARKER.upper()):
        assert form.encode() not in whole
        assert form.encode("utf-16-le") not in whole
    assert b"010594Y9032" not in whole
    assert b"123 4567" not in whole


@pytest.mark.parametrize("make", FILES, ids=[make.__name__ for make in FILES])
@pytest.mark.parametrize("rows", ["1000", "all"])
def test_no_value_of_a_file_is_left_anywhere(tmp_path, monkeypatch, make, rows):
    monkeypatch.chdir(tmp_path)
    data = tmp_path / "data"
    data.mkdir()
    check(leftovers(tmp_path, make(data), "--rows", rows))


@pytest.mark.postgres
def test_no_value_of_postgres_is_left_anywhere(tmp_path, monkeypatch, postgres_url):
    monkeypatch.chdir(tmp_path)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA merkit CREATE TABLE asiakas (nimi text, email text, huomautus text)")
        connection.cursor().executemany("INSERT INTO merkit.asiakas VALUES (%s, %s, %s)", ROWS)
        connection.execute("CREATE VIEW merkit.rikki AS SELECT CAST(nimi AS integer) AS luku FROM merkit.asiakas")
    check(leftovers(tmp_path, postgres_url, "--include", "merkit.*"))


@pytest.mark.mariadb
def test_no_value_of_mariadb_is_left_anywhere(tmp_path, monkeypatch, mariadb_url):
    monkeypatch.chdir(tmp_path)
    url = sa.make_url(mariadb_url)
    arguments = {"host": url.host, "port": url.port or 3306, "user": url.username, "password": url.password or ""}
    with pymysql.connect(**arguments, database=url.database) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE merkit (nimi text, email text, huomautus text)")
        cursor.executemany("INSERT INTO merkit VALUES (%s, %s, %s)", ROWS)
        connection.commit()
        cursor.execute("CREATE VIEW merkit_rikki AS SELECT (SELECT nimi FROM merkit) AS luku FROM merkit")
    check(leftovers(tmp_path, mariadb_url, "--include", "merkit*"))
