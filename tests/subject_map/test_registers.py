"""Several registers side by side: whose rows are whose where no key tells, and requests that run on each database."""

import sqlite3

import pytest

from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.detection.references import key_graph
from piicatalog.model.catalog import Catalog, CatalogColumn
from piicatalog.model.entity_type import EntityType
from piicatalog.model.finding import ColumnState, Finding, Verdict
from piicatalog.sources.open import open_source
from piicatalog.subject_map import report
from piicatalog.subject_map.build import build
from piicatalog.subject_map.requests import access, erasure, heading

DDL = (
    "CREATE TABLE asiakas (asiakas_id INTEGER PRIMARY KEY, hetu VARCHAR(11), sposti VARCHAR(80))",
    "CREATE TABLE tyontekija (tyontekija_id INTEGER PRIMARY KEY, hetu VARCHAR(11), palkka INTEGER)",
    (
        "CREATE TABLE tilaus (tilaus_id INTEGER PRIMARY KEY, asiakas_id INTEGER NOT NULL, hetu VARCHAR(11),"
        " FOREIGN KEY (asiakas_id) REFERENCES asiakas(asiakas_id))"
    ),
    "CREATE TABLE uutiskirje (tilaaja_nro INTEGER PRIMARY KEY, sposti VARCHAR(80), nimi VARCHAR(80))",
    (
        "CREATE TABLE uutiskirje_klikkaus (klikkaus_id INTEGER PRIMARY KEY, tilaaja_nro INTEGER NOT NULL, ip VARCHAR(40),"
        " FOREIGN KEY (tilaaja_nro) REFERENCES uutiskirje(tilaaja_nro))"
    ),
    "INSERT INTO asiakas VALUES (7, '010190-900P', 'yksi@example.com'), (8, '020290-901S', 'kaksi@example.com')",
    "INSERT INTO tyontekija VALUES (7, '030390-902V', 3000)",
    "INSERT INTO tilaus VALUES (1, 7, '010190-900P'), (2, 8, '030390-902V')",
    "INSERT INTO uutiskirje VALUES (1, 'yksi@example.com', 'Yksi'), (2, 'kaksi@example.com', 'Kaksi')",
    "INSERT INTO uutiskirje_klikkaus VALUES (1, 1, '192.0.2.1'), (2, 2, '192.0.2.2')",
)
PERSONAL = {
    ("asiakas", "asiakas_id"): EntityType.CUSTOMER_ID,
    ("asiakas", "hetu"): EntityType.FI_PERSONAL_IDENTITY_CODE,
    ("asiakas", "sposti"): EntityType.EMAIL_ADDRESS,
    ("tyontekija", "tyontekija_id"): EntityType.CUSTOMER_ID,
    ("tyontekija", "hetu"): EntityType.FI_PERSONAL_IDENTITY_CODE,
    ("tilaus", "asiakas_id"): EntityType.CUSTOMER_ID,
    ("tilaus", "hetu"): EntityType.FI_PERSONAL_IDENTITY_CODE,
    ("uutiskirje", "sposti"): EntityType.EMAIL_ADDRESS,
    ("uutiskirje", "nimi"): EntityType.PERSON,
    ("uutiskirje_klikkaus", "ip"): EntityType.IP_ADDRESS,
}
TABLES = ("uutiskirje_klikkaus", "uutiskirje", "tilaus", "tyontekija", "asiakas")


def catalog_of(tables, personal):
    return Catalog(
        notice="",
        columns=tuple(
            CatalogColumn(
                source="shop",
                table=table,
                column=column,
                verdict=Verdict(state=ColumnState.CONFIRMED, findings=(Finding(entity_type=found, confidence=1.0),))
                if (found := personal.get((table.name, column.name)))
                else Verdict(state=ColumnState.CLEAN),
            )
            for table in tables
            for column in table.columns
        ),
    )


@pytest.fixture(scope="module")
def knowledge():
    return load_knowledge()


def maps_of(address, knowledge, personal=PERSONAL):
    with open_source(str(address)) as source:
        tables = tuple(table for table in source.tables() if table.name in TABLES)
    persons = tuple(table.full_name for table in tables if table.name in {"asiakas", "tyontekija"})
    maps = build(catalog_of(tables, personal), key_graph(tables, knowledge), persons=persons)
    return {found.person.name: found for found in maps.maps}


@pytest.fixture
def shop(tmp_path):
    path = tmp_path / "shop.sqlite"
    with sqlite3.connect(path) as connection:
        for statement in DDL:
            connection.execute(statement)
    return path


