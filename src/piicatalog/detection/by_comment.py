"""Evidence from what people wrote about a column: the words of the detector files in its comment."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from piicatalog.detection import ColumnEvidence, TableView, reading
from piicatalog.detection.lexicon import lexicon
from piicatalog.detection.survey import Survey
from piicatalog.model.evidence import Evidence, Signal

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge

MOST_WORDS = 40
"""A longer comment describes more than the column."""


def detect(view: TableView, survey: Survey, knowledge: "Knowledge") -> Iterator[ColumnEvidence]:  # noqa: ARG001 - the stage's shape
    """Yield what each column's comment names outright."""
    words = lexicon(knowledge)
    for column in view.table.columns:
        if not column.comment:
            continue
        text = words.words(column.comment)[:MOST_WORDS]
        weight = knowledge.weights["comment_strong"] / max(1.0, len(text) / 6)
        for match in reading.matches(text, words):
            if match.strength == "strong" and match.owner is not reading.Owner.OTHER:
                phrase = " ".join(text[match.start : match.end])
                reason = f"its comment says {phrase}"
                yield (
                    column.key,
                    Evidence(
                        entity_type=match.entity_type,
                        signal=Signal.COMMENT,
                        weight=round(weight, 3),
                        reason=reason,
                        detector=match.detector,
                    ),
                )
