"""Detectors of one's own, without code: listed, shown, tried, and told with file and line when they are wrong."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from piicatalog.cli.main import group


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch) -> None:
    """No piicatalog.yaml of the checkout is read."""
    monkeypatch.chdir(tmp_path)


OWN = """id: fi_jasenkortti
entity_type: CUSTOMER_ID
title: {en: Loyalty card}
column_name:
  strong: [jasenkortti, bonuskortin_numero]
  examples:
    match: [jasenkortti, BONUSKORTIN_NUMERO]
    no_match: [jasenkorttityyppi]
values:
  pattern: 'JK-[0-9]{6}'
  examples:
    match: [JK-123456]
    no_match: [JK-12345]
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "own" / "fi" / "jasenkortti.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(OWN, encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["classifiers", *arguments], prog_name="piicatalog")


def test_a_detector_of_ones_own_is_listed_shown_and_holds(own: Path) -> None:
    listed = run("list", "--classifiers", "own", "--entity", "CUSTOMER_ID")
    assert [line.split()[0] for line in listed.stdout.splitlines()] == ["any_customer_id", "fi_jasenkortti", "fi_learner_number"]
    assert "JK-[0-9]{6}" in run("show", "fi_jasenkortti", "--classifiers", "own").stdout
    tried = run("test", "--classifiers", "own")
    assert (tried.exit_code, tried.stdout, tried.stderr) == (0, "", "1 detectors, 5 examples, 0 do not hold\n")


def test_an_example_that_does_not_hold_is_told_with_its_line(own: Path) -> None:
    own.write_text(
        OWN.replace("[jasenkortti, BONUSKORTIN_NUMERO]", "[jasenkortti, tuotekoodi]").replace("[JK-12345]", "[JK-000000]"), encoding="utf-8"
    )
    tried = run("test", "--classifiers", "own")
    assert tried.exit_code == 1
    assert tried.stdout.splitlines() == [
        "own/fi/jasenkortti.yaml:7: tuotekoodi is found to be nothing",
        "own/fi/jasenkortti.yaml:13: no_match example 1 is recognised and should not be",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OWN.replace("title", "titel"), "own/fi/jasenkortti.yaml:3: titel"),
        (OWN.replace("{6}'", "{6}('"), "own/fi/jasenkortti.yaml:10: values"),
        (OWN.replace("fi_jasenkortti", "fi_kortti"), "own/fi/jasenkortti.yaml:1: id: must be fi_jasenkortti"),
        (OWN.replace("CUSTOMER_ID", "CUSTOMER"), "own/fi/jasenkortti.yaml:2: entity_type"),
        (OWN.replace("jasenkortti, bonus", "jäsenkortti, bonus"), "own/fi/jasenkortti.yaml:5: column_name.strong"),
    ],
)
def test_a_wrong_file_is_told_with_its_line(own: Path, text: str, said: str) -> None:
    own.write_text(text, encoding="utf-8")
    tried = run("test", "--classifiers", "own")
    assert tried.exit_code == 2
    assert said in tried.stderr


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "{6}'",
            "{6}'\n  validator: fi_hett\n  chance: 0.03",
            "11: values.0.validator: no validator is called 'fi_hett'. Did you mean fi_hetu?",
        ),
        ("{6}'", "{6}'\n  validator: luhn", "9: values.0: a validator needs its chance"),
        ("{6}'", "{6}'\n  chance: 0.1", "9: values.0: chance is that of a validator"),
        ("JK-[0-9]{6}", "JK-(?!0)[0-9]{6}", "10: values.0.pattern: can't be run in linear time (no look-around"),
        ("JK-[0-9]{6}", ".*", "10: values.0.pattern: fits nothing at all too"),
        ("'JK-[0-9]{6}'", '"JK-\\d{6}"', "10: not YAML: found unknown escape character; write a pattern in single quotes"),
        ("values:\n  pattern", "text:\n  pattern", "10: text.0.pattern: can take exponential time"),
        ("CUSTOMER_ID", "COSTUMER_ID", "2: entity_type: no such word; did you mean CUSTOMER_ID?"),
        ("CUSTOMER_ID", "EMPLOYEE_CODE", "2: entity_type: must be one of PERSON, FIRST_NAME"),
        ("[jasenkortti, bonuskortin_numero]", "jasenkortti", "5: column_name.strong: must be a list: [one, two]"),
        ("  strong", "\tstrong", "5: not YAML: found character that cannot start any token; indent with spaces"),
        ("fi_jasenkortti", "FI", "1: id: must be LOCALE_NAME in small letters"),
    ],
)
def test_every_slip_is_told_in_the_words_of_the_file(own: Path, old: str, new: str, said: str) -> None:
    text = OWN.replace(old, new)
    if "exponential" in said:
        text = text.replace("JK-[0-9]{6}", r"(\w+\s?)+X")
    own.write_text(text, encoding="utf-8")
    tried = run("test", "--classifiers", "own")
    assert tried.exit_code == 2
    assert f"own/fi/jasenkortti.yaml:{said}" in tried.stderr


