"""Finds personal data per column and tags it with purpose, legal basis and retention from your own privacy notice.

    import piicatalog
    catalog = piicatalog.scan("postgresql://…")       # or a file, a folder, a DataFrame
    catalog.to_pandas()

``scan`` and ``Catalog`` are loaded when they are first used: importing the package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from piicatalog.errors import (
    DefinitionError,
    GitError,
    MissingExtraError,
    NothingCheckedError,
    PiicatalogError,
    SourceError,
    StoreError,
    UnknownNameError,
    UsageError,
)

if TYPE_CHECKING:
    from piicatalog.model.catalog import Catalog
    from piicatalog.scanning import scan

__all__ = [
    "Catalog",
    "DefinitionError",
    "GitError",
    "MissingExtraError",
    "NothingCheckedError",
    "PiicatalogError",
    "SourceError",
    "StoreError",
    "UnknownNameError",
    "UsageError",
    "scan",
]

_PLACES = {"scan": "piicatalog.scanning", "Catalog": "piicatalog.model.catalog"}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'piicatalog' has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
