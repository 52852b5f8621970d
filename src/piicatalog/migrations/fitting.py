"""Checks an order and a dialect by their consequences: in the right ones hardly a statement meets a schema that it does not fit.

Where some do not fit, a few other orders and dialects are tried, each with one replay; one that fits far better is used and said (PII904).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from piicatalog.ddl.decode import decode
from piicatalog.ddl.guess import scores
from piicatalog.ddl.state import Conflict
from piicatalog.migrations.order import natural
from piicatalog.migrations.replay import Options, Replay, SourceFile, replay

_BY_NAME = frozenset({"schema", "numbered", "golang_migrate", "flyway"})
"""Layouts whose order is read from names; the others say it themselves."""
_SAMPLE = 16
_OTHERS = 2
"""How many other dialects are tried."""
_USUAL = ("postgres", "mysql")


def _by_number(path: str) -> tuple[object, ...]:
    folder, _, name = path.rpartition("/")
    return natural(name), natural(folder)


ORDERS: dict[str, Callable[[str], object]] = {"numbers in paths": natural, "paths": str, "numbers in file names": _by_number}
"""By what they go: what a path is sorted by."""


class Choice(NamedTuple):
    """An order or dialect that fits better."""

    order: str
    """Of ``ORDERS``; empty: as it was."""
    dialect: str
    conflicts: int

    def arranged(self, paths: Sequence[str]) -> tuple[str, ...]:
        """Return paths in the order."""
        return tuple(sorted(paths, key=ORDERS[self.order])) if self.order else tuple(paths)  # type: ignore[arg-type]


def made_elsewhere(result: Replay, conflict: Conflict) -> bool:
    """Whether a statement is about a table that no file makes, while all was understood: no order or dialect can help."""
    if not conflict.table or result.not_understood:
        return False
    return conflict.table.lower() not in {name.lower() for name in result.state.names}  # of one dialect they may be equal


def better(files: Sequence[SourceFile], options: Options, result: Replay) -> Choice | None:
    """Return what fits the files far better than the way in which they were replayed, if anything does."""
    if options.layout not in _BY_NAME or all(made_elsewhere(result, conflict) for conflict in result.conflicts):
        return None
    quick = replace(options, lineage=False, second=frozenset(), dialect=result.dialect)
    best, fewest = None, len(result.conflicts) // 2 + 1
    own = [file.path for file in files]
    seen = [own]
    for name, key in ORDERS.items():
        ordered = sorted(files, key=lambda file: key(file.path))  # type: ignore[arg-type,return-value]
        paths = [file.path for file in ordered]
        if paths in seen:
            continue
        seen.append(paths)
        other = replay(ordered, quick)
        if len(other.conflicts) < fewest and other.not_understood <= result.not_understood:
            best, fewest = Choice(name, result.dialect, len(other.conflicts)), len(other.conflicts)
    if not options.dialect:
        for dialect in _other_dialects(files, result.dialect):
            other = replay(files, replace(quick, dialect=dialect))
            reads_more = other.not_understood <= result.not_understood and other.schema_statements >= result.schema_statements
            if len(other.conflicts) < fewest and reads_more:
                best, fewest = Choice("", dialect, len(other.conflicts)), len(other.conflicts)
    return best


def _other_dialects(files: Sequence[SourceFile], dialect: str) -> list[str]:
    points: dict[str, int] = {}
    for file in files[:: max(1, len(files) // _SAMPLE)]:
        for name, number in scores(decode(file.content[:60_000]).text).items():
            points[name] = points.get(name, 0) + number
    likely = [*sorted(points, key=lambda name: (-points[name], name)), *_USUAL]
    return [name for name in dict.fromkeys(likely) if name != dialect][:_OTHERS]
