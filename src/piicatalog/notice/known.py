"""What an import knows: the shipped notices' own parts first, then the default data categories, then the general words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from piicatalog.definitions.data_categories import load_data_categories
from piicatalog.definitions.load import parse, read_text
from piicatalog.definitions.notice import NoticeDefinition, shipped_notices
from piicatalog.definitions.notice_words import CategoryWords, NoticeWords, load_notice_words
from piicatalog.model.label import LANGUAGES
from piicatalog.model.processing import DataCategory
from piicatalog.notice.names import Names

Plain = dict[str, Any]
"""A part of a notice file, as YAML has it."""


@dataclass(frozen=True, slots=True)
class Known:
    """Parts that a notice file can be made of, each as YAML has it, by id."""

    words: NoticeWords
    categories: Mapping[str, Plain]
    composites: Mapping[str, Plain]
    rules: Mapping[str, Plain]
    activities: Mapping[str, Plain]
    subjects: Mapping[str, Plain]
    questions: Mapping[str, Plain]
    category_names: Names
    """Categories as ``category:<id>``, composites as ``composite:<id>``."""
    rule_names: Names
    activity_names: Names
    """Rows of shipped notices as ``activity:<id>``, purposes as ``purpose:<id>``."""


@cache
def load_known() -> Known:
    """Read it all; raises DefinitionError."""
    words = load_notice_words()
    categories: dict[str, Plain] = {}
    composites: dict[str, Plain] = {}
    rules: dict[str, Plain] = {}
    activities: dict[str, Plain] = {}
    subjects: dict[str, Plain] = {}
    questions: dict[str, Plain] = {}
    names: list[tuple[str, tuple[str, ...]]] = []
    for shipped in _shipped():
        parts = {
            "data_categories": categories,
            "composites": composites,
            "retention_rules": rules,
            "data_subjects": subjects,
            "questions": questions,
        }
        for part, into in parts.items():
            for key, value in shipped.get(part, {}).items():
                into.setdefault(key, value)
        for row in shipped["purposes"]:
            activities.setdefault(row["id"], {key: value for key, value in row.items() if key not in {"row", "cells", "merged", "section"}})
    names += [(f"composite:{key}", _names(value)) for key, value in composites.items()]
    names += [(f"category:{key}", _names(value)) for key, value in categories.items()]
    for category in load_data_categories():
        categories.setdefault(category.id, _plain_category(category))
        names.append((f"category:{category.id}", tuple(text for text in _label(category) if text)))
    for key, composite in words.categories.composites.items():
        composites.setdefault(key, composite.model_dump(exclude_defaults=True))
        names.append((f"composite:{key}", _names(composite.model_dump())))
    for key, more in words.categories.data_categories.items():
        if key not in categories:
            categories[key] = _plain_words(more)
        names.append((f"category:{key}", _names(more.model_dump())))
    return Known(
        words=words,
        categories=categories,
        composites=composites,
        rules=rules,
        activities=activities,
        subjects=subjects,
        questions=questions,
        category_names=Names(names, owners=words.categories.owners, generic=words.categories.generic),
        rule_names=Names((key, _names(value)) for key, value in rules.items()),
        activity_names=Names(
            [
                *((f"activity:{key}", _names(value)) for key, value in activities.items() if "sub" not in value),
                *((f"purpose:{key}", _names(purpose.model_dump())) for key, purpose in words.purposes.items()),
            ]
        ),
    )


def _shipped() -> Iterator[Plain]:
    for path in shipped_notices().values():
        data, _ = parse(read_text(path), path.name)
        NoticeDefinition.model_validate(data)
        yield data


def _names(part: Mapping[str, Any]) -> tuple[str, ...]:
    aliases = part.get("aliases") or ()
    return (*(part[language] for language in LANGUAGES if part.get(language)), *([aliases] if isinstance(aliases, str) else aliases))


def _label(category: DataCategory) -> tuple[str, str, str]:
    return category.label.fi, category.label.sv, category.label.en


def _plain_category(category: DataCategory) -> Plain:
    fi, sv, en = _label(category)
    plain: Plain = {"fi": fi, "sv": sv, "en": en, "entities": [str(kind) for kind in category.entity_types]}
    plain |= {name: value for name in ("dpv", "fides", "article") if (value := getattr(category, name))}
    return plain | ({"follows_table": True} if category.follows_table else {})


def _plain_words(words: CategoryWords) -> Plain:
    plain = words.model_dump(exclude_defaults=True, exclude={"aliases"}, mode="json")
    return plain | {"entities": list(plain.get("entities") or ())}
