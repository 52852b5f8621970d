import pytest

from piicatalog.definitions.data_categories import load_data_categories
from piicatalog.errors import DefinitionError
from piicatalog.model.entity_type import EntityType


def test_every_entity_type_has_one_default_category_with_a_name_in_each_language():
    categories = load_data_categories()
    assert sorted(entity for category in categories for entity in category.entity_types) == sorted(EntityType)
    assert all(category.label.fi and category.label.sv and category.label.en for category in categories)


def test_special_categories_are_those_of_articles_9_and_10():
    special = {entity for category in load_data_categories() if category.special for entity in category.entity_types}
    assert special == {entity for entity in EntityType if entity.is_special_category or entity.is_criminal_data}


def test_an_entity_type_without_a_category_is_an_error(tmp_path):
    path = tmp_path / "data_categories.yaml"
    path.write_text("data_categories:\n  name: {fi: Nimi, entities: [PERSON]}\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match="no category has ADDRESS"):
        load_data_categories(path)
