"""Evidence from running text, by Presidio with recognizers built from the detector files.

Loaded only when a column of text is met, and asked only what the linear pass of the profile's kernels lets through: of each
text by the recognizers whose form stands in it. Nothing is downloaded: no language model, recognizer loader or public suffix
list is involved.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from piicatalog.detection import ColumnEvidence, TableView
from piicatalog.model.detector import Detector, titles
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.reason import Reason
from piicatalog.profiling.facts import Facts, facts_of
from piicatalog.profiling.places import CHECKED

if TYPE_CHECKING:
    from presidio_analyzer import PatternRecognizer, RecognizerResult

    from piicatalog.definitions.knowledge import Knowledge
    from piicatalog.detection.survey import Survey

LANGUAGE = "fi"
_CONTEXT = 0.35
"""What a context word adds to a score, as Presidio's own enhancer has it."""
_MOST_TEXTS = 200
_AGAIN, _AGAIN_SHARE = 10, 0.05
"""So many of the texts with one and the same content, and such a share of them, make it the company's own."""


def detect(
    view: TableView,
    first: Mapping[str, Sequence[Evidence]],
    survey: "Survey",  # noqa: ARG001 - the stage's shape
    knowledge: "Knowledge",
) -> Iterator[ColumnEvidence]:
    """Yield FREE_TEXT for columns of running text, stronger where personal data stands in it."""
    for key, profile in view.profiles.items():
        if any(evidence.signal is Signal.FIELDS for evidence in first.get(key, ())):
            continue  # documents, whose fields have spoken
        facts = facts_of(profile)
        if facts is not None and is_running_text(facts, knowledge.weights):
            named = any(evidence.entity_type is EntityType.FREE_TEXT for evidence in first.get(key, ()))
            yield from ((key, evidence) for evidence in _evidence(facts, knowledge, named=named))


def is_running_text(facts: Facts, weights: Mapping[str, float]) -> bool:
    """Whether most values are sentences: four words and more, seldom repeated."""
    if facts.profile.kind != "text" or facts.repeats > 5 or facts.lengths.mean() < weights["text_mean_length"]:
        return False
    return facts.running_share >= weights["text_share"]


def _evidence(facts: Facts, knowledge: "Knowledge", *, named: bool) -> Iterator[Evidence]:
    found = entities_in(facts, knowledge)
    weight, reason = knowledge.weights["text_running"], Reason("running_text", {"distinct": facts.distinct})
    if found:
        called = titles(knowledge.detectors)
        counted = tuple(Reason("counted", {"title": called[entity], "count": count}) for entity, count in sorted(found.items()))
        reason = Reason("running_text_holds", {"distinct": facts.distinct, "found": counted})
    if sum(found.values()) >= max(3, knowledge.weights["text_holding_share"] * facts.distinct):
        weight = knowledge.weights["text_holding"]
    elif not named:
        return
    yield Evidence(entity_type=EntityType.FREE_TEXT, signal=Signal.TEXT, weight=weight, reason=reason)


def entities_in(facts: Facts, knowledge: "Knowledge") -> dict[EntityType, int]:
    """Return how many of the sample's texts hold each entity type: the linear pass first, Presidio on what it lets through.

    What stands in text after text is the company's own, and does not count.
    """
    import numpy as np
    import pyarrow as pa

    from piicatalog.profiling.builds import Builds
    from piicatalog.profiling.containing import holding
    from piicatalog.profiling.plan import plan_of

    held = holding(facts.sample.values, Builds(facts.sample.values), plan_of(knowledge))
    if not any(len(one.at) for one in held.values()):
        return {}
    passed = np.unique(np.concatenate([one.at for one in held.values()]))[:_MOST_TEXTS]
    recognizers = _kept_recognizers(knowledge)
    asked: dict[int, list[PatternRecognizer]] = {index: [] for index in passed.tolist()}
    for entity, one in held.items():
        for index in np.intersect1d(one.tried, passed, assume_unique=True).tolist():
            asked[index] += recognizers[entity]
    texts = facts.sample.values.take(pa.array(passed)).to_pylist()
    found: Counter[tuple[EntityType, tuple[str, ...]]] = Counter()
    for text, of_text in zip(texts, asked.values(), strict=True):
        contents: dict[EntityType, set[str]] = {}
        for result in results_in(text, of_text, knowledge.weights["text_score"]):
            contents.setdefault(EntityType(result.entity_type), set()).add(text[result.start : result.end].lower())
        found.update((entity, tuple(sorted(content))) for entity, content in contents.items())
    of_others: Counter[EntityType] = Counter()
    for (entity, _), times in found.items():
        if times < max(_AGAIN, _AGAIN_SHARE * len(texts)):
            of_others[entity] += times
    return dict(of_others)


