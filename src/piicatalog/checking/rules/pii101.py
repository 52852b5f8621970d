"""PII101: a personal column or table was renamed; its tags go along."""

from collections.abc import Iterator

from piicatalog.checking.change import Change, about, about_table
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.model.label import Label

RULE = Rule(
    code="PII101",
    severity=Severity.NOTE,
    title=Label(
        en="Personal column or table renamed, tags carried", fi="Henkilötietosarake tai -taulu nimetty uudelleen, merkinnät säilyvät"
    ),
    message=Label(en="{was} is now {now}; its tags are carried", fi="{was} on nyt {now}; merkinnät säilyvät"),
    explanation=Label(
        en="A rename does not change what a column holds: purpose and retention stay. An entry of decisions.yaml under the old name should get the new one.",
        fi="Uusi nimi ei muuta sarakkeen sisältöä: käyttötarkoitus ja säilytysaika pysyvät. Vaihda decisions.yaml-tiedoston merkintään uusi nimi.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int, hetu text);",
            change="ALTER TABLE asiakas RENAME COLUMN hetu TO henkilotunnus;",
            says="a column",
        ),
        Example(base="CREATE TABLE asiakas (id int, hetu text);", change="ALTER TABLE asiakas RENAME TO henkilo;", says="a table"),
    ),
    quiet=(
        Example(
            base="CREATE TABLE tuote (id int, hinta int);", change="ALTER TABLE tuote RENAME COLUMN hinta TO price;", says="not personal"
        ),
    ),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find renames of what is personal."""
    for table in change.tables:
        was_table = change.base.get(table.id)
        moved = was_table is not None and was_table.name != table.name
        if was_table is not None and moved and was_table.is_personal and not table.is_view:
            yield RULE.at(table.place, facts={"was": was_table.name, "now": table.name}, **about_table(table, change.layout))
    for was, now in change.changed:
        table_stays = now.table.id == was.table.id
        if was.is_tagged and (was.name != now.name or not table_stays):
            fixes: tuple[Label, ...] = ()
            if change.purposes.decision((was.full_name,)) and not change.purposes.decision((now.full_name,)):
                fixes = (
                    Label(
                        en=f"decisions.yaml: column: {now.full_name}   (was {was.full_name})",
                        fi=f"decisions.yaml: column: {now.full_name}   (oli {was.full_name})",
                    ),
                )
            yield RULE.at(now.place, facts={"was": was.full_name, "now": now.full_name}, fixes=fixes, **about(now, change.layout))
