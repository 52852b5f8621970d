"""PII104: a table with personal columns was dropped."""

from collections.abc import Iterator

from piicatalog.checking.change import Change, about_table
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.model.label import Label

RULE = Rule(
    code="PII104",
    severity=Severity.NOTE,
    title=Label(en="Personal table dropped", fi="Henkilötietotaulu poistettu"),
    message=Label(en="{table} is dropped with its personal data: {columns}", fi="{table} poistetaan henkilötietoineen: {columns}"),
    explanation=Label(
        en="Remove the table's entries from decisions.yaml; check that no copy of it is left and that the statutory retention period is over.",
        fi="Poista taulun merkinnät decisions.yaml-tiedostosta; varmista, ettei kopiota jää ja että lakisääteinen säilytysaika on päättynyt.",
    ),
    fires=(Example(base="CREATE TABLE asiakas (id int, hetu text);", change="DROP TABLE asiakas;", says="a table of persons"),),
    quiet=(Example(base="CREATE TABLE tuote (id int, hinta int);", change="DROP TABLE tuote;", says="not personal"),),
)


SHOWN = 8


def check(change: Change) -> Iterator[CheckFinding]:
    """Find dropped personal tables."""
    for table in change.dropped_tables():
        tagged = [column.name for column in table.columns.values() if column.is_tagged]
        if tagged and not table.temporary:
            listed = ", ".join(tagged[:SHOWN]) + (" …" if len(tagged) > SHOWN else "")
            yield RULE.at(change.gone.get(table.id, table.place), facts={"columns": listed}, **about_table(table, change.layout))
