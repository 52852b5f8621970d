from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from piicatalog.model.label import Label
from piicatalog.model.processing import Bound, RetentionKind, RetentionRule
from piicatalog.model.retention import Assignment, Dependent, Facts, Latest, Period, Since, Stage, TermState, Unknown
from piicatalog.retention.endings import Parameters, ending_of
from piicatalog.retention.timeline import timeline

CALENDAR_YEAR = Parameters({"financial_year_end_month": "12"})


def rule(name, kind, *, period="", anchor="", bound=Bound.MAX):
    return RetentionRule(id=name, label=Label(en=name), kind=kind, period=period, anchor=anchor, bound=bound)


FIVE_YEARS = rule("five_years", RetentionKind.EVENT_ANCHORED, period="P5Y", anchor="last_order_date")
SIX_YEARS = rule("six_years", RetentionKind.STATUTORY, period="P6Y", anchor="end_of_calendar_year_of(financial_year_end)", bound=Bound.MIN)
NECESSARY = rule("necessary", RetentionKind.WHILE_NECESSARY)
CONSENT = rule("consent", RetentionKind.WHILE_CONSENT, period="P0D", anchor="consent_withdrawn")
WARRANTY = rule("warranty", RetentionKind.WARRANTY, period="param:warranty_period", anchor="delivery_date")
AVAILABLE = rule("available", RetentionKind.DEPENDENT, anchor="other_purposes")
CLAIMS = rule("claims", RetentionKind.EVENT_ANCHORED, period="param:limitation", anchor="max(customer_relationship_end, claim_expiry)")


def assign(activity, given, parameters=CALENDAR_YEAR):
    return Assignment(activity=activity, rule=given.id, bound=given.bound, ending=ending_of(given, parameters))


BOUGHT = Facts(events={"last_order_date": date(2023, 5, 14), "voucher_date": date(2023, 5, 14)})


def test_the_profile_goes_five_years_after_the_last_order():
    found = timeline([assign("web_shop", FIVE_YEARS)], BOUGHT)
    assert found.erase_after == date(2028, 5, 14)
    assert found.stages == (Stage(until=date(2028, 5, 14), activities=("web_shop",)),)


def test_voucher_content_stays_for_the_statutory_duty_alone_after_its_purpose_has_ended():
    found = timeline([assign("web_shop", FIVE_YEARS), assign("web_shop", SIX_YEARS)], BOUGHT)
    assert found.erase_after == found.must_keep_until == date(2029, 12, 31)
    assert found.stages == (
        Stage(until=date(2028, 5, 14), activities=("web_shop",)),
        Stage(until=date(2029, 12, 31), activities=(), statutory=("web_shop",), restricted=True),
    )


def test_a_claim_is_collectable_three_years_after_its_last_reminder():
    events = {
        "customer_relationship_end": date(2022, 1, 1),
        "due_date": date(2022, 3, 1),
        "last_interruption": date(2023, 9, 20),
        "enforcement_title_date": None,
        "paid_date": None,
    }
    assert timeline([assign("collection", CLAIMS)], Facts(events=events)).erase_after == date(2026, 9, 20)
    assert timeline([assign("collection", CLAIMS)], Facts(events=events | {"last_interruption": None})).erase_after == date(2025, 3, 1)
    assert timeline([assign("collection", CLAIMS)], Facts(events=events | {"paid_date": date(2023, 10, 1)})).erase_after == date(
        2023, 10, 1
    )
    judged = timeline([assign("collection", CLAIMS)], Facts(events=events | {"enforcement_title_date": date(2024, 1, 1)}))
    assert judged.erase_after == date(2029, 1, 1)


def test_a_claim_whose_judgment_nobody_can_tell_is_indeterminate():
    events = {"customer_relationship_end": date(2022, 1, 1), "due_date": date(2022, 3, 1), "last_interruption": None, "paid_date": None}
    found = timeline([assign("collection", CLAIMS)], Facts(events=events))
    assert found.indeterminate
    assert found.keep_until == date(2025, 3, 1)
    assert found.terms[0].missing == ("enforcement_title_date",)


def test_one_rule_that_cannot_be_computed_makes_the_whole_indeterminate_but_at_least_the_rest():
    found = timeline([assign("web_shop", FIVE_YEARS), assign("marketing", NECESSARY)], BOUGHT)
    assert found.indeterminate
    assert found.erase_after is None
    assert found.keep_until == date(2028, 5, 14)
    assert found.stages[-1] == Stage(until=None, activities=("marketing",), restricted=True)


def test_without_the_financial_year_the_statutory_end_is_at_least_that_of_the_calendar_year():
    found = timeline([assign("invoicing", SIX_YEARS, Parameters({}))], BOUGHT)
    assert found.indeterminate
    assert found.keep_until == date(2029, 12, 31)
    assert found.terms[0].missing == ("financial_year_end_month",)


