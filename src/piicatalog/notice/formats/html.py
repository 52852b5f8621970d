"""HTML: paragraphs, list items and ``<br>`` divide a cell; merged cells are repeated. What is written is escaped."""

import re
from html.parser import HTMLParser

from jinja2 import Environment, StrictUndefined

from piicatalog.ddl.decode import decode
from piicatalog.errors import UsageError
from piicatalog.model.processing import Notice
from piicatalog.notice.formats._grid import Grid
from piicatalog.notice.table import Table, layout, tidy

SUFFIXES = (".html", ".htm", ".xhtml")

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "title", "caption"))
_BREAKS = frozenset(("br", "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "hr", "section", "article", "blockquote", *_HEADINGS))
_UNSEEN = frozenset(("script", "style", "template", "noscript"))
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_MOST_TABLES = 2_000

_PAGE = """\
<!DOCTYPE html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<title>{{ title }}</title>
</head>
<body>
<table border="1">
{%- if title %}
<caption>{{ title }}</caption>
{%- endif %}
<thead>
<tr>{% for text in header %}<th scope="col">{{ text }}</th>{% endfor %}</tr>
</thead>
<tbody>
{%- for row in rows %}
<tr>
{%- if row.section -%}
<th colspan="{{ header | length }}" scope="colgroup">{{ row.section }}</th>
{%- elif not row.cells -%}
<td colspan="{{ header | length }}"></td>
{%- endif -%}
{%- for cell in row.cells if cell.rows -%}
<td{% if cell.rows > 1 %} rowspan="{{ cell.rows }}"{% endif %}>{% for item in cell.items %}{% if not loop.first %}<br>{% endif %}{{ item }}{% endfor %}</td>
{%- endfor -%}
</tr>
{%- endfor %}
</tbody>
</table>
</body>
</html>
"""


class _Reader(HTMLParser):
    """Collects the tables of a page, tables within tables too."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Grid] = []
        self._open: list[Grid] = []
        self._unseen = 0
        self._heading = ""
        self._above = ""
        """The last text before a table, where it has no heading."""
        self._in_heading: list[str] | None = None
        self._text: list[str] = []
        """The text outside tables since the last break."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table" and len(self.tables) < _MOST_TABLES:
            self._break()
            grid = Grid(title=self._heading or self._above)
            self._heading = self._above = ""
            self._open.append(grid)
            self.tables.append(grid)
        elif self._open and tag == "tr":
            self._open[-1].new_row()
        elif self._open and tag in {"td", "th"}:
            said = dict(attrs)
            self._open[-1].new_cell(_span(said.get("rowspan")), _span(said.get("colspan")))
        elif tag in _BREAKS:
            self._break()
            self._in_heading = [] if tag in _HEADINGS else self._in_heading

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "table" and self._open:
            self._open.pop()
        elif self._open and tag in {"td", "th"}:
            self._open[-1].end_cell()
        elif tag == "caption" and self._open:
            self._open[-1].title = tidy("".join(self._text)) or self._open[-1].title
            self._text.clear()
        elif tag in _BREAKS:
            self._break()
            if tag in _HEADINGS and self._in_heading is not None:
                self._heading = tidy("".join(self._in_heading)) or self._heading
                self._in_heading = None

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._in_heading is not None:
            self._in_heading.append(data)
        inside = [grid for grid in self._open if grid.in_cell]
        for grid in inside:
            # A line break in the source of a page is a space.
            grid.add(re.sub(r"\s+", " ", data))
        if not inside:
            self._text.append(data)

    def _break(self) -> None:
        for grid in self._open:
            grid.add("\n")
        if text := tidy("".join(self._text)):
            self._above = text
        self._text.clear()


def _span(said: str | None) -> int:
    return min(int(said), 1_000) if said and said.isascii() and said.isdecimal() and int(said[:9]) > 0 else 1


def read(blob: bytes, file: str) -> tuple[Table, ...]:
    """Return the page's tables; the title of each is its caption, else the heading or text above it."""
    charset = _CHARSET.search(blob[:4_000])
    try:
        text = blob.decode(charset[1].decode()) if charset else decode(blob).text
    except (LookupError, ValueError):
        text = decode(blob).text
    if decode(blob).problem == "it is binary":
        raise UsageError(f"{file}: it is binary")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return tuple(grid.table(f"table {number}") for number, grid in enumerate(reader.tables, start=1))


def render(notice: Notice) -> str:
    """Return a page with the table."""
    template = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True).from_string(_PAGE)
    return template.render(language=notice.language, title=notice.title, header=notice.header, rows=layout(notice))
