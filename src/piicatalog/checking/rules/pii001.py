"""PII001: a personal column that nobody gave a purpose."""

from collections.abc import Iterator

from piicatalog.checking.advice import declare
from piicatalog.checking.change import Change, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.model.label import Label

RULE = Rule(
    code="PII001",
    severity=Severity.ERROR,
    title=Label(en="Personal column without a purpose", fi="Henkilötietosarakkeella ei ole käyttötarkoitusta"),
    message=Label(
        en="{column} is {entity} ({why}) and has no purpose", fi="{column} on {entity} ({why}), eikä sillä ole käyttötarkoitusta"
    ),
    explanation=Label(
        en="Personal data may be collected only for a specified purpose (GDPR article 5(1)(b)). Name the processing activity of the privacy "
        "notice that needs the new column: beside the column, in its comment, in decisions.yaml, or by binding the whole table there.",
        fi="Henkilötietoja saa kerätä vain tiettyä tarkoitusta varten (tietosuoja-asetuksen 5 artiklan 1 kohdan b alakohta). Nimeä se "
        "tietosuojaselosteen käsittelytoimi, joka uutta saraketta tarvitsee: sarakkeen vieressä, sen kommentissa, decisions.yaml-tiedostossa "
        "tai sitomalla siellä koko taulun.",
    ),
    fires=(
        Example(
            base="CREATE TABLE guardian (id int PRIMARY KEY);",
            change="ALTER TABLE guardian ADD COLUMN henkilotunnus text;",
            says="a new column",
        ),
        Example(
            base="CREATE TABLE product (id int);",
            change="CREATE TABLE asiakas (id int, sukunimi text, sahkoposti text);",
            says="a new table",
        ),
        Example(
            base="CREATE TABLE asiakas (id int, x1 text);",
            change="ALTER TABLE asiakas RENAME COLUMN x1 TO sahkoposti;",
            says="a rename makes it personal",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE asiakas (id int PRIMARY KEY);",
            change="ALTER TABLE asiakas ADD COLUMN sahkoposti text; -- pii: EMAIL_ADDRESS purpose=web_shop",
            says="declared on the line",
        ),
        Example(
            base="CREATE TABLE asiakas (id int PRIMARY KEY);",
            change="ALTER TABLE asiakas ADD COLUMN sahkoposti text;\nCOMMENT ON COLUMN asiakas.sahkoposti IS 'x [pii: EMAIL_ADDRESS; purpose=web_shop]';",
            says="declared in the comment",
        ),
        Example(
            base="CREATE TABLE asiakas (id int PRIMARY KEY);",
            change="ALTER TABLE asiakas ADD COLUMN sahkoposti text;",
            decisions="tables:\n  - table: asiakas\n    activities: [web_shop]\n",
            says="the table is bound",
        ),
        Example(base="CREATE TABLE tuote (id int);", change="ALTER TABLE tuote ADD COLUMN hinta numeric(10,2);", says="not personal"),
        Example(
            base="CREATE TABLE asiakas (id int, sahkoposti text);", change="CREATE TABLE tuote (id int);", says="the column is not new"
        ),
    ),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find personal columns without a purpose."""
    copies = change.copied_into
    for column in change.judged:
        was = change.was(column)
        lost = was is not None and was.own.exists and not column.own.exists  # PII106 says it
        if column.is_personal and not column.purposes and column.id not in copies and not lost:
            details = about(column, change.layout)
            yield RULE.at(column.place, facts={"why": column.why}, fixes=declare(change, column), **details)
