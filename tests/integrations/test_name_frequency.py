"""benchmarks/name_frequency.py measures by bearers, on made-up statistics of the official form."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from piicatalog.profiling.word_lists import load_word_lists

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("name_frequency")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    first, last = tmp_path / "etunimitilasto.csv", tmp_path / "sukunimitilasto.csv"
    known = "Matti Aino Kari Päivi Juha Tiina Antti Liisa Mikko Eeva Ville Outi Timo Sari Jari Minna Pekka Anne".split()
    first.write_text("Etunimi;Lukumäärä\n" + "".join(f"{name};50\n" for name in known) + "Zzyxqa;100\n", encoding="utf-8")
    known = "Mäkelä Nieminen Mäkinen Laine Koskinen Salo Lehtonen Heikkilä Rantanen Lindholm Virta Ojala Aalto Nyman Peltola".split()
    last.write_text("Sukunimi;Yhteensä\nVirtanen;1 150\n" + "".join(f"{name};50\n" for name in known) + "Qwq;100\n", encoding="utf-8")
    return [first, last]


def test_names_count_as_often_as_they_are_borne(benchmark: ModuleType, files: list[Path]) -> None:
    shares = {
        (names.kind, spelling): benchmark.share_known(names, load_word_lists(), spell)
        for file in files
        for names in benchmark.read_names(file, benchmark.LISTS, least=1)
        for spelling, spell in benchmark.SPELLINGS.items()
    }
    assert {share for (kind, _), share in shares.items() if kind == "first_names"} == {0.9}
    assert {share for (kind, _), share in shares.items() if kind == "last_names"} == {0.95}


def test_columns_of_drawn_names_are_judged_beside_traps(
    benchmark: ModuleType, files: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    benchmark.main([*map(str, files), "--rows", "50", "--seeds", "1"])
    printed = capsys.readouterr().out
    assert "first names, etunimitilasto, as written: 50 rows 1.00" in printed
    assert "Sukunimi, Etunimi, upper case, no diacritics: 50 rows 1.00" in printed
    assert "traps taken for names: 0 of" in printed
