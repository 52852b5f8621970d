"""The retention of some columns in a few words, for catalogs that have room for no timeline."""

from collections.abc import Iterator
from dataclasses import dataclass

from piicatalog.model.retention import ByProductGroup, Ending, Latest, Since, WhenHappened
from piicatalog.retention.endings import events_of
from piicatalog.retention.plan import ColumnGroup, TablePlan, unanswered

_DAYS_OF_A_YEAR, _DAYS_OF_A_MONTH = 365.25, 30.44


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What holds for some columns, as far as it can be computed."""

    longest_computable: str
    """``P6Y from voucher_date``: the longest of the rules that can be computed; empty: none can. Not "the" retention where
    ``indeterminate``."""
    indeterminate: bool
    rules: tuple[str, ...]
    anchors: tuple[str, ...]
    """The columns that it is counted from."""
    anchors_needed: tuple[str, ...]
    """The events that no column tells of."""


def summary(group: ColumnGroup, table: TablePlan) -> Summary:
    """Return the summary of a group of columns."""
    told = frozenset(table.never | table.routes.keys())
    exact = [since for each in group.assignments if not list(unanswered(each.ending, told)) for since in _leaves(each.ending)]
    events = {event for each in group.assignments for event in events_of(each.ending)}
    longest = max(exact, key=_length, default=None)
    return Summary(
        longest_computable=f"{longest.period} from {longest.event}" if longest else "",
        indeterminate=not group.is_exact,
        rules=tuple(dict.fromkeys(each.rule for each in group.assignments)),
        anchors=tuple(sorted({f"{route.anchor.table}.{route.anchor.column}" for event, route in table.routes.items() if event in events})),
        anchors_needed=tuple(name.removeprefix("anchor:") for name in group.questions if name.startswith("anchor:")),
    )


def _leaves(ending: Ending) -> Iterator[Since]:
    match ending:
        case Since():
            yield ending
        case Latest():
            for part in ending.parts:
                yield from _leaves(part)
        case WhenHappened():
            yield from _leaves(ending.then)
            yield from _leaves(ending.otherwise)
        case ByProductGroup():
            for _, part in ending.groups:
                yield from _leaves(part)
            yield from _leaves(ending.otherwise)
        case _:
            return


def _length(since: Since) -> float:
    period = since.period
    days = period.years * _DAYS_OF_A_YEAR + period.months * _DAYS_OF_A_MONTH + period.days
    return days + (_DAYS_OF_A_YEAR if since.financial_year_end else 0)
