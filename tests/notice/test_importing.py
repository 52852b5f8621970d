"""What an import makes of notices of other wording, and what it asks a person to look at."""

import pytest

from piicatalog.definitions.notice import parse_notice
from piicatalog.errors import UsageError
from piicatalog.model.entity_type import EntityType
from piicatalog.model.processing import RetentionKind
from piicatalog.notice.importing import import_notice
from piicatalog.notice.writing import to_yaml


def marks(notice, at):
    return [mark.why for mark in notice.review if mark.at.startswith(at)]


def rule_of(notice, activity):
    (rule,) = notice.activity(activity).retention
    return notice.retention_rule(rule)


def test_an_employee_notice_from_word(imported):
    notice = imported("tyontekijat.docx")
    assert (notice.id, notice.language, notice.title) == ("tyontekijat", "fi", "Tietosuojaseloste – Työntekijät")
    assert notice.columns == ("purpose", "data", "basis", "retention", "recipients")
    assert [subject.id for subject in notice.data_subjects] == ["employee"]
    assert [activity.id for activity in notice.activities] == [
        "payroll",
        "employment_administration",
        "occupational_health",
        "working_time_tracking",
        "working_time_tracking_2",
        "avainten_luovutus_vieraille",
    ]
    payroll = notice.activity("payroll")
    assert payroll.categories == ("name", "hetu", "bank", "tax_id", "income", "trade_union")
    assert [basis.basis.id for basis in payroll.bases] == ["legal_obligation", "contract_performance"]
    assert payroll.label.en == "Payroll"
    assert "palkka" in payroll.table_words.fi
    assert notice.activity("employment_administration").categories == ("address", "phone", "email", "employment", "occupation")
    assert EntityType.HEALTH in {kind for category in notice.categories for kind in category.entity_types}


def test_periods_and_their_events(imported):
    notice = imported("tyontekijat.docx")
    payroll, administration, health = (
        rule_of(notice, activity) for activity in ("payroll", "employment_administration", "occupational_health")
    )
    assert (payroll.kind, payroll.period, payroll.anchor, payroll.bound) == (
        RetentionKind.STATUTORY,
        "P10Y",
        "financial_year_end",
        "min",
    )
    assert payroll.applies_to == ()
    assert any("content of vouchers" in why for why in marks(notice, "row 1"))
    assert (administration.kind, administration.period, administration.anchor) == (RetentionKind.EVENT_ANCHORED, "P10Y", "employment_end")
    assert (health.period, health.anchor) == ("P2Y", "employment_end")
    tracking = rule_of(notice, "working_time_tracking")
    assert (tracking.kind, tracking.period, tracking.computable) == (RetentionKind.FIXED, "P2Y", "with_anchor")
    assert any("from when" in why for why in marks(notice, "row 4"))


def test_a_condition_of_article_9_is_read_and_a_missing_one_is_asked_for(imported):
    notice = imported("tyontekijat.docx")
    assert notice.activity("occupational_health").conditions == ("9(2)(b)",)
    assert [basis.basis.id for basis in notice.activity("occupational_health").bases] == ["legal_obligation"]
    assert notice.activity("payroll").conditions == ()
    assert any("no condition" in why for why in marks(notice, "row 1"))


def test_a_purpose_cell_over_two_rows_gives_two_activities_of_one_name(imported):
    for name in ("tyontekijat.docx", "tyontekijat.xlsx"):
        first, second = imported(name).activities[3:5]
        assert first.label == second.label
        assert second.merged == ("purpose",)
        assert second.categories == ("access_control",)


def test_nothing_that_is_not_known_is_guessed(imported):
    notice = imported("tyontekijat.docx")
    unknown = notice.activity("avainten_luovutus_vieraille")
    (basis,) = unknown.bases
    assert (basis.basis.gdpr, basis.basis.label.fi) == ("", "Yrityksen tahto")
    (category,) = (each for each in notice.categories if each.id in unknown.categories)
    assert (category.entity_types, category.label.fi) == ((), "Avainkuittaukset")
    rule = rule_of(notice, "avainten_luovutus_vieraille")
    assert (rule.kind, rule.computable) == (RetentionKind.WHILE_NECESSARY, "false")
    assert {mark.text for mark in notice.review if mark.at.startswith("row 6")} >= {"Yrityksen tahto", "Avainkuittaukset", "Sopivan ajan"}


def test_columns_in_another_order_and_language(imported):
    for name in ("sokande.docx", "sokande.md"):
        notice = imported(name)
        assert (notice.language, notice.columns) == ("sv", ("data", "purpose", "basis", "retention"))
        assert [activity.id for activity in notice.activities] == ["recruitment", "aptitude_assessment"]
        assert notice.activity("recruitment").categories == (
            "name",
            "address",
            "phone",
            "email",
            "application",
            "education",
            "work_history",
        )
        assert (rule_of(notice, "recruitment").period, rule_of(notice, "recruitment").anchor) == ("P6M", "recruitment_end")
        assert rule_of(notice, "aptitude_assessment").kind is RetentionKind.WHILE_CONSENT
        assert [subject.id for subject in notice.data_subjects] == ["job_applicant"]


def test_html_with_lists_merged_cells_and_a_heading_within(imported):
    notice = imported("contacts.html")
    assert (notice.language, notice.title) == ("en", "Privacy notice: business contacts")
    first, second, third = notice.activities
    assert first.categories == ("name", "email", "occupation")
    assert second.categories == ("contract", "invoices")
    assert second.merged == ("purpose", "retention")
    assert first.retention == second.retention
    assert (third.id, third.section) == ("newsletter", "Marketing")


