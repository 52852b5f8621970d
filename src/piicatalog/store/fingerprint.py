"""What a remembered result depends on, as one text: the classifier files, the code that judges, and how much was read."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from piicatalog.definitions.builtin import CLASSIFIERS

_PACKAGE = Path(__file__).parents[1]
_JUDGING = ("decision", "detection", "model", "profiling", "sampling", "sources", "validators")


def settings_key(folders: Iterable[Path] = (), **settings: object) -> str:
    """Return a text that differs when a scan could find something else.

    That is: other detectors (the user's ``folders`` too), other code, other ``settings`` (rows, seed, with or without values).
    """
    digest = hashlib.sha256(_shipped())
    for folder in folders:
        _add(digest, folder, "**/*.yaml")
    digest.update(repr(sorted(settings.items())).encode())
    return digest.hexdigest()


@cache
def _shipped() -> bytes:
    digest = hashlib.sha256()
    _add(digest, CLASSIFIERS, "**/*")
    for part in _JUDGING:
        _add(digest, _PACKAGE / part, "**/*.py")
    return digest.digest()


def _add(digest: "hashlib._Hash", folder: Path, pattern: str) -> None:
    for path in sorted(folder.glob(pattern)):
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder)}:{len(content)}:".encode())
            digest.update(content)
