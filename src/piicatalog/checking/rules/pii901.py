"""PII901: a schema statement that neither reader understands."""

from collections.abc import Iterator

from piicatalog.checking.change import Change
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.rules import from_problems
from piicatalog.model.label import Label

RULE = Rule(
    code="PII901",
    severity=Severity.ERROR,
    title=Label(en="Schema statement not understood", fi="Skeemalausetta ei ymmärretty"),
    message=Label(en="a schema statement was not understood: {what}", fi="skeemalausetta ei ymmärretty: {what}"),
    explanation=Label(
        en="Neither reader understands this statement, so columns that it makes are not judged. Write it in a plainer form, or say what it does: -- piicatalog: schema ADD COLUMN table.column type.",
        fi="Kumpikaan lukija ei ymmärrä lausetta, joten sen sarakkeita ei arvioitu. Kirjoita se yksinkertaisemmin tai kerro, mitä se tekee: -- piicatalog: schema ADD COLUMN taulu.sarake tyyppi.",
    ),
    fires=(
        Example(
            base="CREATE TABLE a (id int);",
            change="ALTER TABLE a FROBNICATE THE widget;",
            says="a schema statement that neither reader understands",
        ),
    ),
    quiet=(Example(base="CREATE TABLE z (id int);", change="CREATE TABLE b (id int);", says="nothing of the kind"),),
    incomplete=True,
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find a schema statement that neither reader understands."""
    yield from from_problems(RULE, change, unchanged=Severity.WARNING)
