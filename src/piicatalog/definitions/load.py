"""The only reader of YAML: hostile text in, checked objects out, every problem with file and line.

The text is read as YAML 1.2's core schema reads it (``no``, ``on`` and ``yes`` are words, not booleans).
Aliases are refused (an alias bomb is a few lines), so are duplicate keys, tags and files above 5 MB.
"""

import re
from collections.abc import Mapping
from difflib import get_close_matches
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
        line = mark.line + 1 if mark else 1
        raise DefinitionError([Problem(file, line, f"not YAML: {error.problem or error.context}{_hint(text, line)}")]) from None
    except yaml.YAMLError as error:
        raise DefinitionError([Problem(file, 1, f"not YAML: {error}")]) from None
    finally:
        loader.dispose()
    if problems:
        raise DefinitionError(problems)
    return data, lines


def _hint(text: str, line: int) -> str:
    """Return what to do about the commonest slips."""
    written = (text.splitlines() or [""])[min(line, len(text.splitlines()) or 1) - 1]
    if "\t" in written:
        return "; indent with spaces, not tabs"
    if "pattern" in written:
        return "; write a pattern in single quotes: pattern: '[0-9]{5}'"
    return ""


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
        said = "a tag (!name) is not allowed here" if "constructor" in str(error.problem) else str(error.problem)
        problems.append(Problem(file, node.start_mark.line + 1, said))
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
                for e in error.errors(include_url=False)
            ],
        ) from None


_SAID = {
    "extra_forbidden": "is not a word of this file's form",
    "missing": "is missing",
    "tuple_type": "must be a list: [one, two]",
    "string_type": "must be text; put it in quotes",
    "dict_type": "must be a block of lines, each KEY: VALUE",
    "model_type": "must be a block of lines, each KEY: VALUE",
    "float_parsing": "must be a number, such as 0.1",
    "float_type": "must be a number, such as 0.1",
    "int_parsing": "must be a whole number",
    "bool_parsing": "must be true or false",
}


def _say(error: Any) -> str:
    """Say what is wrong in the words of a file, not of a program; a name that nearly fits is offered."""
    if error["type"] in {"enum", "literal_error"}:
        known = [one for one in re.findall(r"'([^']*)'", str(error["ctx"]["expected"])) if one]
        near = get_close_matches(str(error["input"]).upper(), [one.upper() for one in known], n=1, cutoff=0.75)
        hint = next((one for one in known if [one.upper()] == near), "")
        return f"no such word; did you mean {hint}?" if hint else f"must be one of {', '.join(known)}"
    return _SAID.get(error["type"], str(error["msg"]).removeprefix("Value error, "))


def line_in(path: Path, location: Location) -> int:
    """Return the line of a part of a file that has been read before; 1 when it can't be read any more."""
    try:
        return line_of(parse(read_text(path), str(path))[1], location)
    except DefinitionError:
        return 1


def load(definition: type[D], path: Path, *, shown_as: str | None = None) -> D:
    """Read one definition file."""
    file = shown_as or str(path)
    data, lines = parse(read_text(path), file)
    return validate(definition, data if data is not None else {}, lines, file)
