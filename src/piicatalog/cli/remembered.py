"""The catalog that commands work on: the last scan of the store, or a document, with decisions and tags as they are today."""

from dataclasses import replace
from pathlib import Path

from piicatalog.definitions.catalog_document import from_document
from piicatalog.definitions.data_categories import load_data_categories
from piicatalog.definitions.notice import find_notice
from piicatalog.errors import UsageError
from piicatalog.model.catalog import Catalog
from piicatalog.model.configuration import Configuration
from piicatalog.model.decision import Decisions
from piicatalog.model.processing import Notice
from piicatalog.store.decisions import apply, bindings, unmatched
from piicatalog.store.open import open_store


def remembered(store: str, source: str | None, decisions: Decisions, configuration: Configuration, notice: Notice) -> Catalog:
    """Return what the last scan found, decided and tagged; raises StoreError where there is none."""
    with open_store(store, create=False) as opened:
        catalog = opened.last_catalog(source)
    return decided_and_tagged(catalog, decisions, configuration, notice)


def decided_and_tagged(catalog: Catalog, decisions: Decisions, configuration: Configuration, notice: Notice) -> Catalog:
    """Return a catalog as people and the notice see it today."""
    from piicatalog.tagging.tag import tag

    bound = (*bindings(decisions), *configuration.tables)
    columns = tag(apply(decisions, catalog.columns), notice, load_data_categories(), bindings=bound)
    problems = (*catalog.problems, *unmatched(decisions, catalog.columns))
    return replace(catalog, notice=notice.id, columns=columns, problems=problems)


def notice_of(configuration: Configuration) -> Notice:
    """Return the notice of the configuration."""
    return find_notice(configuration.notices[0])


def read_document(path: Path) -> Catalog:
    """Return the catalog of a document, as it stands there."""
    try:
        return from_document(path.read_bytes(), str(path))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
