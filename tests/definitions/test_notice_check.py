"""What may be wrong with a notice file: each with its line, all at once."""

import pytest

from piicatalog.definitions.notice import load_notice, parse_notice, shipped_notices
from piicatalog.errors import DefinitionError

RIGHT = """\
id: shop
title: Shop
language: en
data_subjects:
  customer: {en: Customer}
legal_bases:
  consent: {en: Consent, gdpr: "6(1)(a)"}
  contract: {en: Contract, gdpr: "6(1)(b)"}
data_categories:
  name: {en: Name, entities: [PERSON]}
  email: {en: E-mail, aliases: [E-mail address], entities: [EMAIL_ADDRESS]}
composites:
  contact: {en: Contact details, expands_to: [name, email]}
retention_rules:
  five_years: {en: Five years after the last order, kind: event-anchored, period: P5Y, anchor: last_order_date, computable: true}
  vague: {en: As long as necessary, kind: while-necessary}
purposes:
  - row: 1
    id: orders
    en: Orders
    data: [name, email]
    bases: [{id: contract}]
    retention: [five_years]
    cells: {purpose: [Orders], data: [Name, E-mail address], basis: [Contract], retention: [Five years after the last order]}
  - row: 2
    id: newsletter
    en: Newsletter
    data: [contact]
    bases: [{id: consent, applies_to: [email]}]
    retention: [vague]
"""


def problems(text, file="shop.yaml"):
    with pytest.raises(DefinitionError) as caught:
        parse_notice(text, file)
    return [str(problem) for problem in caught.value.problems]


def changed(old, new, count=1):
    assert old in RIGHT
    return RIGHT.replace(old, new, count)


def test_what_is_right_is_right():
    notice = parse_notice(RIGHT, "shop.yaml")
    assert notice.activity("newsletter").cells == (
        ("Newsletter",),
        ("Contact details: Name, E-mail",),
        ("Consent",),
        ("As long as necessary",),
    )


@pytest.mark.parametrize("path", shipped_notices().values(), ids=lambda path: path.stem)
def test_shipped_notices_are_right(path):
    assert load_notice(path).review == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("data: [name, email]", "data: [name, phone]", 21, "phone is no data category or composite of this notice"),
        ("data: [name, email]", "data: [name, name, email]", 21, "name is listed twice"),
        ("bases: [{id: contract}]", "bases: [{id: interest}]", 22, "interest is no legal basis of this notice"),
        ("retention: [five_years]", "retention: [ten_years]", 23, "ten_years is no retention rule of this notice"),
        ("expands_to: [name, email]", "expands_to: [name, phone]", 13, "phone is no data category of this notice"),
        ("applies_to: [email]", "applies_to: [phone]", 29, "phone is not among the row's data"),
        (", period: P5Y", "", 15, "a rule of kind event-anchored needs a period"),
        (", anchor: last_order_date", "", 15, "a rule of kind event-anchored needs an anchor"),
        ("period: P5Y", "period: 5 years", 15, "retention_rules.five_years.period"),
        ("period: P5Y", "period: P", 15, "retention_rules.five_years.period"),
        ("kind: while-necessary", "kind: while-necessary, period: P1Y", 16, "has no period of its own"),
        ("kind: while-necessary", "kind: while-necessary, computable: true", 16, "cannot be computable"),
        ("kind: event-anchored, period", "kind: event-anchored, bound: min, period", 15, "only a statutory rule"),
        ("id: newsletter", "id: orders", 26, "orders is given twice: entries 1 and 2"),
        ("  - row: 2", "  - row: 1", 25, "1 is given twice: entries 1 and 2"),
        ("en: E-mail,", "en: Name,", 11, "name has the same name"),
        ("contact: {en: Contact details", "name: {en: Contact details", 13, "name is a data category too"),
        (
            "  name: {en: Name, entities: [PERSON]}",
            "  name: {en: Name, entities: [PERSON]}\n  phone: {en: Phone, entities: [PHONE_NUMBER]}",
            11,
            "phone is used by no row",
        ),
        ("[Name, E-mail address]", "[Name, Phone]", 24, "«Phone» is not what data says there"),
        ("[Name, E-mail address]", "[Name]", 24, "has 1 items where data lists 2"),
        ("[Name, E-mail address]", "[Name, E-mail address, Phone]", 24, "«Phone» is not among data"),
        ("basis: [Contract]", "basis: [Consent]", 24, "«Consent» is not what bases says there"),
        ("basis: [Contract], ", "", 24, "basis is missing"),
        ("cells: {purpose: [Orders]", "cells: {recipients: [X], purpose: [Orders]", 24, "recipients is no column of this notice"),
        ("entities: [PERSON]", "entities: [HUMAN]", 10, "data_categories.name.entities.0"),
        ("id: shop", "id: shop\ncolour: blue", 2, "colour: is not a word of this file's form"),
        ("row: 1", "row: one", 18, "purposes.0.row"),
        ("row: 1", "row: 0", 18, "purposes.0.row"),
        ("data: [name, email]", "data: name", 21, "purposes.0.data"),
        ("data: [name, email]", "data: []", 21, "orders has no data"),
        ("    retention: [vague]\n", "", 25, "purposes.1.retention: is missing"),
        ("language: en", "language: de", 3, "language"),
        ('gdpr: "6(1)(a)"', 'gdpr: "6(1)(g)"', 7, "legal_bases.consent.gdpr"),
        ("title: Shop", "title: Shop\nheader: [Purpose, Data]", 3, "has 2 headings for 4 columns"),
        ("title: Shop", "title: Shop\ncolumns: [purpose, data, data, basis]", 3, "data is listed twice"),
        ("title: Shop", "title: Shop\nblank_rows_after: [7]", 3, "there is no row 7"),
        ("    en: Orders", "    en: Orders\n    merged: [purpose]", 21, "there is no row above"),
        ("kind: while-necessary", "kind: forever", 16, "retention_rules.vague.kind"),
        (
            "entities: [EMAIL_ADDRESS]",
            "entities: [EMAIL_ADDRESS], article: 9",
            18,
            "email falls under article 9 of the GDPR: the row must give its conditions",
        ),
    ],
)
def test_each_problem_is_said_with_its_line(old, new, line, message):
    found = problems(changed(old, new))
    assert any(problem.startswith(f"shop.yaml:{line}: ") and message in problem for problem in found), found


