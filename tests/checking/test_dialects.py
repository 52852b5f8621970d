"""The same schema in every dialect gives the same findings."""

from datetime import date
from pathlib import Path

import pytest

from piicatalog.checking import known
from piicatalog.checking.history import compare
from piicatalog.checking.run import Settings, run
from piicatalog.checking.snapshot import TextSnapshot
from piicatalog.detection import kept

DIALECTS = {
    "postgres": "CREATE TABLE asiakas (id bigserial PRIMARY KEY, hetu varchar(11), sahkoposti text, luotu timestamptz, lisatiedot text, payload jsonb);\nCREATE TABLE kaynti (id bigserial PRIMARY KEY, asiakas_id bigint REFERENCES asiakas (id), pvm date);\nCREATE VIEW v AS SELECT hetu FROM asiakas;",
    "mysql": "CREATE TABLE `asiakas` (`id` bigint AUTO_INCREMENT PRIMARY KEY, `hetu` varchar(11), `sahkoposti` text, `luotu` datetime, `lisatiedot` text, `payload` json) ENGINE=InnoDB;\nCREATE TABLE `kaynti` (`id` bigint PRIMARY KEY, `asiakas_id` bigint, `pvm` date, CONSTRAINT fk FOREIGN KEY (`asiakas_id`) REFERENCES `asiakas` (`id`));\nCREATE VIEW v AS SELECT `hetu` FROM `asiakas`;",
    "sqlite": "CREATE TABLE asiakas (id INTEGER PRIMARY KEY AUTOINCREMENT, hetu TEXT, sahkoposti TEXT, luotu TIMESTAMP, lisatiedot TEXT, payload JSON);\nCREATE TABLE kaynti (id INTEGER PRIMARY KEY, asiakas_id INTEGER REFERENCES asiakas(id), pvm DATE);\nCREATE VIEW v AS SELECT hetu FROM asiakas;",
    "tsql": "CREATE TABLE asiakas (id bigint IDENTITY(1,1) PRIMARY KEY, hetu nvarchar(11), sahkoposti nvarchar(max), luotu datetime2, lisatiedot nvarchar(max), payload json)\nGO\nCREATE TABLE kaynti (id bigint PRIMARY KEY, asiakas_id bigint REFERENCES asiakas(id), pvm date)\nGO\nCREATE VIEW v AS SELECT hetu FROM asiakas\nGO",
    "oracle": "CREATE TABLE asiakas (id NUMBER(19) PRIMARY KEY, hetu VARCHAR2(11), sahkoposti CLOB, luotu TIMESTAMP, lisatiedot CLOB, payload JSON);\nCREATE TABLE kaynti (id NUMBER(19) PRIMARY KEY, asiakas_id NUMBER(19) REFERENCES asiakas(id), pvm DATE);\nCREATE VIEW v AS SELECT hetu FROM asiakas;",
    "snowflake": "CREATE TABLE asiakas (id NUMBER PRIMARY KEY, hetu VARCHAR, sahkoposti VARCHAR, luotu TIMESTAMP_NTZ, lisatiedot VARCHAR, payload VARIANT);\nCREATE TABLE kaynti (id NUMBER PRIMARY KEY, asiakas_id NUMBER REFERENCES asiakas(id), pvm DATE);\nCREATE VIEW v AS SELECT hetu FROM asiakas;",
    "bigquery": "CREATE TABLE asiakas (id INT64, hetu STRING, sahkoposti STRING, luotu TIMESTAMP, lisatiedot STRING, payload JSON, PRIMARY KEY (id) NOT ENFORCED);\nCREATE TABLE kaynti (id INT64, asiakas_id INT64, pvm DATE, PRIMARY KEY (id) NOT ENFORCED, FOREIGN KEY (asiakas_id) REFERENCES asiakas(id) NOT ENFORCED);\nCREATE VIEW v AS SELECT hetu FROM asiakas;",
    "databricks": "CREATE TABLE asiakas (id BIGINT, hetu STRING, sahkoposti STRING, luotu TIMESTAMP, lisatiedot STRING, payload VARIANT, CONSTRAINT pk PRIMARY KEY (id)) USING DELTA;\nCREATE TABLE kaynti (id BIGINT, asiakas_id BIGINT, pvm DATE, CONSTRAINT pk2 PRIMARY KEY (id), CONSTRAINT fk FOREIGN KEY (asiakas_id) REFERENCES asiakas(id));\nCREATE VIEW v AS SELECT hetu FROM asiakas;",
    "redshift": "CREATE TABLE asiakas (id bigint IDENTITY(1,1) PRIMARY KEY, hetu varchar(11), sahkoposti varchar(max), luotu timestamptz, lisatiedot varchar(max), payload super) DISTKEY(id);\nCREATE TABLE kaynti (id bigint PRIMARY KEY, asiakas_id bigint REFERENCES asiakas(id), pvm date);\nCREATE VIEW v AS SELECT hetu FROM asiakas;",
    "duckdb": "CREATE TABLE asiakas (id BIGINT PRIMARY KEY, hetu VARCHAR, sahkoposti VARCHAR, luotu TIMESTAMP, lisatiedot VARCHAR, payload JSON);\nCREATE TABLE kaynti (id BIGINT PRIMARY KEY, asiakas_id BIGINT REFERENCES asiakas(id), pvm DATE);\nCREATE VIEW v AS SELECT hetu FROM asiakas;",
    "clickhouse": "CREATE TABLE asiakas (id UInt64, hetu String, sahkoposti String, luotu DateTime, lisatiedot String, payload JSON) ENGINE = MergeTree ORDER BY id PRIMARY KEY id;\nCREATE TABLE kaynti (id UInt64, asiakas_id UInt64, pvm Date) ENGINE = MergeTree ORDER BY id PRIMARY KEY id;\nCREATE VIEW v AS SELECT hetu FROM asiakas;",
}

