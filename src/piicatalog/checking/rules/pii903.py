"""PII903: the token reader and sqlglot read a statement differently."""

from collections.abc import Iterator

from piicatalog.checking.change import Change
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.rules import from_problems
from piicatalog.model.label import Label

RULE = Rule(
    code="PII903",
    severity=Severity.WARNING,
    title=Label(en="Readers disagree", fi="Lukijat ovat eri mieltä"),
    message=Label(en="two readers understand this statement differently: {what}", fi="kaksi lukijaa ymmärtää lauseen eri tavoin: {what}"),
    explanation=Label(
        en="The token reader's reading is used; both are in the JSON output. Please report the statement, or write it in a plainer form.",
        fi="Käytetään oman lukijan tulkintaa; molemmat ovat JSON-tulosteessa. Ilmoita lauseesta tai kirjoita se yksinkertaisemmin.",
    ),
    fires=(
        Example(
            base="CREATE TABLE a (id int);",
            change="CREATE TABLE t (id int, key varchar(3));",
            dialect="mysql",
            says="KEY may begin an index or be a column",
        ),
    ),
    quiet=(Example(base="CREATE TABLE z (id int);", change="CREATE TABLE b (id int);", says="nothing of the kind"),),
    incomplete=True,
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find the token reader and sqlglot read a statement differently."""
    yield from from_problems(RULE, change)
