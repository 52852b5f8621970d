"""Which tables refer to which by keys, declared or discovered, and the ways along them."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from piicatalog.model.reason import Words
from piicatalog.model.schema import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Columns of a table that hold the key of a row of another."""

    table: str
    """The full name of the table that refers."""
    columns: tuple[str, ...]
    referred: str
    """The full name of the table referred to."""
    referred_columns: tuple[str, ...]
    declared: bool = True
    """By a foreign key; False: discovered."""
    reason: Words = ""
    """Why it is believed, where it was discovered."""


Path = tuple[Reference, ...]
"""References to follow, each from where the last one led."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KeyGraph:
    """Tables and the references between them; a table that refers to itself is no way anywhere."""

    tables: dict[str, Table]
    """By full name."""
    references: tuple[Reference, ...]
    persons: frozenset[str] = frozenset()
    """Full names of the tables with a person per row."""
    of_persons: frozenset[str] = frozenset()
    """Full names of the tables whose rows belong to a person; the persons' own too."""
    _out: dict[str, list[Reference]] = field(init=False, repr=False, default_factory=dict)
    _in: dict[str, list[Reference]] = field(init=False, repr=False, default_factory=dict)
    _ways_up: dict[str, dict[str, Path]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for reference in self.references:
            if reference.table != reference.referred:
                self._out.setdefault(reference.table, []).append(reference)
                self._in.setdefault(reference.referred, []).append(reference)

    def refers(self, table: str) -> Sequence[Reference]:
        """Return the references of a table to others."""
        return self._out.get(table, ())

    def referring(self, table: str) -> Sequence[Reference]:
        """Return the references of others to a table."""
        return self._in.get(table, ())

    def up(self, start: str) -> Mapping[str, Path]:
        """Return the shortest way from a table to each that it refers to, directly or through others; itself by no step."""
        if start not in self._ways_up:
            self._ways_up[start] = self._up(start)
        return self._ways_up[start]

    def _up(self, start: str) -> dict[str, Path]:
        found: dict[str, Path] = {start: ()}
        queue = deque([start])
        while queue:
            here = queue.popleft()
            for reference in self.refers(here):
                if reference.referred not in found:
                    found[reference.referred] = (*found[here], reference)
                    queue.append(reference.referred)
        return found

    def below(self, end: str) -> set[str]:
        """Return the tables that refer to a table, directly or through others, and the table itself."""
        found = {end}
        queue = deque([end])
        while queue:
            for reference in self.referring(queue.popleft()):
                if reference.table not in found:
                    found.add(reference.table)
                    queue.append(reference.table)
        return found

    def ways(self, start: str, end: str, *, longest: int = 6) -> Iterator[Path]:
        """Yield every way up from a table to another that passes no table twice, shortest first."""
        queue: deque[tuple[str, Path]] = deque([(start, ())])
        while queue:
            here, path = queue.popleft()
            if here == end:
                yield path
                continue
            if len(path) < longest:
                passed = {start, *(step.referred for step in path)}
                queue.extend((each.referred, (*path, each)) for each in self.refers(here) if each.referred not in passed)

    def is_unique(self, table: str, columns: Iterable[str]) -> bool:
        """Whether the columns are the table's primary key: a join on them multiplies no row."""
        known = self.tables.get(table)
        return known is not None and bool(known.primary_key) and set(known.primary_key) <= set(columns)
