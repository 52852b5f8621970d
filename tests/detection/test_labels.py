"""The labelled columns of our own keep the numbers that they reached; `piicatalog evaluate` prints them."""

from functools import cache
from pathlib import Path

import pytest

from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.evaluation.findings import by_names
from piicatalog.evaluation.labels import load_labels
from piicatalog.evaluation.score import Evaluation, evaluate

LABELS = Path(__file__).parents[2] / "benchmarks/labels"


@cache
def scored(file: str) -> Evaluation:
    return evaluate(by_names(load_labels(LABELS / file), load_knowledge()))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_personal_names_are_recognised_and_traps_are_not(language: str) -> None:
    labels = load_labels(LABELS / "names.csv")
    personal = by_names([label for label in labels if label.source == language], load_knowledge())
    traps = by_names([label for label in labels if label.source == f"{language}_traps"], load_knowledge())
    right = sum(bool(found) and found[0].entity_type in label.labels for label, found in personal.items())
    assert right >= 0.95 * len(personal)
    assert sum(map(bool, traps.values())) <= 0.03 * len(traps)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_names_of_the_blind_rounds_are_recognised_and_traps_are_not(language: str) -> None:
    labels = [label for label in load_labels(LABELS / "blind.csv") if label.sure and label.source.startswith(language)]
    found = by_names(labels, load_knowledge())
    personal = [bool(said) and said[0].entity_type in label.labels for label, said in found.items() if label.labels]
    traps = [bool(said) for label, said in found.items() if not label.labels]
    assert sum(personal) >= 0.95 * len(personal)
    assert sum(traps) <= 0.03 * len(traps)


def test_systems_are_told_apart_table_by_table() -> None:
    assert scored("systems.csv").micro.f1 >= 0.95
    assert scored("systems.csv").personal.f1 >= 0.95


def test_names_of_old_finnish_systems_are_read() -> None:
    assert scored("legacy.csv").personal.recall >= 0.95
    assert scored("legacy.csv").personal.wrong <= 2


def test_technical_schemas_are_left_alone() -> None:
    assert scored("technical.csv").personal.wrong <= 0.03 * scored("technical.csv").columns


def test_nine_of_ten_stated_is_nine_of_ten_and_more_right() -> None:
    for bucket in (*scored("names.csv").reliability, *scored("systems.csv").reliability):
        if bucket.low >= 0.9 and bucket.number >= 20:
            assert bucket.right >= 0.95, bucket
