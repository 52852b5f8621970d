"""What a catalog of somebody else calls a source: its platform, database and service.

Taken from the source's own name (``postgresql://db.example.com/shop``, ``shop.duckdb``) unless ``catalogs`` of piicatalog.yaml says it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import PurePath

from piicatalog.model.configuration import CatalogPlace, Configuration

_PLATFORMS = {"postgresql": "postgres", "sqlserver": "mssql"}
"""DataHub's names, where the address begins with another."""
_DATABASE_FILES = {".duckdb": "duckdb", ".sqlite": "sqlite", ".sqlite3": "sqlite", ".db": "sqlite"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the tables of a source are, in the words of other catalogs."""

    platform: str
    database: str
    """Empty: the source has none above its schemas."""
    service: str
    instance: str = ""
    environment: str = "PROD"


def places(configuration: Configuration | None) -> Callable[[str], Place]:
    """Return what gives a source's place by its name; of several entries that fit, the first holds."""
    given: Sequence[CatalogPlace] = configuration.catalogs if configuration is not None else ()

    @cache
    def place(source: str) -> Place:
        found = next((entry for entry in given if fnmatchcase(source.lower(), entry.source.lower())), None)
        return _said(_of_name(source), found) if found else _of_name(source)

    return place


def _of_name(source: str) -> Place:
    """Return the place that a source's name tells of.

    >>> _of_name("postgresql://db.example.com:5432/shop")
    Place(platform='postgres', database='shop', service='postgres', instance='', environment='PROD')
    >>> _of_name("shop.duckdb").platform, _of_name("data/asiakkaat.csv").platform
    ('duckdb', 'file')
    """
    scheme, separator, rest = source.partition("://")
    if separator:
        platform = _PLATFORMS.get(scheme.lower(), scheme.lower())
        return Place(platform=platform, database=rest.partition("/")[2].partition("?")[0], service=platform)
    path = PurePath(source)
    platform = _DATABASE_FILES.get(path.suffix.lower(), "file")
    return Place(platform=platform, database="" if platform == "file" else path.stem, service=platform)


def _said(place: Place, entry: CatalogPlace) -> Place:
    platform = entry.platform or place.platform
    return replace(
        place,
        platform=platform,
        database=place.database if entry.database is None else entry.database,
        service=entry.service or (platform if entry.platform else place.service),
        instance=entry.instance,
        environment=entry.environment,
    )