def test_a_number_of_one_register_is_no_number_of_another(shop, knowledge):
    employee = maps_of(shop, knowledge)["tyontekija"]
    (order,) = [place for place in employee.places if place.table.name == "tilaus"]
    assert order.same.entity_type is EntityType.FI_PERSONAL_IDENTITY_CODE
    without_hetu = {key: value for key, value in PERSONAL.items() if key != ("tilaus", "hetu")}
    employee = maps_of(shop, knowledge, without_hetu)["tyontekija"]
    assert [place.table.name for place in employee.places] == ["tyontekija", "asiakas"]
    assert employee.places[1].same.entity_type is EntityType.FI_PERSONAL_IDENTITY_CODE


def test_rows_that_are_anothers_by_key_are_shown_but_not_erased(shop, knowledge):
    employee = maps_of(shop, knowledge)["tyontekija"]
    (order,) = [place for place in employee.places if place.table.name == "tilaus"]
    assert order.others == ("asiakas",)
    statements = list(erasure(employee, "sqlite", {}))
    assert not any("tilaus" in statement.sql for statement in statements)
    assert any("its rows belong to asiakas by key" in str(note) for statement in statements for note in statement.notes)
    assert any('FROM "tilaus"' in statement.sql for statement in access(employee, "sqlite"))


def test_what_refers_to_a_table_found_by_an_equal_value_is_found_too(shop, knowledge):
    customer = maps_of(shop, knowledge)["asiakas"]
    places = {place.table.name: place for place in customer.places}
    assert set(places) == {"asiakas", "tilaus", "uutiskirje", "uutiskirje_klikkaus", "tyontekija"}
    assert places["uutiskirje"].same.column == "sposti"
    assert [[step.there for step in way] for way in places["uutiskirje_klikkaus"].ways] == [["uutiskirje"]]


def test_an_undeclared_key_of_an_identifier_is_an_equal_value_and_keeps_nothing_back(tmp_path, knowledge):
    path = tmp_path / "a.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE asiakas (asiakas_id INTEGER PRIMARY KEY, sposti TEXT)")
        connection.execute("CREATE TABLE uutiskirje (sposti TEXT PRIMARY KEY, nimi TEXT)")
        connection.execute("INSERT INTO asiakas VALUES (7, 'yksi@example.com')")
        connection.execute("INSERT INTO uutiskirje VALUES ('yksi@example.com', 'Yksi')")
    customer = maps_of(path, knowledge)["asiakas"]
    (letter,) = [place for place in customer.places if place.table.name == "uutiskirje"]
    assert (letter.same.column, letter.shared) == ("sposti", False)
    with sqlite3.connect(path) as connection:
        for statement in erasure(customer, "sqlite", {}):
            connection.execute(statement.sql, {"asiakas_id": 7})
        assert connection.execute("SELECT (SELECT COUNT(*) FROM asiakas) + (SELECT COUNT(*) FROM uutiskirje)").fetchone() == (0,)


def on_sqlite(path, request):
    connection = sqlite3.connect(path / "a.sqlite", isolation_level=None)
    request.addfinalizer(connection.close)
    connection.execute("PRAGMA foreign_keys = ON")
    return (
        str(path / "a.sqlite"),
        "sqlite",
        lambda sql: connection.execute(sql, {"asiakas_id": 7} if ":asiakas_id" in sql else {}).fetchall(),
    )


def on_duckdb(path, _request):
    import duckdb

    def run(sql):
        with duckdb.connect(str(path / "a.duckdb")) as connection:
            return connection.execute(sql, {"asiakas_id": 7} if "$asiakas_id" in sql else {}).fetchall()

    return str(path / "a.duckdb"), "duckdb", run


def on_postgres(_path, request):
    import psycopg

    url = request.getfixturevalue("postgres_url")
    connection = psycopg.connect(url, autocommit=True)
    request.addfinalizer(connection.close)

    def run(sql):
        cursor = connection.execute(sql.replace(":asiakas_id", "'7'"))  # as psql puts it in
        return cursor.fetchall() if cursor.description else []

    return url, "postgres", run


def on_mariadb(_path, request):
    import pymysql
    import sqlalchemy as sa

    address = request.getfixturevalue("mariadb_url")
    url = sa.make_url(address)
    connection = pymysql.connect(host=url.host, port=url.port, user=url.username, database=url.database, autocommit=True)
    request.addfinalizer(connection.close)

    def run(sql):
        with connection.cursor() as cursor:
            cursor.execute("SET @asiakas_id = '7'")
            cursor.execute(sql)
            return list(cursor.fetchall())

    return address, "mysql", run


@pytest.mark.parametrize("connect", [on_sqlite, on_duckdb, on_postgres, on_mariadb], ids=lambda connect: connect.__name__)
def test_the_requests_run_as_they_are_printed(tmp_path, request, knowledge, connect):
    address, dialect, run = connect(tmp_path, request)
    for statement in DDL:
        run(statement)
    try:
        customer = maps_of(address, knowledge)["asiakas"]
        places = [place.table.name for place in customer.places if place.columns]
        rows = dict(zip(places, (run(statement.sql) for statement in access(customer, dialect)), strict=True))
        assert {name: len(found) for name, found in rows.items()} == dict.fromkeys(places, 1) | {"tyontekija": 0}
        assert rows["uutiskirje_klikkaus"][0][-1] == "192.0.2.1"
        for statement in erasure(customer, dialect, {}):
            if statement.sql:
                run(statement.sql)
        left = {name: run(f"SELECT COUNT(*) FROM {name}")[0][0] for name in TABLES}
        assert left == dict.fromkeys(TABLES, 1)
    finally:
        for name in TABLES:
            run(f"DROP TABLE {name}")


