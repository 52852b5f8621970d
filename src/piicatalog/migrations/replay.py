"""Replays a history to a schema: files in order → events → state, with everything that was not read as it stands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from piicatalog.ddl.decode import decode
from piicatalog.ddl.position import Pos
from piicatalog.ddl.state import Conflict, Flow, SchemaState
from piicatalog.migrations.imported_names import Modules


class SourceFile(NamedTuple):
    """A file of a history, from a folder or a git revision."""

    path: str
    blob: bytes | Callable[[], bytes]
    """Its content, or what gives it when it is needed."""
    blob_id: str = ""
    """Git's id of its content: the key of the cache; empty: not cached."""
    modules: Modules | None = None
    """The Python modules beside it: what it imports may be a name of a table."""

    @property
    def content(self) -> bytes:
        """Its bytes."""
        return self.blob if isinstance(self.blob, bytes) else self.blob()


class Texts(Mapping[str, str]):
    """The decoded texts of files by path; a file is read when its text is asked for."""

    def __init__(self, files: Sequence[SourceFile]) -> None:
        self._files = {file.path: file for file in files}
        self._texts: dict[str, str] = {}

    def __getitem__(self, path: str) -> str:
        if path not in self._texts:
            self._texts[path] = decode(self._files[path].content).text
        return self._texts[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


class ReadProblem(NamedTuple):
    """Something that was not read as it stands; ``code`` is the rule that tells it."""

    code: str
    pos: Pos
    message: str
    table: str = ""
    minor: bool = False
    """It makes no column that could hold data."""


class Notice(NamedTuple):
    """A statement about a table that leaves its columns alone: ``kind`` is grant or unmask."""

    kind: str
    table: str
    column: str
    detail: str
    """The role, or the protection that was taken away."""
    pos: Pos


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a history is replayed."""

    layout: str = ""
    dialect: str = ""
    """Empty: guessed."""
    cache: str = ""
    """Folder of the event cache; empty: none."""
    lineage: bool = True
    """Resolve views and copies to flows; loads sqlglot when there is a query."""
    labels: tuple[tuple[str, str], ...] = ()
    """Django: what the apps in the folders are called."""
    second: frozenset[str] = frozenset()
    """Files whose schema statements sqlglot reads too (PII903)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A replayed history."""

    layout: str
    dialect: str
    state: SchemaState
    problems: tuple[ReadProblem, ...] = ()
    """PII901-909, in the order of files and places."""
    flows: tuple[Flow, ...] = ()
    """Of views (stored False) and of CTAS, INSERT SELECT, UPDATE (stored True); also from and to temporary tables."""
    notices: tuple[Notice, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    files: int = 0
    statements: int = 0
    schema_statements: int = 0
    not_understood: int = 0
    texts: Mapping[str, str] = field(default_factory=dict)
    """Decoded texts by path; a line and column of a Pos count in them."""


def replay(files: Sequence[SourceFile], options: Options) -> Replay:
    """Replay files in the order given."""
    from piicatalog.migrations.replaying import run

    return run(files, options)


def replay_both(base: Sequence[SourceFile], head: Sequence[SourceFile], options: Options) -> tuple[Replay, Replay]:
    """Replay a history at two revisions; what both begin with is replayed once, and not at all where it was before."""
    from piicatalog.migrations.replaying import run_both

    return run_both(base, head, options)
