"""The record of processing activities (GDPR article 30) as a workbook: one row for each activity and category of data."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from piicatalog.errors import MissingExtraError
from piicatalog.export._ropa_sheet import category_row, comparison, sheet
from piicatalog.export._ropa_words import TITLE, heading, say
from piicatalog.export.ropa import record_of
from piicatalog.model.catalog import Catalog
from piicatalog.model.configuration import Configuration
from piicatalog.model.processing import Notice
from piicatalog.notice.archive import without_clock

SUFFIX = ".xlsx"
_WIDTH = 34
_LONGEST = 32_767
"""Characters that a cell takes."""
_NO_TIME = datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook's times have no zone
"""Equal catalogs give equal bytes: no clock is read."""


def render(catalog: Catalog, *, notice: Notice | None = None, language: str = "en", configuration: Configuration | None = None) -> bytes:
    """Return the workbook; MissingExtraError where openpyxl is not installed."""
    try:
        from openpyxl import Workbook
    except ModuleNotFoundError:
        raise MissingExtraError("A workbook", "excel") from None

    record = record_of(catalog, notice, configuration)
    book = Workbook()
    book.properties.created = book.properties.modified = _NO_TIME
    book.properties.creator = "piicatalog"
    first: Any = book.active
    head, rows = sheet(record, language)
    _fill(first, TITLE.in_language(language), head, rows)
    compared = (say("activity", language), say("declared", language), say("found", language))
    _fill(book.create_sheet(), f"{say('declared', language)} – {say('found', language)}", compared, comparison(record, language))
    outside = [tuple(cell.text for cell in category_row(item, language)[:2]) for item in record.outside]
    _fill(book.create_sheet(), say("outside", language), (heading("data_categories", language), heading("evidence", language)), outside)
    out = io.BytesIO()
    book.save(out)
    return without_clock(out.getvalue())


def _fill(page: Any, title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    page.title = title[:31]
    for number, row in enumerate((head, *rows), start=1):
        for place, text in enumerate(row, start=1):
            cell = page.cell(row=number, column=place)
            cell.value = "".join(letter for letter in text if letter.isprintable())[:_LONGEST]
            cell.data_type = "s"  # a name that begins with = is no formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                cell.font = Font(bold=True)
    for place in range(1, len(head) + 1):
        page.column_dimensions[get_column_letter(place)].width = _WIDTH
    page.freeze_panes = "A2"
