"""What holds for every database: PostgreSQL, MariaDB, SQLite, DuckDB."""

import pyarrow.compute as pc
import pytest

from piicatalog.errors import SourceError
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.sample import SampleRequest
from piicatalog.model.schema import TableKind
from piicatalog.sources.open import open_source

HOSTILE = 'b"; DROP TABLE asiakas; --'


@pytest.fixture
def source(shop):
    with open_source(shop.url) as source:
        yield source


@pytest.fixture
def tables(source):
    return {table.name: table for table in source.tables()}


def column(batches, key):
    return [value for batch in batches if key in batch.schema.names for value in batch.column(key).to_pylist()]


def read(source, table, **options):
    return [sample.batch for sample in source.sample(table, SampleRequest(**options)) if sample.whole_rows]


def test_tables_columns_types_and_keys_are_listed(shop, tables):
    assert list(tables) == sorted(tables)
    assert set(tables) == {"asiakas", "jono", "jono_kaikki", "tilaus", "ostot", HOSTILE}
    customers = tables["asiakas"]
    assert customers.schema == shop.schema
    assert [column.name for column in customers.columns] == ["id", "nimi", "email", "harva", "kuva", "syntynyt"]
    families = [family_of(column.data_type) for column in customers.columns]
    assert families == [TypeFamily.INTEGER, TypeFamily.TEXT, TypeFamily.TEXT, TypeFamily.TEXT, TypeFamily.BINARY, TypeFamily.DATE]
    assert [column.nullable for column in customers.columns][1:3] == [False, True]
    assert customers.primary_key == ("id",)
    (key,) = tables["tilaus"].foreign_keys
    assert (key.columns, key.schema, key.table, key.referred_columns) == (("asiakas_id",), shop.schema, "asiakas", ("id",))


def test_comments_are_listed(shop, tables):
    if shop.dialect == "sqlite":
        pytest.skip("SQLite has no comments")
    assert tables["asiakas"].comment == "Asiakasrekisteri"
    assert tables["asiakas"].names["email"].comment == "sähköpostiosoite"


def test_a_view_has_its_query_and_gives_values(source, tables):
    view = tables["ostot"]
    assert view.kind is TableKind.VIEW
    assert "JOIN" in view.query.upper()
    assert sorted(column(read(source, view), "nimi")) == ["nimi 1", "nimi 2"]


def test_row_estimates_are_near(shop, tables):
    if shop.dialect == "sqlite":
        pytest.skip("SQLite keeps none")
    assert 15_000 < tables["asiakas"].row_estimate < 25_000


def test_hostile_names_are_read_and_do_no_harm(source, tables):
    hostile = tables[HOSTILE]
    (batch,) = read(source, hostile)
    assert batch.to_pylist() == [{"order": 1, "Väli lyönti": "a", "rivi\nvaihto": "b", "ISO": "c", "%s:x": "d"}]
    assert read(source, tables["asiakas"])


def test_a_sample_is_random_over_the_table_and_has_as_many_rows_as_asked_for(source, tables):
    numbers = sorted(int(name.split()[1]) for name in column(read(source, tables["asiakas"], rows=500), "nimi"))
    assert len(numbers) == 500
    assert len(set(numbers)) == 500
    halves = [sum(low < number <= low + 5000 for number in numbers) for low in (0, 5000, 10_000, 15_000)]
    assert all(50 < count < 250 for count in halves), halves


def test_the_same_seed_draws_the_same_rows_and_another_one_others(source, tables):
    drawn = [column(read(source, tables["asiakas"], rows=300, seed=seed), "nimi") for seed in (7, 7, 8)]
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]


@pytest.mark.parametrize("name", ["jono", "jono_kaikki"])
def test_first_rows_that_mislead_are_no_more_than_their_share(source, tables, name):
    batches = read(source, tables[name], rows=400)
    known = [value for value in column(batches, "arvo") if value != "ei tietoa"]
    assert sum(len(batch) for batch in batches) == 400
    assert 120 < len(known) < 280
    assert column(batches, "arvo") == column(read(source, tables[name], rows=400), "arvo")


@pytest.mark.parametrize("name", ["jono", "jono_kaikki"])
def test_a_sparse_column_is_filled_up_from_all_of_the_table(source, tables, name):
    samples = list(source.sample(tables[name], SampleRequest(rows=60)))
    values = [value for value in column([sample.batch for sample in samples], "harva") if value]
    assert 55 <= len(values) <= 65
    assert min(values.count("vanha"), values.count("uusi")) > 10
    again = [sample.batch for sample in source.sample(tables[name], SampleRequest(rows=60))]
    assert values == [value for value in column(again, "harva") if value]


def test_a_small_table_is_read_whole(source, tables):
    (batch,) = read(source, tables["tilaus"])
    assert sorted(batch.column("asiakas_id").to_pylist()) == [1, 2]


def test_a_sparse_column_is_filled_up(source, tables):
    samples = list(source.sample(tables["asiakas"], SampleRequest(rows=200)))
    more = [sample for sample in samples if not sample.whole_rows and sample.batch.schema.names == ["harva"]]
    found = sum(len(sample.batch) for sample in more) + len([value for value in column([samples[0].batch], "harva") if value])
    assert found >= 20
    assert all(pc.all(pc.is_valid(sample.batch.column("harva"))).as_py() for sample in more)


def test_all_rows_come_in_batches(source, tables):
    batches = read(source, tables["asiakas"], rows=None, max_bytes=200_000)
    assert sum(len(batch) for batch in batches) == 20_000
    assert len(batches) > 1
    assert len(set(column(batches, "nimi"))) == 20_000


def test_binary_columns_are_not_read_and_say_so(source, tables):
    assert "binary" in str(tables["asiakas"].names["kuva"].why_not)
    assert "kuva" not in read(source, tables["asiakas"])[0].schema.names


def test_include_and_exclude_choose_tables(shop):
    def listed(**patterns):
        with open_source(shop.url, **patterns) as source:
            return [table.name for table in source.tables()]

    schema = shop.schema or "*"
    assert listed(include=["TILAUS"]) == ["tilaus"]
    assert listed(include=[f"{schema}.*"], exclude=["*.b*", "ostot", "jono*"]) == ["asiakas", "tilaus"]
    assert listed(include=["nowhere.*"]) == []


def test_a_write_through_the_source_fails(shop, source):
    connection = source._reader.connection if shop.dialect == "duckdb" else source._server.driver
    cursor = connection.cursor()
    with pytest.raises(Exception, match=r"(?i)read.?only"):
        cursor.execute("INSERT INTO tilaus VALUES (3, 3, 1)")
    with pytest.raises(Exception, match=r"(?i)read.?only"):
        cursor.execute("CREATE TABLE uusi (id integer)")


def test_a_table_that_is_gone_is_one_clear_error(source, tables):
    from dataclasses import replace

    with pytest.raises(SourceError) as raised:
        list(source.sample(replace(tables["tilaus"], name="kadonnut"), SampleRequest()))
    assert "kadonnut" in str(raised.value)


def test_the_source_shows_neither_user_nor_password(source):
    assert "@" not in source.name
    assert source.name in repr(source)
