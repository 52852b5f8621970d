"""Tags of whole little schemas, by names and types alone, with the given notice."""

import pytest

from piicatalog.model.catalog import Origin
from piicatalog.model.decision import ColumnDecision, Decision
from piicatalog.model.processing import NoticeBinding, TableBinding

SHOP = """
CREATE TABLE asiakas (asiakas_id int primary key, etunimi varchar(80), hetu char(11), sahkoposti varchar(120), syntymaaika date);
CREATE TABLE tilaus (tilaus_id int primary key, asiakas_id int references asiakas, tilauspvm date, summa numeric, toimitusosoite varchar(100));
CREATE TABLE tilausrivi (tilaus_id int references tilaus, rivi int, hinta numeric, hetu char(11));
CREATE TABLE lasku (laskunro int primary key, asiakas_id int references asiakas, laskutusosoite varchar(100), maksettu_summa numeric);
CREATE TABLE perinta (id int primary key, lasku_id int references lasku, velallisen_nimi varchar(80), hetu char(11), luottoluokitus varchar(5));
CREATE TABLE uutiskirje_tilaaja (id int primary key, email varchar(100), nimi varchar(100), luottoluokka varchar(3), diagnoosi text);
CREATE TABLE x17 (hetu char(11), etunimi varchar(40));
"""


def activities(entry, *origins):
    return {each.id for each in entry.tags.activities if not origins or each.origin in origins}


def rules(entry):
    return [violation.rule for violation in entry.tags.violations]


@pytest.fixture(scope="module")
def shop(tagged):
    return tagged(SHOP)


def test_words_of_the_table_tell_what_it_serves(shop):
    assert activities(shop["tilaus.toimitusosoite"]) == {"web_shop", "delivery"}
    assert activities(shop["lasku.laskutusosoite"]) == {"invoicing"}
    assert activities(shop["uutiskirje_tilaaja.email"]) == {"direct_marketing_prospecting"}
    assert all(each.origin is Origin.INFERRED and each.reason for each in shop["lasku.laskutusosoite"].tags.activities)


def test_a_master_table_serves_what_refers_to_it(shop):
    assert {"web_shop", "invoicing", "delivery"} <= activities(shop["asiakas.etunimi"])
    assert "market_research" not in activities(shop["asiakas.etunimi"])


def test_a_part_serves_what_its_whole_serves(tagged):
    columns = tagged(
        "CREATE TABLE reklamaatio (id int primary key); CREATE TABLE kasittelyvaihe (reklamaatio_id int references reklamaatio, sahkoposti text);"
    )
    assert activities(columns["kasittelyvaihe.sahkoposti"]) == {"feedback_complaints"}


def test_what_belongs_to_a_person_serves_what_the_persons_table_does(tagged):
    columns = tagged(SHOP + "CREATE TABLE osoite (id int primary key, asiakas_id int references asiakas, katuosoite varchar(80));")
    assert activities(columns["osoite.katuosoite"]) == activities(columns["asiakas.etunimi"])
    assert all(each.confidence < 0.6 for each in columns["osoite.katuosoite"].tags.activities)


def test_an_identity_code_outside_debt_collection_is_an_error(shop):
    assert rules(shop["tilausrivi.hetu"]) == ["E3"]
    assert rules(shop["asiakas.hetu"]) == ["E3"]
    assert activities(shop["tilausrivi.hetu"]) == set()
    assert "Perintätoimet ja luotonvalvonta" in shop["tilausrivi.hetu"].tags.violations[0].message


def test_an_identity_code_in_debt_collection_is_allowed(shop):
    entry = shop["perinta.hetu"]
    assert rules(entry) == []
    assert entry.tags.data_categories == ("hetu",)
    assert activities(entry) == {"debt_collection_credit_control"}
    assert [basis.basis for basis in entry.tags.legal_bases] == ["legitimate_interest", "legal_obligation"]
    assert [rule.rule for rule in entry.tags.retention] == ["relationship_and_claims"]


def test_a_table_that_nothing_tells_of_has_candidates_and_no_violation(shop):
    entry = shop["x17.hetu"]
    assert activities(entry, Origin.CANDIDATE) == {"debt_collection_credit_control"} == activities(entry)
    assert rules(entry) == []
    assert len(activities(shop["x17.etunimi"], Origin.CANDIDATE)) == 8


def test_what_no_activity_declares_is_told(shop):
    assert rules(shop["asiakas.syntymaaika"]) == ["W4"]
    assert shop["asiakas.syntymaaika"].tags.data_categories == ("date_of_birth",)


