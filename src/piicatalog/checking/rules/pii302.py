"""PII302: the column that retention runs from goes away."""

from collections.abc import Iterator

from piicatalog.checking.change import Change, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.rules.pii301 import moments
from piicatalog.model.label import Label

RULE = Rule(
    code="PII302",
    severity=Severity.WARNING,
    title=Label(en="Retention column dropped or retyped", fi="Säilytysajan sarake poistettu tai sen tyyppi muutettu"),
    message=Label(
        en="{column} {what}; no date is left in {table} from which retention could run",
        fi="{column} {what}; tauluun {table} ei jää päivää, josta säilytysaika voisi alkaa",
    ),
    explanation=Label(
        en="It was the only date in a table of persons. Keep it, or add another from which the notice's periods can be computed.",
        fi="Se oli henkilötaulun ainoa päivä. Säilytä se tai lisää toinen, josta selosteen ajat voi laskea.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int, sukunimi text, tilattu date);",
            change="ALTER TABLE asiakas DROP COLUMN tilattu;",
            says="dropped",
        ),
        Example(
            base="CREATE TABLE asiakas (id int, sukunimi text, tilattu date);",
            change="ALTER TABLE asiakas ALTER COLUMN tilattu TYPE text;",
            says="retyped",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE asiakas (id int, sukunimi text, luotu date, tilattu date);",
            change="ALTER TABLE asiakas DROP COLUMN tilattu;",
            says="another is left",
        ),
        Example(base="CREATE TABLE tuote (id int, luotu date);", change="ALTER TABLE tuote DROP COLUMN luotu;", says="not personal"),
    ),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find personal tables that lose their last date."""
    for was_table in change.former_tables:
        table = change.head.get(was_table.id)
        before = moments(was_table) if table is not None and was_table.is_personal and not was_table.is_view else []
        if table is None or not before or moments(table):
            continue
        column = was_table.column(before[0])
        now = change.now(column) if column is not None else None
        if column is not None and now is None:
            what = Label(en="is dropped", fi="poistetaan")
            yield RULE.at(change.gone.get(column.id, column.place), facts={"what": what}, **about(column, change.layout))
        elif now is not None:
            what = Label(en=f"becomes {now.data_type}", fi=f"muuttuu tyypiksi {now.data_type}")
            yield RULE.at(now.place, facts={"what": what}, **about(now, change.layout))
