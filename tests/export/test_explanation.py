from piicatalog.export._explanation import explain
from piicatalog.export._names import Names

WEIGHTS = {"prior": -3.0, "calibration_slope": 1.0, "calibration_most": 0.999}


def lines(catalog, notice, index, language="en"):
    return list(explain(catalog.columns[index], Names(notice, language), notice, WEIGHTS))


def test_the_running_sum_leads_from_the_prior_to_the_confidence(catalog, notice):
    text = lines(catalog, notice, 0)
    steps = [line for line in text if "→" in line][:4]
    assert steps[0].split()[:4] == ["-3.00", "→", "-3.00", "0.05"]
    assert steps[1].split()[:4] == ["+8.00", "→", "+5.00", "0.99"]
    assert steps[2].split()[:3] == ["+5.00", "→", "+10.00"]
    assert steps[3].split()[:3] == ["+1.50", "→", "+10.00"]
    assert steps[3].endswith("(not counted: its signal has a stronger one)")


def test_what_lost_is_shown_with_its_reasons(catalog, notice):
    text = lines(catalog, notice, 0)
    lost = text[text.index("What was considered and lost:") :]
    assert "NATIONAL_ID" in lost[1]
    assert any("has eleven characters  [any_national_id]" in line for line in lost)
    assert text[-1] == "E3 (error): a personal identity code outside debt collection"


def test_tags_say_which_row_of_the_notice_they_come_from_in_its_words(catalog, notice):
    text = "\n".join(lines(catalog, notice, 1, "fi"))
    assert "Verkkokauppa (web_shop), päätelty 0.80\n  asiakas: a word of this activity" in text
    assert "mappings/esimerkki.yaml, rivi 5:\n    Käsittelyn tarkoitus: Verkkokauppa\n    Henkilötiedot: Nimi ¦ Sähköposti" in text
    assert "Käsittelyn peruste: Sopimuksen täytäntöönpano" in text
    assert "(five_years_last_order, laskettavissa: kyllä)" in text
    assert "Päätös: vahvistettu · EMAIL_ADDRESS · Maija · 2026-11-20" in text


def test_what_was_not_looked_at_says_why_and_a_clean_column_its_bound(catalog, notice):
    assert "Checked: binary values are not read" in lines(catalog, notice, 5)
    assert "Checked: 5000 rows read, 5000 values; below 0.06 % of rows (95 % confidence)" in lines(catalog, notice, 4)
    assert any("in 3 values" in line for line in lines(catalog, notice, 3))
