r"""Markdown: pipe tables with ``<br>`` between the items of a cell; HTML tables within it are read as HTML."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from piicatalog.ddl.decode import decode
from piicatalog.errors import UsageError
from piicatalog.model.processing import Notice
from piicatalog.notice.formats import html
from piicatalog.notice.table import Cell, Table, layout, tidy

SUFFIXES = (".md", ".markdown")

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_BREAK = re.compile(r"<br\s*/?>|</?(?:li|ul|ol|p)\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=\S)([^*]*?[^\s*])\1(?![\w*])|(?<!\w)(_{1,3})(?=\S)([^_]*?[^\s_])\3(?!\w)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ASIDE = 0xE000
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#&])")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)\s*#*\s*")


def read(blob: bytes, file: str) -> tuple[Table, ...]:
    """Return the document's tables; the title of each is the heading or the text above it."""
    decoded = decode(blob)
    if decoded.problem:
        raise UsageError(f"{file}: {decoded.problem}")
    tables = tuple(_tables(decoded.text.splitlines()))
    return (*tables, *html.read(blob, file)) if "<table" in decoded.text.casefold() else tables


def _tables(lines: Sequence[str]) -> Iterator[Table]:
    heading, index, count = "", 0, 0
    while index < len(lines):
        line = lines[index]
        if index + 1 < len(lines) and "|" in line and "|" in lines[index + 1] and _RULE.fullmatch(lines[index + 1]):
            end = index + 2
            while end < len(lines) and "|" in lines[end] and lines[end].strip():
                end += 1
            count += 1
            numbers = [index, *range(index + 2, end)]
            yield Table(
                title=heading,
                rows=tuple(_row(lines[number]) for number in numbers),
                places=tuple(f"line {number + 1}" for number in numbers),
                place=f"table {count}",
                flat=not any(_BREAK.search(lines[number]) for number in numbers),
            )
            index = end
            continue
        marked = _HEADING.fullmatch(line)
        if marked or line.strip().strip("=-"):
            heading = _plain(marked[1] if marked else line)
        index += 1


def _row(line: str) -> tuple[Cell, ...]:
    text = line.strip().removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    cells = re.split(r"(?<!\\)\|", text)
    row = tuple(Cell.of(*(_plain(part) for part in _BREAK.split(cell))) for cell in cells)
    return row if any(cell.lines for cell in row) else ()


def _plain(text: str) -> str:
    """Return a text without marks: links, emphasis, code, tags, escapes and entities."""
    # What is escaped is put aside, as characters of private use, so that nothing takes it for a mark.
    text = _ESCAPED.sub(lambda found: chr(_ASIDE + ord(found[1])), text)
    text = _LINK.sub(r"\1", _TAG.sub("", text))
    before = None
    while before != text:
        before, text = text, _EMPHASIS.sub(lambda found: found[2] or found[4], text)
    text = unescape(text.replace("`", ""))
    return tidy("".join(chr(ord(letter) - _ASIDE) if _ASIDE < ord(letter) < _ASIDE + 128 else letter for letter in text))


def render(notice: Notice) -> str:
    """Return the table as a pipe table below its title."""
    lines = [f"# {escaped(notice.title)}", ""] if notice.title else []
    lines.append(_line([escaped(tidy(text)) for text in notice.header]))
    lines.append(_line(["---"] * len(notice.header)))
    for row in layout(notice):
        if row.section:
            lines.append(_line([escaped(tidy(row.section)), *[""] * (len(notice.columns) - 1)]))
        else:
            cells = ["<br>".join(escaped(tidy(item)) for item in cell.items) for cell in row.cells]
            lines.append(_line(cells or [""] * len(notice.columns)))
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def escaped(text: str) -> str:
    """Return a text in which nothing is Markdown's own."""
    return _SPECIAL.sub(r"\\\1", text)
