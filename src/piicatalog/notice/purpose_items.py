"""The purposes of a row: known ones bring their names in all languages and the words of the tables that serve them."""

from collections import Counter
from collections.abc import Sequence

from piicatalog.model.label import LANGUAGES
from piicatalog.notice.data_items import plain
from piicatalog.notice.draft import Draft, slug
from piicatalog.notice.known import Plain
from piicatalog.notice.phrases import compiled, tokens


def is_known(draft: Draft, item: str) -> bool:
    """Whether an item is the name of a known purpose."""
    return bool(_find(draft, item))


def read_items(draft: Draft, items: Sequence[str], at: str, *, shown: bool) -> Plain:
    """Return what a row says of its purposes; ``shown``: it does not go on with the purpose of the row above."""
    names = [plain(item) for item in items]
    whole = "; ".join(names)
    shipped = next((key for key, row in draft.known.activities.items() if _same(row.get(draft.language, ""), whole)), "")
    if shipped:
        known = dict(draft.known.activities[shipped])
        for part in ("data", "bases", "retention", "conditions"):
            known.pop(part, None)
        for subject in known.get("data_subjects", ()):
            draft.subjects[subject] = dict(draft.known.subjects[subject])
        return known | {draft.language: "; ".join(item.strip() for item in items)}
    found = [_find(draft, name) for name in names]
    labels = [_labels(draft, each, item) for each, item in zip(found, items, strict=True)]
    row: Plain = {"id": found[0].partition(":")[2] or slug(names[0], "purpose")}
    row |= {language: "; ".join(each[language] for each in labels) for language in LANGUAGES if all(each.get(language) for each in labels)}
    terms = [draft.known.words.purposes[each.partition(":")[2]] for each in found if each.startswith("purpose:")]
    if len(items) > 1:
        row["sub"] = [_sub(draft, each, label, row["id"]) for each, label in zip(found, labels, strict=True)]
        tell_apart(row["sub"])
    elif terms:
        row |= {"dpv": list(terms[0].dpv)} if terms[0].dpv else {}
    if terms and terms[0].fides:
        row["fides"] = terms[0].fides
    row |= _table_words(draft, found, names, at, shown=shown)
    return row


def tell_apart(rows: Sequence[Plain]) -> None:
    """Number the ids that several rows have."""
    counts: Counter[str] = Counter()
    taken = {row["id"] for row in rows}
    for row in rows:
        counts[row["id"]] += 1
        if counts[row["id"]] > 1:
            number = counts[row["id"]]
            while f"{row['id']}_{number}" in taken:
                number += 1
            row["id"] = f"{row['id']}_{number}"
            taken.add(row["id"])


def _same(label: str, text: str) -> bool:
    def said(each: str) -> list[str]:
        return [word.folded for word in tokens(each)]

    return bool(label) and said(label) == said(text)


def _find(draft: Draft, name: str) -> str:
    return draft.known.activity_names.find(plain(name))


def _labels(draft: Draft, found: str, item: str) -> Plain:
    kind, _, found_id = found.partition(":")
    known: Plain = {}
    if kind == "purpose":
        purpose = draft.known.words.purposes[found_id]
        known = {language: getattr(purpose, language) for language in LANGUAGES}
    elif kind == "activity":
        known = {language: draft.known.activities[found_id].get(language, "") for language in LANGUAGES}
    return known | {draft.language: item.strip()}


def _sub(draft: Draft, found: str, labels: Plain, row_id: str) -> Plain:
    kind, _, found_id = found.partition(":")
    sub: Plain = {"id": found_id or slug(labels[draft.language], row_id), **{key: value for key, value in labels.items() if value}}
    if kind == "purpose":
        purpose = draft.known.words.purposes[found_id]
        sub |= {"dpv": list(purpose.dpv)} if purpose.dpv else {}
        sub |= {"fides": purpose.fides} if purpose.fides else {}
    return sub


def _table_words(draft: Draft, found: Sequence[str], names: Sequence[str], at: str, *, shown: bool) -> Plain:
    """Return the words of tables that serve the purposes; those of purposes that a text only mentions are marked."""
    purposes = draft.known.words.purposes
    words: dict[str, list[str]] = {}
    mentioned: list[str] = []
    for each, name in zip(found, names, strict=True):
        kind, _, found_id = each.partition(":")
        ids = [found_id] if kind == "purpose" else []
        if not each:
            spoken = tokens(name)
            ids = [key for key, purpose in purposes.items() if compiled(purpose.phrases).find(spoken)]
            mentioned += ids
        parts = [purposes[key].table_words.model_dump(exclude_defaults=True) for key in ids]
        if kind == "activity":
            parts.append(draft.known.activities[found_id].get("table_words", {}))
        for part in parts:
            for language, some in part.items():
                words.setdefault(language, []).extend(word for word in some if word not in words.get(language, []))
    if shown and mentioned:
        draft.mark(
            at,
            "; ".join(names),
            f"not a purpose that is known; its tables are looked for by the words of: {', '.join(dict.fromkeys(mentioned))}",
        )
    elif shown and not words and not all(found):
        draft.mark(
            at,
            "; ".join(names),
            "not a purpose that is known: no words tell its tables. Add table_words, or bind its tables in piicatalog.yaml",
        )
    return {"table_words": words} if words else {}
