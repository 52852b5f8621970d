"""PII104: a table with personal columns was dropped."""

from collections.abc import Iterator

from piicatalog.checking.change import Change, about_table
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.model.label import Label

RULE = Rule(
    code="PII104",
    severity=Severity.NOTE,
    title=Label(en="Personal table dropped", fi="Henkilötietotaulu poistettu"),
    message=Label(en="{table} with {count} personal columns is dropped", fi="{table}, jossa {count} henkilötietosaraketta, poistetaan"),
    explanation=Label(
        en="Remove the table's entries from decisions.yaml; check that no copy of it is left and that the statutory retention period is over.",
        fi="Poista taulun merkinnät decisions.yaml-tiedostosta; varmista, ettei kopiota jää ja että lakisääteinen säilytysaika on päättynyt.",
    ),
    fires=(Example(base="CREATE TABLE asiakas (id int, hetu text);", change="DROP TABLE asiakas;", says="a table of persons"),),
    quiet=(Example(base="CREATE TABLE tuote (id int, hinta int);", change="DROP TABLE tuote;", says="not personal"),),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find dropped personal tables."""
    for table in change.dropped_tables():
        count = sum(column.is_tagged for column in table.columns.values())
        if count and not table.temporary:
            yield RULE.at(change.gone.get(table.id, table.place), facts={"count": str(count)}, **about_table(table, change.layout))
