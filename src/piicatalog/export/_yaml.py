"""Plain data as YAML in block style, for documents of 100,000 columns: where PyYAML's own writer takes half a minute.

A text is written bare only where it is a word that means nothing else in YAML 1.1 and 1.2; every other one is double-quoted with
its quotes, backslashes and all that is not printable escaped, so that no name can end its line or become another value.
"""

import re
from functools import lru_cache
from typing import Any

from piicatalog.export._ids import readable

_BARE = re.compile(r"(?!(?:y|n|yes|no|on|off|true|false|null)\Z)[a-z_][a-z0-9_]*", re.IGNORECASE | re.ASCII)


def dump(document: dict[str, Any]) -> str:
    r"""Return a document.

    >>> print(dump({"name": "no", "columns": [{"name": "a: b", "tags": ["x", "1"]}, {"name": "ä\n", "nullable": True}]}))
    name: "no"
    columns:
      - name: "a: b"
        tags: [x, "1"]
      - name: "ä\u000a"
        nullable: true
    <BLANKLINE>
    """
    lines: list[str] = []
    _mapping(document, "", lines)
    return "\n".join(lines) + "\n"


def _mapping(mapping: dict[str, Any], indent: str, lines: list[str]) -> None:
    for key, value in mapping.items():
        name = f"{indent}{_text(key)}:"
        if isinstance(value, dict) and value:
            lines.append(name)
            _mapping(value, f"{indent}  ", lines)
        elif isinstance(value, list | tuple) and any(isinstance(item, dict) for item in value):
            lines.append(name)
            _items(value, f"{indent}  ", lines)
        else:
            lines.append(f"{name} {_inline(value)}")


def _items(items: list[Any] | tuple[Any, ...], indent: str, lines: list[str]) -> None:
    for item in items:
        place = len(lines)
        if isinstance(item, dict) and item:
            _mapping(item, f"{indent}  ", lines)
            lines[place] = f"{indent}- {lines[place][len(indent) + 2 :]}"
        else:
            lines.append(f"{indent}- {_inline(item)}")


def _inline(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, float):
        mantissa, exponent, power = repr(value).partition("e")
        return f"{mantissa}.0e{power}" if exponent and "." not in mantissa else repr(value)  # YAML 1.1 takes 1e-05 for a text
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_text(key)}: {_inline(item)}' for key, item in value.items())}}}"
    return f"[{', '.join(map(_inline, value))}]"


@lru_cache(maxsize=65536)
def _text(text: str) -> str:
    if _BARE.fullmatch(text):
        return text
    return f'"{"".join(map(_escaped, readable(text)))}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    number = ord(character)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
