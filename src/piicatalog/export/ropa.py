"""The record of processing activities (GDPR article 30) as Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence

from piicatalog.errors import UsageError
from piicatalog.export._ropa_feasible import feasible
from piicatalog.export._ropa_items import Record
from piicatalog.export._ropa_record import make_record
from piicatalog.export._ropa_sheet import Cell, Section, category_row, comparison, controller, sections
from piicatalog.export._ropa_words import TITLE, heading, say
from piicatalog.model.catalog import Catalog
from piicatalog.model.configuration import Configuration
from piicatalog.model.processing import Notice

SUFFIX = ".md"
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$])")


def record_of(catalog: Catalog, notice: Notice | None, configuration: Configuration | None) -> Record:
    """Return the record; UsageError without a notice, since then there is no activity to record."""
    if notice is None:
        raise UsageError("a record of processing activities needs a privacy notice: set notice: in piicatalog.yaml")
    told = configuration or Configuration()
    return make_record(catalog, notice, told.organisation, feasible(catalog, notice, told))


def render(catalog: Catalog, *, notice: Notice | None = None, language: str = "en", configuration: Configuration | None = None) -> str:
    """Return the record; organisation facts are the configuration's."""
    return "\n".join(_lines(record_of(catalog, notice, configuration), language)) + "\n"


def _lines(record: Record, language: str) -> Iterator[str]:
    yield f"# {TITLE.in_language(language)}"
    yield ""
    yield f"{say('basis', language)}. {say('notice', language)}: {_plain(record.title)}."
    if record.read:
        yield f"{say('generated', language)}: {record.read}."
    yield say("marks", language)
    yield ""
    yield f"## {heading('controller', language)}"
    yield ""
    rows = [(name, _said(cell), cell.status) for name, cell in controller(record, language)]
    yield from _table((say("field", language), say("content", language), say("status", language)), rows)
    yield ""
    for section in sections(record, language):
        yield from _section(section, language)
    yield f"## {say('compared', language)}"
    yield ""
    yield from _table((say("activity", language), say("declared", language), say("found", language)), comparison(record, language))
    if record.outside:
        yield ""
        yield f"## {say('outside', language)}"
        yield ""
        rows_outside = [tuple(cell.text for cell in category_row(item, language)[:2]) for item in record.outside]
        yield from _table((heading("data_categories", language), heading("evidence", language)), rows_outside)


def _section(section: Section, language: str) -> Iterator[str]:
    yield f"## {_plain(section.title)}"
    yield ""
    rows = [(name, _said(cell), cell.status) for name, cells in section.items for cell in cells]
    yield from _table((say("field", language), say("content", language), say("status", language)), rows)
    yield ""
    for title, categories in (("data_categories", section.categories), ("special", section.special)):
        if categories or title == "data_categories":
            head = (heading(title, language), say("status", language), heading("evidence", language), heading("retention", language))
            yield from _table(head, [(name.text, name.status, columns.text, limits.text) for name, columns, limits in categories])
            yield ""
    if section.gaps:
        yield f"{heading('gaps', language)}:"
        yield ""
        yield from (f"- {_plain(gap)}" for gap in section.gaps)
        yield ""


def _said(cell: Cell) -> str:
    return cell.text or "–"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(_plain(text) for text in row)} |"


def _plain(text: str) -> str:
    """Return a text in which nothing is Markdown's or HTML's own."""
    return _SPECIAL.sub(r"\\\1", " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())).replace(
        "\\<", "&lt;"
    )
