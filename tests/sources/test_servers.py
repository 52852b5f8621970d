"""What holds for servers: permissions, timeouts, addresses, passwords."""

import traceback
from urllib.parse import quote

import psycopg
import pymysql
import pytest
import sqlalchemy as sa

from piicatalog.errors import MissingExtraError, SourceError
from piicatalog.model.sample import SampleRequest
from piicatalog.model.schema import TableKind
from piicatalog.sources.open import open_source

PASSWORD = "s4l@/ai nen'%;"
ENCODED = quote(PASSWORD, safe="")


def rows_of(source, table):
    return sum(sample.batch.num_rows for sample in source.sample(table, SampleRequest()) if sample.whole_rows)


@pytest.fixture(scope="module")
def postgres_reader(postgres_shop):
    """A user who may read some of the tables, and some of one table's columns."""
    user = "piicatalog_lukija"
    with psycopg.connect(postgres_shop.url, autocommit=True) as connection:
        connection.execute(f"DROP ROLE IF EXISTS {user}")
        connection.execute(f"CREATE ROLE {user} LOGIN PASSWORD '{PASSWORD.replace(chr(39), chr(39) * 2)}'")
        connection.execute("CREATE TABLE salainen (hetu text)")
        connection.execute("CREATE TABLE osin (nimi text, palkka integer)")
        connection.execute("INSERT INTO osin VALUES ('x', 1)")
        connection.execute("CREATE SCHEMA suljettu CREATE TABLE piilo (nimi text)")
        connection.execute(
            f"GRANT SELECT ON asiakas TO {user}; GRANT SELECT (nimi) ON osin TO {user}; GRANT SELECT ON suljettu.piilo TO {user}"
        )
        yield postgres_shop.url.replace("postgres@", f"{user}:{ENCODED}@")
        connection.execute(f"DROP SCHEMA suljettu CASCADE; DROP TABLE salainen, osin; DROP OWNED BY {user}; DROP ROLE {user}")


@pytest.mark.postgres
def test_postgres_without_permission_names_are_read_and_values_are_not(postgres_reader):
    with open_source(postgres_reader) as source:
        tables = {table.name: table for table in source.tables()}
        assert rows_of(source, tables["asiakas"]) == 1000
        for name in ("salainen", "piilo"):
            assert tables[name].columns
            with pytest.raises(SourceError, match="no permission"):
                rows_of(source, tables[name])
        partly = tables["osin"]
        assert [str(column.why_not) for column in partly.columns] == ["", "no permission to read it"]
        assert rows_of(source, partly) == 1


@pytest.mark.mariadb
def test_mariadb_without_permission_columns_say_so(mariadb_shop):
    user = "piicatalog_lukija"
    url = sa.make_url(mariadb_shop.url)
    with pymysql.connect(
        host=url.host, port=url.port or 3306, user=url.username, password=url.password or "", database=url.database
    ) as connection:
        cursor = connection.cursor()
        cursor.execute(f"DROP USER IF EXISTS {user}@'%'")
        cursor.execute(f"CREATE USER {user}@'%%' IDENTIFIED BY %s", [PASSWORD])
        try:
            cursor.execute("CREATE TABLE IF NOT EXISTS osin (nimi text, palkka integer)")
            cursor.execute("INSERT INTO osin VALUES ('x', 1)")
            connection.commit()
            cursor.execute(f"GRANT SELECT (nimi), INSERT ON {url.database}.osin TO {user}@'%'")
            with open_source(mariadb_shop.url.replace("root@", f"{user}:{ENCODED}@")) as source:
                (partly,) = source.tables()
                assert [str(column.why_not) for column in partly.columns] == ["", "no permission to read it"]
                assert rows_of(source, partly) == 1
        finally:
            cursor.execute("DROP TABLE osin")
            cursor.execute(f"DROP USER {user}@'%'")


