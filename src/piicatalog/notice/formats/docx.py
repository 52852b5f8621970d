"""Word documents (extra ``docx``): paragraphs and line breaks divide a cell; what tracked changes have deleted is not read."""

import io
from collections.abc import Iterator
from typing import Any

from piicatalog.errors import MissingExtraError
from piicatalog.model.processing import Notice
from piicatalog.notice.archive import reading, without_clock
from piicatalog.notice.table import Cell, Table, layout, tidy

SUFFIXES = (".docx",)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}
_UNREAD = frozenset((f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"))
_MOST_ROWS = 10_000


def read(blob: bytes, file: str) -> tuple[Table, ...]:
    """Return the document's tables; the title of each is the text above it."""
    try:
        import docx
    except ModuleNotFoundError:
        raise MissingExtraError("A Word document", "docx") from None
    with reading(blob, file, "a Word document") as content:
        return tuple(_tables(docx.Document(content).element.body))


def _tables(body: Any) -> Iterator[Table]:
    title, heading, count = "", "", 0
    for element in body.iter(f"{_W}p", f"{_W}tbl"):
        inside = any(above.tag == f"{_W}tbl" for above in element.iterancestors())
        if element.tag == f"{_W}p":
            if not inside and (text := tidy(_text(element))):
                title, heading = text, text if _is_heading(element) else heading
            continue
        count += 1
        yield _table(element, heading or title, f"table {count}")
        if not inside:
            title = heading = ""


def _is_heading(paragraph: Any) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    said = style.get(f"{_W}val", "").casefold() if style is not None else ""
    return said.startswith(("heading", "title", "otsikko", "rubrik")) or paragraph.find(f"{_W}pPr/{_W}outlineLvl") is not None


def _table(element: Any, title: str, place: str) -> Table:
    above: list[tuple[Any, Cell]] = []
    """The cell of each column, by the element in which it begins."""
    rows: list[tuple[Cell, ...]] = []
    for row in _inside(element, "tr"):
        if len(rows) >= _MOST_ROWS:
            break
        properties = row.find(f"{_W}trPr")
        if properties is not None and properties.find(f"{_W}del") is not None:
            continue
        skipped = _number(properties, "gridBefore")
        placed: list[tuple[Any, Cell]] = [(None, Cell())] * min(skipped, 100)
        for cell in _inside(row, "tc"):
            form = cell.find(f"{_W}tcPr")
            merge = form.find(f"{_W}vMerge") if form is not None else None
            goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue" and len(placed) < len(above)
            begun, text = above[len(placed)] if goes_on else (cell, Cell.of(*(_text(part) for part in _paragraphs(cell))))
            placed += [(begun, Cell(text.lines, merged=goes_on))] * min(max(1, _number(form, "gridSpan")), 100)
        above = placed
        cells = tuple(cell for _, cell in placed)
        whole = len(placed) > 1 and len({id(begun) for begun, _ in placed}) == 1
        rows.append((cells[:1] if whole else cells) if any(cell.lines for cell in cells) else ())
    return Table(title=title, rows=tuple(rows), places=tuple(f"row {number}" for number in range(1, len(rows) + 1)), place=place)


def _inside(element: Any, name: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row; a content control may stand around them, another table may not."""
    for child in element:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"}:
            yield from _inside(child, name)


def _number(properties: Any, name: str) -> int:
    found = properties.find(f"{_W}{name}") if properties is not None else None
    said = found.get(f"{_W}val", "0") if found is not None else "0"
    return int(said[:4]) if said.isascii() and said.isdecimal() else 0


def _paragraphs(cell: Any) -> Iterator[Any]:
    yield from (part for part in cell.iter(f"{_W}p") if not any(above.tag in _UNREAD for above in part.iterancestors()))


def _text(paragraph: Any) -> str:
    parts: list[str] = []

    def collect(element: Any) -> None:
        for child in element:
            if child.tag in _UNREAD or child.tag == f"{_W}p":
                continue
            if child.tag == f"{_W}t":
                parts.append(child.text or "")
            elif child.tag in _BREAKS:
                parts.append(_BREAKS[child.tag])
            else:
                collect(child)

    collect(paragraph)
    return "".join(parts)


def render(notice: Notice) -> bytes:
    """Return a document with the table below its title; equal notices give equal bytes."""
    try:
        import docx
    except ModuleNotFoundError:
        raise MissingExtraError("A Word document", "docx") from None
    document = docx.Document()
    if notice.title:
        document.add_heading(_printable(notice.title), level=1)
    rows = layout(notice)
    table = document.add_table(rows=len(rows) + 1, cols=len(notice.columns), style="Table Grid")
    grid = [[table._cells[line * len(notice.columns) + place] for place in range(len(notice.columns))] for line in range(len(rows) + 1)]  # noqa: SLF001 - table.cell() walks the whole table for each
    for cell, heading in zip(grid[0], notice.header, strict=True):
        cell.paragraphs[0].add_run(_printable(heading)).bold = True
    for line, row in zip(grid[1:], rows, strict=True):
        if row.section:
            line[0].merge(line[-1]).paragraphs[0].add_run(_printable(row.section)).bold = True
        for cell, written in zip(line, row.cells, strict=False):
            if written.rows:
                _fill(cell, written.items)
    for number, row in enumerate(rows, start=1):
        for place, written in enumerate(row.cells):
            if written.rows > 1:
                grid[number][place].merge(grid[number + written.rows - 1][place])
    out = io.BytesIO()
    document.save(out)
    return without_clock(out.getvalue())


def _fill(cell: Any, items: tuple[str, ...]) -> None:
    for index, item in enumerate(items):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.add_run(_printable(item))


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable() or letter == "\u00a0")
