"""Values of persons written in a migration: where they stand and of which kind, never what they are.

Only data count: what an INSERT, UPDATE, COPY or a program's literal writes. Comments, authors of change sets, grants and
column defaults are left alone; so are values made for tests and addresses of roles.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from piicatalog.validators import fi_hetu, iban

_HETU = re.compile(r"(?<![0-9A-Za-z])[0-3]\d[01]\d{3}[-+A-FU-Y]\d{3}[0-9A-Y](?![0-9A-Za-z])")
_IBAN = re.compile(r"(?<![0-9A-Za-z])[A-Z]{2}\d{2}(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,3})?(?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<=['\"\t,])(?:\+358 ?|0)(?:4\d|50)[ -]?\d{3}[ -]?\d{3,5}(?=['\"\t,\n])")
_LOCAL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}\Z")
_DOMAIN = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}(?![\w-])")
_RESERVED = re.compile(r"(?:^|\.)(?:example|test|invalid|localhost|local)(?:\.|$)", re.IGNORECASE)
_ROLES = re.compile(
    r"(?:no-?reply|do-?not-?reply|info|admin|administrator|root|support|help|contact|sales|webmaster|postmaster|test|user|system|git|hello|"
    r"asiakaspalvelu|tuki|kirjaamo|you|your|name|someone|dev|ops|security|privacy|office|service|api|bot|mail|email)\d*",
    re.IGNORECASE,
)
_SQL_QUIET = re.compile(
    r"'(?:[^'\\]|''|\\.)*'|\"[^\"\n]*\"|`[^`\n]*`|(?P<comment>--[^\n]*|/\*.*?\*/|^[ \t]*#[^\n]*)", re.DOTALL | re.MULTILINE
)
_PYTHON_QUIET = re.compile(
    r"(?P<comment>^[ \t]*(?:[rR]?\"\"\".*?\"\"\"|[rR]?'''.*?''')|\#[^\n]*)|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"",
    re.DOTALL | re.MULTILINE,
)
_MARKUP_QUIET = re.compile(
    r"(?P<comment><!--.*?-->|\bauthor\"?\s*[=:]\s*(?:\"[^\"]*\"|'[^']*'|[^\n,}]*)|^[ \t]*#[^\n]*)", re.DOTALL | re.MULTILINE
)
_WRITES = re.compile(
    r"\s*(?:insert|update|replace|upsert|merge|copy|values|with|exec|execute|call|select|set|begin|do|if|declare|load|else|end|loop|then|start)\b",
    re.IGNORECASE,
)
_END = re.compile(";")
_SPACE = re.compile(r"\s*")
_COPY = re.compile(r"\bcopy\b[^;]*\bfrom\s+stdin\b[^;]*;(.*?)(?:^\\\.|\Z)", re.IGNORECASE | re.DOTALL | re.MULTILINE)


class WrittenValue(NamedTuple):
    """A value of a kind at a place; lines and columns count from 1."""

    kind: str
    line: int
    column: int
    end: int


def written_values(file: str, text: str) -> Iterator[WrittenValue]:
    """Yield the values of persons that a file writes, in their order; one per line and kind."""
    found = sorted(_candidates(text), key=lambda one: one[1])
    if not found:
        return
    ending = file[file.rfind(".") :].lower()
    sql = ending not in (".py", ".xml", ".yaml", ".yml", ".json")
    quiet = _SQL_QUIET if sql else _PYTHON_QUIET if ending == ".py" else _MARKUP_QUIET
    comments: list[tuple[int, int]] = []
    ends = [0]
    at = 0
    for match in quiet.finditer(text):
        if sql:
            ends += [end.end() for end in _END.finditer(text, at, match.start())]
            at = match.end()
        if match["comment"] is not None:
            comments.append(match.span())
    if sql:
        ends += [end.end() for end in _END.finditer(text, at)]
    copied = [match.span(1) for match in _COPY.finditer(text)] if sql else []
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    seen = set()
    for kind, start, end in found:
        line = bisect_right(starts, start)
        if (kind, line) in seen or _inside(start, comments):
            continue
        if sql and not _inside(start, copied) and not _writes(text, ends[bisect_right(ends, start) - 1], comments):
            continue
        seen.add((kind, line))
        yield WrittenValue(kind, line, start - starts[line - 1] + 1, end - starts[line - 1] + 1)


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (at, len(spans) and spans[-1][1])) - 1
    return index >= 0 and spans[index][0] <= at < spans[index][1]


def _writes(text: str, start: int, comments: list[tuple[int, int]]) -> bool:
    """Whether the statement that begins here writes rows."""
    while True:
        begin = _SPACE.match(text, start)
        start = begin.end() if begin else start
        index = bisect_right(comments, (start, len(text))) - 1
        if index < 0 or not comments[index][0] <= start < comments[index][1]:
            return _WRITES.match(text, start) is not None
        start = comments[index][1]


def _candidates(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _HETU.finditer(text):
        if match[0][7] != "9" and fi_hetu.is_valid(match[0]):  # 900-999 are codes made for tests
            yield "hetu", match.start(), match.end()
    at = text.find("@")
    while at >= 0:
        local, domain = _LOCAL.search(text, max(0, at - 65), at), _DOMAIN.match(text, at + 1)
        if local and domain and not _RESERVED.search(domain[0]) and not _ROLES.fullmatch(local[0]):
            yield "email", local.start(), domain.end()
        at = text.find("@", at + 1)
    for match in _IBAN.finditer(text):
        if iban.is_valid(match[0]):
            yield "iban", match.start(), match.end()
    for match in _PHONE.finditer(text):
        yield "phone", match.start(), match.end()