@pytest.mark.postgres
def test_postgres_partitions_matviews_enums_domains_and_nested_types(postgres_url):
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA erikoiset")
        connection.execute("SET search_path = erikoiset")
        connection.execute("CREATE TYPE tila AS ENUM ('uusi', 'valmis'); CREATE DOMAIN osoite_t AS varchar(80)")
        connection.execute(
            "CREATE TABLE loki (aika date, tila tila, osoite osoite_t, tiedot jsonb, luvut integer[], luku numeric) PARTITION BY RANGE (aika)"
        )
        connection.execute("CREATE TABLE loki_1 PARTITION OF loki FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')")
        connection.execute(
            "INSERT INTO loki SELECT '2020-05-05', 'uusi', E'Koivukuja 1,\n00100 \"H\"', '{\"a\": 1}', '{1,2}', 'NaN' FROM generate_series(1, 3000)"
        )
        connection.execute("INSERT INTO loki VALUES ('2020-06-01', NULL, '', NULL, NULL, NULL)")
        connection.execute("CREATE MATERIALIZED VIEW yhteenveto AS SELECT tila, count(*) FROM loki GROUP BY tila")
        connection.execute("ANALYZE loki")
    with open_source(postgres_url, include=["erikoiset.*"]) as source:
        tables = {table.name: table for table in source.tables()}
        assert {name: table.kind for name, table in tables.items()} == {"loki": TableKind.TABLE, "yhteenveto": TableKind.MATERIALIZED_VIEW}
        types = [column.data_type for column in tables["loki"].columns]
        assert types == ["date", "enum erikoiset.tila", "character varying(80)", "jsonb", "integer[]", "numeric"]
        samples = list(source.sample(tables["loki"], SampleRequest(rows=None)))
        assert sum(sample.batch.num_rows for sample in samples) == 3001
        first = samples[0].batch.slice(0, 1).to_pylist()[0]
        assert first["osoite"] == 'Koivukuja 1,\n00100 "H"'
        assert (first["tiedot"], first["luvut"], first["luku"]) == ('{"a": 1}', "{1,2}", "NaN")
        last = samples[-1].batch.slice(samples[-1].batch.num_rows - 1).to_pylist()[0]
        assert (last["osoite"], last["tila"]) == ("", None)
        assert rows_of(source, tables["loki"]) == 1000
        assert rows_of(source, tables["yhteenveto"]) == 2


@pytest.mark.postgres
def test_postgres_large_tables_are_drawn_from_many_pages(postgres_url):
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA suuri CREATE TABLE rivit (n integer, t text)")
        connection.execute("INSERT INTO suuri.rivit SELECT n, repeat('x', 100) FROM generate_series(1, 200000) n; ANALYZE suuri.rivit")
        pages = connection.execute("SELECT relpages FROM pg_class WHERE oid = 'suuri.rivit'::regclass").fetchone()[0]
    assert pages > 2000
    with open_source(postgres_url, include=["suuri.*"]) as source:
        (table,) = source.tables()
        drawn = [
            [row for sample in source.sample(table, SampleRequest(rows=1000, seed=seed)) for row in sample.batch.column("n").to_pylist()]
            for seed in (1, 1, 2)
        ]
    assert len(drawn[0]) == 1000
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]
    tenths = [sum(low < row <= low + 20_000 for row in drawn[0]) for low in range(0, 200_000, 20_000)]
    assert min(tenths) > 40, tenths


@pytest.mark.mariadb
def test_mariadb_large_tables_are_drawn_by_their_key(mariadb_url):
    with pymysql.connect(**_arguments(mariadb_url)) as connection:
        connection.cursor().execute("CREATE TABLE rivit (n integer PRIMARY KEY, t varchar(20))")
        connection.cursor().execute("INSERT INTO rivit SELECT seq, concat('nimi ', seq) FROM seq_1_to_120000")
        connection.commit()
        connection.cursor().execute("ANALYZE TABLE rivit")
    with open_source(mariadb_url, include=["*.rivit"]) as source:
        (table,) = source.tables()
        drawn = [
            [row for sample in source.sample(table, SampleRequest(rows=1000, seed=seed)) for row in sample.batch.column("n").to_pylist()]
            for seed in (1, 1, 2)
        ]
    assert len(drawn[0]) == len(set(drawn[0])) == 1000
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]
    tenths = [sum(low < row <= low + 12_000 for row in drawn[0]) for low in range(0, 120_000, 12_000)]
    assert min(tenths) > 10, tenths


