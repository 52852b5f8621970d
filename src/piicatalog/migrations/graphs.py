"""Finds and orders the migrations that name their parents: Alembic's revisions, Django's dependencies."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from piicatalog.migrations.discover import History, Read
from piicatalog.migrations.order import topological

_REVISION = re.compile(rb"^(?:down_revision|revision)\b", re.MULTILINE)
_DJANGO = re.compile(rb"\bclass\s+Migration\s*\(")


def _parsed(blob: bytes) -> ast.Module | None:
    try:
        return ast.parse(blob)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _literal(node: ast.AST | None) -> object:
    try:
        return ast.literal_eval(node) if node is not None else None
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


def alembic(paths: Sequence[str], read: Read) -> Iterator[History]:
    """Yield a history per folder of revisions."""
    candidates = [path for path in paths if path.endswith(".py") and re.search(r"(?:^|/)(?:versions|alembic|migrations?|revisions)/", path)]
    groups: dict[str, dict[str, tuple[str, tuple[str, ...]]]] = defaultdict(dict)
    for path, blob in read(candidates).items() if candidates else ():
        if len(_REVISION.findall(blob)) < 2 or (tree := _parsed(blob)) is None:
            continue
        values: dict[str, object] = {}
        for node in tree.body:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target if isinstance(node, ast.AnnAssign) else None
            if isinstance(target, ast.Name) and isinstance(node, ast.Assign | ast.AnnAssign):
                values[target.id] = _literal(node.value)
        if not isinstance(values.get("revision"), str) or "down_revision" not in values:
            continue
        parents: list[str] = []
        for value in (values["down_revision"], values.get("depends_on")):
            parents += (
                [value]
                if isinstance(value, str)
                else [part for part in value if isinstance(part, str)]
                if isinstance(value, tuple | list | set)
                else []
            )
        groups[path.rpartition("/")[0]][str(values["revision"])] = (path, tuple(parents))
    for folder, revisions in groups.items():
        full = {name: [_whole(parent, revisions) for parent in parents] for name, (_, parents) in revisions.items()}
        ordered = topological(full)
        yield History(layout="alembic", dialect="", root=folder, paths=tuple(revisions[name][0] for name in ordered))


def _whole(parent: str, revisions: dict[str, tuple[str, tuple[str, ...]]]) -> str:
    """Alembic takes the first letters of a revision for the whole."""
    return parent if parent in revisions else next((name for name in sorted(revisions) if name.startswith(parent)), parent)


def django(paths: Sequence[str], read: Read) -> Iterator[History]:
    """Yield one history per project: the apps below one folder depend on each other."""
    candidates = [path for path in paths if re.search(r"(?:^|/)[^/]*migrations?/(?!__init__)[^/]+\.py$", path)]
    nodes: dict[str, tuple[str, list[str], list[str]]] = {}
    for path, blob in read(candidates).items() if candidates else ():
        if not _DJANGO.search(blob) or (tree := _parsed(blob)) is None:
            continue
        body = next((node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Migration"), None)
        if body is None:
            continue
        app = app_of(path)
        name = path.rpartition("/")[2][:-3]
        lists = {
            statement.targets[0].id: statement.value.elts
            for statement in body.body
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name) and isinstance(statement.value, ast.List)
        }
        parents, replaces = ([f"{pair[0]}.{pair[1]}" for pair in _pairs(lists.get(key, []))] for key in ("dependencies", "replaces"))
        nodes[f"{app}.{name}"] = (path, parents, replaces)
    if not nodes:
        return
    # A fresh database runs a squashed migration instead of those that it replaces.
    alias = {old: key for key, (path, _, replaces) in nodes.items() for old in replaces}
    kept = {key: (path, parents) for key, (path, parents, _) in nodes.items() if key not in alias}
    graph = {key: [_first(alias.get(parent, parent), kept) for parent in parents] for key, (_, parents) in kept.items()}
    graph = {key: [parent for parent in parents if parent != key] for key, parents in graph.items()}
    ordered = topological(graph)
    root = _common([path for path, _ in kept.values()])
    skipped = tuple(nodes[key][0] for key in sorted(nodes) if key not in kept)
    yield History(layout="django", dialect="", root=root, paths=tuple(kept[key][0] for key in ordered), skipped=skipped)


_YOYO = re.compile(rb"^\s*(?:from|import)\s+yoyo\b", re.MULTILINE)
_DEPENDS = re.compile(rb"^--[ \t]*depends:([^\n]*)", re.MULTILINE)


def yoyo(paths: Sequence[str], read: Read) -> Iterator[History]:
    """Yield a history per folder of yoyo's: SQL and Python files that name what they depend on."""
    scripts = [path for path in paths if path.endswith(".py") and re.search(r"(?:^|/)(?:yoyo|migrations?)/", path)]
    signed = {folder_of(path) for path, blob in read(scripts).items() if _YOYO.search(blob)} if scripts else set()
    by_folder: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        if path.endswith((".sql", ".py")) and not path.endswith(("__init__.py", ".rollback.sql")):
            by_folder[folder_of(path)].append(path)
    if any(path.rpartition("/")[2] == "yoyo.ini" for path in paths):
        signed |= {folder for folder in by_folder if "migrations" in folder}
    for folder in sorted(signed):
        parents: dict[str, list[str]] = {}
        places: dict[str, str] = {}
        for path, blob in read(by_folder[folder]).items():
            name = path.rpartition("/")[2].rpartition(".")[0]
            places[name] = path
            parents[name] = _yoyo_parents(path, blob)
        yield History(layout="yoyo", dialect="", root=folder, paths=tuple(places[name] for name in topological(parents)))


def _yoyo_parents(path: str, blob: bytes) -> list[str]:
    if path.endswith(".sql"):
        return [word for line in _DEPENDS.findall(blob) for word in line.decode(errors="replace").split()]
    tree = _parsed(blob)
    for node in tree.body if tree is not None else ():
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__depends__":
            value = _literal(node.value)
            return sorted(map(str, value)) if isinstance(value, set | list | tuple | dict) else []
    return []


def folder_of(path: str) -> str:
    """Return the folder of a path; empty for the root."""
    return path.rpartition("/")[0]


def _first(parent: str, kept: dict[str, tuple[str, list[str]]]) -> str:
    """``__first__`` and ``__latest__`` are the app's first or last migration."""
    app, _, name = parent.rpartition(".")
    if name in ("__first__", "__latest__"):
        own = sorted(key for key in kept if key.startswith(f"{app}."))
        return (own[0] if name == "__first__" else own[-1]) if own else parent
    return parent


def _pairs(elements: Sequence[ast.AST]) -> Iterator[tuple[object, object]]:
    for element in elements:
        value = _literal(element)
        if isinstance(value, tuple) and len(value) == 2:
            yield value


def app_of(path: str) -> str:
    """Return the app of a Django migration: the folder above ``migrations``.

    >>> app_of("shop/customers/migrations/0001_initial.py")
    'customers'
    """
    parts = path.split("/")
    return parts[-3] if len(parts) > 2 else ""


def _common(paths: Sequence[str]) -> str:
    folders = [path.split("/")[:-1] for path in paths]
    common: list[str] = []
    for parts in zip(*folders, strict=False):
        if len(set(parts)) > 1:
            break
        common.append(parts[0])
    return "/".join(common)
