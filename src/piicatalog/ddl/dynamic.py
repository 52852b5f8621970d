"""Reads SQL that stands inside of other SQL: DO blocks, EXECUTE of a literal, what stands under an IF."""

import re
from itertools import pairwise

from piicatalog.ddl.events import Call
from piicatalog.ddl.lexer import STRING, Token, lex, string_value
from piicatalog.ddl.moving import moved
from piicatalog.ddl.position import Piece
from piicatalog.ddl.reader import Reader
from piicatalog.ddl.splitter import split
from piicatalog.ddl.statements.procedure import execute_procedure

DYNAMIC_DDL = re.compile(
    r"\b(?:CREATE\s+(?:OR\s+REPLACE\s+)?(?:UNLOGGED\s+|GLOBAL\s+|MATERIALIZED\s+)*(?:TABLE(?!\s+#)|VIEW)|ALTER\s+TABLE(?!\s*[^;]*\b(?:CONSTRAINT|TRIGGER|OWNER|VALIDATE|SECURITY|INDEX|FOREIGN\s+KEY|REPLICA|AUTO_INCREMENT|PRIMARY\s+KEY|SET\s*\()\b)|RENAME\s+COLUMN)\b",
    re.IGNORECASE,
)
_STARTS = frozenset(
    {"CREATE", "ALTER", "DROP", "RENAME", "COMMENT", "INSERT", "UPDATE", "EXECUTE", "EXEC", "GRANT", "SELECT", "PERFORM", "CALL", "SET"}
)
_BEFORE = frozenset({"THEN", "BEGIN", "ELSE", "LOOP", "DECLARE", ";", ">", "AS"})
_PRESENT = re.compile(r"\b(?:CREATE|ALTER|DROP|RENAME|EXECUTE|EXEC|PERFORM|INSERT|UPDATE|SELECT|CALL|COMMENT)\b", re.IGNORECASE)
_BEFORE_USE = 4_000
"""How far before its use a variable's value is looked for."""


def read_block(reader: Reader, piece: Piece) -> None:
    """Read DO $$ … $$, BEGIN … END and DECLARE … BEGIN … END."""
    tokens, _ = lex(reader.text, piece.start, piece.end, reader.dialect)
    if not tokens:
        return
    if tokens[0].upper == "DO":
        for token in tokens[1:]:
            if token.kind == STRING:
                _body(reader, token)
        if not any(token.kind == STRING for token in tokens):
            _statements(reader, tokens)  # MySQL: DO BEGIN … END of an event
        return
    _statements(reader, tokens)


def _body(reader: Reader, token: Token) -> None:
    """Read the body of a block in place when it stands as it is, else as a text of its own."""
    text = token.text
    if not _PRESENT.search(text):
        return
    if text[0] == "$":
        tag = text.index("$", 1) + 1
        start, end = token.start + tag, token.end - tag
    else:
        start, end = token.start + 1, token.end - 1
        if "''" in text[1:-1] or "\\" in text:
            read_literal(reader, token)
            return
    tokens, _ = lex(reader.text, start, end, reader.dialect)
    _statements(reader, tokens)


def _statements(reader: Reader, tokens: list[Token]) -> None:
    """Find the statements of a block and read those that touch the schema."""
    start = 0
    index, count = 0, len(tokens)
    variables = _dynamic_text(tokens)
    while index < count:
        token = tokens[index]
        if token.upper in _STARTS and (index == start or tokens[index - 1].upper in _BEFORE):
            end = index
            depth = 0
            while end < count and not (tokens[end].text == ";" and depth <= 0):
                depth += (tokens[end].text == "(") - (tokens[end].text == ")")
                end += 1
            inner = Piece(token.start, tokens[end - 1].end, conditional=True)
            if token.upper in ("EXECUTE", "EXEC"):
                _execute(reader, tokens[index:end], inner, variables=variables)
            elif token.upper in ("PERFORM", "CALL") and index + 1 < count:
                _call(reader, tokens[index + 1 : end], inner)
            elif token.upper == "SELECT":
                if end > index + 2 and tokens[index + 2].text in ("(", "."):
                    _call(reader, tokens[index + 1 : end], inner)
            elif not (token.upper == "UPDATE" and tokens[index - 1].upper == "DO") and token.upper != "SET":
                reader.statement(inner)
            index = start = end + 1
            continue
        if token.text == ";":
            start = index + 1
        index += 1


