"""ISO 8601 periods and the dates they end on.

A period in years or months ends on the same day of the month; where that day is missing, on the month's last (Act on the
Computation of Statutory Time Limits 150/1930, section 3). Statutory accounting periods run from the end of the calendar
year in which the financial year ended (Accounting Act 1336/1997, chapter 2, section 10).
"""

import re
from bisect import bisect_left
from calendar import monthrange
from datetime import MAXYEAR, date, timedelta

from piicatalog.errors import UsageError
from piicatalog.model.retention import Period, Since

_FORM = re.compile(r"P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?")


def parse_period(text: str, *, what: str = "a retention period") -> Period:
    """Return the period of an ISO 8601 duration; UsageError when it is none.

    >>> str(parse_period("P1Y6M")), str(parse_period("P2W"))
    ('P1Y6M', 'P14D')
    """
    match = _FORM.fullmatch(text.strip().upper())
    if match is None:
        raise UsageError(f"{what} must be an ISO 8601 duration such as P5Y, P18M or P30D, not {text!r}")
    years, months, weeks, days = (int(group or 0) for group in match.groups())
    return Period(years=years, months=months, days=7 * weeks + days)


def add(start: date, period: Period) -> date:
    """Return the last day of a period that begins with an event.

    >>> add(date(2024, 2, 29), Period(years=5))
    datetime.date(2029, 2, 28)
    """
    month = start.year * 12 + start.month - 1 + period.years * 12 + period.months
    year = month // 12
    if year > MAXYEAR:
        return date.max
    month = month % 12 + 1
    end = date(year, month, min(start.day, monthrange(year, month)[1]))
    return date.max if period.days > (date.max - end).days else end + timedelta(days=period.days)


def financial_year_end(day: date, month: int) -> date:
    """Return when the financial year of a day ends, where financial years end with a month.

    >>> financial_year_end(date(2024, 8, 10), 6)
    datetime.date(2025, 6, 30)
    """
    year = day.year if day.month <= month else min(day.year + 1, MAXYEAR)
    return date(year, month, monthrange(year, month)[1])


def until(day: date, since: Since) -> date:
    """Return the last day that an ending gives for an event's date; later dates never give an earlier end."""
    if since.financial_year_end:
        ended = financial_year_end(day, since.financial_year_end)
        return add(date(ended.year, 12, 31), since.period)
    return add(day, since.period)


class _Endings:
    """The ends of all days, as a sorted sequence for bisect."""

    def __init__(self, since: Since) -> None:
        self._since = since

    def __len__(self) -> int:
        return date.max.toordinal()

    def __getitem__(self, index: int) -> date:
        return until(date.fromordinal(index + 1), self._since)


def first_event_ending_on_or_after(limit: date, since: Since) -> date:
    """Return the earliest event date whose end is ``limit`` or later: earlier events have ended before it.

    This turns every question on ends into one on the event's own date, which a database can compare as it is.

    >>> first_event_ending_on_or_after(date(2026, 1, 1), Since(event="last_order_date", period=Period(years=5)))
    datetime.date(2021, 1, 1)
    """
    return date.fromordinal(min(bisect_left(_Endings(since), limit) + 1, date.max.toordinal()))
