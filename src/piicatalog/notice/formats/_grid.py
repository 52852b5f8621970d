"""A table under construction whose cells may take several rows and columns."""

from piicatalog.notice.table import Cell, Table

_MOST_ROWS = 10_000
_MOST_COLUMNS = 100


class Grid:
    """Puts cells to their places: a merged cell is repeated in each row, one across the whole table stands alone."""

    def __init__(self, title: str = "") -> None:
        self.title = title
        self._rows: list[list[_Span]] = []
        self._down: dict[int, _Span] = {}
        """Cells from above that go on, by column."""
        self._cell: _Span | None = None

    @property
    def in_cell(self) -> bool:
        """Whether text now belongs to a cell."""
        return self._cell is not None

    def new_row(self) -> None:
        """Begin a row."""
        self.end_cell()
        if len(self._rows) < _MOST_ROWS:
            self._rows.append([])
            self._fill_from_above()

    def new_cell(self, rows: int = 1, columns: int = 1) -> None:
        """Begin a cell; text added from now on is its own."""
        self.end_cell()
        if not self._rows:
            self._rows.append([])
        row = self._rows[-1]
        self._cell = _Span(last=len(self._rows) - 1 + rows - 1)
        for _ in range(columns):
            if len(row) < _MOST_COLUMNS:
                if rows > 1:
                    self._down[len(row)] = self._cell
                row.append(self._cell)
        self._fill_from_above()

    def end_cell(self) -> None:
        """Close the cell, if one is open."""
        self._cell = None

    def add(self, text: str) -> None:
        """Add text to the open cell."""
        if self._cell is not None:
            self._cell.text.append(text)

    def _fill_from_above(self) -> None:
        row, now = self._rows[-1], len(self._rows) - 1
        while (cell := self._down.get(len(row))) is not None and cell.last >= now:
            row.append(cell)

    def table(self, place: str) -> Table:
        """Return the finished table."""
        self.end_cell()
        kept: list[tuple[Cell, ...]] = []
        for number, row in enumerate(self._rows):
            above = self._rows[number - 1] if number else []
            cells = tuple(Cell.of("".join(cell.text), merged=index < len(above) and above[index] is cell) for index, cell in enumerate(row))
            whole = len({id(cell) for cell in row}) == 1 and len(row) > 1
            kept.append((cells[:1] if whole else cells) if any(cell.lines for cell in cells) else ())
        return Table(title=self.title, rows=tuple(kept), places=tuple(f"row {number}" for number in range(1, len(kept) + 1)), place=place)


class _Span:
    """A cell, and the last row that it takes."""

    __slots__ = ("last", "text")

    def __init__(self, *, last: int) -> None:
        self.last = last
        self.text: list[str] = []
