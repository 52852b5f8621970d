"""PII112: the dump or baseline and the migrations tell of different personal columns."""

from collections.abc import Iterator, Mapping

from piicatalog.checking.change import Change, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.judged import JudgedTable
from piicatalog.model.label import Label

RULE = Rule(
    code="PII112",
    severity=Severity.WARNING,
    title=Label(en="Dump and history differ in personal columns", fi="Vedos ja historia eroavat henkilötietosarakkeissa"),
    message=Label(
        en="{column} ({entity}) is in {file} only; {other} does not have it",
        fi="{column} ({entity}) on vain tiedostossa {file}; sitä ei ole: {other}",
    ),
    explanation=Label(
        en="Where a baseline or schema dump stands beside versioned migrations, both should give the same schema. A personal column that only one "
        "of them has was made by hand somewhere, or was forgotten.",
        fi="Kun migraatioiden vieressä on lähtötaso tai skeemavedos, molempien pitäisi antaa sama skeema. Vain toisessa oleva "
        "henkilötietosarake on tehty käsin tai unohtunut.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int);",
            change="CREATE TABLE asiakas (id int);\nCREATE TABLE asiakas_bu (id int, hetu char(11));",
            file="B1__baseline.sql",
            says="a backup table that no migration makes",
        ),
    ),
    quiet=(
        Example(base="CREATE TABLE asiakas (id int);", change="CREATE TABLE asiakas (id int);", file="B1__baseline.sql", says="the same"),
    ),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find personal columns of a new baseline or dump that the migrations that it stands for do not make."""
    for file, tables, history in change.dumps:
        known = _names(history)
        for column in (column for table in tables.values() for column in table.columns.values()):
            if column.is_personal and (column.table.name.rsplit(".", 1)[-1].lower(), column.name.lower()) not in known:
                facts = {"file": file, "other": Label(en="the history", fi="historiassa")}
                yield RULE.at(column.place, facts=facts, **about(column, change.layout))


def _names(tables: Mapping[object, JudgedTable]) -> set[tuple[str, str]]:
    return {(table.name.rsplit(".", 1)[-1].lower(), column.name.lower()) for table in tables.values() for column in table.columns.values()}
