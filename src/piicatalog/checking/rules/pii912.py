"""PII912: a suppression that says too little."""

from collections.abc import Iterator

from piicatalog.checking.change import Change
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.rules import from_problems
from piicatalog.model.label import Label

RULE = Rule(
    code="PII912",
    severity=Severity.ERROR,
    title=Label(en="Suppression without a reason, or expired", fi="Ohitus ilman perustetta tai vanhentunut"),
    message=Label(en="{what}", fi="{what}"),
    explanation=Label(
        en='A suppression names its rules and its reason: -- piicatalog: ignore[PII008] reason="product text, no persons" until=2027-01-31. It ends on the day it names.',
        fi='Ohitus nimeää säännöt ja perusteen: -- piicatalog: ignore[PII008] reason="tuotetekstiä" until=2027-01-31. Se päättyy mainittuna päivänä.',
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int);",
            change="ALTER TABLE asiakas ADD COLUMN hetu text; -- piicatalog: ignore[PII001]",
            says="a suppression that says too little",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE asiakas (id int);",
            change='ALTER TABLE asiakas ADD COLUMN hetu text; -- piicatalog: ignore[PII001] reason="test data only"',
            says="nothing of the kind",
        ),
    ),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find a suppression that says too little."""
    yield from from_problems(RULE, change)
