import pytest


def test_a_column_is_explained_from_the_store(run):
    text = run("explain", "shop.asiakas.hetu").stdout
    assert "the name is hetu  [any_x]" in text
    assert "→" in text


def test_a_short_name_suffices_where_it_is_the_only_one(run):
    assert run("explain", "Asiakas.HETU").stdout.startswith("shop.asiakas.hetu  varchar(80)\n")
    message = run("explain", "asiakas.sposti", code=2).stderr
    assert "is in several places; write one of: arkisto.asiakas.sposti, shop.asiakas.sposti" in message


@pytest.mark.parametrize("name", ["shop.asiakas.hettu", "asiakas.hettu"])
def test_an_unknown_name_gets_a_near_one(run, name):
    assert "Did you mean shop.asiakas.hetu" in run("explain", name, code=2).stderr


def test_control_characters_of_names_do_not_reach_the_terminal(run):
    output = run("explain", "paha*").stdout
    assert "\x1b" not in output
    assert r"shop.paha\x1b[2J.nimi\x1b]0;x\x07" in output


def test_entity_types_and_detectors_are_explained_in_the_language_asked_for(run):
    assert (
        "fi_hetu: Henkilötunnus (FI_PERSONAL_IDENTITY_CODE), classifiers/fi/hetu.yaml"
        in run("explain", "FI_PERSONAL_IDENTITY_CODE", "--lang", "fi").stdout
    )
    assert run("explain", "fi_hetu").stdout.startswith("fi_hetu: ")


def test_rules_of_the_check_are_explained(run):
    assert run("explain", "pii001").stdout.startswith("PII001 (")
    assert "no rule is called 'PII999'" in run("explain", "PII999", code=2).stderr


def test_a_decision_and_its_reopening_are_explained(run, folder):
    run("decide", "shop.asiakas.sposti", "confirm", "--who", "Maija", "--why", "katsottu")
    path = folder / "decisions.yaml"
    path.write_text(path.read_text().replace("evidence: text nothing", "evidence: integer nothing"))
    text = run("explain", "shop.asiakas.sposti").stdout
    assert "Decision: confirmed · EMAIL_ADDRESS · Maija" in text
    assert "re-opened: it was integer when it was decided and is text now" in text
    assert "State: suggested" in text
