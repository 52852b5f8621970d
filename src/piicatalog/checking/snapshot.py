"""The files of a repository or folder at one moment: a commit, the index, or the working tree."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from piicatalog.checking.git import Repository, blob_id
from piicatalog.checking.stat_cache import ids

SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules", ".venv", "venv", "__pycache__", ".tox", ".mypy_cache", "target", ".idea"})
"""Folders that hold no migrations of one's own."""
READ = frozenset(
    {
        ".sql",
        ".ddl",
        ".py",
        ".xml",
        ".yaml",
        ".yml",
        ".json",
        ".plan",
        ".toml",
        ".prisma",
        ".psql",
        ".pgsql",
        ".mysql",
        ".cql",
        ".tab",
        ".pks",
        ".pkb",
    }
)
"""Endings of files that can hold or order migrations."""
CODE = frozenset({".js", ".ts", ".php", ".rb", ".ex", ".exs", ".go", ".java", ".kt", ".cs"})
"""Endings of migrations that are programs: they are counted, not read."""
MAX_BYTES = 64 * 1024 * 1024
"""A file above this is no migration."""


class Snapshot(Protocol):
    """Files by path from the root, ``/`` between folders."""

    def paths(self) -> Sequence[str]:
        """Return the paths, sorted."""
        ...

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        """Return the contents of some of the files."""
        ...

    def blobs(self, paths: Iterable[str], cache: Path | None = None) -> Mapping[str, str]:
        """Return git's blob ids of some of the files; ``cache`` is a folder where they may be remembered."""
        ...


@dataclass(frozen=True, slots=True)
class GitSnapshot:
    """A commit or the index."""

    repository: Repository
    ids: Mapping[str, str]

    def paths(self) -> Sequence[str]:
        """Return the paths, sorted."""
        return sorted(path for path in self.ids if _wanted(path))

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        """Return contents through one ``cat-file``."""
        wanted = [path for path in paths if path in self.ids]
        contents = self.repository.read(self.ids[path] for path in wanted)
        return {path: contents[self.ids[path]] for path in wanted}

    def blobs(self, paths: Iterable[str], cache: Path | None = None) -> Mapping[str, str]:  # noqa: ARG002 - ids are known
        """Return the ids that git has."""
        return {path: self.ids[path] for path in paths if path in self.ids}


@dataclass(frozen=True, slots=True)
class FolderSnapshot:
    """A folder as it stands. Symbolic links are not followed: they could lead out of the repository."""

    root: Path
    under: tuple[str, ...] = ("",)
    """Files and folders below the root that are looked at."""

    def paths(self) -> Sequence[str]:
        """Return the paths, sorted."""
        found: set[str] = set()
        for part in self.under:
            start = self.root / part if part else self.root
            if start.is_file() and not start.is_symlink():
                found.add(part)
            else:
                found.update(path for path in self._walk(start) if _wanted(path))
        return sorted(found)

    def _walk(self, start: Path) -> Iterator[str]:
        for folder, folders, files in os.walk(start, followlinks=False):
            folders[:] = [name for name in folders if name not in SKIPPED]
            prefix = Path(folder).relative_to(self.root).as_posix()
            for name in files:
                yield name if prefix == "." else f"{prefix}/{name}"

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        """Return contents; a file that vanished or can't be read is empty here and told by the reader."""
        contents = {}
        for path in paths:
            file = self.root / path
            try:
                if not file.is_symlink() and file.stat().st_size <= MAX_BYTES:
                    contents[path] = file.read_bytes()
            except OSError:
                continue
        return contents

    def blobs(self, paths: Iterable[str], cache: Path | None = None) -> Mapping[str, str]:
        """Return the ids that git would give."""

        def read(path: str) -> str | None:
            content = self.read([path]).get(path)
            return None if content is None else blob_id(content)

        return ids(self.root, paths, read, cache)


@dataclass(frozen=True, slots=True)
class TextSnapshot:
    """Files given as texts: examples of rules, standard input."""

    files: Mapping[str, bytes]

    def paths(self) -> Sequence[str]:
        """Return the paths, sorted."""
        return sorted(self.files)

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        """Return contents."""
        return {path: self.files[path] for path in paths if path in self.files}

    def blobs(self, paths: Iterable[str], cache: Path | None = None) -> Mapping[str, str]:  # noqa: ARG002 - nothing to remember
        """Return the ids that git would give."""
        return {path: blob_id(self.files[path]) for path in paths if path in self.files}


def _wanted(path: str) -> bool:
    parts = path.split("/")
    return os.path.splitext(parts[-1])[1].lower() in READ | CODE and SKIPPED.isdisjoint(parts[:-1])  # noqa: PTH122 - a path of git, not of the system
