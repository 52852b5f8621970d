"""PII103: a personal column was dropped."""

from collections.abc import Iterator

from piicatalog.checking.change import Change, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.model.label import Label

RULE = Rule(
    code="PII103",
    severity=Severity.NOTE,
    title=Label(en="Personal column dropped", fi="Henkilötietosarake poistettu"),
    message=Label(en="{column} ({entity}) is dropped{then}", fi="{column} ({entity}) poistetaan{then}"),
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
            file = change.purposes.decisions_file
            entry = change.purposes.decision((column.full_name,)) is not None
            fixes = (Label(en=f"{file}: remove {column.full_name}", fi=f"{file}: poista {column.full_name}"),) if entry else ()
            then = Label(en=f": close its entry in {file}", fi=f": päätä sen merkintä tiedostossa {file}") if entry else ""
            yield RULE.at(change.gone.get(column.id, column.place), facts={"then": then}, fixes=fixes, **about(column, change.layout))
