"""In which order a framework runs its files, by their names."""

import re
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

FLYWAY = re.compile(r"(?P<kind>[VBRU])(?P<version>\d[\d._]*)?__.*\.sql", re.IGNORECASE)
UP = re.compile(
    r"(?P<number>\d+)(?P<name>[-_.].*?)?(?:\.(?P<dialect>mysql|mariadb|postgres|postgresql|pg|cockroach|cockroachdb|sqlite|sqlite3|mssql|sqlserver|oracle))?(?:\.(?:autocommit|notx))?(?:\.up|_up)?\.sql",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"(?P<stem>.*?)(?P<mark>^|[._-])(?P<word>down|undo|rollback|revert|teardown)(?P<end>(?:\.(?:mysql|postgres|postgresql|sqlite3?|mssql))?\.sql)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\d+")


class Flyway(NamedTuple):
    """A Flyway file's name."""

    kind: str
    version: tuple[int, ...]


@lru_cache(maxsize=1 << 16)
def flyway(name: str) -> Flyway | None:
    """Return what a file's name says; versions compare number by number, trailing zeros aside.

    >>> flyway("V1_10__a.sql"), flyway("V1.2__b.sql").version < flyway("V1_10__a.sql").version
    (Flyway(kind='V', version=(1, 10)), True)
    """
    match = FLYWAY.fullmatch(name)
    if match is None or (match["kind"].upper() != "R" and not match["version"]):
        return None
    version = [int(number) for number in _NUMBERS.findall(match["version"] or "")]
    while version and version[-1] == 0 and len(version) > 1:
        version.pop()
    return Flyway(match["kind"].upper(), tuple(version))


def is_down(path: str, known: Container[str]) -> bool:
    """Whether a file takes back what another does: by its ending, or because the file that it takes back stands beside it.

    >>> is_down("db/1_a.down.sql", ()), is_down("db/1_a_down.sql", {"db/1_a_up.sql"}), is_down("db/2_slow_down.sql", ())
    (True, True, False)
    """
    folder, _, name = path.rpartition("/")
    match = _DOWN.fullmatch(name)
    if match is None or flyway(name) is not None:
        return False
    if match["mark"] in ("", "."):
        return True
    beside = (match["stem"], *(f"{match['stem']}{match['mark']}{word}" for word in ("up", "UP", "do", "deploy", "migrate")))
    return any(f"{folder}/{stem}{match['end']}".lstrip("/") in known for stem in beside)


def flyway_order(paths: Sequence[str]) -> list[str]:
    """Return the files that a fresh database runs: the newest baseline, later versions, repeatable ones by description."""
    named = {path: flyway(path.rpartition("/")[2]) for path in paths}
    baselines = {path: name for path, name in named.items() if name and name.kind == "B"}
    first = max(baselines, key=lambda path: (baselines[path].version, path)) if baselines else ""
    after = baselines[first].version if first else ()
    versioned = sorted(
        (path for path, name in named.items() if name and name.kind == "V" and (not first or name.version > after)),
        key=lambda path: (named[path].version if named[path] else (), path),  # type: ignore[union-attr]
    )
    repeatable = sorted(
        (path for path, name in named.items() if name and name.kind == "R"), key=lambda path: path.rpartition("/")[2].partition("__")[2]
    )
    return [*([first] if first else []), *versioned, *repeatable]


def natural(path: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key by which numbers in names count as numbers, folder by folder.

    >>> sorted(["2/1_a.sql", "10/1_a.sql"], key=natural)
    ['2/1_a.sql', '10/1_a.sql']
    """
    key: list[tuple[int, int, str]] = []
    for part in path.split("/"):
        key += [(0, int(piece), "") if piece[0].isdigit() else (1, 0, piece.lower()) for piece in re.findall(r"\d+|\D+", part)]
        key.append((-1, 0, ""))
    return tuple(key)


def topological(parents: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the nodes of a graph, each after its parents, by name where both could come; of a cycle by name."""
    order: list[str] = []
    state: dict[str, int] = {}
    for root in sorted(parents):
        stack = [(root, iter(sorted(parents[root])))]
        if state.get(root):
            continue
        state[root] = 1
        while stack:
            node, below = stack[-1]
            for parent in below:
                if parent in parents and not state.get(parent):
                    state[parent] = 1
                    stack.append((parent, iter(sorted(parents[parent]))))
                    break
            else:
                stack.pop()
                order.append(node)
    return order
