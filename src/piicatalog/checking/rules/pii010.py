"""PII010: a table that becomes personal by pointing to a person."""

from collections.abc import Iterator, Mapping

from piicatalog.checking.change import KEYS, Change, JudgedColumn, JudgedTable, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.model.label import Label

RULE = Rule(
    code="PII010",
    severity=Severity.NOTE,
    title=Label(en="Table becomes personal through a key", fi="Taulusta tulee henkilötietoa avaimen kautta"),
    message=Label(
        en="{table} becomes personal data: {column} points to persons ({person})",
        fi="taulusta {table} tulee henkilötietoa: {column} viittaa henkilöihin ({person})",
    ),
    explanation=Label(
        en="A row that can be joined to a person is personal data as a whole (GDPR article 4(1)), even without a name in it. Bind the table to "
        "an activity so that retention and access requests reach it.",
        fi="Rivi, jonka voi yhdistää henkilöön, on kokonaan henkilötietoa (4 artiklan 1 kohta), vaikka siinä ei olisi nimeä. Sido taulu "
        "käsittelytoimeen, jotta säilytysajat ja tietopyynnöt kattavat sen.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int PRIMARY KEY, sukunimi text, sahkoposti text);",
            change="CREATE TABLE kaynti (id int, asiakas_id int REFERENCES asiakas (id), paikka int);",
            says="visits of customers",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE tuote (id int PRIMARY KEY);",
            change="CREATE TABLE hinta (id int, tuote_id int REFERENCES tuote (id));",
            says="no persons",
        ),
    ),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find tables whose first link to a person is new."""
    for table in change.tables:
        if table.is_view or table.temporary or table.is_personal or table.bound:
            continue
        links = [(column, person) for column in table.columns.values() if (person := _person(column, change.names))]
        if links and all(change.was(column) is None for column, _ in links):
            column, person = links[0]
            yield RULE.at(column.place, facts={"person": person}, **about(column, change.layout))


def _person(column: JudgedColumn, names: Mapping[str, JudgedTable]) -> str:
    target = names.get(column.refers_to.lower())
    if target is not None and target.is_personal:
        return column.refers_to
    is_key = column.entity_type in KEYS or column.possible in KEYS
    return (
        column.refers_to or column.entity_type or column.possible if is_key and column.name.lower() not in column.table.primary_key else ""
    )
