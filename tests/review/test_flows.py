"""What a steward does, over HTTP and without a line of script."""

import datetime as dt
import re
from html import unescape

import pytest

from piicatalog.definitions.decisions import load_decisions
from piicatalog.model.catalog import Decision
from piicatalog.model.configuration import Configuration
from piicatalog.model.decision import Action, ColumnDecision, TableDecision
from piicatalog.model.entity_type import EntityType
from piicatalog.model.finding import ColumnState
from piicatalog.model.processing import TableBinding
from piicatalog.review.questions import of_tables
from piicatalog.review.session import Seen, mark
from piicatalog.store.decisions_file import write

from .conftest import SHOP, column, table


def rows(page):
    return [int(number) for number in re.findall(r'<article id="c(\d+)"', page)]


def names(browser):
    return [browser.session.queue.entry(number).full_name for number in rows(browser.page)]


def test_tables_without_a_purpose_come_first_then_what_most_hangs_on(browser):
    found = names(browser)
    assert found[0] == "x.zzz.nimi"  # nothing tells what x.zzz is for
    asiakas = [name for name in found if name.startswith("shop.asiakas")]
    assert asiakas == ["shop.asiakas.uskonto", "shop.asiakas.hetu", "shop.asiakas.muu", "shop.asiakas.sposti"]
    assert "shop.asiakas.tila" not in found  # nothing was found in it
    assert "0 of 8 columns decided, 8 left" in browser.page


def test_a_column_is_confirmed_and_leaves_the_queue(browser):
    number = browser.number("shop.asiakas.sposti")
    browser.submit("/decide", "confirm", holding=f"{number}.")
    assert browser.status == 200
    assert "shop.asiakas.sposti" not in names(browser)
    decision = browser.decisions()["shop.asiakas.sposti"]
    assert (decision.action, decision.entity_type, decision.who) == ("confirm", "EMAIL_ADDRESS", "Maija")
    assert "Confirmed: shop.asiakas.sposti" in " ".join(browser.told().split())
    assert "lines added, 0 removed" in browser.told()
    assert "+  - column: shop.asiakas.sposti" in unescape(browser.told())
    assert "1 of 8 columns decided, 7 left" in browser.page


def test_the_next_column_is_where_the_person_goes_on(browser):
    first, second = rows(browser.page)[1:3]
    form = browser.form("/decide", "confirm", holding=f"{first}.")
    after = dict(form["fields"])["back"]
    assert after.endswith((f"#c{second}", f"#t{browser.session.queue.table_of(first).number}"))


def test_dismissing_takes_a_reason_and_a_day(browser):
    number = browser.number("shop.asiakas.muu")
    browser.submit("/decide", "dismiss", holding=f"{number}.", why="   ")
    assert "A reason that others can check is needed" in browser.told()
    assert browser.decisions() == {}
    browser.submit("/decide", "dismiss", holding=f"{number}.", why="number of a shelf", recheck="2099-01-31")
    decision = browser.decisions()["shop.asiakas.muu"]
    assert (decision.action, decision.why, decision.recheck) == ("dismiss", "number of a shelf", "2099-01-31")


def test_a_column_in_which_nothing_was_found_can_be_given_a_type(browser):
    number = browser.number("shop.asiakas.tila")
    browser.get(f"/column/{number}")
    assert "Confirm" not in re.sub(r"(?s)<footer>.*", "", browser.page)
    browser.submit("/decide", "retype", type="HEALTH", why="terveydentila")
    assert browser.session.queue.entry(number).verdict.state is ColumnState.CONFIRMED
    assert browser.decisions()["shop.asiakas.tila"].entity_type == "HEALTH"
    browser.get("/?state=confirmed&type=HEALTH")
    assert names(browser) == ["shop.asiakas.tila"]


