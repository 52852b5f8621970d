"""Finds Django's projects and orders their migrations by what they depend on."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from piicatalog.migrations.discover import History, Read
from piicatalog.migrations.graphs import folder_of, literal, parsed
from piicatalog.migrations.order import topological

_DJANGO = re.compile(rb"\bclass\s+Migration\s*\(")
_LABEL = re.compile(rb"^[ \t]+label[ \t]*=[ \t]*[\"'](\w+)[\"']", re.MULTILINE)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Migration:
    path: str
    name: str
    dependencies: tuple[Pair, ...]
    replaces: tuple[Pair, ...]
    before: tuple[Pair, ...]
    """Migrations of other apps that must wait for this one."""

    @property
    def app(self) -> str:
        """The app's folder."""
        return app_of(self.path)


def app_of(path: str) -> str:
    """Return the folder of a migration's app: what stands above ``migrations``.

    >>> app_of("shop/customers/migrations/0001_initial.py")
    'shop/customers'
    """
    return folder_of(folder_of(path))


def django(paths: Sequence[str], read: Read) -> Iterator[History]:
    """Yield a history per project: the apps below one folder depend on each other."""
    candidates = [path for path in paths if re.search(r"(?:^|/)[^/]*migrations?/(?!__init__)[^/]+\.py$", path)]
    found = [migration for path, blob in read(candidates).items() if (migration := _read(path, blob))] if candidates else []
    configured = {app_of(migration.path) for migration in found}
    settings = read([f"{app}/apps.py" for app in sorted(configured) if f"{app}/apps.py" in set(paths)]) if found else {}
    for project in _projects(found):
        yield _ordered(project, _labels(project, settings))


def _read(path: str, blob: bytes) -> _Migration | None:
    tree = parsed(blob) if _DJANGO.search(blob) else None
    body = next((node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Migration"), None) if tree else None
    if body is None:
        return None
    lists = {
        statement.targets[0].id: statement.value
        for statement in body.body
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
    }
    dependencies, replaces, before = (tuple(_pairs(lists.get(key))) for key in ("dependencies", "replaces", "run_before"))
    return _Migration(path, path.rpartition("/")[2][:-3], dependencies, replaces, before)


def _pairs(node: ast.expr | None) -> Iterator[Pair]:
    match node:
        case ast.List() | ast.Tuple():
            for element in node.elts:
                value = literal(element)
                if isinstance(value, tuple) and len(value) == 2 and all(isinstance(part, str) for part in value):
                    yield value
        case ast.BinOp():
            yield from _pairs(node.left)
            yield from _pairs(node.right)
        case _:
            return


def _projects(found: Sequence[_Migration], depth: int = 0) -> Iterator[list[_Migration]]:
    """Split where one name stands for two migrations: these are projects of their own, each in its folder."""
    names = Counter((migration.app.rpartition("/")[2], migration.name) for migration in found)
    if not found or max(names.values()) == 1 or depth > 20:
        if found:
            yield list(found)
        return
    groups: dict[str, list[_Migration]] = defaultdict(list)
    for migration in found:
        parts = migration.path.split("/")
        groups["/".join(parts[: depth + 1]) if depth + 3 < len(parts) else "/".join(parts[:depth])].append(migration)
    for group in groups.values():
        yield from _projects(group, depth + 1)


def _labels(project: Sequence[_Migration], settings: Mapping[str, bytes]) -> dict[str, str]:
    """Return the label of each app by its folder: it is told by its configuration, or by how its own migrations name it."""
    by_app: dict[str, list[_Migration]] = defaultdict(list)
    for migration in project:
        by_app[migration.app].append(migration)
    labels: dict[str, str] = {}
    for app, migrations in by_app.items():
        folder = app.rpartition("/")[2]
        told = _LABEL.findall(settings.get(f"{app}/apps.py", b""))
        own = {migration.name for migration in migrations}
        votes = Counter(
            label
            for one in migrations
            for label, name in {*one.dependencies, *one.replaces}
            if name in own and (name != one.name or len(own) == 1)
        )
        likely = sorted(votes, key=lambda label: (label != folder, -votes[label], folder.lower() not in label.lower()))
        if len(told) == 1:
            labels[app] = told[0].decode()
        elif likely and len(own) > 1 and (likely[0] == folder or votes[likely[0]] >= len(own) - 1):
            labels[app] = likely[0]
        else:
            labels[app] = folder
    return labels


def _ordered(project: Sequence[_Migration], labels: Mapping[str, str]) -> History:
    nodes = {f"{labels[one.app]}.{one.name}": one for one in project}
    # A fresh database runs a squashed migration instead of those that it replaces.
    alias = {f"{label}.{name}": key for key, one in nodes.items() for label, name in one.replaces}
    kept = {key: one for key, one in nodes.items() if key not in alias}
    graph = {
        key: [
            parent
            for pair in one.dependencies
            if (parent := _first(alias.get(f"{pair[0]}.{pair[1]}", f"{pair[0]}.{pair[1]}"), kept)) != key
        ]
        for key, one in kept.items()
    }
    for key, one in kept.items():
        for label, name in one.before:
            graph.get(f"{label}.{name}", []).append(key)
    ordered = [kept[key].path for key in topological(graph)]
    return History(
        layout="django",
        dialect="",
        root=_common([one.path for one in project]),
        paths=tuple(ordered),
        skipped=tuple(one.path for key, one in sorted(nodes.items()) if key not in kept),
        labels=tuple(sorted(labels.items())),
    )


def _first(parent: str, kept: Mapping[str, _Migration]) -> str:
    """``__first__`` and ``__latest__`` are the app's first or last migration."""
    app, _, name = parent.rpartition(".")
    if name in ("__first__", "__latest__"):
        own = sorted(key for key in kept if key.startswith(f"{app}."))
        return (own[0] if name == "__first__" else own[-1]) if own else parent
    return parent


def _common(paths: Sequence[str]) -> str:
    folders = [path.split("/")[:-1] for path in paths]
    common: list[str] = []
    for parts in zip(*folders, strict=False):
        if len(set(parts)) > 1:
            break
        common.append(parts[0])
    return "/".join(common)
