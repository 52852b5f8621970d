from dataclasses import replace

import pytest

from piicatalog.errors import StoreError
from piicatalog.model.catalog import CatalogColumn
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.finding import Checked, ColumnState, Finding, Verdict
from piicatalog.model.schema import Column, ForeignKey, Table
from piicatalog.store import schema
from piicatalog.store.memory import ScanMemory
from piicatalog.store.scans import Store

HETU = Finding(
    entity_type=EntityType.FI_PERSONAL_IDENTITY_CODE,
    confidence=0.987654321,
    evidence=(
        Evidence(
            entity_type=EntityType.FI_PERSONAL_IDENTITY_CODE,
            signal=Signal.VALUES,
            weight=7.125,
            reason="998 of 998 pass",
            detector="fi_hetu",
        ),
    ),
)


def table(name="asiakas", *columns, schema="shop", **more):
    return Table(schema=schema, name=name, columns=columns or (Column(name="hetu", data_type="char(11)"), Column(name="tila")), **more)


def found(table, source="shop"):
    return tuple(
        CatalogColumn(
            source=source,
            table=table,
            column=column,
            verdict=Verdict(state=ColumnState.SUGGESTED, findings=(HETU,), checked=Checked(values=1000, non_null=998))
            if column.name == "hetu"
            else Verdict(state=ColumnState.CLEAN, checked=Checked(values=1000, non_null=1000, bound=0.003)),
        )
        for column in table.columns
    )


def test_a_finished_scan_is_given_back_as_it_was_in_the_order_of_schema_and_name(store):
    tables = [
        table("tilaus", foreign_keys=(ForeignKey(columns=("asiakas",), schema="shop", table="asiakas"),), row_estimate=7),
        table("asiakas", comment="kuluttaja-asiakkaat", primary_key=("hetu",)),
        table("tapahtuma", schema="audit"),
    ]
    scan = store.begin("shop", "settings")
    for each in tables:
        store.save_table(scan, each, found(each), "state")
    store.finish(scan, ["shop.loki: no permission"])
    catalog = store.last_catalog()
    assert catalog.columns == tuple(entry for each in (tables[2], tables[1], tables[0]) for entry in found(each))
    assert [entry.table for entry in catalog.columns] == [tables[2], tables[2], tables[1], tables[1], tables[0], tables[0]]
    assert catalog.problems == ("shop.loki: no permission",)
    assert catalog.scanned_at.tzinfo is not None


def test_a_scan_that_was_stopped_goes_on_with_the_tables_it_had_finished(store_url):
    with Store(store_url) as store:
        scan = store.begin("shop", "settings")
        store.save_table(scan, table("asiakas"), found(table("asiakas")), "")
    with Store(store_url) as store:
        assert store.unfinished("shop", "other settings") is None
        assert store.unfinished("crm", "settings") is None
        again = store.unfinished("shop", "settings")
        assert again == scan
        memory = ScanMemory(store, again, source="shop", settings="settings", fresh=True)
        assert memory.recall(table("asiakas"), "") == found(table("asiakas"))
        assert memory.recall(table("tilaus"), "") is None
        store.finish(again)
        assert store.unfinished("shop", "settings") is None


def test_an_unchanged_table_is_remembered_and_belongs_to_the_new_scan_too(store):
    first = store.begin("shop", "settings")
    store.save_table(first, table(), found(table()), "v1")
    store.finish(first)
    second = store.begin("shop", "settings")
    memory = ScanMemory(store, second, source="shop", settings="settings")
    assert memory.recall(replace(table(), row_estimate=12), "v1") == found(table())
    store.finish(second)
    assert store.last_catalog().columns == found(table())
    assert [scan.tables for scan in store.scans()] == [1, 1]


@pytest.mark.parametrize(
    ("settings", "state", "now"),
    [
        ("settings", "v2", table()),
        ("settings", "", table()),
        ("other detectors", "v1", table()),
        ("settings", "v1", table("asiakas", Column(name="hetu", data_type="text"), Column(name="tila"))),
        ("settings", "v1", table("tilaus")),
    ],
    ids=["rows-changed", "state-unknown", "settings-changed", "definition-changed", "other-table"],
)
def test_anything_that_could_change_the_result_makes_the_table_be_read_again(store, settings, state, now):
    scan = store.begin("shop", "settings")
    store.save_table(scan, table(), found(table()), "v1")
    store.finish(scan)
    memory = ScanMemory(store, store.begin("shop", settings), source="shop", settings=settings)
    assert memory.recall(now, state) is None


