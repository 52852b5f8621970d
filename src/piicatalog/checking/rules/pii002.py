"""PII002: a special category of personal data without the condition that allows it."""

from collections.abc import Iterator

from piicatalog.checking.advice import declare
from piicatalog.checking.change import Change, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.judged import SPECIAL
from piicatalog.model.label import Label

RULE = Rule(
    code="PII002",
    severity=Severity.ERROR,
    title=Label(en="Special category without a condition", fi="Erityisellä henkilötietoryhmällä ei ole edellytystä"),
    message=Label(
        en="{column} is {entity} ({why}): a special category (GDPR article {article}), and no condition that allows it is stated",
        fi="{column} on {entity} ({why}): erityinen henkilötietoryhmä (tietosuoja-asetuksen {article} artikla), eikä sen edellytystä ole kerrottu",
    ),
    explanation=Label(
        en="Data on health, origin, opinions, beliefs, sex life, genes or biometrics may not be processed unless a condition of article 9(2) "
        "holds; data on offences only as article 10 says. State it: condition=9(2)(h).",
        fi="Terveyttä, alkuperää, mielipiteitä, vakaumusta, seksuaalielämää, geenejä tai biometriikkaa koskevia tietoja ei saa käsitellä, ellei "
        "9 artiklan 2 kohdan edellytys täyty; rikostietoja vain 10 artiklan mukaan. Kerro se: condition=9(2)(h).",
    ),
    fires=(Example(base="CREATE TABLE potilas (id int);", change="ALTER TABLE potilas ADD COLUMN diagnoosi text;", says="health"),),
    quiet=(
        Example(
            base="CREATE TABLE potilas (id int);",
            change="ALTER TABLE potilas ADD COLUMN diagnoosi text; -- pii: HEALTH purpose=customer_contract_warranty condition=9(2)(h)",
            says="with its condition",
        ),
        Example(base="CREATE TABLE asiakas (id int);", change="ALTER TABLE asiakas ADD COLUMN sukunimi text;", says="an ordinary category"),
    ),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find special categories without a condition."""
    for column in change.judged:
        if column.entity_type not in SPECIAL or column.declared.tag.condition:
            continue
        activities = [change.purposes.activity(name) for name in column.purposes]
        if any(activity is not None and activity.conditions for activity in activities):
            continue
        article = "10" if column.entity_type == "CRIMINAL" else "9"
        yield RULE.at(
            column.place,
            facts={"why": column.why, "article": article},
            fixes=declare(change, column),
            **about(column, change.layout),
        )
