"""Several notices as one, for what shows or computes over all tables: exports, retention, the record of processing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from piicatalog.errors import UsageError
from piicatalog.model.processing import Notice, ProcessingActivity


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Named)


def combined(notices: Sequence[Notice]) -> Notice:
    """Return one notice with the rows of all, numbered on; a single one is returned as it is.

    What the notices name alike (a legal basis, a data category) is taken from the first that has it. Two activities, or two
    different retention rules, of one id are an error: tags could not tell them apart.
    """
    if len(notices) == 1:
        return notices[0]
    first = notices[0]
    _distinct(notices, "activities")
    _distinct(notices, "retention_rules")
    rows = [_laid_out(activity, notice, first) for notice in notices for activity in notice.activities]
    return replace(
        first,
        id="+".join(notice.id for notice in notices),
        title=" · ".join(notice.title or notice.id for notice in notices),
        legal_bases=_first_of(notices, "legal_bases"),
        categories=_first_of(notices, "categories"),
        composites=_first_of(notices, "composites"),
        data_subjects=_first_of(notices, "data_subjects"),
        retention_rules=_first_of(notices, "retention_rules"),
        questions=_first_of(notices, "questions"),
        review=tuple(mark for notice in notices for mark in notice.review),
        activities=tuple(_numbered(rows)),
        parameters=tuple(dict(pair for notice in reversed(notices) for pair in notice.parameters).items()),
        blank_rows_after=(),
    )


def _laid_out(activity: ProcessingActivity, notice: Notice, first: Notice) -> ProcessingActivity:
    """Return a row with its cells in the columns of the first notice."""
    if notice.columns == first.columns or not activity.cells:
        return activity
    cells = dict(zip(notice.columns, activity.cells, strict=True))
    return replace(activity, cells=tuple(cells.get(column, ()) for column in first.columns))


def _numbered(rows: Sequence[ProcessingActivity]) -> Iterator[ProcessingActivity]:
    yield from (replace(activity, row=number) for number, activity in enumerate(rows, start=1))


def _first_of(notices: Sequence[Notice], field: str) -> tuple[T, ...]:
    found: dict[str, T] = {}
    for notice in notices:
        for each in getattr(notice, field):
            found.setdefault(each.id, each)
    return tuple(found.values())


def _distinct(notices: Sequence[Notice], field: str) -> None:
    seen: dict[str, tuple[Notice, object]] = {}
    for notice in notices:
        for each in getattr(notice, field):
            before = seen.setdefault(each.id, (notice, each))
            if before[0] is not notice and (field == "activities" or _substance(before[1]) != _substance(each)):
                what = "a processing activity" if field == "activities" else "a different retention rule"
                raise UsageError(f"the notices {before[0].id} and {notice.id} both have {what} {each.id}: rename one of them")


def _substance(rule: object) -> tuple[object, ...]:
    """Return what a retention rule comes to; the wording is each notice's own."""
    return tuple(getattr(rule, name, "") for name in ("kind", "period", "anchor", "anchor_scope", "computable", "bound", "applies_to"))
