"""Applies people's decisions to what the machine found; nothing but changed evidence re-opens one."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from piicatalog.model.catalog import CatalogColumn, Decision
from piicatalog.model.decision import Action, ColumnDecision, Decisions
from piicatalog.model.entity_type import EntityType
from piicatalog.model.finding import ColumnState, Finding, Verdict
from piicatalog.model.processing import TableBinding
from piicatalog.model.reason import Reason, Words
from piicatalog.store.evidence import why_reopened

_CERTAIN = 1.0
"""The confidence of what a person has said."""


def apply(decisions: Decisions, columns: Iterable[CatalogColumn], *, today: dt.date | None = None) -> tuple[CatalogColumn, ...]:
    """Return the columns with the states that people gave them.

    A decision whose evidence has changed does not hold: the column keeps what the machine found, and the decision's note says why.
    One whose re-check date has passed still holds; its note says that it is due.
    """
    today = today or dt.datetime.now(tz=dt.UTC).date()
    by_name = {(decided.source, decided.column): decided for decided in decisions.columns}
    if not by_name:
        return tuple(columns)
    return tuple(
        _decide(entry, decided, today)
        if (decided := by_name.get((entry.source, entry.full_name)) or by_name.get(("", entry.full_name)))
        else entry
        for entry in columns
    )


def bindings(decisions: Decisions) -> tuple[TableBinding, ...]:
    """Return the activities that people bound tables to, for tagging."""
    return tuple(decided.binding for decided in decisions.tables)


def answers(decisions: Decisions) -> tuple[tuple[str, str], ...]:
    """Return the answers to the notice's open questions, as ``Notice.parameters`` has them."""
    return tuple((answer.question, answer.answer) for answer in decisions.answers)


def unmatched(decisions: Decisions, columns: Sequence[CatalogColumn]) -> tuple[Reason, ...]:
    """Return, in words, the decisions about columns that do not exist.

    One that names its source is only looked for when that source was scanned, and one that names none only among tables of the
    schemas that were: a scan of one database says nothing about the columns of another.
    """
    if not decisions.columns:
        return ()
    known = {(entry.source, entry.full_name) for entry in columns} | {("", entry.full_name) for entry in columns}
    sources = {entry.source for entry in columns}
    schemas = {entry.table.schema for entry in columns}
    return tuple(
        Reason(
            "decided_of_nothing",
            {"file": decisions.file or "decisions.yaml", "column": decided.column, "action": decided.decision.action},
        )
        for decided in decisions.columns
        if (decided.source, decided.column) not in known and (decided.source in sources if decided.source else _in(schemas, decided.column))
    )


def _in(schemas: set[str], column: str) -> bool:
    return any(column.startswith(f"{schema}.") if schema else True for schema in schemas)


def _decide(entry: CatalogColumn, decided: ColumnDecision, today: dt.date) -> CatalogColumn:
    decision, verdict = decided.decision, entry.verdict
    reopened = why_reopened(decided, entry)
    if reopened:
        return replace(entry, verdict=_reopened(verdict, decision), decision=replace(decision, note=Reason("reopened", {"said": reopened})))
    note: Words = ""
    if decision.recheck and dt.date.fromisoformat(decision.recheck) <= today:
        note = Reason("recheck_due", {"day": decision.recheck})
    held = _dismissed(verdict) if decision.action == Action.DISMISS else _confirmed(verdict, decision)
    return replace(entry, verdict=held, decision=replace(decision, note=note))


def _reopened(verdict: Verdict, decision: Decision) -> Verdict:
    """What the machine finds now; where it finds nothing, what the person had said stays as a suggestion to look at."""
    if verdict.findings or decision.action == Action.DISMISS:
        return replace(verdict, state=ColumnState.SUGGESTED) if verdict.findings else verdict
    decided = [finding for finding in verdict.candidates if finding.entity_type == decision.entity_type]
    if not decided and decision.entity_type:
        decided = [Finding(entity_type=EntityType(decision.entity_type), confidence=0.5)]
    others = tuple(finding for finding in verdict.candidates if finding.entity_type != decision.entity_type)
    return replace(verdict, state=ColumnState.SUGGESTED, findings=tuple(decided), candidates=others)


def _dismissed(verdict: Verdict) -> Verdict:
    return replace(verdict, state=ColumnState.DISMISSED, findings=(), candidates=(*verdict.findings, *verdict.candidates))


def _confirmed(verdict: Verdict, decision: Decision) -> Verdict:
    """The decided entity type first and certain; a retyped column keeps no other, a confirmed one keeps what stood beside it."""
    considered = (*verdict.findings, *verdict.candidates)
    if not decision.entity_type:
        if not verdict.findings:
            return verdict
        entity_type = verdict.findings[0].entity_type
    else:
        entity_type = EntityType(decision.entity_type)
    evidence = next((finding.evidence for finding in considered if finding.entity_type is entity_type), ())
    beside = verdict.findings if decision.action == Action.CONFIRM else ()
    standing = (
        Finding(entity_type=entity_type, confidence=_CERTAIN, evidence=evidence),
        *(finding for finding in beside if finding.entity_type is not entity_type),
    )
    types = {finding.entity_type for finding in standing}
    losing = tuple(finding for finding in considered if finding.entity_type not in types)
    return replace(verdict, state=ColumnState.CONFIRMED, findings=standing, candidates=losing)
