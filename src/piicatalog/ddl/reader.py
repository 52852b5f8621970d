"""One reading of one text: cuts it into statements and collects what they do."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from piicatalog.ddl.conditional import conditionally
from piicatalog.ddl.cursor import Cursor, NotUnderstoodError
from piicatalog.ddl.dialects import Dialect
from piicatalog.ddl.directives import read_directives
from piicatalog.ddl.events import AddColumn, CreateTable, CreateView, Event, Placed, ReadingProblem, RenameColumn, RenameTable
from piicatalog.ddl.lexer import Token, lex
from piicatalog.ddl.misspelt import looks_misspelt
from piicatalog.ddl.position import LineIndex, Piece, Spot
from piicatalog.ddl.sections import live_sections
from piicatalog.ddl.splitter import split
from piicatalog.ddl.templates import is_template, mask

_HEAD = re.compile(r"[A-Za-z_]+|<<|\(")
_BEGINS = re.compile(r"(?:CREATE|ALTER|DROP)\s+(?:TABLE|VIEW)\b", re.IGNORECASE)
_ROWS = 20_000
_HOLDS = re.compile(
    r"(?:DO|DECLARE|BEGIN|IF|WHILE|EXECUTE|EXEC|CREATE\s+SCHEMA|(?:CREATE|ALTER|REPLACE)\s+(?:OR\s+\w+\s+)?(?:\w+\s+|\w+\s*=\s*\S+\s+){0,4}?"
    r"(?:FUNCTION|PROC|PROCEDURE|TRIGGER|EVENT|PACKAGE|TYPE|RULE))\b",
    re.IGNORECASE,
)


class Reader:
    """What was read of a text so far; ``first_words`` says what reads a statement by its first word, in upper case."""

    def __init__(self, text: str, dialect: Dialect, first_words: "Mapping[str, Callable[[Reader, Piece], None]]") -> None:
        self.original, self.dialect, self.first_words = text, dialect, first_words
        self.text = mask(text, dialect)
        self.lines = LineIndex(text)
        self.placed: list[Placed] = []
        self.problems: list[ReadingProblem] = []
        self.number = 0
        self.schema_statements = 0
        self.dynamic_variables: set[str] = set()
        self.literals: dict[str, tuple[Token, ...]] = {}
        """Statements that a variable may hold."""

    def run(self) -> None:
        """Read the whole text; never raises for what stands in it."""
        for piece, live in live_sections(self.text, self._split(), self.dialect.name):
            if live:
                for part in self._apart(piece):
                    self.statement(part)
                    self.number += 1
        if "piicatalog:" in self.original:
            read_directives(self)

    def events_of(self, text: str) -> list[Placed]:
        """Return what another text does that is run with this one."""
        inner = Reader(text, self.dialect, self.first_words)
        inner.run()
        return inner.placed

    def _split(self) -> list[Piece]:
        found = split(self.text, self.dialect)
        self.problems += [ReadingProblem("PII907", self.lines.spot(at, at + 1), "a literal is not closed") for at in found.unclosed]
        return found.pieces

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

    def statement(self, piece: Piece) -> None:
        """Read one statement by its first word."""
        start = piece.start
        match = _HEAD.match(self.text, start, piece.end)
        if match is None:
            return
        handler = self.first_words.get(match[0].upper())
        before = len(self.placed) + len(self.problems)
        if handler is not None:
            handler(self, piece)
        if before == len(self.placed) + len(self.problems) and looks_misspelt(self.text, start, piece.end):
            self.unknown(piece, "PII901", f"{self._words(piece)}: no statement of this name is known")
            self.schema_statements += 1

    def cursor(self, piece: Piece) -> Cursor:
        """Return a cursor over a statement."""
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

    def unknown(self, piece: Piece, code: str, message: str) -> None:
        """Tell of a statement that was not read."""
        spot = self.lines.spot(piece.start, min(piece.end, piece.start + 20))
        self.problems.append(ReadingProblem(code, spot, message, self.number))

    def _words(self, piece: Piece) -> str:
        """The statement's first words: no literal of it, which may hold a person's data."""
        return " ".join(re.findall(r"[^\s'(]+", self.original[piece.start : min(piece.end, piece.start + 80)].partition("'")[0])[:5])

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
