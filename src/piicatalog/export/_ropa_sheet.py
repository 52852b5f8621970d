"""The record as rows of text: what Markdown, HTML and the workbook share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from piicatalog.export._ropa_items import Activity, CategoryItem, Holding, Item, Limit, Record, Status
from piicatalog.export._ropa_words import GAPS, HEADINGS, STATUSES, heading, say

_NEVER_CERTAIN = 99
"""Only a person makes it certain."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text with where it is from."""

    text: str
    status: str
    is_open: bool = False
    """It is to be completed."""


@dataclass(frozen=True, slots=True)
class Section:
    """One processing activity in text: its items in the order of article 30(1), and its categories."""

    title: str
    items: tuple[tuple[str, tuple[Cell, ...]], ...]
    categories: tuple[tuple[Cell, ...], ...]
    """Category, evidence, time limits."""
    special: tuple[tuple[Cell, ...], ...]
    """The same for special categories (articles 9 and 10), which article 30 wants apart."""
    gaps: tuple[str, ...]


def status(value: Status, language: str) -> str:
    """Return a status in words."""
    return STATUSES[value].in_language(language)


def cell(item: Item, language: str) -> Cell:
    """Return an item as text."""
    name = item.label.in_language(language)
    text = f"{name} ({item.note})" if item.note else name
    return Cell(text, status(item.status, language), item.status is Status.TO_BE_COMPLETED)


def controller(record: Record, language: str) -> tuple[tuple[str, Cell], ...]:
    """Return the facts of article 30(1)(a)."""
    return tuple((say(key, language), cell(item, language)) for key, item in record.controller)


def sections(record: Record, language: str) -> Iterator[Section]:
    """Yield the activities."""
    for activity in record.activities:
        yield Section(
            title=f"{activity.row}. {activity.label.in_language(language)}",
            items=tuple((heading(key, language), cells) for key, cells in _items(activity, language)),
            categories=tuple(category_row(item, language) for item in activity.categories if not item.special),
            special=tuple(category_row(item, language) for item in activity.categories if item.special),
            gaps=tuple(gap(activity, *each, language=language) for each in activity.gaps),
        )


def _items(activity: Activity, language: str) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    def cells(items: Sequence[Item]) -> tuple[Cell, ...]:
        return tuple(cell(item, language) for item in items)

    yield "purposes", cells(activity.purposes)
    yield "data_subjects", cells(activity.data_subjects)
    yield "recipients", cells(activity.recipients)
    yield "transfers", cells(activity.transfers)
    yield "security", cells(activity.security)
    yield "legal_bases", cells(activity.legal_bases)


def category_row(item: CategoryItem, language: str) -> tuple[Cell, ...]:
    """Return a category, the columns that hold it, and its time limits."""
    name = item.label.in_language(language) or item.id or "–"
    return (
        Cell(name, status(item.status, language)),
        Cell(evidence(item.holdings, language) or say("nothing", language), status(Status.FROM_SCAN, language)),
        Cell("; ".join(limit(each, language) for each in item.limits), status(Status.FROM_NOTICE, language) if item.limits else ""),
    )


def evidence(holdings: Sequence[Holding], language: str) -> str:
    """Return the columns by table, each with how sure it is: ``shop.asiakas: etunimi 99 %, hetu ✓``."""
    tables = groupby(holdings, key=lambda holding: holding.table)
    return "; ".join(f"{table}: {', '.join(_holding(each, language) for each in columns)}" for table, columns in tables)


def _holding(holding: Holding, language: str) -> str:
    name = holding.column.removeprefix(f"{holding.table}.")
    if holding.values is not None:
        return f"{name} ({say('met', language).format(count=holding.values)})"
    if holding.confirmed:
        return f"{name} ✓"
    return f"{name} {min(int(holding.confidence * 100), _NEVER_CERTAIN)} %"


def limit(item: Limit, language: str) -> str:
    """Return a time limit in the notice's words, with what it is counted from, or what is open before it can be."""
    text = item.label.in_language(language)
    if item.is_open:
        asked = f": {', '.join(item.open)}" if item.open else ""
        return f"{text} [{say('indeterminate', language)}{asked}]"
    return f"{text} [{say('counted', language)}: {', '.join(item.anchors)}]" if item.anchors else text


def gap(activity: Activity, kind: str, about: str, *, language: str) -> str:
    """Return a gap in words."""
    labels = {each.id: each.label for each in activity.categories} | {each.rule: each.label for each in activity.retention}
    name = labels[about].in_language(language) if about in labels else about
    return f"{kind}: {name}: {GAPS[kind].in_language(language)}"


def comparison(record: Record, language: str) -> Iterator[tuple[str, str, str]]:
    """Yield the notice's table beside what was found: activity, categories as declared, categories as found."""
    for activity in record.activities:
        declared = ", ".join(item.label.in_language(language) for item in activity.categories if item.is_declared)
        found = ", ".join(item.label.in_language(language) or item.id for item in activity.categories if item.columns)
        yield activity.label.in_language(language), declared, found or say("nothing", language)


def sheet(record: Record, language: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the headings, and a row for each activity and category, items (a) to (g) in the order of article 30(1)."""

    def joined(items: Sequence[Item]) -> str:
        return "; ".join(cell(item, language).text or status(item.status, language) for item in items)

    who = "; ".join(f"{name}: {each.text or each.status}" for name, each in controller(record, language))
    head = (*(label.in_language(language) for label in HEADINGS.values()), say("status", language))
    rows: list[tuple[str, ...]] = []
    for activity in record.activities:
        for item in sorted(activity.categories, key=lambda each: each.special):
            name, columns, limits = category_row(item, language)
            gaps = "; ".join(
                gap(activity, *each, language=language)
                for each in activity.gaps
                if each[1] in {item.id, *(each.rule for each in item.limits)}
            )
            rows.append(
                (
                    who,
                    "; ".join(each.label.in_language(language) for each in activity.purposes),
                    joined(activity.data_subjects),
                    "" if item.special else name.text,
                    name.text if item.special else "",
                    joined(activity.recipients),
                    joined(activity.transfers),
                    limits.text,
                    joined(activity.security),
                    joined(activity.legal_bases),
                    columns.text,
                    gaps,
                    name.status,
                )
            )
    return head, rows