def test_special_categories_need_a_condition(shop):
    assert rules(shop["uutiskirje_tilaaja.diagnoosi"]) == ["E2"]


def test_credit_data_in_marketing_is_an_error(shop):
    assert rules(shop["uutiskirje_tilaaja.luottoluokka"]) == ["E5"]


def test_a_key_to_a_person_goes_where_its_table_goes(shop):
    assert activities(shop["tilaus.asiakas_id"]) == {"web_shop", "delivery"}
    assert rules(shop["tilaus.asiakas_id"]) == []


def test_consent_is_the_basis_of_electronic_marketing_alone(shop):
    email = {basis.basis: basis.scope for basis in shop["uutiskirje_tilaaja.email"].tags.legal_bases}
    name = {basis.basis for basis in shop["uutiskirje_tilaaja.nimi"].tags.legal_bases}
    assert set(email) == {"legitimate_interest", "consent"}
    assert email["consent"]
    assert name == {"legitimate_interest"}


def test_a_statutory_rule_is_only_for_what_it_applies_to(shop):
    assert {rule.rule for rule in shop["asiakas.sahkoposti"].tags.retention if rule.activity == "web_shop"} == {"five_years_last_order"}
    assert {rule.rule for rule in shop["asiakas.etunimi"].tags.retention if rule.activity == "web_shop"} == {
        "five_years_last_order",
        "statutory_invoicing_6y",
    }


def test_invoice_content_is_kept_by_the_duty_though_the_row_does_not_declare_it(shop):
    entry = shop["lasku.maksettu_summa"]
    assert entry.tags.data_categories == ("payments",)
    assert rules(entry) == []
    assert activities(entry) == {"invoicing"}
    assert [(rule.rule, rule.activity) for rule in entry.tags.retention] == [("statutory_invoicing_6y", "invoicing")]
    assert [basis.basis for basis in entry.tags.legal_bases] == ["legal_obligation"]


def test_a_binding_is_certain_and_comes_first(tagged):
    bindings = [TableBinding(pattern="asiakas", activities=("debt_collection_credit_control",), why="sovittu")]
    entry = tagged(SHOP, bindings=bindings)["asiakas.hetu"]
    assert [(each.id, each.origin, each.confidence) for each in entry.tags.activities] == [
        ("debt_collection_credit_control", Origin.BOUND, 1.0)
    ]
    assert rules(entry) == []


@pytest.mark.parametrize(
    ("table", "column", "activity"),
    [
        ("laskurivit", "etunimi", "invoicing"),
        ("verkkokauppatilaukset", "email", "web_shop"),
        ("Perintätapahtumat", "etunimi", "debt_collection_credit_control"),
        ("asiakaspalautteet", "email", "feedback_complaints"),
        ("fakturor", "fornamn", "invoicing"),
        ("leveranser", "telefonnummer", "delivery"),
        ("customer_complaints", "email", "feedback_complaints"),
        ("debt_collection_cases", "first_name", "debt_collection_credit_control"),
        ("ShipmentRecipients", "first_name", "delivery"),
        ("newsletter_subscribers", "email", "direct_marketing_prospecting"),
    ],
)
def test_words_are_read_in_three_languages_inflected_and_in_compounds(tagged, table, column, activity):
    assert activity in activities(tagged(f"CREATE TABLE {table} (id int, {column} varchar(80));")[f"{table}.{column}"])


@pytest.mark.parametrize("table", ["laskurit", "tilastot", "counters", "orderly_rooms", "maksimi"])
def test_words_within_other_words_tell_nothing(tagged, table):
    entry = tagged(f"CREATE TABLE {table} (id int, etunimi varchar(80));")[f"{table}.etunimi"]
    assert activities(entry, Origin.INFERRED) == set()


def test_the_schema_tells_where_the_table_does_not(tagged):
    assert activities(tagged("CREATE TABLE perinta.henkilo_a (etunimi text);")["perinta.henkilo_a.etunimi"]) == {
        "debt_collection_credit_control"
    }


def test_a_decision_on_a_column_gives_its_purposes_retention_and_condition(tagged):
    decided = [
        ColumnDecision(
            column="tilausrivi.hetu", decision=Decision(action="confirm"), purposes=("debt_collection_credit_control",), retention=("P3Y",)
        ),
        ColumnDecision(column="uutiskirje_tilaaja.diagnoosi", decision=Decision(action="confirm"), condition="9(2)(a)"),
    ]
    columns = tagged(SHOP, decided=decided)
    assert activities(columns["tilausrivi.hetu"], Origin.BOUND) == {"debt_collection_credit_control"}
    assert [rule.rule for rule in columns["tilausrivi.hetu"].tags.retention] == ["P3Y"]
    assert rules(columns["tilausrivi.hetu"]) == []
    assert rules(columns["uutiskirje_tilaaja.diagnoosi"]) == []