def _arguments(url):
    parsed = sa.make_url(url)
    return {
        "host": parsed.host,
        "port": parsed.port or 3306,
        "user": parsed.username,
        "password": parsed.password or "",
        "database": parsed.database,
    }


@pytest.mark.parametrize(
    "server", [pytest.param("postgres", marks=pytest.mark.postgres), pytest.param("mariadb", marks=pytest.mark.mariadb)]
)
def test_a_statement_that_takes_too_long_is_stopped(server, request):
    shop = request.getfixturevalue(f"{server}_shop")
    slow = {
        "postgres": "SELECT a.nimi, pg_sleep(5)::text AS uni FROM asiakas a LIMIT 1",
        "mysql": "SELECT nimi, sleep(5) AS uni FROM asiakas LIMIT 1",
    }[shop.dialect]
    _run(shop, f"CREATE VIEW hidas AS {slow}")
    try:
        with open_source(shop.url, include=["*.hidas", "*.tilaus"]) as source:
            tables = {table.name: table for table in source.tables()}
            with pytest.raises(SourceError, match=r"longer than 0\.3 seconds"):
                list(source.sample(tables["hidas"], SampleRequest(timeout=0.3)))
            assert rows_of(source, tables["tilaus"]) == 2
    finally:
        _run(shop, "DROP VIEW hidas")


def _run(shop, sql):
    if shop.dialect == "postgres":
        with psycopg.connect(shop.url, autocommit=True) as connection:
            connection.execute(sql)
    else:
        with pymysql.connect(**_arguments(shop.url)) as connection:
            connection.cursor().execute(sql)


@pytest.mark.postgres
def test_a_value_that_fails_a_cast_is_not_in_the_error(postgres_shop):
    _run(postgres_shop, "CREATE VIEW rikki AS SELECT CAST(nimi AS integer) AS n FROM asiakas")
    try:
        with open_source(postgres_shop.url, include=["*.rikki"]) as source:
            (table,) = source.tables()
            with pytest.raises(SourceError) as raised:
                list(source.sample(table, SampleRequest()))
        assert "22P02" in str(raised.value)
        assert "nimi 1" not in "".join(traceback.format_exception(raised.value))
    finally:
        _run(postgres_shop, "DROP VIEW rikki")


WRONG = [
    f"postgresql://joku:{ENCODED}@127.0.0.1:1/kauppa",
    f"mysql://joku:{ENCODED}@127.0.0.1:1/kauppa",
    f"postgresql://joku@127.0.0.1:1/kauppa?password={ENCODED}",
    f"postgresql://joku:{PASSWORD}@127.0.0.1:not_a_port/kauppa",
    f"postgresql://joku:{ENCODED}@tietokanta.invalid/kauppa",
    f"nosuch://joku:{ENCODED}@host/kauppa",
    pytest.param(f"mariadb://joku:{ENCODED}@127.0.0.1:3306/kauppa", marks=pytest.mark.mariadb),
    pytest.param(f"postgresql://joku:{ENCODED}@127.0.0.1:5432/ei_ole", marks=pytest.mark.postgres),
]


@pytest.mark.parametrize("url", WRONG)
def test_no_password_is_in_any_message(url):
    with pytest.raises(SourceError) as raised:
        open_source(url)
    text = "".join(traceback.format_exception(raised.value, limit=0)) + repr(raised.value)
    assert PASSWORD not in text
    assert ENCODED not in text
    assert len(str(raised.value)) > 20


@pytest.mark.postgres
def test_a_missing_database_and_a_closed_port_are_named(postgres_url):
    with pytest.raises(SourceError, match="ei_ole"):
        open_source(postgres_url.rpartition("/")[0] + "/ei_ole")
    with pytest.raises(SourceError, match="refused"):
        open_source("postgresql://postgres@127.0.0.1:1/test")


def test_a_missing_driver_names_its_extra():
    with pytest.raises(MissingExtraError, match=r"pip install 'piicatalog\[snowflake\]'"):
        open_source("snowflake://user@account/database")


