"""Migrations in Python are read without running them, as far as they are literal; what is not is said."""

import pytest

HEAD = "from alembic import op\nimport sqlalchemy as sa\nrevision = 'a'\ndown_revision = None\n"
PERSON = "op.create_table('person', sa.Column('id', sa.Integer(), primary_key=True))\n"


def revision(*lines: str, before: str = "") -> dict[str, str]:
    body = "\n".join(line for text in lines for line in text.splitlines())
    indented = "\n".join(f"    {line}" for line in body.splitlines())
    return {"alembic/versions/a.py": f"{HEAD}{before}\ndef upgrade():\n{indented}\n\ndef downgrade():\n    op.drop_table('person')\n"}


ALEMBIC = [
    pytest.param(
        "op.create_table('person', sa.Column('id', sa.Integer(), nullable=False), sa.Column('hetu', sa.String(length=11)), "
        "sa.Column('seen', sa.DateTime(timezone=True)), sa.Column('tags', sa.ARRAY(sa.Text())), sa.PrimaryKeyConstraint('id'), schema='crm')",
        {"crm.person": ["id integer", "hetu varchar(11)", "seen timestamp with time zone", "tags text[]"]},
        id="create_table",
    ),
    pytest.param(
        PERSON + "op.add_column('person', sa.Column('a', sa.Text()))\nop.drop_column('person', 'id')",
        {"person": ["a text"]},
        id="add and drop",
    ),
    pytest.param(
        PERSON + "op.alter_column('person', 'id', new_column_name='nro', type_=sa.BigInteger())",
        {"person": ["nro bigint"]},
        id="alter_column",
    ),
    pytest.param(PERSON + "op.rename_table('person', 'people')", {"people": ["id integer"]}, id="rename_table"),
    pytest.param(
        PERSON
        + "with op.batch_alter_table('person') as batch_op:\n    batch_op.add_column(sa.Column('a', sa.Unicode(5)))\n    batch_op.alter_column('a', new_column_name='b')",
        {"person": ["id integer", "b varchar(5)"]},
        id="batch",
    ),
    pytest.param(
        PERSON + "for name, length in (('a', 1), ('b', 2)):\n    op.add_column('person', sa.Column(f'{name}_x', sa.String(length)))",
        {"person": ["id integer", "a_x varchar(1)", "b_x varchar(2)"]},
        id="a loop over literals",
    ),
    pytest.param(
        PERSON
        + "if op.get_bind().dialect.name == 'sqlite':\n    op.drop_table('person')\nelse:\n    op.add_column('person', sa.Column('a', sa.Date()))",
        {"person": ["id integer", "a date"]},
        id="a branch for another database",
    ),
    pytest.param(
        PERSON
        + "if 'a' not in columns():\n    op.add_column('person', sa.Column('a', sa.Date()))\nop.execute('ALTER TABLE person ADD COLUMN b int')",
        {"person": ["id integer", "a date", "b int"]},
        id="a condition that can't be told, and SQL",
    ),
    pytest.param(
        "op.execute('''\n  CREATE TABLE person (a int);\n  ALTER TABLE person ADD b text;\n''')", {"person": ["a int", "b text"]}, id="SQL"
    ),
    pytest.param("op.execute(sa.text('CREATE TABLE person (a int)'))", {"person": ["a int"]}, id="text()"),
]


@pytest.mark.parametrize(("body", "expected"), ALEMBIC)
def test_alembic_operations_do_what_they_say(history, tables, body, expected):
    result = history(revision(body))
    assert tables(result) == expected
    assert not result.problems
    assert not result.conflicts


def test_helpers_and_constants_of_the_file_are_followed(history, tables):
    before = """
T = "person"
class Old:
    __tablename__ = "old"
def stamps():
    return [sa.Column("created", sa.DateTime()), sa.Column("by", sa.String(9))]
def add(table, *, name="x"):
    op.add_column(table, sa.Column(name, sa.Text()))
"""
    result = history(
        revision(
            "op.create_table(T, sa.Column('id', sa.Integer()), *stamps())\nadd(T, name='y')\nop.create_table(Old.__tablename__, sa.Column('z', sa.Integer()))",
            before=before,
        )
    )
    assert tables(result) == {"person": ["id integer", "created timestamp", "by varchar(9)", "y text"], "old": ["z integer"]}
    assert not result.problems


def test_a_column_stands_where_its_name_is_written(history):
    result = history(revision("op.create_table('person',\n    sa.Column('ä', sa.Text()), sa.Column('hetu', sa.Text(), comment='Tunnus'))"))
    column = result.state.tables["", "person"].columns["hetu"]
    assert (column.origin.line, column.origin.column, column.origin.end) == (8, 47, 51)
    assert column.comment == "Tunnus"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("op.add_column(Imported.__tablename__, sa.Column('a', sa.Text()))", id="a table"),
        pytest.param(PERSON + "op.add_column('person', sa.Column(NAME, sa.Text()))", id="a column"),
        pytest.param(PERSON + "op.alter_column('person', 'id', new_column_name=NAME)", id="a new name"),
        pytest.param("op.execute(f'ALTER TABLE {NAME} ADD COLUMN a int')", id="SQL"),
        pytest.param("op.execute(open('x.sql').read())", id="a file"),
        pytest.param("Imported.metadata.create_all(op.get_bind())", id="models"),
    ],
)
def test_what_is_not_literal_is_said(history, body):
    assert {problem.code for problem in history(revision(body)).problems} == {"PII902"}


