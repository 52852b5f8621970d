"""Whose data they are, by a column of the table or by the notice's title."""

from collections.abc import Sequence

from piicatalog.notice.draft import Draft
from piicatalog.notice.phrases import compiled, tokens


def is_known(draft: Draft, item: str) -> bool:
    """Whether an item names a group of people."""
    return bool(_find(draft, item))


def read_items(draft: Draft, items: Sequence[str], at: str) -> list[str]:
    """Return the groups that a cell names; an item that names none is marked."""
    found: list[str] = []
    for item in items:
        groups = _find(draft, item)
        if not groups:
            draft.mark(at, item, "not a group of people that is known: add it to data_subjects")
        found.extend(_take(draft, group) for group in groups)
    return found


def of_title(draft: Draft, title: str) -> list[str]:
    """Return the groups that a title names."""
    return [_take(draft, group) for group in _find(draft, title)]


def _take(draft: Draft, group: str) -> str:
    words = draft.known.words.subjects[group]
    draft.subjects.setdefault(group, {"fi": words.fi, "sv": words.sv, "en": words.en, "dpv": words.dpv, "fides": words.fides})
    return group


def _find(draft: Draft, text: str) -> list[str]:
    words = tokens(text)
    taken: set[int] = set()
    found: list[tuple[int, str]] = []
    for group, subject in draft.known.words.subjects.items():
        if mine := compiled(subject.words).all(words, taken):
            taken |= mine
            found.append((min(mine), group))
    return [group for _, group in sorted(found)]
