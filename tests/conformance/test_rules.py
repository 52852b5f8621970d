"""Each rule on a schema where it speaks and on one where it does not, judged by names and types with the given notice."""

import datetime as dt
from dataclasses import replace

import pytest

from piicatalog.conformance.check import check, rules
from piicatalog.conformance.view import view
from piicatalog.definitions.data_categories import load_data_categories
from piicatalog.model.catalog import Catalog, Severity
from piicatalog.model.finding import Checked
from piicatalog.model.processing import Bound, ReviewMark
from piicatalog.tagging.tag import tag

CUSTOMER = "CREATE TABLE asiakas (id int primary key, sukunimi text, sahkoposti text, markkinointilupa boolean);"
NEWSLETTER = "CREATE TABLE uutiskirje (id int primary key, sahkoposti text);"


@pytest.fixture
def found(knowledge, notice, judged):
    """DDL to the conformance findings on it, by rule."""

    def find(ddl, *, notice=notice, change=lambda entry: entry, **options):
        columns = tag([change(entry) for entry in judged(ddl)], [notice], load_data_categories(), knowledge)
        about = view(Catalog(notice=notice.id, columns=columns), notice, knowledge, **options)
        by_rule = {}
        for finding in check(about):
            by_rule.setdefault(finding.rule.id, []).append(finding)
        return by_rule

    return find


@pytest.mark.parametrize(
    ("rule", "fires", "quiet", "place"),
    [
        ("E2", "CREATE TABLE tilaus (id int, sukunimi text, uskonto text);", CUSTOMER, "tilaus.uskonto"),
        ("E3", "CREATE TABLE tilaus (id int, hetu char(11));", "CREATE TABLE perinta (id int, hetu char(11));", "tilaus.hetu"),
        ("E5", "CREATE TABLE uutiskirje (id int, email text, luottoluokitus text);", NEWSLETTER, "uutiskirje.luottoluokitus"),
        ("W3", "CREATE TABLE lasku (id int, sukunimi text, iban text);", "CREATE TABLE perinta (id int, iban text);", "lasku.iban"),
        ("W4", "CREATE TABLE tilaus (id int, sukunimi text, syntymaaika date);", CUSTOMER, "tilaus.syntymaaika"),
        ("W5", NEWSLETTER, "CREATE TABLE uutiskirje (id int primary key, sahkoposti text, suostumus boolean);", "uutiskirje.sahkoposti"),
        ("W6", "CREATE TABLE tilaus (id int, sukunimi text);", "CREATE TABLE kysely (id int, vastaajan_email text);", "tilaus"),
        (
            "W9",
            NEWSLETTER,
            "CREATE TABLE uutiskirje (id int primary key, sahkoposti text, markkinointikielto boolean);",
            "uutiskirje.sahkoposti",
        ),
        (
            "W10",
            CUSTOMER + "CREATE TABLE tilaus (id int, asiakas_id int references asiakas, asiakkaan_sahkoposti text);",
            CUSTOMER + "CREATE TABLE tilaus (id int, asiakas_id int references asiakas, toimitusosoite text);",
            "tilaus.asiakkaan_sahkoposti",
        ),
        ("Q1", "CREATE TABLE x17 (id int, sukunimi text, hetu text);", CUSTOMER, "x17"),
    ],
)
def test_a_rule_speaks_where_it_should_and_only_there(found, rule, fires, quiet, place):
    speaking = found(fires).get(rule, [])
    assert [finding for finding in speaking if place in finding.places]
    assert rule not in found(quiet)


def test_a_consent_in_a_joined_table_is_found(found):
    ddl = CUSTOMER + "CREATE TABLE uutiskirje (id int primary key, asiakas_id int references asiakas, sahkoposti text);"
    assert "W5" not in found(ddl)


def test_vague_and_circular_rules_are_told_until_somebody_answers(found):
    ddl = CUSTOMER + "CREATE TABLE kysely (id int, vastaajan_email text);"
    asked = found(ddl)
    assert len(asked["W1"]) == 1
    assert asked["W1"][0].places
    assert len(asked["W2"]) == 1
    answers = {"while_necessary_service_max_period": "P2Y", "while_necessary_service_anchor": "created"}
    answered = found(ddl, parameters=answers.items())
    assert "W1" not in answered
    assert len(answered["Q3"]) == len(asked["Q3"]) - 2


def test_what_is_declared_and_found_nowhere_is_told(found):
    messages = " ".join(finding.message for finding in found(CUSTOMER)["W8"])
    assert "Perintätoimet ja luotonvalvonta: no table that was read serves" in messages
    assert "Ostohistoria" in messages


def test_a_column_that_is_always_empty_is_told(found):
    def empty(entry):
        return replace(entry, verdict=replace(entry.verdict, checked=Checked(values=500, non_null=0)))

    assert any("each of 500 rows" in finding.message for finding in found(CUSTOMER, change=empty)["W10"])


def test_a_maximum_below_the_statutory_minimum_for_the_same_data_is_an_error(found, notice):
    assert "E1" not in found(CUSTOMER)
    short = tuple(
        replace(rule, applies_to=("purchases",), bound=Bound.MAX) if rule.id == "five_years_last_order" else rule
        for rule in notice.retention_rules
    )
    (finding,) = found(CUSTOMER, notice=replace(notice, retention_rules=short))["E1"]
    assert "P5Y" in finding.message
    assert "P6Y" in finding.message


def test_what_an_import_was_not_sure_of_stays_a_question(found, notice):
    mark = ReviewMark(at="row 2, data", text="Muut tiedot", why="not recognised")
    (finding,) = found(CUSTOMER, notice=replace(notice, review=(mark,)))["Q4"]
    assert (finding.message, finding.notice_words) == ("row 2, data: not recognised", "Muut tiedot")


def test_every_rule_says_what_to_do_in_each_language():
    for rule in rules().values():
        for label in (rule.title, rule.advice):
            assert label.fi, rule.id
            assert label.sv, rule.id
            assert label.en, rule.id
        assert {"E": Severity.ERROR, "W": Severity.WARNING, "Q": Severity.QUESTION}[rule.id[0]] is rule.severity


def test_findings_come_worst_first_and_in_a_stable_order(knowledge, notice, judged):
    ddl = CUSTOMER + NEWSLETTER + "CREATE TABLE tilaus (id int, hetu char(11), syntymaaika date);"
    columns = tag(judged(ddl), [notice], load_data_categories(), knowledge)
    about = view(Catalog(notice=notice.id, columns=columns, scanned_at=dt.datetime.now(tz=dt.UTC)), notice, knowledge)
    once, twice = check(about), check(about)
    assert once == twice
    order = [Severity.ERROR, Severity.WARNING, Severity.QUESTION]
    assert [order.index(finding.rule.severity) for finding in once] == sorted(order.index(finding.rule.severity) for finding in once)
