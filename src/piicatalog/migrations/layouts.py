"""Which files of a repository are one history: each framework's signs, most telling first; what is left is plain SQL."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from piicatalog.ddl.guess import guess_from_path
from piicatalog.ddl.position import Pos
from piicatalog.errors import UnknownNameError
from piicatalog.migrations.discover import History, Read
from piicatalog.migrations.graphs import folder_of
from piicatalog.migrations.order import UP, flyway, flyway_order, is_down, natural
from piicatalog.migrations.replay import ReadProblem

SQL = (".sql", ".ddl", ".psql", ".pgsql", ".mysql", ".tab")
_CODE = (".js", ".ts", ".php", ".rb", ".ex", ".exs", ".go", ".java", ".kt", ".cs")
_CODE_FOLDER = re.compile(r"(?:^|/)(?:migrations?|migrate|changelogs?|db/versions)(?:/|$)", re.IGNORECASE)
_CODE_FILE = re.compile(r"\d{3,}|^V\d+__", re.IGNORECASE)
_PASSING = re.compile(
    r"(?:v|r|release[-_]?)?\d[\d._x-]*|common|shared|vendor|(?:schema|ddl|tables?|data|views?|functions?|procedures?|repeatable|versioned|baseline|release|initial)s?",
    re.IGNORECASE,
)
_DUMP = re.compile(r"(?:^|/)(?:db/(?:schema|structure)\.sql|database/schema/[^/]+\.(?:sql|dump)|priv/repo/structure\.sql)$", re.IGNORECASE)
_NUMBERED = re.compile(r"\d")
_NUMBER_FOLDER = re.compile(r"\d+(?:[._-].*)?")


def name_of(path: str) -> str:
    """Return the file's name."""
    return path.rpartition("/")[2]


def histories(paths: Sequence[str], read: Read, *, layout: str = "", dialect: str = "") -> list[History]:
    """Return the histories; each finder takes the files that it knows and leaves the rest."""
    layout = ALIASES.get(layout, layout)
    if layout and layout not in LAYOUTS:
        raise UnknownNameError("layout", layout, (*LAYOUTS, *ALIASES))
    known = set(paths)
    left = [path for path in paths if not is_down(path, known)]
    found: list[History] = []
    for name, finder in LAYOUTS.items():
        if layout and name != layout:
            continue
        for history in finder(left, read):
            found.append(history)
            taken = {*history.paths, *history.beside, *history.skipped}
            left = [path for path in left if path not in taken]
    named = [history if not dialect else replace(history, dialect=dialect) for history in _with_dumps(found)]
    return sorted(named, key=lambda history: (history.root, history.layout, history.dialect))


def _with_dumps(found: Sequence[History]) -> list[History]:
    """Put each dump beside the history that it is of; where that is in code, or there is none, the dump is the schema."""
    result = list(found)
    for dump in [history for history in found if history.layout == "dump"]:
        folder = folder_of(dump.root)
        near = {f"{folder}/", f"{folder_of(folder)}/"} - {"/"}
        for index, history in enumerate(result):
            if history.layout in _WITH_DUMPS and f"{history.root}/".startswith(tuple(near)) and history.root != folder:
                result[index] = replace(history, beside=(*history.beside, *dump.paths))
                result.remove(dump)
                break
    return result


_WITH_DUMPS = frozenset({"numbered", "golang_migrate", "flyway", "prisma", "diesel", "yoyo", "sqitch"})


# Flyway


def _flyway(paths: Sequence[str], read: Read) -> Iterator[History]:
    del read
    files = [path for path in paths if path.lower().endswith(".sql") and flyway(name_of(path))]
    folders = {folder_of(path) for path in files}
    roots = {folder: _root(folder, folders) for folder in folders}
    groups: dict[str, list[str]] = defaultdict(list)
    for path in files:
        groups[roots[folder_of(path)]].append(path)
    for root, members in groups.items():
        for dialect, own in _by_dialect(members, root):
            ordered = flyway_order(own)
            if ordered:
                run = set(ordered)
                skipped = tuple(path for path in own if path not in run)
                yield History(layout="flyway", dialect=dialect, root=root, paths=tuple(ordered), skipped=skipped)


def _root(folder: str, folders: set[str]) -> str:
    """Return the location that a folder belongs to: above folders of versions, dialects and others with migrations in them."""
    parts = folder.split("/")
    best = len(parts)
    for length in range(len(parts) - 1, 0, -1):
        part = parts[length]
        if _PASSING.fullmatch(part) or guess_from_path(part) or "/".join(parts[:length]) in folders:
            if "/".join(parts[:length]) in folders or best == length + 1:
                best = length
        else:
            break
    return "/".join(parts[:best])


