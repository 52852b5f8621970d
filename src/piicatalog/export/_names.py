"""What things are called for people: entity types, categories, activities, legal bases and retention rules."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from piicatalog.definitions.builtin import CLASSIFIERS
from piicatalog.definitions.data_categories import load_data_categories
from piicatalog.definitions.detector import load_detectors
from piicatalog.model.catalog import ColumnTags
from piicatalog.model.detector import titles
from piicatalog.model.entity_type import EntityType
from piicatalog.model.label import Label
from piicatalog.model.processing import Notice


class Names:
    """Names in one language; an id that neither the notice nor a classifier file knows is shown as it is."""

    def __init__(self, notice: Notice | None, language: str) -> None:
        self.language = language
        categories = {category.id: category.label for category in load_data_categories()}
        self._categories = self._in_language(categories | ({each.id: each.label for each in notice.categories} if notice else {}))
        self._activities = self._in_language({each.id: each.label for each in notice.activities} if notice else {})
        self._bases = self._in_language({each.id: each.label for each in notice.legal_bases} if notice else {})
        self._rules = self._in_language({each.id: each.label for each in notice.retention_rules} if notice else {})
        self.served: dict[int, tuple[ColumnTags, Any]] = {}
        """The tags that were said in words already, see ``_served``."""
        self._entity_types = self._in_language({str(entity_type): label for entity_type, label in entity_labels().items()})

    def _in_language(self, labels: Mapping[str, Label]) -> dict[str, str]:
        return {key: label.in_language(self.language) for key, label in labels.items()}

    def entity_type(self, entity_type: EntityType) -> str:
        """Return ``Sähköpostiosoite`` for ``EMAIL_ADDRESS``."""
        return self._entity_types.get(entity_type) or str(entity_type)

    def category(self, category: str) -> str:
        """Return the name of a data category."""
        return self._categories.get(category) or category

    def activity(self, activity: str) -> str:
        """Return the name of a processing activity."""
        return self._activities.get(activity) or activity

    def basis(self, basis: str) -> str:
        """Return the name of a legal basis."""
        return self._bases.get(basis) or basis

    def rule(self, rule: str) -> str:
        """Return a retention rule in the notice's words."""
        return self._rules.get(rule) or rule


@cache
def entity_labels() -> Mapping[EntityType, Label]:
    """Return the title of each entity type by the shipped files."""
    return titles(load_detectors(CLASSIFIERS, shown_as="classifiers"))


def unique(items: Iterable[str]) -> list[str]:
    """Return each once, in the order of their first appearance."""
    return list(dict.fromkeys(items))


def file_names(schemas: Sequence[tuple[str, str]], suffix: str, *, taken: Iterable[str] = ()) -> list[str]:
    """Return a file name for each source and schema; the same on every file system, two that would collide are numbered.

    >>> file_names([("shop.duckdb", "Myynti"), ("shop.duckdb", "myynti"), ("shop.duckdb", "")], ".md")
    ['myynti.md', 'myynti-2.md', 'tables.md']
    """
    many = len({source for source, _ in schemas}) > 1
    used = set(taken)
    files = []
    for source, schema in schemas:
        plain = unicodedata.normalize("NFKD", f"{source}-{schema}" if many else schema).encode("ascii", "ignore").decode().lower()
        base = slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80] or "tables"
        number = 1
        while slug in used:
            number += 1
            slug = f"{base}-{number}"
        used.add(slug)
        files.append(f"{slug}{suffix}")
    return files