def test_flat_text_is_divided_and_every_division_is_shown(imported):
    notice = imported("jasenet.txt")
    assert notice.activities[0].cells[1] == ("Nimi", "Osoite", "Syntymäaika")
    assert notice.activities[1].cells[1] == ("nimi", "puhelin", "erityisruokavaliot")
    assert notice.activities[2].cells[1] == ("Nimi;", "Osoite;", "Maksutiedot")
    assert any("divided before capital letters into 3, each is known" in why for why in marks(notice, "row 1"))
    assert any("divided into known names" in why for why in marks(notice, "row 2"))
    assert not any("divided" in why for why in marks(notice, "row 3"))
    assert notice.blank_rows_after == (2,)


def test_a_document_without_such_a_table_says_what_it_has():
    with pytest.raises(UsageError, match=r"(?s)no table has the headings.*table 1: Nimi \| Puhelin"):
        import_notice(b"| Nimi | Puhelin |\n|---|---|\n| Maija | 1 |\n", "x.md")
    with pytest.raises(UsageError, match="it has no table"):
        import_notice(b"Hei", "x.md")


def test_one_of_several_tables_is_chosen_by_number_or_title():
    table = "| Purpose | Data | Legal basis | Retention |\n|---|---|---|---|\n| {} | Name | Consent | 1 year |\n"
    two = f"# Customers\n\n{table.format('Web shop')}\n# Employees\n\n{table.format('Payroll')}".encode()
    with pytest.raises(UsageError, match=r"(?s)2 tables.*1: Customers.*2: Employees"):
        import_notice(two, "x.md")
    assert import_notice(two, "x.md", table="2")["purposes"][0]["id"] == "payroll"
    assert import_notice(two, "x.md", table="custom")["purposes"][0]["en"] == "Web shop"
    with pytest.raises(UsageError, match="0 such tables"):
        import_notice(two, "x.md", table="Suppliers")


def test_what_is_not_kept_is_said():
    text = "Title\nAn introduction.\nPurpose\tData\tLegal basis\tRetention\nWeb shop\tName\tConsent\t1 year\textra\nSee our web site.\n"
    document = import_notice(text.encode(), "x.txt")
    said = [mark["text"] for mark in document["review"]]
    assert {"An introduction.", "See our web site."} <= set(said)
    assert document["columns"] == ["purpose", "data", "basis", "retention", "other"]


def test_a_repeated_header_is_no_row_and_a_missing_column_is_said():
    text = "Purpose\tPersonal data\tLegal basis\nWeb shop\tName\tConsent\nPurpose\tPersonal data\tLegal basis\nPayroll\tName\tContract\n"
    document = import_notice(text.encode(), "x.txt")
    assert [row["id"] for row in document["purposes"]] == ["web_shop", "payroll"]
    assert [row["retention"] for row in document["purposes"]] == [[], []]
    assert any("retention" in mark["why"] and mark["at"] == "header" for mark in document["review"])


def test_an_item_that_a_row_repeats_is_kept_each_time():
    document = import_notice(
        b"Purpose\tData\tBasis\tRetention\nPayroll\tName; name; Name\tConsent; Consent\t1 year; 1 year; 1 year\n", "x.txt"
    )
    (row,) = document["purposes"]
    assert (len(row["data"]), len(row["bases"]), len(row["retention"])) == (3, 2, 3)
    parse_notice(to_yaml(document), "x.yaml")


def test_a_table_on_its_side_is_read_and_that_is_said():
    page = """<h2>Asiakkaat</h2><table><tr><th>Käsittelyn tarkoitus<td>Uutiskirje<td>Verkkokauppa<tr><th>Henkilötiedot<td>Nimi<br>Sähköposti<td>Nimi
    <tr><th>Oikeusperuste<td>Suostumus<td>Sopimus<tr><th>Säilytysaika<td>Kunnes suostumus peruutetaan<td>5 vuotta viimeisestä tilauksesta</table>"""
    document = import_notice(page.encode(), "x.html")
    assert [row["id"] for row in document["purposes"]] == ["newsletter", "web_shop"]
    assert document["purposes"][0]["data"] == ["name", "email"]
    assert any("given back with the headings above" in mark["why"] for mark in document["review"])


def test_an_activity_beside_its_purpose_is_a_column_of_its_own():
    text = "Käsittelytoimi\tKäsittelyn tarkoitus\tRekisteröityjen ryhmät\tHenkilötietoryhmät\tOikeusperuste\tPoistamisen määräajat\tTurvatoimet\n"
    row = "HR\tTyösuhteen hallinnointi\tTyöntekijät\tPalkkatiedot\t6 art. 1 c-kohta\t10 v työsuhteen päättymisestä\tSalaus\n"
    notice = parse_notice(to_yaml(import_notice((text + row).encode(), "x.txt")), "x.yaml")
    assert notice.columns == ("activity", "purpose", "data_subjects", "data", "basis", "retention", "security")
    (activity,) = notice.activities
    assert (activity.id, activity.data_subjects) == ("employment_administration", ("employee",))
    assert [basis.basis.gdpr for basis in activity.bases] == ["6(1)(c)"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_text_as_a_spreadsheet_saves_it(encoding):
    text = 'Tarkoitus\tTiedot\tPeruste\tSäilytysaika\nPalkanmaksu\t"Nimi\nHetu\nPankkitili"\tSopimus\t"10 v ""heti"" työsuhteen päättymisestä"\n'
    (row,) = import_notice(text.encode(encoding), "x.txt")["purposes"]
    assert row["cells"]["data"] == ["Nimi", "Hetu", "Pankkitili"]
    assert row["cells"]["retention"] == ['10 v "heti" työsuhteen päättymisestä']
