"""Reads the list of a CREATE TABLE, and the definition of one column."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from piicatalog.ddl.constraints import constraint, is_constraint, reference
from piicatalog.ddl.cursor import Cursor, items
from piicatalog.ddl.events import ColumnDefinition, ColumnName, Reference, TableName
from piicatalog.ddl.lexer import MARK, NUMBER, QUOTED, STRING, WORD, Token

_ENDS_TYPE = frozenset(
    """NOT NULL DEFAULT PRIMARY UNIQUE KEY REFERENCES CHECK CONSTRAINT COLLATE GENERATED AUTO_INCREMENT AUTOINCREMENT COMMENT IDENTITY ON AS
    ENCODE DISTKEY SORTKEY STORED VIRTUAL INVISIBLE VISIBLE SPARSE ROWGUIDCOL MASKED TAG MASKING OPTIONS CODEC TTL ALIAS MATERIALIZED
    EPHEMERAL FIRST AFTER ENABLE DISABLE DEFERRABLE INITIALLY PERSISTED FILESTREAM ENCRYPTED HIDDEN COMPRESSION STORAGE USING SRID CHARSET
    MASK PROJECTION FOREIGN FORMAT ENCRYPT INLINE STATISTICS SETTINGS REMOVE RENAME COLUMN_FORMAT ON_UPDATE EXCLUDE""".split()
)
_NO_TYPE_WORD = _ENDS_TYPE - {"KEY", "FORMAT", "TAG", "MASK", "STORAGE", "INLINE", "PROJECTION", "STATISTICS", "COMMENT", "ALIAS"}


_SERIAL = re.compile(r"(?:big|small)?serial[248]?", re.IGNORECASE)


class Listed(NamedTuple):
    """What stands in the parentheses of a CREATE TABLE."""

    columns: tuple[ColumnDefinition, ...]
    primary_key: tuple[str, ...]
    references: tuple[Reference, ...]
    like: tuple[TableName, ...]
    keeps_comments: bool = True
    """Whether LIKE copies comments too."""


def read_list(cursor: Cursor, listed: Iterable[Sequence[Token]]) -> Listed:
    """Read the items of a CREATE TABLE's list."""
    columns: list[ColumnDefinition] = []
    primary: tuple[str, ...] = ()
    references: list[Reference] = []
    like: list[TableName] = []
    ends: list[tuple[int, int]] = []
    dialect = cursor.dialect.name
    keeps_comments = True
    for item in listed:
        inner = cursor.over(item)
        first = item[0]
        if first.upper == "LIKE" and len(item) > 1:
            inner.at = 1
            like.append(inner.table())
            keeps_comments = dialect not in ("postgres", "redshift") or any(token.upper in ("ALL", "COMMENTS") for token in item[2:])
            continue
        if is_constraint(item, dialect):
            key, refers = constraint(inner)
            primary = primary or key
            if refers:
                references.append(refers)
            continue
        if first.kind not in (WORD, QUOTED, STRING) or (len(item) > 1 and item[1].text == "." and first.kind == MARK):
            if first.text in (".", "{") or first.kind == NUMBER:
                continue
            cursor.doubts.append("column expected")
            continue
        column, is_key, column_reference = definition(inner)
        if is_key:
            primary = primary or (column.key,)
        if column_reference:
            references.append(column_reference)
        columns.append(column)
        ends.append((first.start, item[-1].end))
    if cursor.comments:
        columns = _with_notes(cursor, columns, ends)
    return Listed(tuple(columns), primary, tuple(references), tuple(like), keeps_comments)


def _with_notes(cursor: Cursor, columns: list[ColumnDefinition], ends: list[tuple[int, int]]) -> list[ColumnDefinition]:
    """Give each comment on a column's line to the column."""
    notes: dict[int, list[str]] = {}
    index = 0
    for comment in cursor.comments:
        while index + 1 < len(ends) and ends[index + 1][0] < comment.start:
            index += 1
        if not ends or ends[index][0] > comment.start:
            continue
        end = ends[index][1]
        if comment.start < end or "\n" not in cursor.text[end : comment.start]:
            notes.setdefault(index, []).append(comment.text)
    return [column._replace(note=" ".join(notes[number])) if number in notes else column for number, column in enumerate(columns)]


def definition(cursor: Cursor) -> tuple[ColumnDefinition, bool, Reference | None]:
    """Read a column: its name, its type up to the first constraint word, its comment, whether it is the primary key, what it refers to."""
    name = cursor.column()
    return rest_of_definition(cursor, name)


