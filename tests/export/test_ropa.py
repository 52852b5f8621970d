"""The record of processing activities says what is known, from where, and what is to be completed, in each of its forms."""

import io
from dataclasses import replace

import pytest
import yaml

from piicatalog.definitions.notice import find_notice
from piicatalog.errors import UsageError
from piicatalog.export import notice_found, ropa, ropa_html, ropa_xlsx, ropa_yaml
from piicatalog.model.catalog import AssignedActivity, AssignedRetention, Catalog, CatalogColumn, ColumnTags, Origin
from piicatalog.model.configuration import Configuration, Organisation
from piicatalog.model.entity_type import EntityType
from piicatalog.model.finding import ColumnState, Finding, Incidence, Verdict
from piicatalog.model.schema import Column, ForeignKey, Table
from piicatalog.notice.side_by_side import combined

CUSTOMER = Table(
    schema="shop",
    name="asiakas",
    columns=tuple(Column(name=name, data_type="text") for name in ("asiakas_id", "nimi", "sposti", "terveys", "huom", "harrastus")),
    primary_key=("asiakas_id",),
)
ORDER = Table(
    schema="shop",
    name="tilaus",
    columns=(Column(name="asiakas_id", data_type="text"), Column(name="tilattu", data_type="date")),
    foreign_keys=(ForeignKey(columns=("asiakas_id",), schema="shop", table="asiakas", referred_columns=("asiakas_id",)),),
)
FACTS = Organisation(name="Esimerkki Oy", business_id="2345678-1", recipients=("Kuljetusyritykset",), security=("Pääsynhallinta", "Salaus"))


def found(column, entity_type, category, *, state=ColumnState.SUGGESTED, activity="web_shop", confidence=0.997, incidental=()):
    tags = ColumnTags(
        data_categories=(category, *(each for each, _ in incidental)),
        activities=(AssignedActivity(id=activity, origin=Origin.INFERRED, confidence=0.9),) if activity else (),
        retention=(AssignedRetention(rule="five_years_last_order", activity=activity, computable="true"),) if activity else (),
    )
    verdict = Verdict(
        state=state,
        findings=(Finding(entity_type=entity_type, confidence=confidence),),
        incidental=tuple(each for _, each in incidental),
    )
    return CatalogColumn(source="shop", table=CUSTOMER, column=CUSTOMER.names[column], verdict=verdict, tags=tags)


@pytest.fixture(scope="module")
def notice():
    return find_notice("kuluttaja-asiakkaat")


@pytest.fixture(scope="module")
def shop():
    order = CatalogColumn(source="shop", table=ORDER, column=ORDER.columns[1], verdict=Verdict(state=ColumnState.CLEAN))
    phones = ("phone", Incidence(entity_type=EntityType.PHONE_NUMBER, values=7))
    return Catalog(
        notice="kuluttaja-asiakkaat",
        columns=(
            found("nimi", EntityType.PERSON, "name"),
            found("sposti", EntityType.EMAIL_ADDRESS, "email", state=ColumnState.CONFIRMED, confidence=1.0),
            found("terveys", EntityType.HEALTH, "health"),
            found("huom", EntityType.FREE_TEXT, "free_text", incidental=(phones,)),
            found("harrastus", EntityType.USERNAME, "username", activity=""),
            order,
        ),
    )


CONFIGURATION = Configuration(organisation=FACTS)


def document(shop, notice, configuration=CONFIGURATION):
    return yaml.safe_load(ropa_yaml.render(shop, notice=notice, configuration=configuration))["record_of_processing"]


def web_shop(record):
    return next(activity for activity in record["activities"] if activity["id"] == "web_shop")


