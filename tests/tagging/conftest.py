"""Schemas judged by names and types, and tagged."""

import pytest

from piicatalog.definitions.data_categories import load_data_categories
from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.definitions.notice import find_notice, parse_notice
from piicatalog.pipeline import classify
from piicatalog.sources.open import open_source
from piicatalog.tagging.tag import tag

OTHER = """\
id: tyontekijat
title: Työntekijöiden henkilötiedot
legal_bases:
  legal_obligation: {fi: Lakisääteinen velvollisuus, gdpr: "6(1)(c)"}
data_categories:
  name: {fi: Nimi, entities: [PERSON, FIRST_NAME, LAST_NAME]}
retention_rules:
  ten_years: {fi: 10 vuotta, kind: fixed, period: P10Y}
purposes:
  - row: 1
    id: payroll
    fi: Palkanlaskenta
    data: [name]
    bases: [{id: legal_obligation}]
    retention: [ten_years]
    table_words: {fi: [palkka]}
"""


@pytest.fixture(scope="session")
def knowledge():
    return load_knowledge()


@pytest.fixture(scope="session")
def notice():
    return find_notice("kuluttaja-asiakkaat")


@pytest.fixture(scope="session")
def other_notice():
    return parse_notice(OTHER, "tyontekijat.yaml")


@pytest.fixture(scope="session")
def judged(knowledge, tmp_path_factory):
    """DDL to the columns of its tables, judged by names and types."""

    def judge(ddl):
        path = tmp_path_factory.mktemp("ddl") / "schema.sql"
        path.write_text(ddl, encoding="utf-8")
        return classify(open_source(path, dialect="postgres"), knowledge, request=None)

    return judge


@pytest.fixture(scope="session")
def tagged(knowledge, notice, judged):
    """DDL to tagged columns by their full names."""

    def tag_all(ddl, *, notices=(), **options):
        columns = tag(judged(ddl), [notice, *notices], load_data_categories(), knowledge, **options)
        return {entry.full_name: entry for entry in columns}

    return tag_all
