"""Which row of a table is a notice's header, and what each of its columns says."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from piicatalog.definitions.notice_words import NoticeWords
from piicatalog.model.processing import COLUMNS
from piicatalog.notice.phrases import tokens
from piicatalog.notice.table import Cell, Table

_LONGEST = 150
"""Letters of a heading; a longer text is none."""
_ROWS_LOOKED_AT = 15
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a notice's table."""

    row: int
    columns: tuple[str, ...]
    """What each column says; a second one of a kind is numbered: ``data``, ``data_2``."""
    texts: tuple[str, ...]


def find_header(table: Table, words: NoticeWords) -> Header | None:
    """Return the first row that names a purpose and one more thing that a notice says, or None."""
    for index, row in enumerate(table.rows[:_ROWS_LOOKED_AT]):
        kinds = [kind_of(cell.text, words.headings) for cell in row]
        if "purpose" not in kinds:
            # An activity has a name beside its purpose, or the name is all that is said of it.
            kinds = ["purpose" if kind == "activity" else kind for kind in kinds]
        known = set(kinds) & set(COLUMNS)
        if "purpose" in known and len(known) > 1:
            width = max(len(row), _width(table, index))
            texts = [cell.text for cell in row] + [""] * (width - len(row))
            return Header(index, _numbered([*kinds, *[OTHER] * (width - len(row))]), tuple(texts))
    return None


def _width(table: Table, header: int) -> int:
    """Return how many columns the rows have that hold anything."""
    return max((index + 1 for row in table.rows[header + 1 :] for index, cell in enumerate(row) if cell.lines), default=0)


def kind_of(text: str, headings: Mapping[str, Sequence[str]]) -> str:
    """Return what a column of this heading says."""
    if len(text) > _LONGEST:
        return OTHER
    folded = f" {' '.join(word.folded for word in tokens(text))} "
    for kind, words in headings.items():
        if any(_has(folded, word) for word in words):
            return kind
    return OTHER


def _has(folded: str, word: str) -> bool:
    # A short word must stand alone: "nr" is in many words.
    plain = " ".join(token.folded for token in tokens(word))
    return f" {plain} " in folded if len(plain) < 5 else plain in folded


def _numbered(kinds: Sequence[str]) -> tuple[str, ...]:
    counts: Counter[str] = Counter()
    names = []
    for kind in kinds:
        counts[kind] += 1
        names.append(kind if counts[kind] == 1 else f"{kind}_{counts[kind]}")
    return tuple(names)


def is_same(cell: Cell, heading: str) -> bool:
    """Whether a cell repeats its heading, as at the top of a new page."""
    return [word.folded for word in tokens(cell.text)] == [word.folded for word in tokens(heading)]
