"""The same as `dbt`, with `meta` and `tags` beside the column's name: for dbt before 1.10, which overlooks a column's `config`."""

from piicatalog.export._yaml import dump
from piicatalog.export.dbt import document
from piicatalog.model.catalog import Catalog
from piicatalog.model.configuration import Configuration
from piicatalog.model.processing import Notice

SUFFIX = ".yml"


def render(catalog: Catalog, *, notice: Notice | None = None, language: str = "en", configuration: Configuration | None = None) -> str:
    """Return the file; it holds ids, so that ``language`` changes nothing."""
    del language
    return dump(document(catalog, notice, configuration, legacy=True))
