"""The decision on every column of a table: what stands, what lost, and what state that leaves the column in."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from piicatalog.decision.conflicts import settle
from piicatalog.decision.trust import doubts
from piicatalog.decision.weigh import weigh
from piicatalog.detection import TableView
from piicatalog.model.evidence import Evidence
from piicatalog.model.finding import Checked, ColumnState, Finding, Incidence, Verdict
from piicatalog.model.profile import ColumnProfile
from piicatalog.model.reason import Reason

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge

NOT_READ = Reason("names_only")
EMPTY = Reason("no_value")
UNREADABLE = Reason("no_text")
RULE_OF_THREE = 3.0
"""With no hit in n values, a share above 3 / n would have shown itself with 95 % probability."""


def decide(view: TableView, evidence: Mapping[str, tuple[Evidence, ...]], knowledge: "Knowledge") -> dict[str, Verdict]:
    """Return the verdict on each column by its key."""
    doubted: dict[str, tuple[Evidence, ...]] = {}
    for key, doubt in doubts(evidence, view.profiles, knowledge) if view.profiles else ():
        doubted[key] = (*doubted.get(key, ()), doubt)
    return {
        column.key: _verdict(view, column.key, (*evidence.get(column.key, ()), *doubted.get(column.key, ())), knowledge)
        for column in view.table.columns
    }


def _verdict(view: TableView, key: str, evidence: tuple[Evidence, ...], knowledge: "Knowledge") -> Verdict:
    found = weigh(evidence, knowledge.weights)
    standing, lost = settle(found, knowledge.weights["stands"])
    profile = view.profiles.get(key)
    incidental = _incidental(profile, standing, knowledge)
    state = _state(view, profile, standing, incidental)
    return Verdict(
        state=state,
        findings=standing,
        candidates=lost,
        incidental=incidental,
        checked=_checked(view, key, profile, clean=state is ColumnState.CLEAN),
    )


def _incidental(profile: ColumnProfile | None, standing: tuple[Finding, ...], knowledge: "Knowledge") -> tuple[Incidence, ...]:
    if profile is None:
        return ()
    from piicatalog.detection import incidental  # only where values were read

    stands = {finding.entity_type for finding in standing}
    return tuple(incidence for incidence in incidental.find(profile, knowledge) if incidence.entity_type not in stands)


def _state(view: TableView, profile: ColumnProfile | None, standing: tuple[Finding, ...], incidental: tuple[Incidence, ...]) -> ColumnState:
    if standing:
        return ColumnState.SUGGESTED
    if incidental:
        return ColumnState.INCIDENTAL
    if profile is not None and profile.non_null and not _is_unreadable(profile) and not view.why_not:
        return ColumnState.CLEAN
    return ColumnState.NOT_CHECKED


def _is_unreadable(profile: ColumnProfile) -> bool:
    return profile.kind in {"binary", "other"} and not profile.distinct


def _checked(view: TableView, key: str, profile: ColumnProfile | None, *, clean: bool) -> Checked:
    if profile is None:
        return Checked(why_not=view.why_not or view.table.names[key].why_not or NOT_READ)
    return Checked(
        values=profile.rows,
        non_null=profile.non_null,
        bound=round(min(1.0, RULE_OF_THREE / profile.non_null), 6) if clean else None,
        why_not=view.why_not or (EMPTY if not profile.non_null else UNREADABLE if _is_unreadable(profile) else ""),
    )
