"""Official name statistics come into a user's folder and are used from there."""

import pyarrow as pa
from click.testing import CliRunner
from openpyxl import Workbook

from piicatalog.cli.names import command
from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.profiling.columns import profile
from piicatalog.profiling.plan import build_plan


def test_spreadsheets_become_lists_that_recognise_names(tmp_path) -> None:
    book = Workbook()
    first = book.active
    first.title = "Miehet kaikki etunimet"
    for row in (("Etunimi", "Lukumäärä"), ("Kukkuu-Pekka", 25), ("Qwertyx", 40), ("Rare", 3)):
        first.append(row)
    last = book.create_sheet("Sukunimet")
    last.append(("Zzyxto", "1 234"))
    book.save(tmp_path / "nimet.xlsx")
    result = CliRunner().invoke(command, ["import", str(tmp_path / "nimet.xlsx"), "--into", str(tmp_path / "own")])
    assert result.exit_code == 0, result.output
    assert "Rare" not in (tmp_path / "own/lists/first_names.txt").read_text(encoding="utf-8")
    values = pa.array(["Qwertyx Zzyxto"])
    assert "list:person" in profile(values, build_plan(load_knowledge([tmp_path / "own"]))).hits
    assert "list:person" not in profile(values, build_plan(load_knowledge())).hits


def test_a_file_that_is_no_spreadsheet_is_named(tmp_path) -> None:
    path = tmp_path / "nimet.xlsx"
    path.write_text("no")
    result = CliRunner().invoke(command, ["import", str(path), "--into", str(tmp_path)])
    assert result.exit_code != 0
    assert "no spreadsheet" in str(result.exception)