@pytest.mark.postgres
def test_an_unchanged_table_keeps_its_state_and_a_changed_one_does_not(postgres_url):
    _check_states(postgres_url, lambda sql: _execute_postgres(postgres_url, sql))


def _execute_postgres(url, sql):
    import time

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql)
    time.sleep(0.1)


def _check_states(url, execute):
    execute("CREATE TABLE tila_a (n integer)")
    execute("INSERT INTO tila_a VALUES (1)")

    def state():
        with open_source(url, include=["*.tila_a"]) as source:
            (table,) = source.tables()
            return source.state_of(table)

    before = state()
    assert before
    assert state() == before
    execute("UPDATE tila_a SET n = 2")
    after = state()
    assert after != before
    execute("ALTER TABLE tila_a ADD COLUMN lisa text")
    assert state() != after
    execute("DROP TABLE tila_a")


@pytest.mark.mariadb
def test_a_mariadb_table_changed_this_second_has_no_state_yet(mariadb_url):
    with pymysql.connect(**_arguments(mariadb_url)) as connection:
        connection.cursor().execute("CREATE TABLE tila_b (n integer)")
        connection.cursor().execute("INSERT INTO tila_b VALUES (1)")
        connection.commit()
    with open_source(mariadb_url, include=["*.tila_b"]) as source:
        (table,) = source.tables()
        assert source.state_of(table) == ""


@pytest.mark.postgres
def test_a_database_without_an_encoding_is_read_whatever_its_bytes(postgres_url):
    name = f"{postgres_url.rpartition('/')[2]}_ascii"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name} ENCODING 'SQL_ASCII' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
        try:
            url = f"{postgres_url.rpartition('/')[0]}/{name}"
            with psycopg.connect(url, autocommit=True) as own:
                own.execute("CREATE TABLE vanha (nimi text); INSERT INTO vanha VALUES (E'M\\xe4ki'), (E'M\\xc3\\xa4ki')")
            with open_source(url) as source:
                (table,) = source.tables()
                values = [value for sample in source.sample(table, SampleRequest()) for value in sample.batch.column(0).to_pylist()]
            assert sorted(values) == ["Mäki", "M\ufffdki"]
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.postgres
def test_a_locked_table_does_not_hold_up_the_rest(postgres_url):
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(
            "CREATE SCHEMA lukossa CREATE TABLE a (nimi text) CREATE TABLE b (nimi text) CREATE VIEW n AS SELECT nimi FROM a"
        )
        connection.execute("INSERT INTO lukossa.b VALUES ('x')")
    with psycopg.connect(postgres_url) as holder, open_source(postgres_url, include=["lukossa.*"]) as source:
        source._server.ask_nothing("SET lock_timeout = '200ms'")
        holder.execute("LOCK TABLE lukossa.a, lukossa.n IN ACCESS EXCLUSIVE MODE")
        tables = {table.name: table for table in source.tables()}
        assert set(tables) == {"a", "b", "n"}
        with pytest.raises(SourceError, match="lock timeout"):
            rows_of(source, tables["a"])
        assert rows_of(source, tables["b"]) == 1


@pytest.mark.postgres
def test_what_was_never_analysed_and_what_grew_is_drawn_too(postgres_url):
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(
            "CREATE SCHEMA tuore CREATE TABLE uusi (n integer) WITH (autovacuum_enabled = off) CREATE TABLE kasvava (n integer) WITH (autovacuum_enabled = off)"
        )
        connection.execute("INSERT INTO tuore.uusi SELECT * FROM generate_series(1, 30000); INSERT INTO tuore.kasvava VALUES (1)")
        connection.execute("ANALYZE tuore.kasvava; INSERT INTO tuore.kasvava SELECT * FROM generate_series(2, 30000)")
    with open_source(postgres_url, include=["tuore.*"]) as source:
        for table in source.tables():
            numbers = [n for sample in source.sample(table, SampleRequest(rows=500)) for n in sample.batch.column("n").to_pylist()]
            assert len(numbers) == 500
            assert sum(n > 15_000 for n in numbers) > 100, table.name