def test_a_condition_allows_a_special_category_and_stays_when_it_is_decided_anew(browser):
    number = browser.number("shop.asiakas.uskonto")
    assert [each.rule for each in browser.session.queue.entry(number).tags.violations] == ["E2"]
    browser.get(f"/column/{number}").submit("/decide", "confirm", condition="9(2)(d)", why="jäsenyys")
    assert browser.session.queue.entry(number).tags.violations == ()
    browser.get(f"/column/{number}").submit("/decide", "retype", type="POLITICAL", why="puolue")
    (decided,) = load_decisions(browser.session.path).columns
    assert (decided.decision.entity_type, decided.condition) == ("POLITICAL", "9(2)(d)")
    browser.get(f"/column/{number}").submit("/decide", "dismiss", why="testidataa")
    (decided,) = load_decisions(browser.session.path).columns
    assert decided.condition == ""


def test_a_wrong_type_is_told_and_nothing_is_written(browser):
    number = browser.number("shop.asiakas.tila")
    browser.get(f"/column/{number}").submit("/decide", "retype", type="HEALT", why="x")
    assert browser.status == 409
    assert "Did you mean HEALTH?" in browser.page
    assert browser.decisions() == {}


def test_a_page_of_a_column_says_why(browser):
    browser.get(f"/column/{browser.number('shop.asiakas.hetu')}")
    text = unescape(browser.page)
    for said in ("the name is hetu  [any_x]", "+5.00", "1000 rows read, 900 values", "Personal identity code", "E3"):
        assert said in text


def test_a_table_is_bound_and_what_it_may_hold_is_judged_anew(browser):
    number = next(each.number for each in browser.session.queue.tables if each.table.name == "zzz")
    assert "1 tables without a known purpose" in browser.page
    browser.submit("/bind", holding=str(number), activity=["web_shop", "delivery"], why="")
    assert "A reason" in browser.told()
    browser.submit("/bind", holding=str(number), why="sovittu")
    assert "Nothing was chosen" in browser.told()
    browser.submit("/bind", holding=str(number), activity=["web_shop", "delivery"], why="sovittu")
    (bound,) = load_decisions(browser.session.path).tables
    assert (bound.binding.pattern, bound.binding.activities, bound.who) == ("x.zzz", ("web_shop", "delivery"), "Maija")
    assert "without a known purpose" not in browser.page
    activities = {each.id for each in browser.session.queue.entry(browser.number("x.zzz.nimi")).tags.activities}
    assert activities == {"web_shop", "delivery"}


def test_a_table_of_which_only_the_purpose_is_asked_stays_in_the_queue(browser):
    for name in ("x.zzz.nimi", "x.zzz.sposti"):
        browser.get("/").submit("/decide", "confirm", holding=f"{browser.number(name)}.")
    browser.get("/")
    assert "x.zzz" in browser.page
    assert names(browser)[0].startswith("shop.")
    browser.submit("/bind", activity=["web_shop"], why="sovittu")
    assert "x.zzz" not in browser.get("/").page


def test_a_bound_table_asks_no_more_though_its_activities_declare_nothing_of_it(opened):
    loki = table("shop", "verkko", "loki", column("ip", EntityType.IP_ADDRESS))
    browser = opened(tables=(loki,))
    assert "1 tables without a known purpose" in browser.page
    browser.submit("/bind", activity=["web_shop"], why="sovittu")
    assert "without a known purpose" not in browser.page
    assert list(browser.session.view().bound) == ["verkko.loki"]
    assert list(of_tables(browser.session.view())) == []


def test_a_binding_that_another_precedes_says_so(opened):
    bound = (TableBinding(pattern="shop.*", activities=("delivery",)),)
    browser = opened(configuration=Configuration(tables=bound))
    number = next(each.number for each in browser.session.queue.tables if each.table.name == "asiakas")
    browser.get(f"/?only={number}&state=").submit("/bind", activity=["web_shop"], why="sovittu")
    assert "holds" not in browser.told()  # a person's word comes before the configuration
    browser.session.path.write_text("tables:\n  - table: shop.*\n    activities: [delivery]\n")
    browser.get(f"/?only={number}&state=").submit("/bind", activity=["web_shop"], why="sovittu")
    assert "The binding shop.* comes before this one and holds" in browser.told()


