"""What narrows the search never loses a match."""

import re
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.errors import DefinitionError
from piicatalog.model.detector import Detector, TextRule, ValueRule
from piicatalog.model.entity_type import EntityType
from piicatalog.model.label import Label
from piicatalog.profiling.builds import Builds
from piicatalog.profiling.columns import profile
from piicatalog.profiling.containing import holding
from piicatalog.profiling.exact import whole
from piicatalog.profiling.fields import fields_of, may_be_documents
from piicatalog.profiling.hashing import hash_texts
from piicatalog.profiling.layouts import UNSURE_SPACES, layouts_of
from piicatalog.profiling.plan import build_plan, plan_of
from piicatalog.profiling.relax import relax
from piicatalog.profiling.sieve import Sieves, closed_kinds, sieve_of

KNOWLEDGE = load_knowledge()
PLAN = plan_of(KNOWLEDGE)
EXAMPLES = [value for check in PLAN.values for value in (*check.rule.match, *check.rule.no_match)]
EXAMPLES += [value for check in PLAN.texts for value in (*check.rule.match, *check.rule.no_match)]
TEXTS = (
    st.lists(st.one_of(st.sampled_from(EXAMPLES), st.text("0123456789-+.@ABab ä", max_size=12)), min_size=1, max_size=3)
    .map("".join)
    .filter(bool)
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_the_sieve_passes_whatever_matches(texts) -> None:
    values = pa.array(texts, pa.large_string())
    builds = Builds(values)
    for check, passing in zip(PLAN.values, builds.passing(PLAN.value_sieves, whole=True), strict=True):
        matching = np.flatnonzero(pc.match_substring_regex(values, check.pattern).to_numpy(zero_copy_only=False))
        assert set(matching) <= set(passing), check.name


PATTERNS = [check.rule.pattern for check in (*PLAN.values, *PLAN.texts)]
PATTERNS += [
    r"(?<!\d)\d{3}(?!\d)",
    r"(?<![^a])b",
    r"(?<!\s)x\b",
    r"[a-zäö]{2,4}\d",
    r"(?<=no )\d+",
    r".{3}9",
    r"[^x]y$",
    r"(\w)\1",
    r"\b[A-F]{2}(?=\d\d)",
    r"(?:é|K)\d",
]


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_layout_matches_where_a_text_of_it_does(data) -> None:
    pattern = data.draw(st.sampled_from(PATTERNS))
    flags = data.draw(st.sampled_from([0, re.ASCII, re.IGNORECASE, re.IGNORECASE | re.MULTILINE | re.DOTALL]))
    around = st.text("09aZé \x1c-", max_size=3)
    text = data.draw(around) + data.draw(st.from_regex(re.compile(pattern, flags), fullmatch=True) | TEXTS) + data.draw(around)
    if not text or not re.search(pattern, text, flags):
        return
    layouts = layouts_of(pa.array([text], pa.large_string())).dictionary
    assert pc.match_substring_regex(layouts, relax(pattern, flags, of_layouts=True))[0].as_py()
    if text.isascii() and not set(text) & set(UNSURE_SPACES):
        assert pc.match_substring_regex(layouts, relax(pattern, flags, in_ascii=True, of_layouts=True))[0].as_py()
    sieve = sieve_of(pattern, flags, with_layouts=True)
    [passing] = Builds(pa.array([text] * 8, pa.large_string())).passing(Sieves([[sieve]]), whole=False)
    assert len(passing) == 8


EDGED = [
    *PATTERNS,
    r"(?<![a-zà-ɏ])(?!ab)[A-ZÀ-Þ][a-zß-ÿ]{2,}[0-9]?(?![0-9a-zß-ÿ])",
    r"(?<![0-9.])[0-9é-ü]{2}(?:-[0-9])?(?![0-9.])",
    r"(?<!\d)\w{2}\b-[^é](?![-\d])",
]


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_whole_texts_are_told_as_a_search_finds_them(data) -> None:
    pattern, flags = data.draw(st.sampled_from(EDGED)), data.draw(st.sampled_from([0, re.ASCII, re.IGNORECASE]))
    told = whole(pattern, flags)
    drawn = st.from_regex(re.compile(pattern, flags)) | TEXTS | st.text("0aAbéÀü.-", max_size=6)
    text = data.draw(drawn.filter(bool))
    if told is None or (told.in_ascii and not text.isascii()):
        return
    values = pa.array([text], pa.large_string())
    is_whole = pc.match_substring_regex(values, told.pattern)[0].as_py()
    if is_whole and told.ruled_out is not None:
        is_whole = not pc.match_substring_regex(values, told.ruled_out)[0].as_py()
    found = re.search(pattern, text, flags)
    assert is_whole == (found is not None and found.span() == (0, len(text)))


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_text_of_closed_kinds_is_one_match_or_holds_none(data) -> None:
    pattern, flags = data.draw(st.sampled_from(EDGED)), data.draw(st.sampled_from([0, re.ASCII, re.IGNORECASE]))
    text = data.draw((st.from_regex(re.compile(pattern, flags)) | TEXTS).filter(bool))
    if Builds(pa.array([text], pa.large_string())).are_of(closed_kinds(pattern, flags))[0]:
        assert all(match.span() == (0, len(text)) for match in re.finditer(pattern, text, flags))


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_the_linear_pass_finds_what_the_exact_rules_find(texts) -> None:
    expected = {}
    for check in PLAN.texts:
        for index, text in enumerate(texts):
            is_running = not check.rule.on_list or re.search("[ (\n][a-zåäö]|^[a-zåäö]|[0-9:;!?]", text)
            if is_running and any(check.finder.places(text)):
                expected.setdefault(check.detector.entity_type, set()).add(index)
    values = pa.array(texts, pa.large_string())
    found = holding(values, Builds(values), PLAN)
    chance = {check.detector.entity_type: check.chance for check in PLAN.texts}
    held = {entity: set(one.at.tolist()) for entity, one in found.items() if len(one.at)}
    assert all({*one.at.tolist()} <= {*one.tried.tolist()} for one in found.values())
    assert all(at <= expected[entity] for entity, at in held.items())
    for entity, at in expected.items():
        for index in at - held.get(entity, set()):  # read better as something else
            assert any(chance[other] < chance[entity] and index in elsewhere for other, elsewhere in held.items())


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=300), min_size=1, max_size=8))
def test_hashes_are_of_the_text_alone(texts) -> None:
    hashes = hash_texts(pa.array(["x", *texts], pa.large_string()).slice(1))
    assert hashes.tolist() == [hash_texts(pa.array([text], pa.large_string()))[0] for text in texts]
    assert len(set(hashes.tolist())) == len(set(texts))


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=40)
    | st.sampled_from(
        ["{" * 5000, "<a>" * 5000, "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "[[[[1]]]]", "a=1;b=2", '{"a":' * 3000, "{'a': " * 300]
    )
)
def test_no_document_makes_the_reader_raise(text) -> None:
    fields_of([text])


def test_fields_are_paths() -> None:
    assert fields_of(["<a><sposti x='1'>a@example.fi</sposti></a>"]) == {"$.a.sposti@x": ["1"], "$.a.sposti": ["a@example.fi"]}
    assert fields_of(["nimi=Matti;puh=040 123 4567"]) == {"$.nimi": ["Matti"], "$.puh": ["040 123 4567"]}
    assert fields_of(["tavallista tekstiä", "toinen"]) == {}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ('{"a": {"b": "x"}, "c": [{"d": "y"}, {"d": "z', {"$.a.b": ["x"], "$.c[].d": ["y"]}),
        ("{'a': {'b': 'x'}, 'c': None}", {"$.a.b": ["x"]}),
        (r'"{\"a\": {\"b\": \"x\"}}"', {"$.a.b": ["x"]}),
        ('{"a": "{\\"b\\": \\"x\\"}"}', {"$.a.b": ["x"]}),
        ("{x,y}", {"$[]": ["x", "y"]}),
        ('{"a@example.fi": {"n": 1}}', {"$.{}": ["a@example.fi"], "$.{}.n": ["1"]}),
        ("/haku?sposti=a%40example.fi&puh=%2B358401234567", {"$.sposti": ["a@example.fi"], "$.puh": ["+358401234567"]}),
        ('12:00 INFO user="Aino A" ip=192.0.2.1 ok', {"$.user": ["Aino A"], "$.ip": ["192.0.2.1"]}),
        ("Aino|040 123 4567", {"$[0]": ["Aino"], "$[1]": ["040 123 4567"]}),
    ],
)
def test_documents_that_are_broken_wrapped_or_no_documents_at_all_are_read(text, fields) -> None:
    assert fields_of([text]) == fields
    assert may_be_documents(pa.array([text], pa.large_string()))


