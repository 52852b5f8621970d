"""PII910: a migration of the base was changed."""

from collections.abc import Iterator

from piicatalog.checking.change import Change
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.rules import from_problems
from piicatalog.model.label import Label

RULE = Rule(
    code="PII910",
    severity=Severity.WARNING,
    title=Label(en="Applied migration edited", fi="Jo ajettua migraatiota muokattu"),
    message=Label(
        en="this migration is already in the base revision and was {what}", fi="tämä migraatio on jo pohjaversiossa; muutos: {what}"
    ),
    explanation=Label(
        en="Databases that have run it do not run it again; Flyway and Liquibase refuse to start. Write a new migration. Repeatable ones (R__) are meant to be edited.",
        fi="Sen ajaneet tietokannat eivät aja sitä uudelleen; Flyway ja Liquibase eivät käynnisty. Kirjoita uusi migraatio. Toistettavia (R__) saa muokata.",
    ),
    fires=(
        Example(
            base="CREATE TABLE a (id int);",
            edited="CREATE TABLE a (id int, x int);",
            change="CREATE TABLE b (id int);",
            says="one more column in an old file",
        ),
    ),
    quiet=(Example(base="CREATE TABLE z (id int);", change="CREATE TABLE b (id int);", says="nothing of the kind"),),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find a migration of the base was changed."""
    yield from from_problems(RULE, change)