def test_consent_runs_until_it_is_withdrawn_and_then_takes_only_its_own_purpose():
    name = [assign("photos", CONSENT), assign("web_shop", FIVE_YEARS)]
    running = timeline(name, Facts(events={**BOUGHT.events, "consent_withdrawn": None}))
    assert running.running
    assert running.erase_after is None
    withdrawn = timeline(name, Facts(events={**BOUGHT.events, "consent_withdrawn": date(2024, 1, 2)}))
    assert withdrawn.stages[-1] == Stage(until=date(2028, 5, 14), activities=("web_shop",), restricted=True)
    alone = timeline(
        [assign("photos", CONSENT, Parameters({"erase_delay": "P30D"}))], Facts(events={"consent_withdrawn": date(2024, 1, 2)})
    )
    assert alone.erase_after == date(2024, 2, 1)


def test_warranty_is_that_of_the_product_group_with_a_tail_for_complaints():
    parameters = Parameters({"warranty_period": "P1Y", "warranty_period.puukot": "P10Y", "complaint_tail": "P6M"})
    given = [assign("warranty", WARRANTY, parameters)]
    delivered = {"delivery_date": date(2024, 3, 31)}
    assert timeline(given, Facts(events=delivered, product_group="puukot")).erase_after == date(2034, 9, 30)
    assert timeline(given, Facts(events=delivered)).erase_after == date(2025, 9, 30)
    assert timeline([assign("warranty", WARRANTY)], Facts(events=delivered)).indeterminate


def test_a_circular_rule_adds_nothing():
    found = timeline([assign("research", AVAILABLE), assign("web_shop", FIVE_YEARS)], BOUGHT)
    assert found.erase_after == date(2028, 5, 14)
    alone = timeline([assign("research", AVAILABLE)], BOUGHT)
    assert alone.indeterminate
    assert alone.terms[0].state is TermState.DEPENDENT


def test_a_vague_rule_becomes_exact_when_the_organisation_gives_it_a_maximum():
    parameters = Parameters({"necessary_max_period": "P2Y", "necessary_anchor": "last_order"})
    assert timeline([assign("marketing", NECESSARY, parameters)], BOUGHT).erase_after == date(2025, 5, 14)


def test_a_legal_hold_suspends_deletion():
    found = timeline([assign("web_shop", FIVE_YEARS)], Facts(events=BOUGHT.events, on_hold=True))
    assert found.erase_after is None
    assert found.stages[-1] == Stage(until=None, activities=(), restricted=True)


EVENTS = st.sampled_from(("a", "b", "c"))
PERIODS = st.builds(Period, years=st.integers(0, 9), months=st.integers(0, 11), days=st.integers(0, 40))
SINCE = st.builds(Since, event=EVENTS, period=PERIODS, financial_year_end=st.sampled_from((0, 0, 6, 12)))
ENDINGS = st.recursive(
    SINCE | st.builds(Unknown, questions=st.just(("q",)), at_least=st.none() | SINCE) | st.builds(Dependent),
    lambda ending: st.builds(
        Latest, parts=st.lists(ending.filter(lambda each: not isinstance(each, Dependent)), min_size=1, max_size=3).map(tuple)
    ),
    max_leaves=4,
)
ASSIGNMENTS = st.lists(
    st.builds(
        Assignment,
        activity=st.sampled_from(("x", "y", "z")),
        rule=st.text("rs", min_size=1, max_size=3),
        bound=st.sampled_from(Bound),
        ending=ENDINGS,
    ),
    max_size=5,
    unique_by=lambda each: (each.activity, each.rule),
)
FACTS = st.builds(Facts, events=st.dictionaries(EVENTS, st.none() | st.dates(date(1990, 1, 1), date(2040, 1, 1))), on_hold=st.booleans())


@given(ASSIGNMENTS, FACTS, st.randoms())
def test_the_order_of_rules_does_not_matter(assignments, facts, random):
    mixed = list(assignments)
    random.shuffle(mixed)
    assert timeline(mixed, facts) == timeline(assignments, facts)


@given(ASSIGNMENTS, FACTS)
def test_adding_a_rule_never_shortens(assignments, facts):
    if not assignments:
        return
    fewer, more = timeline(assignments[:-1], facts), timeline(assignments, facts)
    assert (more.keep_until or date.min) >= (fewer.keep_until or date.min)
    assert (more.must_keep_until or date.min) >= (fewer.must_keep_until or date.min)
    if fewer.indeterminate and fewer.terms and any(term.state is TermState.UNKNOWN for term in fewer.terms):
        assert more.indeterminate
    if more.erase_after and fewer.erase_after:
        assert more.erase_after >= fewer.erase_after


@given(ASSIGNMENTS, FACTS)
def test_stages_follow_each_other_and_lose_activities_only(assignments, facts):
    found = timeline(assignments, facts)
    ends = [stage.until or date.max for stage in found.stages]
    assert ends == sorted(set(ends))
    for before, after in zip(found.stages, found.stages[1:], strict=False):
        assert set(after.activities) <= set(before.activities)
    if found.erase_after:
        assert ends[-1] == found.erase_after
