"""The default data category of each entity type: ``classifiers/data_categories.yaml``."""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from piicatalog.definitions.base import Definition
from piicatalog.definitions.builtin import CLASSIFIERS
from piicatalog.definitions.load import load
from piicatalog.definitions.notice_parts import CategoryDefinition, Id
from piicatalog.model.entity_type import EntityType
from piicatalog.model.processing import DataCategory

FILE = CLASSIFIERS / "data_categories.yaml"


class DataCategoriesDefinition(Definition):
    """The file: every entity type in one category."""

    data_categories: Annotated[dict[Id, CategoryDefinition], Field(min_length=1)]

    @model_validator(mode="after")
    def _every_entity_type_has_one(self) -> "DataCategoriesDefinition":
        first: dict[EntityType, str] = {}
        for key, category in self.data_categories.items():
            for entity_type in category.entities:
                if entity_type in first:
                    raise ValueError(f"{entity_type} is in {first[entity_type]} and in {key}")
                first[entity_type] = key
        missing = sorted(set(EntityType) - set(first))
        if missing:
            raise ValueError(f"no category has {', '.join(missing)}")
        return self


@cache
def load_data_categories(path: Path = FILE) -> tuple[DataCategory, ...]:
    """Return the categories in the file's order; raises DefinitionError with file and line."""
    shown_as = "classifiers/data_categories.yaml" if path == FILE else None
    definition = load(DataCategoriesDefinition, path, shown_as=shown_as)
    return tuple(category.to_category(key) for key, category in definition.data_categories.items())
