"""What a detector file says, checked: ``classifiers/<locale>/<name>.yaml`` as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass

from piicatalog.model.data_type import TypeFamily
from piicatalog.model.entity_type import EntityType
from piicatalog.model.label import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRule:
    """Words of column names. All are folded (``sahkoposti``), ``_`` is a border between words."""

    strong: tuple[str, ...] = ()
    """The name alone suffices."""
    weak: tuple[str, ...] = ()
    """Needs an owner word, the table's help or values."""
    negative: tuple[str, ...] = ()
    """A name that equals or holds this is not this entity type."""
    match: tuple[str, ...] = ()
    """Examples that are it, by name alone; ``asiakas.nimi`` names table and column."""
    no_match: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRule:
    """The form of one value, matched against the whole trimmed cell."""

    pattern: str
    """A regular expression that RE2 and Python's re both read."""
    validator: str = ""
    """A module of ``validators/``; empty where the form has no check digit."""
    chance: float = 0.0
    """The share (0 to 1) of random strings of this form that pass the validator."""
    needs_name: bool = False
    """Proves nothing unless the column's name or table speaks for the entity type too."""
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRule:
    """The form within running text, for Presidio and the contains-pass."""

    pattern: str
    score: float = 0.4
    """Presidio's score before context words and validation."""
    context: tuple[str, ...] = ()
    """Words near it that say so too; a rule with a lower score than ``text_score`` and no check needs one."""
    on_list: str = ""
    """``person``: the words found must be a first name and a surname by the word lists."""
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector:
    """One detector file."""

    id: str
    entity_type: EntityType
    title: Label
    description: str = ""
    references: tuple[str, ...] = ()
    name: NameRule | None = None
    data_types: tuple[TypeFamily, ...] = ()
    """Families that a column of it can have; empty: any."""
    values: tuple[ValueRule, ...] = ()
    text: tuple[TextRule, ...] = ()
    file: str = ""


def titles(detectors: Iterable[Detector]) -> dict[EntityType, Label]:
    """Return the title of each entity type: that of the file of its name for any country, else of any country's, else of the first."""
    labels: dict[EntityType, tuple[int, Label]] = {}
    for detector in detectors:
        place, _, name = detector.id.partition("_")
        fits = (name == detector.entity_type.lower()) * (2 if place == "any" else 1)
        if fits > labels.get(detector.entity_type, (-1, detector.title))[0]:
            labels[detector.entity_type] = fits, detector.title
    return {entity_type: label for entity_type, (_, label) in labels.items()}
