"""Small schemas as the tests of detection write them, and what is found in them by names and types alone."""

from functools import cache

from piicatalog.decision.decide import decide
from piicatalog.definitions.knowledge import Knowledge, load_knowledge
from piicatalog.detection import TableView
from piicatalog.detection.collect import collect
from piicatalog.detection.survey import survey
from piicatalog.model.schema import Column, ForeignKey, Table


@cache
def known() -> Knowledge:
    return load_knowledge()


def table(name: str, columns: str, *, keys: tuple[ForeignKey, ...] = (), primary: tuple[str, ...] = (), comment: str = "") -> Table:
    """Return a table; a column is text unless its type follows a colon."""
    pairs = [column.partition(":") for column in columns.split()]
    made = tuple(Column(name=column, data_type=kind or "varchar(80)", comment=comment) for column, _, kind in pairs)
    return Table(schema="", name=name, columns=made, foreign_keys=keys, primary_key=primary)


def found(*tables: Table, **written: str) -> dict[str, str]:
    """Return the best finding of each column that has one, of tables made or written: ``student="sid:int sname"``."""
    made = [*tables, *(table(name, columns) for name, columns in written.items())]
    about = survey(made, known())
    return {
        f"{one.name}.{key}": str(verdict.findings[0].entity_type)
        for one in made
        for key, verdict in decide(TableView(table=one), collect(TableView(table=one), about, known()), known()).items()
        if verdict.findings
    }
