"""How many rows are overdue, and how many fall due when: the queries are pushed down, counts alone come back.

A count below the floor is hidden, and with it as many of the next smallest as it takes that nobody who knows how many rows
the table has can work it out by subtraction. How long overdue is told in steps of years, never as a date of a row.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from piicatalog.errors import SourceError
from piicatalog.model.processing import Bound
from piicatalog.model.retention import Assignment, ByProductGroup, Dependent, Ending, Latest, Since, Unknown, WhenHappened
from piicatalog.model.retention import Period as _Period
from piicatalog.retention.anchors import LEGAL_HOLD, PRODUCT_GROUP
from piicatalog.retention.plan import ColumnGroup, Plan, TablePlan, unanswered
from piicatalog.retention.queries import NO_DATE, OVERDUE_YEARS, UNREADABLE, Calendar, Leaf, TableQuery, product_groups, table_query

FLOOR = 5
"""Counts below it could point to a person."""
Ask = Callable[[str], Sequence[Sequence[Any]]]
"""Runs a query and returns its rows; raises SourceError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Rows by what must happen to them."""

    overdue: int = 0
    """The end has passed: they must be gone."""
    held_by_law: int = 0
    """Every purpose has ended, and a statutory duty keeps them: no other use."""
    on_hold: int = 0
    """Overdue, but a legal hold is open."""
    due: Mapping[int, int] = field(default_factory=dict)
    """By month, counted from the present one."""
    later: int = 0
    without_date: int = 0
    """The event has not happened, or its date is missing: no end can be told."""
    unreadable: int = 0
    """The column holds something that is no date."""
    longest: int | None = None
    """Some are overdue by more than so many years; None: none is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """What is said of some columns of a table for one activity, or for all of them together."""

    source: str
    table: str
    columns: tuple[str, ...]
    activity: str
    """Empty: all activities together, that is, erasure."""
    counts: Counts | None = None
    """None: it cannot be computed."""
    cannot: tuple[str, ...] = ()
    """What is missing, as in `ColumnGroup.questions`."""
    least: Counts | None = None
    """Where it cannot be computed as a whole: what the computable rules alone would say; no row may go for that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The whole audit."""

    calendar: Calendar
    lines: tuple[AuditLine, ...]
    problems: tuple[str, ...] = ()
    """Tables that could not be read, and why."""


def run(plan: Plan, ask: Ask, calendar: Calendar, dialect: str) -> Audit:
    """Run the audit of a plan; a table that cannot be read is a problem of the result, not the end of it."""
    lines: list[AuditLine] = []
    problems = []
    for table in (table for table in plan.tables if table.has_rows):
        query = table_query(table, plan.anchors.graph, calendar, dialect)
        rows: Sequence[Sequence[Any]] | None = ()
        if query is not None:
            try:
                rows = ask(query.sql(dialect))
            except SourceError as error:
                problems.append(f"{table.table.full_name}: {error}")
                rows = None
        if rows is not None:
            lines.extend(_lines(table, query, rows, calendar))
    return Audit(calendar=calendar, lines=tuple(lines), problems=tuple(problems))


def queries(plan: Plan, calendar: Calendar, dialect: str) -> Iterator[TableQuery]:
    """Yield the queries that `run` would send."""
    for table in (table for table in plan.tables if table.has_rows):
        query = table_query(table, plan.anchors.graph, calendar, dialect)
        if query is not None:
            yield query


def _lines(plan: TablePlan, query: TableQuery | None, rows: Sequence[Sequence[Any]], calendar: Calendar) -> Iterator[AuditLine]:
    told = frozenset(plan.never | plan.routes.keys())
    for group in plan.groups:
        for activity in group.activities:
            yield _line(
                plan, group, activity, [each for each in group.assignments if each.activity == activity], query, rows, calendar, told
            )
        if len(group.activities) != 1:
            yield _line(plan, group, "", group.assignments, query, rows, calendar, told)


def _line(
    plan: TablePlan,
    group: ColumnGroup,
    activity: str,
    assignments: Sequence[Assignment],
    query: TableQuery | None,
    rows: Sequence[Sequence[Any]],
    calendar: Calendar,
    told: frozenset[str],
) -> AuditLine:
    own = [each for each in assignments if not isinstance(each.ending, Dependent)]
    exact = [each for each in own if not list(unanswered(each.ending, told))]
    missing = tuple(dict.fromkeys(question for each in own for question in unanswered(each.ending, told)))
    if activity == "":
        missing = tuple(dict.fromkeys((*group.questions, *missing)))
    elif not own:
        missing = ("circular",)
    counts = count(exact, query, rows, calendar) if exact and query is not None else None
    return AuditLine(
        source=plan.source,
        table=plan.table.full_name,
        columns=group.columns,
        activity=activity,
        counts=counts if not missing else None,
        cannot=missing,
        least=counts if missing else None,
    )


