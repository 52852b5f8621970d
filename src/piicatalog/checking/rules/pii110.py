"""PII110: a second copy of a table of persons."""

import re
from collections import Counter
from collections.abc import Iterator

from piicatalog.checking.change import Change, FlowKind, JudgedTable, about_table
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.model.label import Label

RULE = Rule(
    code="PII110",
    severity=Severity.WARNING,
    title=Label(en="Copy or backup of a table of persons", fi="Henkilötaulun kopio tai varmuuskopio"),
    message=Label(
        en="{table} is a copy of {original}, a table of persons", fi="{table} on kopio taulusta {original}, joka koskee henkilöitä"
    ),
    explanation=Label(
        en="Copies outlive the clean-up that they were made for; retention and erasure requests pass them by. Drop the copy in the same change, "
        "make it temporary, or declare its purpose and a short retention period.",
        fi="Kopiot jäävät eloon työn jälkeen, ja säilytysajat ja poistopyynnöt ohittavat ne. Poista kopio samassa muutoksessa, tee siitä "
        "väliaikainen tai ilmoita sen käyttötarkoitus ja lyhyt säilytysaika.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int, hetu text, sahkoposti text);",
            change="CREATE TABLE asiakas_bak AS SELECT * FROM asiakas;",
            says="by a query",
        ),
        Example(
            base="CREATE TABLE asiakas (id int, hetu text);",
            change="CREATE TABLE asiakas_20240131 (LIKE asiakas);",
            says="by LIKE, with a date",
        ),
    ),
    quiet=(
        Example(base="CREATE TABLE asiakas (id int, hetu text);", change="CREATE TEMP TABLE t AS SELECT * FROM asiakas;", says="temporary"),
        Example(base="CREATE TABLE tuote (id int, hinta int);", change="CREATE TABLE tuote_bak AS SELECT * FROM tuote;", says="no persons"),
    ),
)
_BACKUP = re.compile(
    r"_?(?:bak|bck|bu|backup|old|orig|tmp|temp|copy|kopio|vanha|save|archive|arkisto)_?\d*$|_?(?:19|20)\d{2}_?\d{2}_?\d{2}$", re.IGNORECASE
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find new tables that repeat a personal one."""
    everything = {table.name.lower(): table for table in (*change.base.values(), *change.head.values())}
    for table in change.new_tables():
        original = _copied_from(table, change) or _named_after(table, everything)
        if original:
            fix = Label(
                en=f"DROP TABLE {table.name}; when the work is done, in this change",
                fi=f"DROP TABLE {table.name}; kun työ on tehty, samassa muutoksessa",
            )
            yield RULE.at(table.place, facts={"original": original}, fixes=(fix,), **about_table(table, change.layout))


def _copied_from(table: JudgedTable, change: Change) -> str:
    counts = Counter(
        flow.source.table.name
        for flow in change.flows
        if flow.target.table is table
        and flow.stored
        and flow.kind is FlowKind.COPY
        and flow.source.is_personal
        and flow.source.table is not table
    )
    if not counts:
        return ""
    name, copied = counts.most_common(1)[0]
    source = next((flow.source.table for flow in change.flows if flow.target.table is table and flow.source.table.name == name), None)
    # Two tables that share an e-mail address are not copies; most personal columns of one in the other are.
    return name if source is not None and copied * 2 > len(source.personal) and (copied > 1 or bool(_BACKUP.search(table.name))) else ""


def _named_after(table: JudgedTable, everything: dict[str, JudgedTable]) -> str:
    match = _BACKUP.search(table.name)
    original = everything.get(table.name[: match.start()].lower()) if match else None
    return original.name if original is not None and original is not table and original.is_personal else ""
