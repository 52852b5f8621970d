"""The numbers of detection and decision, each with the measurement that set it: ``classifiers/weights.yaml``."""

from collections.abc import Collection, Mapping
from pathlib import Path

from pydantic import RootModel

from piicatalog.definitions.base import Definition
from piicatalog.definitions.load import load
from piicatalog.errors import DefinitionError, Problem


class WeightDefinition(Definition):
    """One number."""

    value: float
    measured: str
    """How it was set: on what, with which result."""


class WeightsDefinition(RootModel[dict[str, dict[str, WeightDefinition]]]):
    """Sections of numbers; a section is for the reader only, a name is unique over all of them."""


def load_weights(path: Path, *, shown_as: str | None = None, known: Collection[str] = ()) -> Mapping[str, float]:
    """Return every number by its name; a name given in two sections is an error, and one that is not ``known``, where that is given."""
    weights: dict[str, float] = {}
    twice: list[str] = []
    for section in load(WeightsDefinition, path, shown_as=shown_as).root.values():
        twice += [name for name in section if name in weights]
        weights |= {name: weight.value for name, weight in section.items()}
    problems = [f"{name} is given in two sections" for name in twice]
    if known:
        problems += [f"{name} is no number of detection or decision" for name in weights if name not in known]
    if problems:
        raise DefinitionError([Problem(shown_as or str(path), 1, problem) for problem in problems])
    return weights
