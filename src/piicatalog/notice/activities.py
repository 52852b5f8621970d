"""What the rows of a notice's table say, as a notice file has it."""

from collections.abc import Sequence

from piicatalog.definitions.notice_check import conditions_in, normalised
from piicatalog.model.label import LANGUAGES
from piicatalog.model.processing import column_kind
from piicatalog.notice import basis_items, data_items, purpose_items, retention_items, subject_items
from piicatalog.notice.draft import Draft
from piicatalog.notice.known import Plain
from piicatalog.notice.rows import Row

_PARTS = {"data": "data", "basis": "bases", "retention": "retention"}
"""What a notice file calls what a column says."""


def read_activities(draft: Draft, rows: Sequence[Row]) -> list[Plain]:
    """Return an activity for each row; all data are read before bases and retention, which refer to them."""
    activities = [{"row": row.number, **_purposes(draft, row), "data": _data(draft, row)} for row in rows]
    for activity, row in zip(activities, rows, strict=True):
        declared = draft.parts_of(activity["data"])
        activity["bases"] = _bases(draft, row, activity["id"], declared)
        activity["retention"] = _retention(draft, row, declared)
        activity.update(_subjects(draft, row, activity))
        activity.update(_conditions(draft, row, declared))
        activity.update({"merged": list(row.merged)} if row.merged else {})
        activity.update({"section": row.section} if row.section else {})
        activity["cells"] = {column: list(divided.items) for column, divided in row.cells.items()}
        _mark(draft, row, activity)
    return activities


def _purposes(draft: Draft, row: Row) -> Plain:
    names = [item for _, item in row.items("purpose")]
    if not names:
        draft.mark(row.at("purpose"), "", "names no purpose: write what the row is for")
        return {"id": f"row_{row.number}", draft.language: f"({row.number})"}
    return purpose_items.read_items(draft, names, row.at("purpose"), shown="purpose" not in row.merged)


def _data(draft: Draft, row: Row) -> list[str]:
    data: list[str] = []
    for at, item in row.items("data"):
        found = data_items.read_item(draft, item, at)
        if found in data:
            # Two names of one category in a row: the second is kept as a name of its own.
            found = draft.new_composite(data_items.plain(item), draft.parts_of([found]), but=data)
        data.append(draft.called(found, item))
    return data


def _bases(draft: Draft, row: Row, activity: str, declared: Sequence[str]) -> list[Plain]:
    bases: list[Plain] = []
    for at, item in row.items("basis"):
        bases += basis_items.shipped(draft, item, activity, declared) or basis_items.read_item(draft, item, at)
    return bases


def _retention(draft: Draft, row: Row, declared: Sequence[str]) -> list[str]:
    items = row.items("retention")
    rules: list[str] = []
    for at, item in items:
        rule = retention_items.read_item(draft, item, declared, at, alone=len(items) == 1)
        rules.append(draft.copy_rule(rule, data_items.plain(item)) if rule in rules else rule)
    return rules


def _subjects(draft: Draft, row: Row, activity: Plain) -> Plain:
    """Return whose data they are: by the table's own column, where it has one."""
    if not row.columns("data_subjects"):
        return {}
    activity.pop("data_subjects", None)
    subjects = [group for at, item in row.items("data_subjects") for group in subject_items.read_items(draft, [item], at)]
    return {"data_subjects": list(dict.fromkeys(subjects))} if subjects else {}


def _conditions(draft: Draft, row: Row, declared: Sequence[str]) -> Plain:
    """Return the conditions of article 9(2) that a row names, where it has data that need one."""
    special = [category for category in declared if draft.categories[category].get("article")]
    if not special:
        return {}
    found = [condition for kind in ("basis", "condition") for _, item in row.items(kind) for condition in conditions_in(item)]
    if not found:
        why = "special categories or criminal data, and no condition of article 9(2) or 10 is named: add conditions"
        draft.mark(row.at("data"), ", ".join(special), why)
    return {"conditions": list(dict.fromkeys(found))}


def _mark(draft: Draft, row: Row, activity: Plain) -> None:
    for column, divided in row.cells.items():
        part = _PARTS.get(column_kind(column))
        if part and not activity[part]:
            draft.mark(row.at(column), "", "is empty: the row gives none")
        if divided.guessed and column not in row.merged:
            draft.mark(row.at(column), " ".join(divided.items), divided.guessed)


def name_apart(draft: Draft, activities: Sequence[Plain]) -> None:
    """Number the names of rows that say the same as an earlier one, unless a purpose goes on from the row above."""
    seen: set[tuple[str, str]] = set()
    above: Plain = {}
    for activity in activities:
        names = _names(activity)
        goes_on = names == _names(above) and any(activity[part] != above[part] for part in _PARTS.values())
        for language in names if not goes_on else ():
            if (language, names[language]) in seen:
                said = activity[language]
                activity[language] = f"{said} ({activity['row']})"
                why = "an earlier row has the same purpose: join the rows, or name them apart"
                draft.mark(f"row {activity['row']}, purpose", said, why)
        seen.update(names.items())
        above = activity


def _names(activity: Plain) -> dict[str, str]:
    return {language: normalised(activity[language]) for language in LANGUAGES if activity.get(language)}
