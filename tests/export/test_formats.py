import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest

from piicatalog import registry
from piicatalog.export import csv_table, html, json_document, markdown
from piicatalog.export._names import entity_labels
from piicatalog.model.catalog import Catalog
from piicatalog.model.entity_type import EntityType
from piicatalog.model.labels import KINDS, ORIGINS, SEVERITIES, STATES, TEXTS

LANGUAGES = ("fi", "sv", "en")


def test_the_document_is_as_it_was(catalog, notice, golden):
    golden("catalog.json", json_document.render(catalog, notice=notice))
    golden("catalog.evidence.json", json_document.render(catalog, notice=notice, evidence=True))


def test_the_table_is_as_it_was(catalog, notice, golden):
    golden("catalog.csv", csv_table.render(catalog, notice=notice, language="fi"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_as_they_were(catalog, notice, golden, language):
    pages = markdown.render(catalog, notice=notice, language=language)
    assert list(pages)[:2] == ["index.md", "shop.md"]
    for name, page in pages.items():
        golden(f"markdown/{language}/{name}", page)


def test_the_html_page_is_as_it_was(catalog, notice, golden):
    golden("catalog.html", html.render(catalog, notice=notice, language="fi"))


@pytest.mark.parametrize("name", ["csv_table", "html", "json_document", "markdown"])
def test_formats_are_found_by_name_and_take_an_empty_catalog(name):
    assert registry.find("export", name).render(Catalog(notice="", columns=()), notice=None)


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []
        self.text = []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text.append(data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_becomes_markup_and_nothing_is_fetched(catalog, notice, language):
    page = Page()
    page.feed(html.render(catalog, notice=notice, language=language))
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not [attributes for _, attributes in page.tags if {"src", "href", "style", "onclick", "action"} & attributes.keys() - {"href"}]
    assert [attributes["href"] for _, attributes in page.tags if "href" in attributes] == ["#columns"]
    assert 'alert("x")' in "".join(page.text)
    assert "http" not in "".join(str(attributes) for tag, attributes in page.tags if tag != "meta")


def test_the_policy_allows_the_pages_own_style_and_script_only(catalog):
    import base64
    import hashlib

    page = html.render(catalog)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_every_table_cell_of_markdown_is_a_cell(catalog, notice):
    for page in markdown.render(catalog, notice=notice).values():
        for block in re.split(r"\n\n+", page):
            rows = [line for line in block.split("\n") if line.startswith("|")]
            assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) <= 1
        outside_code = re.sub(r"`[^`\n]*`", "", page)
        assert not re.search(r"(?<!\\)[<{}]", outside_code)


def test_two_schemas_never_share_a_page(catalog):
    from dataclasses import replace

    columns = tuple(
        replace(catalog.columns[0], table=replace(catalog.columns[0].table, schema=schema))
        for schema in ("Ä", "ä", "index", "", "a/../b", "A")
    )
    pages = markdown.render(replace(catalog, columns=columns))
    assert len(pages) == 7
    assert all(re.fullmatch(r"[a-z0-9-]+\.md", name) for name in pages)


def test_no_cell_of_the_table_is_a_formula(catalog):
    from dataclasses import replace

    names = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =cmd|' /C calc'!A0", "＝1")
    entry = catalog.columns[0]
    columns = tuple(replace(entry, source=name, table=replace(entry.table, name=name, schema=name)) for name in names)
    rows = list(csv.DictReader(io.StringIO(csv_table.render(replace(catalog, columns=columns)), newline="")))
    for name, row in zip(names, rows, strict=True):
        assert row["source"] == row["schema"] == row["table"] == f"'{name}"


def test_the_table_has_every_column_once(catalog):
    rows = list(csv.DictReader(io.StringIO(csv_table.render(catalog), newline="")))
    assert [(row["column"], row["state"]) for row in rows[:7]] == [
        ("hetu", "suggested"),
        ("sposti", "confirmed"),
        ("nimi", "dismissed"),
        ("huomautus", "incidental"),
        ("tila", "clean"),
        ("kuva", "not_checked"),
        ("osoite.katu", "suggested"),
    ]
    assert rows[5]["why_not_checked"] == "binary values are not read"


def test_the_document_holds_what_the_design_asks_for(catalog):
    columns = json.loads(json_document.render(catalog))["columns"]
    assert len(columns) == len(catalog.columns)
    hetu, nested = columns[0], columns[6]
    assert hetu["findings"][0]["entity_type"] == "FI_PERSONAL_IDENTITY_CODE"
    assert hetu["findings"][0]["reasons"][0].startswith("Finnish personal identity code: 998 of 998 distinct values")
    assert (nested["column"], nested["path"]) == ("osoite", "osoite.katu")
    assert columns[5]["checked"] == {
        "values": 0,
        "non_null": 0,
        "bound": None,
        "why_not": "binary values are not read",
        "said": {"key": "binary", "parts": {}},
    }
    assert columns[1]["legal_bases"] == ["contract_performance"]


def test_undecodable_names_can_be_written(catalog):
    from dataclasses import replace

    broken = replace(catalog, problems=("\udcff.csv: not read",), columns=(replace(catalog.columns[0], source="\udcff.csv"),))
    for format_module in (json_document, csv_table, html, markdown):
        rendered = format_module.render(broken)
        for text in rendered.values() if isinstance(rendered, dict) else [rendered]:
            assert text.encode()
    assert json.loads(json_document.render(broken))["columns"][0]["source"] == "\udcff.csv"


def test_everything_has_a_name_in_each_language():
    for labels in (STATES, ORIGINS, SEVERITIES, KINDS, TEXTS):
        for key, label in labels.items():
            assert all((label.fi, label.sv, label.en)), key
    assert set(entity_labels()) == set(EntityType)
    for entity_type, label in entity_labels().items():
        assert all((label.fi, label.sv, label.en)), entity_type
