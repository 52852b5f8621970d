"""The audit's SQL: one query per table, aggregates only.

Every rule's end is a non-decreasing function of its event's date. So no date is computed in the database: the limits
are, here, and each row's date is compared with them as it is. The same comparisons work in every dialect, and where a
table has one anchor, days are counted first and compared after.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from sqlglot import exp

from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.reference import KeyGraph, Path
from piicatalog.model.retention import ByProductGroup, Ending, Latest, Period, Since, WhenHappened
from piicatalog.model.schema import Table
from piicatalog.retention import day_columns
from piicatalog.retention.anchors import LEGAL_HOLD, PRODUCT_GROUP, Route
from piicatalog.retention.day_columns import DayForm, form_of
from piicatalog.retention.periods import add, first_event_ending_on_or_after
from piicatalog.retention.plan import TablePlan, unanswered
from piicatalog.sampling.expressions import source_table

NO_DATE = 1000
"""The code of a row whose event has not happened."""
UNREADABLE = 1001
"""The code of a row whose column holds something that is no day."""
OVERDUE_YEARS = (10, 5, 2, 1)
"""Overdue by more than so many years: codes below -1, the longest lowest; -1 is less than a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The months that are looked at."""

    today: date
    months: int = 12

    def month_start(self, number: int) -> date:
        """Return the first day of a month, counted from the present one."""
        month = self.today.year * 12 + self.today.month - 1 + number
        return date(month // 12, month % 12 + 1, 1)

    def limits(self) -> Iterator[tuple[date, int]]:
        """Yield, earliest first, days before which an end falls and the code that it then has."""
        for number, years in enumerate(OVERDUE_YEARS):
            yield _years_before(self.today, years), number - len(OVERDUE_YEARS) - 1
        yield self.today, -1
        for number in range(self.months):
            yield self.month_start(number + 1), number

    def code(self, end: date) -> int:
        """Return the code of a last day: negative when it is over, the month's number, or ``months`` for later."""
        return next((code for limit, code in self.limits() if end < limit), self.months)


