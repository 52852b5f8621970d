"""PII203: derived from personal data by counting or testing."""

from collections.abc import Iterator

from piicatalog.checking.change import Change, FlowKind, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.model.label import Label

RULE = Rule(
    code="PII203",
    severity=Severity.NOTE,
    title=Label(en="Derived from personal data, not tagged", fi="Johdettu henkilötiedosta, ei merkitty"),
    message=Label(
        en="{column} is derived from {source} ({entity}) by {how}: not tagged",
        fi="{column} johdetaan sarakkeesta {source} ({entity}): {how}; ei merkitä",
    ),
    explanation=Label(
        en="Counts, sums and tests over many persons are usually not personal data. One value per person still is: then tag the column.",
        fi="Usean henkilön lukumäärät, summat ja ehdot eivät yleensä ole henkilötietoa. Yksi arvo henkilöä kohti on: merkitse sarake silloin.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int, hetu text);",
            change="CREATE TABLE maara AS SELECT count(hetu) AS n FROM asiakas;",
            says="a count",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE tuote (id int, hinta int);",
            change="CREATE TABLE maara AS SELECT count(hinta) AS n FROM tuote;",
            says="nothing personal",
        ),
    ),
)
_HOW = {FlowKind.AGGREGATE: Label(en="an aggregate", fi="koonti"), FlowKind.CONDITION: Label(en="a test", fi="ehto")}


def check(change: Change) -> Iterator[CheckFinding]:
    """Find new columns that personal data reach only through aggregates and conditions."""
    direct = {flow.target.id for flow in change.flows if flow.kind not in _HOW and flow.source.is_personal}
    seen: set[object] = set()
    for flow in change.flows:
        if flow.kind not in _HOW or not change.is_news(flow) or flow.target.id in direct or flow.target.id in seen:
            continue
        seen.add(flow.target.id)
        if not flow.target.table.temporary and not flow.target.own.exists:
            details = about(flow.target, change.layout) | {"entity_type": flow.source.entity_type}
            yield RULE.at(flow.target.place, facts={"source": flow.source.full_name, "how": _HOW[flow.kind]}, **details)
