"""A Liquibase changelog as elements, whatever it is written in: XML, YAML or JSON.

XML is read tolerantly: an attribute's value can't hold ``<``, so that a lost quote costs its own tag.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import unescape


@dataclass(frozen=True, slots=True)
class Value:
    """A text and where it stands."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Element:
    """A tag, or a key with what stands below it."""

    name: str
    start: int
    values: dict[str, Value] = field(default_factory=dict)
    """Attributes of XML; keys with plain values of YAML."""
    inner: list["Element"] = field(default_factory=list)
    text: Value | None = None

    def get(self, name: str) -> str:
        """Return an attribute's text, empty when there is none."""
        value = self.values.get(name)
        return value.text if value is not None else ""

    def all(self, *names: str) -> Iterator["Element"]:
        """Yield the elements of these names right below, and in a list such as ``columns``."""
        for element in self.inner:
            if element.name in names:
                yield element
            elif element.name in _LISTS:
                yield from element.all(*names)

    def body(self, *names: str) -> Value | None:
        """Return the text that an element is about: an attribute of one of these names, an element's of such a name, its own."""
        for name in names:
            if name in self.values:
                return self.values[name]
            for element in self.inner:
                if element.name == name and element.text is not None:
                    return element.text
        return self.text


_LISTS = frozenset({"columns", "changes"})
Tell = Callable[[int, str], None]
"""Takes the offset and the words of what is wrong."""


def read_changelog(text: str, path: str, tell: Tell) -> Element:
    """Return the root element; never raises for what stands in the text."""
    root = Element("", 0)
    if path.lower().endswith(".xml"):
        _read_xml(text, root, tell)
    else:
        from piicatalog.migrations.changelog_yaml import read_yaml

        read_yaml(text, path, root, tell)
    return root


# XML

_PIECE = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)|<[?!][^>]*>|<(?P<close>/)?(?P<name>[A-Za-z_][\w:.-]*)(?P<rest>[^<]*)|(?P<text>[^<]+)|<",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"\s*([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LOOSE = re.compile(r"([\w:.-]+)\s*=\s*[\"']?([^\s\"'=<>/][^\"'=<>]*?)(?=[\"'\s]*(?:/?>|\s[\w:.-]+\s*=|\Z))")
_END = re.compile(r"\s*(/?)>")
_ENTITY = re.compile(r"&#(x[0-9A-Fa-f]{1,6}|\d{1,7});")
_ENTITIES = {"&quot;": '"', "&apos;": "'"}


def _plain(text: str) -> str:
    if "&" not in text:
        return text

    def character(match: re.Match[str]) -> str:
        number = int(match[1][1:], 16) if match[1][0] == "x" else int(match[1])
        return chr(number) if 0 < number < 0x110000 else " "

    return unescape(_ENTITY.sub(character, text), _ENTITIES)


def _read_xml(text: str, root: Element, tell: Tell) -> None:
    stack = [root]
    for match in _PIECE.finditer(text):
        name = match["name"]
        if name is None:
            inside = "cdata" if match["cdata"] is not None else "text" if match["text"] is not None else ""
            if inside:
                _add_text(stack[-1], match[inside] if inside == "cdata" else _plain(match[inside]), match.start(inside), match.end(inside))
            continue
        name = name.rpartition(":")[2]
        if match["close"]:
            depth = next((index for index in range(len(stack) - 1, 0, -1) if stack[index].name == name), 0)
            if depth:
                del stack[depth:]
            else:
                tell(match.start(), f"</{name}> closes nothing")
            _rest_text(stack[-1], match, match["rest"].find(">") + 1)
            continue
        element = Element(name, match.start())
        stack[-1].inner.append(element)
        closed, after = _attributes(element, text, match, tell)
        if not closed:
            stack.append(element)
        _rest_text(stack[-1], match, after - match.start("rest"))
    if len(stack) > 1:
        tell(stack[1].start, f"<{stack[1].name}> is not closed")


def _attributes(element: Element, text: str, match: re.Match[str], tell: Tell) -> tuple[bool, int]:
    """Read a tag's attributes; return whether it closes itself and where it ends."""
    at, end = match.start("rest"), match.end("rest")
    while (found := _ATTRIBUTE.match(text, at, end)) is not None:
        number = 2 if found[2] is not None else 3
        element.values[found[1].rpartition(":")[2]] = Value(_plain(found[number]), found.start(number), found.end(number))
        at = found.end()
    close = _END.match(text, at, end)
    if close is not None:
        return bool(close[1]), close.end()
    tell(element.start, f"the tag <{element.name}> is not well formed")
    element.values.clear()
    for loose in _LOOSE.finditer(text, match.start("rest"), end):
        element.values.setdefault(loose[1], Value(_plain(loose[2]), loose.start(2), loose.end(2)))
    last = text.rfind(">", at, end)
    return (last > 0 and text[last - 1] == "/"), (last + 1 if last >= 0 else end)


def _rest_text(element: Element, match: re.Match[str], at: int) -> None:
    rest = match["rest"]
    if 0 < at < len(rest) and rest[at:].strip():
        _add_text(element, _plain(rest[at:]), match.start("rest") + at, match.end("rest"))


def _add_text(element: Element, text: str, start: int, end: int) -> None:
    if element.text is None:
        if text.strip():
            element.text = Value(text, start, end)
    else:
        element.text = Value(element.text.text + text, element.text.start, end)
