"""Reads ``-- piicatalog: schema ADD COLUMN t.c text``: comments that say what dynamic SQL does."""

import re
from typing import TYPE_CHECKING

from piicatalog.ddl.columns import rest_of_definition
from piicatalog.ddl.cursor import NotUnderstoodError
from piicatalog.ddl.events import AddColumn, DropColumn, Event, Placed
from piicatalog.ddl.position import Piece

if TYPE_CHECKING:
    from piicatalog.ddl.reader import Reader

_DIRECTIVE = re.compile(r"(?:--|\#|//|/\*)\s*piicatalog:\s*schema\s+(ADD|DROP)\s+COLUMN\s+([^\n]*)", re.IGNORECASE)


def read_directives(reader: "Reader") -> None:
    """Add what the directives of a text do, in their places."""
    for match in _DIRECTIVE.finditer(reader.original):
        start, end = match.start(2), match.end(2)
        cursor = reader.cursor(Piece(start, end))
        try:
            table, column = cursor.column_of_table()
        except NotUnderstoodError as error:
            reader.unknown(Piece(match.start(), end), "PII901", str(error))
            continue
        spot = reader.lines.spot(start, end)
        number = sum(placed.spot.offset < start for placed in reader.placed)
        if match[1].upper() == "ADD":
            event: Event = AddColumn(table, rest_of_definition(cursor, column)[0], if_not_exists=True)
        else:
            event = DropColumn(table, column)
        before = next((placed.statement for placed in reader.placed if placed.spot.offset > start), reader.number)
        reader.placed.insert(number, Placed(event, before, spot))
