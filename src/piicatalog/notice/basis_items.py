"""What an item of a basis cell says: legal bases of article 6(1), and what they are limited to."""

import re
from collections.abc import Sequence

from piicatalog.definitions.notice_check import CONDITION, conditions_in, normalised
from piicatalog.model.label import LANGUAGES
from piicatalog.notice.data_items import plain
from piicatalog.notice.draft import Draft, slug
from piicatalog.notice.known import Plain
from piicatalog.notice.phrases import MOST_WORDS, Token, compiled, left, tokens

_LETTERS = {
    "a": "consent",
    "b": "contract_performance",
    "c": "legal_obligation",
    "d": "vital_interests",
    "e": "public_task",
    "f": "legitimate_interest",
}
_ARTICLE = re.compile(
    r"\b6\s*(?:\.\s*)?(?:art\w*\.?)?(?:n)?\s*\(?\s*1\b\s*\)?\s*(?:\.|kohdan|kohta|mom\w*|p\w*)?\s*,?\s*[\(\-]?\s*([a-f])\b", re.IGNORECASE
)


def is_known(draft: Draft, item: str) -> bool:
    """Whether an item names a legal basis."""
    return bool(_find(draft, item)[0])


def read_item(draft: Draft, item: str, at: str) -> list[Plain]:
    """Return the legal bases that an item names, each as the row gives it; an item that names none is marked."""
    text = plain(item)
    found, rest = _find(draft, text)
    if not found and conditions_in(text):
        return []
    if not found:
        draft.mark(
            at, text, "not a legal basis that is known. Kept without an article: write which of article 6(1) it is (gdpr), or take it out"
        )
        return [{"id": draft.basis(_free(draft, text), draft.named(text, {"gdpr": ""}))}]
    applied: list[Plain] = []
    for basis_id in found:
        entry: Plain = {"id": draft.basis(basis_id, _part(draft, basis_id))}
        if len(found) > 1 or not _is_label(text, draft.bases[basis_id]):
            entry["text"] = text
        if rest:
            entry["scope"] = rest
        applied.append(entry)
    if rest:
        names = " and ".join(found)
        draft.mark(at, text, f"taken for {names}, limited to «{rest}»: say which data it holds for (applies_to), or take the scope out")
    elif len(found) > 1:
        draft.mark(at, text, f"one item that names several bases: {', '.join(found)}")
    return applied


def shipped(draft: Draft, item: str, activity: str, declared: Sequence[str]) -> list[Plain]:
    """Return the basis as the shipped notice's activity of that name gives it in the same words, or nothing."""
    for entry in draft.known.activities.get(activity, {}).get("bases", ()):
        label = draft.known.words.bases.legal_bases[entry["id"]]
        names = {
            str(entry.get("text") or getattr(label, language)) for language in LANGUAGES if entry.get("text") or getattr(label, language)
        }
        names |= {
            f"{getattr(label, language)} {entry[f'qualifier_{language}']}" for language in LANGUAGES if entry.get(f"qualifier_{language}")
        }
        if normalised(plain(item)) in {normalised(name) for name in names} and set(entry.get("applies_to", ())) <= set(declared):
            draft.basis(entry["id"], _part(draft, entry["id"]))
            return [dict(entry)]
    return []


def _part(draft: Draft, basis_id: str) -> Plain:
    words = draft.known.words.bases.legal_bases[basis_id]
    return {key: value for key in ("fi", "sv", "en", "gdpr", "dpv", "dpv_core", "fides") if (value := getattr(words, key))}


def _find(draft: Draft, text: str) -> tuple[list[str], str]:
    """Return the bases that a text names, in its order, and what else it says."""
    bases = draft.known.words.bases
    words = tokens(text)
    if len(words) > MOST_WORDS:
        return [], ""
    taken = {
        position for match in _ARTICLE.finditer(text) for position, word in enumerate(words) if match.start() <= word.start < match.end()
    }
    taken |= {
        position for match in CONDITION.finditer(text) for position, word in enumerate(words) if match.start() <= word.start < match.end()
    }
    found = [(match.start(), _LETTERS[match[1].lower()]) for match in _ARTICLE.finditer(text)]
    for basis_id, basis in bases.legal_bases.items():
        mine = compiled(basis.phrases).all(words, taken)
        if mine:
            taken |= mine
            found.append((words[min(mine)].start, basis_id))
    taken |= compiled(bases.fillers).all(words, taken)
    return list(dict.fromkeys(basis_id for _, basis_id in sorted(found))), _rest(text, words, taken)


def _rest(text: str, words: Sequence[Token], taken: set[int]) -> str:
    rest = left(text, words, taken)
    return rest if any(character.isalpha() for character in rest) else ""


def _is_label(text: str, part: Plain) -> bool:
    return normalised(text) in {normalised(part[key]) for key in LANGUAGES if part.get(key)}


def _free(draft: Draft, text: str) -> str:
    for basis_id, part in draft.bases.items():
        if part.get(draft.language) == text:
            return basis_id
    wanted = slug(text, "basis")
    basis_id, number = wanted, 2
    while basis_id in draft.bases or basis_id in draft.known.words.bases.legal_bases:
        basis_id, number = f"{wanted}_{number}", number + 1
    return basis_id
