"""PII111: protection was taken from a personal table."""

from collections.abc import Iterator

from piicatalog.checking.change import Change, EventKind, about_table
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.model.label import Label

RULE = Rule(
    code="PII111",
    severity=Severity.WARNING,
    title=Label(en="Masking, row policy or encryption removed", fi="Peitto, rivikäytäntö tai salaus poistettu"),
    message=Label(
        en="{table} holds personal data and loses a protection: {what}", fi="{table} sisältää henkilötietoa ja menettää suojauksen: {what}"
    ),
    explanation=Label(
        en="Masking policies, row level security and encryption are measures of GDPR article 32. Say in the review why the data need them no longer.",
        fi="Peittokäytännöt, rivitason suojaus ja salaus ovat tietosuoja-asetuksen 32 artiklan toimia. Kerro katselmoinnissa, miksi niitä ei enää tarvita.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int, hetu text);",
            change="ALTER TABLE asiakas DISABLE ROW LEVEL SECURITY;",
            dialect="postgres",
            says="row level security",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE tuote (id int, hinta int);",
            change="ALTER TABLE tuote DISABLE ROW LEVEL SECURITY;",
            dialect="postgres",
            says="no persons",
        ),
    ),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find protections taken from personal tables."""
    for event in change.events:
        table = change.names.get(event.table.lower())
        if event.kind is EventKind.UNMASK and table is not None and table.is_personal:
            yield RULE.at(event.place, facts={"what": event.detail}, **about_table(table, change.layout))
