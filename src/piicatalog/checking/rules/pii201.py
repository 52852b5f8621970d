"""PII201: a view shows personal columns and nobody said for what."""

from collections.abc import Iterator

from piicatalog.checking.change import Change, FlowKind, about_table
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.judged import JudgedColumn
from piicatalog.model.label import Label

RULE = Rule(
    code="PII201",
    severity=Severity.WARNING,
    title=Label(
        en="View exposes personal columns without a purpose of its own", fi="Näkymä näyttää henkilötietoja ilman omaa käyttötarkoitusta"
    ),
    message=Label(
        en="view {table} shows {columns} and has no purpose of its own",
        fi="näkymä {table} näyttää sarakkeet {columns}, eikä sillä ole omaa käyttötarkoitusta",
    ),
    explanation=Label(
        en="A view is made for somebody: often for another purpose than its tables. Bind the view to an activity in decisions.yaml.",
        fi="Näkymä tehdään jotakuta varten, usein muuhun tarkoitukseen kuin taulunsa. Sido näkymä käsittelytoimeen decisions.yaml-tiedostossa.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int, hetu text);",
            change="CREATE VIEW lista AS SELECT id, hetu AS tunnus FROM asiakas;",
            says="under another name",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE asiakas (id int, hetu text);",
            change="CREATE VIEW maara AS SELECT count(*) AS n FROM asiakas;",
            says="only a count",
        ),
        Example(
            base="CREATE TABLE asiakas (id int, hetu text);",
            change="CREATE VIEW lista AS SELECT id, hetu FROM asiakas;",
            decisions="tables:\n  - table: lista\n    activities: [debt_collection_credit_control]\n",
            says="bound",
        ),
    ),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find new views with personal columns and no binding."""
    shown: dict[object, list[JudgedColumn]] = {}
    for flow in change.flows:
        if not flow.stored and flow.kind in (FlowKind.COPY, FlowKind.TRANSFORM) and change.is_news(flow):
            shown.setdefault(flow.target.table.id, []).append(flow.target)
    for table in change.tables:
        columns = [column for column in shown.get(table.id, ()) if not column.own.tag.purposes]
        if columns and not table.bound:
            names = ", ".join(dict.fromkeys(column.name for column in columns))
            fitting = change.purposes.activities_for(columns[0].entity_type)
            text = f"{change.purposes.decisions_file}, tables:  - {{table: {table.name}, activities: […]}}"
            listed = ", ".join(fitting)
            fix = Label(en=f"{text}   one or more of: {listed}", fi=f"{text}   yksi tai useampi: {listed}") if fitting else Label(en=text)
            yield RULE.at(table.place, facts={"columns": names, "key": names}, fixes=(fix,), **about_table(table, change.layout))
