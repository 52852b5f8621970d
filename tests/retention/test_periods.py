from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piicatalog.errors import UsageError
from piicatalog.model.retention import Period, Since
from piicatalog.retention.periods import add, first_event_ending_on_or_after, parse_period, until

DATES = st.dates(min_value=date(1900, 1, 2), max_value=date(2200, 12, 31))
PERIODS = st.builds(Period, years=st.integers(0, 30), months=st.integers(0, 40), days=st.integers(0, 400))
SINCE = st.builds(Since, event=st.just("e"), period=PERIODS, financial_year_end=st.integers(0, 12))


@pytest.mark.parametrize(
    ("voucher", "month", "end"),
    [
        (date(2024, 2, 10), 12, date(2030, 12, 31)),
        (date(2024, 8, 10), 6, date(2031, 12, 31)),
        (date(2024, 8, 10), 3, date(2031, 12, 31)),
        (date(2025, 1, 1), 12, date(2031, 12, 31)),
        (date(2024, 3, 31), 3, date(2030, 12, 31)),
        (date(2024, 4, 1), 3, date(2031, 12, 31)),
        (date(2024, 2, 29), 2, date(2030, 12, 31)),
    ],
)
def test_six_years_run_from_the_end_of_the_year_in_which_the_financial_year_ended(voucher, month, end):
    assert until(voucher, Since(event="voucher_date", period=Period(years=6), financial_year_end=month)) == end


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        (date(2023, 5, 14), "P5Y", date(2028, 5, 14)),
        (date(2024, 2, 29), "P5Y", date(2029, 2, 28)),
        (date(2024, 1, 31), "P1M", date(2024, 2, 29)),
        (date(2024, 12, 31), "P2W", date(2025, 1, 14)),
        (date(9998, 1, 1), "P5Y", date.max),
    ],
)
def test_a_period_ends_on_the_same_day_or_on_the_last_of_the_month(start, period, end):
    assert add(start, parse_period(period)) == end


@pytest.mark.parametrize("text", ["", "P", "5 years", "PT5H", "P-1Y", "P5", "P1Y2W3", "P1D1Y"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(UsageError, match="ISO 8601"):
        parse_period(text)


@given(PERIODS)
def test_a_period_reads_back_as_it_is_written(period):
    assert parse_period(str(period)) == period


@given(DATES, DATES, SINCE)
def test_a_later_event_never_ends_earlier(one, other, since):
    assert until(min(one, other), since) <= until(max(one, other), since)


@given(DATES, DATES, SINCE)
def test_comparing_the_event_says_the_same_as_comparing_the_end(event, limit, since):
    assert (event < first_event_ending_on_or_after(limit, since)) == (until(event, since) < limit)
