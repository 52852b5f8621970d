"""Find a module of a stage by name: ours first, then installed plugins (entry points ``piicatalog.<stage>``)."""

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from piicatalog.errors import UnknownNameError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoints


@cache
def _ours(stage: str) -> frozenset[str]:
    package = import_module(f"piicatalog.{stage}")
    return frozenset(module.name for module in pkgutil.iter_modules(package.__path__) if not module.name.startswith("_"))


def names(stage: str) -> list[str]:
    """Return the names of all modules of a stage, ours and plugins', sorted."""
    return sorted(_ours(stage) | {entry_point.name for entry_point in _plugins(stage)})


def find(stage: str, name: str) -> Any:
    """Return the module of that name; a plugin cannot replace one of ours."""
    if name in _ours(stage):
        return import_module(f"piicatalog.{stage}.{name}")
    for entry_point in _plugins(stage).select(name=name):
        return entry_point.load()
    raise UnknownNameError(stage.rstrip("s"), name, names(stage))


def _plugins(stage: str) -> "EntryPoints":
    from importlib.metadata import entry_points  # a name of ours needs none of what it loads

    return entry_points(group=f"piicatalog.{stage}")
