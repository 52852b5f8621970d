"""Checked definitions kept as compiled JSON, so that a warm start reads neither YAML nor pydantic.

An entry is keyed by the names, sizes and modification times of the files it was made from, and of our own modules that
read them (asking for the installed version would import more than the rest of a check). It is plain JSON, decoded into our own frozen types and checked against them: a damaged or hostile entry
is made again, never run (a pickle from a shared cache would be code). Safe to delete at any time.
"""

import dataclasses
import json
import os
import sys
import types
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
FORM = 1
"""Changes when entries are written in another way."""


class DecodeError(ValueError):
    """An entry is not of the type that it should be."""


def default_folder() -> Path:
    """Return the user's cache folder for piicatalog."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "piicatalog"


def cached(kind: str, made: type[T], files: Iterable[Path], load: Callable[[], T], folder: Path | None) -> T:
    """Return what ``load`` gives, from the cache folder when the files have not changed; ``folder`` None: always load."""
    if folder is None:
        return load()
    path = folder / f"{kind}-{_key(files)}.json"
    try:
        return _decoder(made)(json.loads(path.read_bytes()))  # type: ignore[no-any-return,arg-type]
    except FileNotFoundError:
        pass
    except (OSError, ValueError, RecursionError):  # a damaged entry is made again
        pass
    value = load()
    write_entry(path, json.dumps(encode(value), ensure_ascii=False, separators=(",", ":")))
    return value


def write_entry(path: Path, text: str) -> None:
    """Write a cache entry whole or not at all; a folder that can't be written is no reason to fail."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
        with open(temporary, "x", encoding="utf-8") as file:  # noqa: PTH123 - "x": never through a link that waits there
            file.write(text)
        os.replace(temporary, path)  # noqa: PTH105 - atomic where Path.rename is not, on Windows
    except OSError:
        return


def _key(files: Iterable[Path]) -> str:
    parts = [f"{FORM} {sys.version_info[:2]}"]
    for file in (*_own_modules(), *sorted(files)):
        try:
            state = file.stat()
            parts.append(f"{file} {state.st_size} {state.st_mtime_ns}")
        except (OSError, ValueError):  # a name that no file can have
            parts.append(f"{file} -")
    return sha256("\n".join(parts).encode(errors="surrogateescape")).hexdigest()[:24]


@cache
def _own_modules() -> tuple[Path, ...]:
    package = Path(__file__).parents[1]
    folders = (package / "definitions", package / "model", package / "detection")
    return tuple(sorted(Path(entry.path) for folder in folders for entry in os.scandir(folder) if entry.name.endswith(".py")))


def encode(value: object) -> Any:
    """Return a frozen value of ours as plain data."""
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: encode(getattr(value, field.name)) for field in dataclasses.fields(value) if field.init}
    if isinstance(value, Mapping):
        if all(type(key) is str for key in value):
            return {key: encode(item) for key, item in value.items()}
        return [[encode(key), encode(item)] for key, item in value.items()]
    if isinstance(value, (set, frozenset)):
        return sorted(encode(item) for item in value)
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    if isinstance(value, Path):
        return str(value)
    return value


def decode(made: type[T], data: object) -> T:
    """Return plain data as a value of ours; raises DecodeError when it is of another form."""
    return _decoder(made)(data)  # type: ignore[no-any-return,arg-type]


@cache
def _decoder(made: Any) -> Callable[[Any], Any]:
    origin, arguments = get_origin(made), get_args(made)
    if dataclasses.is_dataclass(made):
        return _dataclass_decoder(made)
    if isinstance(made, type) and issubclass(made, Enum):
        members = {member.value: member for member in made}
        return lambda data: _known(members, data)
    if origin is tuple:
        return _tuple_decoder(arguments)
    if origin in (frozenset, set):
        if arguments[0] is str:
            return lambda data: origin(_texts(data))
        item = _decoder(arguments[0])
        return lambda data: origin([item(part) for part in _list(data)])
    if origin is list:
        item = _decoder(arguments[0])
        return lambda data: [item(part) for part in _list(data)]
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        if arguments == (str, str):
            return _text_by_text
        key, item = _decoder(arguments[0]), _decoder(arguments[1])
        return lambda data: {key(pair[0]): item(pair[1]) for pair in _pairs(data)}
    if origin in (Union, types.UnionType):
        return _union_decoder(arguments)
    if made is Path:
        return lambda data: Path(_of(str, data))
    if made is float:
        return lambda data: float(_of((int, float), data))
    return lambda data: _of(made, data)


def _dataclass_decoder(made: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(made)
    decoders = {field.name: _decoder(hints[field.name]) for field in dataclasses.fields(made) if field.init}

    def decode_dataclass(data: Any) -> Any:
        if not isinstance(data, dict) or not data.keys() <= decoders.keys():
            raise DecodeError(made.__name__)
        try:
            return made(**{name: decoders[name](item) for name, item in data.items()})
        except TypeError as error:
            raise DecodeError(str(error)) from None

    return decode_dataclass


def _tuple_decoder(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        item = _decoder(arguments[0])
        if arguments[0] is str:
            return _texts
        return lambda data: tuple([item(part) for part in _list(data)])
    items = [_decoder(argument) for argument in arguments]

    def decode_tuple(data: Any) -> Any:
        if len(_list(data)) != len(items):
            raise DecodeError("tuple")
        return tuple(item(part) for item, part in zip(items, data, strict=True))

    return decode_tuple


def _union_decoder(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    decoders = [_decoder(argument) for argument in arguments]

    def decode_union(data: Any) -> Any:
        for decoder in decoders:
            try:
                return decoder(data)
            except DecodeError:
                continue
        raise DecodeError("union")

    return decode_union


def _texts(data: Any) -> tuple[str, ...]:
    if set(map(type, _list(data))) - {str}:
        raise DecodeError("texts")
    return tuple(data)


def _text_by_text(data: Any) -> dict[str, str]:
    if not isinstance(data, dict) or set(map(type, data.values())) - {str}:
        raise DecodeError("texts by text")
    return data


def _list(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise DecodeError("list")
    return data


def _pairs(data: Any) -> Iterable[Any]:
    if isinstance(data, dict):
        return data.items()
    if not all(isinstance(pair, list) and len(pair) == 2 for pair in _list(data)):
        raise DecodeError("mapping")
    return list(data)


def _known(members: Mapping[Any, Any], data: Any) -> Any:
    try:
        return members[data]
    except (KeyError, TypeError):
        raise DecodeError("unknown member") from None


def _of(made: Any, data: Any) -> Any:
    if made is Any or isinstance(data, made) and not (isinstance(data, bool) and made is not bool):  # noqa: RUF021 - and binds tighter
        return data
    raise DecodeError(f"not {made}")
