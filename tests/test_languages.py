"""A steward reads explanations in Finnish and Swedish: scanned, kept, read back and said, with no English left between."""

import contextlib
import re
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from piicatalog.cli.main import group

HETUS = ["010594Y9032", "020594X903P", "020594Y902N", "030594W903B", "030694W9024", "040594V9030"]
ENGLISH = re.compile(
    r"\b(?:the|says?|values?|distinct|table|rows?|refers?|belongs?|names?|columns?|which|nothing|read|kept|answer|serves?|of|and)\b"
)


def run(folder: Path, *arguments: str) -> str:
    with contextlib.chdir(folder):
        done = CliRunner().invoke(group, arguments)
    assert done.exit_code == 0 or arguments[:2] == ("notice", "check"), done.output
    return done.output


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    with duckdb.connect(str(folder / "kauppa.duckdb")) as connection:
        connection.execute(
            "CREATE TABLE asiakas (asiakas_id INTEGER PRIMARY KEY, nimi VARCHAR, hetu VARCHAR, kuva BLOB, huomautus VARCHAR)"
        )
        connection.execute("CREATE TABLE tilaus (tilaus_id INTEGER, asiakas_id INTEGER, tilauspvm DATE, summa DECIMAL(9,2))")
        for number in range(60):
            hetu = HETUS[number % len(HETUS)]
            note = f"soitettu asiakkaalle ja sovittu uusi aika; vastaus osoitteeseen a{number}@example.fi"
            connection.execute("INSERT INTO asiakas VALUES (?, ?, ?, NULL, ?)", [number, f"Aino Laine{'n' * (number % 3)}", hetu, note])
            connection.execute("INSERT INTO tilaus VALUES (?, ?, DATE '2025-01-31', 10.5)", [number, number])
    run(folder, "scan", "kauppa.duckdb", "--quiet")
    return folder


COLUMNS = ["asiakas.asiakas_id", "asiakas.nimi", "asiakas.hetu", "asiakas.kuva", "asiakas.huomautus", "tilaus.asiakas_id", "tilaus.summa"]


def without_names(text: str) -> str:
    """Return a text without quoted words, ids, entity types and file names, which are the same in every language."""
    return re.sub(r"«[^»]*»|“[^”]*”|\([a-z0-9_]+[,)]|\[[a-z_0-9]+\]|\b[A-Z_]{4,}\b|\S*[._/]\S*|piicatalog [^·]*|--why REASON", " ", text)


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("column", COLUMNS)
def test_what_a_scan_kept_is_explained_without_english(shop: Path, column: str, language: str) -> None:
    text = run(shop, "explain", f"main.{column}", "--lang", language)
    assert not ENGLISH.findall(without_names(text))
    assert run(shop, "explain", f"main.{column}", "--lang", language) == text


def test_every_language_says_the_same_of_a_column(shop: Path) -> None:
    lines = {language: run(shop, "explain", "main.asiakas.hetu", "--lang", language).splitlines() for language in ("fi", "sv", "en")}
    assert len({len(each) for each in lines.values()}) == 1
    (finnish,), (swedish,), (english,) = ([line for line in each if "[fi_hetu]" in line and "%" in line] for each in lines.values())
    assert "arvot: Henkilötunnus: muoto täsmää 6/6 eri arvossa ja tarkistus onnistuu 6 arvossa" in finnish
    assert "formen stämmer i 6 av 6 olika värden och kontrollen i 6 av dem" in swedish
    assert "6 of 6 distinct values have the form, 6 of them (100 %) pass the check" in english


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize(
    "command",
    [
        ("scan", "kauppa.duckdb", "--all"),
        ("scan", "kauppa.duckdb", "--no-values", "--no-store", "--all"),
        ("questions",),
        ("notice", "check"),
        ("retention", "plan"),
        ("subject-map",),
        ("subject-map", "--as", "access"),
        ("subject-map", "--as", "erasure"),
    ],
    ids=" ".join,
)
def test_a_command_leaves_no_english(shop: Path, command: tuple[str, ...], language: str) -> None:
    text = run(shop, *command, "--lang", language)
    lines = (line for line in text.splitlines() if not line.startswith(("SELECT", "DELETE", "UPDATE")))
    assert not ENGLISH.findall(without_names("\n".join(lines)))


def test_a_catalog_document_is_explained_in_another_language(shop: Path) -> None:
    run(shop, "export", "json", "-o", "catalog.json")
    from_document = run(shop, "explain", "main.asiakas.hetu", "--from", "catalog.json", "--lang", "fi")
    assert "sarakkeen nimi: nimessä hetu lukee «hetu»" in from_document


def test_a_notice_is_shown_under_headings_of_the_language(shop: Path) -> None:
    assert not re.search(r"^   (?:people|data|basis|conditions|kept):", run(shop, "notice", "show", "--lang", "fi"), re.MULTILINE)
    assert "   registrerade: " in run(shop, "notice", "show", "--lang", "sv")
