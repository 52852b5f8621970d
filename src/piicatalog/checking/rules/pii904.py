"""PII904: the replay does not fit together."""

from collections.abc import Iterator

from piicatalog.checking.change import Change
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.rules import from_problems
from piicatalog.model.label import Label

RULE = Rule(
    code="PII904",
    severity=Severity.WARNING,
    title=Label(en="Replay conflicts", fi="Toistossa ristiriitoja"),
    message=Label(en="{what}", fi="{what}"),
    explanation=Label(
        en="A column is added twice or a missing one is changed: the order of files or the dialect is probably not the one that the database saw. Give --layout or --dialect.",
        fi="Sarake lisätään kahdesti tai puuttuvaa muutetaan: tiedostojen järjestys tai murre ei luultavasti ole se, jonka tietokanta näki. Anna --layout tai --dialect.",
    ),
    fires=(
        Example(base="CREATE TABLE a (id int);", change="ALTER TABLE missing_one DROP COLUMN x;", says="the replay does not fit together"),
    ),
    quiet=(Example(base="CREATE TABLE z (id int);", change="CREATE TABLE b (id int);", says="nothing of the kind"),),
    incomplete=True,
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find the replay does not fit together."""
    yield from from_problems(RULE, change)