def _call(reader: Reader, tokens: list[Token], piece: Piece) -> None:
    names = []
    for token in tokens:
        if token.text == "(":
            break
        if token.text != ".":
            names.append(token.text.strip('"`[]').lower())
    if names:
        reader.add(Call(names[-1]), reader.lines.spot(piece.start, tokens[0].end))


def _dynamic_text(tokens: list[Token]) -> bool:
    """Whether a literal of the block holds DDL, so that a variable may."""
    return any(token.kind == STRING and DYNAMIC_DDL.search(token.text) for token in tokens)


def _execute(reader: Reader, tokens: list[Token], piece: Piece, *, variables: bool) -> None:
    """EXECUTE '…', EXECUTE IMMEDIATE '…', EXECUTE format(…), EXECUTE variable."""
    rest = tokens[1:]
    if rest and rest[0].upper == "IMMEDIATE":
        rest = rest[1:]
    while len(rest) > 2 and rest[0].text == "(" and rest[-1].text == ")":
        rest = rest[1:-1]
    if rest and rest[0].upper == "N" and len(rest) > 1 and rest[1].kind == STRING:
        rest = rest[1:]
    if len(rest) >= 1 and rest[0].kind == STRING and (len(rest) == 1 or rest[1].upper in ("USING", "INTO", ";")):
        read_literal(reader, rest[0])
        return
    literals = [token for token in rest if token.kind == STRING]
    if len(literals) > 1 and all(
        token.kind == STRING or token.text in ("|", "+") or (token.upper == "N" and reader.dialect.name == "tsql") for token in rest
    ):
        _joined(reader, literals)
        return
    held = any(DYNAMIC_DDL.search(token.text) for token in literals)
    if held or (not literals and variables):
        reader.unknown(piece, "PII902", "a schema statement is put together when it is run")


def _joined(reader: Reader, literals: list[Token]) -> None:
    """Read a statement in several literals: its names stand where the first begins."""
    spot = reader.lines.spot(literals[0].start, literals[0].start + 1)
    text = "".join(string_value(token, reader.dialect) for token in literals)
    for placed in reader.events_of(text):
        reader.add(moved(placed.event, lambda _: spot), spot, conditional=True)


def read_literal(reader: Reader, token: Token, *, conditional: bool = False) -> None:
    """Read the SQL in a literal; its names stand at the literal's place where its text is not as written."""
    value = string_value(token, reader.dialect)
    if not _PRESENT.search(value):
        return
    begin = token.text.index(value) + token.start if value and value in token.text else -1
    if begin >= 0:
        for inner in _pieces(reader, begin, begin + len(value)):
            reader.statement(inner._replace(conditional=conditional or inner.conditional))
        return
    spot = reader.lines.spot(token.start, token.start + 1)
    for placed in reader.events_of(value):
        reader.add(moved(placed.event, lambda _: spot), spot, conditional=True)


def _pieces(reader: Reader, start: int, end: int) -> list[Piece]:
    found = split(reader.text[start:end], reader.dialect).pieces
    return [Piece(piece.start + start, piece.end + start, piece.conditional) for piece in found]


def read_execute(reader: Reader, piece: Piece) -> None:
    """Read EXEC sp_rename …, EXEC('…'), EXECUTE IMMEDIATE '…', CALL f(), PREPARE s FROM '…'."""
    cursor = reader.cursor(piece)
    tokens = list(cursor.tokens)
    first = tokens[0].upper
    if first == "PREPARE":
        at = next((index for index, token in enumerate(tokens) if token.upper == "FROM"), -1)
        literals = reader.literals.get(tokens[at + 1].text.lower(), ()) if 0 < at < len(tokens) - 1 else ()
        for literal in literals:
            read_literal(reader, literal, conditional=True)
        if 0 < at < len(tokens) - 1 and not literals:
            _execute(reader, tokens[at:], piece, variables=tokens[at + 1].text.lower() in reader.dynamic_variables)
        return
    if first == "CALL":
        _call(reader, tokens[1:], piece)
        return
    variable = _variable(tokens)
    held = _held_by(reader, piece, variable) if variable else None
    if held is not None:
        read_literal(reader, held, conditional=True)
        return
    second = tokens[1].upper if len(tokens) > 1 else ""
    if second == "IMMEDIATE" or (len(tokens) > 1 and (tokens[1].text == "(" or tokens[1].kind == STRING)):
        _execute(reader, tokens, piece, variables=_ddl_before(reader, piece))
        return
    names = [token for token in tokens[1:6] if token.upper.lower() == "sp_executesql"]
    if names:
        at = tokens.index(names[0]) + 1
        end = next((index for index in range(at, len(tokens)) if tokens[index].text == ","), len(tokens))
        if end - at > 2 and tokens[at + 1].text == "=":
            at += 2
        _execute(reader, [tokens[0], *tokens[at:end]], piece, variables=_ddl_before(reader, piece))
        return
    reader.run_reader(piece, execute_procedure, schema=False)


