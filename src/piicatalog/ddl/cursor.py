"""Walks over the tokens of one statement: keywords, names, lists, strings."""

import re
from collections.abc import Iterator, Sequence

from piicatalog.ddl.dialects import Dialect, fold
from piicatalog.ddl.events import ColumnName, TableName
from piicatalog.ddl.lexer import MARK, NUMBER, QUOTED, STRING, WORD, Comment, Token, name_value, string_value
from piicatalog.ddl.position import LineIndex

_END = Token("", "", "", -1, -1)
OPEN = {"(": 1, "[": 1, "{": 1}
CLOSE = {")": 1, "]": 1, "}": 1}


class NotUnderstoodError(Exception):
    """The statement is not of a form that the reader knows; told as PII901, never raised to a caller."""


class Cursor:
    """A place within a statement's tokens."""

    __slots__ = ("at", "comments", "dialect", "doubts", "lines", "text", "tokens")

    def __init__(self, text: str, tokens: Sequence[Token], comments: Sequence[Comment], dialect: Dialect, lines: LineIndex) -> None:
        self.text, self.tokens, self.comments, self.dialect, self.lines = text, tokens, comments, dialect, lines
        self.at = 0
        self.doubts: list[str] = []

    def over(self, tokens: Sequence[Token]) -> "Cursor":
        """Return a cursor over some of the tokens."""
        cursor = Cursor(self.text, tokens, self.comments, self.dialect, self.lines)
        cursor.doubts = self.doubts
        return cursor

    @property
    def token(self) -> Token:
        """The token here; one without text past the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else _END

    def ahead(self, count: int = 1) -> Token:
        """Return a later token."""
        index = self.at + count
        return self.tokens[index] if 0 <= index < len(self.tokens) else _END

    @property
    def done(self) -> bool:
        """Whether all tokens are read."""
        return self.at >= len(self.tokens)

    def is_next(self, *words: str) -> bool:
        """Whether these keywords or marks stand here."""
        tokens, at = self.tokens, self.at
        if at + len(words) > len(tokens):
            return False
        return all(tokens[at + index].upper == word for index, word in enumerate(words))

    def take(self, *words: str) -> bool:
        """Step over these keywords or marks if they stand here."""
        if self.is_next(*words):
            self.at += len(words)
            return True
        return False

    def take_any(self, *words: str) -> str:
        """Step over one of these words, return it or nothing."""
        upper = self.token.upper
        if upper and upper in words:
            self.at += 1
            return upper
        return ""

    def expect(self, *words: str) -> None:
        """Step over these words; the statement is not understood without them."""
        if not self.take(*words):
            raise NotUnderstoodError(f"{' '.join(words)} expected")

    def if_exists(self) -> bool:
        """Step over IF EXISTS."""
        return self.take("IF", "EXISTS")

    def if_not_exists(self) -> bool:
        """Step over IF NOT EXISTS."""
        return self.take("IF", "NOT", "EXISTS")

    # Names

    def part(self) -> tuple[str, bool, int, int]:
        """Return the next part of a name: its text, whether it is quoted, from where, to where."""
        token = self.token
        if token.kind == WORD:
            if token.upper == "IDENTIFIER" and self.ahead().text == "(" and self.ahead(2).kind == WORD and self.ahead(3).text == ")":
                inner = self.ahead(2)
                self.at += 4
                return inner.text, False, inner.start, inner.end
            if token.upper == "IDENTIFIER" and self.ahead().text == "(" and self.ahead(2).kind == STRING:
                inner = self.ahead(2)
                self.at += 4
                return string_value(inner, self.dialect), False, inner.start + 1, inner.end - 1
            self.at += 1
            if token.upper == "U&" or (token.upper == "U" and self.token.text == "&" and self.ahead().kind == QUOTED):
                self.at += 2
                token = self.tokens[self.at - 1]
                return _unescaped(name_value(token)), True, token.start, token.end
            return token.text, False, token.start, token.end
        if token.kind == QUOTED:
            self.at += 1
            return name_value(token), True, token.start, token.end
        if token.kind == STRING and self.dialect.name in ("sqlite", "tsql", "mysql", "databricks", "generic"):
            self.at += 1
            return string_value(token, self.dialect), True, token.start, token.end
        raise NotUnderstoodError("name expected")

    def _parts(self) -> list[tuple[str, bool, int, int]]:
        parts = [self.part()]
        if parts[0][0].count(".") and self.tokens[self.at - 1].text == ")":  # IDENTIFIER('db.schema.table')
            text, quoted, start, _ = parts[0]
            places = [start + match.start() for match in re.finditer(r"[^.]+", text)]
            parts = [(piece, quoted, place, place + len(piece)) for piece, place in zip(text.split("."), places, strict=False)]
        while True:
            if self.token.text == ".":
                self.at += 1
                if self.token.text == ".":  # T-SQL database..table
                    self.at += 1
                parts.append(self.part())
            elif (
                self.token.text == "-"
                and self.token.start == parts[-1][3]
                and self.ahead().start == self.token.end
                and self.ahead().kind in (WORD, NUMBER)
            ):
                self.at += 1
                text, quoted, start, _ = parts[-1]
                after = self.token
                self.at += 1
                parts[-1] = (f"{text}-{after.text}", quoted, start, after.end)
            else:
                return parts

    def table(self) -> TableName:
        """Return a table's name; of database, schema and name the last two count."""
        parts = self._parts()
        if len(parts) == 1 and parts[0][1] and self.dialect.name == "bigquery" and "." in parts[0][0]:
            text, quoted, start, end = parts[0]
            parts = [(piece, quoted, start, end) for piece in text.split(".")]
        name, quoted, start, end = parts[-1]
        schema, key = "", ""
        if len(parts) > 1 and parts[-2][0]:
            schema = parts[-2][0]
            key = fold(schema, self.dialect, quoted=parts[-2][1])
        return TableName(schema, name, key, fold(name, self.dialect, quoted=quoted), self.lines.spot(start, end))

    def column(self) -> ColumnName:
        """Return a column's name."""
        name, quoted, start, end = self.part()
        return ColumnName(name, fold(name, self.dialect, quoted=quoted), self.lines.spot(start, end))

    def column_path(self) -> tuple[ColumnName, bool]:
        """Return a column's name and whether it is a field within it: ``p.z``."""
        first = self.column()
        nested = False
        while self.token.text == "." and self.ahead().kind in (WORD, QUOTED):
            self.at += 2
            nested = True
        return first, nested

    def column_of_table(self) -> tuple[TableName, ColumnName]:
        """Return what ``schema.table.column`` names."""
        parts = [self.part()]
        while self.take("."):
            parts.append(self.part())
        if len(parts) < 2:
            raise NotUnderstoodError("table.column expected")
        schema, schema_quoted, *_ = parts[-3] if len(parts) > 2 else ("", False)
        (table, table_quoted, *table_place), (column, column_quoted, *column_place) = parts[-2:]
        return (
            TableName(
                schema,
                table,
                fold(schema, self.dialect, quoted=schema_quoted) if schema else "",
                fold(table, self.dialect, quoted=table_quoted),
                self.lines.spot(*table_place),
            ),
            ColumnName(column, fold(column, self.dialect, quoted=column_quoted), self.lines.spot(*column_place)),
        )

    # Lists

    def group(self) -> list[Token]:
        """Return the tokens inside of the parentheses that open here and step past them; to the end where they never close."""
        tokens = self.tokens
        depth = 0
        begin = self.at + 1
        for index in range(self.at, len(tokens)):
            mark = tokens[index].text if tokens[index].kind == MARK else ""
            if mark == "(":
                depth += 1
            elif mark == ")":
                depth -= 1
                if depth == 0:
                    self.at = index + 1
                    return list(tokens[begin:index])
        self.at = len(tokens)
        return list(tokens[begin:])

    def rest(self) -> list[Token]:
        """Return all tokens from here on and step past them."""
        rest = list(self.tokens[self.at :])
        self.at = len(self.tokens)
        return rest

    def names_in_group(self) -> list[ColumnName]:
        """Return the names in the parentheses that open here: ``(a, b DESC, c(10))``."""
        names = []
        for item in items(self.group()):
            inner = self.over(item)
            if inner.token.kind in (WORD, QUOTED):
                names.append(inner.column())
        return names

    def names(self) -> list[ColumnName]:
        """Return the name here, or those in the parentheses that open here; none for a field within a column."""
        if self.token.text == "(":
            return self.names_in_group()
        name, nested = self.column_path()
        return [] if nested else [name]

    def strings(self) -> str | None:
        """Return the string literals here, joined as adjacent ones are; None where there is none or it is NULL."""
        found = []
        while self.token.kind == STRING or (self.token.kind == QUOTED and self.token.text[0] == '"' and self.dialect.backslash):
            found.append(string_value(self.token, self.dialect))
            self.at += 1
            if self.token.text == "|" and self.ahead().text == "|" and self.ahead(2).kind == STRING:
                self.at += 2
        if not found and self.token.upper in ("N", "U") and self.ahead().kind == STRING:
            self.at += 1
            return self.strings()
        return "".join(found) if found else None


def _unescaped(name: str) -> str:
    r"""Return what a Unicode name stands for: U&"d\0061t" is dat."""
    return re.sub(r"\\(?:\+([0-9A-Fa-f]{6})|([0-9A-Fa-f]{4}))", lambda match: chr(min(int(match[1] or match[2], 16), 0x10FFFF)), name)


def items(tokens: Sequence[Token], separator: str = ",") -> Iterator[list[Token]]:
    """Split at commas outside of parentheses and of the angle brackets of types; ``CHECK (a < b)`` opens none."""
    depth = angles = 0
    item: list[Token] = []
    for token in tokens:
        text = token.text if token.kind == MARK else ""
        if text in OPEN:
            depth += 1
        elif text in CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and text == "<" and item and item[-1].upper in ("STRUCT", "ARRAY", "MAP", "TABLE", "RANGE", "OBJECT"):
            angles += 1
        elif depth == 0 and text == ">" and angles:
            angles -= 1
        elif depth == 0 and angles == 0 and text == separator:
            if item:
                yield item
            item = []
            continue
        item.append(token)
    if item:
        yield item
