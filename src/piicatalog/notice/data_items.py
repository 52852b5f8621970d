"""What an item of a data cell stands for: one category, or a composite of several."""

import re
from collections.abc import Sequence

from piicatalog.definitions.notice_check import without_bullet
from piicatalog.notice.draft import Draft

_LIST = re.compile(r"\s*[,;]\s*")
_JOINED = re.compile(r"\s+(?:ja|sekä|tai|och|samt|eller|and|or|&|\+)\s+", re.IGNORECASE)
_LAST = re.compile(r"^(?:ja|sekä|och|samt|and)\s+", re.IGNORECASE)
_EXAMPLES = re.compile(
    r"^(?:\W*(?:kuten|esim\.?|esimerkiksi|mm\.?|muun muassa|mukaan lukien|sisältäen|t\.?\s?ex\.?|till exempel|såsom|bl\.?\s?a\.?|bland annat|inklusive|"
    r"e\.?g\.?|such as|for example|including|i\.?e\.?|eli)\s+)+",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"(?:\s+(?:jne|ym|yms|tms|mm|osv|m\.m|etc)\.?|\s*\.\.\.|\s*…)\s*$", re.IGNORECASE)
_IN_PARENTHESES = re.compile(r"^(?P<head>[^()]+?)\s*\((?P<parts>[^()]*)\)[\s.,;:]*$")


_LONGEST = 4_000
"""Letters of a list that is divided."""


def plain(item: str) -> str:
    """Return an item without a bullet or number before it and the marks after it.

    >>> plain("• Nimi,"), plain("2) Osoite;"), plain("- palautteet.")
    ('Nimi', 'Osoite', 'palautteet')
    """
    return without_bullet(item).rstrip(" .:;,")


def is_known(draft: Draft, item: str) -> bool:
    """Whether an item is the name of something known."""
    return bool(draft.known.category_names.find(plain(item)))


def is_understood(draft: Draft, item: str) -> bool:
    """Whether an item is known, or all that it lists is."""
    text = plain(item)
    head, parts = _head_and_parts(text)
    if is_known(draft, text) or (parts and is_known(draft, head)):
        return True
    names = split_list(draft, parts or text)
    return len(names) > 1 and all(is_known(draft, name) for name in names)


def read_item(draft: Draft, item: str, at: str) -> str:
    """Return the id of the category or composite that an item stands for; what is not known is new, and marked."""
    text = plain(item)
    found = draft.known.category_names.find(text)
    if found:
        return _take(draft, found, text, at)
    head, parts = _head_and_parts(text)
    if parts:
        return _listed(draft, text, head, parts, at)
    return _together(draft, text, at) or _unknown(draft, text, at)


def _take(draft: Draft, found: str, text: str, at: str) -> str:
    kind, _, found_id = found.partition(":")
    if kind == "category":
        return draft.category(found_id, text)
    composite = draft.composite(found_id, text)
    if found_id not in draft.known.words.categories.composites:
        return composite  # a shipped notice's own: it says what it stands for
    draft.mark(at, text, f"taken to stand for {', '.join(draft.composites[composite]['expands_to'])}: put it right if it is more or less")
    return composite


def _head_and_parts(text: str) -> tuple[str, str]:
    if ":" in text:
        head, _, parts = text.partition(":")
        return (head.strip(), parts.strip()) if head.strip() else ("", "")
    within = _IN_PARENTHESES.match(text)
    return (within["head"], within["parts"]) if within else ("", "")


def _listed(draft: Draft, text: str, head: str, parts: str, at: str) -> str:
    """Return what ``head: a, b, c`` or ``head (a, b, c)`` stands for."""
    names = split_list(draft, _OPEN_END.sub("", _EXAMPLES.sub("", parts)))
    ids, unknown = _ids_of(draft, names)
    open_ended = bool(_EXAMPLES.match(parts) or _OPEN_END.search(parts))
    found = draft.known.category_names.find(head)
    kind, _, found_id = found.partition(":")
    if kind == "composite" and not unknown and ids == list(draft.known.composites[found_id]["expands_to"]):
        for part, name in zip(ids, names, strict=False):
            draft.category(part, plain(name))
        return draft.composite(found_id, head if ":" in text else text)
    if kind == "category" and set(ids) <= {found_id}:
        if unknown:
            draft.mark(at, text, f"taken for {found_id}; not understood: {', '.join(unknown)}")
        return draft.category(found_id, text if ":" not in text else head)
    members = [_member(draft, name, at) for name in names]
    expanded = [part for member in members for part in (draft.composites[member]["expands_to"] if member in draft.composites else [member])]
    if open_ended:
        draft.mark(at, text, "gives examples only: add what else it stands for")
    if kind == "category" and found_id not in expanded:
        expanded.insert(0, draft.category(found_id))
    return draft.new_composite(text, expanded)


def _member(draft: Draft, name: str, at: str) -> str:
    text = plain(name)
    found = draft.known.category_names.find(text)
    return _take(draft, found, text, at) if found else _unknown(draft, text, at)


def _together(draft: Draft, text: str, at: str) -> str:
    """Return what ``a, b and c`` stands for when all of them are known, or nothing."""
    names = split_list(draft, _OPEN_END.sub("", text))
    if len(names) < 2:
        return ""
    ids, unknown = _ids_of(draft, names)
    if unknown and len(unknown) == len(names):
        return ""
    if unknown and not _LIST.search(text):
        return ""
    for name in unknown:
        ids.append(_unknown(draft, plain(name), at))
    for part in ids:
        if part in draft.known.categories:
            draft.category(part)
    draft.mark(at, text, f"one item that names several: taken for {', '.join(dict.fromkeys(ids))}")
    return draft.new_composite(text, ids)


def split_list(draft: Draft, text: str) -> list[str]:
    """Return the names that a text lists; what is known as a whole is not divided, nor what no part is known of."""
    names: list[str] = []
    for listed in _LIST.split(text) if len(text) <= _LONGEST else [text]:
        part = _LAST.sub("", listed.strip())
        pieces = [piece for piece in _JOINED.split(part) if piece.strip()]
        divided = len(pieces) > 1 and not is_known(draft, part) and any(is_known(draft, piece) for piece in pieces)
        names.extend(pieces if divided else [part] if part else [])
    return names


def _ids_of(draft: Draft, names: Sequence[str]) -> tuple[list[str], list[str]]:
    ids: list[str] = []
    unknown: list[str] = []
    for name in names:
        kind, _, found_id = draft.known.category_names.find(plain(name)).partition(":")
        if not found_id:
            unknown.append(name)
        else:
            ids.extend([found_id] if kind == "category" else draft.known.composites[found_id]["expands_to"])
    return ids, unknown


def _unknown(draft: Draft, text: str, at: str) -> str:
    near, found = draft.known.category_names.near(text)
    hint = f"; is it «{near}» ({found.partition(':')[2]})?" if near else ""
    draft.mark(
        at, text, f"not a known category of data{hint}. Kept as a new one without entity types: give it entities, or use the known one"
    )
    return draft.new_category(text)