@pytest.mark.parametrize("dialect", ["postgres", "mysql", "duckdb", "sqlite", "tsql", "bigquery", "oracle"])
def test_a_request_says_how_the_persons_key_is_given(shop, knowledge, dialect):
    customer = maps_of(shop, knowledge)["asiakas"]
    lines = list(report.script("asiakas", access(customer, dialect), heading(customer, dialect, erases=True)))
    mark = {"mysql": "@", "tsql": "@", "bigquery": "@", "duckdb": "$"}.get(dialect, ":")
    assert f"{mark}asiakas_id" in lines[1]
    assert "article 17(3)" in lines[2]
    assert any("more columns of these rows" in line for line in lines)


def test_a_table_named_after_people_that_names_nobody_is_theirs_and_no_register(tmp_path, knowledge):
    path = tmp_path / "a.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE customer (customer_id INTEGER PRIMARY KEY, email TEXT)")
        connection.execute("CREATE TABLE customer_photo (photo_id INTEGER PRIMARY KEY, customer_id INTEGER, photo_url TEXT)")
    personal = {("customer", "email"): EntityType.EMAIL_ADDRESS, ("customer_photo", "photo_url"): EntityType.PHOTO}
    with open_source(str(path)) as source:
        tables = tuple(source.tables())
    (found,) = build(catalog_of(tables, personal), key_graph(tables, knowledge)).maps
    assert found.person.name == "customer"
    assert [place.table.name for place in found.places] == ["customer", "customer_photo"]


def test_a_key_makes_rows_anothers_and_a_role_does_not(tmp_path, knowledge):
    path = tmp_path / "a.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE tyontekija (tyontekija_id INTEGER PRIMARY KEY, nimi TEXT)")
        connection.execute(
            "CREATE TABLE asiakas (asiakas_id INTEGER PRIMARY KEY, nimi TEXT, vastuumyyja_id INTEGER REFERENCES tyontekija(tyontekija_id))"
        )
        connection.execute(
            "CREATE TABLE kayttaja (kayttaja_id INTEGER PRIMARY KEY, asiakas_id INTEGER REFERENCES asiakas(asiakas_id), email TEXT)"
        )
        connection.execute("CREATE TABLE prenumerant (prenumerant_id INTEGER PRIMARY KEY, email TEXT)")
    personal = {
        ("tyontekija", "nimi"): EntityType.PERSON,
        ("asiakas", "nimi"): EntityType.PERSON,
        ("kayttaja", "email"): EntityType.EMAIL_ADDRESS,
        ("prenumerant", "email"): EntityType.EMAIL_ADDRESS,
    }
    with open_source(str(path)) as source:
        tables = tuple(source.tables())
    graph = key_graph(tables, knowledge)
    maps = {found.person.name: [place.table.name for place in found.places] for found in build(catalog_of(tables, personal), graph).maps}
    assert maps["asiakas"] == ["asiakas", "kayttaja"]
    assert maps["tyontekija"] == ["tyontekija"]
    assert "kayttaja" not in maps


def test_another_register_is_shown_by_an_equal_e_mail_and_erased_by_its_own_request(tmp_path, knowledge):
    path = tmp_path / "a.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE asiakas (asiakas_id INTEGER PRIMARY KEY, email TEXT)")
        connection.execute("CREATE TABLE subscribers (subscriber_id INTEGER PRIMARY KEY, email TEXT, first_name TEXT)")
    personal = {
        ("asiakas", "email"): EntityType.EMAIL_ADDRESS,
        ("subscribers", "email"): EntityType.EMAIL_ADDRESS,
        ("subscribers", "first_name"): EntityType.FIRST_NAME,
    }
    with open_source(str(path)) as source:
        tables = tuple(source.tables())
    maps = build(catalog_of(tables, personal), key_graph(tables, knowledge), persons=("asiakas", "subscribers")).maps
    (customer,) = [found for found in maps if found.person.name == "asiakas"]
    assert [place.table.name for place in customer.places] == ["asiakas", "subscribers"]
    assert any('FROM "subscribers"' in statement.sql for statement in access(customer, "sqlite"))
    erased = list(erasure(customer, "sqlite", {}))
    assert not any('DELETE FROM "subscribers"' in statement.sql for statement in erased)
    assert any("subscribers: it is a register of its own" in str(note) for statement in erased for note in statement.notes)
