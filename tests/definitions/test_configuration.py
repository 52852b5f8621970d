import pytest

from piicatalog.definitions.configuration import find_configuration, load_configuration, resolve
from piicatalog.errors import DefinitionError, UsageError
from piicatalog.model.configuration import CatalogPlace, Configuration, ConfiguredSource, Event
from piicatalog.model.processing import NoticeBinding, TableBinding

WHOLE = """\
version: 1
language: fi
sources:
  shop:
    address: postgresql://lukija:${SHOP_PASSWORD}@db.example.com/shop?sslmode=require
    include: [shop.*]
    exclude: shop.tmp_*
  deliveries: data/*.csv
notices:
  - kuluttaja-asiakkaat
  - notice: mappings/tyontekijat.yaml
    tables: [hr.*, palkat]
classifiers: classifiers
tables:
  - table: shop.asiakas
    activities: [web_shop, delivery]
    why: sovittu
sampling: {rows: all, timeout: 5}
events:
  last_order: max(shop.tilaus.tilattu) by asiakas_id
  consent_withdrawn: shop.suostumus.peruttu
parameters: {financial_year_end_month: 12, warranty_period: P2Y}
organisation:
  name: Esimerkki Oy
  recipients: [kuljetusyritys]
policies: {fail_on: violation}
catalogs:
  - {source: "*/shop", platform: postgres, instance: crm, service: crm_postgres, database: ""}
store: postgresql://piicatalog@db.example.com/piicatalog
decisions: tietosuoja/decisions.yaml
"""


def written(tmp_path, text, name="piicatalog.yaml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_part_is_read_with_paths_from_the_files_folder(tmp_path):
    got = load_configuration(written(tmp_path, WHOLE))
    assert got.sources["shop"].include == ("shop.*",)
    assert got.sources["shop"].exclude == ("shop.tmp_*",)
    assert got.sources["deliveries"].address == str(tmp_path / "data/*.csv")
    assert got.notices == ("kuluttaja-asiakkaat", str(tmp_path / "mappings/tyontekijat.yaml"))
    assert got.notice_bindings == tuple(NoticeBinding(pattern=pattern, notice=got.notices[1]) for pattern in ("hr.*", "palkat"))
    assert got.tables == (TableBinding(pattern="shop.asiakas", activities=("web_shop", "delivery"), why="sovittu"),)
    assert (got.sampling.rows, got.sampling.timeout, got.language, got.fail_on) == (None, 5.0, "fi", ("violation",))
    assert got.events == (
        Event(name="last_order", column="shop.tilaus.tilattu", aggregate="max", by="asiakas_id"),
        Event(name="consent_withdrawn", column="shop.suostumus.peruttu"),
    )
    assert got.parameters == (("financial_year_end_month", "12"), ("warranty_period", "P2Y"))
    assert got.organisation.recipients == ("kuljetusyritys",)
    assert got.catalogs == (CatalogPlace(source="*/shop", platform="postgres", instance="crm", service="crm_postgres", database=""),)
    assert got.store == "postgresql://piicatalog@db.example.com/piicatalog"
    assert (got.classifiers, got.decisions) == ((tmp_path / "classifiers",), tmp_path / "tietosuoja/decisions.yaml")


def test_without_a_file_everything_is_the_default(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load_configuration() == Configuration()
    assert load_configuration(written(tmp_path, "")).notices == ("kuluttaja-asiakkaat",)


def test_the_nearest_file_above_the_working_folder_is_found(tmp_path, monkeypatch):
    path = written(tmp_path, "language: sv\n")
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")
    assert find_configuration() == path
    assert load_configuration().language == "sv"


@pytest.mark.parametrize(
    ("address", "secret"),
    [
        ("postgresql://u:salaisuus@h/db", "salaisuus"),
        ("postgresql://u:sala/i#suus@h/db", "sala/i#suus"),
        ("snowflake://u@account/db?private_key_password=salaisuus", "salaisuus"),
        ("mssql://h/db?Driver=x;PWD=salaisuus", "salaisuus"),
        ("postgresql://u:${}@h/db", None),
    ],
)
def test_a_password_in_the_file_is_refused_and_not_repeated(tmp_path, address, secret):
    with pytest.raises(DefinitionError, match=r"piicatalog.yaml:2: sources.shop.address: .*\$\{") as raised:
        load_configuration(written(tmp_path, f"sources:\n  shop: '{address}'\n"))
    assert secret is None or secret not in str(raised.value)


@pytest.mark.parametrize(
    "address", ["postgresql://u@h/db", "postgresql://u:${P}@h/db", "data/pass=word.csv", "shop.sqlite", "duckdb:///shop.duckdb"]
)
def test_addresses_without_a_secret_are_taken(tmp_path, address):
    assert load_configuration(written(tmp_path, f"sources: {{shop: '{address}'}}\n")).sources["shop"].address.endswith(address)


def test_secrets_come_from_the_environment_and_fit_into_an_address():
    source = ConfiguredSource(name="shop", address="postgresql://${USER_NAME}:${P}@h/db?sslrootcert=${CERT}")
    assert (
        resolve(source, {"USER_NAME": "u", "P": "p@ss/w:rd", "CERT": "/etc/ca.pem"})
        == "postgresql://u:p%40ss%2Fw%3Ard@h/db?sslrootcert=/etc/ca.pem"
    )
    assert "P}" not in repr(source)
    with pytest.raises(UsageError, match="source shop needs the environment variable USER_NAME"):
        resolve(source, {})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("langage: fi\n", r":1: langage: is not a word of this file's form"),
        ("language: de\n", r":1: language"),
        ("notice: a\nnotices: [b]\n", "keep one of them"),
        ("events:\n  last_order: tilattu\n", r":1: events: last_order: write table.column"),
        ("sampling: {rows: 0}\n", "sampling.rows"),
        ("catalogs:\n  - {platform: 'a,b'}\n", r":2: catalogs.0.platform"),
        ("tables:\n  - {table: a.b, activities: []}\n", r":2: tables.0.activities"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, text, message):
    with pytest.raises(DefinitionError, match=message):
        load_configuration(written(tmp_path, text))


def test_a_file_that_is_named_and_missing_is_an_error(tmp_path):
    with pytest.raises(DefinitionError, match="cannot be read"):
        load_configuration(tmp_path / "missing.yaml")
