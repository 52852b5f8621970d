"""A notice's table is given back as it was read."""

import pytest

from piicatalog.definitions.notice import parse_notice
from piicatalog.notice import formats
from piicatalog.notice.headings import find_header
from piicatalog.notice.importing import import_notice
from piicatalog.notice.known import load_known
from piicatalog.notice.writing import to_yaml

GIVEN_TEXT = """\
Henkilötietojen käsittely – Kuluttaja-asiakkaat
Käsittelyn tarkoitus\tHenkilötiedot\tKäsittelyn peruste\tHenkilötietojen säilytysaika
Messumarkkinointi Suoramarkkinointi mukaan lukien verkkolomakkeet ja uutiskirjeet Suora asiakashankinta Asiakaspalvelu\tNimi Osoite Puhelinnumero Sähköposti Asiakaspalveluyhteydenpito\tRekisterinpitäjän oikeutettu etu Uutiskirjeen ja muun mahdollisen sähköisen markkinoinnin osalta rekisteröidyn suostumus\tTietoja säilytetään niin kauan kuin on tarpeellista palvelun tuottamiseksi
Asiakkuuksien ja sopimuksien hallinnointi, takuuehtojen täyttäminen\tNimi Osoite Sähköposti Puhelinnumero Asiakkuuden hoitamiseen ja yhteydenpitoon liittyvät tiedot: tuotteiden ja palveluiden osto- ja peruutustiedot, toimitustiedot, palautteet, reklamaatiot ja asiakaspalvelutapahtumat, sähköpostiyhteydenpito\tSopimuksen täytäntöönpano takuuajan huomioiden\tTietoja säilytetään niin kauan kuin on tarpeellista palvelun tuottamiseksi Takuuehtojen mukaan
Tuotteiden/palveluiden toimittaminen asiakkaalle\tNimi Osoite Sähköposti Puhelinnumero\tSopimuksen täytäntöönpano\tTietoja säilytetään niin kauan kuin on tarpeellista palvelun tuottamiseksi Takuuehtojen mukaan
Asiakasvalokuvien käyttäminen markkinoinnissa\tNimi Valokuva\tSuostumus\tNiin kauan, kuin suostumus on voimassa
Verkkokauppa\tNimi Osoite Sähköposti Puhelinnumero Ostohistoria\tSopimuksen täytäntöönpano Rekisterinpitäjän oikeutettu etu Lakisääteinen velvollisuus\tTietoja säilytetään 5 vuotta asiakkaan viimeisen tilauksen jälkeen Lakisääteinen velvollisuus säilyttää laskutustietoja (6 vuotta)

Asiakaspalautteet ja reklamaatiot\tNimi Osoite Sähköposti Puhelinnumero Ostohistoria Palautteiden ja reklamaatioiden hoitamiseen ja yhteydenpitoon liittyvät tiedot: tuotteiden ja palveluiden osto- ja peruutustiedot, toimitustiedot, palautteet, reklamaatiot ja asiakaspalvelutapahtumat, sähköpostiyhteydenpito\tSopimuksen täytäntöönpano Rekisterinpitäjän oikeutettu etu\tTietoja säilytetään niin kauan kuin on tarpeellista palvelun tuottamiseksi Takuuehtojen mukaan
Markkinatutkimuksien, esimerkiksi asiakastyytyväisyystutkimuksien toteuttaminen.\tSähköposti\tRekisterinpitäjän oikeutettu etu\tNiin kauan kuin henkilötiedot ovat käytettävissä
Laskujen lähettäminen\tNimi Osoite Puhelinnumero Sähköpostiosoite\tRekisterinpitäjän oikeutettu etu Lakisääteinen velvollisuus\tNiin kauan kuin asiakassuhde on olemassa. Lakisääteinen velvollisuus säilyttää laskutustietoja (6 vuotta)
Perintätoimet ja luotonvalvonta\tNimi Henkilötunnus Osoite Puhelinnumero Velkaa koskevat tiedot Maksusuoritukset Pankkiyhteystiedot Tiedot luottotieto- ja asiakashäiriörekisteristä Luottokelpoisuus\tRekisterinpitäjän oikeutettu etu Lakisääteinen velvollisuus\tNiin kauan kuin asiakassuhde on olemassa ja mahdolliset saatavat ovat lain mukaan perintäkelpoisia. Lakisääteinen velvollisuus säilyttää laskutustietoja (6 vuotta)
"""


