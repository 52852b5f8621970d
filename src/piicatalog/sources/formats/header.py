"""Whether a first row names the columns or is data already: a value must never be taken for a name, since names are shown and kept."""

import re
from collections import defaultdict
from collections.abc import Sequence

Cells = Sequence[str | None]

_VALUE = re.compile(
    r"[\d\s.,:+/()-]+|.*@.*\..*|\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]|[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,8}(?: ?[A-Z0-9]{1,4})?|(?i:true|false|null|n/a)"
)
"""What no header has: a number, a date, an e-mail address, an identity code, an IBAN."""
_NUMBERED = re.compile(r"([^\W\d]{1,12})[ -]?0*(\d{1,4})")
_ALIKE = 0.8
"""The share of a column's values whose shape a value among them has too."""
_FEW = 3


def is_header(first: Cells, following: Sequence[Cells]) -> bool:
    """Whether a row names the columns of the rows that follow it.

    It does not when one of its cells looks like a value, stands again among the values of its column, or has the shape
    of nearly all of them, digits included; but names that are counted from column to column are names, whatever the values are.

    >>> is_header(["nimi", "katu"], [["Aino", "Koivukuja 1"]]), is_header(["Aino", "x@example.com"], [])
    (True, False)
    >>> is_header(["Aino", "Espoo"], [["Eeva", "Turku"], ["Aino", "Turku"]])
    False
    >>> is_header(["Koivukuja 1"], [["Rantatie 12"], ["Kuusitie 7"], ["Kuja 3"]])
    False
    >>> is_header(["c1", "c2", "c3"], [["Aino", "aino82", "eeva7"], ["Eeva", "eeva7", "aino82"], ["Aada", "aada1", "x2"]])
    True
    """
    cells = [(cell or "").strip() for cell in first]
    if not any(cells) or any(_VALUE.fullmatch(cell) for cell in cells if cell):
        return False
    if _is_counted(cells):
        return True
    # Files put together have the whole header again.
    rows = [row for row in following if [(cell or "").strip() for cell in row] != cells]
    for number, cell in enumerate(cells):
        if len(cell) < 2:
            continue
        values = [text.strip() for row in rows if number < len(row) and (text := row[number])]
        if cell in values:
            return False
        if len(values) >= _FEW and any(character.isdigit() for character in cell):
            shape = _shape(cell)
            if sum(_shape(value) == shape for value in values) >= _ALIKE * len(values):
                return False
    return True


def _is_counted(cells: Sequence[str]) -> bool:
    """Whether most cells are a word and a number that grows with the column: c1, c2, ATTR12, ATTR13."""
    offsets: dict[str, list[int]] = defaultdict(list)
    for position, cell in enumerate(cells):
        if numbered := _NUMBERED.fullmatch(cell):
            offsets[numbered[1]].append(int(numbered[2]) - position)
    counted = sum(len(found) for found in offsets.values() if len(found) >= 2 and len(set(found)) == 1)
    return counted >= _FEW and 2 * counted > sum(map(bool, cells))


def names_from(cells: Cells) -> tuple[str, ...]:
    """Return column names from a header row: none empty, none twice in any letter case.

    >>> names_from(["nimi", "", "Nimi", None])
    ('nimi', 'column2', 'Nimi_2', 'column4')
    """
    names: list[str] = []
    taken: set[str] = set()
    for number, cell in enumerate(cells, start=1):
        wanted = (cell or "").strip() or f"column{number}"
        name, count = wanted, 1
        while name.lower() in taken:
            count += 1
            name = f"{wanted}_{count}"
        taken.add(name.lower())
        names.append(name)
    return tuple(names)


def _shape(text: str) -> str:
    """Return a text with every run of capitals as ``A``, of other letters as ``a`` and of digits as ``9``."""
    letters = re.sub(r"[^\W\d_]+", lambda run: "A" if run[0].isupper() and len(run[0]) > 1 else "Aa" if run[0][0].isupper() else "a", text)
    return re.sub(r"\d+", "9", letters)
