"""From a document's table to a notice file: its parts as YAML has them, and what a person has to look at."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from pathlib import PurePath

from piicatalog.definitions.notice import HEADINGS
from piicatalog.errors import UsageError
from piicatalog.model.label import LANGUAGES
from piicatalog.model.processing import COLUMNS, column_kind
from piicatalog.notice import formats, purpose_items, subject_items
from piicatalog.notice.activities import name_apart, read_activities
from piicatalog.notice.choosing import choose, title_of
from piicatalog.notice.draft import Draft, slug
from piicatalog.notice.headings import Header
from piicatalog.notice.known import Plain, load_known
from piicatalog.notice.phrases import tokens
from piicatalog.notice.rows import Row, read_rows

_LANGUAGE_WORDS = {
    "fi": ("kasittely", "henkilotie", "sailyty", "perust", "tarkoitu", "tiedo", "rekisteroi"),
    "sv": ("behandling", "personuppgift", "lagring", "andamal", "grund", "syfte", "uppgift", "sparas", "bevar", "rattslig"),
    "en": ("purpose", "personal", "data", "basis", "retention", "legal", "storage", "processing"),
}


def import_notice(blob: bytes, file: str, *, notice_id: str = "", table: str = "", taken: AbstractSet[str] = frozenset()) -> Plain:
    """Return a notice file's data made of the table of a document.

    ``table`` chooses one by its number or a part of its title, where a document has several; ``taken`` are ids of activities that
    other notices have. Raises UsageError.
    """
    module = formats.of_file(file)
    known = load_known()
    chosen, header = choose(module.read(blob, file), known.words, file, table)
    title = title_of(chosen, header)
    notice_id = notice_id or _id_of(title, file)
    draft = Draft(known, _language(header), notice_id)
    for note in chosen.notes:
        draft.mark("table", "", note)
    for text in chosen.around:
        draft.mark("around the table", text, "stands outside the table: a notice file does not keep it")
    rows, blank = read_rows(draft, chosen, header)
    if not rows:
        raise UsageError(f"{file}: {chosen.place or 'the table'} has a header and no rows")
    return _notice(draft, title, header, rows, blank, taken)


def _language(header: Header) -> str:
    words = [word.folded for text in header.texts for word in tokens(text)]
    counts = {language: sum(any(known in word for known in _LANGUAGE_WORDS[language]) for word in words) for language in LANGUAGES}
    return max(LANGUAGES, key=lambda language: counts[language])


def _id_of(title: str, file: str) -> str:
    last = re.split(r"\s[–—-]\s|:\s", title)[-1]
    made = slug(last, "notice") if last.strip() else slug(PurePath(file).stem, "notice")
    return made.replace("_", "-")


def _notice(draft: Draft, title: str, header: Header, rows: Sequence[Row], blank: Sequence[int], taken: AbstractSet[str]) -> Plain:
    for kind in COLUMNS:
        if kind not in {column_kind(column) for column in header.columns}:
            draft.mark("header", " | ".join(header.texts), f"no column tells the {kind}: the rows have none")
    for column, text in zip(header.columns, header.texts, strict=True):
        if column_kind(column) == "other":
            draft.mark("header", text, "a column that is not understood: kept as it is, nothing is made of it")
    activities = read_activities(draft, rows)
    for activity in activities:
        if activity["id"] in taken:
            activity["id"] = f"{activity['id']}_{slug(draft.notice_id, 'notice')}"
    purpose_items.tell_apart(activities)
    name_apart(draft, activities)
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


def _used(draft: Draft, activities: Sequence[Plain]) -> Plain:
    return {
        key: draft.categories[key] for key in dict.fromkeys(draft.parts_of(item for activity in activities for item in activity["data"]))
    }


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
