"""PII110: a second copy of a table of persons."""

import re
from collections import Counter
from collections.abc import Iterator

from piicatalog.checking.change import Change, FlowKind, about_table
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.judged import JudgedTable
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
    """Find new tables that repeat a personal one, and old ones whose original became personal."""
    everything = {table.name.lower(): table for table in (*change.base.values(), *change.head.values())}
    new = {table.id for table in change.new_tables()}
    for table in change.tables:
        if table.is_view or table.temporary or (table.id not in new and table.id not in change.base):
            continue
        original = _copied_from(table, change) or _named_after(table, everything)
        before = change.base.get(original.id) if original is not None else None
        became = before is not None and not before.is_personal
        if original is not None and (table.id in new or became or _is_fed_anew(table, original, change)):
            fix = Label(
                en=f"DROP TABLE {table.name}; when the work is done, in this change",
                fi=f"DROP TABLE {table.name}; kun työ on tehty, samassa muutoksessa",
            )
            yield RULE.at(table.place, facts={"original": original.name}, fixes=(fix,), **about_table(table, change.layout))


def _is_fed_anew(table: JudgedTable, original: JudgedTable, change: Change) -> bool:
    """Whether a column that was copied from the original became personal."""
    return any(
        flow.target.table is table
        and flow.source.table.id == original.id
        and flow.stored
        and flow.kind is FlowKind.COPY
        and change.is_news(flow)
        for flow in change.flows
    )


def _copied_from(table: JudgedTable, change: Change) -> JudgedTable | None:
    copied: dict[object, set[object]] = {}
    personal: Counter[object] = Counter()
    originals: dict[object, JudgedTable] = {}
    for flow in change.flows:
        original = flow.source.table
        if flow.target.table is table and flow.stored and flow.kind is FlowKind.COPY and original.id != table.id:
            # What was dropped since is known from the base alone.
            originals[original.id] = change.head.get(original.id, original)
            copied.setdefault(original.id, set()).add(flow.target.id)
            personal[original.id] += flow.source.is_personal
    if not personal:
        return None
    most, count = personal.most_common(1)[0]
    # A table that shares an e-mail address with another is no copy of it; one that has most of its columns from there is.
    if len(copied[most]) * 2 <= len(table.column_ids):
        return None
    return originals[most] if count > 1 or (count == 1 and bool(_BACKUP.search(table.name))) else None


def _named_after(table: JudgedTable, everything: dict[str, JudgedTable]) -> JudgedTable | None:
    match = _BACKUP.search(table.name)
    original = everything.get(table.name[: match.start()].lower()) if match else None
    return original if original is not None and original is not table and original.is_personal else None
