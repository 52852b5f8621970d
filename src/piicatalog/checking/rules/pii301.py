"""PII301: a table of persons without a date from which retention could run."""

from collections.abc import Iterator

from piicatalog.checking.change import Change, about_table
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.judged import JudgedTable
from piicatalog.model.data_type import TypeFamily
from piicatalog.model.label import Label

RULE = Rule(
    code="PII301",
    severity=Severity.NOTE,
    title=Label(en="No column from which retention can run", fi="Ei saraketta, josta säilytysaika voisi alkaa"),
    message=Label(
        en="{table} holds personal data and no date from which retention could run",
        fi="{table} sisältää henkilötietoa, mutta ei päivää, josta säilytysaika voisi alkaa",
    ),
    explanation=Label(
        en="Without a date in the row, or in a table that it refers to, nobody can tell which rows are due for deletion.",
        fi="Ellei rivillä tai sen viittaamassa taulussa ole päivää, kukaan ei tiedä, mitkä rivit pitää poistaa.",
    ),
    fires=(
        Example(
            base="CREATE TABLE tuote (id int);", change="CREATE TABLE osallistuja (id int, etunimi text, sukunimi text);", says="no date"
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE tuote (id int);",
            change="CREATE TABLE osallistuja (id int, etunimi text, sukunimi text, luotu timestamp);",
            says="a time stamp",
        ),
        Example(base="CREATE TABLE tuote (id int);", change="CREATE TABLE varasto (id int, nimi text);", says="not personal"),
    ),
)
_MOMENTS = frozenset({TypeFamily.DATE, TypeFamily.TIMESTAMP})


def check(change: Change) -> Iterator[CheckFinding]:
    """Find tables that are personal now, have no date, and were not so before; PII302 tells of those that lose their last date."""
    for table in change.tables:
        was = change.base.get(table.id)
        if (
            table.is_view
            or table.temporary
            or not _lacks(table)
            or (was is not None and (_lacks(was) or (was.is_personal and moments(was))))
        ):
            continue
        yield RULE.at(table.place, **about_table(table, change.layout))


def _lacks(table: JudgedTable) -> bool:
    return table.is_personal and not moments(table) and not any(column.refers_to for column in table.columns.values())


def moments(table: JudgedTable) -> list[str]:
    """Return the names of the columns from which a period could run; a date of birth is not one."""
    return [column.name for column in table.columns.values() if column.family in _MOMENTS and column.entity_type != "DATE_OF_BIRTH"]
