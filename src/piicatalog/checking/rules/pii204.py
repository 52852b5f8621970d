"""PII204: data flow from a table of one purpose into a table of another."""

from collections.abc import Iterator

from piicatalog.checking.change import Change, FlowKind, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.model.label import Label

RULE = Rule(
    code="PII204",
    severity=Severity.WARNING,
    title=Label(en="Flow into another purpose", fi="Tieto siirtyy toiseen käyttötarkoitukseen"),
    message=Label(
        en="{column} takes {entity} from {source}, kept for {before}, into {after}",
        fi="{column} ottaa tiedon {entity} sarakkeesta {source}, jonka tarkoitus on {before}; uusi tarkoitus on {after}",
    ),
    explanation=Label(
        en="Data collected for one purpose may be used for another only where article 6(4) or consent allows it. The two tables are declared for "
        "activities that have none in common.",
        fi="Yhteen tarkoitukseen kerättyä tietoa saa käyttää toiseen vain 6 artiklan 4 kohdan tai suostumuksen nojalla. Taulujen "
        "käsittelytoimissa ei ole yhtään yhteistä.",
    ),
    fires=(
        Example(
            base="CREATE TABLE perinta (id int, sukunimi text);",
            change="CREATE TABLE uutiskirje AS SELECT sukunimi FROM perinta;",
            decisions="tables:\n  - table: perinta\n    activities: [debt_collection_credit_control]\n"
            "  - table: uutiskirje\n    activities: [direct_marketing_prospecting]\n",
            says="from debt collection to marketing",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE asiakas (id int, sukunimi text);",
            change="CREATE TABLE toimitus AS SELECT sukunimi FROM asiakas;",
            decisions="tables:\n  - table: asiakas\n    activities: [web_shop, delivery]\n  - table: toimitus\n    activities: [delivery]\n",
            says="a purpose in common",
        ),
    ),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find new flows between columns whose purposes have nothing in common."""
    seen: set[tuple[object, object]] = set()
    for flow in change.flows:
        before, after = flow.source.purposes, flow.target.purposes
        key = (flow.source.table.id, flow.target.id)
        if flow.kind not in (FlowKind.COPY, FlowKind.TRANSFORM) or not change.is_news(flow) or key in seen:
            continue
        if before and after and set(before).isdisjoint(after):
            seen.add(key)
            facts = {"source": flow.source.full_name, "before": ", ".join(before), "after": ", ".join(after), "key": flow.source.full_name}
            details = about(flow.target, change.layout) | {"entity_type": flow.source.entity_type}
            yield RULE.at(flow.target.place if change.was(flow.target) is None else flow.place, facts=facts, **details)
