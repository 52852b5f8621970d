"""Open the store; the one place that says which extra brings its libraries."""

from typing import TYPE_CHECKING

from piicatalog.errors import MissingExtraError

if TYPE_CHECKING:
    from piicatalog.store.scans import Store

DEFAULT = ".piicatalog/store.sqlite"


def open_store(url: str = DEFAULT, *, create: bool = True) -> "Store":
    """Return the store at a path or address, made when there is none.

    ``create`` False: a SQLite file that does not exist is an error that says how to make a first scan.
    Raises StoreError, or MissingExtraError where a library is not installed.
    """
    try:
        from piicatalog.store.scans import Store
    except ModuleNotFoundError:
        raise MissingExtraError("The store", "scan") from None
    return Store(url, create=create)
