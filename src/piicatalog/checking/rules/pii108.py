"""PII108: an entry of decisions.yaml for a column that is not there."""

from collections.abc import Iterator
from difflib import get_close_matches

from piicatalog.checking.change import Change
from piicatalog.checking.finding import CheckFinding, Example, Place, Rule, Severity
from piicatalog.model.label import Label

RULE = Rule(
    code="PII108",
    severity=Severity.WARNING,
    title=Label(en="Entry names a column that does not exist", fi="Merkinnän saraketta ei ole"),
    message=Label(
        en="{file} has an entry for {name}, which does not exist", fi="{file} sisältää merkinnän sarakkeelle {name}, jota ei ole"
    ),
    explanation=Label(
        en="The table of the entry is in this history, the column is not: it was dropped, renamed or misspelled. Entries of tables that this "
        "history does not know belong to other sources and are left alone.",
        fi="Merkinnän taulu on tässä historiassa, sarake ei: se on poistettu, nimetty uudelleen tai kirjoitettu väärin. Tuntemattomien "
        "taulujen merkinnät kuuluvat muille lähteille, eikä niihin puututa.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int);",
            change="ALTER TABLE asiakas ADD COLUMN sahkoposti text;",
            decisions="columns:\n  - {column: asiakas.sahkopost, decision: confirm, entity_type: EMAIL_ADDRESS}\n",
            says="misspelled",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE asiakas (id int);",
            change="ALTER TABLE asiakas ADD COLUMN sahkoposti text;",
            decisions="columns:\n  - {column: asiakas.sahkoposti, decision: confirm, entity_type: EMAIL_ADDRESS, purposes: [web_shop]}\n"
            "  - {column: crm.contact.email, decision: dismiss}\n",
            says="it exists; the other table is not of this history",
        ),
    ),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find entries whose table is known and whose column is not."""
    for entry in change.purposes.entries:
        table_name, _, name = entry.column.rpartition(".")
        table = change.names.get(table_name.lower())
        if table is None or table.column(name) is not None:
            continue
        file = change.purposes.decisions_file
        near = get_close_matches(name, [column.name for column in table.columns.values()], n=1)
        fixes = (Label(en=f"column: {table.name}.{near[0]}"),) if near else ()
        yield RULE.at(
            Place(file, entry.line),
            layout=change.layout,
            table=table.name,
            column=name,
            facts={"file": file, "name": entry.column},
            fixes=fixes,
        )
