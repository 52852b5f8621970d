import json


def test_the_notice_is_held_against_the_last_scan(run):
    run("decide", "shop.asiakas", "bind", "web_shop", "--why", "sovittu")
    result = run("notice", "check", "--rule", "E3", "--lang", "fi", code=1)
    assert "shop.asiakas.hetu" in result.stdout
    assert "1050/2018" in result.stdout
    assert "W8" not in result.stdout


def test_it_fails_only_from_the_level_that_is_asked_for(run):
    run("decide", "shop.asiakas", "bind", "debt_collection_credit_control", "--why", "sovittu")
    run("notice", "check")
    run("notice", "check", "--fail-on", "warning", code=1)
    run("notice", "check", "--fail-on", "never")


def test_findings_are_data_for_programs(run):
    run("decide", "shop.asiakas", "bind", "web_shop", "--why", "sovittu")
    found = json.loads(run("notice", "check", "--format", "json", code=1).stdout)["findings"]
    assert {"rule", "severity", "title", "message", "places", "notice_words", "advice"} == set(found[0])
    assert ["shop.asiakas.hetu"] in [each["places"] for each in found if each["rule"] == "E3"]


def test_an_unknown_rule_is_told(run):
    assert "E33" in run("notice", "check", "--rule", "E33", code=2).output
