"""Whatever the detection says, it says in three languages."""

from pathlib import Path

import pytest

from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.detection import TableView
from piicatalog.detection.collect import collect
from piicatalog.detection.survey import survey
from piicatalog.evaluation.labels import load_labels, tables_of
from piicatalog.model.reason import Reason

KNOWLEDGE = load_knowledge()
LABELS = Path(__file__).parents[2] / "benchmarks" / "labels"


@pytest.mark.parametrize("file", ["systems.csv", "fresh.csv", "technical.csv", "legacy.csv"])
def test_every_reason_of_a_schema_is_a_sentence_of_all_languages(file: str) -> None:
    said: set[str] = set()
    for tables in tables_of(load_labels(LABELS / file)).values():
        about = survey(tables, KNOWLEDGE)
        for table in tables:
            for found in collect(TableView(table=table), about, KNOWLEDGE).values():
                for evidence in found:
                    assert isinstance(evidence.reason, Reason), evidence.reason
                    assert len({evidence.reason.in_language(language) for language in ("fi", "sv", "en")}) == 3
                    said.add(evidence.reason.key)
    assert {"name_says", "name_says_but"} <= said
