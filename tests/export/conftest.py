"""A small catalog with one column of each state, hostile names among them, and golden files to compare exports with."""

import datetime as dt
import os
from dataclasses import replace
from pathlib import Path

import pytest

from piicatalog.model.catalog import (
    AssignedActivity,
    AssignedBasis,
    AssignedRetention,
    Catalog,
    CatalogColumn,
    ColumnTags,
    Decision,
    Origin,
    Severity,
    Violation,
)
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.finding import Checked, ColumnState, Finding, Incidence, Verdict
from piicatalog.model.label import Label
from piicatalog.model.processing import AppliedBasis, LegalBasis, Notice, ProcessingActivity, Purpose, RetentionKind, RetentionRule
from piicatalog.model.reason import Reason
from piicatalog.model.schema import Column, Table, TableKind

GOLDEN = Path(__file__).parents[1] / "golden"
HOSTILE_NAMES = (
    "{{ env_var('HOME') }}", "{% set x = 1 %}", "{# c #}", "}}", "1", "1.0", "None", "no", "~", "<<", "*a", "&a", "!t", "2026-01-01",
    "a.b", "a/b~c", "a,b(c)", "😀ä", "'q'", '"q"', "a\nb", "a: b # c", "\x85\u2028\x7f\x00end", "\udcff", "  pad ", "tab\t", "%20", "::",
)  # fmt: skip
HOSTILE = '<script>alert("x")</script> | {P6Y} `*_[x](y)_*`\n# =1+1'


@pytest.fixture
def golden():
    """Compare a text with its golden file; UPDATE_GOLDEN=1 rewrites it, the difference is reviewed."""

    def compare(name, text):
        path = GOLDEN / name
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert path.read_bytes().decode() == text

    return compare


@pytest.fixture
def notice():
    basis = LegalBasis(
        id="contract_performance",
        label=Label(fi="Sopimuksen täytäntöönpano", sv="Fullgörande av avtal", en="Performance of a contract"),
        gdpr="6(1)(b)",
    )
    rule = RetentionRule(
        id="five_years_last_order",
        label=Label(
            fi="Tietoja säilytetään 5 vuotta asiakkaan viimeisen tilauksen jälkeen", en="Five years after the customer's last order"
        ),
        kind=RetentionKind.EVENT_ANCHORED,
        period="P5Y",
    )
    activity = ProcessingActivity(
        id="web_shop",
        row=5,
        label=Label(fi="Verkkokauppa", sv="Webbutik", en="Web shop"),
        purposes=(Purpose(id="web_shop", label=Label(fi="Verkkokauppa")),),
        categories=("name", "email"),
        bases=(AppliedBasis(basis=basis),),
        retention=(rule.id,),
        cells=(
            ("Verkkokauppa",),
            ("Nimi", "Sähköposti"),
            ("Sopimuksen täytäntöönpano",),
            ("5 vuotta asiakkaan viimeisen tilauksen jälkeen",),
        ),
    )
    return Notice(
        id="esimerkki",
        title="Henkilötietojen käsittely – Esimerkki",
        header=("Käsittelyn tarkoitus", "Henkilötiedot", "Käsittelyn peruste", "Henkilötietojen säilytysaika"),
        language="fi",
        legal_bases=(basis,),
        categories=(),
        retention_rules=(rule,),
        activities=(activity,),
        file="mappings/esimerkki.yaml",
    )


def finding(entity_type, confidence, *evidence):
    return Finding(
        entity_type=entity_type,
        confidence=confidence,
        evidence=tuple(
            Evidence(entity_type=entity_type, signal=signal, weight=weight, reason=reason, detector=detector)
            for signal, weight, reason, detector in evidence
        ),
    )


def named(column, word):
    return Reason("name_says", {"column": column, "word": word})


IDENTITY_CODE = Label(fi="Suomalainen henkilötunnus", sv="Finländsk personbeteckning", en="Finnish personal identity code")
CHECKED = Reason("form_checked", {"title": IDENTITY_CODE, "fit": 998, "distinct": 998, "valid": 998, "share": 1.0, "chance": 0.032})
WEB_SHOP = {
    "activities": (AssignedActivity(id="web_shop", origin=Origin.INFERRED, confidence=0.8, reason="asiakas: a word of this activity"),),
    "legal_bases": (AssignedBasis(basis="contract_performance", activity="web_shop"),),
    "retention": (AssignedRetention(rule="five_years_last_order", activity="web_shop", computable="true"),),
}


