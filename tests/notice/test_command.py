"""``piicatalog notice`` as it is called."""

import json

import pytest
from click.testing import CliRunner

from piicatalog.cli.main import group
from piicatalog.definitions.notice import load_notice
from piicatalog.notice import formats


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PIICATALOG_STORE", raising=False)

    def call(*arguments, code=0):
        result = CliRunner().invoke(group, ["notice", *map(str, arguments)], prog_name="piicatalog", catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result

    return call


@pytest.fixture
def files(tmp_path, documents):
    for name, blob in documents.items():
        (tmp_path / name).write_bytes(blob)
    return tmp_path


def test_import_writes_a_file_that_loads_and_says_what_to_review(run, files):
    result = run("import", "tyontekijat.docx", "-o", "mappings/hr.yaml", "--id", "hr")
    assert result.stdout == ""
    assert "written: mappings/hr.yaml (6 activities)" in result.stderr
    assert "To be reviewed (" in result.stderr
    assert "row 6 (row 7), basis: «Yrityksen tahto»: not a legal basis that is known" in result.stderr
    notice = load_notice(files / "mappings/hr.yaml")
    assert notice.id == "hr"
    assert len(notice.review) == result.stderr.count("\n  row ")


def test_import_to_stdout_and_render_back(run, files):
    result = run("import", "jasenet.txt")
    (files / "jasenet.yaml").write_text(result.stdout, encoding="utf-8")
    rendered = run("render", "jasenet.yaml").stdout
    assert rendered == (files / "jasenet.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", formats.names())
def test_render_in_every_format(run, files, form):
    suffix = formats.find(form).SUFFIXES[0]
    run("render", "kuluttaja-asiakkaat", "-o", f"given{suffix}")
    run("import", f"given{suffix}", "-o", "given.yaml")
    assert run("diff", "kuluttaja-asiakkaat", "given.yaml").stdout == "Nothing changes.\n"


def test_a_file_is_not_written_over_unasked(run, files):
    run("import", "jasenet.txt", "-o", "j.yaml")
    assert "is there already" in run("import", "jasenet.txt", "-o", "j.yaml", code=2).stderr
    run("import", "jasenet.txt", "-o", "j.yaml", "--force")


def test_validate_says_all_and_exits_with_one(run, files):
    run("import", "jasenet.txt", "-o", "j.yaml")
    assert "j.yaml: right: 3 activities," in run("validate", "j.yaml").stdout
    run("validate", "j.yaml", "--strict", code=1)
    text = (files / "j.yaml").read_text(encoding="utf-8")
    (files / "wrong.yaml").write_text(
        text.replace("id: contract_performance", "id: whim").replace("period: P1Y", "period: a year"), "utf-8"
    )
    result = run("validate", "j.yaml", "wrong.yaml", code=1)
    assert "j.yaml: right" in result.stdout
    assert "whim is no legal basis of this notice" in result.stdout
    assert "must" in result.stdout or "period" in result.stdout
    assert "cannot be read" in run("validate", "missing.yaml", code=1).stdout


def test_show_says_what_the_notice_says(run):
    out = run("show", "--lang", "en").stdout
    assert "5. Web shop  [web_shop]" in out
    assert "kept: Five years after the customer's last order  [five_years_last_order: event-anchored P5Y from last_order_date" in out
    assert "financial_year_end_month: In which month does the financial year end?" in out


def test_diff_as_json_and_exit_code(run, files):
    run("import", "jasenet.txt", "-o", "a.yaml")
    text = (files / "a.yaml").read_text(encoding="utf-8")
    assert "anchor: event_held" in text
    (files / "b.yaml").write_text(text.replace("period: P3M", "period: P4M"), "utf-8")
    run("diff", "a.yaml", "a.yaml", "--exit-code")
    data = json.loads(run("diff", "a.yaml", "b.yaml", "--exit-code", "--format", "json", code=1).stdout)
    ((change),) = data["changes"]
    assert (change["part"], "P3M" in change["before"], "P4M" in change["after"], change["columns"]) == ("retention rule", True, True, [])
    assert "| retention rule" in run("diff", "a.yaml", "b.yaml", "--format", "markdown").stdout


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.docx", b"PK\x03\x04 no archive", "cannot be read as a Word document"),
        ("x.docx", b"", "cannot be read as a Word document"),
        ("x.xlsx", b"\x00\x01", "cannot be read as a workbook"),
        ("x.txt", b"\x00\x01\x02\x89PNG\r\n", "it is binary"),
        ("x.html", b"", "no table"),
        ("x.pdf", b"%PDF", "no format has the suffix .pdf"),
        ("x", b"", "no format has the suffix (none)"),
    ],
)
def test_what_cannot_be_read_is_said_without_a_traceback(run, files, name, content, said):
    (files / name).write_bytes(content)
    result = run("import", name, code=2)
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_help_tells_what_it_does(run):
    assert "Nothing is guessed in silence" in run("import", "--help").stdout
    for command in ("show", "validate", "render", "diff", "check"):
        assert command in run("--help").stdout