def rest_of_definition(cursor: Cursor, name: ColumnName) -> tuple[ColumnDefinition, bool, Reference | None]:
    """Read what follows a column's name."""
    type_text = read_type(cursor)
    comment = ""
    nullable = True
    primary = False
    refers: Reference | None = None
    tags: list[tuple[str, str]] = []
    while not cursor.done:
        word = cursor.token.upper
        if word == "(":
            cursor.group()
        elif word == "NOT" and cursor.ahead().upper == "NULL":
            nullable = False
            cursor.at += 2
        elif word == "PRIMARY":
            primary, nullable = True, False
            cursor.at += 1
        elif word == "ROW" and cursor.ahead().upper in ("START", "END"):
            nullable = False  # GENERATED ALWAYS AS ROW START
            cursor.at += 2
        elif word == "IDENTITY" or (word == "AS" and cursor.ahead().upper == "IDENTITY"):
            nullable = False
            cursor.at += 1 + (word == "AS")
        elif word == "REFERENCES":
            cursor.at += 1
            refers = reference(cursor, (name.key,))
        elif word == "COMMENT":
            cursor.at += 1
            cursor.take("=")
            comment = cursor.strings() or comment
        elif word == "OPTIONS" and cursor.ahead().text == "(":
            cursor.at += 1
            comment = option(cursor, cursor.group(), "description") or comment
        elif word == "TAG" and cursor.ahead().text == "(":
            cursor.at += 1
            tags += read_tags(cursor, cursor.group())
        elif word == "MASKING" and cursor.ahead().upper == "POLICY":
            cursor.at += 2
            tags.append(("masking policy", cursor.table().name))
        elif word == "MASKED":
            cursor.at += 1
            tags.append(("masking policy", "masked"))
        elif word == "MASK" and type_text:
            cursor.at += 1
            tags.append(("masking policy", cursor.table().name if cursor.token.kind in (WORD, QUOTED) else "mask"))
        else:
            cursor.at += 1
    nullable = nullable and _SERIAL.fullmatch(type_text) is None
    return ColumnDefinition(name.name, name.key, name.spot, type_text, comment, "", nullable, tuple(tags)), primary, refers


def read_type(cursor: Cursor) -> str:
    """Return everything up to the first constraint word, as written."""
    tokens = cursor.tokens
    begin = at = cursor.at
    count = len(tokens)
    angles = 0
    while at < count:
        token = tokens[at]
        if token.kind == WORD:
            word = token.upper
            if angles == 0:
                if at == begin and (word in _NO_TYPE_WORD or (word == "COMMENT" and at + 1 < count and tokens[at + 1].kind == STRING)):
                    break
                if at > begin and word in _ENDS_TYPE and not (at == begin + 1 and tokens[begin].text == ":"):
                    break
                following = tokens[at + 1].upper if at + 1 < count else ""
                if at > begin and word == "CHARACTER" and following == "SET":
                    break
                if at > begin and word == "WITH" and following not in ("TIME", "LOCAL", "TIMEZONE"):
                    break
        elif token.kind == MARK:
            text = token.text
            if text in ("(", "["):
                at = _past(tokens, at)
                continue
            if text == "<":
                angles += 1
            elif text == ">":
                angles = max(0, angles - 1)
            elif text == "=" or (text == ":" and angles == 0 and at == begin):
                break
        elif token.kind == STRING and at > begin and angles == 0:
            break
        at += 1
    cursor.at = at
    if at == begin:
        return ""
    text = cursor.text[tokens[begin].start : tokens[at - 1].end]
    return (
        " ".join(re.sub(r"--[^\n]*|/\*.*?\*/", " ", text, flags=re.DOTALL).split())
        if "\n" in text or "/*" in text
        else " ".join(text.split())
    )


def _past(tokens: Sequence[Token], at: int) -> int:
    depth = 0
    while at < len(tokens):
        text = tokens[at].text if tokens[at].kind == MARK else ""
        if text in ("(", "["):
            depth += 1
        elif text in (")", "]"):
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return at


def option(cursor: Cursor, tokens: Sequence[Token], name: str) -> str:
    """Return a string of ``OPTIONS (description = '…', …)``, empty when it has none."""
    for item in items(tokens):
        inner = cursor.over(item)
        key = inner.token.text.strip("'\"").lower()
        if key == name:
            inner.at += 1
            inner.take("=")
            return inner.strings() or ""
    return ""


def read_tags(cursor: Cursor, tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """Return ``name = 'value'`` pairs; the last part of a qualified name."""
    found = []
    for item in items(tokens):
        inner = cursor.over(item)
        name = inner.strings() or "" if inner.token.kind == STRING else inner.table().name
        inner.take("=")
        found.append((name, inner.strings() or ""))
    return found


def recovered(cursor: Cursor, group: list[Token]) -> list[Token]:
    """Where a parenthesis was lost, take a comma at the end of a line as the end of a column."""
    depth = low = 0
    for token in group:
        depth += (token.text == "(") - (token.text == ")")
        low = min(low, depth)
    if depth <= 0:
        return group
    repaired: list[Token] = []
    depth = 0
    for index, token in enumerate(group):
        text = token.text if token.kind not in (STRING, NUMBER) else ""
        depth += (text == "(") - (text == ")")
        if text == "," and depth > 0:
            following = group[index + 1] if index + 1 < len(group) else None
            if following is None or "\n" in cursor.text[token.end : following.start]:
                repaired += [Token("p", ")", ")", token.start, token.start)] * depth
                depth = 0
        repaired.append(token)
    # Too many that close: those past the list's own are dropped with what follows.
    level = 0
    for index, token in enumerate(repaired):
        level += (token.text == "(") - (token.text == ")")
        if level < 0:
            repaired = repaired[:index]
            break
    cursor.doubts.append("a parenthesis is missing")
    return repaired
