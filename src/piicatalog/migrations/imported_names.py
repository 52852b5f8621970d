"""What a migration's imports stand for: literals, and attributes of classes (``Model.__tablename__``), of modules of the same repository.

A module is found by its dotted path, from each folder above the file; it is parsed, never run, and only what can be told without
running it is taken from it.
"""

import ast
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from piicatalog.migrations.python_values import UNKNOWN, callee, module_names

_DEEP = 6
"""How many modules are gone through that import from one another."""
_MANY = 2_000
"""How many modules are read at most: a migration needs a few of its project's."""
_MAX_BYTES = 4_000_000

Read = Callable[[str], bytes]
"""Gives the content of a file by its path from the root; nothing where there is none."""


class _Module(NamedTuple):
    path: str
    tree: ast.Module
    names: Mapping[str, Any]
    """What stands for itself, without its imports."""


class Modules:
    """The modules of a repository or folder at one moment; each is read once, when a name of it is asked for."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._known: dict[str, _Module | None] = {}
        self._told: dict[tuple[str, str], Any] = {}

    def imported(self, tree: ast.Module, path: str) -> dict[str, Any]:
        """Return what the names that a file imports stand for, of those that can be told."""
        found = {}
        for name, (module, member) in _imports(tree).items():
            value = self._member(module, member, path, 0) if member else self._whole(module, path)
            if value is not UNKNOWN:
                found[name] = value
        for module in _stars(tree):
            whole = self._whole(module, path)
            if isinstance(whole, dict):
                found |= {name: value for name, value in whole.items() if not name.startswith("_") and name not in found}
        return found

    def _whole(self, module: str, path: str) -> Any:
        found = self._find(module, path)
        return UNKNOWN if found is None else dict(found.names)

    def _member(self, module: str, name: str, path: str, depth: int) -> Any:
        """Return what ``from module import name`` binds: a name of the module, else a module below it."""
        found = self._find(module, path)
        value = UNKNOWN if found is None or depth >= _DEEP else self._named(found, name, depth)
        if value is UNKNOWN:
            value = self._whole(f"{module}{'' if module.endswith('.') else '.'}{name}", path)
        return value

    def _named(self, module: _Module, name: str, depth: int) -> Any:
        key = module.path, name
        if key not in self._told:
            self._told[key] = UNKNOWN  # modules that import one another
            self._told[key] = self._found(module, name, depth)
        return self._told[key]

    def _found(self, module: _Module, name: str, depth: int) -> Any:
        """Return what a name of a module stands for; only the imports that it needs are followed."""
        imports = _imports(module.tree)
        if name in imports:
            origin, member = imports[name]
            return self._member(origin, member, module.path, depth + 1) if member else self._whole(origin, module.path)
        value = module.names.get(name, UNKNOWN)
        needed = _needed(module.tree, name, value) & imports.keys()
        if needed:
            told = {one: self._named(module, one, depth + 1) for one in sorted(needed)} if depth < _DEEP else {}
            known = {one: other for one, other in told.items() if other is not UNKNOWN}
            return module_names(module.tree.body, known).get(name, UNKNOWN) if known else value
        if value is UNKNOWN:
            wholes = (self._member(star, name, module.path, depth + 1) for star in _stars(module.tree))
            return next((other for other in wholes if other is not UNKNOWN), UNKNOWN)
        return value

    def _find(self, module: str, path: str) -> _Module | None:
        """Return a module as seen from a file; None where it is none of the repository's."""
        return next((found for candidate in _candidates(module, path) if (found := self._module(candidate)) is not None), None)

    def _module(self, path: str) -> _Module | None:
        if path not in self._known:
            blob = self._read(path) if len(self._known) < _MANY * 20 else b""
            self._known[path] = None
            if blob and len(blob) <= _MAX_BYTES and sum(one is not None for one in self._known.values()) < _MANY:
                try:
                    with warnings.catch_warnings():
                        warnings.simplefilter("ignore")  # its escapes are its own business
                        tree = ast.parse(blob)
                except (SyntaxError, ValueError, RecursionError, MemoryError):
                    return None
                self._known[path] = _Module(path, tree, module_names(tree.body))
        return self._known[path]


def _imports(tree: ast.Module) -> dict[str, tuple[str, str]]:
    """Return, by the name that it binds, the module and the member that each import names; of a whole module no member."""
    found: dict[str, tuple[str, str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            found |= {alias.asname or alias.name: (module, alias.name) for alias in node.names if alias.name != "*"}
        elif isinstance(node, ast.Import):
            found |= {alias.asname: (alias.name, "") for alias in node.names if alias.asname}
        elif isinstance(node, ast.Assign) and callee(node.value) == "import_module" and isinstance(node.value, ast.Call):
            module = _text(node.value)
            found |= {target.id: (module, "") for target in node.targets if isinstance(target, ast.Name) and module}
    return found


def _stars(tree: ast.Module) -> list[str]:
    return [
        "." * node.level + (node.module or "")
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
    ]


def _needed(tree: ast.Module, name: str, value: Any) -> set[str]:
    """Return the names that what is not told of a definition is made of; of a class, of its attributes that are no columns."""
    used: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            told = value if isinstance(value, dict) else {}
            values = [
                part.value
                for part in node.body
                if isinstance(part, ast.Assign)
                and not isinstance(part.value, ast.Call)
                and any(isinstance(target, ast.Name) and target.id not in told for target in part.targets)
            ]
        elif (
            value is UNKNOWN
            and isinstance(node, ast.Assign)
            and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
        ):
            values = [node.value]
        else:
            continue
        used |= {part.id for one in values for part in ast.walk(one) if isinstance(part, ast.Name)}
    return used


def _text(call: ast.Call) -> str:
    node = call.args[0] if call.args else None
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _candidates(module: str, path: str) -> Iterator[str]:
    """Yield where a module may stand: below the nearest folder first; a relative one only where it says.

    >>> list(_candidates("..models", "shop/versions/1_a.py"))
    ['shop/models.py', 'shop/models/__init__.py']
    >>> list(_candidates("shop.models", "shop/1_a.py"))[-2:]
    ['src/shop/models.py', 'src/shop/models/__init__.py']
    """
    folders = path.split("/")[:-1]
    name = module.lstrip(".")
    level = len(module) - len(name)
    parts = [part for part in name.split(".") if part]
    if level > len(folders) + 1 or any("/" in part or "\\" in part for part in parts):
        return
    if level:
        roots = [folders[: len(folders) - level + 1]]
    else:
        roots = [[*folders[:length], *more] for length in range(len(folders), -1, -1) for more in ((), ("src",))]
    for root in roots:
        place = "/".join((*root, *parts))
        if parts:
            yield f"{place}.py"
        yield f"{place}/__init__.py" if place else "__init__.py"
