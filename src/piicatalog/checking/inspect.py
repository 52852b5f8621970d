"""Answers about one table or column of a finished check, and stubs for what is not declared yet."""

from pathlib import Path

from piicatalog.checking.finding import printable
from piicatalog.checking.judged import JudgedTable
from piicatalog.checking.run import Checked
from piicatalog.errors import UnknownNameError
from piicatalog.model.label import Label
from piicatalog.model.labels import SIGNALS
from piicatalog.model.reason import say

_TEXTS = {
    "made": Label(fi="tehty", sv="skapad", en="made at"),
    "formerly": Label(fi="aiemmin", sv="tidigare", en="formerly"),
    "comment": Label(fi="kommentti", sv="kommentar", en="comment"),
    "declared": Label(fi="ilmoitettu", sv="angivet", en="declared"),
    "nothing": Label(fi="ei mitään", sv="inget", en="nothing"),
    "takes": Label(fi="saa tietonsa sarakkeesta", sv="får sina uppgifter från", en="takes its data from"),
    "like": Label(fi="tehty kuten", sv="skapad som", en="made like"),
    "from": Label(fi="lähde", sv="från", en="from"),
    "to": Label(fi="kohde", sv="till", en="to"),
    "none": Label(
        fi="nimestä, tyypistä, kommentista, taulusta ja avaimista ei löytynyt mitään",
        sv="inget hittades i namn, typ, kommentar, tabell och nycklar",
        en="nothing was found by name, type, comment, table and keys",
    ),
}
_STUBBED = ("PII001", "PII007", "PII202")


def schema_of(done: Checked, name: str) -> str:
    """Return a table at the head, one column a line: name, type, what it holds, for what, where it was made."""
    table = _table(done, name)
    lines = [f"{table.kind} {table.name}   {table.place}"]
    for column in table.columns.values():
        holds = column.entity_type or (f"{column.possible}?" if column.possible else "-")
        lines.append(f"  {column.name}  {column.data_type or '?'}  {holds}  {', '.join(column.purposes) or '-'}  {column.place}")
    return "\n".join(map(printable, lines)) + "\n"


def why(done: Checked, name: str) -> str:
    """Return where a column comes from, its former names, its sources, what was declared, and the evidence for what it holds."""
    table_name, _, column_name = name.rpartition(".")
    table = _table(done, table_name)
    column = table.column(column_name)
    if column is None:
        raise UnknownNameError(f"column of {table.name}", column_name, (known.name for known in table.columns.values()))
    language = done.report.language

    def text(key: str) -> str:
        return _TEXTS[key].in_language(language)

    lines = [f"{column.full_name}  {column.data_type}", f"{text('made')} {column.place}"]
    lines += [f"{text('formerly')} {former}" for former in column.former]
    if column.comment:
        lines.append(f"{text('comment')}: {column.comment}")
    declared = f"{column.declared.tag} ({column.declared.origin})" if column.declared.exists else text("nothing")
    lines.append(f"{text('declared')}: {declared}")
    lines += [f"{text('like')} {source.full_name}" for source in column.likes]
    lines += [f"{text('takes')} {source.full_name}" for source in column.sources if source.id != column.id]
    lines += [
        f"{flow.kind} {text('from') + ' ' + flow.source.full_name if flow.target is column else text('to') + ' ' + flow.target.full_name}  {flow.place}"
        for change in done.changes
        for flow in change.flows
        if column in (flow.source, flow.target)
    ]
    for finding in column.found:
        lines.append(f"{finding.entity_type} {finding.confidence:.2f}")
        lines += [
            f"  {evidence.weight:+.1f} {SIGNALS[evidence.signal].in_language(language)}: {say(evidence.reason, language)}"
            for evidence in finding.evidence
        ]
    if not column.found:
        lines.append(text("none"))
    return "\n".join(map(printable, lines)) + "\n"


def _table(done: Checked, name: str) -> JudgedTable:
    tables = {table.name.lower(): table for change in done.changes for table in change.head.values()}
    short = {full.rsplit(".", 1)[-1]: table for full, table in tables.items()}
    found = tables.get(name.lower()) or short.get(name.lower())
    if found is None:
        raise UnknownNameError("table", name, (table.name for table in tables.values()))
    return found


def fix(done: Checked, file: Path) -> int:
    """Write an entry to ``decisions.yaml`` for each open finding on an undeclared column; return how many.

    Purposes are left empty, with those that would fit in ``why``: which one holds is for people to say.
    """
    from piicatalog.model.catalog import Decision
    from piicatalog.model.decision import Action, ColumnDecision
    from piicatalog.store.decisions_file import write

    wanted = {(f.table, f.column): f.entity_type for f in done.report.open if f.rule in _STUBBED and f.column}
    for change in done.changes:
        for column in (column for table in change.head.values() for column in table.columns.values()):
            kind = wanted.pop((column.table.name, column.name), None)
            if kind is not None and change.purposes.decision((column.full_name,)) is None:
                why = f"piicatalog check --fix: add purposes, one or more of {', '.join(change.purposes.activities_for(kind)) or 'the notice activities'}"
                decision = Decision(action=Action.CONFIRM, entity_type=kind, why=why)
                write(file, ColumnDecision(column=column.full_name, decision=decision))
                wanted[column.table.name, column.name] = ""
    return sum(kind == "" for kind in wanted.values())
