"""PII109: a dropped and an added column that look like one renamed."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from piicatalog.checking.change import Change, FlowKind, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.judged import JudgedColumn
from piicatalog.model.label import Label

RULE = Rule(
    code="PII109",
    severity=Severity.WARNING,
    title=Label(en="Drop and add look like a rename", fi="Poisto ja lisäys näyttävät uudelleennimeämiseltä"),
    message=Label(
        en="{column} looks like {was} renamed: is it the same data?",
        fi="{column} näyttää uudelleennimetyltä sarakkeelta {was}: onko tieto sama?",
    ),
    explanation=Label(
        en="Dropped and added in one change with a like type and name, or with the old column copied into the new one. If it is a rename, the new "
        "column takes over the tag; it is proposed, not taken silently.",
        fi="Poistettu ja lisätty samassa muutoksessa samanlaisella tyypillä ja nimellä, tai vanha sarake on kopioitu uuteen. Jos kyse on "
        "uudesta nimestä, merkintä siirtyy uudelle sarakkeelle; sitä ehdotetaan, ei siirretä hiljaa.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int, henkilotunnus char(11));",
            change="ALTER TABLE asiakas ADD COLUMN henkilotunnus2 char(11);\nALTER TABLE asiakas DROP COLUMN henkilotunnus;",
            says="a like name",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE asiakas (id int, hetu char(11));",
            change="ALTER TABLE asiakas ADD COLUMN aktiivinen boolean;\nALTER TABLE asiakas DROP COLUMN hetu;",
            says="unlike",
        ),
    ),
)
ALIKE = 0.7
"""Share of equal letters from which two names are alike."""


def check(change: Change) -> Iterator[CheckFinding]:
    """Find pairs of a dropped personal column and a new one that look the same."""
    dropped = [column for column in change.dropped() if column.is_tagged]
    copies = {(flow.source.id, flow.target.id) for flow in change.flows if flow.stored and flow.kind is FlowKind.COPY}
    for column in change.new if dropped else ():
        for was in dropped:
            if was.table.id == column.table.id and ((was.id, column.id) in copies or _alike(was, column)):
                fix = Label(en=f"-- pii: {was.entity_type} purpose={','.join(was.purposes) or '<purpose>'}")
                yield RULE.at(column.place, facts={"was": was.full_name}, fixes=(fix,), **about(column, change.layout))
                break


def _alike(was: JudgedColumn, now: JudgedColumn) -> bool:
    same_name = SequenceMatcher(None, was.name.lower(), now.name.lower()).ratio() >= ALIKE
    return was.family is now.family and (same_name or (bool(now.entity_type) and was.entity_type == now.entity_type))
