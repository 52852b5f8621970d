"""The only reader of YAML: hostile text in, checked objects out, every problem with file and line.

The text is read as YAML 1.2's core schema reads it (``no``, ``on`` and ``yes`` are words, not booleans).
Aliases are refused (an alias bomb is a few lines), so are duplicate keys, tags and files above 5 MB.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from piicatalog.errors import DefinitionError, Problem

MAX_BYTES = 5_000_000
MAX_DEPTH = 40

Location = tuple[str | int, ...]
D = TypeVar("D", bound=BaseModel)

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """A safe loader with YAML 1.2 scalars."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag
        not in (
            "tag:yaml.org,2002:bool",
            "tag:yaml.org,2002:timestamp",
            "tag:yaml.org,2002:int",
            "tag:yaml.org,2002:float",
            "tag:yaml.org,2002:value",
        )
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]+)?$"), list("-+0123456789")
)


def read_text(path: Path) -> str:
    """Return a definition file's text; an error says what is wrong with it."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DefinitionError([Problem(str(path), 1, f"is larger than {MAX_BYTES // 1_000_000} MB")])
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DefinitionError([Problem(str(path), 1, f"is not UTF-8 at byte {error.start}")]) from None
    except OSError as error:
        raise DefinitionError([Problem(str(path), 1, f"cannot be read: {error.strerror}")]) from None


def parse(text: str, file: str) -> tuple[Any, dict[Location, int]]:
    """Return the data of a YAML text and the line (from 1) of each part of it."""
    problems: list[Problem] = []
    lines: dict[Location, int] = {}
    loader = _Loader(text)
    try:
        node = loader.get_single_node() if not _has_alias(text, file, problems) else None
        data = _construct(loader, node, (), lines, problems, file) if node is not None else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise DefinitionError([Problem(file, mark.line + 1 if mark else 1, f"not YAML: {error.problem or error.context}")]) from None
    except yaml.YAMLError as error:
        raise DefinitionError([Problem(file, 1, f"not YAML: {error}")]) from None
    finally:
        loader.dispose()
    if problems:
        raise DefinitionError(problems)
    return data, lines


def _has_alias(text: str, file: str, problems: list[Problem]) -> bool:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            problems.append(Problem(file, _line(event), "aliases (*name) are not allowed here; write it out"))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            problems.append(Problem(file, _line(event), f"is nested deeper than {MAX_DEPTH} levels"))
            return True
    return bool(problems)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _construct(loader: Any, node: Any, at: Location, lines: dict[Location, int], problems: list[Problem], file: str) -> Any:
    lines[at] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = loader.construct_object(key_node) if isinstance(key_node, yaml.ScalarNode) else None
            if not isinstance(key, str | int):
                problems.append(Problem(file, key_node.start_mark.line + 1, "a key must be a plain word"))
                continue
            if key in result:
                problems.append(Problem(file, key_node.start_mark.line + 1, f"{key} is given twice"))
            result[key] = _construct(loader, value_node, (*at, key), lines, problems, file)
            lines[(*at, key)] = key_node.start_mark.line + 1
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_construct(loader, item, (*at, index), lines, problems, file) for index, item in enumerate(node.value)]
    try:
        return loader.construct_object(node)
    except yaml.MarkedYAMLError as error:
        problems.append(Problem(file, node.start_mark.line + 1, str(error.problem)))
        return None


def line_of(lines: Mapping[Location, int], location: Location) -> int:
    """Return the line of the nearest part that encloses a location; a list of one may be written without being one."""
    known: Location = ()
    for part in location:
        if (*known, part) in lines:
            known = (*known, part)
        elif not isinstance(part, int):
            break
    return lines.get(known, 1)


def validate(definition: type[D], data: object, lines: Mapping[Location, int], file: str) -> D:
    """Return the data as a definition, or raise all that is wrong with it."""
    try:
        return definition.model_validate(data, strict=False)
    except ValidationError as error:
        raise DefinitionError(
            [
                Problem(file, line_of(lines, tuple(e["loc"])), f"{'.'.join(str(part) for part in e['loc'])}: {_say(e)}".removeprefix(": "))
                for e in error.errors(include_url=False, include_input=False)
            ],
        ) from None


def _say(error: Any) -> str:
    message = str(error["msg"]).removeprefix("Value error, ")
    return {"Extra inputs are not permitted": "is not a word of this file's form", "Field required": "is missing"}.get(message, message)


def load(definition: type[D], path: Path, *, shown_as: str | None = None) -> D:
    """Read one definition file."""
    file = shown_as or str(path)
    data, lines = parse(read_text(path), file)
    return validate(definition, data if data is not None else {}, lines, file)
