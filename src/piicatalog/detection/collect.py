"""All evidence on one table: first each signal by itself, then what the first pass lets the others say."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from piicatalog.detection import Detect, DetectInContext, TableView, by_column_name, by_comment, by_data_type, by_keys, by_table
from piicatalog.detection.survey import Survey
from piicatalog.model.evidence import Evidence
from piicatalog.model.reason import Words

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge

FIRST: tuple[Detect, ...] = (by_column_name.detect, by_comment.detect, by_keys.detect)
SECOND: tuple[DetectInContext, ...] = (by_table.detect, by_data_type.detect)


def collect(view: TableView, survey: Survey, knowledge: "Knowledge") -> Mapping[str, tuple[Evidence, ...]]:
    """Return the evidence on every column of the table, in a stable order."""
    found: dict[str, list[Evidence]] = {column.key: [] for column in view.table.columns}
    first, second = list(FIRST), list(SECOND)
    if view.profiles:
        from piicatalog.detection import by_contradiction, by_text, by_values  # values need Arrow; names do not

        first.append(by_values.detect)
        second += [by_contradiction.detect, by_text.detect]
    for detect in first:
        for key, evidence in detect(view, survey, knowledge):
            found[key].append(evidence)
    seen = {key: tuple(evidence) for key, evidence in found.items()}
    for detect_in_context in second:
        for key, evidence in detect_in_context(view, seen, survey, knowledge):
            found[key].append(evidence)
    return {key: tuple(sorted(evidence, key=_order)) for key, evidence in found.items()}


def _order(evidence: Evidence) -> tuple[str, str, float, Words]:
    return (evidence.entity_type, evidence.signal, -evidence.weight, evidence.reason)
