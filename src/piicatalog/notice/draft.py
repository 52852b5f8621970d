"""A notice file while an import makes it: its parts as YAML has them, and what is to be reviewed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from piicatalog.definitions.notice_check import normalised
from piicatalog.detection.normalise import fold
from piicatalog.model.label import LANGUAGES
from piicatalog.notice.known import Known, Plain

_LONGEST_ID = 40


def slug(text: str, default: str) -> str:
    """Return an id made of a text.

    >>> slug("Tiedot, jotka liittyvät ääneen (2)", "x"), slug("2 §", "data")
    ('tiedot_jotka_liittyvat_aaneen_2', 'data_2')
    """
    made = re.sub(r"[^a-z0-9]+", "_", fold(text).lower()).strip("_")
    made = made if made[:1].isalpha() else f"{default}_{made}".rstrip("_")
    return made if len(made) <= _LONGEST_ID else made[:_LONGEST_ID].rpartition("_")[0] or made[:_LONGEST_ID]


class Draft:
    """The parts of a notice file."""

    def __init__(self, known: Known, language: str, notice_id: str = "") -> None:
        self.known = known
        self.language = language
        self.notice_id = notice_id
        self.categories: dict[str, Plain] = {}
        self.composites: dict[str, Plain] = {}
        self.bases: dict[str, Plain] = {}
        self.rules: dict[str, Plain] = {}
        self.subjects: dict[str, Plain] = {}
        self.review: list[Plain] = []

    def mark(self, at: str, text: str, why: str) -> None:
        """Mark something for review."""
        mark = {"at": at, "text": text, "why": why}
        if mark not in self.review:
            self.review.append(mark)

    def named(self, text: str, more: Mapping[str, Any]) -> Plain:
        """Return a part with a name in the notice's language alone."""
        return {self.language: text, **more}

    def category(self, category_id: str, wording: str = "") -> str:
        """Take in a known category; a wording that is not its name becomes an alias."""
        if category_id not in self.categories:
            self.categories[category_id] = dict(self.known.categories[category_id])
        return self._called(self.categories, category_id, wording)

    def composite(self, composite_id: str, wording: str = "") -> str:
        """Take in a known composite and all it stands for."""
        if composite_id not in self.composites:
            self.composites[composite_id] = dict(self.known.composites[composite_id])
            for part in self.composites[composite_id]["expands_to"]:
                self.category(part)
        return self._called(self.composites, composite_id, wording)

    def parts_of(self, items: Iterable[str]) -> list[str]:
        """Return the categories that items stand for, composites expanded."""
        return [part for item in items for part in (self.composites[item]["expands_to"] if item in self.composites else [item])]

    def new_composite(self, text: str, parts: Iterable[str], *, but: Sequence[str] = ()) -> str:
        """Add a composite of the notice's own, unless one that stands for the same and is called the same is there.

        ``but``: the row has these already, each once.
        """
        expands_to = list(dict.fromkeys(parts))
        name = text.partition(":")[0].strip() or text
        for composite_id, composite in self.composites.items():
            if composite_id not in but and normalised(name) in _names(composite) and list(composite["expands_to"]) == expands_to:
                return composite_id
        label = self._free(name)
        aliases = {"aliases": [name]} if label != name else {}
        return self._add(self.composites, slug(name, "data"), self.named(label, {**aliases, "expands_to": expands_to}))

    def new_category(self, text: str) -> str:
        """Add a category that is not known: without entity types, so that no column is taken for it."""
        for category_id, category in self.categories.items():
            if normalised(text) in _names(category):
                return category_id
        return self._add(self.categories, slug(text, "data"), self.named(text, {"entities": []}))

    def called(self, item_id: str, item: str) -> str:
        """See to it that a category or composite is known by an item's words, or by those before a colon."""
        parts = self.composites if item_id in self.composites else self.categories
        if normalised(item.partition(":")[0]) in _names(parts[item_id]):
            return item_id
        return self._called(parts, item_id, item)

    def basis(self, basis_id: str, part: Plain) -> str:
        """Take in a legal basis."""
        self.bases.setdefault(basis_id, part)
        return basis_id

    def rule(self, rule_id: str, part: Plain, wording: str) -> str:
        """Take in a retention rule; the same rule in other words gets these as an alias."""
        said = {key: value for key, value in part.items() if key not in (*LANGUAGES, "aliases")}
        for existing_id, existing in self.rules.items():
            if normalised(wording) in _names(existing) or (
                existing_id.startswith(rule_id)
                and {key: value for key, value in existing.items() if key not in (*LANGUAGES, "aliases")} == said
            ):
                return self._called(self.rules, existing_id, wording)
        return self._called(self.rules, self._add(self.rules, rule_id, dict(part)), wording)

    def copy_rule(self, rule_id: str, wording: str) -> str:
        """Add the same rule once more under other words, for a row that says it twice."""
        part = {key: value for key, value in self.rules[rule_id].items() if key not in (*LANGUAGES, "aliases")}
        return self._add(self.rules, rule_id, self.named(wording, part))

    def _free(self, name: str) -> str:
        """Return a name that no category or composite has yet: two of one name cannot be told apart."""
        taken = {label for part in (*self.categories.values(), *self.composites.values()) for label in _names(part)}
        number, free = 2, name
        while normalised(free) in taken:
            free, number = f"{name} ({number})", number + 1
        return free

    def _called(self, parts: dict[str, Plain], part_id: str, wording: str) -> str:
        part = parts[part_id]
        if wording and normalised(wording) not in _names(part):
            aliases = part.get("aliases") or []
            part["aliases"] = [*([aliases] if isinstance(aliases, str) else aliases), wording.rstrip(" .:;,")]
        return part_id

    def _add(self, parts: dict[str, Plain], wanted: str, part: Plain) -> str:
        part_id, number = wanted, 2
        while part_id in self.categories or part_id in self.composites or part_id in self.rules or part_id in self.bases:
            part_id, number = f"{wanted}_{number}", number + 1
        parts[part_id] = part
        return part_id


def _names(part: Mapping[str, Any]) -> set[str]:
    aliases = part.get("aliases") or ()
    texts = (*(part.get(language) for language in LANGUAGES), *([aliases] if isinstance(aliases, str) else aliases))
    return {normalised(text) for text in texts if text}