def test_fresh_reads_an_unchanged_table_again(store):
    scan = store.begin("shop", "settings")
    store.save_table(scan, table(), found(table()), "v1")
    store.finish(scan)
    memory = ScanMemory(store, store.begin("shop", "settings"), source="shop", settings="settings", fresh=True)
    assert memory.recall(table(), "v1") is None


def test_the_last_catalog_of_a_source_is_found_among_scans_of_others(store):
    for source in ("shop", "crm"):
        scan = store.begin(source, "settings")
        store.save_table(scan, table(), found(table(), source), "")
        store.finish(scan)
    store.begin("crm", "settings")
    assert {entry.source for entry in store.last_catalog().columns} == {"crm"}
    assert {entry.source for entry in store.last_catalog("shop").columns} == {"shop"}
    with pytest.raises(StoreError, match=r"no finished scan of hr; it has crm, shop"):
        store.last_catalog("hr")


def test_an_empty_store_says_what_to_do(store):
    with pytest.raises(StoreError, match="run: piicatalog scan FILE_OR_URL"):
        store.last_catalog()
    store.begin("shop", "settings")
    with pytest.raises(StoreError, match="shop was stopped: run it again with --resume"):
        store.last_catalog()


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "ä" * 5000, 'x"; drop table --', ""])
def test_names_of_any_kind_are_kept(store, name):
    each = table(name, schema=name)
    scan = store.begin(name, name)
    store.save_table(scan, each, found(each, name), name)
    store.finish(scan, [name])
    assert store.last_catalog().columns == found(each, name)
    assert store.previous(name, name, each.full_name).is_in_state(name) is bool(name)


def test_a_table_whose_columns_could_not_be_listed_is_kept(store):
    unlisted = Table(schema="shop", name="salattu", why_not="no permission")
    entry = CatalogColumn(
        source="shop",
        table=unlisted,
        column=Column(name="*"),
        verdict=Verdict(state=ColumnState.NOT_CHECKED, checked=Checked(why_not="no permission")),
    )
    scan = store.begin("shop", "settings")
    store.save_table(scan, unlisted, [entry])
    store.finish(scan)
    assert store.last_catalog().columns == (entry,)
    assert store.last_catalog().columns[0].table == unlisted


def test_a_store_of_a_newer_version_is_not_touched(store_url):
    from sqlalchemy import update

    from piicatalog.store.schema import about

    with Store(store_url) as store, store._database.writing() as connection:
        connection.execute(update(about).values(value="3"))
    with pytest.raises(StoreError, match=r"newer piicatalog .store version 3, this one knows 2.: upgrade"):
        Store(store_url)


def test_a_store_of_an_earlier_version_is_brought_up_and_keeps_what_it_has(store_url, monkeypatch):
    monkeypatch.setattr(schema, "VERSION", 1)
    with Store(store_url) as store:
        scan = store.begin("shop", "settings")
        store.finish(scan)
    monkeypatch.setattr(schema, "VERSION", 3)
    monkeypatch.setattr(
        schema,
        "UPGRADES",
        {
            1: ("ALTER TABLE piicatalog_scan ADD COLUMN note TEXT", "UPDATE piicatalog_scan SET note = source"),
            2: ("ALTER TABLE piicatalog_scan ADD COLUMN seconds INTEGER",),
        },
    )
    for _ in range(2):  # the second time there is nothing to do
        with Store(store_url) as store:
            assert [scan.source for scan in store.scans()] == ["shop"]
            with store._database.reading() as connection:
                assert connection.exec_driver_sql("SELECT note, seconds FROM piicatalog_scan").all() == [("shop", None)]
    monkeypatch.setattr(schema, "VERSION", 1)
    with pytest.raises(StoreError, match="newer piicatalog"):
        Store(store_url)


def test_an_upgrade_that_fails_leaves_the_store_as_it_was(store_url, monkeypatch):
    monkeypatch.setattr(schema, "VERSION", 1)
    with Store(store_url):
        pass
    monkeypatch.setattr(schema, "VERSION", 2)
    monkeypatch.setattr(schema, "UPGRADES", {1: ("ALTER TABLE piicatalog_scan ADD COLUMN note TEXT", "SELECT no_such_thing")})
    with pytest.raises(StoreError):
        Store(store_url)
    monkeypatch.setattr(schema, "VERSION", 1)
    with Store(store_url) as store, store._database.reading() as connection:
        assert "note" not in list(connection.exec_driver_sql("SELECT * FROM piicatalog_scan").keys())
