"""All definition files together: what the stages know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from piicatalog.definitions.builtin import CLASSIFIERS
from piicatalog.model.detector import Detector
from piicatalog.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Knowledge:
    """Everything the definition files say, checked."""

    detectors: tuple[Detector, ...]
    vocabulary: Vocabulary
    weights: Mapping[str, float] = field(repr=False)
    """Every number of detection and decision by its name in ``weights.yaml``."""
    folders: tuple[Path, ...] = ()
    """The user's folders; word lists are in their ``lists/``."""

    def detector(self, detector_id: str) -> Detector:
        """Return the detector of that id; KeyError when there is none."""
        for detector in self.detectors:
            if detector.id == detector_id:
                return detector
        raise KeyError(detector_id)


def load_knowledge(folders: Sequence[Path] = ()) -> Knowledge:
    """Read the shipped classifier files and those of the user's folders; a user's detector or weight replaces a shipped one of its name."""
    # Imported here, so that a warm ``check``, whose knowledge comes from the cache, does not load pydantic and YAML.
    from piicatalog.definitions.detector import WEIGHTS, load_detectors
    from piicatalog.definitions.vocabulary import load_vocabulary
    from piicatalog.definitions.weights import load_weights

    detectors = {detector.id: detector for detector in load_detectors(CLASSIFIERS, shown_as="classifiers")}
    weights = dict(load_weights(CLASSIFIERS / WEIGHTS, shown_as=f"classifiers/{WEIGHTS}"))
    for folder in folders:
        detectors |= {detector.id: detector for detector in load_detectors(folder)}
        if (folder / WEIGHTS).exists():
            weights |= load_weights(folder / WEIGHTS, known=weights)
    return Knowledge(
        detectors=tuple(sorted(detectors.values(), key=lambda detector: detector.id)),
        vocabulary=load_vocabulary(CLASSIFIERS / "vocabulary.yaml", shown_as="classifiers/vocabulary.yaml"),
        weights=weights,
        folders=tuple(folders),
    )