def test_all_sure_columns_of_a_table_are_confirmed_at_once(browser):
    number = next(each.number for each in browser.session.queue.tables if each.table.name == "asiakas")
    browser.get(f"/?only={number}")
    assert "Confirm 3 sure ones (90 % or more)" in browser.page
    form = next(each for each in _many(browser) if len([1 for name, _ in each["fields"] if name == "c"]) == 3)
    browser.post("/decide", [*form["fields"], ("action", "confirm")])
    assert set(browser.decisions()) == {"shop.asiakas.hetu", "shop.asiakas.sposti", "shop.asiakas.uskonto"}
    browser.submit("/undo")
    assert not browser.session.path.exists()


def _many(browser):
    from .conftest import _Forms

    parser = _Forms()
    parser.feed(browser.page)
    return [form for form in parser.forms if form["action"] == "/decide" and len([1 for name, _ in form["fields"] if name == "c"]) > 1]


def test_columns_of_one_name_are_shown_before_they_are_confirmed_together(browser):
    number = browser.number("shop.tilaus.sposti")
    browser.get(f"/column/{number}")
    assert "Columns of the same name: 3" in browser.page
    browser.get(f"/same/{number}")
    listed = re.findall(r'name="c" value="([^"]+)" checked> <code>([^<]+)</code>', browser.page)
    assert {name for _, name in listed} == {"shop.asiakas.sposti", "shop.tilaus.sposti", "x.zzz.sposti"}
    assert browser.decisions() == {}
    browser.submit("/decide", "confirm", c=[seen for seen, name in listed if name != "x.zzz.sposti"])
    assert set(browser.decisions()) == {"shop.asiakas.sposti", "shop.tilaus.sposti"}


def test_columns_of_one_name_are_dismissed_together_with_a_reason(browser):
    browser.get(f"/same/{browser.number('shop.tilaus.sposti')}").submit("/decide", "dismiss", why="shared boxes")
    assert {each.action for each in browser.decisions().values()} == {"dismiss"}
    assert len(browser.decisions()) == 3


def test_undo_gives_the_file_back_as_it_was(browser):
    path = browser.session.path
    before = "# ours\nversion: 1\ncolumns:\n  - column: shop.asiakas.sposti   # ask Matti\n    decision: confirm\n    entity_type: EMAIL_ADDRESS\n"
    path.write_text(before)
    browser.get("/?state=confirmed")
    browser.get(f"/column/{browser.number('shop.asiakas.sposti')}").submit("/decide", "dismiss", why="x")
    browser.get("/").submit("/decide", "confirm", holding=f"{browser.number('shop.asiakas.hetu')}.")
    assert path.read_text() != before
    browser.submit("/undo")
    assert "Undone: shop.asiakas.hetu" in " ".join(browser.told().split())
    browser.get("/done").submit("/undo", holding="0")
    assert path.read_text() == before
    browser.post("/undo", [*browser_fields(browser), ("number", "0")])
    assert browser.status == 409
    assert "undone already" in browser.page


def browser_fields(browser):
    """What every form carries."""
    browser.get("/")
    return [(name, value) for name, value in browser.form("/decide")["fields"] if name in {"form", "back"}]


def on(name, action="dismiss", entity_type=""):
    return ColumnDecision(column=name, decision=Decision(action=action, entity_type=entity_type, who="Matti", why="toisin"))


