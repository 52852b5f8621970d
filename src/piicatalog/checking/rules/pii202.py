"""PII202: personal data stored a second time where nobody declared them."""

from collections.abc import Iterator

from piicatalog.checking.advice import declare
from piicatalog.checking.change import Change, FlowKind, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.model.label import Label

RULE = Rule(
    code="PII202",
    severity=Severity.ERROR,
    title=Label(en="Stored copy into an untagged column", fi="Tallennettu kopio merkitsemättömään sarakkeeseen"),
    message=Label(
        en="{column} gets {entity} from {source} and has no purpose",
        fi="{column} saa tiedon {entity} sarakkeesta {source}, eikä sillä ole käyttötarkoitusta",
    ),
    explanation=Label(
        en="A copy is personal data like its original, whatever it is called, and needs a purpose and retention of its own.",
        fi="Kopio on henkilötietoa kuten alkuperäinen, oli sen nimi mikä tahansa, ja tarvitsee oman käyttötarkoituksen ja säilytysajan.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int, hetu text);",
            change="CREATE TABLE raportti AS SELECT id, hetu AS x FROM asiakas;",
            says="under a neutral name",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE asiakas (id int, hetu text);",
            change="CREATE TABLE perintalista AS SELECT id, hetu FROM asiakas;",
            decisions="tables:\n  - table: perintalista\n    activities: [debt_collection_credit_control]\n",
            says="the target is bound",
        ),
        Example(
            base="CREATE TABLE asiakas (id int, hetu text);",
            change="CREATE TABLE maara AS SELECT count(hetu) AS n FROM asiakas;",
            says="only a count",
        ),
    ),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find stored flows of personal data into columns without a purpose."""
    seen: set[object] = set()
    for flow in change.flows:
        target = flow.target
        if not flow.stored or flow.kind not in (FlowKind.COPY, FlowKind.TRANSFORM) or not change.is_news(flow):
            continue
        if target.table.temporary or target.purposes or target.declared.dismissed or target.id in seen or flow.source.id == target.id:
            continue
        seen.add(target.id)
        details = about(target, change.layout) | {"entity_type": target.entity_type or flow.source.entity_type}
        yield RULE.at(
            target.place if change.was(target) is None else flow.place,
            facts={"source": flow.source.full_name},
            fixes=declare(change, target, details["entity_type"]),
            **details,
        )
