"""Every detector file holds what it says: its examples match, and all other detectors leave them alone."""

from functools import cache

import pytest

from piicatalog.definitions.knowledge import Knowledge, load_knowledge
from piicatalog.evaluation.examples import failures, judge_name, why_unfit
from piicatalog.model.detector import Detector
from piicatalog.model.entity_type import EntityType

KNOWLEDGE = load_knowledge()
DETECTORS = {detector.id: detector for detector in KNOWLEDGE.detectors}
NAMED = [detector for detector in KNOWLEDGE.detectors if detector.name]
MATCH = [pytest.param(detector, name, id=f"{detector.id}-{name}-yes") for detector in NAMED for name in detector.name.match]
NO_MATCH = [pytest.param(detector, name, id=f"{detector.id}-{name}-no") for detector in NAMED for name in detector.name.no_match]
VALUES = [
    pytest.param(detector, number, value, right, id=f"{detector.id}-{number}-{value}-{'yes' if right else 'no'}")
    for detector in KNOWLEDGE.detectors
    for number, rule in enumerate(detector.values)
    for right, values in ((True, rule.match), (False, rule.no_match))
    for value in values
]


@cache
def judged(name: str) -> EntityType | None:
    findings = judge_name(name, KNOWLEDGE).findings
    return findings[0].entity_type if findings else None


@pytest.mark.parametrize(("detector", "name"), MATCH)
def test_a_name_that_matches_is_that_and_nothing_else(detector: Detector, name: str) -> None:
    assert judged(name) == detector.entity_type


@pytest.mark.parametrize(("detector", "name"), NO_MATCH)
def test_a_name_that_does_not_match_is_left_alone(detector: Detector, name: str) -> None:
    assert judged(name) != detector.entity_type


@pytest.mark.parametrize(("detector", "number", "value", "right"), VALUES)
def test_a_value_rule_keeps_to_its_examples(detector: Detector, number: int, value: str, right: bool) -> None:
    assert (not why_unfit(detector.values[number], value, KNOWLEDGE)) is right


@pytest.mark.parametrize("detector", KNOWLEDGE.detectors, ids=lambda detector: detector.id)
def test_all_examples_of_a_file_hold(detector: Detector) -> None:
    assert not list(failures(detector, KNOWLEDGE))


@pytest.mark.parametrize("detector", KNOWLEDGE.detectors, ids=lambda detector: detector.id)
def test_a_detector_has_examples_of_both_kinds_for_every_rule(detector: Detector) -> None:
    if detector.name:
        assert detector.name.match
        assert detector.name.no_match
    for rule in (*detector.values, *detector.text):
        assert rule.match
        assert rule.no_match


def test_every_entity_type_has_words_of_its_own() -> None:
    assert {detector.entity_type for detector in NAMED} == set(EntityType)


def test_no_phrase_is_refused_and_accepted_by_the_same_entity_type() -> None:
    from piicatalog.detection.lexicon import lexicon

    for words, terms in lexicon(KNOWLEDGE).phrases.items():
        for entity in {term.entity_type for term in terms}:
            strengths = {term.strength for term in terms if term.entity_type is entity}
            assert strengths in ({"strong"}, {"weak"}, {"negative"}, {"strong", "weak"}), (words, entity)


def test_knowledge_of_one_file_can_be_asked_by_its_id() -> None:
    assert KNOWLEDGE.detector("fi_hetu").entity_type is EntityType.FI_PERSONAL_IDENTITY_CODE
    assert isinstance(KNOWLEDGE, Knowledge)
    with pytest.raises(KeyError):
        KNOWLEDGE.detector("fi_nothing")