def test_what_is_wrong_in_several_files_is_told_at_once(own: Path) -> None:
    own.write_text(OWN.replace("JK-[0-9]{6}", "JK-(?!0)[0-9]{6}"), encoding="utf-8")
    text = OWN.replace("JK-[0-9]{6}'", "[0-9]{9}'\n  validator: lun\n  chance: 0.1").replace("jasenkortti", "toinen")
    own.with_name("toinen.yaml").write_text(text, encoding="utf-8")
    assert len(run("test", "--classifiers", "own").stderr.splitlines()) == 2


def test_a_pattern_that_could_explode_is_run_by_re2_alone(own: Path) -> None:
    own.write_text(OWN.replace("JK-[0-9]{6}", "(J+)+K").replace("JK-123456", "JJK").replace("JK-12345", "J" * 60), encoding="utf-8")
    assert run("test", "--classifiers", "own").exit_code == 0


def test_a_part_of_a_value_is_checked_where_the_pattern_names_it(own: Path) -> None:
    whole = OWN.replace("{6}'", "{6}'\n  validator: luhn\n  chance: 0.1").replace("JK-123456", "JK-123455")
    own.write_text(whole, encoding="utf-8")
    assert "JK-123455" not in run("test", "--classifiers", "own").stdout
    assert "has the form, but luhn says no; where only a part is checked, name it" in run("test", "--classifiers", "own").stdout
    text = "text:\n  pattern: '(?<![A-Z])JK-(?P<check>[0-9]{6})(?![0-9])'\n  examples: {match: [kortti JK-123455], no_match: [kortti JK-123456]}\n"
    own.write_text(whole.replace("[0-9]{6}", "(?P<check>[0-9]{6})") + text, encoding="utf-8")
    assert run("test", "--classifiers", "own").exit_code == 0


def test_files_that_would_be_passed_over_in_silence_are_told(own: Path) -> None:
    own.rename(own.parents[1] / "jasenkortti.yaml")
    tried = run("list", "--classifiers", "own")
    assert tried.exit_code == 2
    assert "own/jasenkortti.yaml:1: a folder of detectors holds LOCALE/NAME.yaml" in tried.stderr
    (own.parents[1] / "jasenkortti.yaml").unlink()
    assert "holds no detector file" in run("list", "--classifiers", "own").stderr


def test_a_weight_of_ones_own_replaces_the_shipped_one(own: Path) -> None:
    weights = own.parents[1] / "weights.yaml"
    weights.write_text('names:\n  name_strong: {value: -9.0, measured: "our own schemas"}\n', encoding="utf-8")
    assert "nothing by its name alone" in run("test", "--name", "sposti", "--classifiers", "own").stdout
    weights.write_text('names:\n  name_stong: {value: -9.0, measured: "our own schemas"}\n', encoding="utf-8")
    assert "name_stong is no number of detection or decision" in run("list", "--classifiers", "own").stderr


def test_a_name_can_be_tried() -> None:
    tried = run("test", "--name", "asiakas.sposti", "--name", "tuote.nimi")
    assert "asiakas.sposti: EMAIL_ADDRESS (0.9" in tried.stdout
    assert "tuote.nimi: nothing by its name alone" in tried.stdout


def test_an_unknown_detector_is_told_with_the_nearest() -> None:
    assert "Did you mean fi_hetu?" in run("show", "fi_hett").stderr
    assert "no entity type is called 'HETU'" in run("list", "--entity", "HETU").stderr
