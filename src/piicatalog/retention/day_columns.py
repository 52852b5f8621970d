"""How a column's days are written, and how SQL reads and compares them as they are.

Warehouses keep days as dates, as text (``2024-05-14``, ``14.5.2024``, ``20240514``) and as numbers (``20240514``). Whatever
is none of these is *unreadable*: it is counted apart, never taken for "has not happened".
"""

from datetime import date
from enum import StrEnum
from functools import reduce

from sqlglot import exp

from piicatalog.model.data_type import TypeFamily, family_of

UNREADABLE = "unreadable"
"""What a text that is no day reads as; letters sort after digits in every collation."""
FIRST_DAY = date(1900, 1, 2)
"""Days before it are marks for "no date" (0000-00-00, 1.1.1900), not dates."""
_LAST_NUMBER = 99991231
_TEXTS = ("yyyy-mm-dd", "dd.mm.yyyy", "d.m.yyyy", "dd.m.yyyy", "d.mm.yyyy", "yyyymmdd")
_TIME_MAY_FOLLOW = "-."
_PARTS = (("yyyy", "y"), ("mm", "m"), ("dd", "d"))


class DayForm(StrEnum):
    """How a column writes its days."""

    DATE = "date"
    TEXT = "text"
    NUMBER = "number"
    """``20240514``."""


def form_of(data_type: str, dialect: str) -> DayForm:
    """Return how a column of a type writes its days; SQLite has no type for them.

    >>> str(form_of("timestamp", "duckdb")), str(form_of("timestamp", "sqlite")), str(form_of("NUMBER(8)", "oracle"))
    ('date', 'text', 'number')
    """
    family = family_of(data_type)
    if family in {TypeFamily.INTEGER, TypeFamily.DECIMAL}:
        return DayForm.NUMBER
    return DayForm.TEXT if dialect == "sqlite" or family in {TypeFamily.TEXT, TypeFamily.OTHER} else DayForm.DATE


def literal(day: date, form: DayForm) -> exp.Expression:
    """Return a day to compare with."""
    if form is DayForm.NUMBER:
        return exp.Literal.number(day.year * 10_000 + day.month * 100 + day.day)
    text = exp.Literal.string(day.isoformat())
    return text if form is DayForm.TEXT else exp.cast(text, "date")


def read(value: exp.Expression, data_type: str, dialect: str) -> exp.Expression:
    """Return an expression of comparable days: a date, an ISO text, or a number; NULL where there is none."""
    form = form_of(data_type, dialect)
    if form is DayForm.TEXT:
        return _iso(value, dialect)
    as_it_is = form is DayForm.NUMBER or family_of(data_type) is TypeFamily.DATE
    return value if as_it_is else exp.cast(value, "date")


def is_missing(day: exp.Expression, form: DayForm) -> exp.Expression:
    """Return whether what `read` gave says that nothing has happened."""
    first = literal(FIRST_DAY, form)
    if form is DayForm.NUMBER:  # 0 and 19000101 are marks; other small numbers are no days
        marks = [exp.EQ(this=day.copy(), expression=exp.Literal.number(mark)) for mark in (0, 19000101)]
        return _any(exp.Is(this=day.copy(), expression=exp.Null()), *marks)
    return _any(exp.Is(this=day.copy(), expression=exp.Null()), exp.LT(this=day.copy(), expression=first))


def is_unreadable(day: exp.Expression, form: DayForm) -> exp.Expression | None:
    """Return whether what `read` gave is no day, where that can be."""
    if form is DayForm.NUMBER:
        low = exp.LT(this=day.copy(), expression=literal(FIRST_DAY, form))
        return _any(low, exp.GT(this=day.copy(), expression=exp.Literal.number(_LAST_NUMBER)))
    return exp.EQ(this=day.copy(), expression=exp.Literal.string(UNREADABLE)) if form is DayForm.TEXT else None


def _any(first: exp.Expression, *others: exp.Expression) -> exp.Expression:
    return reduce(lambda one, other: exp.Or(this=one, expression=other), others, first)


def _iso(value: exp.Expression, dialect: str) -> exp.Expression:
    case = exp.Case()
    for template in _TEXTS:
        case = case.when(_fits(value, template, dialect), _rearranged(value, template))
    empty = _any(exp.Is(this=value.copy(), expression=exp.Null()), exp.EQ(this=value.copy(), expression=exp.Literal.string("")))
    return case.when(empty, exp.Null()).else_(exp.Literal.string(UNREADABLE))


def _fits(value: exp.Expression, template: str, dialect: str) -> exp.Expression:
    more = any(mark in template for mark in _TIME_MAY_FOLLOW)
    if dialect == "sqlite":
        pattern = "".join("[0-9]" if letter.isalpha() else letter for letter in template) + ("*" if more else "")
        return exp.Glob(this=value.copy(), expression=exp.Literal.string(pattern))
    pattern = "".join("[0-9]" if letter.isalpha() else f"[{letter}]" for letter in template)
    follows = "([^0-9]|$)" if more else "$"
    whole = exp.Literal.string(f"^{pattern}{follows}")
    if dialect == "mysql":  # MariaDB has no REGEXP_LIKE
        return exp.EQ(this=exp.func("REGEXP_INSTR", value.copy(), whole), expression=exp.Literal.number(1))
    return exp.RegexpLike(this=value.copy(), expression=whole)


def _rearranged(value: exp.Expression, template: str) -> exp.Expression:
    """Return the template's parts as an ISO text."""
    if template == "yyyy-mm-dd":
        return _cut(value, 0, 10)
    parts: list[exp.Expression] = []
    for full, short in _PARTS:
        length = template.count(short)
        dash = "" if full == "yyyy" else "-"
        zero = "0" if length < len(full) else ""
        if dash or zero:
            parts.append(exp.Literal.string(dash + zero))
        parts.append(_cut(value, template.index(short), length))
    return exp.Concat(expressions=parts, safe=False, coalesce=False)


def _cut(value: exp.Expression, start: int, length: int) -> exp.Expression:
    return exp.Substring(this=value.copy(), start=exp.Literal.number(start + 1), length=exp.Literal.number(length))
