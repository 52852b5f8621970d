"""One file per format, found by its name: ``render(catalog, *, notice, language="en")``.

A format gives one text, bytes, or for documentation of several pages a mapping of file name to text. It is a pure
function of the catalog: no clock, no network, equal bytes for equal catalogs. A module whose name begins with ``_`` is no format.
"""

from collections.abc import Mapping
from typing import Protocol

from piicatalog.model.catalog import Catalog
from piicatalog.model.processing import Notice

Rendered = str | bytes | Mapping[str, str]


class Render(Protocol):
    """What each format has."""

    def __call__(self, catalog: Catalog, *, notice: Notice | None, language: str = "en") -> Rendered:
        """Return the catalog in this format; ``notice`` gives activities, categories and rules their names."""
        ...
