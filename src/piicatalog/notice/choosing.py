"""Which table of a document is a privacy notice's."""

from collections.abc import Sequence
from dataclasses import replace

from piicatalog.definitions.notice_words import NoticeWords
from piicatalog.errors import UsageError
from piicatalog.notice.headings import Header, find_header
from piicatalog.notice.table import Cell, Table


def choose(tables: Sequence[Table], words: NoticeWords, file: str, wanted: str) -> tuple[Table, Header]:
    """Return the table and its header; ``wanted`` is its number or a part of its title, where there are several.

    Raises UsageError that lists the tables, where there is none or more than one.
    """
    found = [(table, header) for table in tables if (header := find_header(table, words)) is not None]
    if not found:
        turned = [_turned(table) for table in tables]
        found = [(table, header) for table in turned if (header := find_header(table, words)) is not None]
    if not found:
        raise UsageError(
            "\n".join(
                [f"{file}: no table has the headings of a privacy notice (purpose, personal data, legal basis, retention)", *_seen(tables)]
            )
        )
    if wanted:
        chosen = [
            each
            for number, each in enumerate(found, start=1)
            if wanted == str(number) or wanted.casefold() in f"{each[0].title} {each[0].place}".casefold()
        ]
    else:
        chosen = found
    if len(chosen) != 1:
        listed = [
            f"  {number}: {table.title or '(no title)'} ({table.place}, {len(table.rows) - header.row - 1} rows)"
            for number, (table, header) in enumerate(found, start=1)
        ]
        what = f"has {len(found)} tables of a privacy notice" if not wanted else f"has {len(chosen)} such tables called {wanted!r}"
        raise UsageError("\n".join([f"{file}: {what}; choose one with --table NUMBER or a part of its title:", *listed]))
    return chosen[0]


def _seen(tables: Sequence[Table]) -> list[str]:
    if not tables:
        return ["  it has no table"]
    lines = []
    for table in tables[:10]:
        first = next((row for row in table.rows if row), ())
        lines.append(f"  {table.place or 'table'}: {' | '.join(cell.text[:40] for cell in first[:8]) or '(empty)'}")
    return lines


def title_of(table: Table, header: Header) -> str:
    """Return the table's title: above it, or in a row of one text above its header."""
    if table.title:
        return table.title
    return next(
        (row[0].text or row[-1].text for row in table.rows[: header.row] if len({cell.text for cell in row if cell.lines}) == 1), ""
    )


def _turned(table: Table) -> Table:
    """Return a table whose headings stand in its first column with these above: rows become columns."""
    rows = [row for row in table.rows if row]
    width = max((len(row) for row in rows), default=0)
    columns = [tuple(Cell(row[place].lines) if place < len(row) else Cell() for row in rows) for place in range(width)]
    said = "the headings stand in the first column: it is given back with the headings above"
    return replace(table, rows=tuple(columns), places=tuple(f"column {number}" for number in range(1, width + 1)), notes=(said,))
