"""What reads a statement, by its first word."""

import re
from collections.abc import Callable, Mapping

from piicatalog.ddl.dynamic import read_assignment, read_block, read_conditional, read_execute
from piicatalog.ddl.events import UseSchema
from piicatalog.ddl.position import Piece
from piicatalog.ddl.reader import Reader
from piicatalog.ddl.routine import read_routine
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

_CREATED = re.compile(
    r"\bTABLE\b|\bVIEW\b|\bSCHEMA\b|\bTYPE\b|\bFUNCTION\b|\bPROC(?:EDURE)?\b|\bDICTIONARY\b|\bPACKAGE\b|\bTRIGGER\b", re.IGNORECASE
)
_TABLE_OR_VIEW = re.compile(r"CREATE\s+(?:OR\s+(?:REPLACE|ALTER)\s+)?(?:TABLE|VIEW)", re.IGNORECASE)
_ALTERED = re.compile(
    r"ALTER\s+(?:(?:ONLINE|IGNORE|FOREIGN|EXTERNAL|MATERIALIZED|DYNAMIC|ICEBERG|STREAMING|HYBRID|EVENT)\s+)*(TABLE|VIEW|SCHEMA|TYPE|DOMAIN|SESSION|DATABASE)\b",
    re.IGNORECASE,
)
_SELECTS = re.compile(r"\b(?:SELECT|TABLE)\b", re.IGNORECASE)
_INTO = re.compile(r"\bINTO\b", re.IGNORECASE)
_ROWS = 20_000
"""Characters of an INSERT or UPDATE within which its query begins; what is longer holds rows of a dump."""


def _begins(reader: Reader, piece: Piece, pattern: str) -> bool:
    return re.match(pattern, reader.text[piece.start : min(piece.end, piece.start + 60)], re.IGNORECASE) is not None


def _create(reader: Reader, piece: Piece) -> None:
    window = reader.text[piece.start : min(piece.end, piece.start + 300)]
    found = _CREATED.search(window)
    if found is None:
        return
    kind = found[0].upper()
    if kind in ("FUNCTION", "PROC", "PROCEDURE", "PACKAGE") and not _TABLE_OR_VIEW.match(window):
        read_routine(reader, piece)
    elif kind not in ("DICTIONARY", "TRIGGER"):
        reader.run_reader(piece, create)


def _alter(reader: Reader, piece: Piece) -> None:
    match = _ALTERED.match(reader.text, piece.start, piece.end)
    if match is None:
        return
    if match[1].upper() in ("TABLE", "VIEW"):
        reader.run_reader(piece, alter_table)
    else:
        reader.run_reader(piece, alter_schema, schema=False)


def _insert(reader: Reader, piece: Piece) -> None:
    if _SELECTS.search(reader.text, piece.start, min(piece.end, piece.start + _ROWS)):
        reader.run_reader(piece, insert, schema=False)


def _update(reader: Reader, piece: Piece) -> None:
    if piece.end - piece.start < _ROWS:
        reader.run_reader(piece, update, schema=False)


def _select(reader: Reader, piece: Piece) -> None:
    text = reader.text[piece.start : piece.end]
    if "set_config" in text:
        for event in set_config(text):
            reader.add(event, reader.lines.spot(piece.start, piece.start + 6))
    elif _INTO.search(text) or re.match(r"SELECT\s+[\w.\"]+\s*\(", text, re.IGNORECASE):
        reader.run_reader(piece, select, schema=False)


def _set(reader: Reader, piece: Piece) -> None:
    if _begins(reader, piece, r"SET\s+(?:LOCAL\s+|SESSION\s+)?(?:search_path|schema|current_schema)\b"):
        reader.run_reader(piece, set_schema, schema=False)
    elif _begins(reader, piece, r"SET\s+@"):
        read_assignment(reader, piece)


def _reset(reader: Reader, piece: Piece) -> None:
    if _begins(reader, piece, r"RESET\s+(?:search_path|ALL)\b"):
        reader.add(UseSchema("", ""), reader.lines.spot(piece.start, piece.start + 5))


def _add(reader: Reader, piece: Piece) -> None:
    if _begins(reader, piece, r"ADD\s+SENSITIVITY\b"):
        reader.run_reader(piece, sensitivity)


def _attach(reader: Reader, piece: Piece) -> None:
    if _begins(reader, piece, r"ATTACH\s+TABLE\b"):
        reader.run_reader(piece, create)


def _replace(reader: Reader, piece: Piece) -> None:
    if _begins(reader, piece, r"REPLACE\s+(?:TEMPORARY\s+)?(?:TABLE|VIEW)\b"):
        reader.run_reader(piece, create)
    else:
        _insert(reader, piece)


FIRST_WORDS: Mapping[str, Callable[[Reader, Piece], None]] = {
    "CREATE": _create,
    "ALTER": _alter,
    "DROP": lambda reader, piece: reader.run_reader(piece, drop),
    "RENAME": lambda reader, piece: reader.run_reader(piece, rename),
    "EXCHANGE": lambda reader, piece: reader.run_reader(piece, exchange),
    "COMMENT": lambda reader, piece: reader.run_reader(piece, comment_on),
    "INSERT": _insert,
    "REPLACE": _replace,
    "UPDATE": _update,
    "SELECT": _select,
    "WITH": _select,
    "GRANT": lambda reader, piece: reader.run_reader(piece, grant, schema=False),
    "USE": lambda reader, piece: reader.run_reader(piece, use, schema=False),
    "SET": _set,
    "RESET": _reset,
    "EXEC": read_execute,
    "EXECUTE": read_execute,
    "CALL": read_execute,
    "PREPARE": read_execute,
    "DO": read_block,
    "BEGIN": read_block,
    "DECLARE": read_block,
    "IF": read_conditional,
    "ELSE": read_conditional,
    "ADD": _add,
    "ATTACH": _attach,
}
