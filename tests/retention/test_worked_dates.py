"""The worked dates of the given notice: its own rules, as the file has them, for one customer and one claim."""

from datetime import date

import pytest

from piicatalog.definitions.notice import find_notice
from piicatalog.model.retention import Assignment, Facts, Stage
from piicatalog.retention.endings import Parameters, ending_of
from piicatalog.retention.timeline import timeline

CALENDAR_YEAR = {"financial_year_end_month": "12"}
BOUGHT = Facts(events={"last_order_date": date(2023, 5, 14), "voucher_date": date(2023, 5, 14)})


@pytest.fixture(scope="module")
def notice():
    return find_notice("kuluttaja-asiakkaat")


def assigned(notice, activity, category, *, voucher=False, parameters=CALENDAR_YEAR):
    """The rules of an activity for one category: a statutory one for the content of vouchers alone."""
    for name in notice.activity(activity).retention:
        rule = notice.retention_rule(name)
        if (voucher or rule.bound != "min") and (not rule.applies_to or category in rule.applies_to):
            yield Assignment(activity=activity, rule=name, bound=rule.bound, ending=ending_of(rule, Parameters(parameters)))


@pytest.mark.parametrize("category", ["name", "address", "email", "phone", "purchases"])
def test_the_profile_goes_five_years_after_the_last_order(notice, category):
    found = timeline(assigned(notice, "web_shop", category), BOUGHT)
    assert found.stages == (Stage(until=date(2028, 5, 14), activities=("web_shop",)),)
    assert found.erase_after == date(2028, 5, 14)


@pytest.mark.parametrize("category", ["name", "address", "purchases"])
def test_what_is_on_the_invoice_stays_for_accounting_alone(notice, category):
    found = timeline(assigned(notice, "web_shop", category, voucher=True), BOUGHT)
    assert found.erase_after == date(2029, 12, 31)
    assert found.stages[-1] == Stage(until=date(2029, 12, 31), activities=(), statutory=("web_shop",), restricted=True)


@pytest.mark.parametrize("category", ["email", "phone"])
def test_what_is_no_voucher_content_goes_though_it_stands_on_one(notice, category):
    assert timeline(assigned(notice, "web_shop", category, voucher=True), BOUGHT).erase_after == date(2028, 5, 14)


def test_a_leap_days_five_years_end_on_the_28th(notice):
    ordered = Facts(events={"last_order_date": date(2024, 2, 29)})
    assert timeline(assigned(notice, "web_shop", "email"), ordered).erase_after == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("month", "invoiced", "end"),
    [
        ("12", date(2024, 2, 10), date(2030, 12, 31)),
        ("6", date(2024, 8, 10), date(2031, 12, 31)),
        ("3", date(2024, 8, 10), date(2031, 12, 31)),
        ("12", date(2025, 1, 1), date(2031, 12, 31)),
    ],
)
def test_an_invoice_is_kept_from_the_end_of_the_year_in_which_its_financial_year_ended(notice, month, invoiced, end):
    parameters = {"financial_year_end_month": month}
    ended = {"customer_relationship_end": invoiced, "voucher_date": invoiced}
    found = timeline(assigned(notice, "invoicing", "address", voucher=True, parameters=parameters), Facts(events=ended))
    assert found.must_keep_until == found.erase_after == end


def test_a_claim_is_collectable_three_years_after_its_last_reminder(notice):
    events = {
        "customer_relationship_end": date(2022, 6, 1),
        "due_date": date(2022, 3, 1),
        "last_interruption": date(2023, 9, 20),
        "enforcement_title_date": None,
        "paid_date": None,
    }
    found = timeline(assigned(notice, "debt_collection_credit_control", "debt"), Facts(events=events))
    assert found.erase_after == date(2026, 9, 20)
    nobody_knows = {name: day for name, day in events.items() if name != "paid_date"}
    unknown = timeline(assigned(notice, "debt_collection_credit_control", "debt"), Facts(events=nobody_knows))
    assert unknown.indeterminate
    assert unknown.keep_until == date(2022, 6, 1)  # a claim may have been paid: the relationship's end alone is certain


def test_every_vague_rule_stays_indeterminate(notice):
    for activity in ("direct_marketing_prospecting", "customer_contract_warranty", "delivery", "feedback_complaints", "market_research"):
        found = timeline(assigned(notice, activity, "email"), BOUGHT)
        assert found.indeterminate
        assert found.erase_after is None


def test_a_photo_goes_with_its_consent_and_the_name_keeps_its_other_purposes(notice):
    withdrawn = Facts(events={**BOUGHT.events, "consent_withdrawn": date(2024, 1, 2)})
    photo = timeline(assigned(notice, "customer_photos_marketing", "photo", parameters={"erase_delay": "P2W"}), withdrawn)
    assert photo.erase_after == date(2024, 1, 16)
    both = [*assigned(notice, "customer_photos_marketing", "name"), *assigned(notice, "web_shop", "name")]
    name = timeline(both, withdrawn)
    assert name.erase_after == date(2028, 5, 14)
    assert name.stages[-1] == Stage(until=date(2028, 5, 14), activities=("web_shop",), restricted=True)
