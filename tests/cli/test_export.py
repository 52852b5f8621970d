import json

import pytest


def test_the_last_scan_goes_to_stdout(run):
    document = json.loads(run("export", "json").stdout)
    assert document["notice"] == "kuluttaja-asiakkaat"
    assert len(document["columns"]) == 8
    assert document["problems"][0] == "shop.palkka: no permission"


def test_a_folder_of_pages_or_one_file_is_written(run, folder):
    run("export", "markdown", "-o", "out/pages", "--lang", "fi")
    assert {path.name for path in (folder / "out/pages").iterdir()} == {"index.md", "shop.md", "arkisto.md"}
    assert "# Henkilötietoluettelo" in (folder / "out/pages/index.md").read_text()
    run("export", "html", "-o", "out/catalog.html")
    assert (folder / "out/catalog.html").read_text().startswith("<!doctype html>")


def test_a_document_can_be_exported_again_without_a_store(run, folder):
    run("export", "json", "--evidence", "-o", "catalog.json")
    first = run("export", "csv").stdout
    (folder / ".piicatalog/store.sqlite").rename(folder / "elsewhere")
    assert run("export", "csv", "--from", "catalog.json").stdout == first
    assert run("export", "json", "--from", "catalog.json", "--evidence").stdout == (folder / "catalog.json").read_text()


def test_decisions_are_in_the_next_export_without_a_new_scan(run):
    run("decide", "shop.tuote.nimi", "dismiss", "--why", "tuotteen nimi", "--who", "Maija")
    column = next(column for column in json.loads(run("export", "json").stdout)["columns"] if column["table"] == "tuote")
    assert (column["state"], column["decision"]["who"], column["findings"]) == ("dismissed", "Maija", [])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", "markdwon"], "no format is called 'markdwon'. Did you mean markdown?"),
        (["export", "json", "--source", "crm"], "holds no finished scan of crm; it has shop"),
        (["export", "json", "--store", "nowhere.sqlite"], "nothing is kept here yet; run: piicatalog scan"),
        (["export", "json", "--from", "nowhere.json"], "nowhere.json: cannot be read: No such file"),
        (["export", "csv", "--evidence"], "csv has no form with evidence"),
        (["export", "csv", "-o", ".piicatalog/store.sqlite/x"], "cannot be written"),
        (["export", "json", "--decisions", "nowhere.yaml"], "nowhere.yaml does not exist"),
        (["export", "json", "--config", "nowhere.yaml"], "cannot be read"),
        (["export", "json", "--lang", "de"], "'de' is not one of"),
    ],
)
def test_what_cannot_be_done_is_one_message_and_exit_code_2(run, arguments, message):
    result = run(*arguments, code=2)
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_a_wrong_command_is_told_with_the_nearest_right_one(run):
    assert "Did you mean export?" in run("exprot", code=2).output


def test_help_lists_every_format_with_what_it_is(run):
    from piicatalog.cli.export import about, formats

    text = " ".join(run("export", "--help").stdout.split())
    for name in formats():
        assert f"{name} {about(name)}" in text
        assert about(name)
