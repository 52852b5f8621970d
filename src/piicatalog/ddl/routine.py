"""Reads functions and procedures that change the schema when they are called."""

import re

from piicatalog.ddl.dynamic import DYNAMIC_DDL
from piicatalog.ddl.events import Placed, Routine
from piicatalog.ddl.position import Piece
from piicatalog.ddl.reader import Reader

_NAME = re.compile(r"\b(?:FUNCTION|PROC|PROCEDURE)\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:[\w\[\]\"`]+\.)*[\[\"`]?(\w+)", re.IGNORECASE)
_BODY_DDL = re.compile(
    r"\b(?:CREATE\s+(?:OR\s+REPLACE\s+)?(?:UNLOGGED\s+|FOREIGN\s+)?(?:TABLE|MATERIALIZED\s+VIEW|VIEW)\b(?!\s+(?:#|IF\s+NOT\s+EXISTS\s+#))|ALTER\s+TABLE\b[^;]*?\b(?:ADD|DROP|RENAME|ALTER)\s+(?:COLUMN\b|(?!CONSTRAINT|INDEX|PRIMARY|FOREIGN|UNIQUE|CHECK|KEY)\w))",
    re.IGNORECASE,
)


def read_routine(reader: Reader, piece: Piece) -> None:
    """Remember a routine whose body makes or changes tables."""
    body = reader.text[piece.start : piece.end]
    name = _NAME.search(body)
    if name and (
        _BODY_DDL.search(body, name.end()) or (re.search(r"\bEXEC(?:UTE)?\b", body, re.IGNORECASE) and DYNAMIC_DDL.search(body, name.end()))
    ):
        reader.placed.append(Placed(Routine(name[1].lower()), reader.number, reader.lines.spot(piece.start, piece.start + 6)))
