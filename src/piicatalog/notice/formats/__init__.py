"""One file per format that a notice's table is read from and given back in; a new one is a new file.

A module has ``SUFFIXES``, ``read(blob, file) -> tuple[Table, ...]`` and ``render(notice) -> str | bytes``. What cannot be
read raises UsageError in words. A module whose name begins with ``_`` is no format.
"""

from pathlib import PurePath
from typing import Protocol, cast

from piicatalog import registry
from piicatalog.errors import UsageError
from piicatalog.model.processing import Notice
from piicatalog.notice.table import Table

STAGE = "notice.formats"
MAX_BYTES = 20_000_000


class Format(Protocol):
    """What each format has."""

    SUFFIXES: tuple[str, ...]

    @staticmethod
    def read(blob: bytes, file: str) -> tuple[Table, ...]:
        """Return the tables of a document, in its order."""
        ...

    @staticmethod
    def render(notice: Notice) -> str | bytes:
        """Return the notice's table."""
        ...


def names() -> list[str]:
    """Return the names of all formats."""
    return registry.names(STAGE)


def find(name: str) -> Format:
    """Return a format by its name."""
    return cast("Format", registry.find(STAGE, name))


def of_file(file: str) -> Format:
    """Return the format of a file, by its suffix."""
    suffix = PurePath(file).suffix.casefold()
    for name in names():
        module = find(name)
        if suffix in module.SUFFIXES:
            return module
    known = sorted(suffix for name in names() for suffix in find(name).SUFFIXES)
    raise UsageError(f"{file}: no format has the suffix {suffix or '(none)'}; known: {', '.join(known)}")
