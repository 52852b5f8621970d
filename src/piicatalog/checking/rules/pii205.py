"""PII205: everybody may read personal data."""

from collections.abc import Iterator

from piicatalog.checking.change import Change, EventKind, about_table
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.model.label import Label

RULE = Rule(
    code="PII205",
    severity=Severity.WARNING,
    title=Label(en="Personal data granted to everybody", fi="Henkilötietoihin pääsy annettu kaikille"),
    message=Label(
        en="{table} holds personal data and is granted to {role}", fi="{table} sisältää henkilötietoa, ja oikeus annetaan: {role}"
    ),
    explanation=Label(
        en="PUBLIC, and roles for visitors without an account (anon, guest), reach everybody. Grant to a role that needs the data for its purpose.",
        fi="PUBLIC ja kirjautumattomien roolit (anon, guest) tarkoittavat kaikkia. Anna oikeus roolille, joka tarvitsee tietoa tarkoitukseensa.",
    ),
    fires=(Example(base="CREATE TABLE asiakas (id int, hetu text);", change="GRANT SELECT ON asiakas TO PUBLIC;", says="to PUBLIC"),),
    quiet=(
        Example(base="CREATE TABLE asiakas (id int, hetu text);", change="GRANT SELECT ON asiakas TO billing;", says="to a role"),
        Example(base="CREATE TABLE tuote (id int, hinta int);", change="GRANT SELECT ON tuote TO PUBLIC;", says="not personal"),
    ),
)
EVERYBODY = frozenset({"public", "anon", "anonymous", "guest"})


def check(change: Change) -> Iterator[CheckFinding]:
    """Find grants of personal tables and views to everybody."""
    for event in change.events:
        table = change.names.get(event.table.lower())
        if (
            event.kind is EventKind.GRANT
            and table is not None
            and event.detail.lower() in EVERYBODY
            and any(c.is_tagged for c in table.columns.values())
        ):
            yield RULE.at(event.place, facts={"role": event.detail, "key": event.detail.lower()}, **about_table(table, change.layout))
