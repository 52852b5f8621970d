"""What a git repository holds at a revision, in the index and in the working tree, read by plumbing alone.

Only ``rev-parse``, ``merge-base``, ``ls-tree``, ``ls-files`` and one ``cat-file --batch`` run: no checkout, and nothing
that a hostile repository could make run (hooks, text conversion, filters, file-system monitors, lazy fetches).
"""

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

from piicatalog.errors import GitError

# Configuration of the repository that names a program is switched off for the few commands that could read it.
_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never", "--no-replace-objects", "--no-pager")
_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_REGULAR_FILE = ("100644", "100755")
"""Symbolic links (120000) and submodules (160000) are not files of this repository's own content."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository with a working tree."""

    root: Path

    def run(self, *arguments: str) -> tuple[int, bytes, str]:
        """Return exit code, output and error text of one git command."""
        return _run(self.root, *arguments)

    def commit(self, revision: str) -> str | None:
        """Return the commit id of a revision, or None when it is not in this clone."""
        if revision.startswith("-"):
            raise GitError(f"{revision!r} is not a revision")
        code, out, _ = self.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        return out.decode().strip() if code == 0 else None

    def merge_base(self, one: str, other: str) -> str | None:
        """Return the best common ancestor of two commits, or None when this clone has none."""
        code, out, _ = self.run("merge-base", one, other)
        return out.decode().split("\n", 1)[0] if code == 0 else None

    @property
    def is_shallow(self) -> bool:
        """Whether history is cut off."""
        return self.run("rev-parse", "--is-shallow-repository")[1].strip() == b"true"

    def tree(self, commit: str, folders: Iterable[str] = ()) -> dict[str, str]:
        """Return the blob id of every regular file of a commit by path from the root, of some folders only when given."""
        code, out, error = self.run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *(folder for folder in folders if folder))
        if code:
            raise GitError(f"git ls-tree {commit}: {error}")
        entries = (line.split("\t", 1) for line in _split(out))
        return {path: fields.split(" ")[2] for fields, path in entries if fields.startswith(_REGULAR_FILE)}

    def index(self, folders: Iterable[str] = ()) -> dict[str, str]:
        """Return the blob id of every regular file of the index; a file in conflict raises GitError."""
        code, out, error = self.run("ls-files", "-s", "-z", "--", *(f":(top,literal){folder}" for folder in folders if folder))
        if code:
            raise GitError(f"git ls-files: {error}")
        blobs: dict[str, str] = {}
        for line in _split(out):
            fields, path = line.split("\t", 1)
            mode, blob, stage = fields.split(" ")
            if stage != "0":
                raise GitError(f"{path} has a merge conflict in the index: resolve it and stage it first")
            if mode in _REGULAR_FILE:
                blobs[path] = blob
        return blobs

    def read(self, blobs: Iterable[str]) -> dict[str, bytes]:
        """Return the contents of blobs by id, through one process."""
        wanted = list(dict.fromkeys(blobs))
        if not wanted:
            return {}
        process = _start(self.root, "cat-file", "--batch")
        out, _ = process.communicate("".join(f"{blob}\n" for blob in wanted).encode())
        contents: dict[str, bytes] = {}
        at = 0
        for blob in wanted:
            end = out.find(b"\n", at)
            header = out[at:end].split(b" ")
            if len(header) != 3:
                raise GitError(f"blob {blob} is not in this clone (a partial clone?): git fetch --refetch origin")
            size = int(header[2])
            contents[blob] = out[end + 1 : end + 1 + size]
            at = end + 1 + size + 1
        return contents


def _run(folder: Path, *arguments: str) -> tuple[int, bytes, str]:
    process = _start(folder, *arguments)
    out, error = process.communicate()
    return process.returncode, out, error.decode(errors="replace").strip()


def _start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_TRACE")} | _ENVIRONMENT
    try:
        return subprocess.Popen(  # noqa: S603 - a fixed program; arguments are never read by a shell
            ["git", *_SAFE, "-C", str(folder), *arguments],  # noqa: S607 - git of the user's PATH
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
    except OSError:
        raise GitError("git is not installed or not on PATH: --base, --staged and --changed need it") from None


def _split(out: bytes) -> Iterator[str]:
    return (line.decode(errors="surrogateescape") for line in out.split(b"\0") if line)


def find_repository(folder: Path) -> Repository | None:
    """Return the repository around a folder, or None; raises GitError when git refuses to read it."""
    if not any((parent / ".git").exists() for parent in (folder.absolute(), *folder.absolute().parents)) and "GIT_DIR" not in os.environ:
        return None
    code, out, error = _run(folder, "rev-parse", "--show-toplevel")
    if code == 0:
        return Repository(Path(out.decode(errors="surrogateescape").rstrip("\n")))
    raise GitError(f"git cannot read the repository around {folder}: {error}")


def blob_id(content: bytes) -> str:
    r"""Return the id that git gives to a file's content (SHA-1 repositories).

    >>> blob_id(b"hello\n")
    'ce013625030ba8dba906f756967f9e9ca394464a'
    """
    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
