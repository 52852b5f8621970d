"""Writes ``decisions.yaml``: whole or not at all, one writer at a time, and so that each writing can be taken back."""

import difflib
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from piicatalog.definitions.decisions import parse_decisions
from piicatalog.errors import StoreError
from piicatalog.store.decisions_text import Entry, changed, every, key_of

_AROUND = 3
"""So many unchanged lines are shown around changed ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one writing did to the file."""

    path: Path
    entries: tuple[Entry, ...]
    """What was put in."""
    instead_of: tuple[Entry | None, ...]
    """What had stood in the place of each."""
    before: str | None
    """The file's whole text; None: there was no file."""
    after: str | None

    @property
    def difference(self) -> list[str]:
        """The changed lines with their surroundings, as git shows them; ``@@`` stands between places."""
        before, after = ((text or "").splitlines() for text in (self.before, self.after))
        same = _same(before, after)
        start = max(same - _AROUND, 0)
        rest = _same(before[same:][::-1], after[same:][::-1]) - _AROUND
        before, after = (lines[start : len(lines) - max(rest, 0)] for lines in (before, after))
        return ["@@" if line.startswith("@@") else line for line in difflib.unified_diff(before, after, n=_AROUND, lineterm="")][2:]

    @property
    def lines(self) -> tuple[int, int]:
        """How many lines were added and how many taken out."""
        difference = self.difference
        return sum(line.startswith("+") for line in difference), sum(line.startswith("-") for line in difference)


def write(path: Path, *entries: Entry) -> Change:
    """Put entries into a decisions file, each in its sorted place or in the place of the one it replaces; all of them or none.

    The file is made when missing; only the lines of the entries change. Raises StoreError when it cannot be written,
    DefinitionError when what stands in it is wrong.
    """
    path = path.resolve()
    with _only_writer(path):
        before = _read(path)
        there = every(parse_decisions(_plain(before), str(path))[0])
        after = _replace(path, before, changed(_plain(before), str(path), put=entries))
        return Change(
            path=path, entries=entries, instead_of=tuple(there.get(key_of(entry)) for entry in entries), before=before, after=after
        )


def undo(change: Change) -> Change:
    """Take a writing back: the file is as it was before, or, where it has changed since, its entries are.

    Raises StoreError, and changes nothing, when one of the entries has been changed or removed since.
    """
    path = change.path
    with _only_writer(path):
        now = _read(path)
        if now == change.after:
            if change.before is None:
                path.unlink()
            else:
                _replace(path, now, change.before)
            return Change(path=path, entries=(), instead_of=(), before=now, after=change.before)
        there = every(parse_decisions(_plain(now), str(path))[0])
        for entry in change.entries:
            if there.get(key_of(entry)) != entry:
                raise StoreError(f"{path}: {key_of(entry)[1]} has been decided anew or removed since; nothing was undone")
        put = [was for was in change.instead_of if was is not None]
        drop = [key_of(entry) for entry, was in zip(change.entries, change.instead_of, strict=True) if was is None]
        after = _replace(path, now, changed(_plain(now), str(path), put=put, drop=drop))
        return Change(path=path, entries=tuple(put), instead_of=tuple(there.get(key_of(entry)) for entry in put), before=now, after=after)


def _same(some: Sequence[str], others: Sequence[str]) -> int:
    """Return how many lines are the same before the first that differs."""
    pairs = enumerate(zip(some, others, strict=False))
    return next((index for index, (one, other) in pairs if one != other), min(len(some), len(others)))


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig") if path.exists() else None
    except UnicodeDecodeError as error:
        raise StoreError(f"{path}: is not UTF-8 at byte {error.start}; nothing was written") from None


def _plain(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n")


@contextmanager
def _only_writer(path: Path) -> Iterator[None]:
    """Hold the file's folder, so that two commands at once both get their entry in; without a trace in git."""
    try:
        with _held(path.parent):
            yield
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from None
    except UnicodeEncodeError as error:
        raise StoreError(f"{path}: cannot keep the name {error.object[error.start : error.end]!a}, which is no text") from None


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    try:
        import fcntl
    except ImportError:  # Windows: the last writer wins
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _replace(path: Path, old: str | None, new: str) -> str:
    """Put a new text in the place of a file, with the line ends that the old one has; return it."""
    text = _plain(new).replace("\n", "\r\n") if old and "\r\n" in old else new
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)  # noqa: PTH101 - the name is a text
        os.replace(name, path)  # noqa: PTH105 - the same
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108 - the same
        raise
    return text
