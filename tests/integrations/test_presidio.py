"""Any Presidio pattern recognizer, run over columns, answers as it does value by value."""

import inspect
from functools import cache
from string import ascii_lowercase

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from presidio_analyzer import (
    AnalyzerEngine,
    EntityRecognizer,
    Pattern,
    PatternRecognizer,
    RecognizerRegistry,
    predefined_recognizers,
)
from presidio_analyzer.nlp_engine import NoOpNlpEngine

from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.detection.by_text import results_in
from piicatalog.integrations.presidio import ColumnarRecognizer, analyze_all, finnish_recognizers, registry_yaml
from piicatalog.profiling.builds import Builds
from piicatalog.profiling.containing import holding
from piicatalog.profiling.plan import plan_of

KNOWLEDGE = load_knowledge()


@cache
def shipped() -> list[PatternRecognizer]:
    found = [
        cls()
        for _, cls in inspect.getmembers(predefined_recognizers, inspect.isclass)
        if issubclass(cls, PatternRecognizer) and cls is not PatternRecognizer
    ]
    # The e-mail recognizer validates through a list of public suffixes that it would fetch; its patterns are tried without.
    email = PatternRecognizer("EMAIL_ADDRESS", patterns=predefined_recognizers.EmailRecognizer.PATTERNS)
    return [*(recognizer for recognizer in found if recognizer.name != "EmailRecognizer"), email]


SPECIAL = [
    PatternRecognizer("LOOK_BEHIND", patterns=[Pattern("a", r"(?<![\d.])\d{5}(?![\d.])", 0.5)]),
    PatternRecognizer("BETWEEN_ENDS", patterns=[Pattern("a", r"(?<![\d.])(?!9|131)\d{3,6}(?! ?[a-z])(?!\d|[.,]\d)", 0.5)]),
    PatternRecognizer("TWO_FORMS", patterns=[Pattern("a", r"(?!0)\d{3}(?!\d)", 0.3), Pattern("b", r"(?<!\d)\d{3,5}(?!-\d)", 0.5)]),
    PatternRecognizer("BACK_REFERENCE", patterns=[Pattern("a", r"\b(\w)\1{2,}\b", 0.5)]),
    PatternRecognizer("DENIED", deny_list=["Mr.", "rouva", "ä+"]),
    PatternRecognizer("CASED", patterns=[Pattern("a", r"[k-s]elvin|ſ", 0.5)]),
    PatternRecognizer("CONDITIONAL", patterns=[Pattern("a", r"(<)?\w+@\w+(?(1)>|$)", 0.5)]),
    PatternRecognizer("POSSESSIVE", patterns=[Pattern("a", r"\d++[a-z]", 0.5)]),
    PatternRecognizer("PROPERTY", patterns=[Pattern("a", r"\p{Lu}\d{2}", 0.5)]),
    PatternRecognizer("LINES", patterns=[Pattern("a", r"^\d+$", 0.5)]),
    PatternRecognizer("DEMANDS_BEFORE", patterns=[Pattern("a", r"(?<=hetu )\d{6}", 0.5)]),
    PatternRecognizer("DEMANDS_AFTER", patterns=[Pattern("a", r"\d{3}(?= ?\d{4}\b)", 0.5)]),
    PatternRecognizer("FLAG_INSIDE", patterns=[Pattern("a", r"\b(?i)ab\d{2}\b", 0.5)]),
    PatternRecognizer("LONG_REPEAT", patterns=[Pattern("a", r"\b[a-z0-9.]{20,60}\b", 0.5)]),
    PatternRecognizer("NOT_ASCII_DIGITS", patterns=[Pattern("a", r"\b\d{3}\b", 0.5)]),
]
PIECES = st.sampled_from(
    [
        "131052-308T",
        "FI2112345600000785",
        "040 123 4567",
        "4000000000000002",
        "192.0.2.1",
        "811228-9874",
        "12-34-56",
        "aaa",
        "Mr.",
        "rouva",
        "K",
        "ſ",
        "İ",
        "é",
        "<a@b>",
        "\n",
        "\x1c",
        "mail.example.fi",
        "85010112345",
        " ",
        "12345",
        "AB",
        "x",
        "00100",
        "0",
        "/",
        ".",
    ],
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6), st.from_regex(r"[0-9A-Z .\-]{4,14}", fullmatch=True)), max_size=5).map("".join)

OTHERS = [
    str.maketrans("0123456789" + ascii_lowercase, digits + letters)
    for digits, letters in (
        ("0132546798", ascii_lowercase),
        ("1234567890", ascii_lowercase),
        ("0123456789", ascii_lowercase[1:] + "a"),
        ("5432109876", ascii_lowercase[::-1]),
    )
]
"""Texts that differ in these alone are of one layout, and not all of one answer."""


def answers(results) -> list[tuple]:
    return sorted((result.entity_type, result.start, result.end, round(result.score, 6)) for result in results)


@cache
def columnar() -> list[tuple[PatternRecognizer, ColumnarRecognizer]]:
    return [(recognizer, ColumnarRecognizer(recognizer)) for recognizer in [*shipped(), *SPECIAL, *finnish_recognizers()]]


