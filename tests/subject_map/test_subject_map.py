"""A person's data are found along every way, and erased in an order that no foreign key forbids."""

import sqlite3

import pytest

from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.detection.references import key_graph
from piicatalog.model.catalog import Catalog, CatalogColumn
from piicatalog.model.entity_type import EntityType
from piicatalog.model.finding import ColumnState, Finding, Verdict
from piicatalog.sources.open import open_source
from piicatalog.subject_map import mermaid, report
from piicatalog.subject_map.build import build
from piicatalog.subject_map.overlap import references_by_values
from piicatalog.subject_map.requests import Held, access, erasure

DDL = """
CREATE TABLE asiakas (asiakas_id INTEGER PRIMARY KEY, nimi TEXT NOT NULL, sahkoposti TEXT, suosittelija_id INTEGER REFERENCES asiakas(asiakas_id),
  oletusosoite_id INTEGER REFERENCES osoite(osoite_id));
CREATE TABLE osoite (osoite_id INTEGER PRIMARY KEY, asiakas_id INTEGER NOT NULL REFERENCES asiakas(asiakas_id), katu TEXT);
CREATE TABLE tilaus (tilaus_id INTEGER PRIMARY KEY, asiakas_id INTEGER NOT NULL REFERENCES asiakas(asiakas_id), maksaja_id INTEGER REFERENCES asiakas(asiakas_id),
  toimitusosoite TEXT);
CREATE TABLE tilausrivi (tilaus_id INTEGER NOT NULL REFERENCES tilaus(tilaus_id), rivi INTEGER, tuote TEXT, PRIMARY KEY (tilaus_id, rivi));
CREATE TABLE palautus (palautus_id INTEGER PRIMARY KEY, tilaus_id INTEGER, rivi INTEGER, syy TEXT,
  FOREIGN KEY (tilaus_id, rivi) REFERENCES tilausrivi(tilaus_id, rivi));
CREATE TABLE lasku (laskunro INTEGER PRIMARY KEY, tilaus_id INTEGER NOT NULL REFERENCES tilaus(tilaus_id), laskutusosoite TEXT, puhelin TEXT);
CREATE TABLE uutiskirje (sahkoposti TEXT PRIMARY KEY, nimi TEXT);
CREATE TABLE loki (aika TEXT, ip TEXT);
INSERT INTO asiakas VALUES (1, 'Yksi', 'yksi@example.com', NULL, NULL), (2, 'Kaksi', 'kaksi@example.com', 1, NULL);
INSERT INTO osoite VALUES (1, 1, 'Koivukuja 1'), (2, 2, 'Koivukuja 2');
UPDATE asiakas SET oletusosoite_id = asiakas_id;
INSERT INTO tilaus VALUES (1, 1, 1, 'a'), (2, 2, 1, 'b'), (3, 2, 2, 'c');
INSERT INTO tilausrivi VALUES (1, 1, 'x'), (2, 1, 'y'), (3, 1, 'z');
INSERT INTO palautus VALUES (1, 1, 1, 'rikki'), (3, 3, 1, 'rikki');
INSERT INTO uutiskirje VALUES ('yksi@example.com', 'Yksi'), ('kaksi@example.com', 'Kaksi');
"""
INVOICES = "INSERT INTO lasku VALUES (1, 1, 'Koivukuja 1', '040 000 0001'), (3, 3, 'Koivukuja 2', '040 000 0002');"
PERSONAL = {
    ("asiakas", "nimi"): EntityType.PERSON,
    ("asiakas", "sahkoposti"): EntityType.EMAIL_ADDRESS,
    ("osoite", "katu"): EntityType.STREET_ADDRESS,
    ("tilaus", "toimitusosoite"): EntityType.ADDRESS,
    ("palautus", "syy"): EntityType.COMPLAINT,
    ("lasku", "laskutusosoite"): EntityType.ADDRESS,
    ("lasku", "puhelin"): EntityType.PHONE_NUMBER,
    ("uutiskirje", "sahkoposti"): EntityType.EMAIL_ADDRESS,
    ("uutiskirje", "nimi"): EntityType.PERSON,
    ("loki", "ip"): EntityType.IP_ADDRESS,
}


