"""PII103: a personal column was dropped."""

from collections.abc import Iterator

from piicatalog.checking.change import Change, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.model.label import Label

RULE = Rule(
    code="PII103",
    severity=Severity.NOTE,
    title=Label(en="Personal column dropped", fi="Henkilötietosarake poistettu"),
    message=Label(en="{column} ({entity}) is dropped: close its entry", fi="{column} ({entity}) poistetaan: päätä sen merkintä"),
    explanation=Label(
        en="Good for minimisation. Remove the column from decisions.yaml; backups and copies may still hold the data.",
        fi="Hyväksi tietojen minimoinnille. Poista sarake decisions.yaml-tiedostosta; varmuuskopioissa ja kopioissa tieto voi vielä olla.",
    ),
    fires=(
        Example(base="CREATE TABLE asiakas (id int, hetu text);", change="ALTER TABLE asiakas DROP COLUMN hetu;", says="a personal column"),
    ),
    quiet=(Example(base="CREATE TABLE tuote (id int, hinta int);", change="ALTER TABLE tuote DROP COLUMN hinta;", says="not personal"),),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find dropped personal columns."""
    for column in change.dropped():
        if column.is_tagged:
            entry = change.purposes.decision((column.full_name,))
            fixes = (
                (Label(en=f"decisions.yaml: remove {column.full_name}", fi=f"decisions.yaml: poista {column.full_name}"),) if entry else ()
            )
            yield RULE.at(change.gone.get(column.id, column.place), fixes=fixes, **about(column, change.layout))
