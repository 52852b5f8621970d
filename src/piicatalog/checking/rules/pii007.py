"""PII007: perhaps personal, not certain."""

from collections.abc import Iterator

from piicatalog.checking.advice import declare
from piicatalog.checking.change import Change, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.judged import CARRIERS, KEYS
from piicatalog.model.label import Label

RULE = Rule(
    code="PII007",
    severity=Severity.WARNING,
    title=Label(en="Possibly personal data", fi="Mahdollisesti henkilötietoa"),
    message=Label(en="{column} may be {entity} ({why})", fi="{column} saattaa olla {entity} ({why})"),
    explanation=Label(
        en="The name, type, comment or table suggests personal data, but not with certainty. Say what it is: declare it with a purpose, "
        "dismiss it in decisions.yaml, or ignore this line with a reason.",
        fi="Nimi, tyyppi, kommentti tai taulu viittaa henkilötietoon, mutta ei varmasti. Kerro, mitä sarake on: ilmoita käyttötarkoitus, "
        "hylkää se decisions.yaml-tiedostossa tai ohita rivi perustellen.",
    ),
    fires=(
        Example(
            base="CREATE TABLE laite (id int PRIMARY KEY, malli text);",
            change="ALTER TABLE laite ADD COLUMN omistaja text;",
            says="an owner may be a person or a company",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE tuote (id int);", change="ALTER TABLE tuote ADD COLUMN hinta numeric(10,2);", says="nothing suggests it"
        ),
        Example(
            base="CREATE TABLE asiakas (id int);",
            change="ALTER TABLE asiakas ADD COLUMN sahkoposti text;",
            decisions="columns:\n  - {column: asiakas.sahkoposti, decision: dismiss, why: a shared mailbox}\n",
            says="a person dismissed it",
        ),
    ),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find columns that may be personal."""
    for column in change.judged:
        if column.possible and column.possible not in KEYS | CARRIERS and not column.purposes:
            yield RULE.at(column.place, facts={"why": column.why}, fixes=declare(change, column), **about(column, change.layout))
