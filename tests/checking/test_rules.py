"""Every rule's own examples: those that fire do, those that do not leave the rule silent."""

from pathlib import Path

import pytest

from piicatalog.checking import known
from piicatalog.checking.finding import Example
from piicatalog.checking.reference import explain_rule, reference
from piicatalog.checking.rules import module, rules
from piicatalog.checking.selftest import found_in
from piicatalog.detection import kept
from piicatalog.errors import UnknownNameError

CASES = [
    pytest.param(code, example, expected, id=f"{code}-{kind}-{number}")
    for code, rule in rules().items()
    for kind, expected, examples in (("fires", True, rule.fires), ("quiet", False, rule.quiet))
    for number, example in enumerate(examples)
]
# Provoked in test_never_silent.py: it needs a file that is no text.
WITHOUT_FIRING_EXAMPLE = {"PII908"}


@pytest.fixture(scope="session")
def knowledge():
    return kept.knowledge((), None)


@pytest.mark.parametrize(("code", "example", "expected"), CASES)
def test_an_example_does_what_it_says(code: str, example: Example, expected: bool, knowledge):
    found = found_in(example, knowledge)
    assert (code in {finding.rule for finding in found}) is expected, [(f.rule, f.subject) for f in found]


@pytest.mark.parametrize("code", list(rules()))
def test_a_rule_is_complete(code):
    rule = rules()[code]
    assert rule.code == code
    assert module(code).__doc__.startswith(f"{code}: ")
    for label in (rule.title, rule.message, rule.explanation):
        assert label.en
        assert label.fi
    assert rule.fires or code in WITHOUT_FIRING_EXAMPLE
    assert code in explain_rule(code.lower())
    assert rule.title.fi in explain_rule(code, "fi")
    assert f"## {code}\n" in reference()


def test_an_unknown_rule_is_not_explained():
    with pytest.raises(UnknownNameError, match="Did you mean PII"):
        explain_rule("PII01")


def test_the_shipped_notice_is_the_default():
    assert known.purposes(known.Configured(), "", Path("none"), None).notice == "kuluttaja-asiakkaat"
