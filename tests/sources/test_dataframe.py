"""Data frames from Python."""

import duckdb
import pandas as pd
import pyarrow as pa

from piicatalog.model.sample import SampleRequest
from piicatalog.sources.open import open_source


def drawn(spec, **options):
    with open_source(spec) as source:
        (table,) = source.tables()
        return table, [row for sample in source.sample(table, SampleRequest(**options)) for row in sample.batch.to_pylist()]


def test_a_pandas_frame_with_mixed_objects_is_read():
    frame = pd.DataFrame({"nimi": ["Aino", None], "sekalaista": ["x", 1], 3: [1.5, 2]})
    table, rows = drawn(frame)
    assert [column.key for column in table.columns] == ["nimi", "sekalaista", "3"]
    assert rows[1] == {"nimi": None, "sekalaista": "1", "3": 2.0}


def test_a_table_gives_a_random_repeatable_choice():
    data = pa.table({"n": list(range(10_000))})
    first, again, other = ([row["n"] for row in drawn(data, rows=200, seed=seed)[1]] for seed in (1, 1, 2))
    assert len(set(first)) == 200
    assert first == again != other
    assert 20 < sum(number < 2500 for number in first) < 80


def test_a_reader_of_batches_gives_a_uniform_choice_of_all_batches():
    data = pa.table({"n": list(range(10_000))})
    rows = [row["n"] for row in drawn(data.to_reader(max_chunksize=1000), rows=500)[1]]
    assert len(set(rows)) == 500
    assert all(20 < sum(low <= number < low + 1000 for number in rows) < 90 for low in range(0, 10_000, 1000))


def test_all_rows_of_nested_data_are_read():
    data = pa.table({"asiakas": [{"nimi": "Aino", "puh": ["1", "2"]}, None]})
    table, rows = drawn(data, rows=None)
    assert [column.key for column in table.columns] == ["asiakas.nimi", "asiakas.puh"]
    assert rows == [{"asiakas.nimi": "Aino", "asiakas.puh": ["1", "2"]}, {"asiakas.nimi": None, "asiakas.puh": None}]


def test_an_open_duckdb_connection_is_read():
    connection = duckdb.connect()
    connection.execute("CREATE TABLE asiakas (nimi VARCHAR)")
    connection.execute("INSERT INTO asiakas VALUES ('Aino')")
    table, rows = drawn(connection)
    assert (table.full_name, rows) == ("main.asiakas", [{"nimi": "Aino"}])
    assert connection.execute("SELECT count(*) FROM asiakas").fetchall() == [(1,)]
