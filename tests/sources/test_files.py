"""CSV, Parquet, JSON and Excel files, folders and patterns."""

import gzip
import json

import pyarrow as pa
import pytest
from pyarrow import parquet

from piicatalog.errors import SourceError
from piicatalog.model.sample import SampleRequest
from piicatalog.sources.open import open_source


def read(path, **options):
    """Return the columns' names, all rows of the first table, and the problems."""
    with open_source(str(path)) as source:
        (table,) = source.tables()
        batches = [sample.batch for sample in source.sample(table, SampleRequest(**options))]
        return [column.key for column in table.columns], [row for batch in batches for row in batch.to_pylist()], list(source.problems)


def written(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~"])
def test_any_delimiter_is_found(tmp_path, delimiter):
    lines = [
        ["nimi", "postinumero", "saldo"],
        ["Aino Mäkinen", "00100", "1,5"],
        ["Onni, Laine" if delimiter != "," else "Onni Laine", "02100", "2,5"],
    ]
    if delimiter == ",":
        lines = [[cell.replace(",", ".") for cell in line] for line in lines]
    names, rows, problems = read(written(tmp_path / "a.csv", "\n".join(delimiter.join(line) for line in lines)))
    assert names == lines[0]
    assert [list(row.values()) for row in rows] == lines[1:]
    assert problems == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "cp850", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_is_read(tmp_path, encoding):
    names, rows, _ = read(written(tmp_path / "a.csv", 'nimi;"työ"\n"Äijä Öhman";lähihoitaja\n', encoding))
    assert names == ["nimi", "työ"]
    assert rows == [{"nimi": "Äijä Öhman", "työ": "lähihoitaja"}]


def test_windows_1252_characters_are_read(tmp_path):
    _, rows, _ = read(written(tmp_path / "a.csv", "nimi;hinta\nMäki – “Šakki”;5 €\n", "cp1252"))
    assert rows == [{"nimi": "Mäki – “Šakki”", "hinta": "5 €"}]


def test_leading_zeros_and_long_numbers_stay(tmp_path):
    _, rows, _ = read(written(tmp_path / "a.csv", "koodi,tili\n00100,00012345678901234567890\n007,1e5\n"))
    assert rows == [{"koodi": "00100", "tili": "00012345678901234567890"}, {"koodi": "007", "tili": "1e5"}]


def test_ragged_lines_are_read_and_reported_with_their_line(tmp_path):
    path = written(tmp_path / "a.csv", 'a,b,c\n1,2,3\n4,5\n6,7,8,9\n"x,y,z\n10,11,12\n')
    for options in ({}, {"rows": None}):
        _, rows, problems = read(path, **options)
        assert [list(row.values()) for row in rows] == [
            ["1", "2", "3"],
            ["4", "5", None],
            ["6", "7", "8 9"],
            ["x", "y", "z"],
            ["10", "11", "12"],
        ]
        assert problems == [
            "a.csv:3: it has fewer cells than columns",
            "a.csv:4: it has more cells than columns",
            "a.csv:5: a quote is not closed",
        ]


def test_a_quote_that_is_never_closed_does_not_lose_the_rest(tmp_path):
    path = written(tmp_path / "a.csv", "a,b\n" + "1,2\n" * 3000 + '"x,y\n' + "3,4\n" * 3000)
    for options in ({"rows": 10_000}, {"rows": None}):
        _, rows, problems = read(path, **options)
        assert len(rows) == 6001
        assert problems == ["a.csv:3002: a quote is not closed"]


def test_quoted_line_breaks_and_inch_signs_are_no_broken_quotes(tmp_path):
    text = 'a;b\n"1\n2";3\n"sanoi ""hei""";5" putki\nx;7" ja 8"\n'
    for encoding in ("utf-8", "cp1252"):
        _, rows, problems = read(written(tmp_path / "a.csv", text + "ä;9\n", encoding))
        assert [list(row.values()) for row in rows] == [["1\n2", "3"], ['sanoi "hei"', '5" putki'], ["x", '7" ja 8"'], ["ä", "9"]]
        assert problems == []


def test_without_a_header_columns_are_numbered(tmp_path):
    names, rows, _ = read(written(tmp_path / "a.csv", "1,aino@example.com,00100\n2,onni@example.com,02100\n"))
    assert names == ["column1", "column2", "column3"]
    assert len(rows) == 2


def test_lines_before_the_header_are_left_out(tmp_path):
    names, rows, _ = read(written(tmp_path / "a.csv", "sep=;\nAsiakasraportti\n\nnimi;puh\nAino;040 000 1234\nOnni;\n"))
    assert names == ["nimi", "puh"]
    assert rows == [{"nimi": "Aino", "puh": "040 000 1234"}, {"nimi": "Onni", "puh": None}]


def test_one_column_and_double_names_are_read(tmp_path):
    assert read(written(tmp_path / "a.csv", "hetu\n010594Y9032\n"))[0] == ["hetu"]
    assert read(written(tmp_path / "b.csv", "nimi,nimi,\nA,B,C\n"))[0] == ["nimi", "nimi_2", "column3"]


def test_a_compressed_file_is_read(tmp_path):
    names, rows, _ = read(written(tmp_path / "a.csv.gz", gzip.compress(b"nimi,puh\nAino,1\n")))
    assert (names, rows) == (["nimi", "puh"], [{"nimi": "Aino", "puh": "1"}])


def test_a_csv_sample_is_random_and_repeatable(tmp_path):
    for encoding in ("utf-8", "cp1252"):
        path = written(tmp_path / "a.csv", "n;nimi\n" + "".join(f"{number};ä\n" for number in range(10_000)), encoding)
        drawn = [[int(row["n"]) for row in read(path, rows=300, seed=seed)[1]] for seed in (1, 1, 2)]
        assert len(drawn[0]) == len(set(drawn[0])) == 300
        assert drawn[0] == drawn[1]
        assert sorted(drawn[0]) != sorted(drawn[2])
        assert 40 < sum(number < 2500 for number in drawn[0]) < 120


@pytest.mark.parametrize(
    ("name", "content"), [("a.csv", b""), ("a.csv", b"\n\n"), ("a.parquet", b"no"), ("a.json", b""), ("a.xlsx", b"no")]
)
def test_a_broken_file_says_so_and_is_no_traceback(tmp_path, name, content):
    with open_source(str(written(tmp_path / name, content))) as source:
        assert not [column for table in source.tables() for column in table.columns]
        assert [problem for problem in source.problems if name in problem]


def test_nested_json_fields_are_columns_with_a_path(tmp_path):
    documents = [
        {
            "asiakas": {"nimi": "Aino", "osoite": {"katu": "Koivukuja 1", "postinumero": "00100"}},
            "rivit": [{"tuote": "x"}, {"tuote": "y"}],
            "tagit": ["a", "b"],
        },
        {"asiakas": None, "rivit": [], "uusi": True},
    ]
    path = written(tmp_path / "a.ndjson", "\n".join(json.dumps(document) for document in documents))
    names, rows, _ = read(path)
    assert names == ["asiakas.nimi", "asiakas.osoite.katu", "asiakas.osoite.postinumero", "rivit.tuote", "tagit", "uusi"]
    assert rows[0]["asiakas.osoite.postinumero"] == "00100"
    assert rows[0]["rivit.tuote"] == ["x", "y"]
    assert rows[1]["asiakas.osoite.katu"] is None


def test_a_json_array_of_documents_is_read(tmp_path):
    assert read(written(tmp_path / "a.json", '[{"nimi": "Aino"}, {"nimi": "Onni"}]'))[1] == [{"nimi": "Aino"}, {"nimi": "Onni"}]


def test_a_broken_line_of_json_does_not_lose_the_rest(tmp_path):
    _, rows, problems = read(written(tmp_path / "a.ndjson", '{"a": 1}\nei jsonia\n{"a": 3}\n'))
    assert {row["a"] for row in rows} >= {1, 3}
    assert problems


def test_one_large_document_is_read(tmp_path):
    people = [{"nimi": f"Nimi {number}", "muistio": "x" * 1000} for number in range(20_000)]
    names, rows, problems = read(written(tmp_path / "a.json", json.dumps({"asiakkaat": people})))
    assert names == ["asiakkaat.nimi", "asiakkaat.muistio"]
    assert len(rows[0]["asiakkaat.nimi"]) == 20_000
    assert problems == []


def test_parquet_keeps_types_and_nested_fields(tmp_path):
    table = pa.table({"id": [1, 2], "lista": [[{"hetu": "010594Y9032"}], None], "kuva": [b"\xff", None]})
    parquet.write_table(table, tmp_path / "a.parquet")
    with open_source(tmp_path / "a.parquet") as source:
        (found,) = source.tables()
        assert [(column.key, bool(column.why_not)) for column in found.columns] == [("id", False), ("lista.hetu", False), ("kuva", True)]
        assert found.row_estimate == 2
        (sample,) = source.sample(found, SampleRequest())
        assert sample.batch.to_pylist()[0] == {"id": 1, "lista.hetu": ["010594Y9032"]}


def test_parquet_samples_are_random_and_repeatable(tmp_path):
    parquet.write_table(pa.table({"n": list(range(50_000))}), tmp_path / "a.parquet", row_group_size=5_000)
    drawn = [[row["n"] for row in read(tmp_path / "a.parquet", rows=400, seed=seed)[1]] for seed in (1, 1, 2)]
    assert len(set(drawn[0])) == 400
    assert drawn[0] == drawn[1] != drawn[2]
    assert 50 < sum(number < 12_500 for number in drawn[0]) < 150


def test_parts_of_one_table_are_one_table_and_folders_are_schemas(tmp_path):
    for month in ("01", "02"):
        written(tmp_path / f"loki-2024-{month}.csv", f"aika,ip\n2024-{month},192.0.2.1\n")
        folder = tmp_path / "hr" / "palkat" / f"kk=2024-{month}"
        folder.mkdir(parents=True)
        parquet.write_table(pa.table({"palkka": [1, 2]}), folder / "part-0.parquet")
    written(tmp_path / "loki-2023-12.csv", "toinen\nx\n")
    written(tmp_path / "hr" / "asiakkaat.csv", "nimi\nAino\n")
    written(tmp_path / ".piilo.csv", "nimi\nAino\n")
    with open_source(tmp_path) as source:
        tables = {table.full_name: [column.key for column in table.columns] for table in source.tables()}
        assert tables == {"loki": ["aika", "ip"], "loki-2023-12": ["toinen"], "hr.asiakkaat": ["nimi"], "hr.palkat": ["palkka", "kk"]}
        logs = next(table for table in source.tables() if table.name == "loki")
        assert sum(sample.batch.num_rows for sample in source.sample(logs, SampleRequest())) == 2


def test_a_pattern_chooses_files_and_odd_names_are_no_patterns(tmp_path):
    written(tmp_path / "a[1].csv", "nimi\nAino\n")
    written(tmp_path / "a'b.csv", "nimi\nOnni\n")
    written(tmp_path / "c.txt", "muuta")
    with open_source(str(tmp_path / "*.csv")) as source:
        tables = list(source.tables())
        assert [table.name for table in tables] == ["a'b", "a[1]"]
        assert [sample.batch.to_pylist() for table in tables for sample in source.sample(table, SampleRequest())] == [
            [{"nimi": "Onni"}],
            [{"nimi": "Aino"}],
        ]


def test_each_sheet_of_a_workbook_is_a_table(tmp_path):
    import datetime as dt

    import openpyxl

    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Asiakkaat"
    for row in (["Asiakasluettelo"], [], ["nimi", "puh", "syntynyt"], ["Aino", 401234567.0, dt.date(1990, 1, 2)], ["Onni", "00100", None]):
        sheet.append(row)
    workbook.create_sheet("Tyhjä")
    workbook.save(tmp_path / "a.xlsx")
    with open_source(tmp_path / "a.xlsx") as source:
        customers, empty = source.tables()
        assert (customers.name, empty.name) == ("a.Asiakkaat", "a.Tyhjä")
        assert "empty" in str(empty.why_not)
        (sample,) = source.sample(customers, SampleRequest())
        assert sample.batch.to_pylist() == [
            {"nimi": "Aino", "puh": "401234567", "syntynyt": "1990-01-02"},
            {"nimi": "Onni", "puh": "00100", "syntynyt": None},
        ]


@pytest.mark.parametrize(("spec", "said"), [("ei/ole.csv", "no such file"), ("ei/ole", "no such file"), (42, "a int cannot be scanned")])
def test_what_cannot_be_opened_is_told_with_what_can(spec, said):
    with pytest.raises(SourceError, match=said):
        open_source(spec)


def test_state_follows_the_file(tmp_path):
    path = written(tmp_path / "a.csv", "nimi\nAino\n")

    def state():
        with open_source(path) as source:
            (table,) = source.tables()
            return source.state_of(table)

    before = state()
    assert state() == before != ""
    written(path, "nimi\nAino\nOnni\n")
    assert state() != before


@pytest.mark.parametrize("name", ["wide.parquet", "wide.csv", "wide-1252.csv"])
def test_batches_of_wide_rows_are_small_and_all_rows_come_once(tmp_path, name):
    texts = [f"{number} é " + "pitkä teksti " * 300 for number in range(6_000)]
    path = tmp_path / name
    if name.endswith("parquet"):
        parquet.write_table(pa.table({"id": range(6_000), "teksti": texts}), path)
    else:
        lines = "\n".join(f"{number};{text}" for number, text in enumerate(texts))
        written(path, f"id;teksti\n{lines}\n", "cp1252" if "1252" in name else "utf-8")
    with open_source(path) as source:
        (table,) = source.tables()
        sizes, rows = [], []
        for sample in source.sample(table, SampleRequest(rows=None)):
            sizes.append(sample.batch.num_rows)
            rows += [int(row) for row in sample.batch.column("id").to_pylist()]
    assert rows == list(range(6_000))
    assert max(sizes) <= 4_096
    assert len(sizes) >= 3