def test_messages_come_in_finnish_and_swedish_too(tagged):
    said = {language: tagged(SHOP, language=language)["tilausrivi.hetu"].tags.violations[0].message for language in ("fi", "sv", "en")}
    assert said["fi"].startswith("Henkilötunnus: seloste mainitsee sen vain kohdassa «Perintätoimet ja luotonvalvonta»")
    assert len(set(said.values())) == 3


def test_the_order_of_columns_and_of_tables_changes_nothing(tagged):
    statements = SHOP.strip().split("\n")
    assert {name: entry.tags for name, entry in tagged("\n".join(reversed(statements))).items()} == {
        name: entry.tags for name, entry in tagged(SHOP).items()
    }


def test_each_table_has_the_notice_that_it_is_bound_to(tagged, other_notice):
    columns = tagged(
        "CREATE TABLE hr.palkka (tyontekija_id int, etunimi text); CREATE TABLE shop.lasku (etunimi text);",
        notices=[other_notice],
        notice_bindings=[NoticeBinding(pattern="hr.*", notice="tyontekijat")],
    )
    assert activities(columns["hr.palkka.etunimi"]) == {"payroll"}
    assert activities(columns["shop.lasku.etunimi"]) == {"invoicing"}


@pytest.mark.parametrize(
    ("table", "activity"),
    [
        ("palkat", "payroll"),
        ("palkanmaksut", "payroll"),
        ("payroll_runs", "payroll"),
        ("tyosuhteet", "employment"),
        ("tyoterveys_kaynnit", "health_care"),
        ("rekrytointi_hakijat", "recruitment"),
        ("recruitment_candidates", "recruitment"),
        ("rekryteringar", "recruitment"),
        ("hallinnointi", None),
        ("henkilo_loki", None),
    ],
)
def test_a_notice_without_table_words_is_known_by_the_names_of_its_activities(tagged_by, table, activity):
    entry = tagged_by(f"CREATE TABLE {table} (id int, etunimi text);")[f"{table}.etunimi"]
    assert activities(entry, Origin.INFERRED) == ({activity} if activity else set())


def test_a_special_category_with_its_condition_is_allowed_and_in_an_unknown_table_a_question(tagged_by):
    columns = tagged_by("CREATE TABLE tyoterveys (id int, diagnoosi text); CREATE TABLE x17 (sukunimi text, diagnoosi text);")
    assert rules(columns["tyoterveys.diagnoosi"]) == []
    assert rules(columns["x17.diagnoosi"]) == []
    assert rules(tagged_by("CREATE TABLE palkat (sukunimi text, diagnoosi text);")["palkat.diagnoosi"]) == ["E2"]


def test_a_tagger_says_which_tables_another_binding_touches_and_tags_them_as_a_fresh_one_does(judged, notice, knowledge):
    from piicatalog.definitions.data_categories import load_data_categories
    from piicatalog.model.processing import TableBinding
    from piicatalog.tagging.tag import Tagger, tag

    columns = judged(
        "CREATE TABLE asiakas (id int PRIMARY KEY, nimi text, hetu text);"
        "CREATE TABLE osoite (id int PRIMARY KEY, asiakas_id int REFERENCES asiakas (id), katu text);"
        "CREATE TABLE muu (id int PRIMARY KEY, nimi text);"
    )
    bound = (TableBinding(pattern="asiakas", activities=("debt_collection_credit_control",)),)
    tagger = Tagger(columns, [notice], load_data_categories(), knowledge)
    before = tagger.tag(columns)
    touched = {table for _, table in tagger.rebound((), bound)}
    assert touched == {"asiakas", "osoite"}
    fresh = tag(columns, [notice], load_data_categories(), knowledge, bindings=bound)
    assert tagger.tag(columns, bindings=bound) == fresh
    assert {new.table.name for old, new in zip(before, fresh, strict=True) if old.tags != new.tags} <= touched
    some = [entry for entry in columns if entry.table.name == "osoite"]
    assert tagger.tag(some, bindings=bound) == tuple(entry for entry in fresh if entry.table.name == "osoite")