def test_what_another_decided_meanwhile_is_not_overwritten_unseen(browser):
    number = browser.number("shop.asiakas.sposti")
    browser.session.path.write_text("# Matin oma huomautus\n")
    write(browser.session.path, on("shop.asiakas.sposti"), on("shop.muu.sarake"))
    browser.submit("/decide", "confirm", holding=f"{number}.")
    assert "Not decided, since it changed after the page was shown; look again: shop.asiakas.sposti" in browser.told()
    assert browser.decisions()["shop.asiakas.sposti"].who == "Matti"
    browser.submit("/decide", "confirm", holding=f"{browser.number('shop.asiakas.hetu')}.")
    assert set(browser.decisions()) == {"shop.asiakas.sposti", "shop.muu.sarake", "shop.asiakas.hetu"}
    assert "# Matin oma huomautus" in browser.session.path.read_text()


def test_what_another_writes_between_our_look_and_our_writing_stays(browser):
    session, number = browser.session, browser.number("shop.asiakas.sposti")
    seen = Seen(column=number, mark=mark(session.queue.entry(number)))
    write(session.path, on("shop.asiakas.sposti"))
    before = session.path.read_bytes()
    done = session.decide([seen], Action.CONFIRM, None, why="")
    assert (done.names, done.skipped) == ((), ("shop.asiakas.sposti",))
    assert session.path.read_bytes() == before
    assert session.queue.entry(number).decision.who == "Matti"
    assert session.done == []


def test_a_binding_that_another_made_meanwhile_is_not_overwritten_unseen(browser):
    bound = TableDecision(binding=TableBinding(pattern="x.zzz", activities=("delivery",)), who="Matti")
    write(browser.session.path, bound)
    browser.submit("/bind", activity=["web_shop"], why="sovittu")
    assert "look again: x.zzz" in browser.told()
    assert load_decisions(browser.session.path).tables == (bound,)


def test_nothing_ticked_decides_nothing(browser):
    browser.get(f"/same/{browser.number('shop.tilaus.sposti')}").submit("/decide", "confirm", c=[])
    assert "Nothing was chosen" in browser.told()
    assert not browser.session.path.exists()


def test_undo_leaves_what_another_decided_since(browser):
    browser.submit("/decide", "confirm", holding=f"{browser.number('shop.asiakas.sposti')}.")
    write(browser.session.path, on("shop.asiakas.hetu"))
    browser.submit("/undo")
    assert {name: each.who for name, each in browser.decisions().items()} == {"shop.asiakas.hetu": "Matti"}
    browser.get("/").submit("/decide", "confirm", holding=f"{browser.number('shop.tilaus.sposti')}.")
    write(browser.session.path, on("shop.tilaus.sposti"))
    browser.submit("/undo")
    assert browser.status == 409
    assert "has been decided anew or removed since; nothing was undone" in browser.page
    assert browser.decisions()["shop.tilaus.sposti"].who == "Matti"


def test_a_file_that_is_wrong_now_is_told_with_its_line_and_left_alone(browser):
    browser.session.path.write_text("columns:\n  - column: a\n    decision: maybe\n")
    browser.submit("/decide", "confirm", holding=f"{browser.number('shop.asiakas.hetu')}.")
    assert browser.status == 409
    assert "decisions.yaml:3: columns.0.decision" in browser.page
    browser.session.path.write_text("")
    browser.get("/")
    assert "8 left" in browser.page


def test_a_decision_that_is_to_be_looked_at_again_comes_back(browser):
    yesterday = (dt.datetime.now(tz=dt.UTC).date() - dt.timedelta(days=2)).isoformat()
    due = ColumnDecision(column="shop.tilaus.sposti", decision=Decision(action="dismiss", why="x", recheck=yesterday))
    write(browser.session.path, due)
    browser.get("/")
    assert "shop.tilaus.sposti" in names(browser)
    assert "An earlier decision is to be looked at again" in browser.page
    browser.submit("/decide", "dismiss", holding=f"{browser.number('shop.tilaus.sposti')}.", why="still")
    assert "shop.tilaus.sposti" not in names(browser)


