"""The same schema gives the same findings in whatever order its tables come, and each reason pulls its own way."""

import random
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from piicatalog.decision.decide import decide
from piicatalog.decision.weigh import weigh
from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.detection import TableView
from piicatalog.detection.collect import collect
from piicatalog.detection.survey import survey
from piicatalog.evaluation.labels import load_labels, tables_of
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal

KNOWLEDGE = load_knowledge()
SOURCES = tables_of(load_labels(Path(__file__).parents[2] / "benchmarks/labels/systems.csv"))
REASONS = st.builds(
    Evidence,
    entity_type=st.sampled_from([EntityType.PERSON, EntityType.CITY, EntityType.HEALTH]),
    signal=st.sampled_from(Signal),
    weight=st.floats(-9, 9),
    reason=st.text("abc", max_size=2),
)


@given(st.lists(REASONS, min_size=1, max_size=8), REASONS)
def test_a_reason_for_never_lowers_and_one_against_never_raises(evidence: list[Evidence], more: Evidence) -> None:
    before = {finding.entity_type: finding.confidence for finding in weigh(evidence, KNOWLEDGE.weights)}
    after = {finding.entity_type: finding.confidence for finding in weigh([*evidence, more], KNOWLEDGE.weights)}
    for entity, confidence in before.items():
        change = after[entity] - confidence
        assert change == 0 if entity is not more.entity_type else change * more.weight >= 0


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(SOURCES)), st.randoms(use_true_random=False))
def test_the_order_of_tables_does_not_matter(source: str, chance: random.Random) -> None:
    def judged(tables):
        about = survey(tables, KNOWLEDGE)
        return {
            (table.name, key): verdict.findings
            for table in tables
            for view in [TableView(table=table)]
            for key, verdict in decide(view, collect(view, about, KNOWLEDGE), KNOWLEDGE).items()
        }

    tables = list(SOURCES[source])
    mixed = list(tables)
    chance.shuffle(mixed)
    assert judged(mixed) == judged(tables)