def _by_dialect(paths: Sequence[str], root: str) -> Iterator[tuple[str, list[str]]]:
    """Yield a history per dialect that folders below the root are called by; what has none belongs to each."""
    below = {path: guess_from_path(folder_of(path)[len(root) :]) for path in paths}
    dialects = sorted(set(below.values()) - {""})
    if len(dialects) > 1 or (dialects and "" in below.values()):
        for dialect in dialects:
            yield dialect, [path for path in paths if below[path] in ("", dialect)]
    else:
        yield dialects[0] if dialects else guess_from_path(root), list(paths)


# Files that only go up: golang-migrate, popx, Diesel, Prisma, numbered folders


def _folder_per_migration(paths: Sequence[str], read: Read) -> Iterator[History]:
    """Diesel's ``<time>_x/up.sql`` and Prisma's ``<time>_x/migration.sql``."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in paths:
        name = name_of(path).lower()
        if name in ("up.sql", "migration.sql") and _NUMBERED.search(name_of(folder_of(path))):
            groups[folder_of(folder_of(path)), "prisma" if name == "migration.sql" else "diesel"].append(path)
    for (root, layout), members in groups.items():
        dialect = guess_from_path(root)
        lock = f"{root}/migration_lock.toml" if root else "migration_lock.toml"
        if lock in paths:
            provider = re.search(rb'provider\s*=\s*"(\w+)"', read([lock]).get(lock, b""))
            dialect = provider[1].decode() if provider else dialect
        yield History(
            layout=layout,
            dialect={"postgresql": "postgres", "sqlserver": "tsql", "cockroachdb": "postgres"}.get(dialect, dialect),
            root=root,
            paths=tuple(sorted(members)),
        )


def _numbered(paths: Sequence[str], read: Read) -> Iterator[History]:
    """``000001_x.up.sql``, ``20240101_x.sql``; in folders that are numbered themselves these count first."""
    del read
    ups = {path for path in paths if re.search(r"[._]up(?:\.\w+)?\.sql$", path, re.IGNORECASE)}
    by_folder: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        if path.lower().endswith(SQL):
            by_folder[folder_of(path)].append(path)
    groups: dict[str, list[str]] = defaultdict(list)
    many = Counter(folder_of(folder) for folder in by_folder if _NUMBER_FOLDER.fullmatch(name_of(folder)))
    for folder, members in by_folder.items():
        if _NUMBER_FOLDER.fullmatch(name_of(folder)) and many[folder_of(folder)] > 2 and folder_of(folder):
            groups[folder_of(folder)].extend(members)
            continue
        numbered = [path for path in members if UP.fullmatch(name_of(path)) or path in ups]
        # One schema file beside numbered ones is a dump; a folder of other files is not a history.
        if numbered and (len(numbered) * 2 > len(members) or any(path in ups for path in numbered)):
            parent, _, last = folder.rpartition("/")
            groups[parent if re.fullmatch(r"\d+(?:[._-].*)?", last) and parent else folder].extend(numbered)
    for root, members in groups.items():
        for dialect, own in _by_dialect(members, root):
            yield from _variants(root, own, dialect)


def _variants(root: str, paths: Sequence[str], dialect: str) -> Iterator[History]:
    """Popx writes a file per dialect where they differ: ``1_x.mysql.up.sql`` beside ``1_x.up.sql``."""
    from piicatalog.ddl.dialects import find_dialect

    marked: dict[str, str] = {}
    for path in paths:
        match = UP.fullmatch(name_of(path))
        if match and match["dialect"]:
            marked[path] = match["dialect"].lower()
    layout = "golang_migrate" if any(path.lower().endswith(".up.sql") for path in paths) else "numbered"
    # Cockroach reads PostgreSQL's files where it has none of its own: it is no history apart.
    for variant in sorted({"sqlite" if name == "sqlite3" else name for name in marked.values()} - {"cockroach", "cockroachdb"}) or [""]:
        names = {variant, "sqlite3"} if variant == "sqlite" else {variant}
        chosen: dict[str, str] = {}
        for path in sorted(paths, key=lambda path: path in marked):
            match = UP.fullmatch(name_of(path))
            if path in marked and marked[path] not in names:
                continue
            stem = f"{folder_of(path)}/{match['number']}{match['name'] or ''}" if match else path
            chosen[stem] = path
        ordered = sorted(chosen.values(), key=lambda path: natural(path[len(root) :]))
        own = find_dialect(variant).name if variant else dialect
        beside = tuple(path for path in paths if path not in set(ordered))
        yield History(layout=layout, dialect=own, root=root, paths=tuple(ordered), skipped=beside)


# Plans


def _sqitch(paths: Sequence[str], read: Read) -> Iterator[History]:
    for plan in (path for path in paths if name_of(path) == "sqitch.plan"):
        root = folder_of(plan)
        prefix = f"{root}/" if root else ""
        ordered: list[str] = []
        engine = ""
        for line in read([plan]).get(plan, b"").decode("utf-8", errors="replace").splitlines():
            if line.startswith("%"):
                continue
            match = re.match(r"([^\s@\[#%][^\s\[]*)", line.strip())
            if match:
                path = f"{prefix}deploy/{match[1]}.sql"
                if path in ordered:
                    # A reworked change: what stood there before is kept under the tag that follows it.
                    older = sorted(other for other in paths if other.startswith(f"{prefix}deploy/{match[1]}@"))
                    ordered[ordered.index(path)] = older[0] if older else path
                ordered.append(path)
        known = set(paths)
        conf = f"{prefix}sqitch.conf"
        if conf in known:
            found = re.search(rb"engine\s*=\s*(\w+)", read([conf]).get(conf, b""))
            engine = {"pg": "postgres"}.get(found[1].decode(), found[1].decode()) if found else ""
        beside = tuple(path for path in paths if path.startswith((f"{prefix}revert/", f"{prefix}verify/")))
        yield History(
            layout="sqitch",
            dialect=engine,
            root=root,
            paths=tuple(path for path in dict.fromkeys(ordered) if path in known),
            skipped=beside,
        )


def _alembic(paths: Sequence[str], read: Read) -> Iterator[History]:
    from piicatalog.migrations.graphs import alembic

    yield from alembic(paths, read)


def _django(paths: Sequence[str], read: Read) -> Iterator[History]:
    from piicatalog.migrations.django_graph import django

    yield from django(paths, read)


def _yoyo(paths: Sequence[str], read: Read) -> Iterator[History]:
    from piicatalog.migrations.graphs import yoyo

    yield from yoyo(paths, read)


def _liquibase(paths: Sequence[str], read: Read) -> Iterator[History]:
    from piicatalog.migrations.changelogs import liquibase

    yield from liquibase(paths, read)


def _dbt(paths: Sequence[str], read: Read) -> Iterator[History]:
    del read
    for project in (path for path in paths if name_of(path) in ("dbt_project.yml", "dbt_project.yaml")):
        root = folder_of(project)
        prefix = f"{root}/" if root else ""
        models = sorted(path for path in paths if path.startswith(f"{prefix}models/") and path.lower().endswith(".sql"))
        others = tuple(
            path
            for path in paths
            if path.lower().endswith(".sql")
            and path.startswith(
                tuple(f"{prefix}{name}/" for name in ("macros", "tests", "analyses", "snapshots", "target", "dbt_packages"))
            )
        )
        if models:
            yield History(layout="dbt", dialect="", root=root, paths=tuple(models), skipped=others)


# What is left


def _dump(paths: Sequence[str], read: Read) -> Iterator[History]:
    del read
    for path in paths:
        if _DUMP.search(path):
            yield History(layout="dump", dialect=guess_from_path(path), root=path, paths=(path,))


def _plain(paths: Sequence[str], read: Read) -> Iterator[History]:
    """Plain files: those of a folder are one schema, a dialect in their names apart."""
    del read
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in paths:
        if path.lower().endswith(SQL):
            groups[folder_of(path), guess_from_path(path)].append(path)
    for (folder, dialect), members in groups.items():
        yield History(layout="schema", dialect=dialect, root=folder or name_of(members[0]), paths=tuple(sorted(members, key=natural)))


def _code(paths: Sequence[str], read: Read) -> Iterator[History]:
    """Migrations that are programs: said once per folder."""
    del read
    folders: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        if path.lower().endswith(_CODE) and _CODE_FOLDER.search(folder_of(path)) and _CODE_FILE.search(name_of(path)):
            folders[folder_of(path)].append(path)
    for folder, members in folders.items():
        text = f"{len(members)} migrations in {folder} are programs and were not read; commit a schema dump beside them"
        yield History(
            layout="code", dialect="", root=folder, paths=(), problems=(ReadProblem("PII909", Pos(min(members), 0, 1, 1, 1, -1), text),)
        )


LAYOUTS: dict[str, Callable[[Sequence[str], Read], Iterable[History]]] = {
    "liquibase": _liquibase,
    "flyway": _flyway,
    "sqitch": _sqitch,
    "prisma": _folder_per_migration,
    "alembic": _alembic,
    "django": _django,
    "yoyo": _yoyo,
    "dbt": _dbt,
    "dump": _dump,
    "numbered": _numbered,
    "schema": _plain,
    "code": _code,
}
"""Finders by name, in the order in which they are asked."""
ALIASES = {
    "diesel": "prisma",
    "golang-migrate": "numbered",
    "golang_migrate": "numbered",
    "goose": "numbered",
    "dbmate": "numbered",
    "supabase": "numbered",
    "rails": "dump",
    "knex": "numbered",
}
"""Frameworks whose files another finder orders as they do."""
