"""PII906: a placeholder stands where a table or column name should."""

from collections.abc import Iterator

from piicatalog.checking.change import Change
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.rules import from_problems
from piicatalog.model.label import Label

RULE = Rule(
    code="PII906",
    severity=Severity.WARNING,
    title=Label(en="Template left in a name", fi="Nimessä on täyttämätön mallipohja"),
    message=Label(
        en="{what} is a template: which table or column it names is not known",
        fi="{what} on mallipohja: ei tiedetä, mitä taulua tai saraketta se tarkoittaa",
    ),
    explanation=Label(
        en="The placeholder is filled in when the migration runs. Columns under such a name are judged with the placeholder as its name.",
        fi="Paikkamerkki täytetään vasta ajossa. Sarakkeet arvioidaan niin, että paikkamerkki on nimenä.",
    ),
    fires=(
        Example(
            base="CREATE TABLE a (id int);",
            change="CREATE TABLE ${name} (id int);",
            says="a placeholder stands where a table or column name should",
        ),
    ),
    quiet=(Example(base="CREATE TABLE z (id int);", change="CREATE TABLE b (id int);", says="nothing of the kind"),),
    incomplete=True,
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find a placeholder stands where a table or column name should."""
    yield from from_problems(RULE, change)
