"""Notices as companies write them: documents made here, cell by cell, with what must be found in them."""

import io

import pytest

from piicatalog.definitions.notice import find_notice, parse_notice
from piicatalog.notice.importing import import_notice
from piicatalog.notice.writing import to_yaml

EMPLOYEES = (
    ("Käsittelyn tarkoitus", "Käsiteltävät henkilötiedot", "Oikeusperuste", "Säilytysaika", "Tietojen vastaanottajat"),
    (
        "Palkanmaksu",
        "Nimi\nHenkilötunnus\nPankkitilin numero\nVerokorttitiedot\nPalkkatiedot\nAmmattiliiton jäsenmaksu",
        "Lakisääteinen velvoite (työsopimuslaki, ennakkoperintälaki)\nTyösopimus",
        "10 vuotta tilikauden päättymisestä (kirjanpitolaki)",
        "Verohallinto\nTilitoimisto",
    ),
    (
        "Työsuhteen hallinnointi",
        "Yhteystiedot (osoite, puhelinnumero, sähköposti)\nTyösuhteen alkamis- ja päättymispäivä\nTehtävänimike",
        "Sopimuksen täytäntöönpano",
        "10 vuoden ajan työsuhteen päättymisestä",
        "-",
    ),
    (
        "Työterveyshuolto",
        "Sairauspoissaolot",
        "Lakisääteinen velvollisuus; GDPR 9 art. 2 kohta b",
        "Työsuhteen ajan ja 2 vuotta sen päättymisen jälkeen",
        "Työterveyshuollon palveluntuottaja",
    ),
    ("Työajan seuranta", "Työaikakirjaukset, poissaolot ja lomat", "Lakisääteinen velvoite", "2 vuotta", "-"),
    ("", "Kulkutapahtumat", "Oikeutettu etu", "6 kk", ""),
    ("Avainten luovutus vieraille", "Avainkuittaukset", "Yrityksen tahto", "Sopivan ajan", "-"),
)
APPLICANTS = (
    ("Uppgifter vi behandlar", "Ändamål", "Rättslig grund", "Hur länge sparas uppgifterna?"),
    (
        "Namn och kontaktuppgifter\nAnsökan och CV\nUtbildning och arbetserfarenhet",
        "Rekrytering",
        "Berättigat intresse\nÅtgärder före ingående av avtal",
        "6 månader efter rekryteringsbeslutet",
    ),
    ("Lämplighetstestets resultat", "Lämplighetsbedömning", "Samtycke", "Tills samtycket återkallas"),
)
BUSINESS_CONTACTS = """<html><head><title>Notices</title><style>td {x: "<table>"}</style></head><body>
<h2>Privacy notice: business contacts</h2><p>What we do.</p>
<table><thead><tr><th>Purpose<th>Legal basis<th>Personal data<th>Storage period<th>Comments</thead>
<tr><td rowspan=2>Customer relationship management</td><td>Legitimate interest</td>
<td><ul><li>Name<li>E-mail
 address<li>Job title</ul></td><td rowspan="2">3 years after the end of the customer relationship</td><td>&ndash;</td></tr>
<tr><td>Contract</td><td>Contract data<br/>Invoicing&nbsp;data</td><td></td></tr>
<tr><td colspan=5><b>Marketing</b></td></tr>
<tr><td>Newsletters</td><td>Consent</td><td>Email</td><td>Until you unsubscribe</td><td>A &amp; B</td></tr>
</table></body></html>"""
MEMBERS = """Rekisteriseloste: jäsenet
Tarkoitus\tTiedot\tPeruste\tSäilytys
Jäsenrekisterin ylläpito\tNimi Osoite Syntymäaika\tYhdistyslaki\tjäsenyyden ajan ja 1 vuosi jäsenyyden päättymisestä
Tapahtumat\tnimi puhelin erityisruokavaliot\tSuostumus\t3 kk tapahtuman jälkeen

Jäsenmaksujen laskutus\tNimi; Osoite; Maksutiedot\tSopimus\t6 vuotta (kirjanpitolaki)
"""


def docx_of(title, rows, *, bullets=True, merged=()):
    """A Word document: lines of a cell are paragraphs, the second and later ones in a list."""
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading(title, level=1)
    document.add_paragraph("Tässä kerrotaan, miten käsittelemme tietoja.")
    table = document.add_table(len(rows), len(rows[0]))
    for line, row in enumerate(rows):
        for place, text in enumerate(row):
            first, *others = text.split("\n")
            cell = table.cell(line, place)
            cell.text = first
            for other in others:
                cell.add_paragraph(other, style="List Bullet" if bullets else None)
    for (top, left), (bottom, right) in merged:
        table.cell(top, left).merge(table.cell(bottom, right))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx_of(title, rows, *, merged=()):
    """A workbook: the title across the table, lines of a cell with line breaks."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([title])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(rows[0]))
    for row in rows:
        sheet.append([text or None for text in row])
    for place in merged:
        sheet.merge_cells(place)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def markdown_of(title, rows):
    """Markdown with a pipe table."""
    lines = [f"## {title}", "", *(f"| {' | '.join(text.replace(chr(10), '<br>') for text in row)} |" for row in rows)]
    lines.insert(3, f"|{'|'.join(['---'] * len(rows[0]))}|")
    return "\n".join(lines).encode()


@pytest.fixture(scope="session")
def documents():
    """Each document by its file name."""
    return {
        "tyontekijat.docx": docx_of("Tietosuojaseloste – Työntekijät", EMPLOYEES, merged=[((4, 0), (5, 0))]),
        "tyontekijat.xlsx": xlsx_of("Tietosuojaseloste – Työntekijät", EMPLOYEES, merged=["A6:A7"]),
        "sokande.docx": docx_of("Personuppgiftsbehandling: Arbetssökande", APPLICANTS, bullets=False),
        "sokande.md": markdown_of("Personuppgiftsbehandling: Arbetssökande", APPLICANTS),
        "contacts.html": BUSINESS_CONTACTS.encode(),
        "jasenet.txt": MEMBERS.encode(),
    }


@pytest.fixture(scope="session")
def given():
    """The shipped notice."""
    return find_notice("kuluttaja-asiakkaat")


@pytest.fixture
def imported(documents):
    """Import a document; returns the notice that its notice file gives."""

    def of(name, **options):
        return parse_notice(to_yaml(import_notice(documents[name], name, **options)), name)

    return of
