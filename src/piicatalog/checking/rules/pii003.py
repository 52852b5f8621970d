"""PII003: a national identifier under purposes that do not allow it."""

from collections.abc import Iterator

from piicatalog.checking.change import Change, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.judged import NATIONAL
from piicatalog.checking.rules.pii006 import disallowing
from piicatalog.model.label import Label

RULE = Rule(
    code="PII003",
    severity=Severity.ERROR,
    title=Label(en="National identifier without a purpose that allows it", fi="Mikään käyttötarkoitus ei salli henkilötunnusta"),
    message=Label(
        en="{column} is {entity} ({why}), which its purpose {purposes} does not allow; allowed by: {allowed}",
        fi="{column} on {entity} ({why}), eikä sen käyttötarkoitus {purposes} salli sitä; sallivat: {allowed}",
    ),
    explanation=Label(
        en="A personal identity code may be processed only where section 29 of the Finnish Data Protection Act (1050/2018) allows it, such as "
        "debt collection. None of the column's activities lists the identifier in the privacy notice.",
        fi="Henkilötunnusta saa käsitellä vain tietosuojalain (1050/2018) 29 §:n tapauksissa, esimerkiksi perinnässä. Mikään sarakkeen "
        "käsittelytoimista ei luettele tunnusta tietosuojaselosteessa.",
    ),
    fires=(
        Example(
            base="CREATE TABLE tilaus (id int);",
            change="ALTER TABLE tilaus ADD COLUMN hetu char(11); -- pii: FI_PERSONAL_IDENTITY_CODE purpose=web_shop",
            says="the web shop's notice lists no hetu",
        ),
        Example(
            base="CREATE TABLE asiakas (id int);",
            change="ALTER TABLE asiakas ADD COLUMN hetu char(11);",
            decisions="tables:\n  - table: asiakas\n    activities: [web_shop, delivery]\n",
            says="the table's activities do not either",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE perinta (id int);",
            change="ALTER TABLE perinta ADD COLUMN hetu char(11); -- pii: FI_PERSONAL_IDENTITY_CODE purpose=debt_collection_credit_control",
            says="debt collection lists it",
        ),
    ),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find national identifiers that no activity of their column lists."""
    for column in change.judged:
        if column.entity_type in NATIONAL and (names := disallowing(change, column)):
            allowed = change.purposes.activities_for(column.entity_type)
            facts = {"why": column.why, "purposes": ", ".join(names), "allowed": ", ".join(allowed) or "-"}
            drop = Label(en="leave the identifier out: use the customer number", fi="jätä tunnus pois: käytä asiakasnumeroa")
            yield RULE.at(column.place, facts=facts, fixes=(drop, *_other(allowed)), **about(column, change.layout))


def _other(allowed: tuple[str, ...]) -> Iterator[Label]:
    if allowed:
        listed = ", ".join(allowed)
        yield Label(en=f"purpose={listed}, if the column serves it", fi=f"purpose={listed}, jos sarake palvelee sitä")
