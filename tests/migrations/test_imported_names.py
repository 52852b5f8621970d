"""Names that a migration imports from modules of its repository are told, and read without running anything."""

import pytest

from piicatalog.checking.history import compare
from piicatalog.checking.snapshot import TextSnapshot

HEAD = "import sqlalchemy as sa\nfrom alembic import op\nrevision = 'a'\ndown_revision = None\n"
MODELS = "from .names import PREFIX\nraise SystemExit\nclass Person(Base):\n    __tablename__ = 'person'\n    id = Column(Integer)\nclass Pet(Base):\n    __tablename__ = PREFIX + '_pet'\n"


def check(files: dict[str, str], base: dict[str, str] | None = None):
    snapshots = [None if one is None else TextSnapshot({path: text.encode() for path, text in one.items()}) for one in (base, files)]
    (compared,) = [history for history in compare(snapshots[0], snapshots[1]) if history.layout.startswith("alembic")]
    return compared


def revision(imports: str, table: str) -> str:
    return f"{HEAD}{imports}\ndef upgrade():\n    op.create_table({table}, sa.Column('hetu', sa.String(11)))\n"


IMPORTS = [
    pytest.param("from shop.models import Person", "Person.__tablename__", "person", id="class"),
    pytest.param("from shop.models import Person as P", "P.__tablename__", "person", id="other name"),
    pytest.param("import shop.models as m", "m.Person.__tablename__", "person", id="module"),
    pytest.param("from shop import models", "models.Person.__tablename__", "person", id="module of a package"),
    pytest.param("from shop import Person", "Person.__tablename__", "person", id="given on by the package"),
    pytest.param("from shop.models import Pet", "f'{Pet.__tablename__}s'", "x_pets", id="made of a name that is imported"),
    pytest.param("from ..names import PREFIX", "PREFIX", "x", id="relative"),
    pytest.param("from shop.names import *", "PREFIX", "x", id="star"),
    pytest.param("from importlib import import_module\nn = import_module('shop.names')", "n.PREFIX", "x", id="import_module"),
]
SHOP = {"shop/__init__.py": "from .models import *\n", "shop/models.py": MODELS, "shop/names.py": "PREFIX = 'x'\n"}


@pytest.mark.parametrize("above", ["", "back/", "back/src/"])
@pytest.mark.parametrize(("imports", "table", "name"), IMPORTS)
def test_what_is_imported_is_told(above, imports, table, name):
    files = {f"{above}shop/versions/a.py": revision(imports, table), **{above + path: text for path, text in SHOP.items()}}
    compared = check(files)
    assert [one.name for one in compared.head.tables.values()] == [name]
    assert not compared.problems


@pytest.mark.parametrize(
    "module", ["", "class Person(Base):\n    __tablename__ = made()\n", "not python (", "from shop.models import Person\n"]
)
def test_what_can_not_be_told_is_said(module):
    compared = check({"shop/versions/a.py": revision("from shop.models import Person", "Person.__tablename__"), "shop/models.py": module})
    assert [problem.code for problem in compared.problems] == ["PII902"]


def test_no_module_outside_of_the_repository_is_asked_for():
    asked = []

    class Watched(TextSnapshot):
        def read(self, paths):
            asked.extend(paths := list(paths))
            return super().read(paths)

    text = revision("from ......etc import passwd\nfrom shop.models import Person", "Person.__tablename__")
    compare(None, Watched({"shop/versions/a.py": text.encode()}))
    assert not [path for path in asked if path.startswith(("/", "..")) or "/../" in path]


def test_a_module_that_changes_changes_what_is_read(tmp_path):
    names = iter(["person", "human"])
    for name in names:
        files = {"shop/versions/a.py": revision("from shop.names import T", "T"), "shop/names.py": f"T = '{name}'\n"}
        many = {f"shop/versions/b{n}.py": f"revision = 'b{n}'\ndown_revision = 'a'\ndef upgrade():\n    pass\n" for n in range(60)}
        snapshot = TextSnapshot({path: text.encode() for path, text in (files | many).items()})
        compared = compare(None, snapshot, cache=tmp_path)
        assert [table.name for table in compared[0].head.tables.values()] == [name]


DJANGO = """from django.db import migrations, models
from shop.operations import Fill, Make, Unmake
class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel("Person", [(link(), models.OneToOneField("auth.User", parent_link=True)), ("hetu", models.TextField())]),
        Fill("Person"),
        Unmake(model=1),
        Make("Person"),
        Make("Person"),
    ]
"""
OPERATIONS = "class Fill(migrations.RunPython): pass\nclass Unmake(migrations.DeleteModel): pass\nclass Make(migrations.AddField): pass\n"


def test_operations_of_a_project_are_known_by_what_they_are_made_of():
    files = {"shop/migrations/0001_initial.py": DJANGO, "shop/migrations/__init__.py": "", "shop/operations.py": OPERATIONS}
    (compared,) = compare(None, TextSnapshot({path: text.encode() for path, text in files.items()}))
    assert "hetu" in [name for table in compared.head.tables.values() for name in table.columns]
    told = [
        (problem.facts["what"].partition(" is")[0], problem.minor, "2 places" in problem.facts["what"]) for problem in compared.problems
    ]
    assert told == [("a key's name of CreateModel", True, False), ("operation Unmake", True, False), ("operation Make", False, True)]


def test_one_cause_in_one_file_is_said_once():
    text = f"{HEAD}\ndef upgrade():\n    op.add_column(name(), sa.Column('a'))\n    op.add_column(name(), sa.Column('b'))\n    op.create_foreign_key(None, name(), 'b', ['c'], ['d'])\n"
    compared = check({"shop/versions/a.py": text})
    assert [(problem.code, problem.place.line, problem.minor) for problem in compared.problems] == [
        ("PII902", 7, False),
        ("PII902", 9, True),
    ]


def test_operations_given_to_a_helper_are_read_and_the_helper_is_said():
    text = """from django.db import migrations, models
from django_migration_linter import IgnoreMigration
class Migration(migrations.Migration):
    operations = wrapped(migrations.CreateModel("Person", [("hetu", models.TextField())]), [IgnoreMigration()], later)
"""
    (compared,) = compare(None, TextSnapshot({"shop/migrations/0001_initial.py": text.encode(), "shop/migrations/__init__.py": b""}))
    assert [list(table.columns) for table in compared.head.tables.values()] == [["id", "hetu"]]
    assert [(problem.code, problem.place.line) for problem in compared.problems] == [("PII902", 4)]
