"""PII005: a purpose without a retention rule."""

import re
from collections.abc import Iterator

from piicatalog.checking.change import Change, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.judged import JudgedColumn
from piicatalog.model.label import Label

RULE = Rule(
    code="PII005",
    severity=Severity.ERROR,
    title=Label(en="Purpose without a retention rule", fi="Käyttötarkoituksella ei ole säilytysaikaa"),
    message=Label(en="{column}: {what}", fi="{column}: {what}"),
    explanation=Label(
        en="Personal data may be kept only as long as the purpose needs them (GDPR article 5(1)(e)). Name a retention rule of the notice or an "
        "ISO 8601 period (P3Y), or give the activity a rule in the notice.",
        fi="Henkilötietoja saa säilyttää vain niin kauan kuin tarkoitus vaatii (5 artiklan 1 kohdan e alakohta). Nimeä selosteen "
        "säilytyssääntö tai ISO 8601 -aika (P3Y), tai anna käsittelytoimelle sääntö selosteessa.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int);",
            change="ALTER TABLE asiakas ADD COLUMN sahkoposti text; -- pii: EMAIL_ADDRESS purpose=web_shop retention=forever",
            says="neither a rule of the notice nor a period",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE asiakas (id int);",
            change="ALTER TABLE asiakas ADD COLUMN sahkoposti text; -- pii: EMAIL_ADDRESS purpose=web_shop retention=P3Y",
            says="a period of its own",
        ),
        Example(
            base="CREATE TABLE asiakas (id int);",
            change="ALTER TABLE asiakas ADD COLUMN sahkoposti text; -- pii: EMAIL_ADDRESS purpose=web_shop",
            says="the activity has rules",
        ),
    ),
)
_PERIOD = re.compile(r"P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?")


def check(change: Change) -> Iterator[CheckFinding]:
    """Find purposes whose data would be kept without end."""
    for column in change.judged:
        what = _missing(change, column) if column.is_tagged else None
        if what is not None:
            rules = ", ".join(change.purposes.retention_rules)
            fix = Label(en=f"retention=P3Y   or a rule of the notice: {rules}", fi=f"retention=P3Y   tai selosteen sääntö: {rules}")
            yield RULE.at(column.place, facts={"what": what}, fixes=(fix,), **about(column, change.layout))


def _missing(change: Change, column: JudgedColumn) -> Label | None:
    known = set(change.purposes.retention_rules)
    for name in column.declared.tag.retention:
        if name not in known and not _PERIOD.fullmatch(name):
            return Label(
                en=f"retention {name} is neither a rule of the notice nor an ISO 8601 period",
                fi=f"säilytysaika {name} ei ole selosteen sääntö eikä ISO 8601 -aika",
            )
    if column.declared.tag.retention:
        return None
    activities = [activity for name in column.purposes if (activity := change.purposes.activity(name)) is not None]
    if activities and not any(activity.has_retention for activity in activities):
        names = ", ".join(activity.id for activity in activities)
        return Label(en=f"purpose {names} has no retention rule", fi=f"käyttötarkoituksella {names} ei ole säilytyssääntöä")
    return None
