r"""Cuts a text into statements, tolerantly: what can't be understood costs its own statement and no other.

Knows literals and comments of each dialect, ``DELIMITER``, ``GO``, Oracle's ``/`` line, psql's ``\`` lines, ``COPY … FROM STDIN``
with its rows, and bodies of routines without a delimiter of their own. A literal that seems to hold the end of a statement
and the begin of another is taken as unclosed: reading goes on after its quote (PII907).
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from piicatalog.ddl.batches import cut
from piicatalog.ddl.dialects import Dialect
from piicatalog.ddl.lexer import DOLLAR, comment_patterns, ends_well, string_patterns, swallows
from piicatalog.ddl.position import Piece

KEYWORDS = r"(?:CREATE|ALTER|DROP|INSERT|UPDATE|DELETE|COMMENT\s+ON|GRANT|REVOKE|TRUNCATE|RENAME\s+TABLE|COPY|SELECT|LOCK\s+TABLES|BEGIN|COMMIT|SET|USE)"
_NEXT = re.compile(rf";[ \t]*(?:(?:--|#)[^\n]*)?\r?\n(?:\s+|--[^\n]*\n|#[^\n]*\n|/\*.*?\*/)*{KEYWORDS}\b", re.IGNORECASE | re.DOTALL)
_GO_NEXT = re.compile(r"\n[ \t]*GO[ \t]*\r?\n", re.IGNORECASE)
_ROUTINE = re.compile(
    r"(?:CREATE(?:\s+OR\s+(?:REPLACE|ALTER))?|ALTER)\s+(?:(?:TEMP|TEMPORARY|EDITIONABLE|NONEDITIONABLE|AGGREGATE|CONSTRAINT|SECURE)\s+"
    r"|DEFINER\s*=\s*\S+\s+|SQL\s+SECURITY\s+\w+\s+)*(?P<kind>TRIGGER|PROC|PROCEDURE|FUNCTION|EVENT|PACKAGE|TYPE\s+BODY)\b",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"DECLARE\b|BEGIN\b(?!\s*(?:;|$|TRAN|WORK|DEFERRED|IMMEDIATE|EXCLUSIVE|ISOLATION|READ))|<<\w+>>", re.IGNORECASE)
_COPY = re.compile(r"COPY\b[^;]*\bFROM\s+STDIN\b", re.IGNORECASE | re.DOTALL)
_COPY_END = re.compile(r"^\\\.[ \t]*\r?$", re.MULTILINE)


@cache
def _scanner(dialect: Dialect, terminator: str) -> re.Pattern[str]:
    parts = [rf"(?P<c>{'|'.join(comment_patterns(dialect))})"]
    literals = list(string_patterns(dialect))
    parts.append(rf"(?P<s>{'|'.join(literals)})")
    if dialect.dollar:
        parts.append(rf"(?P<d>(?<![\w$]){DOLLAR})")
    if dialect.bracket:
        parts.append(r"(?P<b>\[[^\[\]\n]*+(?:\]\][^\[\]\n]*+)*+\])")
    if dialect.name == "mysql":
        parts.insert(0, r"(?P<delimiter>^[ \t]*DELIMITER[ \t]+(?P<new>\S+)[^\n]*)")
        if terminator != ";":
            parts.insert(1, rf"(?P<end>{re.escape(terminator)})")
    if dialect.name in ("tsql", "generic"):
        parts.append(r"(?P<go>^[ \t]*GO(?:[ \t]+\d+)?[ \t]*;?[ \t]*\r?$)")
    if dialect.name in ("oracle", "generic"):
        parts.append(r"(?P<slash>^/[ \t]*\r?$)")
        parts.append(
            r"(?P<plus>^(?:SET[ \t]+(?:DEFINE|ECHO|SERVEROUTPUT|FEEDBACK|VERIFY|HEADING|SQLBLANKLINES|PAGESIZE|LINESIZE|TERMOUT|TIMING|SCAN|ESCAPE)|PROMPT|SPOOL|WHENEVER|REM(?:ARK)?|@@?(?=[\w./])[^\n]*|CONNECT|EXIT|QUIT|DEFINE|UNDEFINE|ACCEPT|PAUSE|COLUMN|SHOW[ \t]+ERRORS)(?:[ \t][^\n]*)?$)"
        )
    if dialect.name in ("postgres", "redshift", "generic", "duckdb"):
        parts.append(r"(?P<psql>^\\[^\n]*)")
    if terminator == ";" or dialect.name != "mysql":
        parts.append(r"(?P<end>;)")
    parts.append(r"(?P<open>'|\"|`|/\*)")
    return re.compile("|".join(parts), re.DOTALL | re.MULTILINE | re.IGNORECASE)


class Split(NamedTuple):
    """The statements of a text, and the offsets of literals that never end."""

    pieces: list[Piece]
    unclosed: list[int]


def split(text: str, dialect: Dialect) -> Split:
    """Return the statements of a text."""
    unclosed: list[int] = []
    if dialect.name == "tsql":
        pieces: list[Piece] = []
        for piece in _statements(text, dialect, unclosed):
            pieces.extend(cut(text, piece, dialect, unclosed))
        return Split(pieces, unclosed)
    return Split(list(_statements(text, dialect, unclosed)), unclosed)


def _statements(text: str, dialect: Dialect, unclosed: list[int]) -> Iterator[Piece]:  # noqa: PLR0915 - one branch for each kind of end
    terminator = ";"
    endless: list[int] = []  # routines without an end
    scanner = _scanner(dialect, terminator)
    position = begin = 0
    first = -1  # where the code of the statement begins
    batches = dialect.name == "tsql"
    while (match := scanner.search(text, position)) is not None:
        kind = _kind(match)
        at = match.start()
        if first < 0:
            first = _code(text, begin, at)
        position = match.end()
        if kind == "c":
            if first < 0:
                begin = position
            continue
        if kind in ("s", "d", "b"):
            if kind == "s" and _is_unclosed(text, match, first, batches=batches):
                unclosed.append(at)
                position = at + 1
            if first < 0:
                first = at
            continue
        if kind == "open":
            unclosed.append(at)
            if first < 0:
                first = at
            continue
        if kind == "end":
            if batches:
                continue
            if first >= 0 and terminator == ";":
                end = _routine_end(text, first, at, dialect, unclosed, endless) if len(endless) < _ENDLESS else None
                if end is not None:
                    at, position = end, min(end + 1, len(text))
                elif _COPY.match(text, first, at):
                    rows_end = _COPY_END.search(text, position)
                    position = rows_end.end() if rows_end else position
        elif kind == "delimiter":
            terminator = match["new"]
            scanner = _scanner(dialect, terminator)
        elif kind == "plus" and first >= 0:
            continue  # a line of a statement that only begins like a command
        if first >= 0 and first < at:
            yield Piece(first, _trimmed(text, first, at))
        begin, first = position, -1
    if first < 0:
        first = _code(text, begin, len(text))
    if first >= 0:
        end = _trimmed(text, first, len(text))
        if end > first:
            yield Piece(first, end)


def _kind(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    if kind == "tag":
        return "d"
    if kind == "mark":
        return "s"
    return "delimiter" if kind == "new" else kind


_CODE = re.compile(r"\S")


def _code(text: str, begin: int, end: int) -> int:
    match = _CODE.search(text, begin, end)
    return match.start() if match else -1


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _is_unclosed(text: str, match: re.Match[str], first: int, *, batches: bool) -> bool:
    """Whether a literal holds the end of a statement and the begin of the next."""
    value = match[0]
    if "\n" not in value or ends_well(text, match.end()):
        return False
    if swallows(value):
        return True
    if ";" not in value and not batches:
        return False
    inside = _NEXT.search(value) or (batches and _GO_NEXT.search(value))
    if not inside:
        return False
    # An old-style body: AS '…' LANGUAGE plpgsql holds statements and is closed.
    return not (
        first >= 0
        and _ROUTINE.match(text, first)
        and re.match(r"\s*(?:,|;|LANGUAGE|STABLE|IMMUTABLE|VOLATILE|STRICT)", text[match.end() : match.end() + 40], re.IGNORECASE)
    )


@cache
def _depths(dialect: Dialect) -> re.Pattern[str]:
    hidden = [*comment_patterns(dialect), *string_patterns(dialect)]
    if dialect.dollar:
        hidden.append(rf"(?<![\w$]){DOLLAR}")
    return re.compile(
        rf"(?P<hidden>{'|'.join(hidden)})|(?P<close>\bEND\b(?P<what>\s+(?:IF|LOOP|WHILE|REPEAT|FOR|CASE)\b)?)|(?P<begin>\b(?:BEGIN|CASE)\b)|(?P<end>;)",
        re.DOTALL | re.IGNORECASE,
    )


_ENDLESS = 20
"""After so many routines without an end none is looked for any more: the dialect is another than it seems."""
_SLASH = re.compile(r"^/[ \t]*\r?$", re.MULTILINE)


def _routine_end(text: str, first: int, at: int, dialect: Dialect, unclosed: Sequence[int], endless: list[int]) -> int | None:
    """Return where a routine or block ends whose first ``;`` is at ``at``; None for other statements."""
    routine = _ROUTINE.match(text, first)
    if routine is None and not (dialect.name in ("oracle", "bigquery", "databricks", "snowflake", "generic") and _BLOCK.match(text, first)):
        return None
    if dialect.name == "oracle":
        slash = _SLASH.search(text, at)
        if slash:
            return slash.start()
    depth = 0
    needs_begin = dialect.name == "oracle" or (routine is None and text[first : first + 7].upper() == "DECLARE")
    seen = False
    position = first
    while (match := _depths(dialect).search(text, position)) is not None:
        # A literal that was found to be unclosed hides nothing.
        position = match.start() + 1 if match["hidden"] and match.start() in unclosed[-20:] else match.end()
        if match["begin"]:
            depth += 1
            seen = True
        elif match["close"]:
            what = (match["what"] or "").strip().upper()
            if what in ("", "CASE"):
                depth -= 1
        elif match["end"] and depth <= 0 and (seen or not needs_begin):
            return match.start()
    endless.append(first)
    return at if seen or needs_begin else None
