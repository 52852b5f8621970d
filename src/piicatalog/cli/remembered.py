"""The catalog that commands work on: the last scan of the store, or a document, with decisions and tags as they are today."""

from collections.abc import Sequence
from pathlib import Path

from piicatalog.definitions.cache import default_folder
from piicatalog.definitions.configuration import resolve
from piicatalog.definitions.kept import notice
from piicatalog.detection.kept import knowledge as knowledge_of
from piicatalog.errors import UsageError
from piicatalog.model.catalog import Catalog
from piicatalog.model.configuration import Configuration
from piicatalog.model.decision import Decisions
from piicatalog.model.processing import Notice
from piicatalog.notice.side_by_side import combined
from piicatalog.pipeline import decided_and_tagged
from piicatalog.store.open import open_store


def remembered(store: str, source: str | None, decisions: Decisions, configuration: Configuration, language: str = "") -> Catalog:
    """Return what the last scan found, decided and tagged as today; raises StoreError where there is none."""
    with open_store(store, create=False) as opened:
        catalog = opened.last_catalog(as_kept(source, configuration))
    cache = default_folder()
    knowledge = knowledge_of(configuration.classifiers, cache)
    return decided_and_tagged(
        catalog, notices_of(configuration), knowledge, decisions=decisions, configuration=configuration, language=language, cache=cache
    )


def as_kept(source: str | None, configuration: Configuration) -> str | None:
    """Return what a source of the configuration is called in the store; any other name as it is."""
    configured = configuration.sources.get(source or "")
    if configured is None:
        return source
    try:
        return called(resolve(configured))
    except UsageError:  # a secret that is not set: it stands in no name
        return called(configured.address)


def called(address: str) -> str:
    """Return what a source is called, without opening it.

    >>> called("postgresql+psycopg://reader:${PASSWORD}@db:5432/shop?sslmode=require"), called("duckdb:///data/shop.duckdb")
    ('postgresql://db:5432/shop', 'shop.duckdb')
    """
    scheme, mark, rest = address.removeprefix("jdbc:").partition("://")
    if not mark:
        return Path(address).name or Path(address).absolute().name
    kind = scheme.partition("+")[0].lower()
    if kind in {"sqlite", "duckdb"}:
        return Path(rest).name
    place = rest.rpartition("@")[2].partition("?")[0]
    host, _, database = place.partition("/")
    return f"{kind}://{host or 'localhost'}/{database}"


def notices_of(configuration: Configuration) -> Sequence[Notice]:
    """Return the notices of the configuration, side by side."""
    return [notice(name, default_folder()) for name in configuration.notices]


def notice_of(configuration: Configuration) -> Notice:
    """Return the notice of the configuration; several as one."""
    return combined(notices_of(configuration))


def read_document(path: Path) -> Catalog:
    """Return the catalog of a document, as it stands there."""
    from piicatalog.definitions.catalog_document import from_document

    try:
        return from_document(path.read_bytes(), str(path))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
