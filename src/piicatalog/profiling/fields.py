"""Fields inside text cells: JSON and XML documents and ``key=value`` lists, as paths with their values.

Bounded on every side: size, depth and number of fields. XML is read without document types, so that no entity
can be expanded.
"""

import json
import re
from collections.abc import Iterable, Iterator
from xml.parsers import expat

_MOST_FIELDS = 200
_MOST_DEPTH = 20
_PAIR = re.compile(r"([A-Za-zÅÄÖåäö_][\wÅÄÖåäö.\- ]{0,40}?)\s*[=:]\s*(\"[^\"]*\"|[^;&|,\n]*)")
_PAIRS = re.compile(r"\s*[A-Za-zÅÄÖåäö_][\wÅÄÖåäö.\- ]{0,40}?\s*[=:][^;&|\n]*(?:[;&|\n][^;&|\n]*[=:][^;&|\n]*)+[;&|\n]?\s*")


def fields_of(texts: Iterable[str]) -> dict[str, list[str]]:
    """Return the values of each path (``$.henkilo.hetu``) over all texts that are documents; at least half must be.

    >>> fields_of(['{"a": {"b": "x"}}', '{"a": {"b": "y"}, "c": [1, 2]}'])
    {'$.a.b': ['x', 'y'], '$.c[]': ['1', '2']}
    """
    found: dict[str, list[str]] = {}
    documents = total = 0
    for text in texts:
        total += 1
        pairs = list(_read(text))
        documents += bool(pairs)
        for path, value in pairs:
            if path in found or len(found) < _MOST_FIELDS:
                found.setdefault(path, []).append(value)
    return found if documents * 2 >= total else {}


def _read(text: str) -> Iterator[tuple[str, str]]:
    start = text[:1]
    if start in "{[":
        try:
            document = json.loads(text)
        except (ValueError, RecursionError):
            return
        yield from _walk("$", document, 0)
    elif start == "<":
        yield from _read_xml(text)
    elif _PAIRS.fullmatch(text):
        for match in _PAIR.finditer(text):
            value = match[2].strip().strip('"')
            if value:
                yield f"$.{match[1].strip()}", value


def _walk(path: str, node: object, depth: int) -> Iterator[tuple[str, str]]:
    if depth > _MOST_DEPTH:
        return
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _walk(f"{path}.{key}", value, depth + 1)
    elif isinstance(node, list):
        for value in node:
            yield from _walk(f"{path}[]", value, depth + 1)
    elif isinstance(node, str | int | float) and not isinstance(node, bool):
        yield path, str(node)


def _read_xml(text: str) -> list[tuple[str, str]]:
    """Read elements and attributes; what comes before an error counts (long documents are cut)."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return []
    pairs: list[tuple[str, str]] = []
    stack: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        stack.append(name.rpartition(":")[2])
        path = "$." + ".".join(stack[:_MOST_DEPTH])
        pairs.extend((f"{path}@{key}", value) for key, value in attributes.items())

    def end(_name: str) -> None:
        stack.pop()

    def data(content: str) -> None:
        if content.strip():
            pairs.append(("$." + ".".join(stack[:_MOST_DEPTH]), content.strip()))

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, data
    try:
        parser.Parse(text, True)  # noqa: FBT003 - expat's signature
    except expat.ExpatError:
        return pairs if stack else []
    return pairs
