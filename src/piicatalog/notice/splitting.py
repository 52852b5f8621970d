"""A cell into its items: where the document divides it, else before capital letters, which a person then reviews."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from piicatalog.notice.table import Cell, tidy

_SEMICOLON = re.compile(r"(?<=;)\s+")
_BULLET = re.compile(r"\s+(?=[•·▪◦]\s)")
_DASH = re.compile(r"\s+(?=[\-–—*]\s)")
_NUMBER = re.compile(r"\s+(?=\(?[0-9]{1,2}[.)]\s+\S)")
_CAPITAL = re.compile(r"\s+(?=[A-ZÅÄÖÜÉŠŽ])")
_MOST_ITEMS = 200
_CLOSED = re.compile(r"^[•·▪◦\-–—*]\s*$")


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a cell; ``guessed``: the document does not divide them, why they are divided is said."""

    items: tuple[str, ...]
    guessed: str = ""


def split(cell: Cell, is_known: Callable[[str], bool], *, flat: bool) -> Items:
    """Return the items of a cell; ``flat``: its document has lost the line breaks within cells."""
    made = _divided(cell, is_known, flat=flat)
    if len(made.items) > _MOST_ITEMS:
        return Items((cell.text,), f"would be divided into {len(made.items)} items: kept as one")
    return made


def _divided(cell: Cell, is_known: Callable[[str], bool], *, flat: bool) -> Items:
    lines = tuple(_joined(cell.lines))
    if len(lines) > 1:
        return Items(tuple(part for line in lines for part in _marked(line)))
    text = lines[0] if lines else ""
    parts = _marked(text)
    if len(parts) > 1 or not text:
        return Items(tuple(parts) if text else ())
    divided = _before_capitals(text, is_known)
    if len(divided) > 1 and (flat or (not is_known(text) and all(map(is_known, divided)))):
        known = (
            "each is known"
            if all(map(is_known, divided))
            else f"not known: {', '.join(f'«{part}»' for part in divided if not is_known(part))}"
        )
        return Items(tuple(divided), f"divided before capital letters into {len(divided)}, {known}: {' ¦ '.join(divided)}")
    if not is_known(text) and (words := _all_known(text, is_known)):
        return Items(tuple(words), f"divided into known names: {' ¦ '.join(words)}")
    return Items((text,))


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Put a bullet that stands alone before the line that it belongs to."""
    waiting = ""
    for line in lines:
        if _CLOSED.match(line):
            if waiting:
                yield waiting
            waiting = line.strip()
            continue
        yield tidy(f"{waiting} {line}")
        waiting = ""
    if waiting:
        yield waiting


def _marked(text: str) -> list[str]:
    """Divide a line at its bullets, numbers or semicolons."""
    for mark in (_BULLET, _DASH if re.match(r"[\-–—*]\s", text) else None, _NUMBER if re.match(r"\(?1[.)]\s", text) else None):
        if mark is not None and len(parts := mark.split(text)) > 1:
            return [part for part in parts if part]
    head, _, listed = text.partition(":")
    if ";" in text and not (listed and ";" not in head and "," not in head):
        return [part for part in _SEMICOLON.split(text) if part]
    return [text]


def _before_capitals(text: str, is_known: Callable[[str], bool]) -> list[str]:
    """Divide before capital letters so that the most letters are in known items, then into the most items."""
    pieces = _CAPITAL.split(text)
    count = len(pieces)
    if count == 1 or count > 40:
        return pieces
    best: list[tuple[int, int, list[str]]] = [(0, 0, [])]
    for end in range(1, count + 1):
        options = []
        for start in range(max(0, end - 8), end):
            letters, items, parts = best[start]
            part = " ".join(pieces[start:end])
            known = is_known(part)
            if known or end - start == 1:
                options.append((letters + (len(part.replace(" ", "")) if known else 0), items + 1, [*parts, part]))
        best.append(max(options, key=lambda option: option[:2]))
    return best[count][2]


def _all_known(text: str, is_known: Callable[[str], bool]) -> list[str]:
    """Divide a text between words, if all of its parts are then known: "nimi osoite puhelin"."""
    words = text.split(" ")
    if not 1 < len(words) <= 30:
        return []
    best: list[list[str] | None] = [[]]
    for end in range(1, len(words) + 1):
        found = None
        for start in range(max(0, end - 5), end):
            before = best[start]
            part = " ".join(words[start:end])
            if before is not None and part[0].isalnum() and is_known(part):
                found = [*before, part]
                break
        best.append(found)
    return best[len(words)] or []
