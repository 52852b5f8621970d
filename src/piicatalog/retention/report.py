"""The plan and the audit as text for people and as plain data for programs."""

from collections.abc import Iterator, Sequence
from typing import Any

from piicatalog.model.processing import Bound, Notice
from piicatalog.model.retention import Dependent
from piicatalog.retention import wording
from piicatalog.retention.audit import FLOOR, Audit, AuditLine, Counts, shown
from piicatalog.retention.plan import ColumnGroup, Plan, TablePlan, unanswered
from piicatalog.retention.queries import Calendar
from piicatalog.retention.vouchers import PARAMETER, Voucher

_NAMES = {
    "overdue": "overdue",
    "held_by_law": "kept by law alone",
    "on_hold": "overdue but on legal hold",
    "later": "later",
    "without_date": "no date to count from",
}


def plan_text(plan: Plan, notice: Notice, language: str = "en") -> Iterator[str]:
    """Yield the plan's lines: per table what goes when, what must stay, what cannot be computed."""
    activities = {activity.id: activity.label.in_language(language) for activity in notice.activities}
    for table in plan.tables:
        yield table.table.full_name
        for group in table.groups:
            yield f"  {', '.join(group.columns)}"
            yield from (f"    {line}" for line in _group(group, table, activities, language))
        for event, route in table.routes.items():
            yield f"  {wording.event(event)}: {wording.anchor(route.anchor)}"
        yield ""
    yield from _questions(plan, notice)


def _group(group: ColumnGroup, table: TablePlan, activities: dict[str, str], language: str) -> Iterator[str]:
    told = frozenset(table.never | table.routes.keys())
    certain = [each for each in group.assignments if not isinstance(each.ending, Dependent) and not list(unanswered(each.ending, told))]
    for assignment in group.assignments:
        name = activities.get(assignment.activity, assignment.activity)
        word = "stays" if assignment.bound is Bound.MIN else "goes "
        if assignment not in certain:
            word = "open "
        end = wording.ending(assignment.ending, language)
        at_least = " (at least)" if assignment not in certain and end and any(True for _ in unanswered(assignment.ending, told)) else ""
        yield f"{word} {name}: {end}{at_least if 'cannot' not in end else ''}"
    if group.voucher is Voucher.LIKELY:
        yield "      taken for accounting vouchers by the table's name"
    yield f"so    {_effect(group)}"


def _effect(group: ColumnGroup) -> str:
    if not group.assignments:
        return "nothing says why or how long it may be kept"
    if not group.is_exact:
        return "no end can be named before the questions are answered; for each activity that has ended it may no longer be used"
    if any(each.bound is Bound.MIN for each in group.assignments):
        return "goes when the last purpose and the statutory duty have ended; after the purposes it serves the duty alone"
    return "goes when the last of these has ended" if len(group.activities) > 1 else "goes then"


def questions_of(plan: Plan) -> dict[str, list[str]]:
    """Return every open question with the tables that need its answer, in a stable order."""
    asked: dict[str, list[str]] = {}
    for table in plan.tables:
        for group in table.groups:
            names = [*group.questions, *([PARAMETER] if group.voucher in {Voucher.ASK, Voucher.LIKELY} else [])]
            for name in names:
                tables = asked.setdefault(name, [])
                if table.table.full_name not in tables:
                    tables.append(table.table.full_name)
    return dict(sorted(asked.items()))


def _questions(plan: Plan, notice: Notice) -> Iterator[str]:
    asked = questions_of(plan)
    if asked:
        yield "To be answered (parameters: and events: in piicatalog.yaml):"
    for name, tables in asked.items():
        yield f"  {wording.question(name, notice)}"
        yield f"    for {', '.join(tables)}"


def plan_data(plan: Plan) -> dict[str, Any]:
    """Return the plan as plain data."""
    return {
        "version": 1,
        "tables": [
            {
                "source": table.source,
                "table": table.table.full_name,
                "columns": [
                    {
                        "columns": list(group.columns),
                        "voucher": group.voucher.value,
                        "exact": group.is_exact,
                        "rules": [
                            {
                                "activity": each.activity,
                                "rule": each.rule,
                                "bound": each.bound.value,
                                "end": wording.ending(each.ending),
                            }
                            for each in group.assignments
                        ],
                        "questions": list(group.questions),
                    }
                    for group in table.groups
                ],
                "events": {
                    event: {"column": str(route.anchor), "origin": route.anchor.origin.value, "reason": route.anchor.reason}
                    for event, route in table.routes.items()
                },
            }
            for table in plan.tables
        ],
        "questions": questions_of(plan),
    }


def audit_text(audit: Audit, notice: Notice, language: str = "en", *, floor: int = FLOOR) -> Iterator[str]:
    """Yield the audit's lines."""
    activities = {activity.id: activity.label.in_language(language) for activity in notice.activities}
    table = ""
    for line in audit.lines:
        if line.table != table:
            table = line.table
            yield table
        yield f"  {', '.join(line.columns)}"
        yield f"    {activities.get(line.activity, line.activity) or 'erasure'}: {_line(line, audit.calendar, floor)}"
    yield from (f"not audited: {problem}" for problem in audit.problems)


def _line(line: AuditLine, calendar: Calendar, floor: int) -> str:
    if line.counts is None:
        names = ", ".join(name.removeprefix("anchor:") for name in line.cannot)
        least = f" (by the computable rules alone: {_counts(line.least, calendar, floor)})" if line.least else ""
        return f"cannot be computed: {names}{least}"
    return _counts(line.counts, calendar, floor)


def _counts(counts: Counts, calendar: Calendar, floor: int) -> str:
    cells = [f"{_cell(name, calendar)} {text}" for name, text in shown(counts, floor).items()]
    if counts.longest and counts.overdue >= floor:
        cells.append(f"the oldest by more than {counts.longest} year{'s' * (counts.longest > 1)}")
    return ", ".join(cells) or "no rows"


def _cell(name: str, calendar: Calendar) -> str:
    if name.startswith("due:"):
        return f"due {calendar.month_start(int(name.removeprefix('due:'))):%Y-%m}"
    return _NAMES[name]


def audit_data(audit: Audit, *, floor: int = FLOOR) -> dict[str, Any]:
    """Return the audit as plain data; counts are texts where they are hidden."""
    return {
        "version": 1,
        "as_of": audit.calendar.today.isoformat(),
        "floor": floor,
        "lines": [
            {
                "source": line.source,
                "table": line.table,
                "columns": list(line.columns),
                "activity": line.activity or None,
                "computed": line.counts is not None,
                "cannot": list(line.cannot),
                "rows": _data(line.counts or line.least, audit.calendar, floor),
            }
            for line in audit.lines
        ],
        "problems": list(audit.problems),
    }


def _data(counts: Counts | None, calendar: Calendar, floor: int) -> dict[str, Any]:
    if counts is None:
        return {}
    cells: dict[str, Any] = {}
    for name, text in shown(counts, floor).items():
        value: int | str = int(text) if text.isdecimal() else text
        if name.startswith("due:"):
            cells.setdefault("due", {})[f"{calendar.month_start(int(name.removeprefix('due:'))):%Y-%m}"] = value
        else:
            cells[name] = value
    if counts.longest is not None and counts.overdue >= floor:
        cells["longest_overdue_more_than_years"] = counts.longest
    return cells


def is_overdue(lines: Sequence[AuditLine]) -> bool:
    """Whether any row must be gone already."""
    return any(line.counts is not None and line.counts.overdue for line in lines)
