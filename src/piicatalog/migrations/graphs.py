"""Finds and orders the migrations that name their parents: Alembic's revisions, yoyo's dependencies."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from piicatalog.migrations.discover import History, Read
from piicatalog.migrations.order import topological

_REVISION = re.compile(rb"^(?:down_revision|revision)\b", re.MULTILINE)


def parsed(blob: bytes) -> ast.Module | None:
    """Return a file's tree, None where it is not Python."""
    try:
        return ast.parse(blob)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def literal(node: ast.AST | None) -> object:
    """Return what a literal stands for, None where it is none."""
    try:
        return ast.literal_eval(node) if node is not None else None
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


def alembic(paths: Sequence[str], read: Read) -> Iterator[History]:
    """Yield a history per folder of revisions."""
    candidates = [path for path in paths if path.endswith(".py") and re.search(r"(?:^|/)(?:versions|alembic|migrations?|revisions)/", path)]
    groups: dict[str, dict[str, tuple[str, tuple[str, ...]]]] = defaultdict(dict)
    for path, blob in read(candidates).items() if candidates else ():
        if len(_REVISION.findall(blob)) < 2 or (tree := parsed(blob)) is None:
            continue
        values: dict[str, object] = {}
        for node in tree.body:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target if isinstance(node, ast.AnnAssign) else None
            if isinstance(target, ast.Name) and isinstance(node, ast.Assign | ast.AnnAssign):
                values[target.id] = literal(node.value)
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
    tree = parsed(blob)
    for node in tree.body if tree is not None else ():
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__depends__":
            value = literal(node.value)
            return sorted(map(str, value)) if isinstance(value, set | list | tuple | dict) else []
    return []


def folder_of(path: str) -> str:
    """Return the folder of a path; empty for the root."""
    return path.rpartition("/")[0]