def test_every_example_of_every_rule_holds() -> None:
    for check in PLAN.values:
        for value in check.rule.match:
            assert re.fullmatch(check.rule.pattern, value), (check.name, value)
            assert check.is_valid is None or check.is_valid(value), (check.name, value)
        for value in check.rule.no_match:
            assert not re.fullmatch(check.rule.pattern, value) or (check.is_valid and not check.is_valid(value)), (check.name, value)


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"(\w+\s?)*x", r"(?:a*b?)*c", r"([a-z]+|x)+y", r"(?:(?:ab*)+)+c"])
def test_a_pattern_that_can_explode_is_refused(pattern) -> None:
    with pytest.raises(DefinitionError, match="exponential"):
        build_plan(replace(KNOWLEDGE, detectors=(detector_with(pattern),)))


@pytest.mark.parametrize(
    "pattern", [r"(?:\d{1,3}\.){3}\d{1,3}", r"(?:[a-z]+,)+", r"[a-z]+\d+", r"(?:\S+\s+){3,}\S+", r"\b\d{6}[-+]\d{4}\b"]
)
def test_a_pattern_that_cannot_is_taken(pattern) -> None:
    assert len(build_plan(replace(KNOWLEDGE, detectors=(detector_with(pattern),))).texts) == 1


def test_an_exploding_form_of_a_value_is_run_in_linear_time() -> None:
    rule = ValueRule(pattern=r"(?:a+)+b")
    plan = build_plan(replace(KNOWLEDGE, detectors=(replace(detector_with("a"), values=(rule,), text=()),)))
    assert profile(pa.array(["a" * 5000]), plan).hits == {}


def detector_with(pattern: str) -> Detector:
    return Detector(
        id="x_y", entity_type=EntityType.TAX_ID, title=Label(fi="", sv="", en=""), text=(TextRule(pattern=pattern),), file="x/y.yaml"
    )