def content(rendered):
    return rendered.encode() if isinstance(rendered, str) else rendered


def notice_of(blob, name):
    return parse_notice(to_yaml(import_notice(blob, name)), name)


def grid(name, blob):
    """The notice's table of a document, from its header on."""
    tables = [(table, header) for table in formats.of_file(name).read(blob, name) if (header := find_header(table, load_known().words))]
    ((table, header),) = tables
    rows = ([cell.text for cell in row] for row in table.rows[header.row :])
    # A heading within the table stands alone in some formats and before empty cells in others.
    return [row[: max(place for place, text in enumerate(row) if text) + 1] for row in rows if any(row)]


def test_the_given_table_is_given_back_byte_for_byte(given):
    assert formats.find("text").render(given) == GIVEN_TEXT


@pytest.mark.parametrize("name", formats.names())
def test_the_given_table_is_the_same_after_import_in_every_format(given, name):
    module = formats.find(name)
    first = module.render(given)
    back = notice_of(content(first), f"given{module.SUFFIXES[0]}")
    assert module.render(back) == first
    assert formats.find("text").render(back) == GIVEN_TEXT


def test_the_given_text_is_understood_as_the_shipped_file_says(given):
    back = notice_of(GIVEN_TEXT.encode(), "given.txt")
    for ours, theirs in zip(given.activities, back.activities, strict=True):
        assert (ours.id, ours.categories, ours.declared, ours.bases, ours.cells) == (
            theirs.id,
            theirs.categories,
            theirs.declared,
            theirs.bases,
            theirs.cells,
        )
        assert (ours.retention, ours.purposes, ours.data_subjects) == (theirs.retention, theirs.purposes, theirs.data_subjects)
        assert {language: set(getattr(ours.table_words, language)) for language in ("fi", "sv", "en", "persons")} == {
            language: set(getattr(theirs.table_words, language)) for language in ("fi", "sv", "en", "persons")
        }
    assert set(back.retention_rules) == set(given.retention_rules)


@pytest.mark.parametrize("name", ["tyontekijat.docx", "tyontekijat.xlsx", "sokande.docx", "sokande.md", "contacts.html", "jasenet.txt"])
def test_other_notices_come_back_cell_for_cell_in_every_format(documents, name):
    original = grid(name, documents[name])
    notice = notice_of(documents[name], name)
    for form in formats.names():
        module = formats.find(form)
        rendered = content(module.render(notice))
        assert grid(f"x{module.SUFFIXES[0]}", rendered) == original, form


@pytest.mark.parametrize("name", ["tyontekijat.docx", "sokande.md", "contacts.html", "jasenet.txt"])
def test_what_is_rendered_is_rendered_the_same_again(documents, name):
    notice = notice_of(documents[name], name)
    for form in formats.names():
        module = formats.find(form)
        first = module.render(notice)
        assert module.render(notice_of(content(first), f"x{module.SUFFIXES[0]}")) == first, form


def test_merged_cells_and_section_headings_are_kept(documents):
    html = formats.find("html").render(notice_of(documents["contacts.html"], "contacts.html"))
    assert '<td rowspan="2">Customer relationship management</td>' in html
    assert '<th colspan="5" scope="colgroup">Marketing</th>' in html


def test_html_is_escaped(given):
    from dataclasses import replace

    notice = replace(given, title="<script>alert(1)</script>", header=("<b>", "&", '"', "'"))
    html = formats.find("html").render(notice)
    assert "<script>" not in html
    assert "<b>" not in html


def test_a_formula_in_a_workbook_stays_text(given):
    import io
    from dataclasses import replace

    openpyxl = pytest.importorskip("openpyxl")
    first = replace(given.activities[0], cells=(("=1+1",), *given.activities[0].cells[1:]))
    book = openpyxl.load_workbook(io.BytesIO(formats.find("xlsx").render(replace(given, activities=(first,)))))
    assert book.active.cell(3, 1).data_type == "s"


def test_markdown_marks_in_cells_are_text(given):
    from dataclasses import replace

    module = formats.find("markdown")
    strange = ("a|b *c* _d_ `e` [f](g) <h> &amp; 1\\2 #3", "~~x~~ **y**")
    notice = replace(given, activities=(replace(given.activities[0], cells=(strange, *given.activities[0].cells[1:])),))
    (table,) = module.read(module.render(notice).encode(), "x.md")
    assert table.rows[1][0].lines == strange
