"""What values say of a column, in a few words: the fingerprint that a decision keeps, and when it re-opens the decision.

``text +EMAIL_ADDRESS -PHONE_NUMBER`` reads: stored as text; values speak for an e-mail address and against a phone number.
Counts and weights are left out, since they differ from sample to sample; so are names, which a decision is about anyway.
Where no value was read it is the family of the data type alone, and that says nothing against anything.
"""

from piicatalog.model.catalog import CatalogColumn
from piicatalog.model.data_type import family_of
from piicatalog.model.decision import Action, ColumnDecision
from piicatalog.model.evidence import Signal
from piicatalog.model.reason import Reason

CLEARLY = 2.0
"""Log-odds (7 to 1) from which values are taken to speak for or against an entity type."""
_FROM_VALUES = frozenset({Signal.VALUES, Signal.FIELDS, Signal.TEXT})


def evidence_of(entry: CatalogColumn) -> str:
    """Return the fingerprint of what is known of a column's values now."""
    weights = {hit.entity_type.value: CLEARLY for hit in entry.verdict.incidental}
    for finding in (*entry.verdict.findings, *entry.verdict.candidates):
        said = [reason.weight for reason in finding.evidence if reason.signal in _FROM_VALUES]
        # As in the decision: the strongest reason for and the strongest against.
        weights.setdefault(finding.entity_type.value, max([0.0, *said]) + min([0.0, *said]))
    words = [f"{'+' if weight > 0 else '-'}{entity_type}" for entity_type, weight in sorted(weights.items()) if abs(weight) >= CLEARLY]
    if not words and entry.verdict.checked.non_null:
        words = ["nothing"]
    return " ".join([family_of(entry.column.data_type).value, *words])


def why_reopened(decided: ColumnDecision, entry: CatalogColumn) -> Reason | None:
    """Return why a decision has to be looked at again; None while it holds."""
    if not decided.evidence:
        return None
    then, now = decided.evidence.split(), evidence_of(entry).split()
    if then[0] != now[0]:
        return Reason("stored_otherwise", {"then": then[0], "now": now[0]})
    if len(now) == 1:
        return None
    entity_type = decided.decision.entity_type if decided.decision.action != Action.DISMISS else ""
    new = sorted(word[1:] for word in set(now) - set(then) if word.startswith("+") and word[1:] != entity_type)
    if new:
        return Reason("values_speak_for", {"entity_types": ", ".join(new)})
    if entity_type and f"-{entity_type}" in now and f"-{entity_type}" not in then:
        return Reason("values_speak_against", {"entity_type": entity_type})
    if f"+{entity_type}" in then and f"+{entity_type}" not in now:
        return Reason("values_silent", {"entity_type": entity_type})
    return None
