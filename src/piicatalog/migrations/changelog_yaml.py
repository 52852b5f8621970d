"""Changelogs in YAML or JSON as elements; one that can't be read as a whole is read change set by change set."""

import re

from piicatalog.definitions.yaml_tree import Scalar, Tree, read_tree
from piicatalog.errors import DefinitionError
from piicatalog.migrations.changelog_tree import Element, Tell, Value

_CHANGE_SET = re.compile(r"^(?P<indent>[ \t]*)-[ \t]*\"?changeSet\"?[ \t]*:", re.MULTILINE)


def read_yaml(text: str, path: str, root: Element, tell: Tell) -> None:
    """Put what the text says into the root."""
    starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
    try:
        _build(root, read_tree(text, path), starts, 0)
    except DefinitionError as error:
        tell(_offset(starts, error.problems[0].line - 1, 0), error.problems[0].message)
        changes = list(_CHANGE_SET.finditer(text))
        if not changes:
            return
        log = Element("databaseChangeLog", 0)
        root.inner.append(log)
        for match, after in zip(changes, [*changes[1:], None], strict=True):
            end = after.start() if after else len(text)
            lines = text.count("\n", 0, match.start())
            try:
                for item in _listed(read_tree(text[match.start() : end], path)):
                    _build(log, item, starts, lines)
            except DefinitionError:
                tell(match.start(), "a change set that can't be read")


def _listed(tree: "Tree | None") -> list[Tree]:
    return tree if isinstance(tree, list) else []


def _offset(starts: list[int], line: int, column: int) -> int:
    return starts[min(line, len(starts) - 1)] + column


def _build(element: Element, tree: "Tree | None", starts: list[int], lines: int) -> None:
    """Put what stands below a key into its element."""
    if isinstance(tree, Scalar):
        element.text = _value(tree, starts, lines)
    elif isinstance(tree, list):
        for item in tree:
            _build(element, item, starts, lines)
    elif tree is not None:
        for key, below in tree:
            if isinstance(below, Scalar):
                element.values[key.text] = _value(below, starts, lines)
            inner = Element(key.text, _offset(starts, key.line + lines, key.column))
            element.inner.append(inner)
            _build(inner, below, starts, lines)


def _value(scalar: Scalar, starts: list[int], lines: int) -> Value:
    start = _offset(starts, scalar.line + lines, scalar.column)
    return Value(scalar.text, start, start + (len(scalar.text) if scalar.plain else 1))
