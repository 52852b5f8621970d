"""Text with tabs between cells, as a table is copied from a document or a spreadsheet; CSV too.

Line breaks within cells are lost in it, unless a spreadsheet has put such cells in quotes.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import PurePath

from piicatalog.ddl.decode import decode
from piicatalog.errors import UsageError
from piicatalog.model.processing import Notice
from piicatalog.notice.table import Cell, Table, layout, tidy

SUFFIXES = (".txt", ".tsv", ".tab", ".csv")


def read(blob: bytes, file: str) -> tuple[Table, ...]:
    """Return the text's table: all lines with cells; the first line before them is its title."""
    decoded = decode(blob)
    if decoded.problem:
        raise UsageError(f"{file}: {decoded.problem}")
    delimiter = _delimiter(decoded.text, file)
    lines = list(_lines(decoded.text, delimiter))
    first = next((index for index, (_, cells) in enumerate(lines) if len(cells) > 1), len(lines))
    before = [text for _, cells in lines[:first] if (text := tidy(" ".join(cells)))]
    if first == len(lines):
        return ()
    while lines and not any(tidy(cell) for cell in lines[-1][1]):
        lines.pop()
    return (
        Table(
            title=before[0] if before else "",
            rows=tuple(tuple(Cell.of(cell) for cell in cells) if any(map(tidy, cells)) else () for _, cells in lines[first:]),
            places=tuple(f"line {number}" for number, _ in lines[first:]),
            around=tuple(before[1:]),
            flat=True,
        ),
    )


def _delimiter(text: str, file: str) -> str:
    if "\t" in text or PurePath(file).suffix.casefold() != ".csv":
        return "\t"
    return max(";,", key=text.count)


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line numbers and cells; quotes are taken as such only where the text makes no table without."""
    plain = [line.split(delimiter) for line in text.splitlines()]
    widths = {len(cells) for cells in plain if len(cells) > 1}
    if '"' in text and (len(widths) > 1 or delimiter != "\t"):
        try:
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
            start, quoted = 1, []
            for cells in reader:
                quoted.append((start, cells))
                start = reader.line_num + 1
            yield from quoted
            return
        except csv.Error:
            pass
    yield from enumerate(plain, start=1)


def render(notice: Notice) -> str:
    """Return the table with tabs; the items of a cell have a space between them."""
    lines = [notice.title] if notice.title else []
    lines.append("\t".join(tidy(text) for text in notice.header))
    lines += [tidy(row.section) or "\t".join(tidy(" ".join(cell.items)) for cell in row.cells) for row in layout(notice)]
    return "\n".join(lines) + "\n"