def test_every_item_says_where_it_is_from(shop, notice):
    record = document(shop, notice)
    assert record["controller"]["name"] == {"value": "Esimerkki Oy", "status": "steward"}
    assert record["controller"]["dpo"] == {"value": None, "status": "to_be_completed"}
    activity = web_shop(record)
    assert activity["recipients"] == [{"id": "Kuljetusyritykset", "status": "steward"}]
    assert activity["transfers"] == [{"id": None, "status": "to_be_completed"}]
    assert {each["status"] for each in activity["data_subjects"]} == {"derived"}
    assert {each["id"]: each["status"] for each in activity["data_categories"]}["name"] == "from_notice"
    assert {each["id"]: each["status"] for each in activity["data_categories"]}["health"] == "from_scan"

    def parts(value):
        if isinstance(value, dict):
            yield value
            for each in value.values():
                yield from parts(each)
        elif isinstance(value, list):
            for each in value:
                yield from parts(each)

    statuses = {"from_notice", "from_scan", "derived", "steward", "to_be_completed"}
    for key in ("purposes", "legal_bases", "data_subjects", "data_categories", "recipients", "transfers", "retention", "security"):
        for each in activity[key]:
            assert each["status"] in statuses
    assert {part["status"] for part in parts(record) if "status" in part} == statuses


def test_the_evidence_names_columns_and_how_sure_they_are(shop, notice):
    categories = {each["id"]: each for each in web_shop(document(shop, notice))["data_categories"]}
    assert categories["name"]["columns"] == ["shop.asiakas.nimi"]
    assert categories["name"]["evidence"][0] == {
        "column": "shop.asiakas.nimi",
        "entity": "PERSON",
        "confidence": 0.997,
        "confirmed": False,
        "values": None,
    }
    assert categories["phone"]["evidence"][0]["values"] == 7
    assert categories["phone"]["entities"] == ["PHONE_NUMBER"]
    text = ropa.render(shop, notice=notice, configuration=CONFIGURATION, language="fi")
    assert "| Nimi | selosteesta | shop.asiakas: nimi 99 % |" in text
    assert "| Sähköposti | selosteesta | shop.asiakas: sposti ✓ |" in text
    assert "shop.asiakas: huom \\(7 arvossa\\)" in text


def test_a_time_limit_says_what_it_is_counted_from_or_what_is_open(shop, notice):
    limits = {each["rule"]: each for each in web_shop(document(shop, notice))["retention"]}
    assert limits["five_years_last_order"]["anchors"] == ["max(shop.tilaus.tilattu) by asiakas_id"]
    assert limits["five_years_last_order"]["open"] == []
    without = replace(shop, columns=shop.columns[:-1])
    assert {each["rule"]: each for each in web_shop(document(without, notice))["retention"]}["five_years_last_order"]["open"] == [
        "last_order_date"
    ]
    assert "[cannot be computed: last_order_date]" in ropa_html.render(without, notice=notice)
    assert "[counted from: max(shop.tilaus.tilattu) by asiakas_id]" in ropa_html.render(shop, notice=notice)


def test_special_categories_stand_apart(shop, notice):
    text = ropa.render(shop, notice=notice, language="fi")
    section = text[text.index("## 5. Verkkokauppa") :].partition("## 6.")[0]
    ordinary, _, special = section.partition("| Erityiset henkilötietoryhmät ja rikostiedot |")
    assert "terveys" not in ordinary
    assert "terveys 99 %" in special
    assert text.count("| Erityiset henkilötietoryhmät ja rikostiedot |") == 1


def test_gaps_are_in_both_directions(shop, notice):
    gaps = {(gap["gap"], gap["about"]) for gap in web_shop(document(shop, notice))["gaps"]}
    assert {("NOTICE-GAP", "health"), ("NOT-FOUND", "address"), ("NO-INTEREST", "6(1)(f)")} <= gaps
    research = next(activity for activity in document(shop, notice)["activities"] if activity["id"] == "market_research")
    assert ("RET-CIRCULAR", "while_available") in {(gap["gap"], gap["about"]) for gap in research["gaps"]}


