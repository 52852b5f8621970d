"""The privacy notice's table as the databases would have it, beside the declared one, in Markdown.

Same headings and columns, same words for what is declared; categories of data are those that were found. What no row of the
notice is known for stands last, with its purpose, basis and time limit to be completed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from piicatalog.export._ropa_items import Activity, CategoryItem, Record, Status
from piicatalog.export._ropa_words import STATUSES, say
from piicatalog.export.ropa import record_of
from piicatalog.model.catalog import Catalog
from piicatalog.model.configuration import Configuration
from piicatalog.model.processing import Notice, ProcessingActivity, column_kind
from piicatalog.notice.formats import markdown

SUFFIX = ".md"
_DATA = "data"
Items = tuple[str, ...]


def render(catalog: Catalog, *, notice: Notice | None = None, language: str = "en", configuration: Configuration | None = None) -> str:
    """Return both tables and what differs; the tables are in the notice's own language."""
    record = record_of(catalog, notice, configuration)
    assert notice is not None  # else there is no record
    parts = [
        _under(say("as_found", language), as_found(record, notice)),
        _under(say("as_declared", language), replace(notice, title="")),
        "\n".join(_differences(record, language)),
    ]
    return f"# {record.title}\n\n" + "\n".join(parts)


def _under(title: str, notice: Notice) -> str:
    return f"## {title}\n\n{markdown.render(notice)}"


def as_found(record: Record, notice: Notice) -> Notice:
    """Return a notice whose rows declare what was found; rows of which nothing was found are left out."""
    rows = {activity.id: activity for activity in notice.activities}
    found = [
        _row(rows[activity.id], activity, notice) for activity in record.activities if any(item.columns for item in activity.categories)
    ]
    if record.outside:
        found.append(_open_row(record, notice))
    return replace(
        notice,
        title="",
        activities=tuple(replace(row, row=number, merged=(), section="") for number, row in enumerate(found, start=1)),
        blank_rows_after=(),
    )


def _row(declared: ProcessingActivity, activity: Activity, notice: Notice) -> ProcessingActivity:
    items = tuple(_item(item, notice) for item in activity.categories if item.columns)
    told = dict(zip(notice.columns, declared.cells, strict=False))  # a notice may be kept without its cells
    return replace(declared, cells=_cells(notice, items, told, ()))


def _cells(notice: Notice, items: Items, others: Mapping[str, Items], otherwise: Items) -> tuple[Items, ...]:
    """Return a row's cells; where several columns are for data, the first takes them."""
    first = next((column for column in notice.columns if column_kind(column) == _DATA), "")
    return tuple(
        items if column == first else () if column_kind(column) == _DATA else others.get(column, otherwise) for column in notice.columns
    )


def _item(item: CategoryItem, notice: Notice) -> str:
    name = item.label.in_language(notice.language) or item.id
    return name if item.is_declared else f"{name} ({say('undeclared', notice.language)})"


def _open_row(record: Record, notice: Notice) -> ProcessingActivity:
    to_be_completed = (STATUSES[Status.TO_BE_COMPLETED].in_language(notice.language),)
    items = tuple(item.label.in_language(notice.language) or item.id or "?" for item in record.outside)
    like = notice.activities[0]
    return replace(like, id="", cells=_cells(notice, items, {}, to_be_completed))


def _differences(record: Record, language: str) -> Iterator[str]:
    for activity in record.activities:
        more = [item for item in activity.categories if item.columns and not item.is_declared]
        less = [item for item in activity.categories if not item.columns and item.is_declared]
        if more or less:
            yield f"### {markdown.escaped(activity.label.in_language(language))}"
            yield ""
            for title, items in ((say("undeclared", language), more), (say("missing", language), less)):
                if items:
                    names = ", ".join(item.label.in_language(language) or item.id for item in items)
                    yield f"- {title[:1].upper()}{title[1:]}: {markdown.escaped(names)}"
            yield ""