def count(assignments: Sequence[Assignment], query: TableQuery, rows: Iterable[Sequence[Any]], calendar: Calendar) -> Counts:
    """Return the counts of some rules from the rows of a table's query."""
    groups = product_groups(each.ending for each in assignments)
    maximal = [each.ending for each in assignments if each.bound is Bound.MAX]
    minimal = [each.ending for each in assignments if each.bound is Bound.MIN]
    found: Counter[str] = Counter()
    due: Counter[int] = Counter()
    longest: int | None = None
    for *codes, number in rows:
        leaves = dict(zip(query.leaves, codes, strict=True))
        policy = max((_code(ending, leaves, groups) for ending in maximal), default=-len(OVERDUE_YEARS) - 1)
        duty = max((_code(ending, leaves, groups) for ending in minimal), default=-len(OVERDUE_YEARS) - 1)
        rows_here = int(number)
        end = max(policy, duty)
        if end in {NO_DATE, UNREADABLE}:
            found["without_date" if end == NO_DATE else "unreadable"] += rows_here
        elif end < 0 and leaves.get(LEGAL_HOLD):
            found["on_hold"] += rows_here
        elif end < 0:
            found["overdue"] += rows_here
            years = OVERDUE_YEARS[end + len(OVERDUE_YEARS) + 1] if end < -1 else 0
            longest = years if longest is None else max(longest, years)
        elif end < calendar.months:
            due[end] += rows_here
        else:
            found["later"] += rows_here
        if policy < 0 <= duty < NO_DATE:
            found["held_by_law"] += rows_here
    return Counts(**found, due=dict(sorted(due.items())), longest=longest)


def _code(ending: Ending, leaves: Mapping[Leaf, Any], groups: Sequence[str]) -> int:
    """Evaluate an ending on codes as ``timeline`` does on dates; what never happens, and an optional event that did not, says nothing."""
    match ending:
        case Since():
            code = leaves.get(ending, NO_DATE)
            nothing = -len(OVERDUE_YEARS) - 1
            return nothing if ending.optional and code == NO_DATE else int(code)
        case Latest():
            return max(_code(part, leaves, groups) for part in ending.parts)
        case WhenHappened():
            happened = leaves.get(Since(event=ending.event, period=_Period()), NO_DATE) != NO_DATE
            return _code(ending.then if happened else ending.otherwise, leaves, groups)
        case ByProductGroup():
            number = int(leaves.get(PRODUCT_GROUP) or 0)
            return _code(dict(ending.groups)[groups[number - 1]] if number else ending.otherwise, leaves, groups)
        case Unknown() | Dependent():
            raise AssertionError("only exact endings are counted")


def shown(counts: Counts, floor: int = FLOOR) -> dict[str, str]:
    """Return the counts of a line as they may be shown, small ones hidden; months are ``due:<number>``.

    >>> shown(Counts(overdue=3, later=900, due={0: 12}))
    {'overdue': '<5', 'due:0': 'hidden', 'later': '900'}
    """
    parts = {
        "overdue": counts.overdue,
        "on_hold": counts.on_hold,
        **{f"due:{month}": rows for month, rows in counts.due.items()},
        "later": counts.later,
        "without_date": counts.without_date,
        "unreadable": counts.unreadable,
    }
    parts = {name: rows for name, rows in parts.items() if rows}
    hidden = {name for name, rows in parts.items() if rows < floor}
    for name in sorted(parts.keys() - hidden, key=lambda name: (parts[name], name)):
        if not _tells([parts[each] for each in hidden], floor):
            break
        hidden.add(name)
    texts = {name: str(rows) if name not in hidden else f"<{floor}" if rows < floor else "hidden" for name, rows in parts.items()}
    if counts.held_by_law:  # these rows are among the others too: nothing is had from it by subtraction
        texts["held_by_law"] = str(counts.held_by_law) if counts.held_by_law >= floor else f"<{floor}"
    return texts


def _tells(hidden: Sequence[int], floor: int) -> bool:
    """Whether whoever knows the sum of all rows, and so the sum of the hidden counts, knows a small one of them."""
    small = [rows for rows in hidden if rows < floor]
    others = len(hidden) - len(small)
    if not small:
        return False
    least = len(small) + others * floor
    if others:
        return sum(hidden) == least
    return len(small) == 1 or sum(hidden) in {least, len(small) * (floor - 1)}