def test_what_the_notice_leaves_open_is_answered(browser):
    browser.get("/questions")
    assert "financial_year_end_month" in browser.page
    browser.submit("/answer", holding="financial_year_end_month", answer="12", why="yhtiöjärjestys")
    assert [(each.question, each.answer) for each in load_decisions(browser.session.path).answers] == [("financial_year_end_month", "12")]
    assert 'value="financial_year_end_month"' not in browser.page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=zzz+sposti", {"x.zzz.sposti"}),
        ("q=e-mail+tilaus", {"shop.tilaus.sposti"}),
        ("type=RELIGION", {"shop.asiakas.uskonto"}),
        ("state=incidental", {"shop.tilaus.kommentti"}),
        ("state=clean", {"shop.asiakas.tila"}),
        ("table=TILAUS", {"shop.tilaus.sposti", "shop.tilaus.kommentti"}),
        ("rule=E3", {"shop.asiakas.hetu"}),
        ("source=nobody", set()),
        ("state=&table=asiakas&q=tila", {"shop.asiakas.tila"}),
    ],
)
def test_the_queue_is_filtered_and_searched(browser, asked, found):
    browser.get(f"/?{asked}")
    assert set(names(browser)) == found
    assert ("Nothing matches." in browser.page) is (not found)


def test_a_source_is_named_where_another_has_such_a_column(opened):
    other = table("crm", "shop", "asiakas", column("sposti", EntityType.EMAIL_ADDRESS), column("nimi", EntityType.PERSON))
    browser = opened(others=[("crm", [other])])
    browser.get("/?source=crm")
    assert {browser.session.queue.entry(number).source for number in rows(browser.page)} == {"crm"}
    for number in rows(browser.page):
        browser.submit("/decide", "confirm", holding=f"{number}.")
    sources = {(each.column, each.source) for each in load_decisions(browser.session.path).columns}
    assert sources == {("shop.asiakas.sposti", "crm"), ("shop.asiakas.nimi", "")}
    number = next(each.number for each in browser.session.queue.tables if each.source == "crm")
    browser.get(f"/?only={number}&state=").submit("/bind", activity=["web_shop"], why="sovittu")
    assert load_decisions(browser.session.path).tables[0].binding.pattern == "crm/shop.asiakas"


def test_a_long_queue_is_paged_and_a_wide_table_goes_on(opened):
    wide = table("shop", "shop", "wide", *(column(f"mail_{index:03}", EntityType.EMAIL_ADDRESS) for index in range(150)))
    browser = opened(tables=(*SHOP, wide))
    seen = names(browser)
    pages = 1
    while match := re.search(r'<a href="([^"]+)" rel="next">', browser.page):
        browser.get(unescape(match[1]))
        seen += names(browser)
        pages += 1
    assert pages == 3
    assert len(seen) == len(set(seen)) == 158
    assert rows(browser.get("/?page=99").page)  # the last one
    assert browser.get("/?page=-1&state=nonsense").status == 200


def test_everything_decided_says_so(opened):
    browser = opened(tables=(table("shop", "shop", "tilaus", column("sposti", EntityType.EMAIL_ADDRESS)),))
    browser.submit("/decide", "confirm")
    assert "Everything is decided." in browser.page


@pytest.mark.parametrize(
    ("language", "said"),
    [("fi", ("Vahvista", "Hylkää", "Sähköpostiosoite", "ehdotettu", "Jono")), ("sv", ("Bekräfta", "Avfärda", "föreslagen", "Kö"))],
)
def test_the_page_speaks_finnish_and_swedish(opened, language, said):
    browser = opened(language=language)
    for address in ("/", f"/column/{browser.number('shop.asiakas.sposti')}", "/questions", "/done"):
        browser.get(address)
        assert f'<html lang="{language}">' in browser.page
    browser.get("/")
    for word in said:
        assert word in browser.page
    browser.submit("/decide", "confirm", holding=f"{browser.number('shop.asiakas.sposti')}.")
    assert {"fi": "riviä lisätty", "sv": "rader tillagda"}[language] in browser.told()
