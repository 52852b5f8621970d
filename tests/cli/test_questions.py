from click.testing import CliRunner

from piicatalog.cli.main import group
from piicatalog.definitions.decisions import load_decisions


def test_every_question_says_how_it_is_answered(run):
    result = run("questions", "--lang", "fi")
    assert "Missä kuussa tilikausi päättyy?" in result.stdout
    assert "piicatalog decide financial_year_end_month answer" in result.stdout
    assert "piicatalog decide shop.tuote bind" in result.stdout
    assert "\x1b" not in result.stdout


def test_an_answer_closes_its_question(run):
    run("decide", "financial_year_end_month", "answer", "12", "--why", "yhtiöjärjestys")
    run("decide", "shop.tuote", "bind", "web_shop", "--why", "sovittu")
    result = run("questions")
    assert "financial_year_end_month" not in result.stdout
    assert "decide shop.tuote bind" not in result.stdout


def test_a_product_groups_own_warranty_is_an_answer(run, folder):
    run("decide", "warranty_period.puhelimet", "answer", "P3Y", "--why", "takuuehdot")
    assert [(answer.question, answer.answer) for answer in load_decisions(folder / "decisions.yaml").answers] == [
        ("warranty_period.puhelimet", "P3Y")
    ]


def test_they_are_asked_one_by_one_and_what_is_left_empty_stays_open(folder):
    asked = CliRunner().invoke(
        group, ["questions", "--ask", "--who", "Maija"], input="5 delivery\nsovittu\n" + "\n" * 60, prog_name="piicatalog"
    )
    assert asked.exit_code == 0, asked.output
    decisions = load_decisions(folder / "decisions.yaml")
    (table,) = decisions.tables
    assert (table.binding.pattern, table.binding.activities, table.who) == (table.binding.pattern, ("web_shop", "delivery"), "Maija")
    assert decisions.answers == ()


def test_an_unknown_activity_writes_nothing(folder):
    asked = CliRunner().invoke(group, ["questions", "--ask", "--who", "Maija"], input="shopping\nsovittu\n", prog_name="piicatalog")
    assert asked.exit_code == 2
    assert "shopping is no activity" in asked.output
    assert not (folder / "decisions.yaml").exists()
