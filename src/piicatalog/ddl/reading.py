"""Reads a whole text: statements → events, with what was not understood and where."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple, cast

from piicatalog.ddl.cursor import Cursor, NotUnderstoodError
from piicatalog.ddl.dialects import Dialect
from piicatalog.ddl.events import (
    AddColumn,
    CreateTable,
    CreateView,
    DropColumn,
    Event,
    Placed,
    ReadingProblem,
    RenameColumn,
    RenameTable,
    Routine,
    UseSchema,
)
from piicatalog.ddl.lexer import Token, lex
from piicatalog.ddl.misspelt import looks_misspelt
from piicatalog.ddl.moving import moved, to_place
from piicatalog.ddl.position import LineIndex, Spot
from piicatalog.ddl.sections import live_sections
from piicatalog.ddl.splitter import Piece, split
from piicatalog.ddl.statements.alter_schema import alter_schema
from piicatalog.ddl.statements.alter_table import alter_table
from piicatalog.ddl.statements.comment import comment_on, sensitivity
from piicatalog.ddl.statements.create import create
from piicatalog.ddl.statements.drop import drop
from piicatalog.ddl.statements.grant import grant
from piicatalog.ddl.statements.insert import insert
from piicatalog.ddl.statements.rename import exchange, rename
from piicatalog.ddl.statements.select import select
from piicatalog.ddl.statements.session import set_config, set_schema, use
from piicatalog.ddl.statements.update import update
from piicatalog.ddl.templates import is_template, mask

READER_VERSION = 8
"""Rises when the same text may give other events: the key of kept events."""


class Reading(NamedTuple):
    """What a text does to the schema, in its order."""

    events: tuple[Placed, ...]
    problems: tuple[ReadingProblem, ...]
    statements: int
    schema_statements: int


_HEAD = re.compile(r"[A-Za-z_]+|<<|\(")
_CREATED = re.compile(
    r"\bTABLE\b|\bVIEW\b|\bSCHEMA\b|\bTYPE\b|\bFUNCTION\b|\bPROC(?:EDURE)?\b|\bDICTIONARY\b|\bPACKAGE\b|\bTRIGGER\b", re.IGNORECASE
)
_TABLE_OR_VIEW = re.compile(r"CREATE\s+(?:OR\s+(?:REPLACE|ALTER)\s+)?(?:TABLE|VIEW)", re.IGNORECASE)
_ALTERED = re.compile(
    r"ALTER\s+(?:(?:ONLINE|IGNORE|FOREIGN|EXTERNAL|MATERIALIZED|DYNAMIC|ICEBERG|STREAMING|HYBRID|EVENT)\s+)*(TABLE|VIEW|SCHEMA|TYPE|DOMAIN|SESSION|DATABASE)\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"(?:CREATE|ALTER|DROP)\s+(?:TABLE|VIEW)\b", re.IGNORECASE)
_ROWS = 20_000
_HOLDS = re.compile(
    r"(?:DO|DECLARE|BEGIN|IF|WHILE|EXECUTE|EXEC|CREATE\s+SCHEMA|(?:CREATE|ALTER|REPLACE)\s+(?:OR\s+\w+\s+)?(?:\w+\s+|\w+\s*=\s*\S+\s+){0,4}?"
    r"(?:FUNCTION|PROC|PROCEDURE|TRIGGER|EVENT|PACKAGE|TYPE|RULE))\b",
    re.IGNORECASE,
)
_SELECTS = re.compile(r"\b(?:SELECT|TABLE)\b", re.IGNORECASE)
_INTO = re.compile(r"\bINTO\b", re.IGNORECASE)
_ROUTINE_NAME = re.compile(r"\b(?:FUNCTION|PROC|PROCEDURE)\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:[\w\[\]\"`]+\.)*[\[\"`]?(\w+)", re.IGNORECASE)
DYNAMIC_DDL = re.compile(
    r"\b(?:CREATE\s+(?:OR\s+REPLACE\s+)?(?:UNLOGGED\s+|GLOBAL\s+|MATERIALIZED\s+)*(?:TABLE(?!\s+#)|VIEW)|ALTER\s+TABLE(?!\s*[^;]*\b(?:CONSTRAINT|TRIGGER|OWNER|VALIDATE|SECURITY|INDEX|FOREIGN\s+KEY|REPLICA|AUTO_INCREMENT|PRIMARY\s+KEY|SET\s*\()\b)|RENAME\s+COLUMN)\b",
    re.IGNORECASE,
)
_BODY_DDL = re.compile(
    r"\b(?:CREATE\s+(?:OR\s+REPLACE\s+)?(?:UNLOGGED\s+|FOREIGN\s+)?(?:TABLE|MATERIALIZED\s+VIEW|VIEW)\b(?!\s+(?:#|IF\s+NOT\s+EXISTS\s+#))|ALTER\s+TABLE\b[^;]*?\b(?:ADD|DROP|RENAME|ALTER)\s+(?:COLUMN\b|(?!CONSTRAINT|INDEX|PRIMARY|FOREIGN|UNIQUE|CHECK|KEY)\w))",
    re.IGNORECASE,
)
_DIRECTIVE = re.compile(r"(?:--|\#|//|/\*)\s*piicatalog:\s*schema\s+(ADD|DROP)\s+COLUMN\s+([^\n]*)", re.IGNORECASE)


def read(text: str, dialect: Dialect) -> Reading:
    """Read a text; never raises for what stands in it."""
    reader = _Reader(text, dialect)
    return reader.run()


def read_within(text: str, dialect: Dialect, source: str, start: int, lines: LineIndex) -> Reading:
    """Read a text that stands in another from an offset on; all places are those of the whole."""
    reading = read(text, dialect)
    move = to_place(text, source, start, lines)
    return reading._replace(
        events=tuple(placed._replace(event=moved(placed.event, move), spot=move(placed.spot)) for placed in reading.events),
        problems=tuple(problem._replace(spot=move(problem.spot)) for problem in reading.problems),
    )


def conditionally(event: Event) -> Event:
    """Return an event that does no more than it can, as of a statement that may not run.

    >>> conditionally(Routine("f"))
    Routine(name='f')
    """
    changes = {name: True for name in ("if_exists", "if_not_exists") if name in event._fields}
    return cast("Event", cast("Any", event)._replace(**changes)) if changes else event


class _Reader:
    """One reading of one text."""

    def __init__(self, text: str, dialect: Dialect) -> None:
        self.original, self.dialect = text, dialect
        self.text = mask(text, dialect)
        self.lines = LineIndex(text)
        self.placed: list[Placed] = []
        self.problems: list[ReadingProblem] = []
        self.number = 0
        self.schema_statements = 0
        self.dynamic_variables: set[str] = set()
        self.literals: dict[str, tuple[Token, ...]] = {}
        """Statements that a variable may hold."""

    def run(self) -> Reading:
        for piece, live in live_sections(self.text, self._split(), self.dialect.name):
            if live:
                for part in self._apart(piece):
                    self.statement(part)
                    self.number += 1
        if "piicatalog:" in self.original:
            self._directives()
        return Reading(tuple(self.placed), tuple(self.problems), self.number, self.schema_statements)

    def _apart(self, piece: Piece) -> list[Piece]:
        """Cut where a statement begins within another: its end was lost, or the dialect is another than it seems."""
        if piece.end - piece.start > _ROWS and self.text.startswith(("INSERT", "insert", "Insert"), piece.start):
            return [piece]  # rows of a dump, whose texts may hold anything
        if not any(match.start() > piece.start for match in _BEGINS.finditer(self.text, piece.start, piece.end)) or _HOLDS.match(
            self.text, piece.start, piece.end
        ):
            return [piece]
        tokens, _ = lex(self.text, piece.start, piece.end, self.dialect)
        depth, cuts = 0, [piece.start]
        for index, token in enumerate(tokens):
            depth += (token.text == "(") - (token.text == ")")
            begins = (
                index and depth <= 0 and token.upper in ("CREATE", "ALTER", "DROP") and _BEGINS.match(self.text, token.start, piece.end)
            )
            if begins and "\n" in self.text[tokens[index - 1].end : token.start]:
                if index > 1:  # one word is a template that stands for statements
                    spot = self.lines.spot(token.start, token.end)
                    self.problems.append(ReadingProblem("PII901", spot, "a statement before it has no end", self.number))
                cuts.append(token.start)
        return [Piece(start, end, piece.conditional) for start, end in pairwise([*cuts, piece.end])]

    def _split(self) -> list[Piece]:
        found = split(self.text, self.dialect)
        self.problems += [ReadingProblem("PII907", self.lines.spot(at, at + 1), "a literal is not closed") for at in found.unclosed]
        return found.pieces

    def statement(self, piece: Piece) -> None:
        """Read one statement."""
        start = piece.start
        match = _HEAD.match(self.text, start, piece.end)
        if match is None:
            return
        handler = _HANDLERS.get(match[0].upper())
        before = len(self.placed) + len(self.problems)
        if handler is not None:
            handler(self, piece)
        if before == len(self.placed) + len(self.problems) and looks_misspelt(self.text, start, piece.end):
            self.unknown(piece, "PII901", f"{self._words(piece)}: no statement of this name is known")
            self.schema_statements += 1

    # What a statement's first word leads to

    def cursor(self, piece: Piece) -> Cursor:
        tokens, comments = lex(self.text, piece.start, piece.end, self.dialect)
        return Cursor(self.text, tokens, comments, self.dialect, self.lines)

    def run_reader(self, piece: Piece, reader: Callable[[Cursor], Iterator[Event]], *, schema: bool = True) -> None:
        """Take the events of a statement; one that is not understood is told and loses nothing else."""
        cursor = self.cursor(piece)
        if cursor.done:
            return
        before = len(self.placed)
        spot = self.lines.spot(piece.start, cursor.tokens[min(2, len(cursor.tokens) - 1)].end)
        try:
            for event in reader(cursor):
                self.add(event, spot, conditional=piece.conditional)
        except (NotUnderstoodError, IndexError) as error:
            if schema:
                reason = str(error) if isinstance(error, NotUnderstoodError) else "it ends too early"
                self.problems.append(ReadingProblem("PII901", spot, f"{self._words(piece)}: {reason}", self.number))
                self.schema_statements += 1
                return
        for doubt in dict.fromkeys(cursor.doubts):
            self.problems.append(ReadingProblem("PII901", spot, f"{self._words(piece)}: {doubt}", self.number))
        self.schema_statements += schema and len(self.placed) > before

    def add(self, event: Event, spot: Spot, *, conditional: bool = False) -> None:
        """Take an event; under an IF it does no more than it can."""
        if conditional:
            event = conditionally(event)
        self._check_templates(event)
        self.placed.append(Placed(event, self.number, spot))

    def _check_templates(self, event: Event) -> None:
        """Tell of names that a template fills in when the migration is run (PII906)."""
        if self.text == self.original and "@" not in self.original and "$" not in self.original:
            return
        spots: list[Spot] = []
        if isinstance(event, CreateTable | CreateView):
            spots.append(event.table.spot)
            spots += [column.spot for column in (event.columns if isinstance(event, CreateTable) else ())]
        elif isinstance(event, AddColumn):
            spots += [event.table.spot, event.column.spot]
        elif isinstance(event, RenameColumn | RenameTable):
            spots.append(event.to.spot)
        for spot in spots:
            offset, end = spot.offset, spot.offset + spot.end - spot.column
            if is_template(self.original, self.text, offset, end):
                self.problems.append(ReadingProblem("PII906", spot, self.original[offset:end], self.number))

    def _words(self, piece: Piece) -> str:
        """The statement's first words: no literal of it, which may hold a person's data."""
        return " ".join(re.findall(r"[^\s'(]+", self.original[piece.start : min(piece.end, piece.start + 80)].partition("'")[0])[:5])

    def unknown(self, piece: Piece, code: str, message: str) -> None:
        """Tell of a statement that was not read."""
        spot = self.lines.spot(piece.start, min(piece.end, piece.start + 20))
        self.problems.append(ReadingProblem(code, spot, message, self.number))

    def create(self, piece: Piece) -> None:
        window = self.text[piece.start : min(piece.end, piece.start + 300)]
        found = _CREATED.search(window)
        if found is None:
            return
        kind = found[0].upper()
        if kind in ("FUNCTION", "PROC", "PROCEDURE", "PACKAGE") and not _TABLE_OR_VIEW.match(window):
            self._routine(piece)
        elif kind not in ("DICTIONARY", "TRIGGER"):
            self.run_reader(piece, create)

    def _routine(self, piece: Piece) -> None:
        body = self.text[piece.start : piece.end]
        name = _ROUTINE_NAME.search(body)
        if name and (
            _BODY_DDL.search(body, name.end())
            or (re.search(r"\bEXEC(?:UTE)?\b", body, re.IGNORECASE) and DYNAMIC_DDL.search(body, name.end()))
        ):
            self.placed.append(Placed(Routine(name[1].lower()), self.number, self.lines.spot(piece.start, piece.start + 6)))

    def alter(self, piece: Piece) -> None:
        match = _ALTERED.match(self.text, piece.start, piece.end)
        if match is None:
            return
        if match[1].upper() in ("TABLE", "VIEW"):
            self.run_reader(piece, alter_table)
        else:
            self.run_reader(piece, alter_schema, schema=False)

    def drop(self, piece: Piece) -> None:
        self.run_reader(piece, drop)

    def rename(self, piece: Piece) -> None:
        self.run_reader(piece, rename)

    def exchange(self, piece: Piece) -> None:
        self.run_reader(piece, exchange)

    def comment(self, piece: Piece) -> None:
        self.run_reader(piece, comment_on)

    def insert(self, piece: Piece) -> None:
        if _SELECTS.search(self.text, piece.start, min(piece.end, piece.start + 20_000)):
            self.run_reader(piece, insert, schema=False)

    def update(self, piece: Piece) -> None:
        if piece.end - piece.start < 20_000:
            self.run_reader(piece, update, schema=False)

    def select(self, piece: Piece) -> None:
        text = self.text[piece.start : piece.end]
        if "set_config" in text:
            for event in set_config(text):
                self.add(event, self.lines.spot(piece.start, piece.start + 6))
        elif _INTO.search(text) or re.match(r"SELECT\s+[\w.\"]+\s*\(", text, re.IGNORECASE):
            self.run_reader(piece, select, schema=False)

    def grant(self, piece: Piece) -> None:
        self.run_reader(piece, grant, schema=False)

    def use(self, piece: Piece) -> None:
        self.run_reader(piece, use, schema=False)

    def set(self, piece: Piece) -> None:
        if re.match(
            r"SET\s+(?:LOCAL\s+|SESSION\s+)?(?:search_path|schema|current_schema)\b",
            self.text[piece.start : piece.start + 60],
            re.IGNORECASE,
        ):
            self.run_reader(piece, set_schema, schema=False)
        elif re.match(r"SET\s+@", self.text[piece.start : piece.start + 20], re.IGNORECASE):
            from piicatalog.ddl.dynamic import read_assignment

            read_assignment(self, piece)

    def reset(self, piece: Piece) -> None:
        if re.match(r"RESET\s+(?:search_path|ALL)\b", self.text[piece.start : piece.start + 40], re.IGNORECASE):
            self.add(UseSchema("", ""), self.lines.spot(piece.start, piece.start + 5))

    def execute(self, piece: Piece) -> None:
        from piicatalog.ddl.dynamic import read_execute

        read_execute(self, piece)

    def block(self, piece: Piece) -> None:
        from piicatalog.ddl.dynamic import read_block

        read_block(self, piece)

    def conditional(self, piece: Piece) -> None:
        from piicatalog.ddl.dynamic import read_conditional

        read_conditional(self, piece)

    def add_statement(self, piece: Piece) -> None:
        if re.match(r"ADD\s+SENSITIVITY\b", self.text[piece.start : piece.start + 40], re.IGNORECASE):
            self.run_reader(piece, sensitivity)

    def attach(self, piece: Piece) -> None:
        if re.match(r"ATTACH\s+TABLE\b", self.text[piece.start : piece.start + 40], re.IGNORECASE):
            self.run_reader(piece, create)

    def replace(self, piece: Piece) -> None:
        if re.match(r"REPLACE\s+(?:TEMPORARY\s+)?(?:TABLE|VIEW)\b", self.text[piece.start : piece.start + 40], re.IGNORECASE):
            self.run_reader(piece, create)
        else:
            self.insert(piece)

    def _directives(self) -> None:
        """``-- piicatalog: schema ADD COLUMN t.c text`` says what dynamic SQL does."""
        for match in _DIRECTIVE.finditer(self.original):
            start, end = match.start(2), match.end(2)
            cursor = self.cursor(Piece(start, end))
            try:
                table, column = cursor.column_of_table()
            except NotUnderstoodError as error:
                self.unknown(Piece(match.start(), end), "PII901", str(error))
                continue
            spot = self.lines.spot(start, end)
            number = sum(placed.spot.offset < start for placed in self.placed)
            if match[1].upper() == "ADD":
                from piicatalog.ddl.columns import rest_of_definition

                event: Event = AddColumn(table, rest_of_definition(cursor, column)[0], if_not_exists=True)
            else:
                event = DropColumn(table, column)
            before = next((placed.statement for placed in self.placed if placed.spot.offset > start), self.number)
            self.placed.insert(number, Placed(event, before, spot))


_HANDLERS: dict[str, Callable[[_Reader, Piece], None]] = {
    "CREATE": _Reader.create,
    "ALTER": _Reader.alter,
    "DROP": _Reader.drop,
    "RENAME": _Reader.rename,
    "EXCHANGE": _Reader.exchange,
    "COMMENT": _Reader.comment,
    "INSERT": _Reader.insert,
    "REPLACE": _Reader.replace,
    "UPDATE": _Reader.update,
    "SELECT": _Reader.select,
    "WITH": _Reader.select,
    "GRANT": _Reader.grant,
    "USE": _Reader.use,
    "SET": _Reader.set,
    "RESET": _Reader.reset,
    "EXEC": _Reader.execute,
    "EXECUTE": _Reader.execute,
    "CALL": _Reader.execute,
    "PREPARE": _Reader.execute,
    "DO": _Reader.block,
    "BEGIN": _Reader.block,
    "DECLARE": _Reader.block,
    "IF": _Reader.conditional,
    "ELSE": _Reader.conditional,
    "ADD": _Reader.add_statement,
    "ATTACH": _Reader.attach,
}