def test_all_problems_are_said_at_once():
    text = RIGHT.replace("period: P5Y, ", "").replace("[{id: contract}]", "[{id: interest}]").replace("id: shop", "id: Shop!")
    found = problems(text)
    assert [problem.split(": ")[0] for problem in found if "five_years" in problem or "interest" in problem or "id:" in problem]
    assert {problem.split(":")[1] for problem in found} >= {"1", "15", "22"}


def test_a_purpose_may_go_on_in_the_next_row_with_other_data_and_not_with_the_same():
    text = changed("    en: Newsletter", "    en: Orders")
    assert len(parse_notice(text, "shop.yaml").activities) == 2
    row = text[text.index("  - row: 1") : text.index("  - row: 2")]
    same = text[: text.index("  - row: 2")] + row.replace("row: 1", "row: 2").replace("id: orders", "id: again")
    assert "shop.yaml:27: purposes.1.en: Orders is given twice: entries 1 and 2" in problems(same)


def test_a_special_category_may_say_that_the_notice_gives_no_condition():
    text = changed("entities: [EMAIL_ADDRESS]", "entities: [EMAIL_ADDRESS], article: 9")
    text = text.replace("    data:", "    conditions: []\n    data:")
    assert parse_notice(text, "shop.yaml").activity("orders").conditions == ()


def test_marks_of_review_are_kept_and_are_no_problem():
    notice = parse_notice(RIGHT + "review:\n  - {at: row 1, text: Name, why: is it?}\n", "shop.yaml")
    assert [(mark.at, mark.text, mark.why) for mark in notice.review] == [("row 1", "Name", "is it?")]


BOMB = "a: &a [x, x]\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is missing"),
        ("[]", "a block of lines"),
        ("just words", "a block of lines"),
        ("42", "a block of lines"),
        ("null", "is missing"),
        (BOMB, "aliases"),
        (RIGHT + "title: Again\n", "title is given twice"),
        ("a: " + "[" * 100 + "]" * 100, "nested deeper"),
        ("a: [", "not YAML"),
        ("a: !!python/object/apply:os.system [ls]", ""),
        ("? [a, b]\n: 1", "a key must be a plain word"),
        (RIGHT.replace("purposes:\n", "purposes: [1, {}, [], null]\nx:\n"), ""),
        (RIGHT.replace("composites:\n", "composites: [1]\nx:\n"), "composites"),
        (RIGHT.replace("[five_years]", "[[five_years]]"), ""),
        (RIGHT.replace("cells: {purpose: [Orders],", "cells: {purpose: {a: 1},"), ""),
        (RIGHT.replace("data: [name, email]", "data: {name: email}"), ""),
        (RIGHT.replace("en: Orders", "en: [Orders]"), ""),
        (RIGHT.replace("id: orders", "id: [orders]"), ""),
    ],
)
def test_hostile_and_malformed_files_are_refused_in_words(text, message):
    assert any(message in problem for problem in problems(text))


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\xff\xfe\xff", "is not UTF-8"), (b"title: \xe4", "is not UTF-8 at byte 7"), (b"#" * 5_000_001, "is larger than 5 MB")],
)
def test_files_that_are_no_text_are_refused(tmp_path, content, message):
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    with pytest.raises(DefinitionError, match=message):
        load_notice(path)
    with pytest.raises(DefinitionError, match="cannot be read"):
        load_notice(tmp_path / "missing.yaml")
    with pytest.raises(DefinitionError, match="cannot be read"):
        load_notice(tmp_path)
