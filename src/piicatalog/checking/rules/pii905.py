"""PII905: the sources of a query's columns are not known."""

from collections.abc import Iterator

from piicatalog.checking.change import Change
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.rules import from_problems
from piicatalog.model.label import Label

RULE = Rule(
    code="PII905",
    severity=Severity.WARNING,
    title=Label(en="Columns of a query not resolved", fi="Kyselyn sarakkeita ei selvitetty"),
    message=Label(en="columns of {table} could not be resolved: {what}", fi="taulun {table} sarakkeita ei saatu selville: {what}"),
    explanation=Label(
        en="Which columns the query reads is not known, so every personal column of every table that it names is taken to be in it.",
        fi="Kyselyn lukemia sarakkeita ei tiedetä, joten siinä oletetaan olevan kaikkien sen taulujen kaikki henkilötiedot.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int, hetu text);",
            change="CREATE VIEW lista AS SELECT (tiedot(a)).* FROM asiakas a;",
            says="the columns of a function's result",
        ),
    ),
    quiet=(Example(base="CREATE TABLE z (id int);", change="CREATE TABLE b (id int);", says="nothing of the kind"),),
    incomplete=True,
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find the sources of a query's columns are not known."""
    yield from from_problems(RULE, change)
