"""What people decide and answer goes into the plan."""

from dataclasses import replace

import pytest

from piicatalog.errors import UsageError
from piicatalog.model.catalog import AssignedActivity, AssignedRetention, Origin
from piicatalog.model.configuration import Event
from piicatalog.model.retention import Period, Since
from piicatalog.retention.plan import UNCERTAIN, UNDECLARED, make_plan


def with_tags(catalog, place, **changes):
    entries = list(catalog.columns)
    entries[place] = replace(entries[place], tags=replace(entries[place].tags, **changes))
    return replace(catalog, columns=tuple(entries))


def groups(plan, table):
    return {group.columns: group for found in plan.tables if found.table.name == table for group in found.groups}


@pytest.mark.parametrize(
    ("said", "ending"),
    [
        ("P7Y", Since(event="created", period=Period(years=7))),
        ("P2Y from last_order", Since(event="last_order_date", period=Period(years=2))),
        ("P26W from employment_end", Since(event="employment_end", period=Period(days=182))),
    ],
)
def test_a_person_can_give_a_column_its_own_time(catalog, notice, knowledge, said, ending):
    decided = with_tags(catalog, 0, retention=(AssignedRetention(rule=said, activity="", computable="true"),))
    plan = make_plan(decided, notice, knowledge, events=[Event(name="employment_end", column="tilaus.tilattu")])
    (assignment,) = groups(plan, "asiakas")["nimi",].assignments
    assert assignment.ending == ending


@pytest.mark.parametrize("said", ["7 years", "P7Y before last_order", "Pxy"])
def test_what_is_no_time_is_one_message(catalog, notice, knowledge, said):
    decided = with_tags(catalog, 0, retention=(AssignedRetention(rule=said, activity="", computable="true"),))
    with pytest.raises(UsageError, match=r"no retention rule|ISO 8601"):
        make_plan(decided, notice, knowledge)


def test_candidates_promise_nothing(catalog, notice, knowledge):
    candidate = (AssignedActivity(id="web_shop", origin=Origin.CANDIDATE, confidence=0.4),)
    alone = with_tags(with_tags(catalog, 0, activities=candidate), 1, activities=candidate)
    for group in groups(make_plan(alone, notice, knowledge), "asiakas").values():
        assert group.assignments == ()
        assert group.questions == (UNCERTAIN,)


def test_a_column_that_the_notice_does_not_name_is_asked_about_as_such(catalog, notice, knowledge):
    undeclared = with_tags(catalog, 0, activities=(), retention=())
    assert groups(make_plan(undeclared, notice, knowledge), "asiakas")["nimi",].questions == (UNDECLARED,)


def test_an_answer_of_the_organisation_comes_before_the_notices_own(catalog, notice, knowledge):
    own = replace(notice, parameters=(("financial_year_end_month", "12"),))
    plan = make_plan(catalog, own, knowledge, parameters=[("financial_year_end_month", "3")])
    endings = [each.ending for each in groups(plan, "lasku")["laskutusosoite",].assignments]
    assert Since(event="voucher_date", period=Period(years=6), financial_year_end=3) in endings


@pytest.mark.parametrize(
    ("event", "message"),
    [
        (Event(name="last_order", column="nowhere.tilattu"), "there is no table nowhere"),
        (Event(name="last_order", column="tilaus.nowhere"), "shop.tilaus has no column nowhere"),
        (Event(name="last_order", column="tilaus.tilattu", by="nowhere"), "shop.tilaus has no column nowhere"),
    ],
)
def test_an_event_of_a_column_that_is_not_there_is_an_error(catalog, notice, knowledge, event, message):
    with pytest.raises(UsageError, match=message):
        make_plan(catalog, notice, knowledge, events=[event])


def test_the_steward_says_which_tables_are_vouchers(catalog, notice, knowledge):
    answers = [("financial_year_end_month", "12"), ("which_columns_are_vouchers", "shop.tilaus, lasku.puhelin")]
    plan = make_plan(catalog, notice, knowledge, parameters=answers)
    assert [each.rule for each in groups(plan, "tilaus")["toimitusosoite",].assignments] == [
        "five_years_last_order",
        "statutory_invoicing_6y",
    ]
    assert [each.rule for each in groups(plan, "lasku")["laskutusosoite",].assignments] == ["five_years_last_order"]


def test_the_summary_names_the_longest_that_can_be_computed_and_that_it_is_not_all(catalog, notice, knowledge):
    from piicatalog.retention.summary import Summary, summary

    plan = make_plan(catalog, notice, knowledge, parameters=[("financial_year_end_month", "12")])
    found = {(table.table.name, group.columns): summary(group, table) for table in plan.tables for group in table.groups}
    assert found["lasku", ("laskutusosoite",)] == Summary(
        longest_computable="P6Y from voucher_date",
        indeterminate=False,
        rules=("five_years_last_order", "statutory_invoicing_6y"),
        anchors=("shop.lasku.laskupvm", "shop.tilaus.tilattu"),
        anchors_needed=(),
    )
    mixed = found["lasku", ("sahkoposti",)]
    assert (mixed.longest_computable, mixed.indeterminate) == ("P5Y from last_order_date", True)
    consent = found["uutiskirje", ("sahkoposti",)]
    assert (consent.longest_computable, consent.indeterminate) == ("P0D from consent_withdrawn", False)
