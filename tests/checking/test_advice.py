"""What a finding says to write is accepted when it is pasted, in every kind of file."""

import json
import re

import pytest
from click.testing import CliRunner

from piicatalog.cli.check import command

ALEMBIC = '''"""add"""
from alembic import op
import sqlalchemy as sa

revision = "2"
down_revision = "1"


def upgrade():
    op.add_column("asiakas", sa.Column("sahkoposti", sa.Text()))
'''
ALEMBIC_BASE = (
    ALEMBIC.replace('"2"', '"1"')
    .replace('down_revision = "1"', "down_revision = None")
    .replace(
        'op.add_column("asiakas", sa.Column("sahkoposti", sa.Text()))',
        'op.create_table("asiakas", sa.Column("id", sa.Integer(), primary_key=True))',
    )
)
DJANGO_BASE = """from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = []
    operations = [migrations.CreateModel(name="Asiakas", fields=[("id", models.AutoField(primary_key=True))])]
"""
DJANGO = """from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="asiakas",
            name="sahkoposti",
            field=models.EmailField(),
        ),
    ]
"""
XML = """<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
  <changeSet id="1" author="a">
    <createTable tableName="asiakas">
      <column name="id" type="int"/>
{}    </createTable>
  </changeSet>
</databaseChangeLog>
"""
CASES = {
    "sql": ({"db/V1__a.sql": "CREATE TABLE asiakas (id int);\n"}, {"db/V2__b.sql": "ALTER TABLE asiakas ADD COLUMN sahkoposti text;\n"}),
    "sql-table": ({}, {"db/V1__a.sql": "CREATE TABLE asiakas (\n  id int,\n  sahkoposti text NOT NULL,\n  hinta int\n);\n"}),
    "sql-one-line": ({}, {"db/V1__a.sql": "CREATE TABLE asiakas (id int, sahkoposti text, hinta int);\n"}),
    "tsql": ({}, {"db/V1__a.sql": "CREATE TABLE [dbo].[asiakas] (\n  [id] int,\n  [sahkoposti] nvarchar(320) NULL\n)\nGO\n"}),
    "alembic": ({"alembic/versions/1_a.py": ALEMBIC_BASE}, {"alembic/versions/2_b.py": ALEMBIC}),
    "django": ({"shop/migrations/__init__.py": "", "shop/migrations/0001_initial.py": DJANGO_BASE}, {"shop/migrations/0002_b.py": DJANGO}),
    "xml": ({}, {"db/changelog.xml": XML.format('      <column name="sahkoposti" type="varchar(320)"/>\n')}),
}


@pytest.fixture
def check(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run():
        done = CliRunner().invoke(command, ["--base", "HEAD", "--format", "json", "--no-cache"], catch_exceptions=False)
        return done.exit_code, [f for f in json.loads(done.stdout)["findings"] if f["status"] == "open"]

    return run


def chosen(text):
    """Return a way of the text with one of the purposes that it names."""
    return re.sub(r"<one of: (\w+)[^>]*>", r"\1", text)


@pytest.mark.parametrize("name", CASES)
def test_the_comment_is_accepted_where_the_finding_stands(name, git, write, check):
    base, head = CASES[name]
    for path, text in {"README.md": "", **base}.items():
        write(path, text)
    git("add", "-A")
    git("commit", "-qm", "base")
    for path, text in head.items():
        write(path, text)
    code, findings = check()
    assert code == 1, findings
    (finding,) = [f for f in findings if f["rule"] == "PII001"]
    assert finding["subject"].endswith("asiakas.sahkoposti")
    way = chosen(finding["fixes"][0])
    comment, _, where = way.partition("   (")
    path = finding["file"]
    lines = head[path].split("\n")
    line = lines[finding["line"] - 1]
    at = line.index(",", finding["column"]) if where.startswith("right behind") else len(line)
    lines[finding["line"] - 1] = f"{line[:at]} {comment}{line[at:]}"
    write(path, "\n".join(lines))
    code, findings = check()
    assert (code, [f["rule"] for f in findings if f["rule"] == "PII001"]) == (0, []), "\n".join(lines)


@pytest.mark.parametrize("way", ["columns", "tables"])
def test_the_entry_of_decisions_is_accepted(way, git, write, check):
    write("db/V1__a.sql", "CREATE TABLE tuote (id int);\n")
    git("add", "-A")
    git("commit", "-qm", "base")
    write("db/V2__b.sql", "CREATE TABLE asiakas (id int, sukunimi text, sahkoposti text, luotu date);\n")
    _, findings = check()
    entries = [fix.partition("  ")[2] for f in findings for fix in f["fixes"] if fix.startswith(f"decisions.yaml, {way}:")]
    assert entries
    listed = "".join(f"  {entry.partition('   (')[0].strip().replace('…', 'web_shop')}\n" for entry in dict.fromkeys(entries))
    write("decisions.yaml", f"{way}:\n{listed}")
    assert check()[0] == 0


def test_an_applied_migration_is_not_to_be_edited(git, write, check):
    write("db/V1__a.sql", "CREATE TABLE asiakas (id int, x1 text);\nCREATE TABLE loki (id int, teksti text);\n")
    git("add", "-A")
    git("commit", "-qm", "base")
    write(
        "db/V2__b.sql",
        "ALTER TABLE asiakas ADD COLUMN sahkoposti text; -- pii: EMAIL_ADDRESS purpose=web_shop\n"
        "INSERT INTO loki (teksti) SELECT sahkoposti FROM asiakas;\n",
    )
    _, findings = check()
    (finding,) = [f for f in findings if f["rule"] == "PII202"]
    assert finding["subject"] == "loki.teksti"
    assert all(fix.startswith("decisions.yaml") for fix in finding["fixes"])


def test_a_special_category_is_asked_for_its_condition_everywhere(git, write, check):
    write("db/V1__a.sql", "CREATE TABLE potilas (id int);\n")
    git("add", "-A")
    git("commit", "-qm", "base")
    write("db/V2__b.sql", "ALTER TABLE potilas ADD COLUMN diagnoosi text;\n")
    _, findings = check()
    fixes = [fix for f in findings if f["rule"] in ("PII001", "PII002") for fix in f["fixes"] if not fix.startswith("leave")]
    assert len(fixes) == 4
    assert all("condition" in fix for fix in fixes)