def test_bases_are_in_the_notices_words_or_translated_with_what_they_are_for(shop, notice):
    fi, sv, en = (ropa.render(shop, notice=notice, language=language) for language in ("fi", "sv", "en"))
    assert "Uutiskirjeen ja muun mahdollisen sähköisen markkinoinnin osalta rekisteröidyn suostumus" in fi
    assert "newsletter" not in fi
    assert "Consent: newsletter and other electronic marketing" in en
    assert "Samtycke" in sv


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_workbook_has_the_items_of_article_30_in_their_order(shop, notice, language):
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(ropa_xlsx.render(shop, notice=notice, language=language, configuration=CONFIGURATION)))
    head = [cell.value for cell in book.worksheets[0][1]]
    if language == "fi":
        assert head == [
            "Rekisterinpitäjä, yhteisrekisterinpitäjä, edustaja ja tietosuojavastaava",
            "Käsittelyn tarkoitukset",
            "Rekisteröityjen ryhmät",
            "Henkilötietoryhmät",
            "Erityiset henkilötietoryhmät ja rikostiedot",
            "Vastaanottajien ryhmät",
            "Siirrot kolmansiin maihin ja suojatoimet",
            "Tietoryhmien poistamisen määräajat",
            "Tekniset ja organisatoriset turvatoimet",
            "Käsittelyn oikeusperuste",
            "Näyttö: sarakkeet",
            "Puutteet",
            "Tila",
        ]
    assert len(set(head)) == 13
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert len(rows) == sum(len(activity["data_categories"]) for activity in document(shop, notice)["activities"])
    special = [row for row in rows if row[4]]
    assert [(row[3], row[10]) for row in special] == [(None, "shop.asiakas: terveys 99 %")]
    assert len(book.worksheets) == 3


def test_no_cell_of_the_workbook_is_a_formula(notice):
    from openpyxl import load_workbook

    evil = '=HYPERLINK("https://example.com","x")'
    table = replace(CUSTOMER, name=evil, columns=tuple(Column(name=mark + evil, data_type="text") for mark in "+-@\t="))
    catalog = Catalog(
        notice="kuluttaja-asiakkaat",
        columns=tuple(replace(found("nimi", EntityType.PERSON, "name"), table=table, column=column) for column in table.columns),
    )
    configuration = Configuration(organisation=Organisation(name=evil, recipients=(evil,)))
    blob = ropa_xlsx.render(catalog, notice=notice, configuration=configuration)
    cells = [cell for page in load_workbook(io.BytesIO(blob)).worksheets for row in page.iter_rows() for cell in row if cell.value]
    assert any(evil in str(cell.value) for cell in cells)
    assert {cell.data_type for cell in cells} == {"s"}
    assert blob == ropa_xlsx.render(catalog, notice=notice, configuration=configuration)
    assert "<a " not in ropa_html.render(catalog, notice=notice)


def test_without_a_notice_there_is_no_record(shop):
    with pytest.raises(UsageError, match="needs a privacy notice"):
        ropa.render(shop)


def rows_of(text, title):
    part = text.partition(f"## {title}\n\n")[2].partition("\n## ")[0]
    return [line.split(" | ") for line in part.splitlines() if line.startswith("|")][2:]


def test_the_notices_table_is_given_back_as_found_beside_the_declared_one(shop, notice):
    text = notice_found.render(shop, notice=notice, language="fi")
    found_rows = rows_of(text, "Kuten tietokannoista löytyi")
    assert [row[0] for row in found_rows] == ["| Verkkokauppa", "| TÄYDENNETTÄVÄ"]
    data = found_rows[0][1].split("<br>")
    assert data[:2] == ["Nimi", "Sähköposti"]
    assert any(item.endswith("(ei ilmoitettu)") for item in data)
    assert "Osoite" not in data
    declared = rows_of(text, "Kuten ilmoitettu")
    assert len([row for row in declared if len(row) == 4 and row[0].strip("| ")]) == 9
    assert "### Verkkokauppa" in text
    assert "- Ilmoitettu, ei löytynyt: Osoite, Ostohistoria" in text


def test_several_notices_side_by_side_give_one_record(shop, notice):
    basis = notice.legal_bases[0]
    staff = replace(
        notice,
        id="tyontekijat",
        title="Työntekijät",
        columns=("data", "purpose"),
        header=("Tiedot", "Tarkoitus"),
        activities=(replace(notice.activities[0], id="payroll", row=1, cells=(("Nimi",), ("Palkanlaskenta",))),),
    )
    both = combined((notice, staff))
    assert basis in both.legal_bases
    record = document(shop, both)
    assert record["notice"] == "kuluttaja-asiakkaat+tyontekijat"
    assert [activity["id"] for activity in record["activities"]][-1] == "payroll"
    assert record["activities"][-1]["sources"]["notice_text"][:2] == ["Palkanlaskenta", "Nimi"]
    assert "Palkanlaskenta" in notice_found.render(shop, notice=both)