def catalog_of(tables):
    return Catalog(
        notice="",
        columns=tuple(
            CatalogColumn(
                source="shop",
                table=table,
                column=column,
                verdict=Verdict(
                    state=ColumnState.CONFIRMED, findings=(Finding(entity_type=PERSONAL[table.name, column.name], confidence=1.0),)
                )
                if (table.name, column.name) in PERSONAL
                else Verdict(state=ColumnState.CLEAN),
            )
            for table in tables
            for column in table.columns
        ),
    )


@pytest.fixture(scope="module")
def knowledge():
    return load_knowledge()


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "shop.sqlite"
    with sqlite3.connect(path) as connection:
        connection.executescript(DDL)
    return path


def maps_of(path, knowledge, persons=("asiakas",)):
    with open_source(str(path)) as source:
        tables = tuple(source.tables())
    return build(catalog_of(tables), key_graph(tables, knowledge), persons=persons)


def test_every_table_of_the_person_is_found_by_key_or_by_value(database, knowledge):
    maps = maps_of(database, knowledge)
    (found,) = maps.maps
    places = {place.table.name: place for place in found.places}
    assert set(places) == {"asiakas", "osoite", "tilaus", "tilausrivi", "palautus", "lasku", "uutiskirje"}
    assert [len(way) for way in places["palautus"].ways] == [3, 3]
    assert places["uutiskirje"].same.entity_type is EntityType.EMAIL_ADDRESS
    assert [place.table.name for place in maps.unreached] == ["loki"]


def test_access_finds_the_persons_rows_once_each_and_nobody_elses(database, knowledge):
    (found,) = maps_of(database, knowledge).maps
    connection = sqlite3.connect(database)
    connection.executescript(INVOICES)
    rows = {
        place.table.name: connection.execute(statement.sql, {"asiakas_id": 1}).fetchall()
        for place, statement in zip([place for place in found.places if place.columns], access(found, "sqlite"), strict=True)
    }
    assert rows["asiakas"] == [(1, "Yksi", "yksi@example.com")]
    assert rows["tilaus"] == [(1, "a"), (2, "b")]
    assert rows["palautus"] == [(1, "rikki")]
    assert rows["lasku"] == [(1, "Koivukuja 1", "040 000 0001")]
    assert rows["uutiskirje"] == [("yksi@example.com", "Yksi")]


def run(path, statements):
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = ON")
    for statement in statements:
        if statement.sql:
            connection.execute(statement.sql, {"asiakas_id": 1})
    connection.commit()
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    return connection


def test_erasure_removes_the_person_and_keeps_all_keys_whole(database, knowledge):
    (found,) = maps_of(database, knowledge).maps
    connection = run(database, erasure(found, "sqlite", {}))
    assert connection.execute("SELECT asiakas_id, suosittelija_id FROM asiakas").fetchall() == [(2, None)]
    assert connection.execute("SELECT tilaus_id FROM tilaus").fetchall() == [(3,)]
    assert connection.execute("SELECT palautus_id FROM palautus").fetchall() == [(3,)]
    assert connection.execute("SELECT katu FROM osoite").fetchall() == [("Koivukuja 2",)]
    assert connection.execute("SELECT nimi FROM uutiskirje").fetchall() == [("Kaksi",)]


def test_what_the_law_keeps_stays_and_with_it_the_rows_it_refers_to_without_their_personal_data(database, knowledge):
    with sqlite3.connect(database) as connection:
        connection.executescript(INVOICES)
    (found,) = maps_of(database, knowledge).maps
    statements = list(erasure(found, "sqlite", {"lasku": Held(columns=frozenset({"laskutusosoite"}), why="six years")}))
    connection = run(database, statements)
    assert connection.execute("SELECT laskutusosoite, puhelin FROM lasku ORDER BY 1").fetchall()[0] == ("Koivukuja 1", None)
    assert connection.execute("SELECT nimi, sahkoposti FROM asiakas WHERE asiakas_id = 1").fetchall() == [("(erased)", None)]
    assert connection.execute("SELECT toimitusosoite FROM tilaus WHERE tilaus_id = 1").fetchall() == [(None,)]
    assert connection.execute("SELECT COUNT(*) FROM palautus WHERE palautus_id = 1").fetchall() == [(0,)]
    assert any("kept by law: laskutusosoite: six years" in map(str, statement.notes) for statement in statements)


