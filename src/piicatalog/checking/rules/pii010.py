"""PII010: a table that becomes personal by pointing to a person."""

from collections.abc import Iterator, Mapping

from piicatalog.checking.change import Change, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.judged import KEYS, JudgedColumn, JudgedTable
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


_KEY = "CUSTOMER_ID"


def check(change: Change) -> Iterator[CheckFinding]:
    """Find tables whose first link to a person is new."""
    for table in change.tables:
        if table.is_view or table.temporary or table.bound:
            continue
        links = [(column, person) for column in table.columns.values() if (person := _person(column, change.names))]
        if links and all(change.was(column) is None for column, _ in links):
            column, person = links[0]
            yield RULE.at(column.place, facts={"person": person}, **about(column, change.layout) | {"entity_type": _KEY})


def _person(column: JudgedColumn, names: Mapping[str, JudgedTable]) -> str:
    target = names.get(column.refers_to.lower())
    if target is not None and target.is_personal:
        return column.refers_to
    if not _is_key(column) or _is_own(column):
        return ""
    return column.refers_to or _KEY


def _is_own(column: JudgedColumn) -> bool:
    """Whether it is the key of its own table: ``id``, ``users.user_id``."""
    name, table = column.name.lower(), column.table.name.rsplit(".", 1)[-1].lower()
    stem = name.removesuffix("id").rstrip("_")
    return name in column.table.primary_key or not stem or table.startswith(stem)


def _is_key(column: JudgedColumn) -> bool:
    """Whether its own name, or somebody, says that it is a person's key; what was copied into it does not."""
    if column.own.dismissed or column.own.tag.entity_types:
        return not column.own.dismissed and column.own.tag.entity_types[0] in KEYS
    return bool(column.found) and column.found[0].entity_type in KEYS
