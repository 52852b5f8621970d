"""Reads a whole text: statements → events, with what was not understood and where."""

from typing import NamedTuple

from piicatalog.ddl.dialects import Dialect
from piicatalog.ddl.events import Placed, ReadingProblem
from piicatalog.ddl.moving import moved, to_place
from piicatalog.ddl.position import LineIndex

READER_VERSION = 8
"""Rises when the same text may give other events: the key of kept events."""


class Reading(NamedTuple):
    """What a text does to the schema, in its order."""

    events: tuple[Placed, ...]
    problems: tuple[ReadingProblem, ...]
    statements: int
    schema_statements: int


def read(text: str, dialect: Dialect) -> Reading:
    """Read a text; never raises for what stands in it."""
    from piicatalog.ddl.first_words import FIRST_WORDS  # a check that kept all readings loads no reader
    from piicatalog.ddl.reader import Reader

    reader = Reader(text, dialect, FIRST_WORDS)
    reader.run()
    return Reading(tuple(reader.placed), tuple(reader.problems), reader.number, reader.schema_statements)


def read_within(text: str, dialect: Dialect, source: str, start: int, lines: LineIndex) -> Reading:
    """Read a text that stands in another from an offset on; all places are those of the whole."""
    reading = read(text, dialect)
    move = to_place(text, source, start, lines)
    return reading._replace(
        events=tuple(placed._replace(event=moved(placed.event, move), spot=move(placed.spot)) for placed in reading.events),
        problems=tuple(problem._replace(spot=move(problem.spot)) for problem in reading.problems),
    )
