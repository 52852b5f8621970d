"""Fields inside text cells: JSON and XML documents, ``key=value`` lists and log lines, delimited lines, as paths with their values.

Bounded on every side: size, depth and number of fields. XML is read without document types, so that no entity
can be expanded. A document that ends early (long cells are cut) is read as far as it goes.
"""

import ast
import csv
import json
import re
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus
from xml.parsers import expat

from piicatalog.profiling.text import bytes_of

if TYPE_CHECKING:
    import pyarrow as pa

_MOST_FIELDS = 200
_MOST_DEPTH = 20
_DESIGNED = re.compile(r"[A-Za-zÅÄÖåäö_][A-Za-zÅÄÖåäö0-9_.:$-]{0,60}")
"""A key that a programmer gave; others (an e-mail address, a number) are values."""
_PAIR = re.compile(r"([A-Za-zÅÄÖåäö_][\wÅÄÖåäö.\- ]{0,40}?)\s*[=:]\s*(\"[^\"]*\"|[^;&|,\n]*)")
_PAIRS = re.compile(r"\s*[A-Za-zÅÄÖåäö_][\wÅÄÖåäö.\- ]{0,40}?\s*[=:][^;&|\n]*(?:[;&|\n][^;&|\n]*[=:][^;&|\n]*)+[;&|\n]?\s*")
_WITHIN = re.compile(r"(?:^|(?<=[\s?&;,|(\[{]))([A-Za-z_][\w.\-]{0,40})=(\"[^\"]*\"|'[^']*'|[^\s;&|,\"')\]}]+)")
"""A pair within a line of text: ``user=x ip=y`` in a log, the query of an address."""
_OPENING = r"\A\"?[{\[<]|[=:][^;&|]*[;&|\n][^=:]*[=:]|(?:\A|[\s?&;,|(\[{])[A-Za-z_][0-9A-Za-z_.-]*=[^\s=]"
_DELIMITERS = "|;\t"
_SIGNS = b"{[<=:" + _DELIMITERS.encode()
"""Every document, list of pairs and line of a table holds one of them."""
_SAME = 0.8
"""Share of the texts with as many delimiters as most have, so that they are lines of a table."""


def may_be_documents(texts: "pa.Array") -> bool:
    """Whether half of the texts can be documents: told at once by their signs."""
    data = bytes_of(texts)
    return sum(data.count(sign) for sign in _SIGNS) * 2 >= len(texts)


def documents_in(texts: "pa.Array") -> "pa.Array":
    """Return which texts open like a document or hold pairs; all of them where they are lines of a table."""
    import pyarrow.compute as pc

    if _delimiter(texts):
        return pc.equal(texts, texts)
    return pc.match_substring_regex(texts, _OPENING)


def fields_of(texts: Iterable[str]) -> dict[str, list[str]]:
    """Return the values of each path (``$.henkilo.hetu``) over all texts that are documents; at least half must be.

    >>> fields_of(['{"a": {"b": "x"}}', '{"a": {"b": "y"}, "c": [1, 2]}'])
    {'$.a.b': ['x', 'y'], '$.c[]': ['1', '2']}
    >>> fields_of(["10:02 INFO user=x ip=y", "GET /?user=a%20b"]), fields_of(["a|b", "c|d"])
    ({'$.user': ['x', 'a b'], '$.ip': ['y']}, {'$[0]': ['a', 'c'], '$[1]': ['b', 'd']})
    """
    import pyarrow as pa

    texts = list(texts)
    delimiter = _delimiter(pa.array(texts, pa.large_string()))
    found: dict[str, list[str]] = {}
    documents = 0
    for text in texts:
        pairs = list(_read(text)) or (list(_read_line(text, delimiter)) if delimiter else [])
        documents += bool(pairs)
        for path, value in pairs:
            if path in found or len(found) < _MOST_FIELDS:
                found.setdefault(path, []).append(value)
    return found if documents * 2 >= len(texts) else {}


def _delimiter(texts: "pa.Array") -> str:
    """Return what parts the fields of lines of a table, or an empty text where they are none."""
    import pyarrow.compute as pc

    data = bytes_of(texts)
    for delimiter in _DELIMITERS:
        if data.count(delimiter.encode()) < _SAME * len(texts):
            continue
        counts = pc.count_substring(texts, delimiter)
        usual = pc.mode(counts)
        if len(usual) and usual[0]["mode"].as_py() and usual[0]["count"].as_py() >= _SAME * len(texts):
            return delimiter
    return ""


def _read_line(text: str, delimiter: str) -> Iterator[tuple[str, str]]:
    for number, value in enumerate(text.split(delimiter)):
        if value.strip():
            yield f"$[{number}]", value.strip().strip('"')


def _read(text: str) -> Iterator[tuple[str, str]]:
    start = text[:1]
    if start in '{["':
        yield from _walk("$", _document(text), 0)
    elif start == "<":
        yield from _read_xml(text)
    elif _PAIRS.fullmatch(text) and "://" not in text and "?" not in text:
        for match in _PAIR.finditer(text):
            value = match[2].strip().strip('"')
            if value:
                yield f"$.{match[1].strip()}", unquote_plus(value) if "%" in value else value
    else:
        for match in _WITHIN.finditer(text):
            yield f"$.{match[1]}", unquote_plus(match[2]) if "%" in match[2] else match[2].strip("\"'")


def _document(text: str) -> object:
    """Return what a JSON text says, whole or cut off; as Python writes it (data frames saved as CSV); an array of PostgreSQL."""
    for read in (json.loads, _read_cut_off, _read_python, _read_array):
        try:
            return read(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
    return None


def _read_cut_off(text: str) -> object:
    """Read the whole members of a document that ends early."""
    open_ones: list[str] = []
    end, closing = 0, ""
    in_text = escaped = False
    for at, character in enumerate(text):
        if in_text:
            in_text = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            in_text = True
        elif character in "{[":
            open_ones.append("}" if character == "{" else "]")
            end, closing = at + 1, "".join(reversed(open_ones))
        elif character in "}]" and open_ones:
            open_ones.pop()
            end, closing = at + 1, "".join(reversed(open_ones))
        elif character == ",":
            end, closing = at, "".join(reversed(open_ones))
    return json.loads(text[:end] + closing)


def _read_python(text: str) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd escapes, with a piece of the text
        return ast.literal_eval(text)


def _read_array(text: str) -> object:
    if not re.fullmatch(r"\{[^{}:]*\}", text):
        raise ValueError
    return next(csv.reader([text[1:-1]]), [])


def _walk(path: str, node: object, depth: int) -> Iterator[tuple[str, str]]:
    if depth > _MOST_DEPTH:
        return
    if isinstance(node, dict):
        for key, value in node.items():
            name = str(key) if _DESIGNED.fullmatch(str(key)) else "{}"
            if name != key:
                yield f"{path}.{{}}", str(key)
            yield from _walk(f"{path}.{name}", value, depth + 1)
    elif isinstance(node, list | tuple | set):
        for value in node:
            yield from _walk(f"{path}[]", value, depth + 1)
    elif isinstance(node, str) and node[:1] in {"{", "["}:
        inner = _document(node)
        yield from _walk(path, inner, depth + 1) if inner else ((path, node),)
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
