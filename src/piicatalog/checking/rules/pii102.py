"""PII102: a rename says that a column holds something else now, or hides what it holds."""

from collections.abc import Iterator

from piicatalog.checking.change import Change, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.model.label import Label

RULE = Rule(
    code="PII102",
    severity=Severity.WARNING,
    title=Label(en="Rename changes or hides what a column holds", fi="Uusi nimi muuttaa tai kätkee sarakkeen sisällön"),
    message=Label(en="{was} ({before}) is now called {now}, {what}", fi="{was} ({before}) on nyt nimeltään {now}, {what}"),
    explanation=Label(
        en="The data stay what they were, so the tag is carried. A neutral name hides personal data from every reader; a name of another kind "
        "means that either the name or the tag is wrong.",
        fi="Tieto pysyy samana, joten merkintä säilyy. Neutraali nimi kätkee henkilötiedon lukijoilta; toisenlainen nimi tarkoittaa, että joko "
        "nimi tai merkintä on väärä.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int, hetu char(11));",
            change="ALTER TABLE asiakas RENAME COLUMN hetu TO arvo1;",
            says="a neutral name",
        ),
        Example(
            base="CREATE TABLE asiakas (id int, hetu text);",
            change="ALTER TABLE asiakas RENAME COLUMN hetu TO sahkoposti;",
            says="another class",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE asiakas (id int, hetu char(11));",
            change="ALTER TABLE asiakas RENAME COLUMN hetu TO henkilotunnus;",
            says="the same class",
        ),
    ),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find renames after which the name no longer says what the column holds."""
    for was, now in change.changed:
        if was.name == now.name or not was.is_personal or was.certain == now.certain:
            continue
        if was.certain and not now.certain and not (now.found and now.found[0].entity_type == was.certain):
            what = Label(en="which does not tell it", fi="joka ei kerro sitä")
        elif now.certain and now.certain != was.entity_type:
            what = Label(en=f"which reads as {now.certain}", fi=f"mikä tarkoittaa: {now.certain}")
        else:
            continue
        facts = {"was": was.full_name, "before": was.entity_type, "now": now.name, "what": what}
        yield RULE.at(now.place, facts=facts, **about(now, change.layout))
