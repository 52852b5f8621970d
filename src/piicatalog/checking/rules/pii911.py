"""PII911: a suppression that silences nothing."""

from collections.abc import Iterator

from piicatalog.checking.change import Change
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.rules import from_problems
from piicatalog.model.label import Label

RULE = Rule(
    code="PII911",
    severity=Severity.WARNING,
    title=Label(en="Suppression or baseline entry not used", fi="Ohitus tai lähtötason merkintä turha"),
    message=Label(en="{what}", fi="{what}"),
    explanation=Label(
        en="Nothing is silenced by it any more: remove it, so that it does not hide the next finding. check --prune-baseline does it for the baseline.",
        fi="Se ei enää ohita mitään: poista se, ettei se kätke seuraavaa löydöstä. check --prune-baseline siivoaa lähtötason.",
    ),
    fires=(
        Example(
            base="CREATE TABLE a (id int);",
            change='CREATE TABLE b (id int); -- piicatalog: ignore[PII001] reason="no persons"',
            says="a suppression that silences nothing",
        ),
    ),
    quiet=(Example(base="CREATE TABLE z (id int);", change="CREATE TABLE b (id int);", says="nothing of the kind"),),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find a suppression that silences nothing."""
    yield from from_problems(RULE, change)