@pytest.fixture
def catalog():
    declared = {
        "hetu": Column(name="hetu", data_type="char(11)", comment="henkilötunnus"),
        "sposti": Column(name="sposti", data_type="varchar(80)"),
        "nimi": Column(name="nimi", data_type="varchar(80)"),
        "huomautus": Column(name="huomautus", data_type="text"),
        "tila": Column(name="tila", data_type="varchar(10)"),
        "kuva": Column(name="kuva", data_type="bytea", why_not=Reason("binary")),
        "osoite": Column(name="osoite", data_type="jsonb", path=("katu",)),
    }
    verdicts = {
        "hetu": Verdict(
            state=ColumnState.SUGGESTED,
            findings=(
                finding(
                    EntityType.FI_PERSONAL_IDENTITY_CODE,
                    0.99,
                    (Signal.VALUES, 8.0, CHECKED, "fi_hetu"),
                    (Signal.COLUMN_NAME, 5.0, named("hetu", "hetu"), "fi_hetu"),
                    (Signal.COLUMN_NAME, 1.5, named("hetu", "tu"), "fi_hetu"),
                ),
            ),
            candidates=(finding(EntityType.NATIONAL_ID, 0.12, (Signal.VALUES, 1.0, "has eleven characters", "any_national_id")),),
            checked=Checked(values=1000, non_null=998),
        ),
        "sposti": Verdict(
            state=ColumnState.CONFIRMED,
            findings=(finding(EntityType.EMAIL_ADDRESS, 1.0, (Signal.COLUMN_NAME, 5.0, named("sposti", "sposti"), "any_email_address")),),
            checked=Checked(values=1000, non_null=870),
        ),
        "nimi": Verdict(
            state=ColumnState.DISMISSED, candidates=(finding(EntityType.PERSON, 0.6),), checked=Checked(values=1000, non_null=1000)
        ),
        "huomautus": Verdict(
            state=ColumnState.INCIDENTAL,
            incidental=(Incidence(entity_type=EntityType.HEALTH, values=3),),
            checked=Checked(values=1000, non_null=400),
        ),
        "tila": Verdict(state=ColumnState.CLEAN, checked=Checked(values=5000, non_null=5000, bound=0.0006)),
        "kuva": Verdict(state=ColumnState.NOT_CHECKED, checked=Checked(why_not=Reason("binary"))),
        "osoite": Verdict(
            state=ColumnState.SUGGESTED,
            findings=(
                finding(EntityType.STREET_ADDRESS, 0.91, (Signal.COLUMN_NAME, 5.0, named("osoite.katu", "katu"), "any_street_address")),
            ),
            checked=Checked(values=1000, non_null=990),
        ),
    }
    tags = {
        "hetu": ColumnTags(
            data_categories=("hetu",),
            violations=(Violation(rule="E3", severity=Severity.ERROR, message="a personal identity code outside debt collection"),),
        ),
        "sposti": ColumnTags(data_categories=("email",), **WEB_SHOP),
    }
    decisions = {
        "sposti": Decision(action="confirm", entity_type="EMAIL_ADDRESS", who="Maija", when="2026-11-20"),
        "nimi": Decision(
            action="dismiss", who="Maija", when="2026-11-20", why="tuotteen nimi", note=Reason("recheck_due", {"day": "2026-11-24"})
        ),
    }
    asiakas = Table(schema="shop", name="asiakas", columns=tuple(declared.values()), comment="Kuluttaja-asiakkaat")
    columns = [
        CatalogColumn(
            source="shop",
            table=asiakas,
            column=column,
            verdict=verdicts[name],
            tags=tags.get(name, ColumnTags()),
            decision=decisions.get(name),
        )
        for name, column in declared.items()
    ]
    hostile = Table(schema=HOSTILE, name=HOSTILE, kind=TableKind.VIEW, columns=(Column(name=HOSTILE, data_type=HOSTILE),), comment=HOSTILE)
    columns.append(
        CatalogColumn(
            source="shop",
            table=hostile,
            column=hostile.columns[0],
            verdict=Verdict(
                state=ColumnState.SUGGESTED, findings=(finding(EntityType.PERSON, 0.7, (Signal.COLUMN_NAME, 3.0, HOSTILE, HOSTILE)),)
            ),
            tags=ColumnTags(
                data_categories=(HOSTILE,),
                activities=(AssignedActivity(id=HOSTILE, origin=Origin.CANDIDATE, confidence=0.5, reason=HOSTILE),),
                violations=(Violation(rule=HOSTILE, severity=Severity.QUESTION, message=HOSTILE),),
            ),
        )
    )
    return Catalog(
        notice="esimerkki",
        columns=tuple(columns),
        scanned_at=dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC),
        problems=("shop.palkka: no permission", HOSTILE),
    )


@pytest.fixture
def hostile(catalog):
    """The confirmed column with every hostile name: first all in one table, then each as schema and table too."""
    entry = next(entry for entry in catalog.columns if entry.column.name == "sposti")
    one = Table(schema="hostile", name="t", columns=tuple(Column(name=name) for name in HOSTILE_NAMES))
    columns = [replace(entry, table=one, column=column) for column in one.columns]
    for name in HOSTILE_NAMES:
        table = Table(schema=name, name=name, columns=(Column(name="x"),))
        columns.append(replace(entry, table=table, column=table.columns[0]))
    return replace(catalog, columns=tuple(columns))
