"""Evidence from running text, by Presidio with recognizers built from the detector files.

Loaded only when a column of text is met, and run only on the texts that the linear pass of the profile's kernels
lets through. Nothing is downloaded: words are told apart without a language model, and no recognizer loader
or public suffix list is involved.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from piicatalog.detection import ColumnEvidence, TableView
from piicatalog.model.detector import Detector, titles
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.reason import Reason
from piicatalog.profiling.facts import Facts, facts_of
from piicatalog.profiling.places import CHECKED

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine, PatternRecognizer

    from piicatalog.definitions.knowledge import Knowledge
    from piicatalog.detection.survey import Survey

LANGUAGE = "fi"
_CONTEXT = 0.35
"""What a context word adds to a score, as Presidio's own enhancer has it."""
_MOST_TEXTS = 200
_AGAIN, _AGAIN_SHARE = 10, 0.05
"""So many of the texts with one and the same content, and such a share of them, make it the company's own."""
_WORD = re.compile(r"\w+|[^\w\s]+")


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

    held = holding(facts.sample.values, Builds(facts.sample.values), plan_of(knowledge)).values()
    passed = np.unique(np.concatenate([one.at for one in held])) if held else ()
    if not len(passed):
        return {}
    engine = engine_of(knowledge)
    found: Counter[tuple[EntityType, tuple[str, ...]]] = Counter()
    texts = facts.sample.values.take(pa.array(passed[:_MOST_TEXTS])).to_pylist()
    for text in texts:
        contents: dict[EntityType, set[str]] = {}
        for result in engine.analyze(text, language=LANGUAGE, score_threshold=knowledge.weights["text_score"]):
            contents.setdefault(EntityType(result.entity_type), set()).add(text[result.start : result.end].lower())
        found.update((entity, tuple(sorted(content))) for entity, content in contents.items())
    of_others: Counter[EntityType] = Counter()
    for (entity, _), times in found.items():
        if times < max(_AGAIN, _AGAIN_SHARE * len(texts)):
            of_others[entity] += times
    return dict(of_others)


_engines: dict[int, tuple["Knowledge", "AnalyzerEngine"]] = {}


def engine_of(knowledge: "Knowledge") -> "AnalyzerEngine":
    """Return Presidio's engine with the detectors' recognizers and nothing else, built once."""
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry

    kept = _engines.get(id(knowledge))
    if kept is None or kept[0] is not knowledge:
        found = RecognizerRegistry(recognizers=recognizers_of(knowledge), supported_languages=[LANGUAGE])
        _engines.clear()
        kept = _engines[id(knowledge)] = (
            knowledge,
            AnalyzerEngine(registry=found, nlp_engine=_words_engine(), supported_languages=[LANGUAGE]),
        )
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


def _words_engine() -> Any:
    """Return an engine that only tells words apart, for the context words before and after a match."""
    from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

    class WordsEngine(NlpEngine):
        """No language model: words are letters and digits side by side."""

        def load(self) -> None:
            """Load nothing."""

        def is_loaded(self) -> bool:
            """Return True at once."""
            return True

        def process_text(self, text: str, language: str) -> NlpArtifacts:
            """Split the text into words."""
            matches = list(_WORD.finditer(text))
            words = [match.group() for match in matches]
            lemmas = [word.lower() for word in words]
            tokens: Any = words  # presidio asks for a spaCy document, and for nothing but the words in it
            return NlpArtifacts([], tokens, [match.start() for match in matches], lemmas, self, language)

        def process_batch(
            self,
            texts: Iterable[str],
            language: str,
            batch_size: int = 1,  # noqa: ARG002 - presidio's signature
            n_process: int = 1,  # noqa: ARG002
            **_options: object,
        ) -> Iterator[tuple[str, NlpArtifacts]]:
            """Split each text into words."""
            for text in texts:
                yield text, self.process_text(text, language)

        def is_stopword(self, word: str, language: str) -> bool:  # noqa: ARG002 - presidio's signature
            """Know no stop words."""
            return False

        def is_punct(self, word: str, language: str) -> bool:  # noqa: ARG002 - presidio's signature
            """Whether there is no letter or digit in it."""
            return not any(character.isalnum() for character in word)

        def get_supported_entities(self) -> list[str]:
            """Find no entities by itself."""
            return []

        def get_supported_languages(self) -> list[str]:
            """Take the one language of the recognizers."""
            return [LANGUAGE]

    return WordsEngine()
