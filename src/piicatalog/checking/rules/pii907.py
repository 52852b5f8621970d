"""PII907: a string that never ends."""

from collections.abc import Iterator

from piicatalog.checking.change import Change
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.rules import from_problems
from piicatalog.model.label import Label

RULE = Rule(
    code="PII907",
    severity=Severity.WARNING,
    title=Label(en="Unclosed literal", fi="Sulkematon merkkijono"),
    message=Label(en="a literal is not closed; reading went on after it", fi="merkkijonoa ei ole suljettu; lukua jatkettiin sen jälkeen"),
    explanation=Label(
        en="A quote is missing, or the dialect is another one. What follows is read again from the next statement.",
        fi="Lainausmerkki puuttuu tai murre on toinen. Lukua jatkettiin seuraavasta lauseesta.",
    ),
    fires=(
        Example(
            base="CREATE TABLE a (id int);",
            change="INSERT INTO a VALUES ('x);\nCREATE TABLE c (id int);\nCREATE TABLE d (name text DEFAULT 'y');",
            says="a string that never ends",
        ),
    ),
    quiet=(Example(base="CREATE TABLE z (id int);", change="CREATE TABLE b (id int);", says="nothing of the kind"),),
    incomplete=True,
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find a string that never ends."""
    yield from from_problems(RULE, change)