def test_revisions_run_after_their_parents_and_downgrades_never(history, tables):
    files = {
        "alembic/versions/z.py": f"{HEAD}def upgrade():\n    {PERSON}",
        "alembic/versions/a.py": HEAD.replace("'a'", "'b'").replace("None", "'a'")
        + "def upgrade():\n    op.add_column('person', sa.Column('c', sa.Text()))\n",
    }
    result = history(files)
    assert tables(result) == {"person": ["id integer", "c text"]}
    assert not result.conflicts


def migration(operations: str, dependencies: str = "[]") -> str:
    return f"from django.db import migrations, models\nclass Migration(migrations.Migration):\n    dependencies = {dependencies}\n    operations = [{operations}]\n"


def app(*operations: str, settings: str = "") -> dict[str, str]:
    files = {}
    for number, text in enumerate(operations, 1):
        dependencies = f"[('shop', '{number - 1:04}_x')]" if number > 1 else "[]"
        files[f"shop/migrations/{number:04}_x.py"] = migration(text, dependencies)
    return files | ({"shop/apps.py": settings} if settings else {})


CUSTOMER = "migrations.CreateModel(name='Customer', fields=[('id', models.AutoField(primary_key=True)), ('hetu', models.CharField(max_length=11))])"
DJANGO = [
    pytest.param([CUSTOMER], {"shop_customer": ["id integer", "hetu varchar(11)"]}, id="CreateModel"),
    pytest.param(
        ["migrations.CreateModel(name='Customer', fields=[('hetu', models.CharField(max_length=11, db_column='ssn'))], options={'db_table': 'cust'})"],
        {"cust": ["id bigint", "ssn varchar(11)"]},
        id="db_table, db_column and the key that nobody wrote",
    ),
    pytest.param([CUSTOMER, "migrations.AddField('customer', 'owner', models.ForeignKey(to='auth.User', on_delete=1))"], {"shop_customer": ["id integer", "hetu varchar(11)", "owner_id bigint"]}, id="a key"),
    pytest.param([CUSTOMER, "migrations.RenameField('Customer', 'hetu', 'ssn'), migrations.AlterField('customer', 'ssn', models.TextField(null=True))"], {"shop_customer": ["id integer", "ssn text"]}, id="rename and alter"),
    pytest.param([CUSTOMER, "migrations.RenameModel('Customer', 'Client')", "migrations.RemoveField('client', 'hetu')"], {"shop_client": ["id integer"]}, id="RenameModel"),
    pytest.param([CUSTOMER, "migrations.AlterModelTable('customer', 'asiakas')", "migrations.AddField('customer', 'a', models.DateField())"], {"asiakas": ["id integer", "hetu varchar(11)", "a date"]}, id="AlterModelTable"),
    pytest.param(
        [CUSTOMER, "migrations.AddField('customer', 'tags', models.ManyToManyField(to='shop.Tag'))"],
        {"shop_customer": ["id integer", "hetu varchar(11)"], "shop_customer_tags": ["id bigint", "customer_id integer", "tag_id bigint"]},
        id="a link table",
    ),
    pytest.param([CUSTOMER, "migrations.DeleteModel('Customer')"], {}, id="DeleteModel"),
    pytest.param([CUSTOMER, "migrations.RunSQL('ALTER TABLE shop_customer ADD COLUMN z int', migrations.RunSQL.noop)"], {"shop_customer": ["id integer", "hetu varchar(11)", "z int"]}, id="RunSQL"),
    pytest.param(
        [CUSTOMER, "migrations.SeparateDatabaseAndState(database_operations=[migrations.RunSQL('ALTER TABLE shop_customer RENAME TO c2')], state_operations=[migrations.DeleteModel('Customer')])"],
        {"c2": ["id integer", "hetu varchar(11)"]},
        id="SeparateDatabaseAndState",
    ),
    pytest.param(["migrations.CreateModel(name='P', fields=[('a', models.TextField())], options={'proxy': True}), migrations.CreateModel(name='V', fields=[('a', models.TextField())], options={'managed': False})"], {}, id="proxies and what is managed elsewhere"),
]  # fmt: skip


@pytest.mark.parametrize(("operations", "expected"), DJANGO)
def test_django_operations_do_what_they_say(history, tables, operations, expected):
    result = history(app(*operations))
    assert tables(result) == expected
    assert not result.problems
    assert not result.conflicts


def test_an_app_is_called_by_its_label(history, tables):
    result = history(app(CUSTOMER, settings="class ShopConfig(AppConfig):\n    name = 'x.shop'\n    label = 'xshop'\n"))
    assert list(tables(result)) == ["xshop_customer"]


def test_operations_that_are_code_are_said(history):
    result = history(app(CUSTOMER, "MyOperation('x')", "*more()"))
    assert [problem.code for problem in result.problems] == ["PII902", "PII902"]


def test_yoyo_steps_are_sql(history, tables):
    files = {
        "migrations/0002.py": "from yoyo import step\n__depends__ = {'0001'}\nsteps = [step('ALTER TABLE a ADD c int', 'ALTER TABLE a DROP c')]\n",
        "migrations/0001.sql": "-- depends:\nCREATE TABLE a (b int);\n",
    }
    assert tables(history(files)) == {"a": ["b int", "c int"]}
