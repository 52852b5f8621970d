"""Files that are broken, empty or not what they seem: one clear reason each, and no value is taken for a name."""

import json
import os
import random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from piicatalog.errors import SourceError
from piicatalog.model.sample import SampleRequest
from piicatalog.sources import files
from piicatalog.sources.formats.csv_form import form_of
from piicatalog.sources.formats.header import is_header
from piicatalog.sources.open import open_source


def names(path):
    with open_source(str(path)) as source:
        return [[column.key for column in table.columns] for table in source.tables()]


def why_not(path):
    with open_source(str(path)) as source:
        return [str(table.why_not) for table in source.tables()]


def workbook(path, *rows, merged=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    book.active["A1"].font = Font(bold=True)
    book.save(path)
    return path


PEOPLE = [["Aino", "Mäkinen", "aino@example.com"], ["Eeva", "Laine", "eeva@example.com"], ["Aino", "Virtanen", "av@example.com"]]


@pytest.mark.parametrize("people", [PEOPLE, [row[:2] for row in PEOPLE]])
def test_rows_without_a_header_give_no_names(tmp_path, people):
    csv = tmp_path / "a.csv"
    csv.write_text("\n".join(";".join(row) for row in people), encoding="utf-8")
    numbered = [f"column{number + 1}" for number in range(len(people[0]))]
    assert names(csv) == [numbered]
    assert names(workbook(tmp_path / "b.xlsx", *people)) == [numbered]


def test_files_put_together_with_their_headers_have_one():
    assert is_header(["nimi", "kunta"], [["Aino", "Espoo"], ["nimi", "kunta"], ["Eeva", "Turku"]])


def test_names_that_differ_in_case_alone_are_told_apart(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("nimi;Nimi;NIMI;email\nAino;Mäki;x;a@example.com\n", encoding="utf-8")
    assert names(path) == [["nimi", "Nimi_2", "NIMI_3", "email"]]
    with open_source(path) as source:
        (table,) = source.tables()
        assert [sample.batch.to_pylist() for sample in source.sample(table, SampleRequest())] == [
            [{"nimi": "Aino", "Nimi_2": "Mäki", "NIMI_3": "x", "email": "a@example.com"}]
        ]


def test_a_header_of_two_rows_with_a_title_above_is_found(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        ["Asiakkaat 2024"],
        [],
        ["Nimi", None, "Yhteystiedot", None, "Syntynyt"],
        ["Etunimi", "Sukunimi", "Sähköposti", "Puhelin", None],
        ["Aino", "Mäkinen", "a@example.com", "040 123 4567", "1.2.1990"],
        ["Eeva", "Laine", "b@example.com", "040 123 4568", "3.2.1990"],
        merged=["A1:E1", "A3:B3", "C3:D3", "E3:E4"],
    )
    assert names(path) == [["Etunimi", "Sukunimi", "Sähköposti", "Puhelin", "Syntynyt"]]


def test_a_column_without_a_name_takes_no_value_for_one(tmp_path):
    path = workbook(tmp_path / "a.xlsx", ["Nimi", None, "Kunta"], ["Aino", "Mäkinen", "Espoo"], ["Eeva", "Laine", "Turku"])
    assert names(path) == [["Nimi", "column2", "Kunta"]]


def test_a_sheet_that_is_a_chart_is_left_out(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["hetu"])
    book.active.append(["010594Y9032"])
    book.create_chartsheet("Kaavio")
    book.save(tmp_path / "a.xlsx")
    assert names(tmp_path / "a.xlsx") == [["hetu"]]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", random.Random(1).randbytes(5000), "it is no text file"),
        ("a.json", b"[]", "it holds no object"),
        ("a.json", b"{not json", "it is no JSON"),
        ("a.json", json.dumps([{"a": 1}]).encode("utf-16"), "UTF-16"),
        ("a.parquet", b"PAR1xxxxxxxxPAR1", "it is no Parquet file"),
        ("a.parquet", b"", "it is no Parquet file"),
    ],
)
def test_what_is_broken_says_why(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    (reason,) = why_not(tmp_path / name)
    assert said in reason
    assert name in reason


def test_a_damaged_workbook_is_a_problem(tmp_path):
    whole = workbook(tmp_path / "a.xlsx", ["nimi"], *[[f"x{number}"] for number in range(2000)]).read_bytes()
    for cut in (b"PK\x03\x04garbage", whole[: len(whole) // 2], whole[:400] + os.urandom(200) + whole[600:]):
        (tmp_path / "b.xlsx").write_bytes(cut)
        with open_source(tmp_path / "b.xlsx") as source:
            tables = list(source.tables())
            assert source.problems or tables[0].columns


def test_json_behind_a_byte_order_mark_keeps_its_paths(tmp_path):
    (tmp_path / "a.json").write_bytes(b"\xef\xbb\xbf" + json.dumps([{"asiakas": {"nimi": "Aino"}}, {"asiakas": {"nimi": "Eeva"}}]).encode())
    assert names(tmp_path / "a.json") == [["asiakas.nimi"]]


@settings(max_examples=50)
@given(st.binary(max_size=300) | st.text(alphabet='ab;,"\n\r\t 1', max_size=60).map(str.encode))
def test_no_bytes_make_the_reader_of_csv_fail(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    try:
        form = form_of(path)
    except SourceError:
        return
    assert form.names
    with files.open_source(path) as source:
        for table in source.tables():
            for sample in source.sample(table, SampleRequest()):
                assert sample.batch.num_columns == len(table.columns)


def test_a_folder_tells_what_is_left_out(tmp_path):
    (tmp_path / "asiakas.csv").write_text("hetu;nimi\n010594Y9032;Aino\n")
    for name in ("skeema.sql", "shop.sqlite", "kuva.png", ".piilo.pdf"):
        (tmp_path / name).write_bytes(b"x")
    with open_source(tmp_path) as source:
        assert [table.name for table in source.tables()] == ["asiakas"]
        (problem,) = source.problems
    assert "1 .png, 1 .sql, 1 .sqlite; a database, SQL or text file is scanned by its own name" in problem
    (tmp_path / "asiakas.csv").unlink()
    (tmp_path / "skeema.sql").unlink()
    with pytest.raises(SourceError, match=r"no file in this folder can be read; .*1 \.sqlite"):
        open_source(tmp_path)
