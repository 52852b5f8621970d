"""What must hold between the parts of a notice file: every id known, nothing twice, nothing unused, cells and ids agreeing.

Works on the data as read, whatever its form, so that these problems come together with those of form.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from piicatalog.definitions.load import Location, line_of
from piicatalog.errors import Problem
from piicatalog.model.processing import COLUMNS, column_kind

NEEDS_PERIOD = ("fixed", "statutory", "event-anchored", "warranty")
"""Kinds of retention rule that mean nothing without a period: a duration or ``param:<name>``."""
NEEDS_ANCHOR = ("statutory", "event-anchored", "while-consent", "warranty", "dependent")
"""Kinds whose period runs from an event."""

CONDITION = re.compile(
    r"\b9\s*(?:\.\s*)?(?:art\w*\.?)?\s*\(?\s*2\b\s*\)?\s*(?:\.|kohdan|kohta|mom\w*|p\w*)?\s*,?\s*[(-]?\s*(?:kohta\s+)?([a-j])\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:(?:[•·▪◦\uf0b7*–—-]|\(?[0-9]{1,2}[.)]|[a-zA-Z]\))\s+)+")

Found = tuple[Location, str]


def conditions_in(text: str) -> tuple[str, ...]:
    """Return the conditions of article 9(2) that a text names.

    >>> conditions_in("GDPR 9 art. 2 kohta b; art. 9(2)(h); 9 artiklan 2 kohdan i alakohta")
    ('9(2)(b)', '9(2)(h)', '9(2)(i)')
    """
    return tuple(dict.fromkeys(f"9(2)({letter.lower()})" for letter in CONDITION.findall(text)))


def normalised(text: object) -> str:
    """Return a text for comparing labels: letter case, spaces, a bullet before it and the marks at its end do not matter.

    >>> normalised("Niin kauan  kuin asiakassuhde on olemassa."), normalised("• Nimi;")
    ('niin kauan kuin asiakassuhde on olemassa', 'nimi')
    """
    return without_bullet(re.sub(r"\s+", " ", unicodedata.normalize("NFC", str(text)))).rstrip(" .:;,").casefold()


def without_bullet(text: str) -> str:
    """Return a text without a bullet, or a number with a mark, before it."""
    return _BULLET.sub("", text).strip()


def problems_of(data: object, lines: Mapping[Location, int], file: str) -> list[Problem]:
    """Return all problems between the parts of a notice's data."""
    notice = _mapping(data)
    parts = (_categories, _rules, _layout, _rows, _repeated, _unused, _cells)
    found = [problem for part in parts for problem in part(notice)]
    return [
        Problem(file, line_of(lines, location), f"{'.'.join(str(part) for part in location)}: {message}") for location, message in found
    ]


def _mapping(value: object) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) else {}


