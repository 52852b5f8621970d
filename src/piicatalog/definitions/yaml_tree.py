"""YAML and JSON that is not ours (Liquibase changelogs): a tree whose scalars know where they stand."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from piicatalog.errors import DefinitionError, Problem

MAX_NODES = 500_000
"""More than any changelog has; an alias bomb has more."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A word or text as written, and its place: line from 0, column from 0 in code points."""

    text: str
    line: int
    column: int
    plain: bool
    """Stands in the text as its value is: one line, nothing escaped."""


Tree: TypeAlias = "Scalar | list[Tree] | tuple[tuple[Scalar, Tree], ...]"
"""A scalar, a sequence, or a mapping as pairs in their order."""

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_tree(text: str, file: str) -> "Tree | None":
    """Return the tree of a text, None of an empty one; raises DefinitionError where it is not YAML."""
    loader = _Base(text)
    try:
        node = loader.get_single_node()
        return None if node is None else _tree(node, [0])
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise DefinitionError([Problem(file, mark.line + 1 if mark else 1, f"not YAML: {error.problem or error.context}")]) from None
    except (yaml.YAMLError, RecursionError, ValueError, _TooMuchError) as error:
        raise DefinitionError([Problem(file, 1, f"not YAML: {type(error).__name__}")]) from None
    finally:
        loader.dispose()


class _TooMuchError(Exception):
    """The tree grows without end."""


def _tree(node: Any, seen: list[int]) -> Tree:
    seen[0] += 1
    if seen[0] > MAX_NODES:
        raise _TooMuchError
    if isinstance(node, yaml.MappingNode):
        pairs: list[tuple[Scalar, Tree]] = []
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            below = _tree(value, seen)
            if key.value == "<<" and isinstance(below, tuple):
                pairs += below
            else:
                pairs.append((_scalar(key), below))
        return tuple(pairs)
    if isinstance(node, yaml.SequenceNode):
        return [_tree(item, seen) for item in node.value]
    return _scalar(node)


def _scalar(node: Any) -> Scalar:
    start, end = node.start_mark, node.end_mark
    quotes = node.style in ("'", '"')
    whole = start.line == end.line and end.column - start.column == len(node.value) + 2 * quotes
    if node.style in ("|", ">"):
        return Scalar(node.value, start.line + 1, 0, plain=False)  # the mark stands on the line before
    return Scalar(node.value, start.line, start.column + quotes, whole)
