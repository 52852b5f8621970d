"""Notices and data categories from the cache folder while their files have not changed: a scan reads no YAML and loads no pydantic."""

from pathlib import Path

from piicatalog.definitions.builtin import CLASSIFIERS, MAPPINGS
from piicatalog.definitions.cache import cached
from piicatalog.model.processing import DataCategory, Notice


def notice(name: str, cache: Path | None) -> Notice:
    """Return the notice of a file, or the shipped one of that name; ``cache`` None reads it again. Raises as ``find_notice`` does."""

    def load() -> Notice:
        from piicatalog.definitions.notice import find_notice

        return find_notice(name)

    path = Path(name)  # as it is given too: a notice says which file it is of
    shipped = (MAPPINGS / f"{name}.yaml", MAPPINGS / "examples" / f"{name}.yaml")
    return cached("notice", Notice, (path, path.absolute(), *shipped), load, cache)


def data_categories(cache: Path | None) -> tuple[DataCategory, ...]:
    """Return the default data category of each entity type; ``cache`` None reads them again."""

    def load() -> tuple[DataCategory, ...]:
        from piicatalog.definitions.data_categories import load_data_categories

        return load_data_categories()

    return cached("categories", tuple[DataCategory, ...], (CLASSIFIERS / "data_categories.yaml",), load, cache)
