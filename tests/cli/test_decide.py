import subprocess

import pytest

from piicatalog.definitions.decisions import load_decisions


def columns(folder):
    return {
        entry.column: (entry.decision.action, entry.decision.entity_type) for entry in load_decisions(folder / "decisions.yaml").columns
    }


def test_confirm_keeps_what_was_found_who_when_and_what_values_said(run, folder):
    result = run("decide", "asiakas.hetu", "confirm", "--who", "Maija", "--recheck", "2099-01-31")
    assert "shop.asiakas.hetu: confirm, by Maija; written to decisions.yaml" in result.stdout
    entry = load_decisions(folder / "decisions.yaml").columns[0]
    assert (entry.column, entry.decision.entity_type, entry.evidence) == ("shop.asiakas.hetu", "FI_PERSONAL_IDENTITY_CODE", "text nothing")
    assert (entry.decision.who, entry.decision.recheck) == ("Maija", "2099-01-31")


def test_retype_and_dismiss(run, folder):
    run("decide", "shop.asiakas.tila", "retype", "health", "--why", "terveydentila")
    run("decide", "shop.tuote.nimi", "dismiss", "--why", "tuotteen nimi")
    assert columns(folder) == {"shop.asiakas.tila": ("retype", "HEALTH"), "shop.tuote.nimi": ("dismiss", "")}


def test_what_was_said_of_purposes_and_conditions_stays_when_a_column_is_decided_anew(run, folder):
    path = folder / "decisions.yaml"
    path.write_text(
        "columns:\n  - column: shop.asiakas.tila\n    decision: retype\n    entity_type: HEALTH\n"
        "    purposes: [web_shop]\n    retention: [P2Y]\n    condition: 9(2)(a)\n"
    )
    run("decide", "shop.asiakas.tila", "retype", "RELIGION", "--why", "katsottu", "--who", "Maija")
    (decided,) = load_decisions(path).columns
    assert (decided.purposes, decided.retention, decided.condition) == (("web_shop",), ("P2Y",), "9(2)(a)")
    run("decide", "shop.asiakas.tila", "retype", "RELIGION", "--why", "katsottu", "--condition", "9(2)(d)")
    assert load_decisions(path).columns[0].condition == "9(2)(d)"
    run("decide", "shop.asiakas.tila", "dismiss", "--why", "testidataa")
    (decided,) = load_decisions(path).columns
    assert (decided.purposes, decided.condition) == ((), "")
    assert "takes no condition" in run("decide", "shop.asiakas.tila", "dismiss", "--why", "x", "--condition", "9(2)(a)", code=2).stderr


def test_a_pattern_decides_on_all_its_columns(run, folder):
    run("decide", "*.created_by", "dismiss", "--why", "järjestelmätunnuksia")
    assert set(columns(folder)) == {"shop.tuote.created_by", "arkisto.asiakas.created_by"}


def test_a_table_is_bound_to_activities_of_the_notice(run, folder):
    run("decide", "shop.asiakas", "bind", "web_shop", "delivery", "--why", "sovittu")
    run("decide", "shop.*", "bind", "web_shop", "--why", "kaikki")
    bound = {entry.binding.pattern: entry.binding.activities for entry in load_decisions(folder / "decisions.yaml").tables}
    assert bound == {"shop.asiakas": ("web_shop", "delivery"), "shop.*": ("web_shop",)}


def test_who_is_the_name_that_git_knows(run, folder):
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    subprocess.run(["git", "config", "user.name", "Tietosuojavastaava"], cwd=folder, check=True)
    run("decide", "shop.asiakas.hetu", "confirm")
    assert load_decisions(folder / "decisions.yaml").columns[0].decision.who == "Tietosuojavastaava"


def test_days_until_the_next_look_become_a_date(run, folder):
    import datetime as dt

    run("decide", "shop.asiakas.hetu", "confirm", "--recheck", "90d")
    recheck = load_decisions(folder / "decisions.yaml").columns[0].decision.recheck
    assert abs((dt.date.fromisoformat(recheck) - dt.datetime.now(tz=dt.UTC).date()).days - 90) <= 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["shop.asiakas.hettu", "confirm"], "no column is called shop.asiakas.hettu. Did you mean shop.asiakas.hetu"),
        (["shop.asiakas.tila", "confirm"], "nothing was found in shop.asiakas.tila that could be confirmed"),
        (
            ["shop.asiakas.hetu", "retype", "EMAIL_ADRESS", "--why", "x"],
            "no entity type is called 'EMAIL_ADRESS'. Did you mean EMAIL_ADDRESS?",
        ),
        (["shop.asiakas.hetu", "retype", "--why", "x"], "retype needs the entity type"),
        (["shop.asiakas.hetu", "dismiss", "PERSON", "--why", "x"], "dismiss takes no entity type"),
        (["shop.asiakas.hetu", "dismiss"], "dismiss needs a reason that others can check: --why TEXT"),
        (["shop.asiakas", "bind", "web_shopp", "--why", "x"], "no processing activity is called 'web_shopp'. Did you mean web_shop?"),
        (["shop.asiakas", "bind", "--why", "x"], "bind needs activities of the notice kuluttaja-asiakkaat"),
        (["shop.asiaks", "bind", "web_shop", "--why", "x"], "no table is called shop.asiaks. Did you mean shop.asiakas"),
        (["financial_year", "answer", "12", "--why", "x"], "no question is called 'financial_year'"),
        (["shop.asiakas.hetu", "confirm", "--recheck", "soon"], "--recheck soon: write a date as 2027-01-31"),
        (["shop.asiakas.hetu", "perhaps"], "'perhaps' is not one of"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(run, folder, arguments, message):
    assert message in run("decide", *arguments, code=2).stderr
    assert not (folder / "decisions.yaml").exists()


def test_a_wrong_decisions_file_is_said_with_its_line(run, folder):
    (folder / "decisions.yaml").write_text("columns:\n  - column: a\n    decision: maybe\n")
    assert "decisions.yaml:3: columns.0.decision" in run("decide", "shop.asiakas.hetu", "confirm", code=2).stderr
