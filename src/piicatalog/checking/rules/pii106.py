"""PII106: the tag is gone, the column stays."""

from collections.abc import Iterator

from piicatalog.checking.change import Change, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.model.label import Label

RULE = Rule(
    code="PII106",
    severity=Severity.ERROR,
    title=Label(en="Tag removed while the column stays", fi="Merkintä poistettu, sarake jää"),
    message=Label(en="{column} has lost its tag {tag}", fi="{column} on menettänyt merkintänsä {tag}"),
    explanation=Label(
        en="The column holds what it held, but nothing says any more for what. Write the tag again, or drop the column with its data.",
        fi="Sarakkeessa on sama tieto kuin ennen, mutta mikään ei enää kerro sen tarkoitusta. Kirjoita merkintä takaisin tai poista sarake tietoineen.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int, hetu text);\nCOMMENT ON COLUMN asiakas.hetu IS '[pii: FI_PERSONAL_IDENTITY_CODE; purpose=debt_collection_credit_control]';",
            change="COMMENT ON COLUMN asiakas.hetu IS NULL;",
            says="the comment is set to nothing",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE asiakas (id int, hetu text);\nCOMMENT ON COLUMN asiakas.hetu IS '[pii: FI_PERSONAL_IDENTITY_CODE; purpose=debt_collection_credit_control]';",
            change="COMMENT ON COLUMN asiakas.hetu IS 'Uusi. [pii: FI_PERSONAL_IDENTITY_CODE; purpose=debt_collection_credit_control]';",
            says="another comment with the tag",
        ),
    ),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find columns that had a declaration and have none now."""
    for was, now in change.changed:
        if was.own.tag.entity_types + was.own.tag.purposes and not now.own.exists:
            fix = Label(en=f"write it again: [pii: {was.own.tag}]", fi=f"kirjoita takaisin: [pii: {was.own.tag}]")
            yield RULE.at(now.place, facts={"tag": str(was.own.tag)}, fixes=(fix,), **about(was, change.layout))