@settings(max_examples=30, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_columns_are_answered_as_values_are(texts) -> None:
    texts = [*texts, *(text.translate(others) for others in OTHERS for text in texts)]
    for recognizer, over_columns in columnar():
        together = over_columns.analyze(texts)
        apart = [recognizer.analyze(text, recognizer.supported_entities) for text in texts]
        assert [answers(results) for results in together] == [answers(results) for results in apart], recognizer.name


def test_most_shipped_patterns_run_in_linear_time() -> None:
    relaxed = [recognizer.name for recognizer in shipped() if ColumnarRecognizer(recognizer).pattern is not None]
    assert len(relaxed) >= 0.9 * len(shipped())


def test_nulls_have_no_result_and_equal_values_share_theirs() -> None:
    hetu = next(recognizer for recognizer in finnish_recognizers() if recognizer.name == "fi_hetu")
    results = ColumnarRecognizer(hetu).analyze(pa.array(["131052-308T", None, "131052-308T", "131052-308G"]))
    assert [len(found) for found in results] == [1, 0, 1, 0]
    assert results[0] is results[2]
    assert ColumnarRecognizer(hetu).count(["131052-308T", None, "131052-308T", "131052-308G"], at_least=0.9) == 2


def test_all_recognizers_together_find_each_entity_once() -> None:
    results = analyze_all(finnish_recognizers(), pa.array(["hetu 131052-308T, maija@example.fi", "tyhjä"]))
    assert [{result.entity_type for result in found} for found in results] == [{"FI_PERSONAL_IDENTITY_CODE", "EMAIL_ADDRESS"}, set()]


def test_a_table_of_results_says_what_the_lists_say() -> None:
    texts = ["131052-308T", "hetu 131052-308T, maija@example.fi", None, "maija@example.fi", "040 123 4567", "", "äö", "131052-308G"]
    for values in (texts, texts * 200, [f"{number} {text}" for number, text in enumerate(texts * 200)]):
        results = analyze_all([*finnish_recognizers(), *SPECIAL], pa.array(values))
        lists = [(row, one.entity_type, one.start, one.end, one.score) for row, found in enumerate(results) for one in found]
        assert sorted(tuple(line.values()) for line in results.to_table().to_pylist()) == sorted(lists)
        assert results.count(0.9) == len({line[0] for line in lists if line[4] >= 0.9})
    assert analyze_all(finnish_recognizers(), pa.array([None, None], pa.string())).to_table().num_rows == 0


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_recognizers_together_answer_as_each_alone(texts) -> None:
    recognizers = [*finnish_recognizers(), *SPECIAL]
    apart = [[one for recognizer in recognizers for one in recognizer.analyze(text, recognizer.supported_entities)] for text in texts]
    together = analyze_all(columnar_of_ours(), texts)
    assert [answers(results) for results in together] == [answers(EntityRecognizer.remove_duplicates(results)) for results in apart]


@cache
def columnar_of_ours() -> list[ColumnarRecognizer]:
    return [ColumnarRecognizer(recognizer) for recognizer in [*finnish_recognizers(), *SPECIAL]]


def test_registry_file_is_read_by_presidio(tmp_path) -> None:
    from presidio_analyzer.recognizer_registry import RecognizerRegistryProvider

    path = tmp_path / "recognizers.yaml"
    path.write_text(registry_yaml(), encoding="utf-8")
    found = RecognizerRegistryProvider(conf_file=path).create_recognizer_registry()
    assert {"FI_PERSONAL_IDENTITY_CODE", "PHONE_NUMBER"} <= set(found.get_supported_entities())


@pytest.mark.parametrize("text", ["131052-308T", "hetu 010594Y9032."])
def test_recognizers_prove_the_check_digit(text) -> None:
    hetu = next(recognizer for recognizer in finnish_recognizers() if recognizer.name == "fi_hetu")
    assert [result.score for result in hetu.analyze(text, ["FI_PERSONAL_IDENTITY_CODE"])] == [1.0]


TEXTS_OF_OURS = [text for detector in KNOWLEDGE.detectors for rule in detector.text for text in (*rule.match, *rule.no_match)]


@cache
def engine() -> AnalyzerEngine:
    """Presidio's own engine with our recognizers, as its users run them."""
    registry = RecognizerRegistry(recognizers=[*finnish_recognizers()], supported_languages=["fi"])
    nothing = NoOpNlpEngine([{"lang_code": "fi", "model_name": "none"}])
    return AnalyzerEngine(registry=registry, nlp_engine=nothing, supported_languages=["fi"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(TEXTS_OF_OURS), min_size=1, max_size=3))
def test_presidio_and_the_columnar_pass_find_the_same_in_a_text(parts) -> None:
    text = ", ok; ".join(["", *parts])
    values = pa.array([text], pa.large_string())
    holdings = holding(values, Builds(values), plan_of(KNOWLEDGE))
    held = {str(entity) for entity, one in holdings.items() if len(one.at)}
    least = KNOWLEDGE.weights["text_score"]
    results = engine().analyze(text, language="fi", score_threshold=least)
    assert held <= {result.entity_type for result in results}  # which reads a place in several ways
    assert {result.entity_type for result in results} <= held | {"PHONE_NUMBER", "NATIONAL_ID"}
    tried = {str(entity) for entity, one in holdings.items() if len(one.tried)}
    asked = [recognizer for recognizer in engine().registry.recognizers if {*recognizer.supported_entities} & tried]
    assert answers(results_in(text, asked, least)) == answers(results)