def _years_before(day: date, years: int) -> date:
    return add(date(max(day.year - years, 1), day.month, 1), Period(days=day.day - 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class TableQuery:
    """The query of one table, and what its columns are: leaves in order, then the count."""

    table: Table
    leaves: tuple["Leaf", ...]
    query: exp.Select

    def sql(self, dialect: str, *, pretty: bool = False) -> str:
        """Return its SQL."""
        return self.query.sql(dialect=dialect, comments=False, pretty=pretty)


Leaf = Since | str
"""A rule's end as a code, or ``product_group`` (its number, from 1) or ``legal_hold`` (1 or 0)."""


def leaves_of(ending: Ending) -> Iterator[Leaf]:
    """Yield what must be known of a row to evaluate an ending."""
    match ending:
        case Since():
            yield ending
        case Latest():
            for part in ending.parts:
                yield from leaves_of(part)
        case WhenHappened():
            yield Since(event=ending.event, period=Period())
            yield from leaves_of(ending.then)
            yield from leaves_of(ending.otherwise)
        case ByProductGroup():
            yield PRODUCT_GROUP
            for _, part in ending.groups:
                yield from leaves_of(part)
            yield from leaves_of(ending.otherwise)
        case _:
            return


def product_groups(endings: Iterable[Ending]) -> tuple[str, ...]:
    """Return the names of all product groups, in the order of their numbers."""
    found: dict[str, None] = {}
    for ending in endings:
        if isinstance(ending, ByProductGroup):
            found.update(dict.fromkeys(group for group, _ in ending.groups))
        elif isinstance(ending, Latest):
            found.update(dict.fromkeys(product_groups(ending.parts)))
        elif isinstance(ending, WhenHappened):
            found.update(dict.fromkeys(product_groups((ending.then, ending.otherwise))))
    return tuple(found)


def table_query(plan: TablePlan, graph: KeyGraph, calendar: Calendar, dialect: str) -> TableQuery | None:
    """Return the query of a table, or None when nothing of it can be computed."""
    told = plan.never | plan.routes.keys()
    endings = tuple(
        dict.fromkeys(
            each.ending for group in plan.groups for each in group.assignments if not list(unanswered(each.ending, frozenset(told)))
        )
    )
    leaves = tuple(dict.fromkeys(leaf for ending in endings for leaf in leaves_of(ending) if _event(leaf) in plan.routes))
    if not leaves:
        return None
    if LEGAL_HOLD in plan.routes:
        leaves = (*leaves, LEGAL_HOLD)
    builder = _Builder(plan, graph, dialect)
    codes = [builder.code(leaf, calendar, product_groups(endings)) for leaf in leaves]
    return TableQuery(table=plan.table, leaves=leaves, query=builder.query(codes))


def _event(leaf: Leaf) -> str:
    return leaf.event if isinstance(leaf, Since) else leaf


class _Builder:
    """Gathers the joins that the anchors of one table need."""

    def __init__(self, plan: TablePlan, graph: KeyGraph, dialect: str) -> None:
        self._plan, self._graph, self._dialect = plan, graph, dialect
        self._joins: list[exp.Join] = []
        self._values: dict[str, exp.Expression] = {}
        self._aliases = 0

    def query(self, codes: Sequence[exp.Expression]) -> exp.Select:
        """Return ``SELECT codes, count FROM (days) GROUP BY codes``.

        With one anchor days are counted first, so that few are compared. Several have almost as many combinations as there
        are rows: those are compared as they come.
        """
        days = self._days()
        inner = exp.select(*(exp.alias_(value.copy(), name, quoted=True) for name, value in days)).from_(
            _aliased(source_table(self._plan.table), "t")
        )
        for join in self._joins:
            inner = inner.join(join)
        if len(days) == 1:
            inner = inner.select(exp.alias_(exp.Count(this=exp.Star()), "n", quoted=True)).group_by(days[0][1].copy())
            total: exp.Expression = exp.Sum(this=_column("c", "n"))
        else:
            inner = inner.limit(-1) if self._dialect == "sqlite" else inner  # else SQLite reads a text again for each comparison
            total = exp.Count(this=exp.Star())
        columns = [exp.alias_(code, f"c{number}", quoted=True) for number, code in enumerate(codes)]
        coded = exp.select(*columns).from_(inner.subquery("d"))
        coded = coded.select(_column("d", "n")) if len(days) == 1 else coded
        names = [_column("c", f"c{number}") for number in range(len(codes))]
        return (
            exp.select(*names, exp.alias_(total, "rows", quoted=True)).from_(coded.subquery("c")).group_by(*(name.copy() for name in names))
        )

    def _days(self) -> list[tuple[str, exp.Expression]]:
        return list(self._values.items())

    def code(self, leaf: Leaf, calendar: Calendar, groups: Sequence[str]) -> exp.Expression:
        """Return a leaf's code from the day that is counted."""
        if leaf == LEGAL_HOLD:
            return self._day(LEGAL_HOLD, hold=True)
        if leaf == PRODUCT_GROUP:
            case = exp.Case(this=self._day(PRODUCT_GROUP, text=True))
            for number, group in enumerate(groups, start=1):
                case = case.when(exp.Literal.string(group), exp.Literal.number(number))
            return case.else_(exp.Literal.number(0))
        assert isinstance(leaf, Since)  # the two texts are above
        return self._bucket(leaf, calendar)

    def _bucket(self, since: Since, calendar: Calendar) -> exp.Expression:
        day = self._day(since.event)
        form = self._form(since.event)
        case = exp.Case().when(day_columns.is_missing(day, form), exp.Literal.number(NO_DATE))
        unreadable = day_columns.is_unreadable(day, form)
        if unreadable is not None:
            case = case.when(unreadable, exp.Literal.number(UNREADABLE))
        last = None
        for limit, code in calendar.limits():
            earliest = first_event_ending_on_or_after(limit, since)
            if earliest != last:  # an end on whole years has no other months
                case = case.when(exp.LT(this=day.copy(), expression=day_columns.literal(earliest, form)), exp.Literal.number(code))
            last = earliest
        return case.else_(exp.Literal.number(calendar.months))

    def _form(self, event: str) -> DayForm:
        anchor = self._plan.routes[event].anchor
        return form_of(self._graph.tables[anchor.table].names[anchor.column].data_type, self._dialect)

    def _day(self, event: str, *, hold: bool = False, text: bool = False) -> exp.Expression:
        """Return the column of the inner query that has an event's day."""
        name = f"day_{event}" if not (hold or text) else event
        if name not in self._values:
            self._values[name] = self._value(self._plan.routes[event], hold=hold, text=text)
        return _column("d", name)

    def _value(self, route: Route, *, hold: bool, text: bool) -> exp.Expression:
        anchor = route.anchor
        column = self._graph.tables[anchor.table].names[anchor.column]

        def read(alias: str) -> exp.Expression:
            value = _column(alias, anchor.column)
            if hold:
                return _holds(value, family_of(column.data_type))
            if text:
                return value
            return day_columns.read(value, column.data_type, self._dialect)

        if not route.down and not route.key:
            return read(self._climb(route.up, last_columns=(anchor.column,)))
        here, alias = self._key(route)
        return self._aggregate(route, read, here, alias)

    def _key(self, route: Route) -> tuple[tuple[str, ...], str]:
        """Return the columns, and the alias of their table, that an aggregate is joined on."""
        if route.key:
            return route.key, "t"
        wanted = route.down[-1].referred_columns
        if not route.up:
            return wanted, "t"
        if route.up[-1].referred_columns == wanted:
            return route.up[-1].columns, self._climb(route.up[:-1], last_columns=route.up[-1].columns)
        return wanted, self._climb(route.up, last_columns=wanted)

    def _climb(self, path: Path, *, last_columns: tuple[str, ...]) -> str:
        """Join the tables of a way up; a table whose key is not known to be unique is made so, that no row counts twice."""
        alias = "t"
        for number, step in enumerate(path):
            needed = path[number + 1].columns if number + 1 < len(path) else last_columns
            table = source_table(self._graph.tables[step.referred])
            here = self._new_alias()
            if step.declared or self._graph.is_unique(step.referred, step.referred_columns):
                parent: exp.Expression = _aliased(table, here)
            else:
                keys = [_bare(name) for name in step.referred_columns]
                values = [exp.alias_(exp.Max(this=_bare(name)), name, quoted=True) for name in needed if name not in step.referred_columns]
                parent = exp.select(*keys, *values).from_(table).group_by(*(key.copy() for key in keys)).subquery(here)
            self._join(parent, here, step.referred_columns, alias, step.columns)
            alias = here
        return alias

    def _aggregate(self, route: Route, read: Callable[[str], exp.Expression], here: tuple[str, ...], alias: str) -> exp.Expression:
        """Join the aggregate of an anchor over all rows that belong to the same key."""
        anchor = route.anchor
        inner = exp.select().from_(_aliased(source_table(self._graph.tables[anchor.table]), "e0"))
        last = "e0"
        for number, step in enumerate(route.down[:-1], start=1):
            on = _equal(f"e{number}", step.referred_columns, last, step.columns)
            last = f"e{number}"
            inner = inner.join(_aliased(source_table(self._graph.tables[step.referred]), last), on=on)
        keys = [_column(last, name) for name in anchor.by]
        function = exp.Min if anchor.aggregate == "min" else exp.Max
        value = read("e0")
        # One cast for each group, not for each row.
        last_day = exp.cast(function(this=value.this), "date") if isinstance(value, exp.Cast) else function(this=value)
        inner = inner.select(
            *(exp.alias_(key, f"k{number}", quoted=True) for number, key in enumerate(keys)),
            exp.alias_(last_day, "v", quoted=True),
        ).group_by(*(key.copy() for key in keys))
        name = self._new_alias()
        self._join(inner.subquery(name), name, tuple(f"k{number}" for number in range(len(keys))), alias, here)
        return _column(name, "v")

    def _join(self, table: exp.Expression, alias: str, columns: Sequence[str], other: str, other_columns: Sequence[str]) -> None:
        self._joins.append(exp.Join(this=table, side="LEFT", on=_equal(alias, columns, other, other_columns)))

    def _new_alias(self) -> str:
        self._aliases += 1
        return f"j{self._aliases}"


def _holds(value: exp.Expression, family: TypeFamily) -> exp.Expression:
    """Return 1 where a mark of a legal hold is set: a true mark, a number but zero, or any date or text."""
    if family is TypeFamily.BOOLEAN:
        fits: exp.Expression = value
    elif family in {TypeFamily.INTEGER, TypeFamily.DECIMAL}:
        fits = exp.NEQ(this=value, expression=exp.Literal.number(0))
    else:
        fits = exp.Not(this=exp.Is(this=value, expression=exp.Null()))
    return exp.Case().when(fits, exp.Literal.number(1)).else_(exp.Literal.number(0))


def _column(table: str, name: str) -> exp.Column:
    return exp.column(exp.to_identifier(name, quoted=True), table=exp.to_identifier(table, quoted=True))


def _bare(name: str) -> exp.Column:
    return exp.column(exp.to_identifier(name, quoted=True))


def _aliased(table: exp.Table, alias: str) -> exp.Table:
    table.set("alias", exp.TableAlias(this=exp.to_identifier(alias, quoted=True)))
    return table


def _equal(one: str, columns: Sequence[str], other: str, other_columns: Sequence[str]) -> exp.Expression:
    pairs = zip(columns, other_columns, strict=True)
    equal: list[exp.Expression] = [exp.EQ(this=_column(one, here), expression=_column(other, there)) for here, there in pairs]
    return reduce(lambda left, right: exp.And(this=left, expression=right), equal)
