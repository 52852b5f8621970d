"""A folder with a store in it, as a scan of a small shop leaves it, and the command line to run there."""

import pytest
from click.testing import CliRunner

from piicatalog.cli.main import group
from piicatalog.model.catalog import CatalogColumn
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.finding import Checked, ColumnState, Finding, Verdict
from piicatalog.model.schema import Column, Table
from piicatalog.store.scans import Store


def found(schema, table, *columns):
    """Columns as ``(name, entity type or None)``."""
    declared = Table(schema=schema, name=table, columns=tuple(Column(name=name, data_type="varchar(80)") for name, _ in columns))
    entries = []
    for column, (_, entity_type) in zip(declared.columns, columns, strict=True):
        if entity_type is None:
            verdict = Verdict(state=ColumnState.CLEAN, checked=Checked(values=1000, non_null=1000, bound=0.003))
        else:
            reason = Evidence(
                entity_type=entity_type, signal=Signal.COLUMN_NAME, weight=5.0, reason=f"the name is {column.name}", detector="any_x"
            )
            finding = Finding(entity_type=entity_type, confidence=0.88, evidence=(reason,))
            verdict = Verdict(state=ColumnState.SUGGESTED, findings=(finding,), checked=Checked(values=1000, non_null=900))
        entries.append(CatalogColumn(source="shop", table=declared, column=column, verdict=verdict))
    return declared, tuple(entries)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PIICATALOG_STORE", raising=False)
    with Store(".piicatalog/store.sqlite") as store:
        scan = store.begin("shop", "settings")
        for table, entries in (
            found("shop", "asiakas", ("hetu", EntityType.FI_PERSONAL_IDENTITY_CODE), ("sposti", EntityType.EMAIL_ADDRESS), ("tila", None)),
            found("shop", "tuote", ("nimi", EntityType.PERSON), ("created_by", EntityType.USERNAME)),
            found("arkisto", "asiakas", ("sposti", EntityType.EMAIL_ADDRESS), ("created_by", EntityType.USERNAME)),
            found("shop", "paha\x1b[2J", ("nimi\x1b]0;x\x07", EntityType.PERSON)),
        ):
            store.save_table(scan, table, entries)
        store.finish(scan, ["shop.palkka: no permission"])
    return tmp_path


@pytest.fixture
def run(folder):
    """Run a command; returns its result, with what went to stderr apart."""

    def call(*arguments, code=0):
        result = CliRunner().invoke(group, list(arguments), prog_name="piicatalog", catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result

    return call
