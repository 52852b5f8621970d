"""PII908: a file that cannot be decoded."""

from collections.abc import Iterator

from piicatalog.checking.change import Change
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.rules import from_problems
from piicatalog.model.label import Label

RULE = Rule(
    code="PII908",
    severity=Severity.ERROR,
    title=Label(en="File unreadable", fi="Tiedostoa ei voi lukea"),
    message=Label(en="cannot be read: {what}", fi="ei voi lukea: {what}"),
    explanation=Label(
        en="The file is binary, or its encoding is not known. Save it as UTF-8.",
        fi="Tiedosto on binääriä tai sen merkistöä ei tunneta. Tallenna se UTF-8:na.",
    ),
    fires=(),
    quiet=(Example(base="CREATE TABLE z (id int);", change="CREATE TABLE b (id int);", says="nothing of the kind"),),
    incomplete=True,
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find a file that cannot be decoded."""
    yield from from_problems(RULE, change)
