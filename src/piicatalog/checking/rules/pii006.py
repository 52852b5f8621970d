"""PII006: data that the notice does not list under the column's purpose."""

from collections.abc import Iterator

from piicatalog.checking.change import Change, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.judged import NATIONAL, SPECIAL, JudgedColumn
from piicatalog.model.label import Label

RULE = Rule(
    code="PII006",
    severity=Severity.WARNING,
    title=Label(
        en="Not among the data that the notice lists for the purpose", fi="Ei kuulu tietoihin, jotka seloste luettelee tarkoitukselle"
    ),
    message=Label(
        en="{column} is {entity} ({why}), which notice {notice} does not list under {purposes}; listed under: {allowed}",
        fi="{column} on {entity} ({why}), jota seloste {notice} ei luettele tarkoitukselle {purposes}; luetellaan tarkoituksille: {allowed}",
    ),
    explanation=Label(
        en="Purpose limitation: a column's data category must be declared by an activity that the column serves. Credit data under direct "
        "marketing is a finding even though both are in the notice.",
        fi="Käyttötarkoitussidonnaisuus: sarakkeen tietoryhmän pitää kuulua johonkin sen käsittelytoimista. Luottotieto suoramarkkinoinnissa "
        "on löydös, vaikka seloste tuntee molemmat.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int);",
            change="ALTER TABLE asiakas ADD COLUMN puhelinnumero text; -- pii: PHONE_NUMBER purpose=customer_photos_marketing",
            says="photos list no phone",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE asiakas (id int);",
            change="ALTER TABLE asiakas ADD COLUMN puhelinnumero text; -- pii: PHONE_NUMBER purpose=delivery",
            says="delivery lists it",
        ),
    ),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find columns whose purposes do not list their category; identifiers and special categories have their own rules."""
    for column in change.judged:
        if column.is_personal and column.entity_type not in NATIONAL | SPECIAL and (names := disallowing(change, column)):
            allowed = change.purposes.activities_for(column.entity_type)
            facts = {
                "why": column.why,
                "notice": change.purposes.notice,
                "purposes": ", ".join(names),
                "allowed": ", ".join(allowed) or "-",
            }
            yield RULE.at(column.place, facts=facts, **about(column, change.layout))


def disallowing(change: Change, column: JudgedColumn) -> list[str]:
    """Return the column's known purposes when none of them declares its category; empty when one does or none is known."""
    activities = [activity for name in column.purposes if (activity := change.purposes.activity(name)) is not None]
    if any(change.purposes.allows(activity, column.entity_type) for activity in activities):
        return []
    return list(dict.fromkeys(activity.id for activity in activities))
