"""Remembers git's ids of files by their size and times, as git's own index does: a file that was not touched is not read again."""

import json
import os
import time
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

from piicatalog.definitions.cache import write_entry

_STILL = 2_000_000_000
"""Nanoseconds: a file that changed so shortly before it was looked at may have changed again within the clock's tick."""


def ids(root: Path, paths: Iterable[str], read: Callable[[str], str | None], folder: Path | None) -> dict[str, str]:
    """Return the ids of files; ``read`` gives the id of one from its content, None where it can't be read."""
    if folder is None:
        return {path: own for path in paths if (own := read(path)) is not None}
    name = sha256(os.fspath(root.absolute()).encode(errors="surrogateescape")).hexdigest()[:24]
    entry = folder / f"files-{name}.json"
    known = _load(entry)
    now = time.time_ns()
    found: dict[str, str] = {}
    fresh: dict[str, list[int | str]] = {}
    for path in paths:
        try:
            state = os.stat(f"{root}/{path}", follow_symlinks=False)  # noqa: PTH116 - ten thousand of them
        except OSError:
            continue
        stamp = [state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino]
        before = known.get(path)
        kept = before[4] if before is not None and before[:4] == stamp else None
        own = kept if isinstance(kept, str) else read(path)
        if own is None:
            continue
        found[path] = own
        if max(state.st_mtime_ns, state.st_ctime_ns) < now - _STILL:
            fresh[path] = [*stamp, own]
    if any(known.get(path) != entry_of for path, entry_of in fresh.items()):
        write_entry(entry, json.dumps(known | fresh, separators=(",", ":")))
    return found


def _load(entry: Path) -> dict[str, list[int | str]]:
    try:
        data = json.loads(entry.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {path: known for path, known in data.items() if isinstance(known, list) and len(known) == 5}
