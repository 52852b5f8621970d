"""Weights are fitted to labels, scored on sources the fit has not seen, and come into use from a folder."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from piicatalog.cli.evaluate import command
from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.errors import UsageError
from piicatalog.evaluation.findings import by_names
from piicatalog.evaluation.fit import cases, fitted, loss, probability
from piicatalog.evaluation.labels import LabelledColumn, load_labels
from piicatalog.evaluation.trace import traced, value_of
from piicatalog.model.entity_type import EntityType

LABELS = Path(__file__).parents[2] / "benchmarks/labels/systems.csv"
KNOWLEDGE = load_knowledge()


def test_a_traced_confidence_is_the_one_that_is_stated() -> None:
    columns = [column for column in load_labels(LABELS)[:120] if column.sure]
    stated = [finding.confidence for findings in by_names(columns, KNOWLEDGE).values() for finding in findings]
    most = KNOWLEDGE.weights["calibration_most"]
    traced_ones = [min(probability(case, KNOWLEDGE.weights)[0], most) for case in cases(columns, KNOWLEDGE)]
    assert stated
    assert all(min(abs(one - other) for other in traced_ones) < 0.001 for one in stated)


def test_a_weight_that_misleads_is_moved_until_the_labels_are_likelier() -> None:
    columns = [
        LabelledColumn(source="s", table=f"t{number}", column="nimi", data_type="text", labels=(EntityType.PERSON,) if number % 10 else ())
        for number in range(60)
    ]
    found = cases(columns, KNOWLEDGE)
    weights = fitted(found, KNOWLEDGE.weights)
    assert weights["name_weak"] > KNOWLEDGE.weights["name_weak"]
    assert loss(found, weights) < loss(found, KNOWLEDGE.weights)
    assert weights["name_strong"] == KNOWLEDGE.weights["name_strong"]


@given(st.lists(st.sampled_from(sorted(KNOWLEDGE.weights)), min_size=1, max_size=6), st.floats(0.5, 8))
def test_a_sum_remembers_what_it_was_made_of(names: list[str], divisor: float) -> None:
    numbers = traced(KNOWLEDGE.weights)
    total = numbers[names[0]]
    for name in names[1:]:
        total += numbers[name]
    total = round(total / divisor, 3)
    assert value_of(total.parts, KNOWLEDGE.weights) == pytest.approx(total)  # type: ignore[attr-defined]


def test_the_command_writes_weights_that_a_folder_brings(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(LABELS), "--fit", str(tmp_path / "own")], catch_exceptions=False)
    assert result.exit_code == 0
    assert "entity type, micro F1" in result.stdout
    changed = load_knowledge([tmp_path / "own"]).weights
    assert changed.keys() == KNOWLEDGE.weights.keys()
    assert any(changed[name] != KNOWLEDGE.weights[name] for name in changed)


def test_one_source_is_too_little_to_learn_from(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="two sources or more"):
        CliRunner().invoke(command, [str(LABELS), "--source", "sap", "--fit", str(tmp_path)], catch_exceptions=False)
