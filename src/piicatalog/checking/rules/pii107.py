"""PII107: a tag says one thing, the column's name, type and comment another."""

from collections.abc import Iterator
from difflib import get_close_matches

from piicatalog.checking.change import Change, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.judged import CARRIERS
from piicatalog.model.entity_type import EntityType
from piicatalog.model.label import Label

RULE = Rule(
    code="PII107",
    severity=Severity.WARNING,
    title=Label(en="Tag contradicts the column", fi="Merkintä on ristiriidassa sarakkeen kanssa"),
    message=Label(en="{column} is tagged {tagged}, {what}", fi="{column} on merkitty: {tagged}, {what}"),
    explanation=Label(
        en="Either the tag was copied from another column or the name misleads. A decision in decisions.yaml (retype, dismiss) settles it.",
        fi="Joko merkintä on kopioitu toisesta sarakkeesta tai nimi johtaa harhaan. Päätös decisions.yaml-tiedostossa (retype, dismiss) ratkaisee asian.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int);",
            change="ALTER TABLE asiakas ADD COLUMN hetu char(11); -- pii: EMAIL_ADDRESS purpose=web_shop",
            says="an identity code tagged as e-mail",
        ),
        Example(
            base="CREATE TABLE asiakas (id int);",
            change="ALTER TABLE asiakas ADD COLUMN sahkoposti text; -- pii: EMAIL purpose=web_shop",
            says="no such entity type",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE asiakas (id int);",
            change="ALTER TABLE asiakas ADD COLUMN hetu char(11); -- pii: FI_PERSONAL_IDENTITY_CODE purpose=debt_collection_credit_control",
            says="they agree",
        ),
        Example(
            base="CREATE TABLE asiakas (id int);",
            change="ALTER TABLE asiakas ADD COLUMN hetu char(11);",
            decisions="columns:\n  - {column: asiakas.hetu, decision: retype, entity_type: CUSTOMER_ID, why: our own number}\n",
            says="a person decided it",
        ),
    ),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find tags that contradict a certain classification, of another data category."""
    for column in change.judged:
        tagged, found = column.declared.tag.entity_types, column.certain
        for word in column.own.tag.unknown:
            near = get_close_matches(word, map(str, EntityType), n=1, cutoff=0.4)
            facts = {"tagged": word, "key": word, "what": Label(en="which is no entity type", fi="joka ei ole mikään tietotyyppi")}
            yield RULE.at(
                column.place, facts=facts, fixes=tuple(Label(en=f"pii: {name} …") for name in near), **about(column, change.layout)
            )
        if not tagged or not found or found in CARRIERS or column.own.origin in ("", "decisions") or found in tagged:
            continue
        if change.purposes.categories_of(found).isdisjoint(*(change.purposes.categories_of(kind) for kind in tagged)):
            what = Label(en=f"but reads as {found}", fi=f"mutta näyttää olevan {found}")
            fix = Label(en=f"pii: {found} …")
            yield RULE.at(column.place, facts={"tagged": ", ".join(tagged), "what": what}, fixes=(fix,), **about(column, change.layout))