def _variable(tokens: list[Token]) -> str:
    """Return the T-SQL variable that is executed: EXEC (@sql), EXEC sp_executesql @sql."""
    inner = [token for token in tokens[1:] if token.text not in ("(", ")", ";") and token.upper not in ("SP_EXECUTESQL", "SYS", "DBO", ".")]
    if not inner or not inner[0].text.startswith("@") or not any(token.text == "(" or token.upper == "SP_EXECUTESQL" for token in tokens):
        return ""
    return inner[0].upper if len(inner) == 1 or inner[1].text == "," else ""


def _held_by(reader: Reader, piece: Piece, variable: str) -> Token | None:
    """Return the literal that a variable was last given shortly before; None where it is put together."""
    begin = max(0, piece.start - _BEFORE_USE)
    if variable not in reader.text[begin : piece.start].upper():
        return None
    tokens, _ = lex(reader.text, begin, piece.start, reader.dialect)
    for index in range(len(tokens) - 1, 0, -1):
        if tokens[index].text == "=" and (tokens[index - 1].upper == variable or _declares(tokens, index, variable)):
            value = tokens[index + 1 : index + 4]
            value = value[1:] if value and value[0].upper == "N" else value
            if not value or value[0].kind != STRING or (len(value) > 1 and value[1].text in ("+", "|")):
                return None
            appended = any(token.upper == variable and after.text in ("+", "=") for token, after in pairwise(tokens[index + 1 :]))
            return None if appended else value[0]
    return None


def _declares(tokens: list[Token], index: int, variable: str) -> bool:
    """Whether a variable is given a value where it is declared: DECLARE @sql nvarchar(max) = N'…'."""
    for token in reversed(tokens[max(0, index - 8) : index]):
        if token.text in (";", ",", "="):
            return False
        if token.upper == variable:
            return True
    return False


def _ddl_before(reader: Reader, piece: Piece) -> bool:
    """Whether DDL stands in a literal shortly before: the variable executed may hold it."""
    begin = max(0, piece.start - _BEFORE_USE)
    if DYNAMIC_DDL.search(reader.text, begin, piece.start) is None:
        return False
    tokens, _ = lex(reader.text, begin, piece.start, reader.dialect)
    return any(token.kind == STRING and DYNAMIC_DDL.search(token.text) for token in tokens)


def read_assignment(reader: Reader, piece: Piece) -> None:
    """MySQL: SET @sql = … with DDL in its literals, to be prepared and executed."""
    cursor = reader.cursor(piece)
    held = [token for token in cursor.tokens if token.kind == STRING and DYNAMIC_DDL.search(token.text)]
    if not held or len(cursor.tokens) < 2:
        return
    variable = cursor.tokens[1].text.lower()
    if any(token.upper in ("CONCAT", "CONCAT_WS", "REPLACE", "GROUP_CONCAT") for token in cursor.tokens):
        reader.dynamic_variables.add(variable)
        reader.literals.pop(variable, None)
    else:  # SET @sql = IF(…, 'SELECT 1', 'ALTER TABLE …')
        reader.literals[variable] = tuple(held)


def read_conditional(reader: Reader, piece: Piece) -> None:
    """T-SQL: IF condition statement."""
    tokens, _ = lex(reader.text, piece.start, piece.end, reader.dialect)
    depth = 0
    for token in tokens[1:]:
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0 and token.upper in ("CREATE", "ALTER", "DROP", "EXEC", "EXECUTE", "INSERT", "UPDATE", "SELECT"):
            reader.statement(Piece(token.start, piece.end, conditional=True))
            return
