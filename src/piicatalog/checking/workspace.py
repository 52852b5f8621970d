"""What a check compares: which folder is the root, which files stand at the base and which at the head."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from piicatalog.checking.base import base_commit, base_of_platform
from piicatalog.checking.git import Repository, blob_id, find_repository
from piicatalog.checking.snapshot import FolderSnapshot, GitSnapshot, Snapshot, TextSnapshot
from piicatalog.errors import GitError, UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """Both sides of a comparison."""

    root: Path
    repository: Repository | None
    under: tuple[str, ...]
    """Files and folders that were asked for, from the root; ``("",)`` for all."""
    base: Snapshot | None
    """None: everything is new."""
    head: Snapshot
    commit: str = ""
    """The base commit."""
    only: frozenset[str] = frozenset()
    """Files that findings are wanted of; empty: all."""

    def at_base(self, path: str) -> bytes | None:
        """Return a file as it is at the base, wherever it stands in the repository; None where it is the same or missing."""
        if not self.commit or self.repository is None:
            return None
        blob = self.repository.tree(self.commit, [path]).get(path)
        file = self.root / path
        if blob is None or (file.is_file() and blob_id(file.read_bytes()) == blob):
            return None
        return self.repository.read([blob])[blob]


def open_workspace(
    paths: Sequence[Path],
    *,
    base: str | None = None,
    staged: bool = False,
    changed: Sequence[Path] = (),
    environment: Mapping[str, str] = os.environ,
) -> Workspace:
    """Find out what to compare; raises GitError or UsageError with what to do instead."""
    if sum((base is not None, staged, bool(changed))) > 1:
        raise UsageError("--base, --staged and --changed exclude each other")
    for path in (*paths, *changed):
        if not path.exists() and not staged:
            raise UsageError(f"{path} does not exist")
    start = next((path if path.is_dir() else path.parent for path in paths), Path())
    repository = find_repository(start)
    needs_git = base is not None or staged or bool(changed)
    if repository is None and needs_git:
        raise GitError(f"{start.absolute()} is in no git repository: --base, --staged and --changed need one")
    root = repository.root if repository else _common_root(paths)
    under = tuple(sorted({_from_root(path, root) for path in paths})) or ("",)
    folder = FolderSnapshot(root, under)
    if repository is None:
        return Workspace(root=root, repository=None, under=under, base=None, head=folder)
    if staged:
        before, commit = _committed(repository, under)
        return Workspace(
            root=root, repository=repository, under=under, base=before, head=GitSnapshot(repository, repository.index(under)), commit=commit
        )
    if changed:
        before, commit = _committed(repository, under)
        only = frozenset(_from_root(path, root) for path in changed)
        return Workspace(root=root, repository=repository, under=under, base=before, head=folder, commit=commit, only=only)
    asked = base or base_of_platform(environment, repository)
    if asked is None:
        return Workspace(root=root, repository=repository, under=under, base=None, head=folder)
    commit = base_commit(repository, asked)
    ids = repository.tree(commit, under) or repository.tree(commit)  # the folder may have moved since
    return Workspace(root=root, repository=repository, under=under, base=GitSnapshot(repository, ids), head=folder, commit=commit)


def _committed(repository: Repository, under: Sequence[str]) -> tuple[Snapshot, str]:
    commit = repository.commit("HEAD")
    if commit is None:
        return TextSnapshot({}), ""
    return GitSnapshot(repository, repository.tree(commit, under)), commit


def _common_root(paths: Sequence[Path]) -> Path:
    here = Path.cwd()
    folders = [path.resolve() if path.is_dir() else path.resolve().parent for path in paths]
    if all(folder == here or here in folder.parents for folder in folders):
        return here
    return Path(os.path.commonpath(folders))


def _from_root(path: Path, root: Path) -> str:
    # The folder is resolved, the file is not: a symbolic link is judged where it stands.
    full = path.absolute().parent.resolve() / path.name if path.name not in ("", "..") and not path.is_dir() else path.resolve()
    try:
        relative = full.relative_to(root.resolve()).as_posix()
    except ValueError:
        raise UsageError(f"{path} is outside of {root}") from None
    return "" if relative == "." else relative
