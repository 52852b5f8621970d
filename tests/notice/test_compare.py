"""What changes between two notices, and for which columns."""

from dataclasses import replace

from piicatalog.definitions.data_categories import load_data_categories
from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.model.catalog import CatalogColumn
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.finding import Checked, ColumnState, Finding, Verdict
from piicatalog.model.schema import Column, Table
from piicatalog.notice.compare import Change, Part, affected, compare
from piicatalog.notice.describe import changes
from piicatalog.tagging.tag import tag


def with_activity(notice, activity_id, **changed):
    return replace(notice, activities=tuple(replace(each, **changed) if each.id == activity_id else each for each in notice.activities))


def columns(table, **entity_types):
    declared = Table(schema="shop", name=table, columns=tuple(Column(name=name, data_type="text") for name in entity_types))
    for column, entity_type in zip(declared.columns, entity_types.values(), strict=True):
        reason = Evidence(entity_type=entity_type, signal=Signal.COLUMN_NAME, weight=5.0, reason="its name", detector="any_x")
        finding = Finding(entity_type=entity_type, confidence=0.95, evidence=(reason,))
        yield CatalogColumn(
            source="dw", table=declared, column=column, verdict=Verdict(state=ColumnState.SUGGESTED, findings=(finding,), checked=Checked())
        )


def test_equal_notices_have_no_changes(given):
    assert compare(given, given) == ()
    assert list(changes((), with_columns=True)) == ["Nothing changes."]


def test_each_part_of_an_activity(given):
    shop = given.activity("web_shop")
    new = with_activity(
        given,
        "web_shop",
        categories=(*shop.categories[:-1], "photo"),
        bases=shop.bases[:2],
        retention=("while_consent", *shop.retention[1:]),
        conditions=("9(2)(a)",),
        cells=(("Kauppa verkossa",), *shop.cells[1:]),
    )
    found = compare(given, new)
    assert found == (
        Change(part=Part.CATEGORY, id="purchases", activity="web_shop", before="purchases"),
        Change(part=Part.CATEGORY, id="photo", activity="web_shop", after="photo"),
        Change(
            part=Part.BASIS,
            id="legal_obligation",
            activity="web_shop",
            before="legal_obligation (for name, address, purchases)",
        ),
        Change(part=Part.RETENTION, id="five_years_last_order", activity="web_shop", before="five_years_last_order"),
        Change(part=Part.RETENTION, id="while_consent", activity="web_shop", after="while_consent"),
        Change(part=Part.CONDITION, id="9(2)(a)", activity="web_shop", after="9(2)(a)"),
        Change(part=Part.WORDING, id="purpose", activity="web_shop", before="Verkkokauppa", after="Kauppa verkossa"),
    )


def test_activities_and_rules(given):
    rules = tuple(replace(rule, period="P3Y") if rule.id == "five_years_last_order" else rule for rule in given.retention_rules)
    new = replace(given, activities=given.activities[1:], retention_rules=rules)
    first, second = compare(given, new)
    assert (first.part, first.id, first.after) == (Part.ACTIVITY, "direct_marketing_prospecting", "")
    assert (second.part, second.id) == (Part.RULE, "five_years_last_order")
    assert "P5Y" in second.before
    assert "P3Y" in second.after


def test_columns_whose_tags_change_are_named(given):
    catalog = [
        *columns("tilaus", nimi=EntityType.PERSON, ostot=EntityType.PURCHASE_HISTORY),
        *columns("reklamaatio", kuvaus=EntityType.COMPLAINT),
    ]
    shop = given.activity("web_shop")
    rules = tuple(replace(rule, period="P3Y") if rule.id == "five_years_last_order" else rule for rule in given.retention_rules)
    new = replace(with_activity(given, "web_shop", categories=shop.categories[:-1], bases=shop.bases[:1]), retention_rules=rules)
    before, after = (tag(catalog, [notice], load_data_categories(), load_knowledge()) for notice in (given, new))
    found = {(each.change.part, each.change.id): each.columns for each in affected(compare(given, new), before, after)}
    assert found[Part.CATEGORY, "purchases"] == ("dw: shop.tilaus.ostot",)
    assert "dw: shop.tilaus.nimi" in found[Part.BASIS, "legitimate_interest"]
    assert "dw: shop.tilaus.nimi" in found[Part.RULE, "five_years_last_order"]
    assert not any("reklamaatio" in name for names in found.values() for name in names)
    lines = list(changes(affected(compare(given, new), before, after), with_columns=True))
    assert "web_shop:" in lines
    assert "  - data category: purchases" in lines
    assert "      1 column: dw: shop.tilaus.ostot" in lines
