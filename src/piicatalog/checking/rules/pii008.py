"""PII008: a column that may hold anything, in a table about persons."""

from collections.abc import Iterator

from piicatalog.checking.advice import declare
from piicatalog.checking.change import Change, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.judged import JudgedColumn
from piicatalog.model.data_type import TypeFamily
from piicatalog.model.label import Label

RULE = Rule(
    code="PII008",
    severity=Severity.WARNING,
    title=Label(en="Free text, JSON or blob in a table about persons", fi="Vapaa teksti, JSON tai blob henkilöitä koskevassa taulussa"),
    message=Label(
        en="{column} ({type}) may hold anything, in a table about persons",
        fi="{column} ({type}) voi sisältää mitä tahansa, ja taulu koskee henkilöitä",
    ),
    explanation=Label(
        en="What people write or programs pack into such a column is often personal data that no other column shows: health in a note, an "
        "identity code in a JSON document. Say for what it is kept, or give it columns of its own.",
        fi="Tällaiseen sarakkeeseen kirjoitetaan tai pakataan usein henkilötietoa, jota mikään muu sarake ei näytä: terveystieto muistiinpanossa, "
        "henkilötunnus JSON-dokumentissa. Kerro, mihin sitä säilytetään, tai tee tiedoille omat sarakkeet.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int, etunimi text, sukunimi text, sahkoposti text);",
            change="ALTER TABLE asiakas ADD COLUMN payload jsonb;",
            says="JSON beside names",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE tuote (id int);", change="ALTER TABLE tuote ADD COLUMN ominaisuudet jsonb;", says="no persons in the table"
        ),
        Example(
            base="CREATE TABLE asiakas (id int, etunimi text, sukunimi text);",
            change="ALTER TABLE asiakas ADD COLUMN payload jsonb; -- pii: FREE_TEXT purpose=customer_contract_warranty",
            says="declared",
        ),
    ),
)
_OPEN_TYPES = frozenset({TypeFamily.JSON, TypeFamily.XML, TypeFamily.BINARY})


def check(change: Change) -> Iterator[CheckFinding]:
    """Find open-ended columns beside personal ones; old ones too, when the first personal one comes."""
    judged = {column.id for column in change.judged}
    for column in change.stored:
        was = change.was(column)
        if column.id not in judged and (was is None or was.table.is_personal):
            continue
        if column.table.is_personal and _is_open(column) and not column.purposes and not column.declared.dismissed:
            details = about(column, change.layout) | {"entity_type": "FREE_TEXT"}
            yield RULE.at(column.place, facts={"type": column.data_type or "?"}, fixes=declare(change, column, "FREE_TEXT"), **details)


def _is_open(column: JudgedColumn) -> bool:
    if column.entity_type == "FREE_TEXT" or column.possible == "FREE_TEXT":
        return True
    if column.certain == "FREE_TEXT" and not column.own.tag.entity_types:
        return True  # whatever is copied into it
    return column.family in _OPEN_TYPES and not column.entity_type
