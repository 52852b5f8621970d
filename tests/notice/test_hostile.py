"""Documents that mean harm, or have been broken: read in bounded work, or refused in words."""

import io
import zipfile

import pytest

from piicatalog.errors import PiicatalogError, UsageError
from piicatalog.notice import formats
from piicatalog.notice.importing import import_notice

HEADER = "| Purpose | Data | Legal basis | Retention |\n|---|---|---|---|\n"


@pytest.mark.parametrize(
    "text", ["*a " * 4000, "_a" * 4000, "[a](" * 4000, "Aa " * 4000, "a, " * 4000, "5 vuotta " * 2000, "9 art. 2 " * 2000, "(" * 9000]
)
@pytest.mark.parametrize("column", range(4))
def test_a_huge_cell_is_kept_whole_and_marked(text, column):
    cells = ["Payroll", "Name", "Consent", "1 year"]
    cells[column] = text
    document = import_notice(f"{HEADER}| {' | '.join(cells)} |\n".encode(), "x.md")
    (row,) = document["purposes"]
    assert len(row["cells"][("purpose", "data", "basis", "retention")[column]]) <= 200


@pytest.mark.parametrize(
    "page",
    [
        b"<table>" * 5000,
        b"<table><tr><th>Purpose<th>Data</tr>" + b"<tr><td rowspan=999999999999 colspan=99999999>x<td rowspan=-1 colspan=0>y" * 50,
        b"<table><tr><td rowspan='\xb2'>Purpose<td>Data<tr><td>x",
        b"<meta charset='idna'><table><tr><th>Purpose<th>Data<tr><td>\xff<td>Name</table>",
        b"<meta charset='zip'><table><tr><th>Purpose<th>Data<tr><td>x<td>Name</table>",
        b"<!--" + b"<" * 5000,
        b"</td></tr></table></caption></script><td>x",
    ],
)
def test_broken_pages_are_read_or_refused(page):
    try:
        document = import_notice(page, "x.html")
    except UsageError:
        return
    assert document["purposes"]


def document(change):
    docx = pytest.importorskip("docx")
    made = docx.Document()
    table = made.add_table(2, 4)
    for line, texts in enumerate((("Purpose", "Data", "Legal basis", "Retention"), ("Payroll", "Name", "Contract", "1 year"))):
        for place, text in enumerate(texts):
            table.cell(line, place).text = text
    old, new = io.BytesIO(), io.BytesIO()
    made.save(old)
    with zipfile.ZipFile(old) as archive, zipfile.ZipFile(new, "w") as changed:
        for name in archive.namelist():
            content = archive.read(name)
            changed.writestr(name, change(content) if name == "word/document.xml" else content)
    return new.getvalue()


def test_entities_of_a_word_document_are_not_put_in():
    def change(content):
        declared = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY b "bomb">]>'
        return (b'<?xml version="1.0"?>' + declared + content.partition(b"?>")[2]).replace(b"Payroll", b"Pay &e;&b; roll")

    try:
        (row,) = import_notice(document(change), "x.docx")["purposes"]
    except UsageError:
        return
    assert "root" not in str(row)
    assert "bomb" not in str(row)


def test_what_was_deleted_in_a_word_document_is_not_read():
    def change(content):
        gone = b'<w:t>Na</w:t></w:r><w:del w:id="1"><w:r><w:delText>x</w:delText><w:t>gone</w:t></w:r></w:del><w:ins w:id="2"><w:r><w:t>me</w:t></w:r></w:ins><w:r>'
        return content.replace(b"<w:t>Name</w:t>", gone)

    (row,) = import_notice(document(change), "x.docx")["purposes"]
    assert row["data"] == ["name"]


@pytest.mark.parametrize("name", ["x.docx", "x.xlsx"])
def test_an_archive_that_unpacks_to_too_much_is_refused(name, monkeypatch):
    from piicatalog.notice import archive

    monkeypatch.setattr(archive, "_MOST_UNPACKED", 1_000)
    blob = io.BytesIO()
    with zipfile.ZipFile(blob, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b"0" * 1_001)
    with pytest.raises(UsageError, match="unpacks to more than"):
        import_notice(blob.getvalue(), name)


@pytest.mark.parametrize("form", formats.names())
@pytest.mark.parametrize("blob", [b"", b"\x00", b"PK\x05\x06" + b"\x00" * 18, b"\xff\xfe", bytes(range(256)) * 4])
def test_rubbish_is_refused_in_words_in_every_format(form, blob):
    with pytest.raises(PiicatalogError):
        import_notice(blob, f"x{formats.find(form).SUFFIXES[0]}")