def _items(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else []


def _part(notice: Mapping[Any, Any], name: str) -> Mapping[Any, Any]:
    return _mapping(notice.get(name))


def _activities(notice: Mapping[Any, Any]) -> Iterator[tuple[Location, Mapping[Any, Any]]]:
    for index, row in enumerate(_items(notice.get("purposes"))):
        yield ("purposes", index), _mapping(row)


def _unknown(location: Location, ids: object, known: Mapping[Any, Any], what: str) -> Iterator[Found]:
    seen: set[Any] = set()
    for index, item in enumerate(_items(ids)):
        if not isinstance(item, str):
            continue
        if item not in known:
            yield (*location, index), f"{item} is no {what} of this notice"
        if item in seen:
            yield (*location, index), f"{item} is listed twice"
        seen.add(item)


def _categories(notice: Mapping[Any, Any]) -> Iterator[Found]:
    categories, composites = _part(notice, "data_categories"), _part(notice, "composites")
    for key, composite in composites.items():
        if key in categories:
            yield ("composites", key), f"{key} is a data category too"
        yield from _unknown(("composites", key, "expands_to"), _mapping(composite).get("expands_to"), categories, "data category")
    names: dict[str, str] = {}
    for part, things in (("data_categories", categories), ("composites", composites)):
        for key, thing in things.items():
            for language in ("fi", "sv", "en"):
                label = normalised(_mapping(thing).get(language) or "")
                first = names.setdefault(f"{language}:{label}", str(key))
                if label and first != str(key):
                    yield (part, key, language), f"{first} has the same name"


def _rules(notice: Mapping[Any, Any]) -> Iterator[Found]:
    categories = _part(notice, "data_categories")
    for key, value in _part(notice, "retention_rules").items():
        rule, at = _mapping(value), ("retention_rules", key)
        kind, computable = rule.get("kind"), rule.get("computable")
        if kind in NEEDS_PERIOD and not rule.get("period"):
            yield at, f"a rule of kind {kind} needs a period (P6Y, or param:<name> where an answer gives it)"
        if kind in NEEDS_ANCHOR and not rule.get("anchor"):
            yield at, f"a rule of kind {kind} needs an anchor: the event that its period runs from"
        if kind in ("while-necessary", "dependent") and rule.get("period"):
            yield (*at, "period"), f"a rule of kind {kind} has no period of its own; with one it is fixed or event-anchored"
        if computable in (True, "true") and not (rule.get("period") and (rule.get("anchor") or kind == "fixed")):
            yield at, "cannot be computable without a period and an anchor"
        if rule.get("bound") == "min" and kind != "statutory":
            yield (*at, "bound"), "only a statutory rule says how long data must be kept at least"
        yield from _unknown((*at, "applies_to"), rule.get("applies_to"), categories, "data category")


def _rows(notice: Mapping[Any, Any]) -> Iterator[Found]:
    bases, rules, subjects = (_part(notice, name) for name in ("legal_bases", "retention_rules", "data_subjects"))
    categories, composites = _part(notice, "data_categories"), _part(notice, "composites")
    for at, row in _activities(notice):
        for name, column in (("data", "data"), ("bases", "basis"), ("retention", "retention")):
            if name in row and not row[name] and not _is_blank(row, column):
                yield (*at, name), f"{row.get('id')} has no {name}"
        yield from _unknown((*at, "data"), row.get("data"), {**categories, **composites}, "data category or composite")
        yield from _unknown((*at, "retention"), row.get("retention"), rules, "retention rule")
        if "data_subjects" in row:
            yield from _unknown((*at, "data_subjects"), row.get("data_subjects"), subjects, "group of data subjects")
        declared = _expanded(row, composites)
        for index, value in enumerate(_items(row.get("bases"))):
            basis = _mapping(value)
            if isinstance(basis.get("id"), str) and basis["id"] not in bases:
                yield (*at, "bases", index, "id"), f"{basis['id']} is no legal basis of this notice"
            for position, category in enumerate(_items(basis.get("applies_to"))):
                if category not in declared:
                    yield (*at, "bases", index, "applies_to", position), f"{category} is not among the row's data"
        for category in declared:
            article = _mapping(categories.get(category)).get("article")
            if article and "conditions" not in row:
                example = "10" if str(article) == "10" else "9(2)(b)"
                gives = f"conditions: ['{example}']; [] when the notice gives none"
                yield at, f"{category} falls under article {article} of the GDPR: the row must give its conditions ({gives})"


def _is_blank(row: Mapping[Any, Any], column: str) -> bool:
    """Whether the notice's own table leaves this cell empty, or has no such column."""
    cells = row.get("cells")
    if not isinstance(cells, Mapping):
        return False
    texts = [_texts(cells[key]) for key in cells if column_kind(str(key)) == column]
    items = [item for items in texts for index, item in enumerate(items) if not is_no_item(item, last=index == len(items) - 1)]
    return all(column == "basis" and conditions_in(item) for item in items)


def _layout(notice: Mapping[Any, Any]) -> Iterator[Found]:
    """The table's columns, and what is said of its look."""
    columns = _texts(notice.get("columns")) if "columns" in notice else list(COLUMNS)
    header = notice.get("header")
    yield from _unknown(("columns",), columns, dict.fromkeys(columns), "column")
    if "purpose" not in columns:
        yield ("columns",), "has no purpose"
    if isinstance(header, list) and len(header) != len(columns):
        yield ("header",), f"has {len(header)} headings for {len(columns)} columns"
    if header is None and columns != list(COLUMNS):
        yield ("columns",), "needs a header: its headings in the same order"
    rows = list(_activities(notice))
    for index, number in enumerate(_items(notice.get("blank_rows_after"))):
        if isinstance(number, int) and not 0 <= number <= len(rows):
            yield ("blank_rows_after", index), f"there is no row {number}"
    for position, (at, row) in enumerate(rows):
        cells = row.get("cells")
        if isinstance(cells, Mapping):
            for key in cells:
                if key not in columns:
                    yield (*at, "cells", key), f"{key} is no column of this notice: {', '.join(columns)}"
            for column in columns:
                if column not in cells:
                    yield (*at, "cells"), f"{column} is missing"
        yield from _unknown((*at, "merged"), row.get("merged"), dict.fromkeys(columns), "column")
        if position == 0 and row.get("merged"):
            yield (*at, "merged"), "there is no row above"


def _repeated(notice: Mapping[Any, Any]) -> Iterator[Found]:
    """No row twice. A purpose may go on in the row below it, with other data, bases or periods."""
    first: dict[tuple[str, Any], int] = {}
    above: Mapping[Any, Any] = {}
    for number, (at, row) in enumerate(_activities(notice), start=1):
        goes_on = _name(row) == _name(above) and any(row.get(part) != above.get(part) for part in ("data", "bases", "retention"))
        for key in ("id", "row", "fi", "sv", "en"):
            said = normalised(row[key]) if isinstance(row.get(key), str) else row.get(key)
            if not said or not isinstance(said, str | int):
                continue
            before = first.setdefault((key, said), number)
            if before != number and not (goes_on and key in ("fi", "sv", "en")):
                yield (*at, key), f"{row[key]} is given twice: entries {before} and {number}"
        above = row


def _name(row: Mapping[Any, Any]) -> tuple[str, ...]:
    return tuple(normalised(row.get(language) or "") for language in ("fi", "sv", "en"))


def _expanded(row: Mapping[Any, Any], composites: Mapping[Any, Any]) -> list[str]:
    ids: list[str] = []
    for item in _items(row.get("data")):
        parts = _items(_mapping(composites.get(item)).get("expands_to")) if isinstance(item, str) and item in composites else [item]
        ids.extend(part for part in parts if isinstance(part, str))
    return ids


def _unused(notice: Mapping[Any, Any]) -> Iterator[Found]:
    composites = _part(notice, "composites")
    rows = [row for _, row in _activities(notice)]
    listed = {item for row in rows for item in _items(row.get("data")) if isinstance(item, str)}
    declared = {part for row in rows for part in _expanded(row, composites)}
    kept = {item for row in rows for item in _items(row.get("retention")) if isinstance(item, str)}
    for name, used in (("data_categories", declared), ("composites", listed), ("retention_rules", kept)):
        for key in _part(notice, name):
            if key not in used:
                yield (name, key), f"{key} is used by no row"


def _cells(notice: Mapping[Any, Any]) -> Iterator[Found]:
    """The notice's own words and the ids beside them must say the same."""
    known = {name: _part(notice, name) for name in ("data_categories", "composites", "legal_bases", "retention_rules")}
    for at, row in _activities(notice):
        cells = _mapping(row.get("cells"))
        if not cells:
            continue
        names = [_names(known["data_categories"].get(item) or known["composites"].get(item)) for item in _texts(row.get("data"))]
        yield from _compare((*at, "cells"), cells, "data", names, "data")
        bases = [_basis_names(_mapping(basis), known["legal_bases"]) for basis in _items(row.get("bases"))]
        yield from _compare((*at, "cells"), cells, "basis", bases, "bases")
        rules = [_names(known["retention_rules"].get(item)) for item in _texts(row.get("retention"))]
        yield from _compare((*at, "cells"), cells, "retention", rules, "retention")


def _texts(value: object) -> list[str]:
    return [item for item in _items(value) if isinstance(item, str)]


def _names(thing: object) -> set[str]:
    part = _mapping(thing)
    return {normalised(name) for name in (part.get("fi"), part.get("sv"), part.get("en"), *_texts(part.get("aliases"))) if name}


def _basis_names(applied: Mapping[Any, Any], bases: Mapping[Any, Any]) -> set[str]:
    basis = _mapping(bases.get(applied.get("id")))
    names = {normalised(applied["text"])} if applied.get("text") else _names(basis)
    for language in ("fi", "sv", "en"):
        if applied.get(f"qualifier_{language}") and basis.get(language):
            names.add(normalised(f"{basis[language]} {applied[f'qualifier_{language}']}"))
    return names


def _compare(at: Location, cells: Mapping[Any, Any], kind: str, names: Sequence[set[str]], field: str) -> Iterator[Found]:
    """The items of the cells and the ids that the row gives: in one order, one item standing for one id or more."""
    items = [
        ((*at, key, index), item)
        for key in cells
        if column_kind(str(key)) == kind
        for index, item in enumerate(_texts(cells[key]))
        if not is_no_item(item, last=index == len(_texts(cells[key])) - 1)
    ]
    if _fits([item for _, item in items], names, kind):
        return
    strange = [(place, item) for place, item in items if not any(_says(item, each) for each in names) and not conditions_in(item)]
    for place, item in strange:
        if len(items) == len(names):
            yield place, f"«{item}» is not what {field} says there"
        else:
            yield place, f"«{item}» is not among {field}: {len(items)} items where {field} lists {len(names)}"
    if strange:
        return
    for (place, item), allowed in zip(items, names, strict=False):
        if not _says(item, allowed):
            yield place, f"«{item}» is not what {field} says there"
    if len(items) != len(names):
        yield (*at, kind), f"has {len(items)} items where {field} lists {len(names)}"


def _fits(items: Sequence[str], names: Sequence[set[str]], kind: str) -> bool:
    """Whether each item says the next id or several in a row; a condition of article 9(2) beside the bases may say none."""
    reached = {0}
    """How many ids the items so far can have said."""
    for item in items:
        after = set(reached) if kind == "basis" and conditions_in(item) else set()
        for start in reached:
            end = start
            while end < len(names) and _says(item, names[end]):
                end += 1
                after.add(end)
        reached = after
    return len(names) in reached


def is_no_item(item: str, *, last: bool) -> bool:
    """Whether a line of a cell is no item: it only announces those below it, or is a dash that says that there is none."""
    return (not last and item.rstrip().endswith(":")) or not any(letter.isalnum() for letter in item)


def _says(item: str, names: set[str]) -> bool:
    # A composite says what it consists of after a colon.
    return normalised(item) in names or normalised(item.split(":", maxsplit=1)[0]) in names