def results_in(text: str, recognizers: "Sequence[PatternRecognizer]", least_score: float) -> "list[RecognizerResult]":
    """Return what Presidio's engine finds by these recognizers, which ask for no tokens: it would copy each result and split each text."""
    from presidio_analyzer import EntityRecognizer

    found: list[RecognizerResult] = []
    for recognizer in recognizers:
        if results := recognizer.analyze(text, recognizer.supported_entities):
            found += recognizer.enhance_using_context(text, results, [], None)  # type: ignore[arg-type]
    return EntityRecognizer.remove_duplicates([result for result in found if result.score >= least_score])


_recognizers: dict[int, tuple["Knowledge", "dict[EntityType, list[PatternRecognizer]]"]] = {}


def _kept_recognizers(knowledge: "Knowledge") -> "dict[EntityType, list[PatternRecognizer]]":
    """Return the detectors' recognizers by entity type, built once."""
    kept = _recognizers.get(id(knowledge))
    if kept is None or kept[0] is not knowledge:
        found: dict[EntityType, list[PatternRecognizer]] = {}
        for recognizer in recognizers_of(knowledge):
            found.setdefault(EntityType(recognizer.supported_entities[0]), []).append(recognizer)
        _recognizers.clear()
        kept = _recognizers[id(knowledge)] = (knowledge, found)
    return kept[1]


def recognizers_of(knowledge: "Knowledge", language: str = LANGUAGE) -> "list[PatternRecognizer]":
    """Return a Presidio recognizer for each detector with text rules; it checks digits and lists, and looks for its context words."""
    from presidio_analyzer import Pattern, PatternRecognizer, RecognizerResult

    from piicatalog.profiling.plan import plan_of

    plan = plan_of(knowledge)

    class DetectorRecognizer(PatternRecognizer):
        """A detector file as Presidio sees it."""

        def __init__(self, detector: Detector) -> None:
            checks = [check for check in plan.texts if check.detector is detector]
            self.detector = detector
            self.finders = [check.finder for check in checks]
            self.validator = checks[0].validator
            super().__init__(
                supported_entity=detector.entity_type.value,
                name=detector.id,
                patterns=[Pattern(f"{detector.id} {number}", rule.pattern, rule.score) for number, rule in enumerate(detector.text, 1)],
                supported_language=language,
                global_regex_flags=0,
            )

        def validate_result(self, pattern_text: str) -> bool | None:
            """Whether the check digit is right, the words are on the list; None where neither is asked."""
            if self.validator is None:
                return None
            matches = (finder.exact.search(pattern_text) for finder in self.finders if finder.is_part_checked)
            part = next((match[CHECKED] for match in matches if match), pattern_text)
            return bool(self.validator.is_valid(part))

        def enhance_using_context(
            self,
            text: str,
            raw_recognizer_results: list[RecognizerResult],
            other_raw_recognizer_results: list[RecognizerResult],  # noqa: ARG002 - presidio's signature
            nlp_artifacts: object,  # noqa: ARG002
            context: list[str] | None = None,  # noqa: ARG002
        ) -> list[RecognizerResult]:
            """Raise the score of a match that has a context word near it, in any of its forms."""
            for result in raw_recognizer_results:
                number = int(result.analysis_explanation.pattern_name.rpartition(" ")[2])
                finder = self.finders[number - 1]
                is_near = finder.is_near_words(text, result.start, result.end)
                if finder.is_another_number(text, result.start) and not is_near:
                    result.score = 0.0
                if is_near:
                    result.score = min(1.0, result.score + _CONTEXT)
                    result.recognition_metadata[RecognizerResult.IS_SCORE_ENHANCED_BY_CONTEXT_KEY] = True
            return raw_recognizer_results

    return [DetectorRecognizer(detector) for detector in knowledge.detectors if detector.text]
