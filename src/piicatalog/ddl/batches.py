"""Cuts a batch of T-SQL into statements, which need no semicolon there."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from piicatalog.ddl.dialects import Dialect
from piicatalog.ddl.lexer import comment_patterns, string_patterns
from piicatalog.ddl.position import Piece

_WHOLE = re.compile(r"(?:CREATE(?:\s+OR\s+ALTER)?|ALTER)\s+(?:PROC|PROCEDURE|VIEW|FUNCTION|TRIGGER)\b", re.IGNORECASE)
_OBJECT = r"(?:TABLE|VIEW|PROC|PROCEDURE|FUNCTION|TRIGGER|SCHEMA|TYPE|INDEX|UNIQUE|CLUSTERED|NONCLUSTERED|COLUMNSTORE|DATABASE|LOGIN|USER|ROLE|SEQUENCE|SYNONYM|STATISTICS|DEFAULT|RULE|FULLTEXT|XML|PRIMARY|SPATIAL|EXTERNAL|SECURITY|PARTITION|MASTER|SYMMETRIC|CERTIFICATE|AUTHORIZATION|ASSEMBLY)"
_START = (
    rf"(?:CREATE|ALTER|DROP)\s+{_OBJECT}\b|INSERT\b|UPDATE\b(?!\s*\()|DELETE\s+(?:FROM\b|\[?\w)|EXEC\b|EXECUTE\b|IF\b|BEGIN\b|END\b|ELSE\b|PRINT\b|DECLARE\b"
    r"|GRANT\b|DENY\b|REVOKE\b|USE\b|MERGE\b|TRUNCATE\b|SELECT\b|WHILE\b|COMMIT\b|ROLLBACK\b|RAISERROR\b|RETURN\b|THROW\b|ADD\s+SENSITIVITY\b|DROP\s+SENSITIVITY\b"
    r"|SET\s+(?:ANSI|QUOTED|IDENTITY_INSERT|NOCOUNT|XACT|ARITHABORT|NUMERIC_ROUNDABORT|CONCAT|@)|WITH\s+\[?\w+\]?\s*(?:\([^()]*\)\s*)?AS\s*\("
)


@cache
def _pattern(dialect: Dialect) -> re.Pattern[str]:
    hidden = [*comment_patterns(dialect), *string_patterns(dialect), r"\[[^\[\]\n]*+(?:\]\][^\[\]\n]*+)*+\]"]
    return re.compile(
        rf"(?P<hidden>{'|'.join(hidden)})|(?P<open>\()|(?P<close>\))|(?P<end>;)|(?P<start>^[ \t]*(?={_START}))|(?P<control>\b(?:BEGIN|END|ELSE)\b)",
        re.DOTALL | re.MULTILINE | re.IGNORECASE,
    )


_TAKES_SELECT = re.compile(r"(?:INSERT|SELECT|WITH|MERGE|DECLARE|UPDATE|DELETE|CREATE\s+VIEW)\b", re.IGNORECASE)
_HAS_VALUES = re.compile(
    r"INSERT\b(?:(?!\bSELECT\b)[^'])*?\bVALUES\s*\(.*\)\s*$|INSERT\b[^']*\bDEFAULT\s+VALUES\s*$", re.IGNORECASE | re.DOTALL
)
_TAKES_CHANGE = re.compile(r"(?:MERGE|WITH)\b", re.IGNORECASE)
_ENDS_OPEN = re.compile(r"(?:UNION(?:\s+ALL)?|EXCEPT|INTERSECT|\bAS|\bFOR|\bON|\bAFTER|,)\s*$", re.IGNORECASE)
_SEMICOLON_ONLY = re.compile(r"[;\s]*")


def cut(text: str, batch: Piece, dialect: Dialect, unclosed: Sequence[int] = ()) -> Iterator[Piece]:
    """Yield the statements of a batch; a routine or view is the whole batch. Literals without an end hide nothing."""
    begin, end = batch.start, batch.end
    if _WHOLE.match(text, begin):
        yield batch
        return
    depth, start, condition, blocks = 0, begin, False, 0
    for first, last in _bounds(text, begin, end, depth, start, dialect, unclosed):
        first = _SEMICOLON_ONLY.match(text, first, last).end()  # type: ignore[union-attr]  # noqa: PLW2901 - past what only separates
        if first >= last:
            continue
        word = re.match(r"\w*", text[first:last])[0].upper()  # type: ignore[index]
        yield Piece(first, last, condition)
        if word in {"IF", "ELSE"}:
            condition = True
        elif word == "BEGIN":
            blocks += condition
        elif word == "END":
            blocks = max(0, blocks - 1)
            condition = blocks > 0
        elif blocks == 0:
            condition = False


def _bounds(
    text: str, begin: int, end: int, depth: int, start: int, dialect: Dialect, unclosed: Sequence[int]
) -> Iterator[tuple[int, int]]:
    control = True
    position = begin
    while (match := _pattern(dialect).search(text, position, end)) is not None:
        kind = match.lastgroup
        at = match.start()
        position = at + 1 if kind == "hidden" and at in unclosed else max(match.end(), at + (match.end() == at))
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
        elif kind == "end":
            yield start, _trimmed(text, start, at)
            start, depth, control = match.end(), 0, True
        elif kind == "start" and (depth == 0 or _is_lost(text, match.end())):
            if match.end() > start and not _continues(text, start, match.end()):
                yield start, _trimmed(text, start, at)
                start, depth = match.end(), 0
        elif (
            kind == "control"
            and depth == 0
            and control
            and not re.match(r"\s*(?:SELECT|UPDATE|INSERT|WITH|SET|DELETE|MERGE|EXEC|DECLARE|RETURN)", text[start:at], re.IGNORECASE)
        ):
            if match[0].upper() in ("BEGIN", "ELSE") and at > start:
                yield start, _trimmed(text, start, at)
                start = at
            if match[0].upper() in ("BEGIN", "ELSE"):
                stop = match.end()
                if not re.match(r"\s+(?:TRAN|TRY|CATCH|TRANSACTION)\b", text[stop : stop + 20], re.IGNORECASE):
                    yield at, stop
                    start = stop
    yield start, _trimmed(text, start, end)


def _is_lost(text: str, at: int) -> bool:
    """Whether a statement begins where parentheses are still open: one was lost."""
    return re.match(r"(?:CREATE|ALTER|DROP)\s+(?:TABLE|VIEW|PROC|PROCEDURE)\b", text[at : at + 40], re.IGNORECASE) is not None


def _continues(text: str, start: int, at: int) -> bool:
    word = re.match(r"\w*", text[at : at + 20])[0].upper()  # type: ignore[index]
    before = text[start:at].lstrip("; \t\r\n")
    if word in ("SELECT", "WITH"):
        if _HAS_VALUES.match(before) and _ENDS_OPEN.search(before) is None:
            return False
        return bool(_TAKES_SELECT.match(before)) or not before or _ENDS_OPEN.search(before) is not None
    if word in ("INSERT", "UPDATE", "DELETE"):
        return bool(_TAKES_CHANGE.match(before)) or _ENDS_OPEN.search(before) is not None
    if word in ("END", "ELSE"):
        return bool(re.match(r"(?:SELECT|UPDATE|INSERT|WITH|SET|DELETE|MERGE)\b", before, re.IGNORECASE)) and bool(
            re.search(r"\bCASE\b", before, re.IGNORECASE)
        )
    if word in ("EXEC", "EXECUTE"):
        return bool(re.match(r"INSERT\b", before, re.IGNORECASE))
    return False


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