@pytest.mark.parametrize("dialect", ["postgres", "mysql", "duckdb", "sqlite", "tsql", "oracle", "bigquery", "snowflake"])
def test_every_dialect_has_its_own_quotes_and_parameters(database, knowledge, dialect):
    (found,) = maps_of(database, knowledge).maps
    statements = [*access(found, dialect), *erasure(found, dialect, {})]
    assert all("asiakas_id" in statement.sql for statement in statements if statement.sql)


def test_the_requests_run_on_postgres(postgres_url, knowledge):
    import sqlalchemy as sa

    engine = sa.create_engine(sa.make_url(postgres_url).set(drivername="postgresql+psycopg"))
    first, _, rest = DDL.partition("CREATE TABLE osoite")
    with engine.begin() as connection:
        connection.exec_driver_sql(first.replace("REFERENCES osoite(osoite_id)", ""))
        connection.exec_driver_sql("CREATE TABLE osoite" + rest)
        connection.exec_driver_sql("ALTER TABLE asiakas ADD FOREIGN KEY (oletusosoite_id) REFERENCES osoite(osoite_id)")
    try:
        with open_source(postgres_url) as source:
            tables = tuple(source.tables())
        (found,) = build(catalog_of(tables), key_graph(tables, knowledge), persons=("public.asiakas",)).maps
        with engine.begin() as connection:
            for statement in access(found, "postgres"):
                connection.execute(sa.text(statement.sql), {"asiakas_id": 1})
            for statement in erasure(found, "postgres", {}):
                if statement.sql:
                    connection.execute(sa.text(statement.sql), {"asiakas_id": 1})
            assert connection.execute(sa.text("SELECT asiakas_id FROM asiakas")).all() == [(2,)]
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE palautus, tilausrivi, lasku, tilaus, uutiskirje, loki, asiakas, osoite CASCADE")
        engine.dispose()


def test_hostile_names_stay_text(tmp_path, knowledge):
    path = tmp_path / "a.sqlite"
    evil = 'asiakas"]; click x <script>'
    with sqlite3.connect(path) as connection:
        connection.execute(f'CREATE TABLE "{evil.replace(chr(34), chr(34) * 2)}" (id INTEGER PRIMARY KEY, nimi TEXT)')
    PERSONAL[evil, "nimi"] = EntityType.PERSON
    maps = maps_of(path, knowledge, persons=(evil,))
    drawn = mermaid.render(maps)
    assert "<script>" not in drawn
    assert drawn.count('"') == 2
    (statement,) = access(maps.maps[0], "sqlite")
    assert sqlite3.connect(path).execute(statement.sql, {"id": 1}).fetchall() == []
    assert all(line.startswith(("--", "SELECT")) or not line for line in report.script("a\nDROP TABLE t", [statement]))


def test_a_key_that_nothing_declares_is_found_by_its_values(tmp_path, knowledge):
    path = tmp_path / "a.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE asiakas (tunniste TEXT PRIMARY KEY, nimi TEXT)")
        connection.execute("CREATE TABLE kortti (numero INTEGER PRIMARY KEY, haltija TEXT, muu TEXT)")
        connection.executemany("INSERT INTO asiakas VALUES (?, 'x')", [(f"u{number:05d}",) for number in range(6000)])
        connection.executemany(
            "INSERT INTO kortti VALUES (?, ?, ?)", [(number, f"u{number * 2:05d}", f"z{number}") for number in range(3000)]
        )
    with open_source(str(path)) as source:
        graph = key_graph(tuple(source.tables()), knowledge)
        (found,) = references_by_values(source, graph)
    assert (found.table, found.columns, found.referred, found.declared) == ("kortti", ("haltija",), "asiakas", False)
    assert "u0" not in str(found.reason)
