"""Every error that piicatalog raises on purpose.

PiicatalogError                 anything below: show its text, exit with 2
  UsageError                    what was asked for makes no sense
  UnknownNameError              a module, detector or format of that name does not exist
  DefinitionError               a YAML file is wrong; lists all its problems with file:line
  SourceError                   a source cannot be opened or read
    MissingExtraError           its library is not installed; names the extra that brings it
  SourceLostError               the connection broke while a source was read: the whole run stops
  NothingCheckedError           a run that looked at nothing
  StoreError                    the scan store cannot be read or written
  GitError                      git cannot give a revision
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from piicatalog.model.reason import Words


class PiicatalogError(Exception):
    """Base of all; its text is for the user and holds no sampled value and no password."""


class UsageError(PiicatalogError):
    """What was asked for makes no sense."""


class UnknownNameError(PiicatalogError):
    """A module, detector or format of that name does not exist."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        from difflib import get_close_matches

        self.what, self.name, self.known = what, name, sorted(known)
        near = get_close_matches(name, self.known, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(self.known) or 'none'}."
        super().__init__(f"no {what} is called {name!r}. {hint}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong at one place of a file."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class DefinitionError(PiicatalogError):
    """A definition file is wrong; all its problems, each with file and line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SourceError(PiicatalogError):
    """A source cannot be opened or read; ``words`` say why, in every language where they are ours."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words)


class SourceLostError(PiicatalogError):
    """The connection broke: not one table but all that follow cannot be read, so that this is no SourceError."""


class MissingExtraError(SourceError):
    """A library is not installed; the message names the extra that brings it."""

    def __init__(self, what: str, extra: str) -> None:
        self.extra = extra
        super().__init__(f"{what} needs an extra that is not installed: pip install 'piicatalog[{extra}]'")


class NothingCheckedError(PiicatalogError):
    """A run that looked at nothing: never reported as clean."""


class StoreError(PiicatalogError):
    """The scan store cannot be read or written."""


class GitError(PiicatalogError):
    """Git cannot give a revision."""


def places_of(error: BaseException) -> str:
    """Return where in our code an error arose, without its text: what nobody foresaw may quote data."""
    from traceback import extract_tb

    frames = [frame for frame in extract_tb(error.__traceback__) if "piicatalog" in frame.filename]
    return ", ".join(f"{frame.filename.rpartition('piicatalog')[2].lstrip('/')}:{frame.lineno}" for frame in frames[-3:])
