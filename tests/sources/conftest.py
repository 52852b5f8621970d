"""The same small shop in each of the four databases, with every trap in its names."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import duckdb
import pytest
import sqlalchemy as sa

HOSTILE = 'b"; DROP TABLE asiakas; --'
ROWS = 20_000


class Shop(NamedTuple):
    """Where a shop is, and what differs in its server."""

    url: str
    schema: str
    dialect: str


def statements(dialect: str) -> list[str]:
    """Return the DDL and the rows of the shop."""

    def quoted(name: str) -> str:
        return "`" + name.replace("`", "``") + "`" if dialect == "mysql" else '"' + name.replace('"', '""') + '"'

    series = {
        "postgres": f"SELECT n FROM generate_series(1, {ROWS}) AS s(n)",
        "mysql": f"SELECT seq AS n FROM seq_1_to_{ROWS}",
        "sqlite": f"WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {ROWS}) SELECT n FROM s",
        "duckdb": f"SELECT range AS n FROM range(1, {ROWS + 1})",
    }[dialect]
    text = {"postgres": "varchar(200)", "mysql": "varchar(200)", "sqlite": "varchar(200)", "duckdb": "varchar"}[dialect]
    blob = {"postgres": "bytea", "mysql": "blob", "sqlite": "blob", "duckdb": "blob"}[dialect]
    joined = "concat('nimi ', n)" if dialect != "sqlite" else "'nimi ' || n"
    nth = "CASE WHEN n % 1000 = 500 THEN 'harvinainen' END"
    comment = " COMMENT 'sähköpostiosoite'" if dialect == "mysql" else ""
    made = [
        f"CREATE TABLE asiakas (id integer PRIMARY KEY, nimi {text} NOT NULL, email {text}{comment}, harva {text}, kuva {blob}, syntynyt date)",
        f"INSERT INTO asiakas (id, nimi, harva, syntynyt) SELECT n, {joined}, {nth}, '1990-02-03' FROM ({series}) AS numbers",
        (
            "CREATE TABLE tilaus (id integer PRIMARY KEY, asiakas_id integer NOT NULL, summa numeric(10,2), "
            "FOREIGN KEY (asiakas_id) REFERENCES asiakas (id))"
        ),
        "INSERT INTO tilaus VALUES (1, 1, 9.50), (2, 2, NULL)",
        (
            f"CREATE TABLE {quoted(HOSTILE)} ({quoted('order')} integer, {quoted('Väli lyönti')} {text}, {quoted('rivi' + chr(10) + 'vaihto')} {text}, "
            f"{quoted('ISO')} {text}, {quoted('%s:x')} {text})"
        ),
        f"INSERT INTO {quoted(HOSTILE)} VALUES (1, 'a', 'b', 'c', 'd')",
        # Its first rows mislead: what is read of them alone is wrong.
        f"CREATE TABLE jono (id integer PRIMARY KEY, arvo {text}, harva {text})",
        (
            f"INSERT INTO jono SELECT n, CASE WHEN n <= {ROWS // 2} THEN 'ei tietoa' ELSE {joined} END, "
            f"CASE WHEN n % 100 = 0 THEN CASE WHEN n <= {ROWS // 2} THEN 'vanha' ELSE 'uusi' END END FROM ({series}) AS numbers"
        ),
        "CREATE VIEW jono_kaikki AS SELECT arvo, harva FROM jono",
        "CREATE VIEW ostot AS SELECT a.nimi, t.summa FROM asiakas a JOIN tilaus t ON t.asiakas_id = a.id",
    ]
    if dialect in {"postgres", "duckdb"}:
        made += [
            "COMMENT ON TABLE asiakas IS 'Asiakasrekisteri'",
            "COMMENT ON COLUMN asiakas.email IS 'sähköpostiosoite'",
        ]
    if dialect == "mysql":
        made += ["ALTER TABLE asiakas COMMENT = 'Asiakasrekisteri'", "ANALYZE TABLE asiakas, jono"]
    if dialect == "postgres":
        made.append("ANALYZE")
    return made


def fill(url: str, dialect: str) -> None:
    """Run the statements on a server."""
    _run(url, *statements(dialect))


def _run(url: str, *sql: str) -> None:
    engine = sa.create_engine(
        url.replace("postgresql:", "postgresql+psycopg:").replace("mariadb:", "mysql+pymysql:"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        for statement in sql:
            connection.connection.driver_connection.cursor().execute(statement)  # as it stands: no parameters in it
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_shop(postgres_database: str) -> Iterator[Shop]:
    with _own_database(postgres_database) as url:
        fill(url, "postgres")
        yield Shop(url, "public", "postgres")


@pytest.fixture(scope="session")
def mariadb_shop(mariadb_database: str) -> Iterator[Shop]:
    with _own_database(mariadb_database) as url:
        fill(url, "mysql")
        yield Shop(url, url.rpartition("/")[2], "mysql")


@contextmanager
def _own_database(url: str) -> Iterator[str]:
    """A database beside the session's one, in which other tests make tables."""
    name = f"{url.rpartition('/')[2]}_shop"
    _run(url, f"CREATE DATABASE {name}")
    yield f"{url.rpartition('/')[0]}/{name}"
    _run(url, f"DROP DATABASE {name}")


@pytest.fixture(scope="session")
def sqlite_shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    path = tmp_path_factory.mktemp("sqlite") / "shop.sqlite"
    connection = sqlite3.connect(path)
    for statement in statements("sqlite"):
        connection.execute(statement)
    connection.commit()
    connection.close()
    return Shop(f"sqlite:///{path}", "", "sqlite")


@pytest.fixture(scope="session")
def duckdb_shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    path = tmp_path_factory.mktemp("duckdb") / "shop.duckdb"
    with duckdb.connect(str(path)) as connection:
        for statement in statements("duckdb"):
            connection.execute(statement)
    return Shop(str(path), "main", "duckdb")


@pytest.fixture(
    params=[
        pytest.param("postgres", marks=pytest.mark.postgres),
        pytest.param("mariadb", marks=pytest.mark.mariadb),
        "sqlite",
        "duckdb",
    ],
)
def shop(request: pytest.FixtureRequest) -> Iterator[Shop]:
    """Each of the four."""
    return request.getfixturevalue(f"{request.param}_shop")
