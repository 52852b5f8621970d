"""Finds the histories of a repository: which files belong together, and in which order they are run."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from piicatalog.migrations.replay import ReadProblem

Read = Callable[[Iterable[str]], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One history: files of one layout, dialect and tenant, in the order in which they run."""

    layout: str
    """flyway, golang_migrate, alembic, …; ``schema`` for plain files."""
    dialect: str
    """Empty: still to be guessed from the texts."""
    root: str
    """The folder, or the file where it is one."""
    paths: tuple[str, ...]
    problems: tuple[ReadProblem, ...] = ()
    """PII909: migrations in code beside it."""
    skipped: tuple[str, ...] = ()
    """Files of the history that a fresh database does not run."""
    labels: tuple[tuple[str, str], ...] = ()
    """Django: what the apps in the folders are called."""
    beside: tuple[str, ...] = ()
    """Dumps and baselines of the same schema, compared with the history (PII112)."""


def discover(paths: Sequence[str], read: Read, *, layout: str = "", dialect: str = "") -> list[History]:
    """Return the histories among files; ``read`` gives contents, asked only for what ordering needs."""
    from piicatalog.migrations.layouts import histories

    return histories(paths, read, layout=layout, dialect=dialect)
