"""From a document's table to a notice file: its parts as YAML has them, and what a person has to look at."""

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import PurePath

from piicatalog.definitions.notice import HEADINGS
from piicatalog.definitions.notice_check import conditions_in, is_no_item, normalised
from piicatalog.errors import UsageError
from piicatalog.model.label import LANGUAGES
from piicatalog.model.processing import COLUMNS, column_kind
from piicatalog.notice import basis_items, data_items, formats, purpose_items, retention_items, subject_items
from piicatalog.notice.draft import Draft, slug
from piicatalog.notice.headings import Header, find_header, is_same
from piicatalog.notice.known import Known, Plain, load_known
from piicatalog.notice.phrases import tokens
from piicatalog.notice.splitting import Items, split
from piicatalog.notice.table import Cell, Table

_LANGUAGE_WORDS = {
    "fi": ("kasittely", "henkilotie", "sailyty", "perust", "tarkoitu", "tiedo", "rekisteroi"),
    "sv": ("behandling", "personuppgift", "lagring", "andamal", "grund", "syfte", "uppgift", "sparas", "bevar", "rattslig"),
    "en": ("purpose", "personal", "data", "basis", "retention", "legal", "storage", "processing"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the notice's table with its cells divided into items."""

    number: int
    place: str
    cells: dict[str, Items]
    merged: tuple[str, ...]
    section: str = ""


def import_notice(blob: bytes, file: str, *, notice_id: str = "", table: str = "", taken: AbstractSet[str] = frozenset()) -> Plain:
    """Return a notice file's data made of the table of a document.

    ``table`` chooses one by its number or a part of its title, where a document has several; ``taken`` are ids of activities that
    other notices have. Raises UsageError.
    """
    module = formats.of_file(file)
    known = load_known()
    chosen, header = _choose(module.read(blob, file), known, file, table)
    title = chosen.title or _title_in_table(chosen, header)
    notice_id = notice_id or _id_of(title, file)
    draft = Draft(known, _language(header), notice_id)
    for text in chosen.around:
        draft.mark("around the table", text, "stands outside the table: a notice file does not keep it")
    rows, blank = _rows(draft, chosen, header)
    if not rows:
        raise UsageError(f"{file}: {chosen.place or 'the table'} has a header and no rows")
    return _notice(draft, title, header, rows, blank, taken)


def _choose(tables: Sequence[Table], known: Known, file: str, wanted: str) -> tuple[Table, Header]:
    found = [(table, header) for table in tables if (header := find_header(table, known.words)) is not None]
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


def _title_in_table(table: Table, header: Header) -> str:
    return next(
        (row[0].text or row[-1].text for row in table.rows[: header.row] if len({cell.text for cell in row if cell.lines}) == 1), ""
    )


def _language(header: Header) -> str:
    words = [word.folded for text in header.texts for word in tokens(text)]
    counts = {language: sum(any(known in word for known in _LANGUAGE_WORDS[language]) for word in words) for language in LANGUAGES}
    return max(LANGUAGES, key=lambda language: counts[language])


def _id_of(title: str, file: str) -> str:
    last = re.split(r"\s[–—-]\s|:\s", title)[-1]
    made = slug(last, "notice") if last.strip() else slug(PurePath(file).stem, "notice")
    return made.replace("_", "-")


def _rows(draft: Draft, table: Table, header: Header) -> tuple[list[Row], list[int]]:
    """Return the rows of the notice and after which of them an empty row stands."""
    rows: list[Row] = []
    blank: list[int] = []
    section = ""
    trailing: list[str] = []
    below = list(zip(table.rows, table.places, strict=True))[header.row + 1 :]
    for text in (cell.text for row in table.rows[: header.row] for cell in dict.fromkeys(row) if cell.lines):
        if normalised(text) != normalised(table.title or _title_in_table(table, header)):
            draft.mark("above the header", text, "stands above the header: a notice file does not keep it")
    for cells, place in below:
        if not any(cell.lines for cell in cells):
            if len(rows) not in blank:
                blank.append(len(rows))
            continue
        filled = [cell for cell in cells if cell.lines]
        if len(cells) > 1 and all(is_same(cell, text) for cell, text in zip(cells, header.texts, strict=False)):
            continue  # the header again, at the top of a page
        if len(filled) == 1 and (len(cells) == 1 or cells[0].lines) and len(header.columns) > 1 and not _goes_on(header, cells):
            if section:
                trailing.append(section)
            section = filled[0].text
            continue
        rows.append(_row(draft, header, cells, place, rows, section, flat=table.flat))
        section = ""
    for text in [*trailing, *([section] if section else [])]:
        draft.mark("below the table", text, "stands alone and no row follows it: a notice file does not keep it")
    while blank and blank[-1] == len(rows):
        blank.pop()
    return rows, blank


def _goes_on(header: Header, cells: Sequence[Cell]) -> bool:
    """Whether a row with one filled cell continues the row above rather than being a heading."""
    return any(cell.merged for cell in cells) or (len(cells) > 1 and not cells[header.columns.index("purpose")].lines)


def _row(draft: Draft, header: Header, cells: Sequence[Cell], place: str, above: Sequence[Row], section: str, *, flat: bool) -> Row:
    number = len(above) + 1
    padded = [*cells, *[Cell()] * (len(header.columns) - len(cells))]
    for extra in padded[len(header.columns) :]:
        if extra.lines:
            draft.mark(f"row {number} ({place})", extra.text, "stands right of the last heading: a notice file does not keep it")
    by_column = dict(zip(header.columns, padded, strict=False))
    merged = tuple(column for column, cell in by_column.items() if cell.merged and above)
    if not by_column["purpose"].lines and above:
        # A purpose that goes on is written once, above.
        draft.mark(f"row {number} ({place}), purpose", "", f"is empty: taken to go on with the purpose of row {number - 1}")
        items = {column: _items(draft, column, cell, flat=flat) for column, cell in by_column.items()}
        items["purpose"] = above[-1].cells["purpose"]
        return Row(number, place, items, (*merged, "purpose"), section)
    items = {column: _items(draft, column, cell, flat=flat) for column, cell in by_column.items()}
    return Row(number, place, items, merged, section)


def _items(draft: Draft, column: str, cell: Cell, *, flat: bool) -> Items:
    known: dict[str, Callable[[Draft, str], bool]] = {
        "purpose": purpose_items.is_known,
        "data": data_items.is_understood,
        "basis": basis_items.is_known,
        "retention": retention_items.is_known,
        "data_subjects": subject_items.is_known,
    }
    is_known = known.get(column_kind(column))
    return split(cell, lambda text: is_known is not None and is_known(draft, text), flat=flat and is_known is not None)


def _notice(draft: Draft, title: str, header: Header, rows: Sequence[Row], blank: Sequence[int], taken: AbstractSet[str]) -> Plain:
    for kind in COLUMNS:
        if kind not in {column_kind(column) for column in header.columns}:
            draft.mark("header", " | ".join(header.texts), f"no column tells the {kind}: the rows have none")
    for column, text in zip(header.columns, header.texts, strict=True):
        if column_kind(column) == "other":
            draft.mark("header", text, "a column that is not understood: kept as it is, nothing is made of it")
    activities = [_activity(draft, header, row) for row in rows]
    for activity, row in zip(activities, rows, strict=True):
        _rest_of(draft, header, row, activity)
    for activity in activities:
        if activity["id"] in taken:
            activity["id"] = f"{activity['id']}_{slug(draft.notice_id, 'notice')}"
    purpose_items.tell_apart(activities)
    if not all("data_subjects" in activity for activity in activities):
        subject_items.of_title(draft, title)
    if not draft.subjects:
        draft.mark("title", title, "does not tell whose data these are: add data_subjects")
    document: Plain = {"id": draft.notice_id, "title": title, "language": draft.language}
    if header.columns != COLUMNS:
        document["columns"] = list(header.columns)
    if header.texts != HEADINGS[draft.language] or header.columns != COLUMNS:
        document["header"] = list(header.texts)
    document |= {"blank_rows_after": list(blank)} if blank else {}
    document |= {"data_subjects": draft.subjects} if draft.subjects else {}
    document |= {"legal_bases": draft.bases, "data_categories": _used(draft, activities)}
    document |= {"composites": composites} if (composites := _listed(draft.composites, activities)) else {}
    document |= {"retention_rules": draft.rules, "purposes": activities}
    document |= {"questions": questions} if (questions := _questions(draft)) else {}
    document |= {"review": _ordered(draft.review)} if draft.review else {}
    return document


def _activity(draft: Draft, header: Header, row: Row) -> Plain:
    """Return a row's purposes and data; bases and retention follow when all categories are known."""
    del header
    activity: Plain = {
        "row": row.number,
        **purpose_items.read_items(draft, _texts(row, "purpose"), _at(row, "purpose"), shown=_is_first(row)),
    }
    data: list[str] = []
    for column, items in _columns(row, "data"):
        for item in items:
            found = data_items.read_item(draft, item, _at(row, column))
            if found in data:
                # Two names of one category in a row: the second is kept as a name of its own.
                parts = draft.composites[found]["expands_to"] if found in draft.composites else [found]
                found = draft.new_composite(data_items.plain(item), parts)
            data.append(found)
    activity["data"] = data
    return activity


def _rest_of(draft: Draft, header: Header, row: Row, activity: Plain) -> None:
    declared = [
        part for item in activity["data"] for part in (draft.composites[item]["expands_to"] if item in draft.composites else [item])
    ]
    bases: list[Plain] = []
    conditions: list[str] = []
    for column, items in (*_columns(row, "basis"), *_columns(row, "condition")):
        for item in items:
            conditions += [condition for condition in conditions_in(item) if condition not in conditions]
            if column_kind(column) == "basis":
                bases.extend(
                    basis_items.shipped(draft, item, activity["id"], declared) or basis_items.read_item(draft, item, _at(row, column))
                )
    activity["bases"] = bases
    retention: list[str] = []
    alone = sum(len(items) for _, items in _columns(row, "retention")) == 1
    for column, items in _columns(row, "retention"):
        for item in items:
            rule = retention_items.read_item(draft, item, declared, _at(row, column), alone=alone)
            if rule not in retention:
                retention.append(rule)
            else:
                retention.append(draft.copy_rule(rule, data_items.plain(item)))
    activity["retention"] = retention
    if "data_subjects" in {column_kind(column) for column in header.columns}:
        activity.pop("data_subjects", None)
    if subjects := [
        subject for column, items in _columns(row, "data_subjects") for subject in subject_items.read_items(draft, items, _at(row, column))
    ]:
        activity["data_subjects"] = list(dict.fromkeys(subjects))
    special = [category for category in declared if draft.categories.get(category, {}).get("article")]
    if special:
        activity["conditions"] = conditions
        if not conditions:
            draft.mark(
                _at(row, "data"),
                ", ".join(special),
                "special categories or criminal data, and no condition of article 9(2) or 10 is named: add conditions",
            )
    for kind, name in (("data", "data"), ("basis", "bases"), ("retention", "retention")):
        if not activity[name] and kind in {column_kind(column) for column in header.columns}:
            draft.mark(_at(row, kind), "", "is empty: the row gives none")
    activity |= {"merged": list(row.merged)} if row.merged else {}
    activity |= {"section": row.section} if row.section else {}
    activity["cells"] = {column: list(items.items) for column, items in row.cells.items()}
    for column, divided in row.cells.items():
        if divided.guessed and column not in row.merged:
            draft.mark(_at(row, column), " ".join(divided.items), divided.guessed)


def _columns(row: Row, kind: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(column, _without_headings(items.items)) for column, items in row.cells.items() if column_kind(column) == kind]


def _without_headings(items: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out an item that only announces those below it, and a dash that says that there is none."""
    return tuple(item for index, item in enumerate(items) if not is_no_item(item, last=index == len(items) - 1))


def _texts(row: Row, kind: str) -> tuple[str, ...]:
    return tuple(item for _, items in _columns(row, kind) for item in items)


def _is_first(row: Row) -> bool:
    return "purpose" not in row.merged


def _at(row: Row, column: str) -> str:
    return f"row {row.number} ({row.place}), {column}"


def _used(draft: Draft, activities: Sequence[Plain]) -> Plain:
    listed = [item for activity in activities for item in activity["data"]]
    parts = [part for item in listed for part in (draft.composites[item]["expands_to"] if item in draft.composites else [item])]
    return {key: draft.categories[key] for key in dict.fromkeys(parts)}


def _listed(composites: Plain, activities: Sequence[Plain]) -> Plain:
    listed = {item for activity in activities for item in activity["data"]}
    return {key: value for key, value in composites.items() if key in listed}


def _questions(draft: Draft) -> Plain:
    """Return the questions of the shipped notices that these rules leave open too."""
    asked = {name for rule in draft.rules.values() for name in rule.get("ask", ())}
    asked |= {f"{rule_id}_{name}" for rule_id, rule in draft.rules.items() for name in rule.get("ask", ())}
    asked |= {
        str(rule["period"]).removeprefix("param:") for rule in draft.rules.values() if str(rule.get("period", "")).startswith("param:")
    }
    return {key: value for key, value in draft.known.questions.items() if key in asked}


def _ordered(marks: Sequence[Plain]) -> list[Plain]:
    def place(mark: Plain) -> tuple[int, str]:
        row = re.match(r"row ([0-9]+)", mark["at"])
        return (int(row[1]) if row else 0, "")

    return sorted(marks, key=place)