EXPECTED = {
    ("PII001", "asiakas.hetu", "FI_PERSONAL_IDENTITY_CODE"),
    ("PII001", "asiakas.sahkoposti", "EMAIL_ADDRESS"),
    ("PII008", "asiakas.lisatiedot", "FREE_TEXT"),
    ("PII008", "asiakas.payload", "FREE_TEXT"),
    ("PII010", "kaynti.asiakas_id", "CUSTOMER_ID"),
    ("PII201", "v", ""),
}


@pytest.fixture(scope="module")
def knowledge():
    return kept.knowledge((), None)


@pytest.mark.parametrize("told", [True, False], ids=["told", "guessed"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_findings_are_the_same(dialect, told, knowledge):
    histories = compare(None, TextSnapshot({"db/V1__a.sql": DIALECTS[dialect].encode()}), dialect=dialect if told else "")
    purposes = known.purposes(known.Configured(), "", Path("none"), None)
    findings = run(histories, knowledge, purposes, Settings(today=date(2026, 11, 24))).report.findings
    assert {(finding.rule, finding.subject.lower(), finding.entity_type) for finding in findings} == EXPECTED


def test_a_file_that_dialects_share_is_told_once(knowledge):
    files = {
        "migrations/1_a.up.sql": b"CREATE TABLE asiakas (id int PRIMARY KEY, sahkoposti varchar(320), luotu date);",
        "migrations/2_b.mysql.up.sql": b"ALTER TABLE asiakas ADD COLUMN hetu varchar(11);",
        "migrations/2_b.postgres.up.sql": b"ALTER TABLE asiakas ADD COLUMN hetu text;",
        "migrations/2_b.sqlite3.up.sql": b"ALTER TABLE asiakas ADD COLUMN hetu text;",
    }
    histories = compare(None, TextSnapshot(files))
    assert len(histories) == 3
    purposes = known.purposes(known.Configured(), "", Path("none"), None)
    findings = run(histories, knowledge, purposes, Settings(today=date(2026, 11, 24))).report.findings
    told = [(finding.rule, finding.subject, finding.place.file) for finding in findings]
    assert len(told) == len(set(told)) == 4
